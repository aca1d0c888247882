"""Products of other brands, on their page and in the API: what the guide says of them beside CALECIM Serum, and no winner."""

import re

import pytest

from catalogue.models import Article, Citation, Claim, Comparator, ComparatorFact, Product, SelectionCriterion
from catalogue.visibility import Access, Status
from tests import factories
from tests.admin_forms import queries
from tests.links import addresses_of, words_of
from tests.reading import read

pytestmark = pytest.mark.django_db

ADDRESS = "/comparators/"
API = "/api/v1/comparators/"
SLUGS = [
    "skinmedica-tns",
    "neocutis-bio-serum-firm",
    "angela-caglia-cell-forte",
    "kate-somerville-supercell",
    "eighth-day-regenerative",
    "symbiome-the-answer",
]
HUMAN = SLUGS[:3]
THE_LAW = "entry 416 on the EU list"


def compared(client, *slugs):
    return client.get(ADDRESS, {"product": slugs})


def table(page):
    """Every row by its first cell; cells as a reader sees them, with ordinary spaces."""
    return {row[0]: [cell.replace("\u00a0", " ") for cell in row[1:]] for row in read(page).rows}


def block(page, slug):
    """The words of one product's own part of the page."""
    html = page.content.decode()
    part = html[html.index(f'<section class="section stack" id="{slug}">') :]
    end = re.search(r'<section class="section stack" id="|</main>', part[10:])
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part[: end.start() + 10])).replace("\u00a0", " ")


# The table


def test_every_criterion_is_a_row_and_every_product_a_column(client):
    page = client.get(ADDRESS)
    rows = read(page).rows
    assert rows[0] == ["What to look at", "CALECIM Serum", *[str(one) for one in Comparator.objects.all()]]
    assert [row[0] for row in rows[1:]] == [one.name for one in SelectionCriterion.objects.all()]


@pytest.mark.parametrize(
    ("criterion", "column", "words"),
    [
        ("Ingredient source and transparency", 0, "red deer umbilical cord lining"),  # the Serum's own answer
        ("Ingredient source and transparency", 1, "fluid in which human skin cells were grown"),
        ("Formulation stability and packaging", 1, "two chambers"),
        ("Formulation stability and packaging", 2, "Not stated by the guide"),
        ("Supporting ingredients", 4, "Squalane."),
        ("Price versus value", 0, "Not stated"),  # no answer for the Serum
        ("Price versus value", 4, "lower end of the six"),
        ("Use case", 6, "Sensitive skin."),
        ("Origin of the stem cell", 1, "Of human origin"),
        ("Origin of the stem cell", 4, "Not of human origin"),
        ("Origin of the stem cell", 5, "Origin not stated"),
        ("Content of conditioned medium", 6, "About 50 % conditioned media."),
        ("Content of conditioned medium", 1, "Not stated by the guide"),
        ("Eligibility of the donor", 1, "Not stated by the guide for any of them"),  # no topic answers it
    ],
)
def test_what_stands_in_a_cell(client, criterion, column, words):
    assert words in table(client.get(ADDRESS))[criterion][column]


def test_a_topic_on_which_nothing_is_said_of_those_chosen_is_one_cell(client):
    row = table(compared(client, "skinmedica-tns", "neocutis-bio-serum-firm"))["Price versus value"]
    assert row == ["Not stated", "Not stated by the guide for any of them"]


def test_evidence_stands_with_what_is_said(client):
    cell = table(client.get(ADDRESS))["Content of conditioned medium"][6]
    assert "Another brand says so" in cell
    assert "Source" in cell
    assert "Summary by a guide" in table(client.get(ADDRESS))["Use case"][6]


def test_no_winner_is_named_and_the_page_says_so(client):
    words = words_of(client.get(ADDRESS))
    assert "Nothing here is ranked." in words
    assert "No document of these brands was at hand." in words
    assert "★" not in words


def test_the_serum_is_linked_where_it_may_be_opened(client):
    assert "/products/calecim-serum/" in addresses_of(client.get(ADDRESS))
    Product.objects.filter(slug="calecim-serum").update(status=Status.DRAFT)
    assert "/products/calecim-serum/" not in addresses_of(client.get(ADDRESS))


def test_the_article_is_linked_where_it_may_be_read(client):
    assert "/learn/choosing-a-serum/" in addresses_of(client.get(ADDRESS))
    Article.objects.filter(slug="choosing-a-serum").update(access="")
    assert "/learn/choosing-a-serum/" not in addresses_of(client.get(ADDRESS))


# Choosing


@pytest.mark.parametrize("chosen", [SLUGS[:2], SLUGS[3:6], list(reversed(SLUGS)), SLUGS])
def test_those_chosen_stand_beside_the_serum_in_the_order_of_the_guide(client, chosen):
    page = compared(client, *chosen)
    in_order = [str(one) for one in Comparator.objects.filter(slug__in=chosen)]
    assert page.status_code == 200
    assert read(page).rows[0][1:] == ["CALECIM Serum", *in_order]
    for slug in SLUGS:
        assert (f'id="{slug}"' in page.content.decode()) is (slug in chosen)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("product=nothing&product=skinmedica-tns", "There is no product “nothing” to compare."),  # unknown
        ("product=", "There is no product “” to compare."),
        ("product=calecim-serum&product=skinmedica-tns", "There is no product “calecim-serum” to compare."),  # of this house
        ("product=skinmedica-tns", "Choose from 2 to 6 products."),  # too few
        ("product=skinmedica-tns&product=skinmedica-tns", "Choose each product once."),
        ("product=%00&product=%F0%9F%98%80", "There is no product"),
        ("product=" + "x" * 5000, "There is no product"),
        ("product=<script>alert(1)</script>", "There is no product “<script>alert(1)</script>” to compare."),
    ],
)
def test_what_cannot_be_compared_is_400_with_a_sentence(client, query, sentence):
    page = client.get(f"{ADDRESS}?{query}")
    assert page.status_code == 400
    assert words_of(page).count(sentence) == 2, "above the page and at the field"
    assert "<script>alert" not in page.content.decode()
    assert read(page).rows == []


def test_a_seventh_product_is_one_too_many(client):
    factories.comparator(slug="seventh")
    assert len(read(client.get(ADDRESS)).rows[0]) == 2 + 7
    assert compared(client, *SLUGS).status_code == 200
    page = compared(client, *SLUGS, "seventh")
    assert page.status_code == 400
    assert "Choose from 2 to 6 products." in words_of(page)


def test_another_parameter_changes_nothing(client):
    assert client.get(f"{ADDRESS}?colour=pink").status_code == 200


# Human origin


@pytest.mark.parametrize("slug", SLUGS)
def test_human_origin_carries_what_the_maker_says_of_the_law(client, slug):
    words = block(client.get(ADDRESS), slug)
    assert (THE_LAW in words) is (slug in HUMAN)
    assert ("USA, Japan and Hong Kong" in words) is (slug in HUMAN)
    assert ("Check current law" in words) is (slug in HUMAN)
    if slug in HUMAN:
        assert "Maker or brand statement" in words
        assert "Are the stem cells used from humans?" in words


def test_without_the_makers_statement_the_law_is_still_to_be_checked(client):
    Claim.objects.filter(ledger__in=["eu-416", "human-markets"]).delete()
    words = block(client.get(ADDRESS), HUMAN[0])
    assert "416" not in words
    assert "Check current law" in words


# The blocks


def test_a_block_says_everything_the_guide_says(client):
    page = client.get(ADDRESS)
    for product in Comparator.objects.prefetch_related("facts"):
        words = block(page, product.slug)
        for said in [product.brand, product.name, product.summary, *product.alias_list, *[fact.text for fact in product.facts.all()]]:
            assert said in words, said
        assert "Opinion or anecdote : Summary by a guide" in words
        assert "Buying guide" in words


def test_what_is_inferred_says_so(client):
    page = client.get(ADDRESS)
    assert "( inferred )" in block(page, "eighth-day-regenerative").replace("(inferred)", "( inferred )")
    assert "(inferred)" not in block(page, "symbiome-the-answer")


def test_the_claims_on_a_product_stand_with_it(client):
    page = client.get(ADDRESS)
    for claim in Claim.objects.filter(comparator__isnull=False).select_related("comparator"):
        assert claim.text in block(page, claim.comparator.slug)
    assert "No study on people is cited." in block(page, "symbiome-the-answer")
    assert "Claims on it" not in block(page, "skinmedica-tns")


def test_the_page_is_the_same_address_that_search_leads_to(client):
    page = client.get(ADDRESS)
    for product in Comparator.objects.all():
        assert f'id="{product.get_absolute_url().partition("#")[2]}"' in page.content.decode()


# Who sees what


HIDDEN = [
    {"status": Status.DRAFT},
    {"status": Status.RETIRED},
    {"access": ""},
    {"access": Access.PRACTITIONERS},
]


@pytest.mark.parametrize("fields", HIDDEN)
def test_what_a_visitor_may_not_read_is_nowhere(client, fields):
    Comparator.objects.filter(slug="symbiome-the-answer").update(**fields)
    page = client.get(ADDRESS)
    assert "Symbiome" not in page.content.decode().replace("/glossary/", "")
    assert len(read(page).rows[0]) == 2 + 5
    asked = compared(client, "symbiome-the-answer", "skinmedica-tns")
    assert asked.status_code == 400
    assert "There is no product “symbiome-the-answer” to compare." in words_of(asked)
    assert client.get(API).json()["count"] == 5
    assert client.get(f"{API}symbiome-the-answer/").status_code == (410 if fields.get("status") == Status.RETIRED else 404)


def test_an_editor_sees_a_draft_and_that_it_is_one(client):
    client.force_login(factories.editor())
    Comparator.objects.filter(slug="symbiome-the-answer").update(status=Status.DRAFT)
    assert "Draft" in block(client.get(ADDRESS), "symbiome-the-answer")
    assert client.get(f"{API}symbiome-the-answer/").status_code == 200


def test_a_visitor_is_not_told_the_state_of_a_product(client):
    assert "Published" not in block(client.get(ADDRESS), "symbiome-the-answer")


@pytest.mark.parametrize(
    ("visitor", "access", "reads", "told"),
    [
        ("anyone", Access.EVERYONE, True, False),
        ("anyone", Access.PRACTITIONERS, False, True),
        ("anyone", "", False, False),  # for editors alone: nobody is told
        ("practitioner", Access.PRACTITIONERS, True, False),
        ("practitioner", "", False, False),
        ("editor", "", True, False),
    ],
)
def test_a_claim_is_shown_to_its_readers_and_the_others_are_told_how_to_get_in(client, visitor, access, reads, told):
    product = Comparator.objects.get(slug="symbiome-the-answer")
    Claim.objects.create(comparator=product, code="closed", text="A closed claim.", evidence="brand_claim", access=access)
    if visitor != "anyone":
        client.force_login({"practitioner": factories.practitioner, "editor": factories.editor}[visitor]())
    page = client.get(ADDRESS)
    assert ("A closed claim." in words_of(page)) is reads
    assert ("Claims on products of other brands" in words_of(page)) is told
    if told:
        assert f"/account/login/?next={ADDRESS}" in addresses_of(page)
    codes = [claim["code"] for claim in client.get(f"{API}symbiome-the-answer/").json()["claims"]]
    assert ("closed" in codes) is reads


def test_without_products_the_page_says_so(client):
    Comparator.objects.all().delete()
    assert "No product of another brand is described yet." in words_of(client.get(ADDRESS))
    assert client.get(API).json()["results"] == []


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_allowed(client, method):
    assert getattr(client, method)(ADDRESS).status_code == 405
    assert getattr(client, method)(API).status_code == 405


# The API


def test_the_api_gives_them_in_the_order_of_the_guide(client):
    answer = client.get(API).json()
    assert set(answer) == {"count", "next", "previous", "results"}
    assert [one["slug"] for one in answer["results"]] == SLUGS


def test_the_api_says_what_the_page_says(client):
    one = client.get(f"{API}eighth-day-regenerative/").json()
    fields = {"slug", "brand", "name", "aliases", "human_origin", "summary", "facts", "claims", "citations", "url"}
    assert set(one) == fields
    assert (one["brand"], one["human_origin"], one["url"]) == ("Eighth Day", "not_stated", "/comparators/#eighth-day-regenerative")
    assert len(one["facts"]) == ComparatorFact.objects.filter(comparator__slug="eighth-day-regenerative").count()
    inferred = [fact for fact in one["facts"] if fact["inferred"]]
    assert [(fact["topic"], fact["evidence"], fact["evidence_group"]) for fact in inferred] == [("other", "analyst_note", "opinion")]
    assert set(inferred[0]) == {"topic", "text", "evidence", "evidence_group", "inferred", "citations"}
    assert inferred[0]["citations"][0].keys() == {"source", "title", "section"}
    assert len(one["claims"]) == 2
    assert client.get(API).json()["results"][4] == one


@pytest.mark.parametrize(
    ("query", "status", "answer"),
    [
        ("human_origin=yes", 200, HUMAN),
        ("human_origin=no", 200, ["kate-somerville-supercell"]),
        ("search=caglia", 200, ["angela-caglia-cell-forte"]),
        ("search=the+answer", 200, ["symbiome-the-answer"]),
        ("human_origin=perhaps", 400, ["human_origin"]),
        ("human_origin=yes&human_origin=no", 400, ["human_origin"]),
        ("search=" + "x" * 101, 400, ["search"]),
        ("page_size=0", 400, ["page_size"]),
    ],
)
def test_the_filters_of_the_api(client, query, status, answer):
    response = client.get(f"{API}?{query}")
    assert response.status_code == status
    found = [one["slug"] for one in response.json()["results"]] if status == 200 else list(response.json())
    assert found == answer


# What it costs


@pytest.mark.parametrize(("address", "most"), [(ADDRESS, 14), (API + "?page_size=100", 6), (f"{API}big/", 5)])
def test_it_costs_the_same_with_few_products_and_with_many(client, address, most):
    big = factories.comparator(slug="big", human_origin="yes")
    passage = Citation.objects.first()

    def grow(number):
        for comparator in (big, factories.comparator()):
            fact = ComparatorFact.objects.create(
                comparator=comparator, code=f"many-{number}", topic="why", text="Said.", evidence="article_synthesis"
            )
            claim = factories.claim(None, comparator=comparator)
            for row in (fact, claim, comparator):
                row.citations.add(passage)

    grow(0)
    before = queries(client, address)
    for number in range(1, 20):
        grow(number)
    assert queries(client, address) == before
    assert before <= most
