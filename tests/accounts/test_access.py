"""Who gets in where. Every named address of the portal stands in one table; a new one without a row fails the first test."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import get_resolver, reverse
from django.utils import timezone

from catalogue.visibility import Audience
from tests import factories
from tests.reading import text_of

pytestmark = pytest.mark.django_db

ONE_DAY = timedelta(days=1)


def unverified(status):
    return factories.professional(status=status)


def staff(group):
    person = factories.user(is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    return person


VISITORS = {
    "anonymous": lambda: None,
    "consumer": factories.user,
    "salon": lambda: factories.professional(Audience.SALON),
    "pending": lambda: unverified("pending"),
    "more needed": lambda: unverified("more_needed"),
    "expired": lambda: unverified("expired"),
    "revoked": lambda: unverified("revoked"),
    "refused": lambda: unverified("refused"),
    "not started": lambda: unverified("not_started"),
    "practitioner": factories.practitioner,
    "editor": lambda: staff("Editors"),
    "reviewer": lambda: staff("Reviewers"),
    "admin": lambda: factories.user(is_staff=True, is_superuser=True),
}
SIGNED_IN = set(VISITORS) - {"anonymous"}
STAFF = {"editor", "reviewer", "admin"}
READS_PROTOCOLS = {"practitioner"} | STAFF

# How a kind of address answers: to whom 200, to an anonymous visitor, to anybody else who is signed in.
KINDS = {
    "open": (set(VISITORS), 200, 200),
    "own account": (SIGNED_IN, 302, 200),
    "clinic page": (READS_PROTOCOLS, 302, 403),
    "clinic API": (READS_PROTOCOLS, 401, 403),
    "own account, API": (SIGNED_IN, 401, 200),
    "staff": (STAFF, 302, 302),
    "by POST only": (set(), 405, 405),
}
PROTOCOL = {"slug": "serum-after-procedure"}
ROUTES = {
    "home": ("open", {}),
    "products": ("open", {}),
    "product": ("open", {"slug": "calecim-serum"}),
    "ingredients": ("open", {}),
    "ingredient": ("open", {"slug": "sodium-chloride"}),
    "search": ("open", {}),
    "evidence": ("open", {}),
    "disagreements": ("open", {}),
    "sources": ("open", {}),
    "source": ("open", {"code": "s1"}),
    "serum-check": ("open", {}),
    "finder": ("open", {}),
    "questions": ("open", {}),
    "question": ("open", {"slug": "what-calecim-means"}),
    "articles": ("open", {}),
    "article": ("open", {"slug": "choosing-a-serum"}),
    "comparators": ("open", {}),
    "stem-cell-sources": ("open", {}),
    "glossary": ("open", {}),
    "maker": ("open", {}),
    "components": ("open", {}),
    "sitemap": ("open", {}),
    "robots": ("open", {}),
    "changes-rss": ("open", {}),
    "changes-atom": ("open", {}),
    "account": ("own account", {}),
    "account-login": ("open", {}),
    "account-logout": ("by POST only", {}),
    "dosing": ("clinic page", {}),
    "procedures": ("clinic page", {}),
    "procedure": ("clinic page", {"slug": "dermabrasion"}),
    "protocols": ("clinic page", {}),
    "protocol": ("clinic page", PROTOCOL),
    "protocol-version": ("clinic page", PROTOCOL | {"number": 1}),
    "api-product-list": ("open", {}),
    "api-product-detail": ("open", {"slug": "calecim-serum"}),
    "api-ingredient-list": ("open", {}),
    "api-ingredient-detail": ("open", {"slug": "sodium-chloride"}),
    "api-concern-list": ("open", {}),
    "api-concern-detail": ("open", {"slug": "ageing"}),
    "api-search": ("open", {}),
    "api-claim-list": ("open", {}),
    "api-source-list": ("open", {}),
    "api-source-detail": ("open", {"code": "s1"}),
    "api-discrepancy-list": ("open", {}),
    "api-discrepancy-detail": ("open", {"slug": "pregnancy"}),
    "api-question-list": ("open", {}),
    "api-question-detail": ("open", {"slug": "what-calecim-means"}),
    "api-article-list": ("open", {}),
    "api-article-detail": ("open", {"slug": "choosing-a-serum"}),
    "api-comparator-list": ("open", {}),
    "api-comparator-detail": ("open", {"slug": "skinmedica-tns"}),
    "api-procedures": ("clinic API", {}),
    "api-procedure": ("clinic API", {"slug": "dermabrasion"}),
    "api-downtime-classes": ("clinic API", {}),
    "api-protocols": ("clinic API", {}),
    "api-protocol": ("clinic API", PROTOCOL),
    "api-protocol-versions": ("clinic API", PROTOCOL),
    "api-dosing": ("clinic API", {}),
    "api-me": ("own account, API", {}),
    "api-schema": ("open", {}),
    "api-docs": ("open", {}),
    "admin:index": ("staff", {}),
}
QUERIES = {"api-dosing": "?expected_downtime_hours=12"}
OPEN_WITHOUT_A_NAME = ["/healthz", "/readyz"]


def named_routes(resolver, namespaces=()):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from named_routes(pattern, (*namespaces, pattern.namespace) if pattern.namespace else namespaces)
        elif pattern.name:
            yield ":".join([*namespaces, pattern.name])


def address_of(name):
    kwargs = ROUTES[name][1]
    if name in {"ingredient", "api-ingredient-detail"}:
        kwargs = {"slug": factories.ingredient().slug}
    return reverse(name, kwargs=kwargs) + QUERIES.get(name, "")


def visit(client, visitor):
    person = VISITORS[visitor]()
    if person:
        client.force_login(person)
    return client


def test_every_named_address_is_in_the_table():
    """The admin's own pages are one kind, tested below by its index and its rule."""
    found = {name for name in named_routes(get_resolver()) if not name.startswith("admin:") or name == "admin:index"}
    assert found == set(ROUTES)


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("name", ROUTES)
def test_who_gets_in(client, name, visitor):
    gets_in, anonymous, others = KINDS[ROUTES[name][0]]
    expected = 200 if visitor in gets_in else anonymous if visitor == "anonymous" else others
    assert visit(client, visitor).get(address_of(name)).status_code == expected


@pytest.mark.parametrize("address", OPEN_WITHOUT_A_NAME)
def test_the_health_pages_are_open(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", [name for name, (kind, _) in ROUTES.items() if kind in {"clinic page", "own account"}])
def test_an_anonymous_visitor_comes_back_after_signing_in(client, name):
    answer = client.get(address_of(name))
    assert answer["Location"] == f"/account/login/?next={address_of(name)}"


def test_the_question_is_kept_across_signing_in(client):
    answer = client.get("/dosing/?procedure=microneedling&needle_depth_mm=1")
    assert answer["Location"] == "/account/login/?next=/dosing/%3Fprocedure%3Dmicroneedling%26needle_depth_mm%3D1"


def test_a_refusal_says_for_whom_it_is_and_how_to_get_in(client):
    page = visit(client, "consumer").get("/dosing/")
    assert "It is written for verified medical aesthetic practitioners." in text_of(page)
    assert "See how far your verification has come" in text_of(page)


def test_the_admin_is_for_staff(client):
    for name in ("admin:index", "admin:auth_group_changelist", "admin:auth_group_add"):
        answer = visit(client, "practitioner").get(reverse(name))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/admin/login/")


# The profession


@pytest.mark.parametrize("visitor", ["anonymous", "consumer", "salon", "pending"])
@pytest.mark.parametrize("name", [name for name, (kind, _) in ROUTES.items() if kind.startswith("clinic")])
def test_choosing_a_profession_opens_nothing(client, name, visitor):
    client.cookies["profession"] = "practitioner"
    answer = visit(client, visitor).get(address_of(name))
    assert answer.status_code == KINDS[ROUTES[name][0]][1 if visitor == "anonymous" else 2]


@pytest.mark.parametrize(
    ("until", "status"),
    [
        (-ONE_DAY, 403),  # until yesterday
        (timedelta(0), 200),  # its last day
        (ONE_DAY, 200),  # until tomorrow
    ],
)
@pytest.mark.parametrize("address", ["/dosing/", "/api/v1/dosing/?expected_downtime_hours=12"])
def test_a_verification_holds_through_its_last_day(client, address, until, status):
    client.force_login(factories.practitioner(until=timezone.localdate() + until))
    assert client.get(address).status_code == status


def test_a_verification_that_ends_closes_the_door_at_once(client):
    person = factories.practitioner()
    client.force_login(person)
    assert client.get("/dosing/").status_code == 200
    type(person.verification).objects.filter(user=person).update(status="revoked")
    assert client.get("/dosing/").status_code == 403


@pytest.mark.parametrize(
    ("visitor", "audience", "verification"),
    [
        ("consumer", "consumer", "not_started"),  # never asked
        ("salon", "salon", "verified"),
        ("pending", "consumer", "pending"),  # asked, not answered
        ("practitioner", "practitioner", "verified"),
    ],
)
def test_an_account_is_told_what_it_may_read(client, visitor, audience, verification):
    told = visit(client, visitor).get("/api/v1/me/").json()
    assert (told["audience"], told["verification"], told["previews"]) == (audience, verification, False)


def test_staff_are_told_that_they_preview(client):
    assert visit(client, "reviewer").get("/api/v1/me/").json()["previews"] is True


# What is there and what is not must look the same from outside

PAIRS = [
    ("/procedures/{}/", "dermabrasion"),
    ("/protocols/{}/", "serum-after-procedure"),
    ("/protocols/{}/v1/", "serum-after-procedure"),
    ("/api/v1/procedures/{}/", "dermabrasion"),
    ("/api/v1/protocols/{}/", "serum-after-procedure"),
    ("/api/v1/protocols/{}/versions/", "serum-after-procedure"),
]


@pytest.mark.parametrize("visitor", ["anonymous", "consumer", "salon"])
@pytest.mark.parametrize(("pattern", "slug"), PAIRS)
def test_what_is_there_answers_like_what_is_not(client, pattern, slug, visitor):
    visit(client, visitor)
    there, nowhere = client.get(pattern.format(slug)), client.get(pattern.format("x" * len(slug)))
    assert there.status_code == nowhere.status_code
    assert there.headers.get("Location", "").replace(slug, "") == nowhere.headers.get("Location", "").replace("x" * len(slug), "")
    assert slug not in text_of(there)
    assert text_of(there) == text_of(nowhere)


def test_a_wrong_question_is_not_judged_for_who_may_not_ask(client):
    visit(client, "consumer")
    assert client.get("/api/v1/dosing/?procedure=nothing").status_code == 403
    assert client.get("/dosing/?procedure=nothing").status_code == 403
