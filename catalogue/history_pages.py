"""The history of a thing and its lines as people read it: who, when, and each field before and after.

However many entries there are, a page asks the same few queries: first the bare list of entries, then whole rows for one page of it.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from catalogue.figures import plain
from catalogue.snapshots import prefetched

TOGETHER = timedelta(seconds=2)  # what one person changed within this is one entry
NAMES = ["name", "title", "text", "code", "section"]
LONG = 60


@dataclass(frozen=True)
class Mark:
    """One entry of one history table, without its fields."""

    model: type
    number: int  # of the entry
    row: int
    moment: object
    user: int | None
    reason: str
    before: int | None  # number of the entry before it of the same row


@dataclass
class Change:
    of: str  # blank: of the thing itself
    kind: str  # added, changed, deleted
    fields: list  # (label, before, after)


@dataclass
class Group:
    marks: list
    who: str = ""
    changes: list = field(default_factory=list)

    @property
    def moment(self):
        return self.marks[0].moment

    @property
    def reason(self):
        return next((mark.reason for mark in self.marks if mark.reason), "")


def marks_of(model, **rows):
    """Every entry of these rows, oldest first."""
    entries = model.history.filter(**rows).order_by("history_date", "history_id")
    found, last = [], {}
    for number, row, moment, user, reason in entries.values_list(
        "history_id", model._meta.pk.attname, "history_date", "history_user_id", "history_change_reason"
    ):
        found.append(Mark(model, number, row, moment, user, reason or "", last.get(row)))
        last[row] = number
    return found


def groups_of(root_model, pk, lines):
    """Newest first. `lines` are (model, name of its field that points at the thing)."""
    marks = marks_of(root_model, **{root_model._meta.pk.attname: pk})
    for model, parent in lines:
        marks += marks_of(model, **{f"{parent}_id": pk})
    groups = []
    for mark in sorted(marks, key=lambda mark: mark.moment, reverse=True):
        last = groups[-1].marks[-1] if groups else None
        if last and last.user == mark.user and last.moment - mark.moment <= TOGETHER:
            groups[-1].marks.append(mark)
        else:
            groups.append(Group([mark]))
    return groups


def read(groups, root_model, lines):
    """Fill these groups with names and with what changed. Those in which nothing that is read changed say so."""
    marks = [mark for group in groups for mark in group.marks]
    parents, tables = dict(lines), {}
    for model in {mark.model for mark in marks}:
        numbers = {one for mark in marks if mark.model is model for one in (mark.number, mark.before) if one}
        tables[model] = Table(model, numbers, left_out=parents.get(model))
    names = names_in(tables.values())
    people = get_user_model().objects.in_bulk({mark.user for mark in marks if mark.user})
    for group in groups:
        group.who = who(group.marks[0], people)
        for mark in reversed(group.marks):
            change = change_of(mark, tables[mark.model], names, is_line=mark.model is not root_model)
            if change.fields or change.kind != "changed":
                group.changes.append(change)


class Table:
    """Whole entries of one model, with the links each had."""

    def __init__(self, model, numbers, *, left_out):
        self.entries = model.history.in_bulk(numbers)
        kept = [one for one in model._meta.concrete_fields if one.editable and not one.primary_key and one.name != left_out]
        self.fields = [one for one in kept if hasattr(model.history.model, one.attname)]
        self.model, self.links = model, model.history.model._history_m2m_fields
        self.linked = {one.name: links_of(model, one, numbers) for one in self.links}

    def pointed_to(self):
        for one in self.fields:
            if one.is_relation:
                yield one.related_model, {getattr(entry, one.attname) for entry in self.entries.values()} - {None}
        for one in self.links:
            yield one.related_model, set().union(*self.linked[one.name].values())


def links_of(model, link, numbers):
    kept, found = getattr(model.history.model, link.name).model, defaultdict(set)
    for number, target in kept._default_manager.filter(history__in=numbers).values_list(
        "history_id", f"{link.m2m_reverse_field_name()}_id"
    ):
        found[number].add(target)
    return found


def names_in(tables):
    wanted = defaultdict(set)
    for table in tables:
        for model, keys in table.pointed_to():
            wanted[model] |= keys
    return {model: {row.pk: str(row) for row in prefetched(model).filter(pk__in=keys)} for model, keys in wanted.items() if keys}


def name_in(names, model, key):
    return names.get(model, {}).get(key) or _("deleted, number %(number)s") % {"number": key}


def who(mark, people):
    if mark.user:
        person = people.get(mark.user)
        return (person.get_full_name() or str(person)) if person else _("A deleted account")
    return _("The content files") if mark.reason == "From the content files." else _("The portal")


def change_of(mark, table, names, *, is_line):
    now, before = table.entries[mark.number], table.entries.get(mark.before)
    kind = {"+": "added", "-": "deleted"}.get(now.history_type, "changed")
    old, new = values_of(before, table, names), values_of(None if kind == "deleted" else now, table, names)
    if kind == "deleted" and before is None:
        old = values_of(now, table, names)
    fields = [(label, old.get(label, ""), value) for label, value in {**dict.fromkeys(old, ""), **new}.items()]
    return Change(title_of(now, table, names) if is_line else "", kind, [one for one in fields if one[1] != one[2]])


def values_of(entry, table, names):
    if entry is None:
        return {}
    values = {str(one.verbose_name): value_of(entry, one, names) for one in table.fields}
    for link in table.links:
        keys = table.linked[link.name][entry.history_id]
        values[str(link.verbose_name)] = " · ".join(sorted(name_in(names, link.related_model, key) for key in keys))
    return values


def value_of(entry, one, names):
    value = getattr(entry, one.attname)
    if value is None or value == "":
        return ""
    if one.is_relation:
        return name_in(names, one.related_model, value)
    if one.choices:
        return str(dict(one.flatchoices).get(value, value))
    if isinstance(one, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(one, models.DecimalField):
        return plain(value)
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)


def title_of(entry, table, names):
    """The kind of line, and what it is called."""
    called = next((text for name in NAMES if (text := getattr(entry, name, ""))), "")
    if not called:
        called = next((value_of(entry, one, names) for one in table.fields if one.is_relation and getattr(entry, one.attname)), "")
    return f"{table.model._meta.verbose_name}: {Truncator(called).chars(LONG)}" if called else str(table.model._meta.verbose_name)
