"""What readers look up: the words of the field, the maker, whom to turn to."""

from django.contrib import admin

from catalogue.models import Contact, GlossaryTerm, MakerFact

from .base import SOURCES, EditorAdmin
from .forms import LineForm
from .statements import ShortText


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(EditorAdmin):
    list_display = ["term", "slug", "meaning", "inferred"]
    list_filter = ["inferred"]
    search_fields = ["term", "slug", "meaning", "also_written"]
    autocomplete_fields = ["citations"]
    permanent = ["slug"]
    prepopulated_fields = {"slug": ["term"]}
    fieldsets = [(None, {"fields": ["term", "slug", "meaning", "also_written", "inferred"]}), SOURCES]


@admin.register(MakerFact)
class MakerFactAdmin(ShortText, EditorAdmin):
    form = LineForm
    list_display = ["short_text", "topic", "evidence", "inferred", "position"]
    list_filter = ["topic", "evidence", "inferred"]
    search_fields = ["text", "code"]
    autocomplete_fields = ["citations"]
    fieldsets = [(None, {"fields": [("topic", "evidence"), "text", ("position", "inferred", "code")]}), SOURCES]


@admin.register(Contact)
class ContactAdmin(EditorAdmin):
    list_display = ["name", "slug", "role", "region", "position"]
    search_fields = ["name", "slug", "role"]
    autocomplete_fields = ["citations"]
    permanent = ["slug"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "slug", "role", "region", "how", "position"]}), SOURCES]
