"""The documents: what each is, and what rests on each of its sections, as far as the reader may see it."""

import re

import pytest

from catalogue.models import Article, Citation, Claim, Comparator, GlossaryTerm, Precaution, Question, SourceDocument
from catalogue.visibility import Access, Status
from tests import factories
from tests.links import addresses_of, links_of, words_of

pytestmark = pytest.mark.django_db

LIST, API = "/sources/", "/api/v1/sources/"


@pytest.fixture
def document():
    row = SourceDocument.objects.create(code="s9", title="A ninth document", kind="A leaflet.", stance="It sells.")
    Citation.objects.create(document=row, section="What it says", position=1)
    Citation.objects.create(document=row, section="Its end", position=2, house_heading=True)
    return row


@pytest.fixture
def passage(document):
    return document.citations.first()


def page(client, document):
    answer = client.get(f"{LIST}{document.code}/")
    assert answer.status_code == 200
    return answer


def numbers(client, document):
    """{kind: number} as the page of one document says it."""
    words = words_of(page(client, document)).split("What rests on it here")[1].split("Its sections")[0]
    return {label.strip(): int(number) for label, number in re.findall(r"([A-Z][a-z ]+?) (\d+)", words)}


def test_the_list_says_what_each_document_is(client):
    answer = client.get(LIST)
    for document in SourceDocument.objects.all():
        assert (f"{LIST}{document.code}/", document.title) in links_of(answer)
        assert document.kind in words_of(answer)
        assert document.stance in words_of(answer)
    assert "No document cites a study on people." in words_of(answer)


@pytest.mark.parametrize("code", ["s0", "s1", "s2", "s3", "s4"])
def test_a_document_shows_its_sections_and_marks_our_headings(client, code):
    document = SourceDocument.objects.get(code=code)
    words = words_of(page(client, document))
    for section in document.citations.all():
        assert " ".join(section.section.split()) in words
    ours = document.citations.filter(house_heading=True).count()
    assert words.count("the heading is ours") == words.count("(our heading)") == ours


def test_every_link_of_the_list_leads_to_a_section(client):
    places = [address.split("#") for address in addresses_of(client.get(LIST)) if "#section-" in address]
    pages = {path: client.get(path).content.decode() for path in {path for path, _anchor in places}}
    assert places
    assert [anchor for path, anchor in places if f'id="{anchor}"' not in pages[path]] == []


def test_the_api_has_the_agreed_keys(client):
    answer = client.get(API).json()
    assert answer["count"] == 5
    for row in answer["results"]:
        assert row.keys() == {"code", "title", "kind", "stance", "sections", "url"}
        assert all(section.keys() == {"heading", "house_heading"} for section in row["sections"])
        assert client.get(f"{API}{row['code']}/").json() == row
        assert client.get(row["url"]).status_code == 200


@pytest.mark.parametrize("address", [f"{LIST}nothing/", f"{API}nothing/"])
def test_an_unknown_document_is_not_there(client, address):
    assert client.get(address).status_code == 404


def cite(passage, *rows):
    for row in rows:
        row.citations.add(passage)
    return rows[-1]


def test_what_cites_a_section_is_linked_from_it(client, document, passage):
    product = factories.product(name="A cream")
    claim = factories.claim(product, text="It smooths.")
    ingredient = factories.ingredient(name="A leaf")
    question, article = Question.objects.first(), Article.objects.first()
    precaution = Precaution.objects.create(code="p", severity="caution", title="Take care.", access=Access.EVERYONE)
    precaution.products.add(product)
    term, comparator = GlossaryTerm.objects.first(), Comparator.objects.first()
    disagreement = factories.disagreement(title="A point")
    cite(passage, product, factories.fact(product), claim, ingredient, question, article.sections.first(), precaution, term, comparator)
    cite(passage, factories.position(disagreement))
    links = links_of(page(client, document))
    assert (product.get_absolute_url(), "A cream") in links
    assert (f"/evidence/?product={product.slug}&code={claim.code}#claim-{product.slug}-{claim.code}", "It smooths.") in links
    assert (ingredient.get_absolute_url(), "A leaf") in links
    assert question.get_absolute_url() in [address for address, _words in links]
    assert f"{article.get_absolute_url()}#{article.sections.first().code}" in [address for address, _words in links]
    assert (f"{product.get_absolute_url()}#take-care", "Take care.") in links
    assert (term.get_absolute_url(), term.term) in links
    assert (comparator.get_absolute_url(), str(comparator)) in links
    assert (f"/evidence/disagreements/#{disagreement.slug}", "A point") in links
    assert "A cream 2 statements" in words_of(page(client, document)).replace("  ", " ")


def test_things_are_counted_once_however_often_they_cite(client, document, passage):
    product = factories.product()
    cite(passage, product, factories.fact(product), factories.fact(product), factories.step(product), factories.formula_line(product))
    cite(document.citations.last(), factories.fact(product), factories.claim(product))
    assert numbers(client, document) == {"Products": 1, "Claims": 1}


def test_a_precaution_about_a_procedure_alone_is_named_without_a_link(client, document, passage):
    cite(passage, Precaution.objects.create(code="p", severity="never", title="Do not mix.", access=Access.EVERYONE))
    assert "Do not mix." in words_of(page(client, document))
    assert "Do not mix." not in [words for _address, words in links_of(page(client, document))]


def hidden_rows():
    """Rows that anyone may not see, each for one reason, with the words by which it would show."""
    shown, draft = factories.product(), factories.product(name="Canary draft", status=Status.DRAFT)
    clinic = {"access": Access.PRACTITIONERS}
    disagreement, closed = factories.disagreement(title="Canary point"), factories.disagreement(title="Canary closed point", **clinic)
    article = Article.objects.create(slug="canary", title="Canary article", summary="A.", status=Status.DRAFT, access=Access.EVERYONE)
    precaution = Precaution.objects.create(code="p", severity="never", title="Canary precaution", access=Access.EVERYONE)
    precaution.products.add(draft)
    return [
        draft,
        factories.fact(draft),
        factories.formula_line(draft),
        factories.claim(shown, text="Canary claim for clinics", **clinic),
        factories.claim(draft, text="Canary claim on a draft"),
        factories.fact(factories.product(name="Canary only by a clinic fact"), **clinic),
        factories.ingredient(name="Canary leaf", access=""),
        Question.objects.create(slug="canary", question="Canary question?", answer="A.", topic="use", evidence="instruction", **clinic),
        article.sections.create(code="a", heading="Canary section", body="A.", access=Access.EVERYONE),
        Article.objects.get(slug="menopause").sections.create(code="canary", heading="Canary hidden section", body="A.", **clinic),
        factories.position(disagreement, **clinic),
        factories.position(closed),
        factories.comparator(brand="Canary", status=Status.DRAFT),
        precaution,
        Precaution.objects.create(code="q", severity="never", title="Canary clinic precaution", **clinic),
    ]


@pytest.mark.parametrize("address", [LIST, f"{LIST}s9/"])
@pytest.mark.parametrize("lens", ["", "practitioner"])
def test_what_a_reader_may_not_see_is_neither_named_nor_counted(client, document, passage, address, lens):
    client.cookies["profession"] = lens
    before = numbers(client, document)
    cite(passage, *hidden_rows())
    assert "Canary" not in words_of(client.get(address))
    assert "canary" not in " ".join(filter(None, addresses_of(client.get(address))))
    assert numbers(client, document) == before == {}


def test_a_practitioner_sees_what_is_for_practitioners(clinic, document, passage):
    cite(passage, *hidden_rows())
    words = words_of(page(clinic, document))
    for text in ("Canary claim for clinics", "Canary only by a clinic fact", "Canary hidden section", "Canary clinic precaution"):
        assert text in words
    for text in ("Canary draft", "Canary claim on a draft", "Canary article", "Canary leaf", "Canary precaution"):
        assert text not in words


def test_that_clinic_content_rests_on_a_document_is_said(client, document, passage):
    assert "What this page does not show you" not in words_of(page(client, document))
    cite(passage, factories.fact(factories.product(), access=Access.PRACTITIONERS))
    assert "What this page does not show you" in words_of(page(client, document))
    client.force_login(factories.practitioner())
    assert "What this page does not show you" not in words_of(page(client, document))


def test_the_numbers_of_the_real_documents_are_those_of_their_citations(client):
    claims = Claim.objects.filter(access=Access.EVERYONE, citations__document__code="s3").distinct().count()
    assert numbers(client, SourceDocument.objects.get(code="s3"))["Claims"] == claims > 0


@pytest.mark.parametrize("address", [LIST, f"{LIST}s1/", API, f"{API}s1/"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_changes_nothing(client, address, method):
    assert getattr(client, method)(address).status_code == 405
