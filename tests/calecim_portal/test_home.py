"""The profession gate and the three homes. A choice is remembered; it directs and opens nothing."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from calecim_portal import home_page
from catalogue.models import Article, Product, SearchPart
from catalogue.visibility import Access, Status
from notices.models import Notice
from protocols import actions
from protocols.models import Aftercare, ProtocolVersion
from tests import factories, many_rows
from tests.reading import read, text_of
from tests.reading_grade import reading_grade

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


def main_of(page):
    return page.content.decode().partition("<main")[2].partition("<footer")[0]


@pytest.fixture(params=["anyone", "chosen practitioner", "salon", "waiting", "clinic", "staff"])
def visitor(request, client):
    """Who looks, and whether protocols are theirs to read."""
    who = request.param
    accounts = {
        "salon": lambda: factories.professional("salon"),
        "waiting": lambda: factories.professional(status="pending", until=None),
        "clinic": factories.practitioner,
        "staff": factories.editor,
    }
    if who in accounts:
        client.force_login(accounts[who]())
    client.who, client.reads_protocols = who, who in {"clinic", "staff"}
    return client


def practitioner_home(visitor):
    return visitor.get("/", {"profession": "practitioner"} if visitor.who != "anyone" else {})


def test_the_look_up_and_the_version_in_use_are_for_who_may_read_protocols(visitor):
    version = ProtocolVersion.objects.get(status="active")
    page = practitioner_home(visitor)
    shown = [
        "/dosing/?procedure=microneedling" in read(page).links,
        'name="expected_downtime_hours"' in main_of(page),
        version.get_absolute_url() in read(page).links,
        f"{version.next_review_on:%-d %B %Y}" in main_of(page),
    ]
    assert shown == [visitor.reads_protocols] * 4


def test_look_ups_are_kept_on_the_device_for_verified_practitioners_alone(visitor):
    page = practitioner_home(visitor).content.decode()
    assert ('data-look-ups="kept"' in page) == (visitor.who == "clinic")


def test_what_happened_to_a_protocol_is_told_to_who_may_read_it(visitor):
    version = ProtocolVersion.objects.get(status="active")
    Notice.objects.create(kind="version_activated", protocol=version.protocol, version=version)
    told = "Version in use: CALECIM Serum after a procedure" in text_of(practitioner_home(visitor))
    assert told == visitor.reads_protocols


def test_a_withdrawn_protocol_is_said_at_the_look_up(clinic):
    version = ProtocolVersion.objects.get(status="active")
    actions.withdraw(version=version, by=factories.reviewer(), reason="A figure was wrong.")
    text = text_of(clinic.get("/"))
    assert "No dose is shown today." in text
    assert "Not in use" in text


def test_without_any_protocol_the_home_still_stands(clinic, monkeypatch):
    monkeypatch.setattr(home_page, "current", lambda viewer: None)
    page = clinic.get("/")
    assert page.status_code == 200
    assert "There is no protocol to look up yet." in text_of(page)


@pytest.mark.parametrize("profession", [None, *HOMES])
def test_right_after_the_first_load_nothing_has_changed(client, profession):
    assert "Nothing has changed since" in text_of(client.get("/", {"profession": profession} if profession else {}))


@pytest.mark.parametrize(
    ("part", "minutes", "told"),
    [
        ("what anyone may read", 61, True),
        ("what anyone may read", 59, False),  # within the hour of the first load it is no news
        ("what only practitioners may read", 61, False),
    ],
)
def test_what_changed_later_is_told_where_anyone_may_read_it(client, part, minutes, told):
    access = Access.EVERYONE if part == "what anyone may read" else Access.PRACTITIONERS
    first = SearchPart.objects.order_by("changed_at").first().changed_at
    rows = SearchPart.objects.filter(kind="product", slug="calecim-serum", access=access)
    assert rows.update(changed_at=first + timedelta(minutes=minutes))
    assert ("Product: CALECIM Serum" in text_of(client.get("/"))) == told


@pytest.mark.parametrize(("access", "told"), [(Access.EVERYONE, True), (Access.PRACTITIONERS, False), ("", False)])
def test_what_is_no_longer_sold_is_told_to_who_could_read_it(client, access, told):
    Product.objects.filter(slug="multi-action-cream").update(status=Status.RETIRED, retired_reason="It is made no more.", access=access)
    text = text_of(client.get("/"))
    assert ("No longer sold: Multi-Action Cream" in text) == told
    assert ("It is made no more." in text) == told


def test_the_salon_starts_the_home_programme_from_a_day(client):
    page = client.get("/", {"profession": "salon"})
    form = re.search(r'<form class="start-day" method="get" action="([^"]+)">', page.content.decode())
    plan = client.get(form[1], {"track": "home", "starts_on": "2027-05-04"})
    assert plan.status_code == 200
    assert "Tuesday 4 May 2027" in text_of(plan)


@pytest.mark.parametrize(("access", "told"), [(Access.EVERYONE, True), (Access.PRACTITIONERS, False)])
def test_the_rules_on_dye_and_washing_stand_with_their_source_for_who_may_read_them(client, access, told):
    Aftercare.objects.filter(code="no-dyeing").update(access=access)
    text = text_of(client.get("/", {"profession": "salon"}))
    assert ("Do not dye the hair during a course." in text) == told
    assert ("Can I dye my hair?" in text) == told
    assert "Do not wash the hair for at least 24 hours" in text


def test_the_questions_of_the_salon_home_are_about_its_products(client):
    page = client.get("/", {"profession": "salon"})
    assert "/questions/hair-dye-during-the-hair-course/" in read(page).links
    assert "/questions/why-red-deer/" not in read(page).links


def articles_on(page):
    return [address for address in read(page).links if re.fullmatch("/learn/[^/]+/", address)]


def test_the_articles_are_the_first_that_the_editors_put(client):
    first, second, third, fourth = Article.objects.filter(for_consumer=True)[:4]
    page = client.get("/", {"profession": "consumer"})
    assert articles_on(page) == [row.get_absolute_url() for row in (first, second, third)]
    Article.objects.filter(pk=second.pk).update(status=Status.DRAFT)
    page = client.get("/", {"profession": "consumer"})
    assert articles_on(page) == [row.get_absolute_url() for row in (first, third, fourth)]


def test_the_consumer_is_led_to_the_routine_and_the_first_questions(client):
    links = read(client.get("/", {"profession": "consumer"})).links
    assert "/routine/" in links
    assert len([address for address in links if re.fullmatch("/questions/[^/]+/", address)]) == home_page.MOST_QUESTIONS


@pytest.mark.parametrize("profession", ["change", "consumer", "salon"])
def test_the_words_read_at_grade_8_or_lower(client, profession):
    main = re.sub(r"<details.*?</details>", "", main_of(client.get("/", {"profession": profession})), flags=re.DOTALL)
    words = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</(h1|h2|h3|p|li|label|button)>", ". ", main)))
    assert reading_grade(re.sub(r"\.\s*\.", ".", words)) <= 8


@pytest.mark.parametrize("profession", [None, *HOMES])
def test_the_home_costs_few_queries_however_much_there_is(clinic, profession):
    first = SearchPart.objects.order_by("changed_at").first().changed_at
    asked = {"profession": profession} if profession else {"profession": "change"}
    few = many_rows.queries_with(2, lambda: clinic.get("/", asked))
    SearchPart.objects.update(changed_at=timezone.now() + timedelta(days=1))
    SearchPart.objects.filter(pk=SearchPart.objects.first().pk).update(changed_at=first)
    many = many_rows.queries_with(30, lambda: clinic.get("/", asked))
    assert many <= few + 1, "one more reads the heads of what changed"
    assert many <= 20
