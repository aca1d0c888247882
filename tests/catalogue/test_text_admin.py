"""Editing questions and articles: what is refused and where it is said, and the two previews."""

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.models import Article, Citation, Question
from catalogue.visibility import Status
from tests import factories
from tests.admin_forms import address, errors_of, queries, typed, with_line
from tests.catalogue.test_questions import HARMFUL, STRIPPED, main_of
from tests.links import words_of
from tests.reading import read

pytestmark = pytest.mark.django_db

MODELS = [Question, Article]
NO_SOURCE = "It cannot be published while a section names no source: {}."
PREVIEWS = [reverse("admin:catalogue_question_preview"), reverse("admin:catalogue_article_preview")]


@pytest.fixture
def desk(client):
    client.force_login(factories.editor())
    return client


@pytest.fixture
def reader(client):
    client.force_login(factories.reviewer())
    return client


def save(desk, row, **changes):
    page = address(type(row), "change", row.pk)
    return desk.post(page, {**typed(desk.get(page)), **changes})


@pytest.mark.parametrize("model", MODELS)
def test_every_page_opens_for_an_editor(desk, model):
    pages = [address(model, "changelist") + "?q=serum", address(model, "add"), address(model, "change", model.objects.first().pk)]
    assert [desk.get(page).status_code for page in pages] == [200, 200, 200]


@pytest.mark.parametrize("model", MODELS)
def test_a_reviewer_reads_and_changes_nothing(reader, model):
    page = address(model, "change", model.objects.first().pk)
    shown = reader.get(page)
    assert shown.status_code == 200
    assert "Preview what is typed" not in shown.content.decode()
    assert reader.post(page, {}).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_an_unchanged_page_is_saved_as_it_was(desk, model):
    for row in model.objects.order_by("pk")[:5]:
        before = [row.status, row.access]
        response = save(desk, row)
        assert response.status_code == 302, errors_of(response)
        row.refresh_from_db()
        assert [row.status, row.access] == before


@pytest.mark.parametrize(("model", "make"), [(Question, factories.question), (Article, factories.article)])
def test_a_list_costs_the_same_with_few_rows_and_with_many(desk, model, make):
    before = queries(desk, address(model, "changelist"))
    for _number in range(60):
        make()
    assert queries(desk, address(model, "changelist")) == before
    assert before <= 8


def test_an_article_costs_the_same_with_few_sections_and_with_many(desk):
    article = factories.article()
    factories.section(article).claims.add(factories.claim(factories.product()))
    before = queries(desk, address(Article, "change", article.pk))
    for _number in range(20):
        factories.section(article).claims.add(factories.claim(factories.product()))
    assert queries(desk, address(Article, "change", article.pk)) == before


# Publishing


@pytest.mark.parametrize(
    ("status", "sourced", "refused"),
    [
        (Status.PUBLISHED, False, True),
        (Status.PUBLISHED, True, False),
        (Status.DRAFT, False, False),  # a draft may rest without
    ],
)
def test_a_question_is_published_with_a_source(desk, status, sourced, refused):
    question = factories.question(status=Status.DRAFT, sourced=sourced)
    response = save(desk, question, status=status.value)
    if refused:
        assert errors_of(response) == {"status": ["It cannot be published without a source: choose what the answer comes from."]}
    question.refresh_from_db()
    assert question.status == (Status.DRAFT if refused else status)


@pytest.mark.parametrize(
    ("sections", "sentence"),
    [
        ([], "An article is published with at least one section."),
        ([False], NO_SOURCE.format("Part 0")),
        ([True, False, False], NO_SOURCE.format("Part 1, Part 2")),
        ([True, True], None),
    ],
)
def test_an_article_is_published_with_a_source_for_every_section(desk, sections, sentence):
    article = factories.article(status=Status.DRAFT)
    for place, sourced in enumerate(sections):
        factories.section(article, heading=f"Part {place}", position=place, sourced=sourced)
    response = save(desk, article, status="published")
    article.refresh_from_db()
    assert article.status == (Status.DRAFT if sentence else Status.PUBLISHED)
    if sentence:
        assert errors_of(response)["status"] == [sentence]


def test_a_draft_may_have_a_section_without_a_source(desk):
    article = factories.article(status=Status.DRAFT)
    factories.section(article, sourced=False)
    assert save(desk, article, title="Another title").status_code == 302


def test_the_sections_count_as_they_are_submitted_not_as_they_were_saved(desk):
    """A source given in the same save is enough; one taken away in the same save is missed."""
    article = factories.article(status=Status.DRAFT)
    factories.section(article, sourced=False)
    passage = Citation.objects.first()
    assert save(desk, article, **{"status": "published", "sections-0-citations": [passage.pk]}).status_code == 302
    article.refresh_from_db()
    assert article.status == Status.PUBLISHED
    assert "status" in errors_of(save(desk, article, **{"sections-0-citations": []}))


def test_a_new_section_without_a_source_is_missed_too(desk):
    article = factories.article()
    factories.section(article)
    page = address(Article, "change", article.pk)
    new = with_line(typed(desk.get(page)), "sections", heading="New", body="It is new.", access="everyone")
    assert errors_of(desk.post(page, new))["status"] == [NO_SOURCE.format("New")]
    assert article.sections.count() == 1


def test_a_section_that_goes_needs_no_source(desk):
    article = factories.article(status=Status.DRAFT)
    factories.section(article, position=0)
    factories.section(article, position=1, sourced=False)
    assert save(desk, article, **{"status": "published", "sections-1-DELETE": "on"}).status_code == 302


def test_the_last_section_of_a_published_article_does_not_go(desk):
    article = factories.article()
    factories.section(article)
    assert "status" in errors_of(save(desk, article, **{"sections-0-DELETE": "on"}))
    assert article.sections.count() == 1


def test_a_new_article_cannot_begin_published(desk):
    page = address(Article, "add")
    new = {**typed(desk.get(page)), "title": "New", "slug": "new", "summary": "It is new.", "status": "published"}
    assert errors_of(desk.post(page, new))["status"] == ["An article is published with at least one section."]
    assert not Article.objects.filter(slug="new").exists()


def test_a_new_section_gets_its_code_from_its_heading(desk):
    article = factories.article(status=Status.DRAFT)
    page = address(Article, "change", article.pk)
    new = with_line(typed(desk.get(page)), "sections", heading="How they land", body="Slowly.", access="everyone")
    assert desk.post(page, new).status_code == 302
    assert article.sections.get().code == "how-they-land"


# The saved draft on its page


@pytest.mark.parametrize("make", [factories.question, factories.article])
def test_a_draft_is_seen_on_its_page_by_staff(desk, make):
    row = make(status=Status.DRAFT)
    page = desk.get(address(type(row), "change", row.pk))
    assert f'<a href="{row.get_absolute_url()}" class="viewsitelink">' in page.content.decode()
    assert desk.get(row.get_absolute_url()).status_code == 200


# What is typed and not saved


@pytest.mark.parametrize("model", MODELS)
def test_the_page_has_a_button_that_shows_what_is_typed(desk, model):
    preview = reverse(f"admin:catalogue_{model._meta.model_name}_preview")
    for page in (address(model, "add"), address(model, "change", model.objects.first().pk)):
        html = desk.get(page).content.decode()
        assert f'formaction="{preview}" formtarget="_blank"' in html


def test_a_typed_answer_is_shown_and_not_saved(desk):
    question = factories.question(answer="As it was.")
    page = address(Question, "change", question.pk)
    shown = desk.post(PREVIEWS[0], {**typed(desk.get(page)), "question": "Will it float?", "answer": "It **floats**, it does."})
    assert "<strong>floats</strong>" in shown.content.decode()
    assert "Nothing is saved." in words_of(shown)
    question.refresh_from_db()
    assert question.answer == "As it was."


def test_typed_sections_are_shown_in_their_order(desk):
    article = factories.article(title="Zeppelins", key_points="They fly.")
    for place, heading in enumerate(["First", "Second", "Third"]):
        factories.section(article, heading=heading, position=place)
    data = typed(desk.get(address(Article, "change", article.pk)))
    data = with_line(data, "sections", heading="New", body="It is *new*.", position="")
    shown = desk.post(PREVIEWS[1], {**data, "sections-0-position": "7", "sections-1-DELETE": "on"})
    assert read(shown).headings == ["Zeppelins", "In short", "Third", "First", "New"]
    assert "<em>new</em>" in shown.content.decode()


@pytest.mark.parametrize("harm", HARMFUL)
def test_harmful_markup_does_not_pass_in_a_preview(desk, harm):
    sections = {"sections-TOTAL_FORMS": "1", "sections-0-heading": "<b>One</b>", "sections-0-body": f"First.\n\n{harm}\n\nLast."}
    for page, data in zip(PREVIEWS, [{"question": "<b>Safe?</b>", "answer": sections["sections-0-body"]}, sections], strict=True):
        text = main_of(desk.post(page, data))
        assert "First." in text
        assert not [found for found in STRIPPED if found in text]
        assert "<b>" not in text


@pytest.mark.parametrize("total", ["", "-1", "x", "9" * 400, "٣", "1000000"])
def test_a_preview_of_nonsense_is_an_ordinary_page(desk, total):
    assert desk.post(PREVIEWS[1], {"sections-TOTAL_FORMS": total}).status_code == 200


@pytest.mark.parametrize("preview", PREVIEWS)
def test_a_preview_is_for_editors_and_by_post(client, preview):
    assert client.post(preview, {"answer": "Hello."})["Location"].startswith("/admin/login/")
    client.force_login(factories.practitioner())
    assert client.post(preview, {"answer": "Hello."})["Location"].startswith("/admin/login/")
    client.force_login(factories.reviewer())
    assert client.post(preview, {"answer": "Hello."}).status_code == 403
    client.force_login(factories.editor())
    assert client.get(preview).status_code == 405


@pytest.mark.parametrize("preview", PREVIEWS)
def test_a_preview_asks_for_the_token_of_the_form(preview):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.editor())
    assert strict.post(preview, {"answer": "Hello."}).status_code == 403
