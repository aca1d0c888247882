from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.models import Claim, Concentration, Pack, Product, ProductFact, UsageStep
from catalogue.models.products import check_formula_total

from .base import BlockInline, PageAdmin, TableInline
from .columns import ReadersFilter, amount, number_of
from .forms import EditorForm, LineForm, LineFormSet
from .pictures import KeepsPictures, PictureInline


class FormulaFormSet(LineFormSet):
    def clean(self):
        """All lines as they will stand: a share may move from one line to another in one save."""
        super().clean()
        check_formula_total(form.cleaned_data.get("percent") for form in self.kept())
        for form in self.forms:
            form.instance.total_checked = True


class FormulaLineForm(LineForm):
    error_fields = {
        "percent_from_0_to_100": "percent",
        "percent_fits_qualifier": "percent",
        "formula_line_has_a_name": "name",
        "ingredient_once_in_formula": "ingredient",
    }


class FormulaInline(BlockInline):
    model = Concentration
    form = FormulaLineForm
    formset = FormulaFormSet
    verbose_name_plural = _("formula")
    classes = []
    autocomplete_fields = ["ingredient", "citations"]
    fields = [("ingredient", "name"), ("percent", "qualifier", "as_stated"), ("position", "printed", "note"), "citations"]


class PackForm(LineForm):
    code_from = "name"
    error_fields = {"pack_volume_above_zero": "volume_ml", "pack_code_once": "code", "pack_price_has_a_currency": "price"}


class PackInline(TableInline):
    model = Pack
    form = PackForm
    autocomplete_fields = ["citations"]
    fields = ["position", "name", "volume_ml", "price", "currency", "code", "citations"]


class UsageStepForm(LineForm):
    error_fields = {"clinic_step_is_not_public": "access", "step_code_once": "code"}


class UsageStepInline(BlockInline):
    model = UsageStep
    form = UsageStepForm
    verbose_name_plural = _("steps of use")
    numbered_within = "setting"
    autocomplete_fields = ["citations"]
    fields = [("setting", "access"), "text", ("position", "inferred", "code"), "citations"]


class FactForm(LineForm):
    error_fields = {"fact_code_once": "code"}


class FactInline(BlockInline):
    model = ProductFact
    form = FactForm
    autocomplete_fields = ["citations"]
    fields = [("topic", "access"), "text", ("position", "inferred", "code"), "citations"]


FIGURE = ("qualifier", "value", "unit")


class ClaimForm(LineForm):
    error_fields = {
        "claim_code_once": "code",
        "free_claim_code_once": "code",
        "ledger_entry_once": "ledger",
        "claim_has_one_subject": "product",
    }


class ClaimInline(BlockInline):
    model = Claim
    form = ClaimForm
    autocomplete_fields = ["citations"]
    fields = [("evidence", "access"), "text", FIGURE, ("references", "ledger"), "caveat", ("position", "code"), "citations"]


class ProductForm(EditorForm):
    error_fields = {"retired_product_says_why": "retired_reason"}

    def clean(self):
        super().clean()
        if self.instance.pk and self.cleaned_data.get("replacement") == self.instance:
            self.add_error("replacement", _("A product cannot replace itself."))


@admin.register(Product)
class ProductAdmin(KeepsPictures, PageAdmin):
    form = ProductForm
    list_display = ["name", "status_tag", "readers", "page", "kind", "step", "share", "formula_lines", "claims", "checked_on"]
    list_filter = ["status", ReadersFilter, "kind", "concerns"]
    search_fields = ["name", "aliases", "slug", "summary"]
    autocomplete_fields = ["concerns", "replacement", "citations"]
    inlines = [FormulaInline, PackInline, PictureInline, UsageStepInline, FactInline, ClaimInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "summary", "aliases"]}),
        (_("Who sees it"), {"fields": [("status", "access"), ("for_consumer", "for_salon", "for_practitioner")]}),
        (_("Who may ask for it"), {"fields": ["professional_only"]}),
        (_("When it is used"), {"fields": ["concerns", ("step", "morning", "evening"), "after_procedure"]}),
        (_("Where it comes from"), {"fields": ["citations", "checked_on"]}),
        (
            _("When it is no longer sold"),
            {
                "fields": ["retired_reason", "replacement"],
                "description": _("Visitors of a retired product read the reason and find the replacement in place of the page."),
            },
        ),
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request).with_share()
        return rows.annotate(line_count=number_of(Concentration.objects, "product"), claim_count=number_of(Claim.objects, "product"))

    @admin.display(description=_("share of media"), ordering="conditioned_media_percent")
    def share(self, row):
        return amount(row.conditioned_media_percent, "%")

    @admin.display(description=_("formula lines"), ordering="line_count")
    def formula_lines(self, row):
        return row.line_count

    @admin.display(description=_("claims"), ordering="claim_count")
    def claims(self, row):
        return row.claim_count
