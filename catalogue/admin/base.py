"""What all pages of the admin have in common, here and in the other apps."""

from collections import Counter
from functools import cache

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from catalogue.figures import plain
from catalogue.models import Citation

from .columns import PageColumn, ReadersColumn, ReadersFilter, StatusColumn
from .exports import Exported
from .forms import EditorForm, LineForm, LineFormSet, LineSelect, LineSelectMultiple
from .history import HistoryViews
from .locking import NoticesOthers
from .proposing import ProposesChanges

SOURCES = (_("Where it comes from"), {"fields": ["citations"]})
READERS = (_("Who sees it"), {"fields": [("status", "access")]})


def note(text):
    """A paragraph above the first fields of a page."""
    return format_html("<p>{}</p>", text)


@cache
def printed(field):
    """A figure to be read, with the point and without the zeros of its column."""

    @admin.display(description=field.verbose_name)
    def figure(row):
        value = getattr(row, field.name)
        return None if value is None else plain(value)

    return figure


class PrintedFigures:
    """Django shows a figure that cannot be edited as 2.500; here it stands as on every other page."""

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        figures = self.figures_to_read(request, obj)
        return [(name, {**options, "fields": swapped(options["fields"], figures)}) for name, options in fieldsets]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *self.figures_to_read(request, obj).values()]

    def figures_to_read(self, request, obj):
        if obj is None or self.has_change_permission(request, obj):
            return {}
        return {field.name: printed(field) for field in self.model._meta.fields if isinstance(field, models.DecimalField)}


def swapped(fields, figures):
    return [tuple(swapped(one, figures)) if isinstance(one, tuple | list) else figures.get(one, one) for one in fields]


class CitingFields:
    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "citations":
            # A citation is named with its document: without the join every chosen one would cost a query.
            kwargs["queryset"] = Citation.objects.with_document()
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class EditorAdmin(NoticesOthers, HistoryViews, ProposesChanges, PrintedFigures, CitingFields, admin.ModelAdmin):
    form = EditorForm
    save_on_top = True
    list_per_page = 50
    show_full_result_count = False  # a second count over the whole table, only to print it
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}
    permanent = []  # part of an address or a printed sheet: chosen once

    class Media:
        css = {"all": ["css/admin.css"]}

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(self.permanent if obj else [])]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        inline = next(one for one in self.inlines if one.model is formset.model)
        changed = formset.new_objects or formset.changed_objects or formset.deleted_objects
        if changed and "position" in [field.name for field in inline.model._meta.fields]:
            renumber(formset.model.objects.filter(**{formset.fk.name: formset.instance}), within=inline.numbered_within)


def renumber(rows, *, within=""):
    """Positions 0, 1, 2 … in the order in which the lines stand, for each value of `within`."""
    next_place = Counter()
    for row in rows:
        group = getattr(row, within) if within else None
        if row.position != next_place[group]:
            row.position = next_place[group]
            row.save(update_fields=["position"])
        next_place[group] += 1


class PageAdmin(Exported, StatusColumn, ReadersColumn, PageColumn, EditorAdmin):
    """A thing with a page of its own."""

    permanent = ["slug"]
    prepopulated_fields = {"slug": ["name"]}


class StatementAdmin(ReadersColumn, EditorAdmin):
    """Something said of a product. Its lines stand on the product's page too; here they can be searched across products."""

    form = LineForm
    list_select_related = ["product"]
    list_filter = [ReadersFilter, "product"]
    search_fields = ["text", "code", "product__name"]
    autocomplete_fields = ["product", "citations"]

    def view_on_site(self, row):
        return row.product.get_absolute_url()


class LineInline(PrintedFigures, CitingFields):
    """Lines of a list, edited on the page of what they belong to."""

    form = LineForm
    formset = LineFormSet
    extra = 0
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}
    short_lists = []  # choices that are few: read once and offered as a plain list in every line
    numbered_within = ""

    def get_queryset(self, request):
        fields = self.model._meta
        rows = super().get_queryset(request).select_related(*[one.name for one in fields.fields if one.many_to_one])
        return rows.prefetch_related("citations__document") if any(one.name == "citations" for one in fields.many_to_many) else rows

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = LineSelect(db_field, self.admin_site)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name in self.short_lists:
            field.choices = list(field.choices)
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = LineSelectMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.is_relation and field is not None:
            # Four small icons beside each choice of each line would bury the line.
            field.widget.can_add_related = field.widget.can_change_related = False
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field


class TableInline(LineInline, admin.TabularInline):
    pass


class BlockInline(LineInline, admin.StackedInline):
    classes = ["collapse"]
