"""What the lists of the admin show at a glance: tags, counts, filters. Nothing here asks the database row by row."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from catalogue.figures import with_unit
from catalogue.visibility import Access, Status

STATUS_TONES = {Status.PUBLISHED: "good", Status.DRAFT: "caution", Status.RETIRED: "stop"}
EDITORS_ONLY = "editors"


def tag(text, tone="quiet"):
    return format_html('<span class="status-tag status-tag--{}">{}</span>', tone, text)


def amount(value, unit):
    """A figure with its unit; None where nothing is stated, which a list shows as a dash."""
    return None if value is None else with_unit(value, unit)


def number_of(rows, field):
    """How many of these rows point here. A subquery each: several joins in one query would multiply each other's counts."""
    rows = rows.filter(**{field: OuterRef("pk")}).order_by().values(field).annotate(number=Count("pk"))
    return Coalesce(Subquery(rows.values("number")), 0)


class ReadersColumn:
    @admin.display(description=_("who may read it"), ordering="access")
    def readers(self, row):
        return tag(row.get_access_display()) if row.access else tag(_("Editors only"), "caution")


class StatusColumn:
    @admin.display(description=_("status"), ordering="status")
    def status_tag(self, row):
        return tag(row.get_status_display(), STATUS_TONES[row.status])


class PageColumn:
    @admin.display(description=_("page"))
    def page(self, row):
        return format_html('<a href="{}">{}</a>', row.get_absolute_url(), _("View on site"))


class ReadersFilter(admin.SimpleListFilter):
    """Django's own filter leaves the blank choice out, and that is the one an editor looks for."""

    title = _("who may read it")
    parameter_name = "readers"

    def lookups(self, request, model_admin):
        return [*Access.choices, (EDITORS_ONLY, _("Editors only"))]

    def queryset(self, request, rows):
        if self.value() is None:
            return rows
        return rows.filter(access="" if self.value() == EDITORS_ONLY else self.value())
