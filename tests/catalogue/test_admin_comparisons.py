"""The editors' desk for what is set side by side and what is looked up."""

import pytest

from catalogue.models import (
    Citation,
    Comparator,
    ComparatorFact,
    Contact,
    GlossaryTerm,
    MakerFact,
    RoutineNote,
    SelectionCriterion,
    SerumAnswer,
    StemCellKind,
    StemCellSource,
    StemCellTrait,
    StemCellValue,
)
from catalogue.visibility import Access, Status
from tests import factories
from tests.admin_forms import address, errors_of, queries, typed, with_line

pytestmark = pytest.mark.django_db

MODELS = [Comparator, SelectionCriterion, StemCellSource, StemCellTrait, StemCellKind, GlossaryTerm, MakerFact, RoutineNote, Contact]
LINES = [(Comparator, "facts"), (StemCellTrait, "values")]


@pytest.fixture
def desk(client):
    client.force_login(factories.editor())
    return client


@pytest.fixture
def reader(client):
    client.force_login(factories.reviewer())
    return client


def add_many(model):
    for number in range(60):
        slug = {"slug": f"many-{number}"}
        if model is Comparator:
            row = factories.comparator()
            ComparatorFact.objects.create(comparator=row, code="one", topic="why", text="Said.", evidence="in_vitro")
        elif model is SelectionCriterion:
            SerumAnswer.objects.create(criterion=SelectionCriterion.objects.create(name="One", points="Look.", **slug), text="Stated.")
        elif model is StemCellSource:
            StemCellSource.objects.create(name="One", **slug)
        elif model is StemCellTrait:
            row = StemCellTrait.objects.create(code=f"many-{number}", name="One")
            StemCellValue.objects.create(trait=row, source=StemCellSource.objects.first(), value="Yes")
        elif model is StemCellKind:
            StemCellKind.objects.create(group="label", name="One", summary="One.", ingredient=factories.ingredient(), **slug)
        elif model is GlossaryTerm:
            GlossaryTerm.objects.create(term=f"Many {number}", meaning="One.", **slug)
        elif model is MakerFact:
            MakerFact.objects.create(code=f"many-{number}", topic="active", text="One.", evidence="in_vitro")
        elif model is RoutineNote:
            RoutineNote.objects.create(code=f"many-{number}", topic="starting", text="One.")
        else:
            Contact.objects.create(name="One", role="Help.", how="Ask.", **slug)


@pytest.mark.parametrize("model", MODELS)
def test_a_list_costs_the_same_with_few_rows_and_with_many(desk, model):
    before = queries(desk, address(model, "changelist"))
    add_many(model)
    assert queries(desk, address(model, "changelist")) == before
    assert before <= 8


@pytest.mark.parametrize("model", MODELS)
def test_every_page_opens_for_an_editor(desk, model):
    row = model.objects.first()
    pages = [address(model, "changelist") + "?q=stem", address(model, "add"), address(model, "change", row.pk)]
    assert [desk.get(page).status_code for page in pages] == [200, 200, 200]


@pytest.mark.parametrize("model", MODELS)
def test_every_page_opens_for_a_reviewer_who_changes_nothing(reader, model):
    row = model.objects.first()
    pages = [address(model, "changelist"), address(model, "change", row.pk)]
    assert [reader.get(page).status_code for page in pages] == [200, 200]
    assert reader.get(address(model, "add")).status_code == 403
    assert reader.post(address(model, "change", row.pk), {}).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_a_practitioner_does_not_get_in(clinic, model):
    assert clinic.get(address(model, "changelist")).status_code == 302


@pytest.mark.parametrize("model", MODELS)
def test_every_row_of_the_content_can_be_saved_as_it_is(desk, model):
    for row in list(model.objects.all())[:4]:
        page = address(model, "change", row.pk)
        response = desk.post(page, typed(desk.get(page)))
        assert response.status_code == 302, errors_of(response)


@pytest.mark.parametrize(("model", "lines"), LINES)
def test_a_page_costs_the_same_with_few_lines_and_with_many(desk, model, lines):
    row = model.objects.order_by("pk").first()
    page = address(model, "change", row.pk)
    before = queries(desk, page)
    passage = Citation.objects.first()
    for number in range(20):
        if model is Comparator:
            fact = ComparatorFact.objects.create(comparator=row, code=f"many-{number}", topic="why", text="Said.", evidence="in_vitro")
            fact.citations.add(passage)
        else:
            source = StemCellSource.objects.create(slug=f"many-{number}", name="One")
            StemCellValue.objects.create(trait=row, source=source, value="Yes")
    assert queries(desk, page) == before


def test_a_new_fact_shows_on_the_page_at_the_end_with_a_code_of_its_own(desk, client):
    row = Comparator.objects.get(slug="symbiome-the-answer")
    page = address(Comparator, "change", row.pk)
    line = {"topic": "packaging", "evidence": "article_synthesis", "text": "A glass bottle.", "position": "", "code": ""}
    assert desk.post(page, with_line(typed(desk.get(page)), "facts", **line)).status_code == 302
    fact = row.facts.last()
    assert (fact.text, fact.code, fact.position) == ("A glass bottle.", "a-glass-bottle", row.facts.count() - 1)
    client.logout()
    assert "A glass bottle." in client.get("/comparators/").content.decode()


@pytest.mark.parametrize(
    ("model", "prefix", "line", "field", "sentence"),
    [
        (
            Comparator,
            "facts",
            {"topic": "why", "evidence": "in_vitro", "text": "Said.", "code": "source"},
            "code",
            "Another fact of this product has that code.",
        ),
        (Comparator, "facts", {"topic": "why", "evidence": "", "text": "Said.", "code": "new"}, "evidence", "This field is required."),
        (StemCellTrait, "values", {"source": "cord-lining", "value": "No"}, "source", "This cell already has a value."),
        (StemCellTrait, "values", {"source": "new", "value": ""}, "value", "This field is required."),
    ],
)
def test_a_line_that_cannot_stand_says_so_at_its_field(desk, model, prefix, line, field, sentence):
    row = model.objects.order_by("pk").first()
    if "source" in line:
        source, _made = StemCellSource.objects.get_or_create(slug=line["source"], defaults={"name": "New"})
        line = {**line, "source": source.pk}
    page = address(model, "change", row.pk)
    data = typed(desk.get(page))
    place = data[f"{prefix}-TOTAL_FORMS"]
    errors = errors_of(desk.post(page, with_line(data, prefix, **line)))
    assert errors == {f"{prefix}-{place}-{field}": [sentence]}


def test_a_new_product_of_another_brand_is_a_draft_nobody_reads(desk, client):
    page = address(Comparator, "add")
    data = {**typed(desk.get(page)), "brand": "Acme", "name": "Serum", "slug": "acme-serum", "summary": "A serum.", "position": "9"}
    assert desk.post(page, data).status_code == 302
    made = Comparator.objects.get(slug="acme-serum")
    assert (made.status, made.access) == (Status.DRAFT, "")
    client.logout()
    assert "Acme" not in client.get("/comparators/").content.decode()
    Comparator.objects.filter(pk=made.pk).update(status=Status.PUBLISHED, access=Access.EVERYONE)
    assert "Acme Serum" in client.get("/comparators/").content.decode()


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (Comparator, "slug"),
        (SelectionCriterion, "slug"),
        (StemCellSource, "slug"),
        (StemCellTrait, "code"),
        (StemCellKind, "slug"),
        (GlossaryTerm, "slug"),
        (Contact, "slug"),
    ],
)
def test_what_is_part_of_an_address_stays(desk, model, field):
    row = model.objects.first()
    page = address(model, "change", row.pk)
    before = getattr(row, field)
    assert desk.post(page, {**typed(desk.get(page)), field: "another"}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == before


def test_an_answer_for_the_serum_is_written_on_the_page_of_its_criterion(desk, client):
    row = SelectionCriterion.objects.get(slug="price")
    page = address(SelectionCriterion, "change", row.pk)
    line = {"text": "It costs what it costs."}
    assert desk.post(page, with_line(typed(desk.get(page)), "serum_answer", **line)).status_code == 302
    client.logout()
    assert "It costs what it costs." in client.get("/comparators/").content.decode()
