"""Where the documents disagree, as a page and as JSON: both sides, the cautious one first, and only for whom they are."""

import re
from datetime import date

import pytest

from catalogue.models import Article, Citation, Discrepancy, Position, Question
from catalogue.visibility import Access, Status
from tests import factories
from tests.links import addresses_of, filter_links, links_of, words_of

pytestmark = pytest.mark.django_db

PAGE, API = "/evidence/disagreements/", "/api/v1/discrepancies/"
ADDRESSES = [PAGE, API]
KEYS = {
    "slug",
    "title",
    "kind",
    "presentation",
    "positions",
    "ruling",
    "ruling_reason",
    "products",
    "questions",
    "articles",
    "withheld",
    "url",
}
NOT_RULED = "Nobody has ruled yet."


def said(client, address, **query):
    answer = client.get(address, {**query, **({"page_size": 100} if address == API else {})})
    assert answer.status_code == 200
    return words_of(answer) if address == PAGE else answer.content.decode()


def count_of(page):
    return int(re.search(r"(\d+) disagreements?\b", words_of(page)).group(1))


def one(client, disagreement):
    return client.get(f"{API}{disagreement.slug}/").json()


def part_of(client, disagreement):
    """What the page says between this disagreement's anchor and the next."""
    html = client.get(PAGE).content.decode().split(f'<article class="disagreement" id="{disagreement.slug}"')[1]
    return words_of(type("Part", (), {"content": ("<article" + html.split("</article>")[0]).encode()}))


@pytest.fixture
def row():
    disagreement = factories.disagreement(title="How long it keeps", presentation="The shorter time is shown.")
    factories.position(disagreement, text="It keeps a day.", position=1, cautious=True).citations.add(
        Citation.objects.get(document__code="s4", section="FAQ")
    )
    factories.position(disagreement, text="It keeps a week.", position=0)
    return disagreement


def test_every_disagreement_for_everyone_stands_on_the_page(client):
    page = client.get(PAGE)
    rows = Discrepancy.objects.filter(access=Access.EVERYONE)
    assert count_of(page) == rows.count() == client.get(API).json()["count"]
    html = page.content.decode()
    for disagreement in rows:
        assert (f"#{disagreement.slug}", disagreement.title) in links_of(page)
        assert html.count(f'id="{disagreement.slug}"') == 1
        assert disagreement.get_absolute_url() == f"{PAGE}#{disagreement.slug}"


def test_a_disagreement_has_the_agreed_keys(client):
    rows = client.get(API, {"page_size": 100}).json()["results"]
    assert all(row.keys() == KEYS for row in rows)
    assert all(position.keys() == {"text", "cautious", "citations"} for row in rows for position in row["positions"])
    assert all(position["citations"] for row in rows for position in row["positions"])
    assert client.get(f"{API}pregnancy/").json() in rows


def test_the_cautious_position_comes_first_and_is_marked(client, row):
    words = part_of(client, row)
    assert re.search(r"More cautious It keeps a day\..*It keeps a week\.", words)
    assert words.count("More cautious") == 1
    assert [(one["text"], one["cautious"]) for one in one(client, row)["positions"]] == [
        ("It keeps a day.", True),
        ("It keeps a week.", False),
    ]


def test_a_position_names_its_sources(client, row):
    assert "Buying guide: stem cell skincare explained, FAQ" in part_of(client, row)
    assert one(client, row)["positions"][0]["citations"] == [
        {"source": "s4", "title": "Buying guide: stem cell skincare explained", "section": "FAQ"}
    ]


def test_it_says_what_this_portal_does(client, row):
    assert "The shorter time is shown." in part_of(client, row)
    assert "Documents contradict each other" in part_of(client, row)
    assert (one(client, row)["presentation"], one(client, row)["kind"]) == ("The shorter time is shown.", "contradiction")


def test_without_a_ruling_it_says_so(client, row):
    assert "Nobody has ruled yet. Both positions stand." in part_of(client, row)
    assert (one(client, row)["ruling"], one(client, row)["ruling_reason"]) == (None, None)
    assert "Why" not in part_of(client, row)


def test_three_positions_are_not_called_both(client, row):
    factories.position(row, text="It keeps a month.")
    assert "Nobody has ruled yet. All positions stand." in part_of(client, row)


def test_a_ruling_says_what_who_and_when(client, row):
    Discrepancy.objects.filter(pk=row.pk).update(
        ruling="A day holds.", ruling_reason="It is shorter.", ruled_by_name="Dr Ada, reviewer", ruled_on=date(2026, 3, 9)
    )
    words = part_of(client, row)
    assert "A day holds." in words
    assert "Ruled on 9 March 2026 by Dr Ada, reviewer." in words
    assert "Why It is shorter." in words
    assert NOT_RULED not in words
    assert one(client, row)["ruling"] == {"text": "A day holds.", "by": "Dr Ada, reviewer", "on": "2026-03-09"}
    assert one(client, row)["ruling_reason"] == "It is shorter."
    assert "It keeps a week." in words, "a ruling replaces no position"


def test_it_leads_to_products_questions_and_articles(client, row):
    product, question, article = factories.product(), Question.objects.first(), Article.objects.first()
    row.products.add(product)
    row.questions.add(question)
    row.articles.add(article)
    addresses = addresses_of(client.get(PAGE, {"product": product.slug}))
    for thing in (product, question, article):
        assert thing.get_absolute_url() in addresses
    answer = one(client, row)
    assert (answer["products"], answer["questions"], answer["articles"]) == ([product.slug], [question.slug], [article.slug])


@pytest.mark.parametrize("fields", [{"status": Status.DRAFT}, {"access": ""}, {"access": Access.PRACTITIONERS}])
@pytest.mark.parametrize("address", ADDRESSES)
def test_it_leads_to_nothing_that_is_hidden(client, row, address, fields):
    product = factories.product(slug="canary-product", **fields)
    question, article = Question.objects.first(), Article.objects.first()
    for thing in (question, article):
        type(thing).objects.filter(pk=thing.pk).update(**fields)
    row.products.add(product)
    row.questions.add(question)
    row.articles.add(article)
    shown = client.get(address, {"page_size": 100}).content.decode()
    for thing in (product, question, article):
        assert thing.slug not in shown


# Who sees what


@pytest.fixture
def planted():
    """Disagreements and positions that are not for anyone."""
    disagreement = factories.disagreement(title="Open to all", slug="open-to-all")
    factories.position(disagreement, text="Said to all.", cautious=True)
    factories.position(disagreement, text="Canary position for clinics.", access=Access.PRACTITIONERS)
    factories.position(disagreement, text="Canary position undecided.", access="")
    closed = factories.disagreement(title="Canary for clinics", slug="canary-for-clinics", access=Access.PRACTITIONERS)
    factories.position(closed, text="Canary inside, for everyone.", cautious=True)
    undecided = factories.disagreement(title="Canary undecided", slug="canary-undecided", access="")
    factories.position(undecided, text="Canary inside the undecided.", cautious=True)
    return disagreement


CLINIC = {"Canary position for clinics.", "Canary for clinics", "Canary inside, for everyone."}
UNDECIDED = {"Canary position undecided.", "Canary undecided", "Canary inside the undecided."}
READERS = {
    "anyone": (lambda: None, set()),
    "salon": (lambda: factories.professional("salon"), set()),
    "practitioner": (factories.practitioner, CLINIC),
    "staff": (factories.editor, CLINIC | UNDECIDED),
}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("reader", READERS)
def test_who_reads_which_disagreement_and_position(client, planted, reader, address):
    person, reads = READERS[reader]
    if who := person():
        client.force_login(who)
    words = said(client, address)
    assert {text for text in CLINIC | UNDECIDED if text in words} == reads


@pytest.mark.parametrize(("person", "status"), [(None, 404), (factories.user, 404), (factories.practitioner, 200)])
def test_a_closed_disagreement_answers_as_nothing_there(client, planted, person, status):
    if person:
        client.force_login(person())
    answer = client.get(f"{API}canary-for-clinics/")
    assert answer.status_code == status
    if status == 404:
        assert answer.content == client.get(f"{API}nothing/").content


def test_that_a_position_is_withheld_is_said_without_its_content(client, planted):
    words = part_of(client, planted)
    assert "Not shown to you: A position on use in the clinic" in words
    assert "Verified practitioners" in words
    (part,) = one(client, planted)["withheld"]
    assert part["for"] == "Verified practitioners"


def test_a_practitioner_is_told_of_nothing_withheld(clinic, planted):
    assert "Not shown to you" not in words_of(clinic.get(PAGE))
    assert "What this page does not show you" not in words_of(clinic.get(PAGE))
    assert one(clinic, planted)["withheld"] == []


def test_what_nobody_has_decided_on_is_not_said_to_be_withheld(client, row):
    factories.position(row, access="")
    factories.disagreement(access="")
    assert "Not shown to you" not in part_of(client, row)
    assert one(client, row)["withheld"] == []
    Discrepancy.objects.filter(access=Access.PRACTITIONERS).delete()
    assert "What this page does not show you" not in words_of(client.get(PAGE))


def test_that_whole_disagreements_are_withheld_is_said(client):
    assert Discrepancy.objects.filter(access=Access.PRACTITIONERS).exists()
    assert "Disagreements on treatment volumes and other clinic figures" in words_of(client.get(PAGE))


def test_closed_rows_are_not_counted(client, planted):
    everyones = Discrepancy.objects.filter(access=Access.EVERYONE).count()
    page = client.get(PAGE)
    assert count_of(page) == everyones
    assert sum(count for address, _label, count in filter_links(page) if "ruled=" in address) == everyones


# Filters


def test_every_filter_link_finds_what_it_promises(client):
    links = filter_links(client.get(PAGE))
    assert len(links) > 10
    for address, label, count in links:
        assert count_of(client.get(address)) == count, label


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ({"product": "calecim-serum"}, {"products__slug": "calecim-serum"}),
        ({"kind": "regulatory"}, {"kind": "regulatory"}),
        ({"ruled": "no"}, {"ruling": ""}),
    ],
)
def test_what_a_filter_finds(client, query, fields):
    expected = set(Discrepancy.objects.filter(access=Access.EVERYONE, **fields).values_list("slug", flat=True))
    assert {row["slug"] for row in client.get(API, {**query, "page_size": 100}).json()["results"]} == expected
    assert count_of(client.get(PAGE, query)) == len(expected) > 0


def test_the_ruled_ones_are_found_apart(client, row):
    Discrepancy.objects.filter(pk=row.pk).update(
        ruling="A day.", ruling_reason="It is shorter.", ruled_by_name="Dr Ada", ruled_on=date(2026, 3, 9)
    )
    assert count_of(client.get(PAGE, {"ruled": "yes"})) == 1
    assert row.title not in words_of(client.get(PAGE, {"ruled": "no"}))


@pytest.mark.parametrize("query", ["kind=x", "ruled=maybe", "product=nothing", "product=%00", "kind=internal&kind=internal"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_filter_that_means_nothing_is_refused_with_a_sentence(client, address, query):
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 400
    if address == API:
        assert answer.json().keys() == {query.split("=")[0]}
    else:
        assert "There is a problem" in words_of(answer)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_filter_never_tells_that_a_product_is_hidden(client, address):
    hidden = factories.product(status=Status.DRAFT)
    factories.disagreement().products.add(hidden)
    assert client.get(address, {"product": hidden.slug}).status_code == 400


def test_nothing_found_says_so(client):
    page = client.get(PAGE, {"ruled": "yes"})
    assert "No disagreement fits all of this" in words_of(page)
    assert not Position.objects.filter(discrepancy__ruling__gt="").exists()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_changes_nothing(client, address, method):
    assert getattr(client, method)(address).status_code == 405
