"""The search page and its API: the same answer, an ordinary page without script."""

import pytest

from catalogue.visibility import Access
from tests import factories
from tests.links import addresses_of, links_of, words_of
from tests.reading import read

pytestmark = pytest.mark.django_db
API = "/api/v1/search/"


def test_the_page_groups_what_it_finds_and_marks_the_words(client):
    page = client.get("/search/?q=niacinamide")
    assert read(page).headings[:3] == ["Search", "10 results for “niacinamide”", "Ingredient"]
    assert "<mark>Niacinamide</mark>" in page.content.decode()
    assert "/ingredients/niacinamide/" in addresses_of(page)


def test_a_typing_error_is_said_before_what_was_meant(client):
    assert "Nothing was found for “niacinimide”. Did you mean “niacinamide”?" in words_of(client.get("/search/?q=niacinimide"))


def test_no_result_says_so_and_shows_a_way_on(client):
    page = client.get("/search/?q=zorblax")
    assert "Nothing found for “zorblax”" in words_of(page)
    assert {"/products/", "/ingredients/"} <= set(addresses_of(page))


def test_words_that_are_never_together_are_said_to_be_so(client):
    assert "Nothing holds all of these words" in words_of(client.get("/search/?q=sunscreen zoonosis"))


def test_without_a_query_it_invites_to_type(client):
    assert "Type a word to begin" in words_of(client.get("/search/"))


def test_a_kind_narrows_the_results_and_its_link_takes_it_away_again(client):
    page = client.get("/search/?q=niacinamide&kind=ingredient")
    assert "1 result for “niacinamide”" in words_of(page)
    assert ("/search/?q=niacinamide", "Ingredient (1)") in links_of(page)


def test_an_unknown_kind_narrows_nothing(client):
    assert "10 results" in words_of(client.get("/search/?q=niacinamide&kind=x"))


def test_the_numbers_of_the_kinds_add_up(client):
    answer = client.get(API, {"q": "niacinamide", "page_size": "100"}).json()
    kinds = [kind for kind in ("product", "ingredient", "question", "article", "comparator", "page") if kind]
    assert sum(client.get(API, {"q": "niacinamide", "kind": kind}).json()["count"] for kind in kinds) <= answer["count"] == 10


@pytest.mark.parametrize(("number", "status"), [("1", 200), ("2", 404), ("0", 404), ("x", 404), ("-1", 404), ("9" * 30, 404)])
def test_pages(client, number, status):
    assert client.get("/search/", {"q": "niacinamide", "page": number}).status_code == status


def test_many_results_have_a_next_page_that_keeps_the_query(client):
    page = client.get("/search/?q=serum")
    assert "/search/?q=serum&page=2" in addresses_of(page)
    assert client.get("/search/?q=serum&page=2").status_code == 200


def test_what_is_for_practitioners_is_tagged_as_such(clinic):
    assert "Practitioners" in words_of(clinic.get("/search/?q=microneedling"))


def test_the_page_is_not_for_search_engines(client):
    assert '<meta name="robots" content="noindex">' in client.get("/search/?q=x").content.decode()


def test_a_query_is_shown_as_text(client):
    assert "<script>alert" not in client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()


def test_the_api_gives_the_same_things_in_the_same_order_as_the_page(client):
    answer = client.get(API, {"q": "niacinamide"}).json()
    assert set(answer) == {"count", "next", "previous", "results", "did_you_mean", "complete"}
    assert set(answer["results"][0]) == {"kind", "slug", "title", "text", "url"}
    page = [
        address for address in addresses_of(client.get("/search/?q=niacinamide")) if address in {one["url"] for one in answer["results"]}
    ]
    assert set(page) == {one["url"] for one in answer["results"]}
    assert page[0] == answer["results"][0]["url"] == "/ingredients/niacinamide/"


def test_the_api_says_what_it_searched_for(client):
    assert client.get(API, {"q": "niacinimide"}).json()["did_you_mean"] == "niacinamide"
    assert client.get(API, {"q": "niacinamide"}).json()["did_you_mean"] is None
    assert client.get(API, {"q": "sunscreen zoonosis"}).json()["complete"] is False


@pytest.mark.parametrize(
    ("given", "field"),
    [({"kind": "x"}, "kind"), ({"page_size": "0"}, "page_size"), ({"page_size": "101"}, "page_size"), ({"page": "x"}, "page")],
)
def test_the_api_names_the_field_that_is_wrong(client, given, field):
    answer = client.get(API, {"q": "serum", **given})
    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_the_api_turns_pages(client):
    first = client.get(API, {"q": "serum", "page_size": "5"}).json()
    second = client.get(first["next"]).json()
    assert len(first["results"]) == len(second["results"]) == 5
    assert not {(one["kind"], one["slug"]) for one in first["results"]} & {(one["kind"], one["slug"]) for one in second["results"]}


def test_nothing_hidden_is_counted(client, practitioner):
    factories.product(name="Zorblax")
    factories.product(name="Zorblax two", access=Access.PRACTITIONERS)
    factories.product(name="Zorblax three", status="draft")
    assert client.get(API, {"q": "zorblax"}).json()["count"] == 1
    client.force_login(practitioner)
    assert client.get(API, {"q": "zorblax"}).json()["count"] == 2


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_searching_changes_nothing(client, method):
    assert getattr(client, method)("/search/?q=x").status_code == 405
