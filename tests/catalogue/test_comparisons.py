"""What the documents set side by side: stem cell sources and kinds, and what to look at in a serum."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue import comparisons
from catalogue.models import (
    Article,
    Citation,
    Ingredient,
    SelectionCriterion,
    SerumAnswer,
    StemCellKind,
    StemCellSource,
    StemCellTrait,
    StemCellValue,
)
from catalogue.visibility import ANYONE, Access, Status
from tests import factories
from tests.links import addresses_of, words_of
from tests.reading import read

pytestmark = pytest.mark.django_db

ADDRESS = "/stem-cell-sources/"
SOURCES = ["Cord lining", "Bone marrow", "Placenta"]
SOURCES += ["Wharton’s jelly", "Adipose (fat)", "Skin"]
CELLS = {"Y": "Yes", "N": "No", "X": "Extreme", "M": "Mixed", "I": "Infant", "A": "Adult"}


@pytest.mark.parametrize(
    ("trait", "values"),
    [
        ("Non-invasive", "YNYYNN"),
        ("Easy processing", "NNNNNN"),  # as printed
        ("High yield", "XNNNNN"),
        ("Mesenchymal stem cells", "YYYYYN"),
        ("Epithelial stem cells", "YNYNNY"),
        ("Foetal derived", "YNMYNN"),
        ("Stem cell type", "IAMIAA"),
        ("Express HLA-E and HLA-G", "YNYNNN"),
    ],
)
def test_the_table_stands_as_printed(client, trait, values):
    rows = read(client.get(ADDRESS)).rows
    assert rows[0] == ["Trait", *SOURCES]
    assert [trait, *(CELLS[letter] for letter in values)] in rows


def test_every_note_stands_under_its_row(client):
    rows = read(client.get(ADDRESS)).rows
    for trait in StemCellTrait.objects.exclude(note=""):
        place = next(number for number, row in enumerate(rows) if row[0] == trait.name)
        assert rows[place + 1] == [trait.note]


def test_the_table_is_the_makers_and_says_where_it_stands(client):
    words = words_of(client.get(ADDRESS))
    assert "The table is the maker’s own. It names no study." in words
    assert "Other sources of Stem Cells compared" in words


def test_a_cell_without_a_value_is_not_a_no(client):
    StemCellValue.objects.filter(trait__code="high-yield", source__slug="skin").delete()
    assert ["High yield", "Extreme", "No", "No", "No", "No", "not stated"] in read(client.get(ADDRESS)).rows


def test_the_citations_of_the_table_are_each_named_once():
    trait = StemCellTrait.objects.first()
    other = Citation.objects.exclude(pk__in=trait.citations.all()).first()
    trait.citations.add(other)
    citations = comparisons.stem_cell_table()["citations"]
    assert [citation["section"] for citation in citations].count(other.section) == 1
    assert len(citations) == 2


def test_the_kinds_stand_in_their_groups(client):
    groups = comparisons.stem_cell_kinds(ANYONE)
    assert [(group["code"], len(group["kinds"])) for group in groups] == [("label", 5), ("source", 7), ("biology", 6)]
    page = client.get(ADDRESS)
    for group in groups:
        assert group["label"] in read(page).headings


def test_a_group_without_kinds_is_left_out():
    StemCellKind.objects.filter(group="biology").delete()
    assert [group["code"] for group in comparisons.stem_cell_kinds(ANYONE)] == ["label", "source"]


@pytest.mark.parametrize(
    ("fields", "linked"),
    [
        ({}, True),
        ({"status": Status.DRAFT}, False),
        ({"status": Status.RETIRED}, False),
        ({"access": ""}, False),
        ({"access": Access.PRACTITIONERS}, False),
    ],
)
def test_an_ingredient_is_linked_where_the_visitor_may_open_it(client, fields, linked):
    Ingredient.objects.filter(slug="exosome-source").update(**fields)
    page = client.get(ADDRESS)
    assert ("/ingredients/exosome-source/" in addresses_of(page)) is linked
    assert "Exosomes (as a source)" in words_of(page)


def test_a_practitioner_finds_the_link_to_what_practitioners_read(clinic):
    Ingredient.objects.filter(slug="exosome-source").update(access=Access.PRACTITIONERS)
    assert "/ingredients/exosome-source/" in addresses_of(clinic.get(ADDRESS))


def test_what_is_inferred_says_so():
    kinds = {kind["slug"]: kind for group in comparisons.stem_cell_kinds(ANYONE) for kind in group["kinds"]}
    assert [slug for slug, kind in kinds.items() if kind["inferred"]] == ["red-deer-cord-lining"]


def test_the_page_leads_to_the_article_where_it_may_be_read(client):
    assert "/learn/sources-and-trade-offs/" in addresses_of(client.get(ADDRESS))
    Article.objects.filter(slug="sources-and-trade-offs").update(status=Status.DRAFT)
    assert "/learn/sources-and-trade-offs/" not in addresses_of(client.get(ADDRESS))


def test_the_criteria_with_what_is_stated_of_the_serum():
    criteria = {row["slug"]: row for row in comparisons.criteria()}
    assert len(criteria) == 15
    assert criteria["price"]["serum"] is None, "nothing is stated"
    assert "red deer" in criteria["source"]["serum"]["text"]
    assert criteria["source"]["serum"]["citations"]
    for row in criteria.values():
        assert row["points"], row["slug"]
        assert row["citations"], row["slug"]


def queries(ask):
    with CaptureQueriesContext(connection) as seen:
        ask()
    return len(seen)


def test_all_of_it_costs_the_same_with_few_rows_and_with_many(client):
    asked = [comparisons.stem_cell_table, lambda: comparisons.stem_cell_kinds(ANYONE), comparisons.criteria, lambda: client.get(ADDRESS)]
    before = [queries(ask) for ask in asked]
    passage = Citation.objects.first()
    source = StemCellSource.objects.first()
    for number in range(30):
        trait = StemCellTrait.objects.create(code=f"many-{number}", name="One of many", note="Said.")
        StemCellValue.objects.create(trait=trait, source=source, value="Yes")
        kind = StemCellKind.objects.create(
            slug=f"many-{number}", group="label", name="One", summary="One.", ingredient=factories.ingredient()
        )
        criterion = SelectionCriterion.objects.create(slug=f"many-{number}", name="One", points="Look.")
        answer = SerumAnswer.objects.create(criterion=criterion, text="Stated.")
        for row in (trait, kind, criterion, answer):
            row.citations.add(passage)
    assert [queries(ask) for ask in asked] == before
    assert before[:3] == [4, 2, 2]
    assert before[3] <= 10


@pytest.mark.parametrize("model", [StemCellTrait, StemCellKind, SelectionCriterion, StemCellSource])
def test_without_rows_the_page_still_answers(client, model):
    model.objects.all().delete()
    assert client.get(ADDRESS).status_code == 200
    assert client.get("/comparators/").status_code == 200
    assert client.get("/learn/choosing-a-serum/").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_allowed(client, method):
    assert getattr(client, method)(ADDRESS).status_code == 405
