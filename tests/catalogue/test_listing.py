"""Lists of products and ingredients: what a filter finds, and links whose counts are kept."""

import re

import pytest

from catalogue.models import Concern, Precaution, Product
from catalogue.visibility import Access, Status
from tests import factories
from tests.links import addresses_of, filter_links, links_of, total, words_of

pytestmark = pytest.mark.django_db

PRODUCTS, INGREDIENTS = "/products/", "/ingredients/"


def test_every_product_is_listed_with_its_place_and_share(client):
    words = words_of(client.get(PRODUCTS))
    assert "7 products" in words
    for name in Product.objects.values_list("name", flat=True):
        assert name in words
    assert "80 % conditioned media" in words
    assert "Step 5" in words


def test_products_stand_in_the_order_of_use_and_those_outside_it_last(client):
    listed = [address for address in addresses_of(client.get(PRODUCTS)) if re.fullmatch(r"/products/[a-z-]+/", address)]
    assert listed == [
        f"/products/{slug}/"
        for slug in [
            "calecim-serum",
            "professional-pigment-solution",
            "multi-action-cream",
            "eye-contour-lifting-cream",
            "restorative-hydration-cream",
            "advanced-hair-system",
            "recovery-night-complex",
        ]
    ]


def test_every_filter_is_a_link_and_its_count_is_kept(client):
    links = filter_links(client.get(PRODUCTS))
    asked = {re.search(r"\?(\w+)=", address).group(1) for address, *_ in links}
    assert {"concern", "time", "after_procedure", "active_acne", "kind", "step", "ingredient"} <= asked
    for address, label, count in links:
        assert count > 0, label
        assert total(client.get(address)) == count, label


def test_every_filter_of_a_filtered_list_keeps_its_count_too(client):
    links = filter_links(client.get(PRODUCTS, {"kind": "cream"}))
    assert links
    for address, label, count in links:
        assert total(client.get(address)) == count, label


def test_the_counts_leave_out_what_the_reader_may_not_see(client):
    concern = Concern.objects.get(slug="hair-loss")
    factories.product(access=Access.PRACTITIONERS).concerns.add(concern)
    factories.product(status=Status.DRAFT).concerns.add(concern)
    factories.product(status=Status.RETIRED, retired_reason="Stopped.").concerns.add(concern)
    counts = {label: count for _address, label, count in filter_links(client.get(PRODUCTS))}
    assert counts["Hair loss"] == 1


def test_the_counts_of_staff_fit_what_staff_see(client):
    concern = Concern.objects.get(slug="hair-loss")
    factories.product(status=Status.DRAFT).concerns.add(concern)
    factories.product(status=Status.RETIRED, retired_reason="Stopped.").concerns.add(concern)
    client.force_login(factories.user(is_staff=True))
    for address, label, count in filter_links(client.get(PRODUCTS)):
        assert total(client.get(address)) == count, label
    home = client.get("/", {"profession": "consumer"})
    (count,) = re.findall(r"Thinning hair in men and women\. (\d+) product", words_of(home))
    assert total(client.get(PRODUCTS, {"concern": "hair-loss"})) == int(count)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"concern": "ageing"}, {"Multi-Action Cream", "Eye Contour Lifting Cream"}),
        ({"concern": "ageing", "step": "4"}, {"Eye Contour Lifting Cream"}),
        ({"kind": "cream", "concern": "hydration"}, {"Restorative Hydration Cream"}),
        ({"kind": "gel-mask"}, {"Recovery Night Complex"}),
        ({"ingredient": "niacinamide"}, {"Eye Contour Lifting Cream", "Professional Pigment Solution"}),
        ({"ingredient": "niacinamide", "kind": "solution"}, {"Professional Pigment Solution"}),
        ({"audience": "salon"}, {"Advanced Hair System"}),
        ({"time": "evening", "concern": "hydration"}, {"Restorative Hydration Cream", "Recovery Night Complex"}),
        ({"time": "morning", "concern": "hydration"}, {"Restorative Hydration Cream"}),  # the mask is for the night
        ({"time": "morning", "concern": "hair-loss"}, set()),  # its time of day is not stated
        ({"after_procedure": "immediately"}, {"CALECIM Serum"}),
        ({"after_procedure": "when_skin_has_normalised"}, {"Multi-Action Cream", "Restorative Hydration Cream"}),
        ({"concern": "ageing", "active_acne": "yes"}, {"Eye Contour Lifting Cream"}),
        ({"concern": "hydration", "active_acne": "yes"}, {"Recovery Night Complex"}),
        ({"search": "serum"}, {"CALECIM Serum"}),
        ({"search": "AHS"}, {"Advanced Hair System"}),  # another name, as printed
        ({"search": "ahs"}, {"Advanced Hair System"}),  # in any case
        ({"search": "Professional Serum"}, {"CALECIM Serum"}),
        ({"search": "treatment acne"}, {"Multi-Action Cream"}),  # every word counts, in any field
        ({"search": "  serum  "}, {"CALECIM Serum"}),
        ({"search": "", "kind": "solution"}, {"Professional Pigment Solution"}),  # an empty box asks nothing
        ({"search": "nothing like it"}, set()),
        ({"concern": "hair-loss", "kind": "cream"}, set()),
        ({"search": "100%"}, set()),  # a percent sign is no wildcard
        ({"search": "_"}, set()),
    ],
)
def test_what_a_filter_finds(client, filters, names):
    page = client.get(PRODUCTS, filters)
    shown = {product.name for product in page.context["products"]}
    assert page.status_code == 200
    assert shown & set(Product.objects.values_list("name", flat=True)) == shown
    assert {name.replace("®", "") for name in shown} == names
    assert total(page) == len(names) if names else "No product fits all of this" in words_of(page)


def test_what_the_filter_on_acne_leaves_out_is_named(client):
    words = words_of(client.get(PRODUCTS, {"concern": "ageing", "active_acne": "yes"}))
    assert "Left out, because not for active acne: Multi-Action Cream." in words
    assert "Left out, because" not in words_of(client.get(PRODUCTS, {"concern": "eye-area", "active_acne": "yes"}))
    assert "Left out, because" not in words_of(client.get(PRODUCTS, {"concern": "ageing"}))


@pytest.mark.parametrize(
    ("rule", "left_out"),
    [
        ({"severity": "never"}, True),
        ({"severity": "delay"}, True),
        ({"severity": "caution"}, False),  # care is taken, the product stays
        ({"severity": "never", "condition": "pregnancy"}, False),
        ({"severity": "never", "access": Access.PRACTITIONERS}, False),  # a rule for others is not told by what is missing
    ],
)
def test_the_filter_on_acne_follows_the_precautions_that_the_reader_may_read(client, rule, left_out):
    product = factories.product(name="Made up")
    said = {"code": "made_up", "title": "Made up.", "condition": "active_acne", "access": Access.EVERYONE}
    Precaution.objects.create(**{**said, **rule}).products.add(product)
    Precaution.objects.create(**{**said, "code": "of_nothing", "severity": "never"})  # of no product: nothing is left out by it
    page = client.get(PRODUCTS, {"active_acne": "yes"})
    assert ("Made up" not in [one.name for one in page.context["products"]]) == left_out
    (count,) = [count for address, _label, count in filter_links(client.get(PRODUCTS)) if "active_acne=yes" in address]
    assert count == len(page.context["products"])


def test_the_box_and_the_filters_are_kept_with_one_another(client):
    """The search keeps the filters, which are fields of its form wherever they stand; the filters keep the search."""
    page = client.get(PRODUCTS, {"kind": "cream", "search": "skin", "page": "1"})
    assert '<input type="hidden" name="kind" value="cream" form="listing-search">' in page.content.decode()
    assert '<input type="hidden" name="page"' not in page.content.decode()
    links = [address for address, *_ in filter_links(page)]
    assert links
    assert [address for address in links if "search=skin" not in address] == []
    assert [address for address, *_ in filter_links(client.get(PRODUCTS, {"search": ""})) if "search" in address] == []


def test_products_are_ticked_to_be_compared(client):
    page = client.get(PRODUCTS)
    assert page.content.count(b'type="checkbox" name="product"') == 7
    assert '<form class="product-tiles" method="get" action="/compare/">' in page.content.decode()


def test_an_empty_result_offers_ways_on(client):
    page = client.get(PRODUCTS, {"concern": "hair-loss", "kind": "cream"})
    addresses = addresses_of(page)
    assert f"{PRODUCTS}?kind=cream" in addresses
    assert f"{PRODUCTS}?concern=hair-loss" in addresses
    assert PRODUCTS in addresses


def test_a_chosen_filter_can_be_taken_off_alone(client):
    removals = [address for address, words in links_of(client.get(PRODUCTS, {"concern": "ageing", "step": "3"})) if "Remove" in words]
    assert sorted(removals) == [f"{PRODUCTS}?concern=ageing", f"{PRODUCTS}?step=3"]


@pytest.mark.parametrize(
    ("ordering", "first"),
    [
        ("name", "Advanced Hair System"),
        ("-name", "Restorative Hydration Cream"),
        ("kind", None),
    ],
)
def test_the_order_can_be_chosen(client, ordering, first):
    shown = list(client.get(PRODUCTS, {"ordering": ordering}).context["products"])
    field = ordering.strip("-")
    values = [getattr(product, field) for product in shown]
    assert values == sorted(values, reverse=ordering.startswith("-"))
    assert first in {None, shown[0].name}


BAD_VALUES = [
    ("concern=unknown", "There is nothing with that name to filter by."),
    ("ingredient=unknown", "There is nothing with that name to filter by."),
    ("step=abc", "Select a valid choice."),
    ("step=0", "Select a valid choice."),
    ("step=10", "Select a valid choice."),
    ("kind=lotion", "Select a valid choice."),
    ("time=noon", "Select a valid choice."),
    ("after_procedure=soon", "Select a valid choice."),
    ("active_acne=no", "Select a valid choice."),
    ("active_acne=yes&active_acne=yes", "Give this filter once."),
    ("audience=doctor", "Select a valid choice."),
    ("ordering=password", "Select a valid choice."),
    ("ordering=formula__percent", "Select a valid choice."),
    ("concern=ageing&concern=hydration", "Give this filter once."),
    ("search=a&search=b", "Give this filter once."),
    ("search=%00", "Null characters are not allowed."),
    ("concern=%00", "Null characters are not allowed."),
    ("search=" + "x" * 101, "Ensure this value has at most 100 characters"),
    ("search=" + "+".join(["word"] * 5_000), "Ensure this value has at most 100 characters"),
    ("search=" + "x" * 1_000_000, "Ensure this value has at most 100 characters"),
    ("concern=" + "x" * 1_000_000, "There is nothing with that name to filter by."),
]


@pytest.mark.parametrize(("query", "sentence"), BAD_VALUES, ids=[query[:30] for query, _ in BAD_VALUES])
def test_a_value_that_means_nothing_is_refused_with_a_sentence(client, query, sentence):
    page = client.get(f"{PRODUCTS}?{query}")
    assert page.status_code == 400
    assert sentence in words_of(page)
    assert "There is a problem" in words_of(page)


@pytest.mark.parametrize("query", ["role=unknown", "product=unknown", "role=ingredient&role=future", "search=%00", "ordering=note"])
def test_a_value_that_means_nothing_is_refused_among_ingredients_too(client, query):
    assert client.get(f"{INGREDIENTS}?{query}").status_code == 400


def test_a_search_of_100_characters_is_read(client):
    assert client.get(PRODUCTS, {"search": "x" * 100}).status_code == 200


def test_what_was_typed_is_shown_and_never_run(client):
    page = client.get(PRODUCTS, {"search": '"><script>alert(1)</script>'})
    assert b"<script>alert" not in page.content
    assert page.status_code == 200


@pytest.mark.parametrize(("number", "shown"), [("1", 1), ("2", 2), ("4", 4), ("", 1)])
def test_a_page_of_the_list(client, number, shown):
    """87 ingredients stand on four pages."""
    page = client.get(INGREDIENTS, {"page": number})
    assert page.status_code == 200
    assert f"Page {shown} of 4" in words_of(page)


@pytest.mark.parametrize("number", ["5", "99999"])
def test_a_page_beyond_the_end_is_not_there(client, number):
    assert client.get(INGREDIENTS, {"page": number}).status_code == 404


@pytest.mark.parametrize("number", ["abc", "0", "-1", "1.5", "\u0661", "9" * 10_000, ["1", "2"]])
def test_what_is_no_page_number_gets_a_sentence(client, number):
    page = client.get(INGREDIENTS, {"page": number})
    assert page.status_code == 400
    assert "Enter one whole page number." in words_of(page)


def test_the_pages_of_a_list_keep_its_filters(client):
    page = client.get(INGREDIENTS, {"role": "ingredient"})
    (following,) = [address for address, words in links_of(page) if words == "Next page"]
    assert following == f"{INGREDIENTS}?role=ingredient&page=2"
    first, second = (
        {one.pk for one in client.get(address).context["ingredients"]} for address in (f"{INGREDIENTS}?role=ingredient", following)
    )
    assert first
    assert not first & second


@pytest.mark.parametrize("address", [PRODUCTS, INGREDIENTS, "/products/calecim-serum/", "/ingredients/clcm/"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_changes_nothing_and_writing_is_refused(client, address, method):
    assert getattr(client, method)(address).status_code == 405
