"""The profession gate and the three homes. A choice is remembered; it directs and opens nothing."""

import pytest

from catalogue.visibility import Access
from tests import factories
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db

GATE = "Choose what fits you"
HOMES = {
    "consumer": "Which product, and how to use it",
    "salon": "The hair system",
    "practitioner": "Products, evidence and protocols",
}


def test_a_first_visit_meets_the_gate(client):
    page = client.get("/")
    assert page.status_code == 200
    assert GATE in text_of(page)
    for profession in HOMES:
        assert f"/?profession={profession}" in read(page).links
    assert "profession" not in page.cookies


@pytest.mark.parametrize("profession", HOMES)
def test_each_choice_leads_to_its_home_and_is_remembered(client, profession):
    chosen = client.get("/", {"profession": profession})
    assert HOMES[profession] in read(chosen).headings
    again = client.get("/")
    assert HOMES[profession] in read(again).headings
    assert GATE not in text_of(again)


def test_the_choice_lasts_a_year_and_is_kept_from_scripts_and_other_sites(client):
    cookie = client.get("/", {"profession": "salon"}).cookies["profession"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["httponly"]) == ("salon", 31_536_000, "Lax", True)


def test_the_choice_can_be_changed(client):
    client.get("/", {"profession": "salon"})
    page = client.get("/", {"profession": "change"})
    assert GATE in text_of(page)
    assert "/?profession=change" in read(client.get("/products/")).links


@pytest.mark.parametrize("choice", ["", "doctor", "PRACTITIONER", "practitioner ", "\x00", "x" * 10_000, "staff"])
def test_a_choice_that_is_none_meets_the_gate_and_is_not_kept(client, choice):
    page = client.get("/", {"profession": choice})
    assert page.status_code == 200
    assert GATE in text_of(page)
    assert "profession" not in page.cookies


@pytest.mark.parametrize("junk", ["doctor", "", "practitioner;", "staff", "%00", "x" * 4_000])
@pytest.mark.parametrize("address", ["/", "/products/", "/products/calecim-serum/", "/api/v1/products/"])
def test_junk_in_the_cookie_is_no_choice(client, junk, address):
    client.cookies["profession"] = junk
    page = client.get(address)
    assert page.status_code == 200
    assert "/?profession=change" not in page.content.decode(), "no profession counts as chosen"


@pytest.mark.parametrize("profession", HOMES)
def test_a_choice_opens_nothing(client, profession):
    hidden = factories.product(name="Closed thing", access=Access.PROFESSIONALS, for_salon=True, for_practitioner=True)
    page = client.get("/", {"profession": profession})
    assert "Closed thing" not in text_of(page)
    assert "/dosing/" not in read(page).links
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_a_chosen_practitioner_is_told_how_to_get_in(client):
    page = client.get("/", {"profession": "practitioner"})
    assert "open once your profession has been checked" in text_of(page)
    assert "/account/login/" in read(page).links


def test_a_verified_practitioner_starts_at_the_look_up_without_choosing(clinic):
    page = clinic.get("/")
    assert "How much Serum, and when" in read(page).headings
    assert "/dosing/" in read(page).links


def test_a_verified_salon_starts_at_the_hair_system(client):
    client.force_login(factories.professional("salon"))
    assert HOMES["salon"] in read(client.get("/")).headings


def test_a_verified_practitioner_may_look_at_another_home(clinic):
    assert HOMES["consumer"] in read(clinic.get("/", {"profession": "consumer"})).headings


@pytest.mark.parametrize("status", ["pending", "refused", "revoked", "expired", "not_started", "more_needed"])
def test_a_profession_that_is_not_verified_opens_nothing(client, status):
    client.force_login(factories.professional(status=status))
    page = client.get("/", {"profession": "practitioner"})
    assert HOMES["practitioner"] in read(page).headings
    assert "/dosing/" not in read(page).links


def test_the_home_shows_its_products_first(client):
    salon = text_of(client.get("/", {"profession": "salon"}))
    assert "Advanced Hair System" in salon
    assert "Multi-Action Cream" not in salon


def test_the_concerns_lead_to_lists_that_hold_what_they_promise(client):
    page = client.get("/", {"profession": "consumer"})
    addresses = [address for address in read(page).links if address.startswith("/products/?concern=")]
    assert len(addresses) == 6
    for address in addresses:
        assert client.get(address).context["total"] > 0


@pytest.mark.parametrize(
    ("profession", "addresses"),
    [
        ("consumer", ["/finder/", "/learn/", "/questions/"]),
        ("salon", ["/questions/?audience=salon"]),
        ("practitioner", ["/serum-check/", "/questions/?audience=practitioner", "/evidence/"]),
    ],
)
def test_each_home_leads_on_to_what_its_visitor_comes_for(client, profession, addresses):
    page = client.get("/", {"profession": profession})
    main = page.content.decode().partition("<main")[2].partition("<footer")[0]
    for address in addresses:
        assert f'href="{address}"' in main
        assert client.get(address).status_code == 200


def test_the_questions_of_the_salon_are_about_hair(client):
    assert "hair" in text_of(client.get("/questions/?audience=salon")).lower()


def test_a_verified_practitioner_finds_procedures_and_protocols_beside_the_look_up(clinic):
    main = clinic.get("/").content.decode().partition("<main")[2].partition("<footer")[0]
    for address in ("/procedures/", "/protocols/", "/serum-check/", "/evidence/"):
        assert f'href="{address}"' in main


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_allowed(client, method):
    assert getattr(client, method)("/").status_code == 405


@pytest.mark.parametrize("profession", [None, *HOMES])
def test_the_home_costs_few_queries(client, django_assert_max_num_queries, profession):
    with django_assert_max_num_queries(6):
        client.get("/", {"profession": profession} if profession else {})
