from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.models import Concentration, Concern, Ingredient, IngredientFunction, Product

from .base import READERS, SOURCES, EditorAdmin, PageAdmin, TableInline
from .columns import ReadersFilter, number_of


class IngredientFunctionInline(TableInline):
    model = IngredientFunction
    fields = ["position", "text", "evidence"]


@admin.register(Ingredient)
class IngredientAdmin(PageAdmin):
    list_display = ["name", "status_tag", "readers", "page", "role", "group", "products"]
    list_filter = ["status", ReadersFilter, "role"]
    search_fields = ["name", "aliases", "inci", "slug"]
    autocomplete_fields = ["part_of", "also_in", "citations"]
    inlines = [IngredientFunctionInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "inci", "aliases", "summary"]}),
        READERS,
        (_("What it is"), {"fields": [("role", "group"), "origin", "note", "part_of", "also_in"]}),
        SOURCES,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(products=number_of(Concentration.objects, "ingredient"))

    @admin.display(description=_("formulas"), ordering="products")
    def products(self, row):
        return row.products


@admin.register(Concern)
class ConcernAdmin(EditorAdmin):
    list_display = ["name", "position", "slug", "products"]
    search_fields = ["name", "slug", "summary"]
    permanent = ["slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number=number_of(Product.concerns.through.objects, "concern"))

    @admin.display(description=_("products"), ordering="number")
    def products(self, row):
        return row.number
