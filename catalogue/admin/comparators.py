"""What is set side by side: products of other brands, what to look at, sources and kinds of stem cells."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.models import (
    Comparator,
    ComparatorFact,
    SelectionCriterion,
    SerumAnswer,
    StemCellKind,
    StemCellSource,
    StemCellTrait,
    StemCellValue,
)

from .base import READERS, SOURCES, BlockInline, EditorAdmin, PageAdmin, TableInline
from .columns import ReadersFilter, number_of
from .forms import EditorForm, LineForm


class ComparatorFactForm(LineForm):
    error_fields = {"comparator_fact_once": "code"}


class ComparatorFactInline(BlockInline):
    model = ComparatorFact
    form = ComparatorFactForm
    autocomplete_fields = ["citations"]
    fields = [("topic", "evidence"), "text", ("position", "inferred", "code"), "citations"]


@admin.register(Comparator)
class ComparatorAdmin(PageAdmin):
    list_display = ["__str__", "status_tag", "readers", "page", "human_origin", "facts", "position"]
    list_filter = ["status", ReadersFilter, "human_origin", "brand"]
    search_fields = ["brand", "name", "aliases", "slug", "summary"]
    autocomplete_fields = ["citations"]
    prepopulated_fields = {"slug": ["brand", "name"]}
    inlines = [ComparatorFactInline]
    fieldsets = [
        (None, {"fields": [("brand", "name"), "slug", "aliases", "human_origin", "summary", "position"]}),
        READERS,
        SOURCES,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(fact_count=number_of(ComparatorFact.objects, "comparator"))

    @admin.display(description=_("facts"), ordering="fact_count")
    def facts(self, row):
        return row.fact_count


class SerumAnswerInline(BlockInline):
    model = SerumAnswer
    form = EditorForm
    autocomplete_fields = ["citations"]
    fields = ["text", "citations"]
    classes = []


@admin.register(SelectionCriterion)
class SelectionCriterionAdmin(EditorAdmin):
    list_display = ["name", "slug", "topic", "position"]
    list_filter = ["topic"]
    search_fields = ["name", "slug", "points"]
    autocomplete_fields = ["citations"]
    permanent = ["slug"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [SerumAnswerInline]
    fieldsets = [(None, {"fields": ["name", "slug", "points", "topic", "position"]}), SOURCES]


@admin.register(StemCellSource)
class StemCellSourceAdmin(EditorAdmin):
    list_display = ["name", "slug", "position"]
    search_fields = ["name", "slug"]
    permanent = ["slug"]
    prepopulated_fields = {"slug": ["name"]}


class StemCellValueForm(LineForm):
    error_fields = {"stem_cell_value_once": "source"}


class StemCellValueInline(TableInline):
    model = StemCellValue
    form = StemCellValueForm
    fields = ["source", "value"]
    short_lists = ["source"]


@admin.register(StemCellTrait)
class StemCellTraitAdmin(EditorAdmin):
    list_display = ["name", "code", "position", "values"]
    search_fields = ["name", "code", "note"]
    autocomplete_fields = ["citations"]
    permanent = ["code"]
    prepopulated_fields = {"code": ["name"]}
    inlines = [StemCellValueInline]
    fieldsets = [(None, {"fields": ["name", "code", "note", "position"]}), SOURCES]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(value_count=number_of(StemCellValue.objects, "trait"))

    @admin.display(description=_("values"), ordering="value_count")
    def values(self, row):
        return row.value_count


@admin.register(StemCellKind)
class StemCellKindAdmin(EditorAdmin):
    list_display = ["name", "slug", "group", "ingredient", "inferred", "position"]
    list_filter = ["group", "inferred"]
    list_select_related = ["ingredient"]
    search_fields = ["name", "slug", "summary"]
    autocomplete_fields = ["ingredient", "citations"]
    permanent = ["slug"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": [("group", "position"), "name", "slug", "summary", "ingredient", "inferred"]}), SOURCES]
