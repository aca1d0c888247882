"""Brings entries of content files into the database without ever overwriting an editor.

For every row it keeps a fingerprint of what it last wrote. A row whose state still has that fingerprint is ours to update; any other is an
editor's and stays as it is. A row that was loaded once and is gone was deleted by an editor and stays gone.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from .figures import plain
from .history import record_in_bulk
from .models import Citation, LoadedRow
from .yaml_files import Mapping


@dataclass
class Entry:
    """One row to be: its natural key, its plain values, its many-to-many values as lists of rows."""

    model: type
    key: dict
    values: dict
    links: dict = field(default_factory=dict)
    origin: Mapping | None = None
    field_names: dict = field(default_factory=dict)  # model field -> name in the file, where they differ
    attributes: dict = field(default_factory=dict)  # set on the row before it is saved; they are no fields
    aspect: str = ""  # a second entry for the same row, for what can only be set once other rows are there

    @property
    def label(self):
        return " ".join(str(getattr(value, "slug", None) or getattr(value, "code", None) or value) for value in self.key.values())


@dataclass
class Change:
    verb: str  # add, update, kept (an editor changed it), gone (an editor deleted it)
    model: str
    label: str
    differences: list = field(default_factory=list)


class Loader:
    """One run over all entries. Call `put` for each in order; it returns the row, or None where an editor deleted it."""

    def __init__(self):
        self.known = {(row.model, row.key): row for row in LoadedRow.objects.all()}
        self.changes = []
        self.counts = Counter()
        self.added = set()
        self.written = {"+": {}, "~": {}}  # by kind of change: what goes into the history at the end, in bulk
        self.met = set()

    def put(self, entry: Entry):
        self.meet(entry)
        row = entry.model._default_manager.filter(**entry.key).first()
        record = self.known.get(record_key(entry))
        if row is None and record is not None:
            return self.note("gone", entry, None)
        if row is None:
            return self.write(entry, entry.model(**entry.key), "add")
        now, wanted = state_of(row, entry), wanted_state(entry)
        if now == wanted:
            self.remember(entry, wanted)
            return self.note("unchanged", entry, row)
        if not self.is_ours(entry, row, record, now):
            return self.note("kept", entry, row, differences(now, wanted))
        return self.write(entry, row, "update", differences(now, wanted))

    def meet(self, entry):
        """A key that stands twice in the files would be written twice in every run, the second time over the first."""
        if record_key(entry) in self.met and entry.origin is not None:
            raise entry.origin.error(f"the {entry.model._meta.verbose_name} {entry.label!r} stands twice")
        self.met.add(record_key(entry))

    def was_deleted(self, model, **key):
        """Whether an editor deleted the row that the files once brought in under this key."""
        return record_key(Entry(model, key, {})) in self.known and not model._default_manager.filter(**key).exists()

    def is_ours(self, entry, row, record, now):
        if record is None:
            return bool(entry.aspect) and (entry.model, row.pk) in self.added
        return record.fingerprint == fingerprint(now)

    def write(self, entry, row, verb, changed=()):
        for name, value in (entry.values | entry.attributes).items():
            setattr(row, name, value)
        check(row, entry)
        row.skip_history_when_saving = True
        row.save()
        if verb == "add":
            self.added.add((entry.model, row.pk))
        for name, targets in entry.links.items():
            getattr(row, name).set(targets)
        self.remember(entry, wanted_state(entry))
        self.written["+" if (entry.model, row.pk) in self.added else "~"][entry.model, row.pk] = row
        return self.note(verb, entry, row, list(changed))

    def write_history(self):
        """What this run wrote, as one entry for each row: row by row the first start would take seconds longer."""
        for kind, rows in self.written.items():
            record_in_bulk(rows.values(), kind=kind, reason=_("From the content files."))

    def remember(self, entry, state):
        (label, key), print_ = record_key(entry), fingerprint(state)
        record = self.known.get((label, key))
        if record is None:
            self.known[label, key] = LoadedRow.objects.create(model=label, key=key, fingerprint=print_)
        elif record.fingerprint != print_:
            record.fingerprint = print_
            record.save(update_fields=["fingerprint"])

    def note(self, verb, entry, row, changed=()):
        self.counts[verb] += 1
        if verb != "unchanged":
            self.changes.append(Change(verb, str(entry.model._meta.verbose_name), entry.label, list(changed)))
        return row


def check(row, entry):
    """The model's own validation; an error names the file, the line and the field."""
    try:
        row.full_clean()
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            shown = entry.field_names.get(name, name)
            field_name = None if name == "__all__" else shown
            if entry.origin is None:
                raise
            raise entry.origin.error(" ".join(sentences), field_name) from error


def record_key(entry):
    parts = {name: natural(value) for name, value in entry.key.items()}
    key = json.dumps(parts, sort_keys=True, ensure_ascii=False)[:255]
    return f"{entry.model._meta.label}{entry.aspect and ':' + entry.aspect}", key


def natural(value):
    """A value as it can be compared: figures plain, rows by their own key."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Citation):
        return f"{value.document_id}:{value.section}"
    if isinstance(value, models.Model):
        return getattr(value, "slug", None) or f"{value.pk}"
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def wanted_state(entry):
    state = {name: natural(value) for name, value in entry.values.items()}
    return state | {name: sorted(natural(target) for target in targets) for name, targets in entry.links.items()}


def state_of(row, entry):
    state = {name: natural(getattr(row, name)) for name in entry.values}
    return state | {name: sorted(natural(target) for target in getattr(row, name).all()) for name in entry.links}


def fingerprint(state):
    return hashlib.sha256(json.dumps(state, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def differences(now, wanted):
    return [f"{name}: {short(now[name])} → {short(wanted[name])}" for name in wanted if now[name] != wanted[name]]


def short(value, most=70):
    text = str(value)
    return text if len(text) <= most else f"{text[: most - 1]}…"
