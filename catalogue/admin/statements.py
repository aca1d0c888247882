from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from catalogue.claim_cards import figure_in_words
from catalogue.evidence import claim_address
from catalogue.models import Claim, Precaution, Product, ProductFact, UsageStep
from catalogue.models.statements import about
from catalogue.product_page import STAND_ELSEWHERE

from .base import SOURCES, EditorAdmin, StatementAdmin, note
from .columns import ReadersColumn, ReadersFilter, number_of, tag
from .products import FIGURE, ClaimForm, FactForm, UsageStepForm

DESK = note(_("Product pages show a change at once. Dosing answers show it when the next version of the protocol is published."))
ONE_SUBJECT = note(_("One of the three: a product, a product of another brand, or a subject in words."))
SEVERITY_TONES = {"never": "stop", "delay": "caution", "caution": "caution", "consult": "quiet"}


class ShortText:
    @admin.display(description=_("text"), ordering="text")
    def short_text(self, row):
        return Truncator(row.text).chars(90)


@admin.register(Claim)
class ClaimAdmin(ShortText, StatementAdmin):
    form = ClaimForm
    list_display = ["short_text", "about", "readers", "evidence", "figure"]
    list_filter = [ReadersFilter, "evidence", "product", "comparator"]
    list_select_related = ["product", "comparator"]
    search_fields = [*StatementAdmin.search_fields, "ledger", "subject", "comparator__brand", "comparator__name"]
    fieldsets = [
        (_("What it is about"), {"description": ONE_SUBJECT, "fields": [("product", "comparator", "subject")]}),
        (
            None,
            {"fields": ["text", ("evidence", "access"), FIGURE, ("references", "ledger"), "caveat", ("position", "code")]},
        ),
        SOURCES,
    ]

    def view_on_site(self, row):
        """A product's page leaves out what stands in its formula and use; the ledger has every claim."""
        on_product_page = row.product and row.evidence not in STAND_ELSEWHERE
        return row.product.get_absolute_url() if on_product_page else claim_address(row.code, row.product.slug if row.product else "")

    @admin.display(description=_("about"))
    def about(self, row):
        return about(row)

    @admin.display(description=_("figure"))
    def figure(self, row):
        return figure_in_words(row.qualifier, row.value, row.unit) or None


@admin.register(ProductFact)
class ProductFactAdmin(ShortText, StatementAdmin):
    form = FactForm
    list_display = ["short_text", "product", "readers", "topic", "inferred"]
    list_filter = [ReadersFilter, "topic", "inferred", "product"]
    fieldsets = [(None, {"fields": ["product", "text", ("topic", "access"), ("position", "inferred", "code")]}), SOURCES]


@admin.register(UsageStep)
class UsageStepAdmin(ShortText, StatementAdmin):
    form = UsageStepForm
    list_display = ["short_text", "product", "readers", "setting", "inferred"]
    list_filter = [ReadersFilter, "setting", "inferred", "product"]
    fieldsets = [(None, {"fields": ["product", "text", ("setting", "access"), ("position", "inferred", "code")]}), SOURCES]


@admin.register(Precaution)
class PrecautionAdmin(ReadersColumn, EditorAdmin):
    list_display = ["title", "severity_tag", "readers", "product_count", "house"]
    list_filter = [ReadersFilter, "severity", "house", "products"]
    search_fields = ["title", "code", "reason", "action", "products__name"]
    autocomplete_fields = ["products", "citations"]
    permanent = ["code"]
    fieldsets = [
        (
            None,
            {
                "description": DESK,
                "fields": [("severity", "access"), "title", "reason", "action", "code", "position"],
            },
        ),
        (_("Whom it is about"), {"fields": ["products", "scope_as_printed", "house"]}),
        SOURCES,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(products_named=number_of(Product.precautions.through.objects, "precaution"))

    @admin.display(description=_("severity"), ordering="severity")
    def severity_tag(self, row):
        return tag(row.get_severity_display(), SEVERITY_TONES[row.severity])

    @admin.display(description=_("products"), ordering="products_named")
    def product_count(self, row):
        return row.products_named
