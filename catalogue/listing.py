"""Lists as pages: filters that are links, each with the number of things behind it."""

from collections import Counter, defaultdict
from functools import partial

from django.core.paginator import EmptyPage, Paginator
from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.http import Http404
from django.utils.translation import gettext as _

from .filters import ProductFilter, barred_by_acne
from .layering import BY_STEP
from .models import Concern, Ingredient, Product, RoutineLayer
from .product_page import where_to_browse

PAGE_SIZE = 24


class Listing:
    """One filtered list for one viewer, with its facets. Every address it makes keeps the other filters."""

    def __init__(self, request, *, path, filterset_class, rows, page_size=PAGE_SIZE):
        self.request = request
        self.viewer = request.viewer
        self.path = path
        self.filterset_class = filterset_class
        self.rows = rows
        self.page_size = page_size
        self.data = request.GET
        self.filterset = filterset_class(self.data, queryset=rows, request=request)
        self.page_number = page_number(self.data.getlist("page"))
        self.is_valid = self.filterset.is_valid() and self.page_number is not None

    @property
    def query(self):
        return self.data.get("search", "")[:100]

    @property
    def errors(self):
        sentences = [
            f"{name}: {sentence}" if name != "__all__" else sentence for name, found in self.filterset.errors.items() for sentence in found
        ]
        return sentences + ([_("page: Enter one whole page number.")] if self.page_number is None else [])

    def found(self, *, without=None):
        """The rows behind the filters; `without` one of them, for the numbers beside its own options."""
        if not self.is_valid:
            return self.rows.none()
        rows, chosen = self.rows, self.filterset.form.cleaned_data
        for name, one in self.filterset.filters.items():
            if name != without:
                rows = one.filter(rows, chosen[name])
        return rows

    def address(self, **changes):
        data = self.data.copy()
        data.pop("page", None)
        for name in [name for name, value in data.items() if not value]:
            data.pop(name)  # an empty box asks nothing
        for name, value in changes.items():
            data.pop(name, None)
            if value is not None:
                data[name] = value
        return f"{self.path}?{data.urlencode()}" if data else self.path

    def facet(self, name, label, options, *, folded=False):
        """`options` are (value, label, count); those without anything behind them are left out. `folded`: closed until one is chosen."""
        chosen = self.data.get(name)
        return {
            "name": name,
            "label": label,
            "folded": folded,
            "chosen": bool(chosen),
            "options": [
                {
                    "value": value,
                    "label": option_label,
                    "count": count,
                    "chosen": str(value) == chosen,
                    "url": self.address(**{name: None if str(value) == chosen else value}),
                }
                for value, option_label, count in options
                if count or str(value) == chosen
            ],
        }

    def chosen(self, facets):
        """What the list is filtered by, each with the address that takes it away."""
        chosen = [
            {"label": f"{facet['label']}: {option['label']}", "remove_url": option["url"]}
            for facet in facets
            for option in facet["options"]
            if option["chosen"]
        ]
        shown = {facet["name"] for facet in facets for option in facet["options"] if option["chosen"]}
        for name in self.filterset.filters:
            if name in self.data and name not in shown | {"search"}:
                chosen.append({"label": self.label_of(name), "remove_url": self.address(**{name: None})})
        if self.query:
            chosen.append({"label": _("Search: %(query)s") % {"query": self.query}, "remove_url": self.address(search=None)})
        return chosen

    def label_of(self, name):
        """A filter that stands in no facet, as words: what was understood of it, else what was written."""
        value = self.filterset.form.cleaned_data.get(name) if self.is_valid else None
        return f"{self.filterset.filters[name].label}: {value or self.data[name][:40]}"

    def context(self, facets):
        try:
            page = Paginator(self.found(), self.page_size).page(self.page_number or 1)
        except EmptyPage as error:
            raise Http404 from error
        return {
            "page": page,
            "total": page.paginator.count,
            "facets": facets,
            "chosen": self.chosen(facets),
            "clear_url": self.path,
            "query": self.query,
            "hidden_params": [(name, value) for name, value in self.data.items() if name not in {"search", "page"}],
            "form_errors": self.errors,
            "previous_url": self.address(page=page.previous_page_number()) if page.has_previous() else None,
            "next_url": self.address(page=page.next_page_number()) if page.has_next() else None,
        }


def page_number(given):
    """The page asked for, 1 if none was; None for what is no page number."""
    if given in ([], [""]):
        return 1
    number = given[0]
    plain = len(given) == 1 and number.isascii() and number.isdigit() and len(number) <= 6
    return int(number) or None if plain else None


def product_facets(listing):
    """All facets in one query, however many filters are chosen."""
    counts = [
        concern_counts,
        partial(time_counts, moment="morning"),
        partial(time_counts, moment="evening"),
        after_procedure_counts,
        active_acne_counts,
        kind_counts,
        step_counts,
        ingredient_counts,
    ]
    first, *others = [count(listing) for count in counts]
    options = defaultdict(list)
    for facet, value, label, place, n in first.union(*others, all=True):
        options[facet].append((place, value, label, n))
    labels = {
        "concern": _("Goal"),
        "time": _("Time of day"),
        "after_procedure": _("After a procedure"),
        "active_acne": _("Active acne"),
        "kind": _("Kind"),
        "step": _("Step"),
        "ingredient": _("Ingredient"),
    }
    folded = {"kind", "step", "ingredient"}
    return [listing.facet(name, label, OPTIONS[name](options[name]), folded=name in folded) for name, label in labels.items()]


def as_options(rows, facet, *, value, label, place):
    """Grouped rows with their number `n`, in columns that the other facets share."""
    columns = {"facet": Value(facet), "value": Cast(value, CharField()), "label": Cast(label, CharField()), "place": place}
    return rows.annotate(**columns).order_by().values_list("facet", "value", "label", "place", "n")


def products_without(listing, name):
    return Product.objects.filter(pk__in=listing.found(without=name).order_by().values("pk")).order_by()


def concern_counts(listing):
    products = listing.found(without="concern").order_by().values("pk")
    rows = Concern.objects.annotate(n=Count("products", filter=Q(products__in=products), distinct=True))
    return as_options(rows, "concern", value="slug", label="name", place=F("position"))


def time_counts(listing, *, moment):
    """Of one time of day. A product whose time of day is not stated is under neither."""
    rows = products_without(listing, "time").filter(**{moment: True}).values(moment).annotate(n=Count("pk"))
    return as_options(rows, "time", value=Value(moment), label=Value(moment), place=Value(0))


def after_procedure_counts(listing):
    rows = products_without(listing, "after_procedure").values("after_procedure").annotate(n=Count("pk"))
    return as_options(rows, "after_procedure", value="after_procedure", label="after_procedure", place=Value(0))


def active_acne_counts(listing):
    """How many products stay when those that must not go on active acne are left out."""
    kept = products_without(listing, "active_acne").exclude(pk__in=barred_by_acne(listing.viewer))
    rows = kept.values("status").annotate(n=Count("pk"))
    return as_options(rows, "active_acne", value=Value("yes"), label=Value("yes"), place=Value(0))


def kind_counts(listing):
    rows = products_without(listing, "kind").values("kind").annotate(n=Count("pk"))
    return as_options(rows, "kind", value="kind", label="kind", place=Value(0))


def step_counts(listing):
    rows = products_without(listing, "step").filter(step__isnull=False).values("step").annotate(n=Count("pk"))
    return as_options(rows, "step", value="step", label="step", place=F("step"))


def ingredient_counts(listing):
    products = listing.found(without="ingredient").order_by().values("pk")
    in_formula = Count("concentrations__product", filter=Q(concentrations__product__in=products), distinct=True)
    named_beside = Count("also_in", filter=Q(also_in__in=products), distinct=True)
    rows = Ingredient.objects.listed_for(listing.viewer).annotate(n=in_formula + named_beside).filter(n__gt=0)
    return as_options(rows, "ingredient", value="slug", label="name", place=Value(0))


def options_of(choices):
    """The options of one facet in the order of its choices. Rows with the same value are counted together."""

    def options(rows):
        counts = Counter()
        for _place, value, _label, n in rows:
            counts[value] += n
        return [(value, label, counts[value]) for value, label in choices]

    return options


def step_options(rows):
    names = {str(step): RoutineLayer(code).label for step, code in BY_STEP.items()}
    return [(value, f"{value}: {names[value]}" if value in names else value, n) for _place, value, _label, n in sorted(rows)]


def concern_options(rows):
    return [(value, label, n) for _place, value, label, n in sorted(rows)]


def ingredient_options(rows, most=12):
    """The most frequent ones; the others are found by search or on their own pages."""
    often = sorted(rows, key=lambda row: (-row[3], row[2]))[:most]
    return [(value, label, n) for _place, value, label, n in often]


OPTIONS = {
    "concern": concern_options,
    "time": options_of(ProductFilter.TIMES),
    "after_procedure": options_of(Product.AfterProcedure.choices),
    "active_acne": options_of(ProductFilter.ACNE),
    "kind": options_of(Product.Kind.choices),
    "step": step_options,
    "ingredient": ingredient_options,
}


def ingredient_facets(listing):
    counts = dict(listing.found(without="role").order_by().values_list("role").annotate(n=Count("pk")))
    options = [(value, label, counts.get(value, 0)) for value, label in Ingredient.Role.choices]
    return [listing.facet("product", _("In the product"), holding_products(listing)), listing.facet("role", _("Role"), options)]


def holding_products(listing):
    """The products with ingredients of the list, in their formula or named for them elsewhere, each ingredient once."""
    found = listing.found(without="product").order_by().values("pk")
    in_formula = Q(concentrations__product=OuterRef("pk"))
    held = Ingredient.objects.filter(in_formula | Q(also_in=OuterRef("pk")), pk__in=found).order_by()
    number = held.values(one=Value(1)).annotate(n=Count("pk", distinct=True)).values("n")
    rows = Product.objects.listed_for(listing.viewer).annotate(n=Coalesce(Subquery(number), 0))
    return [(product.slug, product.name, product.n) for product in rows]


def concerns_with_counts(viewer):
    """The concerns that have products this viewer may see."""
    products = Product.objects.listed_for(viewer).order_by()
    rows = Concern.objects.filter(products__in=products).annotate(n=Count("products", distinct=True)).order_by("position")
    return [{"slug": row.slug, "name": row.name, "summary": row.summary, "url": where_to_browse(row), "count": row.n} for row in rows]
