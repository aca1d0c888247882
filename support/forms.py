"""What somebody can write to us: one form for each kind of report."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from catalogue.models import Product
from catalogue.typed_forms import NO_PATIENTS, Address, FormKey, Line, Text, TypedForm

from .models import Report
from .pages import own_path

Kind = Report.Kind


class ProductField(forms.ChoiceField):
    """One of the products that the writer may see. Chosen among those that were read, whatever was sent."""

    def __init__(self, **kwargs):
        super().__init__(
            required=False,
            error_messages={"invalid_choice": _("This product is not in the list. Choose one, or the first line.")},
            **kwargs,
        )

    def offer(self, products):
        self.products = {product.slug: product for product in products}
        named = [(slug, product.name) for slug, product in self.products.items()]
        self.choices = [("", _("Not sure, or none of these")), *named]

    def clean(self, value):
        return self.products.get(super().clean(value))


class PageField(Line):
    """A page of ours. Where the writer does not see the field, what is no page of ours is dropped without a word."""

    host = ""

    def clean(self, value):
        given = super().clean(value) if not self.widget.is_hidden else self.to_python(value)
        path = own_path(given, host=self.host)
        if given and not path and not self.widget.is_hidden:
            raise ValidationError(_("This is not a page of this portal. Copy the address of the page, or leave it blank."))
        return path


class ReportForm(TypedForm):
    """What every kind has in common. `kind` is set by each kind and comes from the address, never from the fields."""

    kind = None
    form_key = FormKey()
    page = PageField(required=False, widget=forms.HiddenInput)
    product = ProductField(label=_("Which product? (optional)"))
    text = Text(max_length=4000, error_messages={"required": _("Write down what it is about.")})
    country = forms.ChoiceField(
        label=_("Your country (optional)"),
        choices=lambda: [("", _("Choose a country")), *countries],
        required=False,
        help_text=_("It tells us which representative of the maker is yours."),
        error_messages={"invalid_choice": _("Choose a country from the list.")},
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )
    reply_to = Address(
        label=_("Your e-mail address (optional)"),
        required=False,
        help_text=_("Without it we read what you write, but cannot answer."),
    )

    def __init__(self, data=None, *, viewer, host, initial=None):
        super().__init__(data, initial={"form_key": uuid.uuid4(), **(initial or {})})
        self.fields["page"].host = host
        self.fields["product"].offer(Product.objects.listed_for(viewer))


class QuestionForm(ReportForm):
    kind = Kind.QUESTION
    text = Text(
        label=_("Your question"), max_length=4000, help_text=NO_PATIENTS, error_messages={"required": _("Write down your question.")}
    )
    field_order = ["form_key", "page", "text", "product"]


class UnwantedEffectForm(ReportForm):
    kind = Kind.UNWANTED_EFFECT
    lot_number = Line(
        label=_("Lot number (optional)"),
        max_length=60,
        required=False,
        help_text=_("Look for “LOT” or “batch” on the pack, and copy what stands there."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = Text(
        label=_("What happened?"),
        max_length=4000,
        help_text=format_lazy("{} {}", _("What was felt or seen, where, how soon after, and what else was used."), NO_PATIENTS),
        error_messages={"required": _("Write down what happened.")},
    )
    field_order = ["form_key", "page", "product", "lot_number", "text"]


class SpoiledProductForm(ReportForm):
    kind = Kind.SPOILED_PRODUCT
    lot_number = Line(
        label=_("Lot number"),
        max_length=60,
        required=False,
        help_text=_("Look for “LOT” or “batch” on the pack, and copy what stands there. It shows which other packs may be spoiled too."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    lot_unreadable = forms.BooleanField(label=_("I can read no lot number"), required=False)
    text = Text(
        label=_("What is wrong with it?"),
        max_length=4000,
        help_text=format_lazy("{} {}", _("How it looks or smells, where it was kept, and since when it has been open."), NO_PATIENTS),
        error_messages={"required": _("Write down what is wrong with it.")},
    )
    field_order = ["form_key", "page", "product", "lot_number", "lot_unreadable", "text"]

    def clean(self):
        super().clean()
        if "lot_number" in self.errors or "lot_unreadable" in self.errors:
            return
        given, unreadable = self.cleaned_data["lot_number"], self.cleaned_data["lot_unreadable"]
        if not given and not unreadable:
            self.add_error("lot_number", _("Give the lot number, or tick that you can read none."))
        elif given and unreadable:
            self.add_error("lot_number", _("You gave a lot number and ticked that you can read none. Which is it?"))


class WrongFigureForm(ReportForm):
    kind = Kind.WRONG_FIGURE
    page = PageField(
        label=_("On which page? (optional)"),
        required=False,
        help_text=_("The address of the page, copied from the browser."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = Text(
        label=_("Which figure is wrong?"),
        max_length=4000,
        help_text=format_lazy("{} {}", _("What the page says, what it should say, and where you read that."), NO_PATIENTS),
        error_messages={"required": _("Write down which figure is wrong.")},
    )
    country = None
    field_order = ["form_key", "page", "product", "text"]


FORMS = {form.kind: form for form in (QuestionForm, UnwantedEffectForm, SpoiledProductForm, WrongFigureForm)}
REPORTS = [Kind.UNWANTED_EFFECT, Kind.SPOILED_PRODUCT, Kind.WRONG_FIGURE]


class UnsortedForm(ReportForm):
    """For a report whose kind got lost on its way: nothing typed is, and the kind is asked for. Never valid."""

    kind = forms.ChoiceField(
        label=_("What do you want to report?"),
        choices=[(kind.value, kind.label) for kind in REPORTS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you report."), "invalid_choice": _("Choose one of these.")},
    )
    lot_number = SpoiledProductForm.base_fields["lot_number"]
    lot_unreadable = SpoiledProductForm.base_fields["lot_unreadable"]
    text = UnwantedEffectForm.base_fields["text"]
    field_order = ["form_key", "kind", "page", "product", "lot_number", "lot_unreadable", "text"]
