"""What a check of the work list gives: rows of the database, counted and listed in one query for a whole section, or single entries."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _

from .visibility import Status


@dataclass(frozen=True)
class Entry:
    """One thing to do: its name, why, and the row on whose page of the admin it is done."""

    name: str
    why: str
    model: type[Model]
    pk: int


@dataclass(frozen=True)
class Rows:
    """Rows that wait for the same thing. `key` leads from a row to the thing of `model` on whose page of the admin it stands."""

    rows: QuerySet
    why: str  # may hold %(detail)s
    name: object  # a field or an expression
    model: type[Model]
    key: str = "pk"
    detail: object = Value("")

    def listed(self, place):
        """(place, key, name, detail) in columns of one type, so that rows of several kinds can be united."""
        name = F(self.name) if isinstance(self.name, str) else self.name
        detail = F(self.detail) if isinstance(self.detail, str) else self.detail
        return (
            self.rows.order_by()
            .annotate(
                work_place=Value(place),
                work_key=F(self.key),
                work_name=Cast(name, TextField()),
                work_detail=Cast(detail, TextField()),
            )
            .values_list("work_place", "work_key", "work_name", "work_detail")
        )

    def entry(self, key, name, detail):
        return Entry(name, (self.why % {"detail": detail}).strip(), self.model, key)


@dataclass(frozen=True)
class Check:
    """One question asked of the content. `models`: whoever may see none of these in the admin is not told of the section."""

    section: str
    models: tuple
    rows: Callable[[], list[Rows]] = field(default=list)
    entries: Callable[[], list[Entry]] = field(default=list)


@dataclass(frozen=True)
class Statement:
    """A kind of row that cites: when readers see it, what it is called, and on whose page of the admin it is edited."""

    model: type[Model]
    shown: Q = field(default_factory=Q)
    name: object = "text"
    page: type[Model] | None = None
    key: str = "pk"

    def uncited(self):
        kind = str(self.model._meta.verbose_name)
        why = _("No source is named for this: %(kind)s.") % {"kind": kind}
        return Rows(without_a_source(self.model.objects.filter(self.shown)), why, self.name, self.page or self.model, self.key)


def without_a_source(rows):
    through = rows.model._meta.get_field("citations").remote_field.through
    owner = rows.model._meta.get_field("citations").m2m_field_name()
    return rows.filter(~Exists(through.objects.filter(**{owner: OuterRef("pk")})))


def moment_of(name):
    """The day and the minute, alike in both databases."""
    return Substr(Cast(name, TextField()), 1, len("2026-11-25 10:00"))


def scheduled_of(model, name):
    """What an editor has set the moment for: of publishing a draft, of retiring what is public."""
    drafts = model.objects.filter(status=Status.DRAFT).exclude(publish_at=None)
    ending = model.objects.filter(status=Status.PUBLISHED).exclude(retire_at=None)
    return [
        Rows(drafts, _("It becomes public at %(detail)s UTC."), name, model, detail=moment_of("publish_at")),
        Rows(ending, _("It is retired at %(detail)s UTC."), name, model, detail=moment_of("retire_at")),
    ]
