"""Lists as pages: filters that are links, each with the number of things behind it."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from .layering import LAYERS
from .models import Concern, Ingredient, Product
from .product_page import layer_names

PAGE_SIZE = 24


class Listing:
    """One filtered list for one viewer, with its facets. Every address it makes keeps the other filters."""

    def __init__(self, request, *, path, filterset_class, rows):
        self.request = request
        self.viewer = request.viewer
        self.path = path
        self.filterset_class = filterset_class
        self.rows = rows
        self.data = request.GET
        self.filterset = self.filtered_by(self.data)
        self.is_valid = self.filterset.is_valid()

    def filtered_by(self, data):
        return self.filterset_class(data, queryset=self.rows, request=self.request)

    @property
    def query(self):
        return self.data.get("search", "")[:100]

    @property
    def errors(self):
        return [
            f"{name}: {sentence}" if name != "__all__" else sentence for name, found in self.filterset.errors.items() for sentence in found
        ]

    def found(self):
        return self.filterset.qs if self.is_valid else self.rows.none()

    def rows_without(self, name):
        """The list as it would be without one of its filters: what the options of that filter are counted over."""
        if not self.is_valid:
            return self.rows.none()
        if name not in self.data:
            return self.found()
        data = self.data.copy()
        data.pop(name)
        return self.filtered_by(data).qs

    def address(self, **changes):
        data = self.data.copy()
        data.pop("page", None)
        for name, value in changes.items():
            data.pop(name, None)
            if value is not None:
                data[name] = value
        return f"{self.path}?{data.urlencode()}" if data else self.path

    def facet(self, name, label, options):
        """`options` are (value, label, count); those without anything behind them are left out."""
        chosen = self.data.get(name)
        return {
            "name": name,
            "label": label,
            "options": [
                {
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
        found = self.found()
        page = Paginator(found, PAGE_SIZE).get_page(self.data.get("page"))
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


def product_facets(listing):
    return [
        listing.facet("concern", _("Concern"), concern_options(listing)),
        listing.facet("kind", _("Kind"), choice_options(listing, "kind", dict(Product.Kind.choices))),
        listing.facet("step", _("Step"), step_options(listing)),
        listing.facet("ingredient", _("Ingredient"), ingredient_options(listing)),
    ]


def choice_options(listing, name, labels):
    counts = dict(listing.rows_without(name).order_by().values_list(name).annotate(n=Count("pk", distinct=True)))
    return [(value, label, counts.get(value, 0)) for value, label in labels.items()]


def step_options(listing):
    counts = (
        listing.rows_without("step").filter(step__isnull=False).order_by("step").values_list("step").annotate(n=Count("pk", distinct=True))
    )
    names = {layer.step: layer_names()[layer.code] for layer in LAYERS if layer.step}
    return [(step, f"{step}: {names[step]}" if step in names else str(step), count) for step, count in counts]


def concern_options(listing):
    products = listing.rows_without("concern").order_by()
    counted = Concern.objects.annotate(n=Count("products", filter=Q(products__in=products), distinct=True))
    return list(counted.order_by("position").values_list("slug", "name", "n"))


def ingredient_options(listing, most=12):
    products = listing.rows_without("ingredient").order_by()
    counts = Ingredient.objects.listed_for(listing.viewer).filter(concentrations__product__in=products).values_list("slug", "name")
    counted = counts.annotate(n=Count("concentrations__product", distinct=True)).order_by("-n", "name")[:most]
    return list(counted)


def ingredient_facets(listing):
    return [listing.facet("role", _("Role"), choice_options(listing, "role", dict(Ingredient.Role.choices)))]


def concerns_with_counts(viewer):
    """The concerns that have products this viewer may see."""
    products = Product.objects.listed_for(viewer).order_by()
    rows = Concern.objects.filter(products__in=products).annotate(n=Count("products", distinct=True)).order_by("position")
    return [{"name": row.name, "summary": row.summary, "url": f"{reverse('products')}?concern={row.slug}", "count": row.n} for row in rows]
