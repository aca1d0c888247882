"""Articles: the list, the sections with their claims and sources, what is withheld, and the same in the API."""

from datetime import date

import pytest

from catalogue.models import Article, ArticleSection
from catalogue.visibility import Access, Status
from tests import factories
from tests.catalogue.test_questions import HARMFUL, STRIPPED, VISITORS, main_of, signed_in_as
from tests.links import addresses_of, filter_links, words_of
from tests.reading import read

pytestmark = pytest.mark.django_db


# The list


def test_a_card_says_what_it_is_how_long_it_takes_and_for_whom(client):
    article = factories.article(title="Zeppelins", summary="On ships of the air.", for_salon=True)
    factories.section(article, body="word " * 395)
    page = client.get("/learn/?search=zeppelins")
    words = words_of(page)
    assert "On ships of the air. 3 minutes to read For: Consumer, Hair salon professional" in words
    assert article.get_absolute_url() in addresses_of(page)


def test_every_filter_link_leads_to_as_many_as_it_says(client):
    links = filter_links(client.get("/learn/"))
    assert len(links) > 5
    for address, _label, promised in links:
        assert f"{promised} article{'' if promised == 1 else 's'}" in words_of(client.get(address)), address


@pytest.mark.parametrize("visitor", VISITORS)
def test_search_finds_by_the_sections_that_the_visitor_may_read(client, visitor):
    article = factories.article()
    factories.section(article, body="All about zeppelins.", access=Access.PRACTITIONERS)
    page = signed_in_as(client, visitor).get("/learn/?search=zeppelins")
    assert (article.get_absolute_url() in addresses_of(page)) is (visitor in {"practitioner", "editor"})


def test_what_the_visitor_may_not_read_takes_no_time_to_read(client):
    article = factories.article(title="Zeppelins")
    factories.section(article, body="word " * 1000, access=Access.PRACTITIONERS)
    assert "1 minute to read" in words_of(client.get("/learn/?search=zeppelins"))
    client.force_login(factories.practitioner())
    assert "6 minutes to read" in words_of(client.get("/learn/?search=zeppelins"))


# One article


def test_an_article_has_its_parts_in_order(client):
    article = factories.article(
        title="Zeppelins", summary="On ships.", key_points="They fly.\nThey are large.", checked_on=date(2026, 11, 23)
    )
    second = factories.section(article, heading="How they land", body="Slowly, with **care**.", position=1)
    first = factories.section(article, heading="How they rise", body="Fast.", position=0, inferred=True)
    page = client.get(article.get_absolute_url())
    words, reader = words_of(page), read(page)
    parts = [
        "Zeppelins",
        "23 November 2026",
        "They fly.",
        "They are large.",
        "How they rise",
        "Inferred",
        "Fast.",
        "How they land",
        "Slowly",
    ]
    places = [
        words.index(part, words.index("On ships.") if part != "Zeppelins" else 0)
        for part in parts
        if part not in {first.heading, second.heading}
    ]
    assert places == sorted(places)
    assert reader.headings == ["Zeppelins", "In short", "How they rise", "How they land"]
    assert [f"#{section.code}" for section in (first, second)] == [one for one in reader.links if one.startswith("#section-")][:2]
    for section in (first, second):
        assert f'id="{section.code}"' in page.content.decode()


def test_every_section_names_its_sources(client):
    section = ArticleSection.objects.filter(article__slug="choosing-a-serum", code="three-checks").get()
    words = words_of(client.get("/learn/choosing-a-serum/"))
    after = words[words.index("Was age") if "Was age" in words else words.index("Were age and health checked") :][:700]
    for citation in section.citations.all():
        assert citation.section in after


def test_a_claim_in_a_section_stands_with_its_evidence(client):
    article = factories.article()
    section = factories.section(article)
    section.claims.add(factories.claim(factories.product(), text="It grows.", evidence="in_vitro", value="5", unit="mm"))
    words = words_of(client.get(article.get_absolute_url()))
    after = words[words.index("It grows.") :][:100]
    assert "5 mm" in after
    assert "Laboratory study, not on people" in after


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("sources-and-trade-offs", "The maker’s comparison of stem cell sources, as printed"),
        ("choosing-a-serum", "What to look at, and what is stated of CALECIM Serum"),
    ],
)
def test_comparisons_stand_below_their_section(client, slug, words):
    assert words in words_of(client.get(f"/learn/{slug}/"))


def test_the_kinds_stand_below_their_section(client):
    assert 'class="kind-list"' in client.get("/learn/kinds-of-stem-cell-ingredient/").content.decode()


def test_an_article_without_a_comparison_shows_none(client):
    page = client.get("/learn/menopause/").content.decode()
    assert "kind-list" not in page
    assert "<table" not in page


@pytest.mark.parametrize("visitor", VISITORS)
def test_sections_for_others_are_named_as_withheld_and_not_shown(client, visitor):
    article = factories.article()
    factories.section(article, heading="For all")
    factories.section(article, heading="Five ml in the clinic", body="Exactly 5.", access=Access.PRACTITIONERS)
    factories.section(article, heading="Nobody has decided", access="")
    signed_in_as(client, visitor)
    page = client.get(article.get_absolute_url())
    words = words_of(page)
    reads = visitor in {"practitioner", "editor"}
    assert "For all" in words
    assert ("Five ml in the clinic" in words) is reads
    assert ("Nobody has decided" in words) is (visitor == "editor")
    assert ("Sections on in-clinic steps and other clinic figures" in words) is not reads
    assert (f"/account/login/?next={article.get_absolute_url()}" in addresses_of(page)) is (visitor == "anyone")
    answer = client.get(f"/api/v1/articles/{article.slug}/").json()
    assert ("Exactly 5." in str(answer)) is reads
    assert bool(answer["withheld"]) is not reads


def test_a_section_that_only_waits_for_an_editor_is_not_said_to_be_withheld(client):
    article = factories.article()
    factories.section(article, access="")
    assert "What this page does not show you" not in words_of(client.get(article.get_absolute_url()))


@pytest.mark.parametrize("harm", HARMFUL)
def test_harmful_markup_of_a_section_does_not_pass(client, harm):
    article = factories.article(title="<b>Zeppelins</b>", key_points=harm)
    factories.section(article, body=f"First.\n\n{harm}\n\nLast.", heading="<i>One</i>")
    page = main_of(client.get(article.get_absolute_url()))
    body = page[page.index("First.") : page.index("Last.")]
    html = client.get(f"/api/v1/articles/{article.slug}/").json()["sections"][0]["body_html"]
    for text in (body, html):
        assert not [found for found in STRIPPED if found in text]
    for markup in ("<b>", "<i>", "<script", "<iframe", "<style", "<form action", "<img"):
        assert markup not in page


def test_the_neighbours_are_those_that_the_visitor_may_see(client):
    Article.objects.all().delete()
    before, hidden, here, after = (factories.article(title=f"Part {n}", position=n) for n in range(4))
    Article.objects.filter(pk=hidden.pk).update(status=Status.DRAFT)
    addresses = addresses_of(client.get(here.get_absolute_url()))
    assert before.get_absolute_url() in addresses
    assert after.get_absolute_url() in addresses
    assert hidden.get_absolute_url() not in addresses
    words = words_of(client.get(before.get_absolute_url()))
    assert "Previous article" not in words
    assert "Next article Part 2" in words


@pytest.mark.parametrize(("access", "shown"), [(Access.EVERYONE, True), (Access.PRACTITIONERS, False), ("", False)])
def test_disagreements_that_touch_it_are_linked(client, access, shown):
    article = factories.article()
    disagreement = factories.disagreement(access=access)
    disagreement.articles.add(article)
    assert (disagreement.get_absolute_url() in addresses_of(client.get(article.get_absolute_url()))) is shown


def test_every_article_of_the_documents_opens(client):
    for slug in Article.objects.values_list("slug", flat=True):
        page = client.get(f"/learn/{slug}/")
        assert page.status_code == 200
        assert "Source" in words_of(page)


# The API


def test_an_article_in_the_api(client):
    article = factories.article(key_points="One.\nTwo.", checked_on=date(2026, 11, 23))
    section = factories.section(article, body="It is *so*.", heading="Why")
    section.claims.add(factories.claim(factories.product(), text="It grows."))
    answer = client.get(f"/api/v1/articles/{article.slug}/").json()
    assert (answer["key_points"], answer["reading_minutes"], answer["checked_on"]) == (["One.", "Two."], 1, "2026-11-23")
    (said,) = answer["sections"]
    assert (said["code"], said["heading"], said["body"], said["inferred"], said["shows"]) == (section.code, "Why", "It is *so*.", False, "")
    assert said["body_html"].strip() == "<p>It is <em>so</em>.</p>"
    assert said["citations"]
    assert [claim["text"] for claim in said["claims"]] == ["It grows."]


def test_the_api_list_has_the_articles_of_the_page(client):
    answer = client.get("/api/v1/articles/?page_size=100").json()
    assert answer["count"] == Article.objects.filter(status=Status.PUBLISHED, access=Access.EVERYONE).count()
    assert {entry["url"] for entry in answer["results"]} <= set(addresses_of(client.get("/learn/")))


@pytest.mark.parametrize(
    ("query", "field"), [("product=x", "product"), ("audience=x", "audience"), ("audience=salon&audience=consumer", "audience")]
)
def test_a_wrong_filter_of_the_api_is_400_at_its_name(client, query, field):
    answer = client.get(f"/api/v1/articles/?{query}")
    assert answer.status_code == 400
    assert list(answer.json()) == [field]
