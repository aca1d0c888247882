"""One thing with all its lines as plain data that can be kept, compared and written back: what proposals, reverting and imports work on.

A snapshot is made of what JSON has. Figures are plain strings, moments are ISO, and what is pointed to is named by its natural key: a slug
or a code, a citation by [document, section], a claim by [product or null, code]. The order of lines is the order of the list: their
`position` is no part of it.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from catalogue.figures import plain
from catalogue.models import Citation, Claim
from catalogue.search import index

ROOTS = {}  # label -> Root; the apps register theirs when they start


@dataclass(frozen=True)
class Lines:
    """Lines of a thing: the model, its field that points at the thing, and what tells one line from another; nothing: its place."""

    model: type
    parent: str
    key: tuple = ()
    either: bool = False  # the first of the key that is given is enough: an ingredient, else a name
    lines: tuple = ()  # lines of a line
    numbered_within: str = ""
    checked: str = ""  # attribute that puts a rule over several lines off until all are written; the root's `check` asks then

    @property
    def name(self):
        return self.model._meta.get_field(self.parent).remote_field.get_accessor_name()

    @property
    def label(self):
        return self.model._meta.verbose_name

    def key_of(self, line, place):
        """What tells this line from the others of its list."""
        values = [json.dumps(line["fields"].get(name)) for name in self.key if line["fields"].get(name) or not self.either]
        return tuple(values[:1] if self.either else values) or (place,)


@dataclass(frozen=True)
class Root:
    """A thing that is edited as a whole. `check` is called once all is written, with the row and with what `stood` gave of it before;
    it raises ValidationError.
    """

    model: type
    key: str = "slug"
    lines: tuple = ()
    checked: str = ""
    check: object = None
    stood: object = None
    left_out: frozenset = frozenset()  # fields that are never kept, compared or brought back


class NotRestored(ValidationError):
    """What stands in the way, as sentences. `faults` says the same as (line, field, sentence), both may be blank."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__([": ".join(str(part) for part in fault if part) for fault in faults])


def register(*roots):
    ROOTS.update({root.model._meta.label: root for root in roots})


def root_of(row):
    """The thing that this row belongs to, itself where it is one; None where it is part of nothing that is kept as a whole."""
    for root in ROOTS.values():
        for parent in parents(type(row), root.lines):
            if (above := getattr(row, parent)) is not None:
                return root_of(above)
    return row if row._meta.label in ROOTS else None


def parents(model, kinds):
    """The fields by which rows of this model point at what they are lines of."""
    return [kind.parent for kind in kinds if kind.model is model] + [one for kind in kinds for one in parents(model, kind.lines)]


# Reading


def snapshot(row):
    """The thing as it stands in the database. `row` is a row of one of ROOTS."""
    root = ROOTS[row._meta.label]
    stored = prefetched(root.model).get(pk=row.pk)
    return {"model": row._meta.label, "key": key_of_row(stored), **content(stored, root)}


def fingerprint(snap):
    return hashlib.sha256(json.dumps(snap, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def content(row, kind, lines_of=None):
    """`lines_of`(row, lines) gives the lines of a row, as they are in the database unless said otherwise."""
    found = {lines.name: (lines_of or rows_of)(row, lines) for lines in kind.lines}
    return {
        "fields": {field.name: value_of(row, field) for field in kept_fields(kind)},
        "lines": {lines.name: [content(line, lines, lines_of) for line in found[lines.name]] for lines in kind.lines},
    }


def rows_of(row, lines):
    """In the order in which they are shown."""
    return list(prefetched(lines.model).filter(**{lines.parent: row.pk}))


def prefetched(model):
    """Rows with all that they point to, so that a list costs the same whatever its length."""
    pointers = [field.name for field in model._meta.fields if field.is_relation and field.editable]
    rows = model._default_manager.select_related(*pointers) if pointers else model._default_manager.all()
    for field in model._meta.many_to_many:
        rows = rows.prefetch_related(f"{field.name}{BEHIND.get(field.related_model, '')}")
    return rows


BEHIND = {Citation: "__document", Claim: "__product"}


def kept_fields(kind):
    """All that an editor can write; the place of a line is the order of the list."""
    left_out = {getattr(kind, "parent", ""), *getattr(kind, "left_out", ())} | ({"position"} if isinstance(kind, Lines) else set())
    own = [*kind.model._meta.fields, *kind.model._meta.many_to_many]
    return [field for field in own if field.editable and not field.primary_key and field.name not in left_out]


def value_of(row, field):
    if field.many_to_many:
        return sorted((key_of_row(one) for one in getattr(row, field.name).all()), key=json.dumps)
    value = getattr(row, field.name)
    if isinstance(value, models.Model):
        return key_of_row(value)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n")  # browsers send a text with other ends of lines than files have
    return value.isoformat() if isinstance(value, date) else value


def key_of_row(row):
    """By what a row is named wherever it is pointed to."""
    if isinstance(row, Citation):
        return [row.document.code, row.section]
    if isinstance(row, Claim):
        return [row.product.slug if row.product else None, row.code]
    path = ROOTS[row._meta.label].key if row._meta.label in ROOTS else "slug"
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def row_named(model, key):
    """The row with that natural key. Raises ObjectDoesNotExist."""
    if model is Citation:
        return Citation.objects.get(document__code=key[0], section=key[1])
    if model is Claim:
        return Claim.objects.get(code=key[1], **({"product__slug": key[0]} if key[0] else {"product": None}))
    return model._default_manager.get(**{ROOTS[model._meta.label].key if model._meta.label in ROOTS else "slug": key})


# Writing back


@transaction.atomic
def restore(row, snap, *, by=None, reason=""):
    """Write the thing as the snapshot has it, only what differs, and give the row. `row` None: a new thing.

    Raises NotRestored, a ValidationError, with a sentence for each fault.
    """
    root = ROOTS[snap["model"]]
    row = root.model() if row is None else root.model._default_manager.get(pk=row.pk)
    stood = root.stood(row) if root.stood and row.pk else None
    with index.batch():
        writer = Writer(by, reason)
        writer.write(row, snap, root, where="")
        if root.check:
            writer.asked(root.check, root.model._default_manager.get(pk=row.pk), stood)
    return row


@dataclass
class Writer:
    by: object
    reason: str

    def write(self, row, wanted, kind, *, where):
        self.write_row(row, wanted["fields"], kind, where)
        for lines in kind.lines:
            if lines.name in wanted["lines"]:
                self.write_lines(row, wanted["lines"][lines.name], lines)

    def write_row(self, row, wanted, kind, where, position=None):
        """The row and its links, if they are not so already. A field that the snapshot does not know stays as it is."""
        fields = [field for field in kept_fields(kind) if field.name in wanted]
        new = row._state.adding
        changed = [field for field in fields if new or value_of(row, field) != wanted[field.name]]
        moved = position is not None and row.position != position
        plainly = [field for field in changed if not field.many_to_many]
        linked = {field: rows_named(field, wanted[field.name], where) for field in changed if field.many_to_many}
        for field in plainly:
            setattr(row, field.name, read(field, wanted[field.name], where))
        if moved:
            row.position = position
        self.sign(row, kind)
        if new or plainly or moved:
            self.asked(row.full_clean, where=where, model=kind.model)
            self.asked(row.save, where=where, model=kind.model)
        for field, rows in linked.items():
            if rows or not new:
                getattr(row, field.name).set(rows)

    def write_lines(self, row, wanted, lines):
        there = rows_of(row, lines)
        keys = [lines.key_of(content(line, lines), place) for place, line in enumerate(there)]
        by_key = dict(zip(keys, there, strict=True))
        wanted_keys = [lines.key_of(line, place) for place, line in enumerate(wanted)]
        self.refuse_twice(wanted_keys, wanted, lines)
        for key, line in by_key.items():
            if key not in wanted_keys:
                self.sign(line, lines)
                self.asked(line.delete, where=where_of(lines, content(line, lines)), model=lines.model)
        places = places_of(wanted, lines) if keys != wanted_keys and has_position(lines.model) else [None] * len(wanted)
        for key, line, place in zip(wanted_keys, wanted, places, strict=True):
            found = by_key.get(key) or lines.model(**{lines.parent: row})
            where = where_of(lines, line)
            self.write_row(found, line["fields"], lines, where, place)
            for below in lines.lines:
                self.write_lines(found, line["lines"].get(below.name, []), below)

    def refuse_twice(self, keys, wanted, lines):
        twice = [where_of(lines, line) for key, line in zip(keys, wanted, strict=True) if keys.count(key) > 1]
        if twice:
            raise NotRestored([(twice[0], "", _("It stands there twice."))])

    def sign(self, row, kind):
        """Who and why, for the history of the row; and rules over all lines wait until all are written."""
        if self.by is not None:
            row._history_user = self.by
        if self.reason:
            row._change_reason = self.reason
        if kind.checked:
            setattr(row, kind.checked, True)

    def asked(self, check, *values, where="", model=None):
        try:
            check(*values)
        except NotRestored:
            raise
        except ValidationError as error:
            raise NotRestored(faults_of(error, where, model)) from error
        except models.ProtectedError as error:
            raise NotRestored([(where, "", _("It cannot be deleted: something else points to it."))]) from error


def faults_of(error, where, model):
    if not hasattr(error, "error_dict"):
        return [(where, "", sentence) for sentence in error.messages]
    return [(where, label_of(model, name), sentence) for name, sentences in error.message_dict.items() for sentence in sentences]


def label_of(model, name):
    try:
        return str(model._meta.get_field(name).verbose_name)
    except Exception:  # a rule over several fields, or none that this model has
        return ""


def has_position(model):
    return any(field.name == "position" for field in model._meta.fields)


def places_of(wanted, lines):
    """0, 1, 2 … in the order of the list, for each value of `numbered_within`."""
    groups = [line["fields"].get(lines.numbered_within) for line in wanted]
    return [groups[:place].count(group) for place, group in enumerate(groups)]


def where_of(lines, line):
    """A line in words: “formula line clcm”."""
    names = lines.key or [next((name for name in ("text", "name") if name in line["fields"]), "")]
    said = [in_words(line["fields"].get(name)) for name in names]
    said = [one for one in said if one] or [in_words(line["fields"].get("name"))]
    return f"{lines.label} “{' '.join(said)[:60]}”"


def read(field, value, where):
    """A value of a snapshot as the model holds it. Raises NotRestored where it is none."""
    if value is None:
        return None
    try:
        if field.is_relation:
            return row_named(field.related_model, value)
        if isinstance(field, models.DecimalField):
            return Decimal(value)
        if isinstance(field, models.DateTimeField):
            return datetime.fromisoformat(value)
        return date.fromisoformat(value) if isinstance(field, models.DateField) else value
    except ObjectDoesNotExist as error:
        raise NotRestored([(where, field.verbose_name, there_is_no(field.related_model, value))]) from error
    except (InvalidOperation, TypeError, ValueError) as error:
        raise NotRestored([(where, field.verbose_name, _("“%(value)s” cannot be read.") % {"value": value})]) from error


def rows_named(field, keys, where):
    found = []
    for key in keys:
        try:
            found.append(row_named(field.related_model, key))
        except ObjectDoesNotExist as error:
            raise NotRestored([(where, field.verbose_name, there_is_no(field.related_model, key))]) from error
    return found


def there_is_no(model, key):
    return _("There is no %(kind)s “%(key)s”.") % {"kind": model._meta.verbose_name, "key": in_words(key)}


# Comparing, for people


def differences(before, after):
    """(where, before, after) in words, line by line. `before` None: the thing is new."""
    root = ROOTS[after["model"]]
    return list(differing(before or {"fields": {}, "lines": {}}, after, root, ""))


def differing(before, after, kind, where):
    for field in kept_fields(kind):
        old, new = before["fields"].get(field.name), after["fields"].get(field.name)
        if old != new and (shown(field, old), shown(field, new)) != ("", ""):
            label = str(field.verbose_name)
            yield (f"{where}: {label}" if where else label[:1].upper() + label[1:], shown(field, old), shown(field, new))
    for lines in kind.lines:
        yield from differing_lines(before["lines"].get(lines.name, []), after["lines"].get(lines.name, []), lines)


def differing_lines(before, after, lines):
    old = {lines.key_of(line, place): line for place, line in enumerate(before)}
    new = {lines.key_of(line, place): line for place, line in enumerate(after)}
    for key, line in old.items():
        if key not in new:
            yield (where_of(lines, line), line_in_words(line, lines), "")
    for key, line in new.items():
        if key in old:
            yield from differing(old[key], line, lines, where_of(lines, line))
        else:
            yield (where_of(lines, line), "", line_in_words(line, lines))
    kept_old, kept_new = [key for key in old if key in new], [key for key in new if key in old]
    if kept_old != kept_new:
        yield (
            _("Order of the %(lines)s") % {"lines": lines.model._meta.verbose_name_plural},
            ", ".join(short(lines, old[key]) for key in kept_old),
            ", ".join(short(lines, new[key]) for key in kept_new),
        )


def short(lines, line):
    return where_of(lines, line).partition("“")[2].rstrip("”")


def line_in_words(line, lines):
    said = [(field.verbose_name, shown(field, line["fields"].get(field.name))) for field in kept_fields(lines)]
    own = "; ".join(f"{label}: {value}" for label, value in said if value)
    below = [line_in_words(one, kind) for kind in lines.lines for one in line["lines"].get(kind.name, [])]
    return " | ".join([own, *below])


def shown(field, value):
    if field.choices and not isinstance(value, list):
        return str(dict(field.flatchoices).get(value, value or ""))
    return in_words(value, between="; " if field.many_to_many else " · ")


def in_words(value, between=" · "):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return between.join(in_words(one) for one in value if one is not None)
    return "" if value is None else str(value)


def model_of(snap):
    return apps.get_model(snap["model"])
