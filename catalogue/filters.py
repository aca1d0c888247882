"""The filters of lists: the page and the API read the same parameters with the same checks."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .models import Concentration, Concern, Ingredient, Product
from .visibility import ANYONE, Audience

LONGEST_SEARCH = 100


class SearchFilter(django_filters.CharFilter):
    """Every word must occur in one of the fields, in any case. A longer text than any name is refused, not cut."""

    def __init__(self, *, fields, **kwargs):
        self.fields = fields
        kwargs.setdefault("label", _("Search"))
        super().__init__(max_length=LONGEST_SEARCH, **kwargs)

    def filter(self, rows, value):
        for word in (value or "").split():
            query = Q()
            for field in self.fields:
                query |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(query)
        return rows


class KnownSlugFilter(django_filters.ModelChoiceFilter):
    """A slug that names nothing the visitor may see is an error at the filter, not an empty list."""

    def __init__(self, **kwargs):
        super().__init__(
            to_field_name="slug", error_messages={"invalid_choice": _("There is nothing with that name to filter by.")}, **kwargs
        )


class HoldsFilter(KnownSlugFilter):
    """Products with an ingredient in their formula, or placed in them by a document outside the printed formula."""

    def filter(self, rows, ingredient):
        if ingredient is None:
            return rows
        in_formula = Concentration.objects.filter(ingredient=ingredient).values("product")
        return rows.filter(Q(pk__in=in_formula) | Q(pk__in=ingredient.also_in.values("pk")))


class HeldByFilter(KnownSlugFilter):
    """Ingredients of a product, in the same two ways."""

    def filter(self, rows, product):
        if product is None:
            return rows
        in_formula = Concentration.objects.filter(product=product).values("ingredient")
        return rows.filter(Q(pk__in=in_formula) | Q(pk__in=product.also_holds.values("pk")))


def listed_for_visitor(model):
    return lambda request: model.objects.listed_for(request.viewer if request else ANYONE)


class StrictFilterSet(django_filters.FilterSet):
    """A filter given twice is refused: which of the two is meant cannot be known."""

    class StrictForm(forms.Form):
        def clean(self):
            cleaned = super().clean()
            for name in self.fields:
                if hasattr(self.data, "getlist") and len(self.data.getlist(name)) > 1:
                    self.add_error(name, _("Give this filter once."))
            return cleaned

    class Meta:
        form = None

    def get_form_class(self):
        return type("FilterForm", (self.StrictForm,), {name: one.field for name, one in self.filters.items()})


class ProductFilter(StrictFilterSet):
    audience = django_filters.ChoiceFilter(choices=Audience.choices, method="shown_first_to", label=_("Profession"))
    concern = KnownSlugFilter(field_name="concerns", queryset=Concern.objects.all(), label=_("Concern"))
    kind = django_filters.ChoiceFilter(choices=Product.Kind.choices, label=_("Kind"))
    step = django_filters.ChoiceFilter(choices=[(str(step), str(step)) for step in range(1, 10)], label=_("Step"))
    ingredient = HoldsFilter(field_name="formula__ingredient", queryset=listed_for_visitor(Ingredient), label=_("Ingredient"))
    search = SearchFilter(fields=["name", "aliases", "summary"])
    ordering = django_filters.OrderingFilter(fields=["name", "step", "kind"], label=_("Order"))

    class Meta:
        model = Product
        fields = []

    def shown_first_to(self, rows, name, value):
        return rows.for_audience(value)


class IngredientFilter(StrictFilterSet):
    role = django_filters.ChoiceFilter(choices=Ingredient.Role.choices, label=_("Role"))
    product = HeldByFilter(field_name="concentrations__product", queryset=listed_for_visitor(Product), label=_("Product"))
    search = SearchFilter(fields=["name", "inci", "aliases", "summary"])
    ordering = django_filters.OrderingFilter(fields=["name", "role"], label=_("Order"))

    class Meta:
        model = Ingredient
        fields = []
