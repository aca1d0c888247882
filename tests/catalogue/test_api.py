"""The catalogue as JSON: shapes, filters, refusals. The figures are those of the pages."""

import pytest
from django.test import Client

from catalogue.models import Product
from catalogue.visibility import Access, Status
from tests import factories

pytestmark = pytest.mark.django_db

PRODUCTS, INGREDIENTS, CONCERNS = "/api/v1/products/", "/api/v1/ingredients/", "/api/v1/concerns/"
SERUM, CLCM = f"{PRODUCTS}calecim-serum/", f"{INGREDIENTS}clcm/"

PAGE = {"count", "next", "previous", "results"}
PRODUCT = {"slug", "name", "kind", "summary", "step", "audiences", "concerns", "url"}
PRODUCT_DETAIL = PRODUCT | {
    "aliases",
    "morning",
    "evening",
    "formula",
    "claims",
    "precautions",
    "facts",
    "how_to_use",
    "after_procedure",
    "results_timeline",
    "appearance",
    "withheld",
    "citations",
    "pictures",
}
FORMULA_LINE = {"ingredient", "name", "percent", "qualifier", "as_stated", "note", "printed", "citations"}
CLAIM = {"code", "text", "qualifier", "value", "unit", "evidence", "evidence_group", "references", "caveat", "citations"}
PRECAUTION = {"code", "severity", "text", "reason", "action", "scope_as_printed", "house", "citations"}
INGREDIENT = {"slug", "name", "inci", "aliases", "kind", "role", "summary", "functions", "origin", "products", "url"}
SLUGS = [
    "calecim-serum",
    "professional-pigment-solution",
    "multi-action-cream",
    "eye-contour-lifting-cream",
    "restorative-hydration-cream",
    "advanced-hair-system",
    "recovery-night-complex",
]


def results(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.json()["results"]


def slugs(client, address, **query):
    return {row["slug"] for row in results(client, address, **query)}


# Shapes


@pytest.mark.parametrize(("address", "keys", "count"), [(PRODUCTS, PRODUCT, 7), (INGREDIENTS, INGREDIENT, 87)])
def test_a_list_has_the_agreed_keys(client, address, keys, count):
    page = client.get(address).json()
    assert page.keys() == PAGE
    assert page["count"] == count
    assert all(row.keys() == keys for row in page["results"])


def test_the_concerns(client):
    rows = results(client, CONCERNS)
    assert [row["slug"] for row in rows] == ["ageing", "pigmentation", "hair-loss", "hydration", "eye-area", "after-procedure"]
    assert client.get(f"{CONCERNS}ageing/").json().keys() == {"slug", "name", "summary"}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_product_has_the_agreed_keys(client, slug):
    product = client.get(f"{PRODUCTS}{slug}/").json()
    assert product.keys() == PRODUCT_DETAIL
    assert all(line.keys() == FORMULA_LINE for line in product["formula"])
    assert all(claim.keys() == CLAIM for claim in product["claims"])
    assert all(precaution.keys() == PRECAUTION for precaution in product["precautions"])
    assert all(use.keys() == {"setting", "steps"} for use in product["how_to_use"])
    assert product["after_procedure"].keys() == {"rule", "text", "facts"}
    assert product["url"] == f"/products/{slug}/"


@pytest.mark.parametrize("slug", SLUGS)
def test_everything_said_of_a_product_cites_its_source(client, slug):
    product = client.get(f"{PRODUCTS}{slug}/").json()
    said = [*product["formula"], *product["claims"], *product["precautions"], *product["results_timeline"], *product["appearance"]]
    said += [fact for facts in product["facts"].values() for fact in facts]
    said += [step for use in product["how_to_use"] for step in use["steps"]]
    assert [one for one in said if not one["citations"]] == []
    assert all(citation.keys() == {"source", "title", "section"} for one in [product, *said] for citation in one["citations"])


def test_the_shares_are_plain_text_or_null(client):
    formula = {line["ingredient"]: line for line in client.get(SERUM).json()["formula"]}
    shares = {slug: (line["percent"], line["qualifier"]) for slug, line in formula.items()}
    assert shares == {"clcm": ("80", "exact"), "hyaluronic-acid": ("20", "about"), "hexanediol": (None, "remainder")}
    assert formula["hyaluronic-acid"]["as_stated"] == "nearly 20 %"


@pytest.mark.parametrize(("percent", "given"), [("12.500", "12.5"), ("100.000", "100"), ("0.000", "0"), ("0.125", "0.125")])
def test_a_share_has_no_trailing_zeros(client, percent, given):
    product = factories.product()
    factories.formula_line(product, percent=percent, qualifier="exact")
    (line,) = client.get(f"{PRODUCTS}{product.slug}/").json()["formula"]
    assert line["percent"] == given


def test_steps_and_severities_come_in_order(client, clinic):
    product = clinic.get(SERUM).json()
    assert [use["setting"] for use in product["how_to_use"]] == ["clinic", "home"]
    order = ["never", "delay", "caution", "consult"]
    places = [order.index(precaution["severity"]) for precaution in product["precautions"]]
    assert places == sorted(places)
    assert places[0] == 0


def test_a_product_outside_the_order_has_no_step(client):
    assert client.get(f"{PRODUCTS}recovery-night-complex/").json()["step"] is None


def test_an_ingredient_says_where_it_is_and_how_much(client):
    ingredient = client.get(CLCM).json()
    assert ingredient.keys() == INGREDIENT | {"note", "shares", "citations"}
    shares = {row["slug"]: row["percent"] for row in ingredient["shares"]}
    assert shares["calecim-serum"] == "80"
    assert shares["restorative-hydration-cream"] == "40"
    assert shares["advanced-hair-system"] is None
    assert set(ingredient["products"]) == set(shares)
    assert ingredient["citations"]
    assert all(
        function.keys() == {"text", "evidence", "evidence_group", "citations"} and function["citations"]
        for function in ingredient["functions"]
    )


def test_what_no_document_states_is_null(client):
    bare = factories.ingredient()
    ingredient = client.get(f"{INGREDIENTS}{bare.slug}/").json()
    assert (ingredient["inci"], ingredient["origin"], ingredient["products"]) == (None, None, [])


# Withheld


@pytest.mark.parametrize("slug", ["calecim-serum", "advanced-hair-system"])
def test_what_is_withheld_is_named_without_values(client, slug):
    product = client.get(f"{PRODUCTS}{slug}/").json()
    assert len(product["withheld"]) == 2
    for part in product["withheld"]:
        assert part.keys() == {"part", "for", "how"}
        assert part["for"] == "Verified practitioners"
        assert not any(character.isdigit() for character in "".join(part.values()))
    assert [use["setting"] for use in product["how_to_use"]] == ["home"]


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_is_withheld_from_a_practitioner(clinic, slug):
    assert clinic.get(f"{PRODUCTS}{slug}/").json()["withheld"] == []


def test_a_part_that_salons_may_read_says_so(client):
    product = factories.product()
    factories.fact(product, access=Access.PROFESSIONALS)
    (part,) = client.get(f"{PRODUCTS}{product.slug}/").json()["withheld"]
    assert part["for"] == "Verified salon professionals and practitioners"
    client.force_login(factories.professional("salon"))
    assert client.get(f"{PRODUCTS}{product.slug}/").json()["withheld"] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_page_and_api_say_the_same_shares(client, slug):
    said = client.get(f"/products/{slug}/").content.decode().replace("\u00a0", " ")
    for line in client.get(f"{PRODUCTS}{slug}/").json()["formula"]:
        assert line["percent"] is None or f"{line['percent']} %" in said


# Filters and pages


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"concern": "ageing"}, {"multi-action-cream", "eye-contour-lifting-cream"}),
        ({"ingredient": "hexanediol"}, {"calecim-serum"}),
        ({"search": "AHS"}, {"advanced-hair-system"}),
        ({"audience": "salon"}, {"advanced-hair-system"}),
        ({"step": "2"}, {"professional-pigment-solution"}),
        ({"kind": "cream", "concern": "eye-area"}, {"eye-contour-lifting-cream"}),
        ({"search": "nothing like it"}, set()),
    ],
)
def test_what_a_filter_finds(client, query, found):
    assert slugs(client, PRODUCTS, **query) == found


def test_products_come_in_the_order_of_use_unless_asked_otherwise(client):
    assert [row["slug"] for row in results(client, PRODUCTS)] == SLUGS
    names = [row["name"] for row in results(client, PRODUCTS, ordering="-name")]
    assert names == sorted(names, reverse=True)


@pytest.mark.parametrize(("size", "length"), [("1", 1), ("100", 87), ("87", 87), ("86", 86)])
def test_the_page_size_can_be_chosen(client, size, length):
    page = client.get(INGREDIENTS, {"page_size": size}).json()
    assert (len(page["results"]), page["count"]) == (length, 87)


@pytest.mark.parametrize("size", ["0", "101", "-1", "abc", "", "1.5", "１", "1e1", "9" * 5_000])
def test_a_page_size_that_is_none_is_refused(client, size):
    answer = client.get(INGREDIENTS, {"page_size": size})
    assert answer.status_code == 400
    assert answer.json() == {"page_size": ["Enter a whole number from 1 to 100."]}


@pytest.mark.parametrize("page", ["abc", "-1", "1.0", "１", "9" * 5_000])
def test_a_page_that_is_no_number_is_refused(client, page):
    answer = client.get(INGREDIENTS, {"page": page})
    assert answer.status_code == 400
    assert answer.json() == {"page": ["Enter a whole page number."]}


@pytest.mark.parametrize("page", ["0", "6", "99999"])
def test_a_page_beyond_the_end_is_not_there(client, page):
    answer = client.get(INGREDIENTS, {"page": page})
    assert answer.status_code == 404
    assert answer.json().keys() == {"detail"}


def test_the_pages_hold_every_row_once(client):
    address, found = INGREDIENTS, []
    while address:
        page = client.get(address).json()
        found += [row["slug"] for row in page["results"]]
        address = page["next"]
    assert len(found) == len(set(found)) == 87


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("concern=unknown", "concern"),
        ("step=abc", "step"),
        ("kind=lotion", "kind"),
        ("audience=doctor", "audience"),
        ("ordering=password", "ordering"),
        ("concern=ageing&concern=hydration", "concern"),
        ("search=%00", "search"),
        ("search=" + "x" * 101, "search"),
        ("search=" + "x" * 1_000_000, "search"),
    ],
    ids=lambda value: value[:30],
)
def test_a_filter_that_means_nothing_is_refused_at_its_name(client, query, field):
    answer = client.get(f"{PRODUCTS}?{query}")
    assert answer.status_code == 400
    assert answer.json().keys() == {field}
    assert all(sentence.endswith((".", ")")) for sentence in answer.json()[field])


# Refusals

PATHS = [PRODUCTS, SERUM, INGREDIENTS, CLCM, CONCERNS]


@pytest.mark.parametrize(
    "address", [f"{PRODUCTS}nothing/", f"{INGREDIENTS}nothing/", f"{CONCERNS}nothing/", "/api/v1/nothing/", "/api/v1/nothing"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_there_is_said_in_json(client, address, method):
    answer = getattr(client, method)(address)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json().keys() == {"detail"}
    assert answer.status_code in ({404} if method == "get" else {404, 405})


@pytest.mark.parametrize("fields", [{"status": Status.DRAFT}, {"access": ""}, {"access": Access.PRACTITIONERS}])
def test_what_is_not_for_the_reader_answers_as_nothing_there(client, fields):
    hidden = factories.product(**fields)
    answer = client.get(f"{PRODUCTS}{hidden.slug}/")
    assert answer.status_code == 404
    assert answer.content == client.get(f"{PRODUCTS}nothing/").content
    assert hidden.slug not in slugs(client, PRODUCTS, page_size=100)


def test_a_retired_product_is_gone_with_its_reason(client):
    retired = factories.product(status=Status.RETIRED, retired_reason="The maker stopped it.")
    answer = client.get(f"{PRODUCTS}{retired.slug}/")
    assert answer.status_code == 410
    assert answer.json() == {"detail": "The maker stopped it."}
    assert retired.slug not in slugs(client, PRODUCTS, page_size=100)


def test_a_replacement_that_is_still_a_draft_is_not_named(client):
    heir = factories.product(slug="secret-heir", status=Status.DRAFT)
    retired = factories.product(status=Status.RETIRED, retired_reason="The maker stopped it.", replacement=heir)
    assert client.get(f"{PRODUCTS}{retired.slug}/").json() == {"detail": "The maker stopped it."}


@pytest.mark.parametrize("address", PATHS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_refused(client, address, method):
    answer = getattr(client, method)(address, data="{}", content_type="application/json")
    assert answer.status_code == 405
    assert answer.json().keys() == {"detail"}


def test_writing_without_a_csrf_token_is_refused_and_not_an_error():
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.practitioner())
    answer = strict.post(PRODUCTS, data="{}", content_type="application/json")
    assert answer.status_code == 403
    assert answer.json().keys() == {"detail"}


@pytest.mark.parametrize("address", PATHS)
@pytest.mark.parametrize(("accept", "status"), [("text/html", 406), ("*/*", 200), ("application/json", 200), ("nonsense", 406)])
def test_only_json_is_spoken(client, address, accept, status):
    answer = client.get(address, headers={"accept": accept})
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/json"


def test_a_draft_ingredient_has_no_address_in_a_formula(client):
    product = factories.product()
    factories.formula_line(product, ingredient=factories.ingredient(name="In a draft", status=Status.DRAFT))
    (line,) = client.get(f"{PRODUCTS}{product.slug}/").json()["formula"]
    assert (line["ingredient"], line["name"]) == (None, "In a draft")


def test_staff_read_drafts(client):
    draft = factories.product(status=Status.DRAFT)
    client.force_login(factories.user(is_staff=True))
    assert client.get(f"{PRODUCTS}{draft.slug}/").json()["slug"] == draft.slug
    assert Product.objects.filter(status=Status.DRAFT).count() == 1
