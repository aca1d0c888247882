from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.models import Citation, SourceDocument

from .base import EditorAdmin, TableInline
from .columns import number_of


class CitationInline(TableInline):
    model = Citation
    fields = ["position", "section", "house_heading"]


@admin.register(SourceDocument)
class SourceDocumentAdmin(EditorAdmin):
    list_display = ["title", "code", "sections"]
    search_fields = ["title", "code", "kind"]
    permanent = ["code"]
    inlines = [CitationInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(sections=number_of(Citation.objects, "document"))

    @admin.display(description=_("sections"), ordering="sections")
    def sections(self, row):
        return row.sections


@admin.register(Citation)
class CitationAdmin(EditorAdmin):
    list_display = ["section", "document", "house_heading"]
    list_filter = ["document", "house_heading"]
    search_fields = ["section", "document__code", "document__title"]
    autocomplete_fields = ["document"]

    def get_queryset(self, request):
        # Not list_select_related: the autocomplete names each citation with its document too.
        return super().get_queryset(request).with_document()
