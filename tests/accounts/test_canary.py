"""A word planted in what is for practitioners must not come out of any public outlet, for whoever is not one.

The word to search for and the word to look for differ, since a search page says again what was searched for.
"""

import re

import pytest

from accounts.actions import make_token
from catalogue.models import Article, Citation, Claim, Comparator, Discrepancy, Precaution, Product, Question
from protocols.models import Course, ProtocolVersion
from tests import factories
from tests.client import PortalClient
from tests.guards import guards_down
from tests.reading import read

pytestmark = pytest.mark.django_db

SEARCHED, SECRET = "zebrafinch", "quillwort"
TEXT = f"Take 77 of {SEARCHED} {SECRET}."
STARTS = [
    "/",
    "/?profession=practitioner",
    "/products/",
    "/ingredients/",
    f"/products/?search={SEARCHED}",
    f"/ingredients/?search={SEARCHED}",
    "/api/v1/products/?page_size=100",
    "/api/v1/products/calecim-serum/",
    "/api/v1/products/?audience=practitioner&page_size=100",
    f"/api/v1/products/?search={SEARCHED}",
    f"/api/v1/ingredients/?search={SEARCHED}",
    "/api/v1/ingredients/?page_size=100",
    "/api/v1/concerns/",
    "/api/v1/schema/",
    "/dosing/card/",
    "/offline.js",
    "/api/v1/docs/",
    "/components/",
    f"/search/?q={SEARCHED}",
    f"/search/?q={SEARCHED}s",
    f"/api/v1/search/?q={SEARCHED}",
    "/questions/",
    f"/questions/?search={SEARCHED}",
    f"/api/v1/questions/?search={SEARCHED}",
    "/api/v1/questions/?page_size=100",
    "/learn/",
    "/learn/menopause/",
    "/api/v1/articles/menopause/",
    "/api/v1/articles/?page_size=100",
    "/evidence/",
    f"/evidence/?search={SEARCHED}",
    "/api/v1/claims/?page_size=100",
    f"/api/v1/claims/?search={SEARCHED}",
    "/evidence/disagreements/",
    "/api/v1/discrepancies/?page_size=100",
    "/api/v1/discrepancies/pregnancy/",
    "/sources/",
    "/sources/s1/",
    "/courses/advanced-hair-system/",
    "/courses/advanced-hair-system/?starts_on=2027-05-04",
    "/courses/advanced-hair-system/?starts_on=2027-05-04&format=ics",
    "/courses/advanced-hair-system/?starts_on=2027-02-30",
    "/courses/advanced-hair-system/?track=clinic&starts_on=2027-05-04",
    "/courses/advanced-hair-system/?track=clinic&starts_on=2027-05-04&format=ics",
    "/api/v1/courses/",
    "/api/v1/courses/advanced-hair-system/",
    "/api/v1/courses/advanced-hair-system/?starts_on=2027-05-04",
    "/comparators/",
    "/api/v1/comparators/?page_size=100",
    "/glossary/",
    "/maker/",
    "/finder/",
    "/routine/",
    "/routine/?product=calecim-serum&product=eye-contour-lifting-cream&procedure=today",
    "/compare/",
    "/compare/?product=calecim-serum&product=advanced-hair-system",
    "/compare/?product=calecim-serum&product=planted",
    "/serum-check/",
    "/sitemap.xml",
    "/changes/rss/",
    "/changes/atom/",
    "/contact/",
    "/report/",
    "/report/?kind=wrong_figure&page=/dosing/&product=calecim-serum",
    "/order/",
    "/privacy/",
    "/terms/",
    "/account/login/?next=/dosing/",
    "/account/",
    "/account/profession/",
    "/account/notices/",
    "/api/v1/notices/",
]
VISITORS = {
    "anonymous": lambda: None,
    "consumer": factories.user,
    "salon": lambda: factories.professional("salon"),
    "unverified practitioner": lambda: factories.professional(status="pending"),
}


@pytest.fixture
def planted(db):
    """The word in every kind of text that has readers of its own, on the Serum and in the protocol."""
    serum = Product.objects.get(slug="calecim-serum")
    factories.step(serum, setting="clinic", access="practitioners", text=TEXT)
    factories.fact(serum, access="practitioners", text=TEXT)
    factories.claim(serum, access="practitioners", text=TEXT, caveat=TEXT)
    precaution = Precaution.objects.create(code="planted", severity="caution", title=TEXT, reason=TEXT, access="practitioners")
    precaution.products.add(serum)
    hidden = factories.ingredient(access="practitioners", name=TEXT, inci=TEXT, summary=TEXT)
    factories.product(access="practitioners", name=TEXT, summary=TEXT)
    factories.product(status="draft", name=TEXT, summary=TEXT)
    plant_knowledge(serum)
    plant_course()
    version = ProtocolVersion.objects.get(number=1)
    version.content["procedures"][0]["summary"] = TEXT
    version.content["doses"][0]["note"] = TEXT
    with guards_down():
        version.save()
    return hidden


def plant_knowledge(serum):
    """The same in what is not about one product, and on a passage that all of it cites."""
    hidden = {"access": "practitioners"}
    passage = Citation.objects.first()
    said = {"question": TEXT, "answer": TEXT, "topic": "use", "evidence": "instruction"}
    for state in ({"status": "published", **hidden}, {"status": "draft", "access": "everyone"}, {"status": "published", "access": ""}):
        question = Question.objects.create(slug=f"planted-{state['status']}-{state['access']}", **said, **state)
        question.products.add(serum)
        article = Article.objects.create(slug=f"planted-{state['status']}-{state['access']}", title=TEXT, summary=TEXT, **state)
        article.products.add(serum)
        comparator = Comparator.objects.create(
            slug=f"planted-{state['status']}-{state['access']}", brand=TEXT, name=TEXT, summary=TEXT, **state
        )
        Claim.objects.create(code=f"planted-{comparator.pk}", comparator=comparator, text=TEXT, evidence="brand_claim", access="everyone")
    section = Article.objects.get(slug="menopause").sections.create(code="planted", heading=TEXT, body=TEXT, **hidden)
    claim = Claim.objects.create(code="planted", subject="Skin", text=TEXT, caveat=TEXT, evidence="in_vitro", **hidden)
    open_section = Article.objects.get(slug="menopause").sections.first()
    open_section.claims.add(claim)
    Discrepancy.objects.create(slug="planted", title=TEXT, kind="internal", presentation=TEXT, ruling="", **hidden).products.add(serum)
    position = Discrepancy.objects.get(slug="pregnancy").positions.create(text=TEXT, position=9, **hidden)
    for row in (question, section, claim, position, comparator):
        row.citations.add(passage)


def plant_course():
    """In every part of the hair course that is for practitioners, on either track, and in what nobody has been named for."""
    course = Course.objects.get(slug="advanced-hair-system")
    for readers in ("practitioners", ""):
        hidden = {"access": readers, "code": f"planted-{readers}", "text": TEXT}
        phase = {"access": readers, "name": TEXT, "note": TEXT, "treatments_per_week": 1, "months": 1}
        for track in ("clinic", "home"):
            course.phases.create(**phase, code=f"planted-{track}-{readers}", track=track).steps.create(
                code="planted", place="home", text=TEXT
            )
        course.aftercare.create(**hidden)
        course.check_ups.create(**hidden, track="clinic", months_after=3)
        course.check_ups.create(**{**hidden, "code": f"planted-more-{readers}"})
        for kind in ("repeat", "gap"):
            course.notes.create(**hidden, kind=kind)


def crawl(client, starts):
    """Every page of this site that can be reached, by its address without a query; the starts as they are."""
    to_visit, seen = list(starts), {}
    while to_visit:
        address = to_visit.pop()
        if address in seen:
            continue
        answer = client.get(address)
        seen[address] = answer
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            links = (link.partition("#")[0].partition("?")[0] for link in read(answer).links)
            to_visit += [link for link in links if re.match(r"/(?!/|static/|admin/|account/)", link) and link not in seen]
    return seen


def hits(pages):
    return [address for address, answer in pages.items() if SECRET in answer.content.decode()]


@pytest.mark.parametrize(("visitor", "cookie"), [("anonymous", None), *((visitor, "practitioner") for visitor in VISITORS)])
def test_it_comes_out_nowhere(client, planted, visitor, cookie):
    person = VISITORS[visitor]()
    if person:
        client.force_login(person)
    if cookie:
        client.cookies["profession"] = cookie
    pages = crawl(client, STARTS)
    assert len(pages) > 40  # the crawl did go somewhere
    assert hits(pages) == []


OWNERS = {**{visitor: make for visitor, make in VISITORS.items() if visitor != "anonymous"}, "editor": factories.editor}


@pytest.mark.parametrize("owner", OWNERS)
def test_it_comes_out_by_no_token(client, planted, owner):
    _row, token = make_token(by=OWNERS[owner](), name="Software")
    starts = [address for address in STARTS if address.startswith("/api/")]
    pages = {address: client.get(address, headers={"authorization": f"Bearer {token}"}) for address in starts}
    assert {answer.status_code for answer in pages.values()} == {200}
    assert hits(pages) == []


def test_what_a_practitioner_has_read_leaks_to_nobody_after(client, clinic, planted):
    """Whatever is kept of a page that a verified visitor has opened is not served to the next one."""
    assert hits(crawl(clinic, STARTS)) != []
    assert hits(crawl(PortalClient(), STARTS)) == []


def test_staff_without_the_second_factor_find_it_nowhere(client, planted):
    client.force_login(factories.superuser(), second_factor=False)
    assert hits(crawl(client, STARTS)) == []


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("kind", ["products", "ingredients"])
def test_no_search_counts_it(client, planted, visitor, kind):
    person = VISITORS[visitor]()
    if person:
        client.force_login(person)
    assert client.get(f"/api/v1/{kind}/?search={SEARCHED}").json()["count"] == 0


@pytest.mark.parametrize(
    "address",
    [
        "/products/calecim-serum/",
        "/api/v1/products/calecim-serum/",
        f"/api/v1/products/?search={SEARCHED}",
        f"/products/?search={SEARCHED}",
        f"/api/v1/ingredients/?search={SEARCHED}",
        "/procedures/",
        "/api/v1/procedures/",
        "/dosing/?expected_downtime_hours=12",
        "/api/v1/dosing/?expected_downtime_hours=12",
        "/courses/advanced-hair-system/",
        "/courses/advanced-hair-system/?track=home",
        "/courses/advanced-hair-system/?track=clinic&starts_on=2027-05-04",
        "/api/v1/courses/advanced-hair-system/",
    ],
)
def test_a_practitioner_finds_it(clinic, planted, address):
    assert SECRET in clinic.get(address).content.decode()


@pytest.mark.parametrize("visitor", VISITORS)
def test_a_hidden_ingredient_answers_like_one_that_is_not_there(client, planted, visitor):
    person = VISITORS[visitor]()
    if person:
        client.force_login(person)
    assert client.get(f"/ingredients/{planted.slug}/").status_code == client.get("/ingredients/nothing/").status_code == 404
    assert client.get(f"/api/v1/ingredients/{planted.slug}/").status_code == 404


def test_what_is_for_professionals_opens_to_a_salon(client):
    factories.fact(Product.objects.get(slug="calecim-serum"), access="professionals", text=TEXT)
    assert SECRET not in client.get("/products/calecim-serum/").content.decode()
    client.force_login(factories.professional("salon"))
    assert SECRET in client.get("/products/calecim-serum/").content.decode()
