"""What is retired: its address says why and what takes its place, and nothing else names it."""

import pytest
from django.urls import reverse

from calecim_portal.machines import ThingSitemap
from catalogue.models import SearchPart
from catalogue.visibility import ANYONE, Status
from protocols.models import Course, Phase, Procedure
from tests import factories

pytestmark = pytest.mark.django_db

REASON = "The maker took it back."


def course(slug, **fields):
    made = Course.objects.create(slug=slug, name=slug, product=factories.product(), summary="A course.", access="everyone", **fields)
    Phase.objects.create(course=made, code="one", track="home", name="One", treatments_per_week=2, months=1, access="everyone")
    return made


def article(slug, **fields):
    made = factories.article(slug=slug, title=slug, status="draft", **fields)
    factories.section(made)
    return made


MAKERS = {
    "product": (lambda slug: factories.product(slug=slug, name=slug), "products"),
    "ingredient": (lambda slug: factories.ingredient(slug=slug, name=slug), "ingredients"),
    "question": (lambda slug: factories.question(slug=slug, question=slug), "questions"),
    "article": (article, "articles"),
    "course": (course, None),
}


def retire(row, replacement=None, reason=REASON):
    row.status, row.retired_reason, row.replacement = Status.RETIRED, reason, replacement
    row.save()
    return row


def published(row):
    row.status = Status.PUBLISHED
    row.save()
    return row


@pytest.mark.parametrize("kind", MAKERS)
def test_its_page_says_why_and_what_takes_its_place(client, kind):
    make, listed = MAKERS[kind]
    heir, row = published(make("the-heir")), published(make("the-old-one"))
    assert client.get(row.get_absolute_url()).status_code == 200
    retire(row, heir)
    response = client.get(row.get_absolute_url())
    page = response.content.decode()
    assert response.status_code == 410
    assert REASON in page
    assert f'href="{heir.get_absolute_url()}"' in page
    if listed:
        assert row.get_absolute_url() not in client.get(reverse(listed)).content.decode()


@pytest.mark.parametrize("kind", MAKERS)
def test_search_and_the_sitemap_forget_it(kind):
    row = published(MAKERS[kind][0]("the-old-one"))
    assert SearchPart.objects.listed_for(ANYONE).filter(kind=kind, slug="the-old-one").exists()
    retire(row)
    assert not SearchPart.objects.listed_for(ANYONE).filter(kind=kind, slug="the-old-one").exists()
    assert row.get_absolute_url() not in [url for url, _changed in ThingSitemap().items()]


@pytest.mark.parametrize("kind", MAKERS)
def test_the_api_says_the_same(client, kind):
    heir, row = published(MAKERS[kind][0]("the-heir")), published(MAKERS[kind][0]("the-old-one"))
    address = f"/api/v1/{kind}s/the-old-one/"
    assert client.get(address).status_code == 200
    retire(row, heir)
    response = client.get(address)
    assert response.status_code == 410
    assert response.json() == {"detail": f"{REASON} Its place is taken by the-heir."}


def test_a_comparator_leaves_its_list_and_its_address_in_the_api_says_why(client):
    row = factories.comparator(slug="the-old-one", brand="Old", name="One")
    assert "the-old-one" in client.get(reverse("comparators")).content.decode()
    retire(row)
    assert "the-old-one" not in client.get(reverse("comparators")).content.decode()
    assert client.get("/api/v1/comparators/the-old-one/").status_code == 410


def test_a_replacement_that_the_visitor_may_not_open_is_not_named(client):
    heir = factories.question(slug="the-heir", question="The heir", access="practitioners")
    page = client.get(retire(factories.question(slug="the-old-one"), heir).get_absolute_url()).content.decode()
    assert "The heir" not in page


def test_who_could_not_read_it_before_learns_nothing_now(client):
    row = retire(factories.question(slug="the-old-one", access="practitioners"))
    assert client.get(row.get_absolute_url()).status_code == 404


def test_without_a_reason_it_says_so(client):
    row = retire(factories.question(slug="the-old-one"), reason="")
    assert "No reason was given." in client.get(row.get_absolute_url()).content.decode()


def test_a_procedure_goes_from_its_page_the_list_and_the_search_while_the_version_still_names_it(clinic):
    row = Procedure.objects.get(slug="dermabrasion")
    assert clinic.get(row.get_absolute_url()).status_code == 200
    retire(row)
    response = clinic.get(row.get_absolute_url())
    assert (response.status_code, REASON in response.content.decode()) == (410, True)
    assert row.get_absolute_url() not in clinic.get(reverse("procedures")).content.decode()
    assert clinic.get("/api/v1/procedures/dermabrasion/").status_code == 410
    assert not SearchPart.objects.filter(kind="procedure", slug="dermabrasion").exists()
    answer = clinic.get("/api/v1/dosing/", {"procedure": "dermabrasion"}).json()
    assert answer["outcome"] == "match"


def test_nobody_else_learns_that_a_procedure_was_retired(client):
    retire(Procedure.objects.get(slug="dermabrasion"))
    assert client.get("/procedures/dermabrasion/").status_code == 302
