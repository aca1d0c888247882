"""A thing as it stood at an earlier moment, read from the histories of its rows, and the way back to it."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .actions import locked, propose
from .history import links_at
from .models import ProposedChange
from .snapshots import ROOTS, content, fingerprint, kept_fields, key_of_row, prefetched, restore, snapshot

STAYS = ["status", "publish_at", "retire_at", "retired_reason", "replacement"]  # who sees it, and when, is decided now
INSTANT = timedelta(microseconds=1)


class NotKnown(ValidationError):
    """The histories do not say how it was."""


def snapshot_as_of(row, moment):
    """What `snapshot` would have given at that moment. Raises NotKnown."""
    root = ROOTS[row._meta.label]
    return Past(moment).snapshot(row, root)


def state_before(row, moment):
    """How it was just before that moment, to be brought back: what decides who sees it stays as it is now. Raises NotKnown."""
    then, now = snapshot_as_of(row, moment - INSTANT), snapshot(row)
    then["fields"] |= {name: now["fields"][name] for name in STAYS if name in now["fields"]}
    return then


@transaction.atomic
def set_back(*, row, moment, by, seen, as_proposal):
    """Bring it back to how it was before that moment: at once, or as a proposal, which is given then.

    `seen` is the fingerprint of the state that `by` has compared it with. Raises ValidationError.
    """
    row = locked(row)
    now = snapshot(row)
    if fingerprint(now) != seen:
        raise ValidationError(_("It was changed since you opened this page. Look at the differences again."), code="changed_since")
    then, reason = state_before(row, moment), _("Back to how it was before %(moment)s.") % {"moment": in_utc(moment)}
    if as_proposal:
        return propose(row=row, after=then, by=by, origin=ProposedChange.Origin.REVERTED, reason=reason)
    if then == now:
        raise ValidationError(_("Nothing would change."), code="same")
    restore(row, then, by=by, reason=reason)
    return None


def in_utc(moment):
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


class Past:
    """Reads rows as they were at one moment."""

    def __init__(self, moment):
        self.moment = moment

    def snapshot(self, row, root):
        entries = self.standing(root.model, {row._meta.pk.attname: row.pk})
        if not entries:
            raise NotKnown(_("Nothing was written down of it before %(moment)s.") % {"moment": in_utc(self.moment)})
        then = self.rows_as_they_were(root, entries)[0]
        return {"model": row._meta.label, "key": key_of_row(then), **content(then, root, self.lines_of)}

    def lines_of(self, row, lines):
        """The lines it had, in the order in which they were shown."""
        column = lines.model._meta.get_field(lines.parent).attname
        self.refuse_unwritten(lines, {column: row.pk})
        return self.rows_as_they_were(lines, self.standing(lines.model, {column: row.pk}))

    def standing(self, model, found_by):
        """The last entry of each row that was there, and belonged there, at the moment."""
        key = model._meta.pk.attname
        ever = model.history.filter(**found_by).order_by().values(key)
        entries = model.history.filter(**{f"{key}__in": ever}, history_date__lte=self.moment).order_by("history_date", "history_id")
        last = {getattr(entry, key): entry for entry in entries}
        there = [one.history_id for one in last.values() if one.history_type != "-" and holds(one, found_by)]
        ordering = [key if one == "pk" else one for one in model._meta.ordering] or [key]
        return list(model.history.filter(history_id__in=there).order_by(*ordering))

    def refuse_unwritten(self, lines, found_by):
        """A line that is there without a first entry was there before histories began: how it was then is not known."""
        key = lines.model._meta.pk.attname
        first = {}
        for row, kind, moment in (
            lines.model.history.filter(**found_by).order_by("history_date", "history_id").values_list(key, "history_type", "history_date")
        ):
            first.setdefault(row, (kind, moment))
        late = any(kind != "+" and moment > self.moment for kind, moment in first.values())
        if late or lines.model._default_manager.filter(**found_by).exclude(pk__in=first).exists():
            sentence = _("It has a %(line)s of which nothing was written down before %(moment)s.")
            raise NotKnown(sentence % {"line": lines.label, "moment": in_utc(self.moment)})

    def rows_as_they_were(self, kind, entries):
        """Rows of the model made of these entries, with what each pointed to."""
        rows = [entry.instance for entry in entries]
        for field in kept_fields(kind):
            if field.many_to_many:
                link(rows, field, links_at(kind.model, field, [entry.history_id for entry in entries]))
            elif field.is_relation:
                point(rows, field)
        return rows


def holds(entry, found_by):
    return all(getattr(entry, name) == value for name, value in found_by.items())


def link(rows, field, links):
    """`links` in the order of the rows."""
    there = rows_that_are_left(field.related_model, set().union(*links.values()), field)
    for row, keys in zip(rows, links.values(), strict=True):
        row._prefetched_objects_cache = {**getattr(row, "_prefetched_objects_cache", {}), field.name: [there[key] for key in keys]}


def point(rows, field):
    there = rows_that_are_left(field.related_model, {getattr(row, field.attname) for row in rows} - {None}, field)
    for row in rows:
        if (key := getattr(row, field.attname)) is not None:
            setattr(row, field.name, there[key])


def rows_that_are_left(model, keys, field):
    """By number. Raises NotKnown where one was deleted since: it cannot be pointed to again."""
    there = {row.pk: row for row in prefetched(model).filter(pk__in=keys)}
    if keys - there.keys():
        sentence = _("It pointed to a %(kind)s that has been deleted since (%(field)s): it cannot be set back as a whole.")
        raise NotKnown(sentence % {"kind": model._meta.verbose_name, "field": field.verbose_name})
    return there
