"""The filters of lists: the page and the API read the same parameters with the same checks."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .finder import EXCLUDING
from .models import (
    Article,
    Comparator,
    Concentration,
    Concern,
    Condition,
    Discrepancy,
    Evidence,
    EvidenceGroup,
    Ingredient,
    Precaution,
    Product,
    Question,
    SearchPart,
)
from .models.sources import EVIDENCE_GROUPS
from .search import engines
from .search.words import asked
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


class WordsFilter(django_filters.CharFilter):
    """Things of one kind in which the search index holds all the words, as far as the visitor may read the part that holds them."""

    def __init__(self, *, kind, **kwargs):
        self.kind = kind
        self.found = {}  # a list and its numbers ask for the same words several times
        kwargs.setdefault("label", _("Search"))
        super().__init__(max_length=LONGEST_SEARCH, **kwargs)

    def filter(self, rows, value):
        if not value:
            return rows
        if value not in self.found:
            self.found[value] = slugs_holding(value, self.kind, self.parent.request.viewer if self.parent.request else ANYONE)
        return rows.filter(slug__in=self.found[value])


def slugs_holding(query, kind, viewer):
    words = asked(query)
    parts = SearchPart.objects.listed_for(viewer).filter(kind=kind)
    return set(engines.holding(parts, "words", words).values_list("slug", flat=True)) if words else set()


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


def barred_by_acne(viewer):
    """The products that must not, or not yet, go on active acne, by the precautions this viewer may read."""
    rules = Precaution.objects.visible_to(viewer).filter(condition=Condition.ACTIVE_ACNE, severity__in=EXCLUDING)
    return Product.objects.filter(precautions__in=rules).order_by().values("pk")


class ProductFilter(StrictFilterSet):
    TIMES = [("morning", _("Morning")), ("evening", _("Evening"))]
    ACNE = [("yes", _("Leave out what is not for it"))]

    audience = django_filters.ChoiceFilter(choices=Audience.choices, method="shown_first_to", label=_("Profession"))
    concern = KnownSlugFilter(field_name="concerns", queryset=Concern.objects.all(), label=_("Goal"))
    time = django_filters.ChoiceFilter(choices=TIMES, method="used_at", label=_("Time of day"))
    after_procedure = django_filters.ChoiceFilter(choices=Product.AfterProcedure.choices, label=_("After a procedure"))
    active_acne = django_filters.ChoiceFilter(choices=ACNE, method="fit_for_acne", label=_("Active acne"))
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

    def used_at(self, rows, name, value):
        """Stated for that time of day; one of the two does not rule out the other."""
        return rows.filter(**{value: True})

    def fit_for_acne(self, rows, name, value):
        return rows.exclude(pk__in=barred_by_acne(self.request.viewer if self.request else ANYONE))


class IngredientFilter(StrictFilterSet):
    role = django_filters.ChoiceFilter(choices=Ingredient.Role.choices, label=_("Role"))
    product = HeldByFilter(field_name="concentrations__product", queryset=listed_for_visitor(Product), label=_("Product"))
    search = SearchFilter(fields=["name", "inci", "aliases", "summary"])
    ordering = django_filters.OrderingFilter(fields=["name", "role"], label=_("Order"))

    class Meta:
        model = Ingredient
        fields = []


class ClaimFilter(StrictFilterSet):
    ABOUT = [("product", _("A product of this line")), ("comparator", _("A product of another brand")), ("subject", _("No single product"))]
    FIGURE = [("yes", _("With a figure")), ("no", _("Without a figure"))]

    about = django_filters.ChoiceFilter(choices=ABOUT, method="about_such", label=_("About"))
    product = KnownSlugFilter(queryset=listed_for_visitor(Product), label=_("Product"))
    comparator = KnownSlugFilter(queryset=listed_for_visitor(Comparator), label=_("Product of another brand"))
    evidence_group = django_filters.ChoiceFilter(choices=EvidenceGroup.choices, method="of_group", label=_("Evidence"))
    evidence = django_filters.ChoiceFilter(choices=Evidence.choices, label=_("Kind of evidence"))
    figure = django_filters.ChoiceFilter(choices=FIGURE, method="with_figure", label=_("Figure"))
    code = django_filters.CharFilter(max_length=LONGEST_SEARCH, label=_("Claim"))
    search = SearchFilter(fields=["text", "caveat", "subject", "product__name", "comparator__brand", "comparator__name"])

    def about_such(self, rows, name, value):
        return rows.exclude(subject="") if value == "subject" else rows.filter(**{f"{value}__isnull": False})

    def of_group(self, rows, name, value):
        return rows.filter(evidence__in=[kind for kind, group in EVIDENCE_GROUPS.items() if group == value])

    def with_figure(self, rows, name, value):
        return rows.filter(value="") if value == "no" else rows.exclude(value="")


class DiscrepancyFilter(StrictFilterSet):
    RULED = [("no", _("Not ruled yet")), ("yes", _("Ruled"))]

    product = KnownSlugFilter(field_name="products", queryset=listed_for_visitor(Product), label=_("Product"))
    kind = django_filters.ChoiceFilter(choices=Discrepancy.Kind.choices, label=_("Kind"))
    ruled = django_filters.ChoiceFilter(choices=RULED, method="ruled_on", label=_("Ruling"))

    def ruled_on(self, rows, name, value):
        return rows.filter(ruling="") if value == "no" else rows.exclude(ruling="")


class TextFilter(StrictFilterSet):
    """What questions and articles are filtered by alike."""

    product = KnownSlugFilter(field_name="products", queryset=listed_for_visitor(Product), label=_("Product"))
    audience = django_filters.ChoiceFilter(choices=Audience.choices, method="shown_first_to", label=_("Written first for"))

    def shown_first_to(self, rows, name, value):
        return rows.filter(**{f"for_{value}": True})


class QuestionFilter(TextFilter):
    topic = django_filters.ChoiceFilter(choices=Question.Topic.choices, label=_("Topic"))
    search = WordsFilter(kind="question")

    class Meta:
        model = Question
        fields = []


class ArticleFilter(TextFilter):
    search = WordsFilter(kind="article")

    class Meta:
        model = Article
        fields = []


class ComparatorFilter(StrictFilterSet):
    human_origin = django_filters.ChoiceFilter(choices=Comparator.HumanOrigin.choices, label=_("Human origin"))
    search = SearchFilter(fields=["brand", "name", "aliases", "summary"])

    class Meta:
        model = Comparator
        fields = []
