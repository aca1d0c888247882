"""The history of a thing and its lines as people read it: who, when, and each field before and after.

However many entries there are, it asks the same few queries: the entries and links of each model, then names in bulk for one page.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from catalogue.figures import plain
from catalogue.history import links_at
from catalogue.snapshots import in_words, prefetched

TOGETHER = timedelta(seconds=2)  # what one person changed within this, for the same reason, is one entry
MOST = 500  # entries read of one model
NAMES = ["name", "title", "text", "code", "section"]
LONG = 60
SHORT_FINGERPRINT = 12


@dataclass
class Change:
    """What became of one row within one group."""

    kind: str  # added, changed, deleted, or first: nothing is known of before
    of: str  # blank: the thing itself
    fields: list  # (label, before, after)


@dataclass(eq=False)
class Row:
    """One row within one group: its entries, oldest first, and the one before them."""

    table: object
    entries: list

    @property
    def now(self):
        return self.entries[-1]

    @property
    def before(self):
        return self.table.before.get(self.entries[0].history_id)

    @property
    def kind(self):
        """Blank where nothing differs: an entry of a save that changed nothing, or that was taken back within the group."""
        if self.now.history_type == "-":
            return "deleted"
        if self.before is None or self.before.history_type == "-":
            return "added" if self.entries[0].history_type == "+" else "first"
        return "changed" if self.table.raw(self.before) != self.table.raw(self.now) else ""

    @property
    def sides(self):
        """The entries to be read as before and after. Links are gone when an entry of a deletion is written."""
        if self.kind == "deleted":
            return self.table.before.get(self.now.history_id, self.now), None
        return (self.before if self.kind == "changed" else None), self.now


@dataclass(eq=False)
class Group:
    """What one person changed at one moment."""

    user: int | None
    reason: str
    moment: object  # of its last entry
    began: object
    rows: dict = field(default_factory=dict)  # (table, number of the row) -> Row
    who: str = ""
    changes: list = field(default_factory=list)

    def takes(self, entry):
        same = (self.user, self.reason) == (entry.history_user_id, entry.history_change_reason or "")
        return same and entry.history_date - self.moment <= TOGETHER

    def add(self, table, entry):
        self.moment = entry.history_date
        self.rows.setdefault((table, table.row_of(entry)), Row(table, [])).entries.append(entry)

    @property
    def told(self):
        return [row for row in self.rows.values() if row.kind]

    @property
    def before(self):
        """The moment at which it began, for an address."""
        return f"{self.began:%Y-%m-%dT%H:%M:%S.%fZ}"

    @property
    def is_beginning(self):
        """Nothing is known of the thing before it."""
        return any(row.kind in {"added", "first"} and not row.table.parent for row in self.told)


class Table:
    """The entries of one model for one thing, the latest MOST of them, each with the links it had."""

    def __init__(self, model, column, pk, *, parent=""):
        self.model, self.parent = model, parent
        newest = list(model.history.filter(**{column: pk}).order_by("-history_date", "-history_id")[: MOST + 1])
        self.is_cut, self.entries = len(newest) > MOST, newest[:MOST][::-1]
        last, self.before = {}, {}
        for entry in self.entries:
            if (row := self.row_of(entry)) in last:
                self.before[entry.history_id] = last[row]
            last[row] = entry
        self.fields = [one for one in model._meta.concrete_fields if not one.primary_key and one.name != parent]
        self.links = model.history.model._history_m2m_fields
        self.linked = {one.name: links_at(model, one, [entry.history_id for entry in self.entries]) for one in self.links}

    def row_of(self, entry):
        return getattr(entry, self.model._meta.pk.attname)

    def raw(self, entry):
        plainly = [same_ends(getattr(entry, one.attname)) for one in self.fields]
        return plainly, [self.linked[one.name][entry.history_id] for one in self.links]

    def pointed_to(self, entry):
        for one in self.fields:
            if one.is_relation and (key := getattr(entry, one.attname)) is not None:
                yield one.related_model, {key}
        for one in self.links:
            yield one.related_model, self.linked[one.name][entry.history_id]


def same_ends(value):
    """Browsers send a text with other ends of lines than files have; that is no change."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def tables_of(model, pk, lines):
    """`lines` are (model, name of its field that points at the thing)."""
    own = Table(model, model._meta.pk.attname, pk)
    return [own, *(Table(line, line._meta.get_field(parent).attname, pk, parent=parent) for line, parent in lines)]


def groups_of(tables):
    """Newest first, without those in which nothing differs."""
    entries = [(entry.history_date, place, entry.history_id, entry) for place, table in enumerate(tables) for entry in table.entries]
    groups = []
    for moment, place, _number, entry in sorted(entries, key=lambda one: one[:3]):
        if not groups or not groups[-1].takes(entry):
            groups.append(Group(entry.history_user_id, entry.history_change_reason or "", moment, moment))
        groups[-1].add(tables[place], entry)
    return [group for group in reversed(groups) if group.told]


def read(groups):
    """Fill these groups with names and with what changed, in words."""
    names = names_in([(row.table, side) for group in groups for row in group.told for side in (*row.sides, row.now) if side])
    people = get_user_model().objects.in_bulk({group.user for group in groups if group.user})
    for group in groups:
        group.who = who(group, people)
        group.changes = [change_of(row, names) for row in group.told]


def names_in(entries):
    wanted = defaultdict(set)
    for table, entry in entries:
        for model, keys in table.pointed_to(entry):
            wanted[model] |= keys
    return {model: {row.pk: str(row) for row in prefetched(model).filter(pk__in=keys)} for model, keys in wanted.items() if keys}


def name_in(names, model, key):
    return names.get(model, {}).get(key) or _("deleted, number %(number)s") % {"number": key}


def who(group, people):
    if not group.user:
        return _("The portal")
    person = people.get(group.user)
    return (person.get_full_name() or str(person)) if person else _("A deleted account")


def change_of(row, names):
    before, after = (values_of(side, row.table, names) for side in row.sides)
    labels = [str(one.verbose_name) for one in (*row.table.fields, *row.table.links)]
    fields = zip(labels, before, after, strict=True)
    of = title_of(row.now, row.table, names) if row.table.parent else ""
    return Change(row.kind, of, [one for one in fields if one[1] != one[2]])


def values_of(entry, table, names):
    """In the order of the fields and links of its table."""
    if entry is None:
        return [""] * (len(table.fields) + len(table.links))
    linked = [(one.related_model, table.linked[one.name][entry.history_id]) for one in table.links]
    links = ["\n".join(sorted(name_in(names, model, key) for key in keys)) for model, keys in linked]
    return [*(value_of(entry, one, names) for one in table.fields), *links]


def value_of(entry, one, names):
    value = same_ends(getattr(entry, one.attname))
    if value is None or value == "":
        return ""
    if one.is_relation:
        return name_in(names, one.related_model, value)
    if one.choices:
        return str(dict(one.flatchoices).get(value, value))
    if isinstance(one, models.DecimalField):
        return plain(value)
    if isinstance(one, models.DateTimeField):
        return f"{value:%Y-%m-%d %H:%M:%S} UTC"
    if isinstance(value, dict):
        return frozen(entry)
    return ", ".join(map(str, value)) if isinstance(value, list) else in_words(value)


def frozen(entry):
    """A whole document in one field, too long to be read here."""
    fingerprint = getattr(entry, "content_sha256", "")[:SHORT_FINGERPRINT]
    return _("content frozen, fingerprint %(fingerprint)s …") % {"fingerprint": fingerprint} if fingerprint else _("content frozen")


def title_of(entry, table, names):
    """The kind of line, and what it is called."""
    kind = str(table.model._meta.verbose_name)
    called = next((text for name in NAMES if (text := getattr(entry, name, ""))), "")
    if not called:
        called = next((value_of(entry, one, names) for one in table.fields if one.is_relation and getattr(entry, one.attname)), "")
    return f"{kind} “{Truncator(called).chars(LONG)}”" if called else kind
