"""What readers look up: the glossary and the maker."""

import pytest

from catalogue.models import Citation, Contact, GlossaryTerm, MakerFact
from tests.admin_forms import queries
from tests.links import addresses_of, words_of
from tests.reading import read

pytestmark = pytest.mark.django_db

GLOSSARY = "/glossary/"
MAKER = "/maker/"


# The glossary


def test_every_word_stands_with_its_meaning_its_forms_and_its_place(client):
    page = client.get(GLOSSARY)
    words, html = words_of(page), page.content.decode()
    for term in GlossaryTerm.objects.all():
        assert f'id="{term.slug}"' in html
        assert term.meaning in words
        for form in term.forms:
            assert form in words
    assert "Also written: conditioned medium, released media" in words


def test_the_words_stand_in_alphabetical_order_whatever_their_size(client):
    GlossaryTerm.objects.create(slug="albumin", term="albumin", meaning="A protein.")
    html = client.get(GLOSSARY).content.decode()
    places = [html.index(f'id="{slug}"') for slug in ("ahs", "albumin", "anagen", "catagen", "clec", "cosmeceutical", "crc", "zoonosis")]
    assert places == sorted(places)


def test_the_letters_lead_to_their_words_and_only_those_there_are(client):
    page = client.get(GLOSSARY)
    letters = [address[-1] for address in addresses_of(page) if address.startswith("#letter-")]
    assert letters == sorted({term.term[0].upper() for term in GlossaryTerm.objects.all()})
    for letter in letters:
        assert f'id="letter-{letter}"' in page.content.decode()
    assert [heading for heading in read(page).headings if len(heading) == 1] == letters


def test_what_is_inferred_says_so_once(client):
    assert words_of(client.get(GLOSSARY)).count("( inferred )") + words_of(client.get(GLOSSARY)).count("(inferred)") == 1


def test_the_sources_of_a_word_stand_with_it(client):
    assert "Brand & Science > What is umbilical cord lining?" in words_of(client.get(GLOSSARY))


def test_a_word_is_text_and_no_markup(client):
    GlossaryTerm.objects.create(slug="odd", term="<b>odd</b>", meaning="<script>alert(1)</script>", also_written='"quoted" & so')
    page = client.get(GLOSSARY)
    assert page.status_code == 200
    assert "<b>odd" not in page.content.decode()
    assert "<script>alert" not in page.content.decode()
    assert client.get(MAKER).status_code == 200


# The maker


def test_every_fact_stands_under_its_topic_with_its_evidence(client):
    page = client.get(MAKER)
    words, headings = words_of(page), read(page).headings
    assert MakerFact.objects.count() == 29
    for fact in MakerFact.objects.all():
        assert fact.get_topic_display() in headings
        assert fact.text.replace("\u00a0", " ") in " ".join(words.split())
    for label in {fact.get_evidence_display() for fact in MakerFact.objects.all()}:
        assert label in words
    assert "No study on people is cited." in words


def test_a_topic_without_facts_is_left_out(client):
    MakerFact.objects.filter(topic="company").delete()
    assert "The company" not in read(client.get(MAKER)).headings


def test_facts_are_told_apart_by_evidence_and_by_source(client):
    """Under one badge stand only neighbours that share both."""
    MakerFact.objects.all().delete()
    passages = list(Citation.objects.all()[:2])
    said = [("manufacturer_claim", 0), ("manufacturer_claim", 0), ("manufacturer_claim", 1), ("in_vitro", 1)]
    for number, (evidence, passage) in enumerate(said):
        fact = MakerFact.objects.create(code=f"f{number}", topic="active", text=f"Fact {number}.", evidence=evidence, position=number)
        fact.citations.add(passages[passage])
    groups = client.get(MAKER).context["topics"][0]["said"]
    assert [[one["text"] for one in group["statements"]] for group in groups] == [["Fact 0.", "Fact 1."], ["Fact 2."], ["Fact 3."]]
    assert "Laboratory study, not on people" in words_of(client.get(MAKER))


def test_what_is_inferred_of_the_maker_says_so(client):
    assert "(inferred)" not in words_of(client.get(MAKER))
    MakerFact.objects.filter(pk=MakerFact.objects.first().pk).update(inferred=True)
    assert "(inferred)" in words_of(client.get(MAKER))


def test_contacts_stand_with_what_is_not_stated(client):
    words = words_of(client.get(MAKER))
    for contact in Contact.objects.all():
        assert contact.name in words
        assert contact.how in words
    assert "Its address, phone and e-mail are not stated." in words
    assert "Region Not stated" in words


def test_a_contact_without_a_region_is_not_stated(client):
    Contact.objects.all().update(region="")
    assert words_of(client.get(MAKER)).count("Region Not stated") == 2


def test_the_company_of_that_name_is_not_taken_for_the_word(client):
    Contact.objects.all().delete()
    MakerFact.objects.create(code="name", topic="company", text="Calecim Cosmeceuticals sells it.", evidence="manufacturer_claim")
    assert "/glossary/#cosmeceutical" not in addresses_of(client.get(MAKER))
    MakerFact.objects.create(code="word", topic="company", text="It is a cosmeceutical.", evidence="manufacturer_claim", position=99)
    assert addresses_of(client.get(MAKER)).count("/glossary/#cosmeceutical") == 1


# Both


@pytest.mark.parametrize("address", [GLOSSARY, MAKER])
def test_without_rows_the_page_still_answers(client, address):
    for model in (GlossaryTerm, MakerFact, Contact):
        model.objects.all().delete()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", [GLOSSARY, MAKER])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_allowed(client, method, address):
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize(("address", "most"), [(GLOSSARY, 2), (MAKER, 4)])
def test_it_costs_the_same_with_few_rows_and_with_many(client, address, most):
    before = queries(client, address)
    passage = Citation.objects.first()
    for number in range(30):
        rows = [
            GlossaryTerm.objects.create(slug=f"many-{number}", term=f"Many {number}", meaning="One."),
            MakerFact.objects.create(code=f"many-{number}", topic="active", text="One of many.", evidence="in_vitro"),
            Contact.objects.create(slug=f"many-{number}", name="One", role="Help.", how="Ask."),
        ]
        for row in rows:
            row.citations.add(passage)
    assert queries(client, address) == before
    assert before <= most
