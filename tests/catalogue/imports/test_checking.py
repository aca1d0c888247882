"""Importing: what a table would change, what is wrong with it, and that a wrong one changes nothing at all."""

import pytest
from django.apps import apps

from catalogue.imports import exporting, runs
from catalogue.imports.sheets import SHEETS
from catalogue.models import ImportRun, Ingredient, Product, ProposedChange, Question
from catalogue.snapshots import fingerprint, snapshot
from catalogue.visibility import Access, Status
from tests import factories

from .files import csv_of, xlsx_of

pytestmark = pytest.mark.django_db

KINDS = sorted(SHEETS)
RUN = ImportRun.Status


def bring(kind, *rows, by=None, data=None, name="table.csv"):
    """Brought and checked; not confirmed."""
    return runs.check_run(runs.bring(data=data or csv_of(*rows), name=name, kind=kind, by=by))


def imported(kind, *rows, **options):
    run = bring(kind, *rows, **options)
    assert run.problems == []
    assert runs.confirm(run=run)
    return runs.apply_run(run, by=options.get("by"))


def everything():
    """How many rows each table has, those of the history with them, so that no change goes unseen; and what the tests import into."""
    tables = [model for app in ("catalogue", "protocols") for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    counts = {model: model._base_manager.count() for model in tables if model is not ImportRun}
    return counts, [fingerprint(snapshot(row)) for row in Product.objects.filter(slug__in=["a-cream", "draft-cream", "other-cream"])]


def shown(run):
    return [(row["row"], *cell) for difference in run.differences for row in difference["rows"] for cell in row["shown"]]


@pytest.fixture
def draft():
    return factories.product(slug="draft-cream", name="Draft", status=Status.DRAFT, access="", step=4)


@pytest.fixture
def cream():
    """A published product with two lines in its formula."""
    cream = factories.product(slug="a-cream", name="A cream")
    factories.formula_line(cream, ingredient=factories.ingredient(slug="water"), percent=60, qualifier="exact", as_stated="60 %")
    factories.formula_line(cream, ingredient=factories.ingredient(slug="oil"), percent=20, qualifier="about")
    return cream


# What is wrong, by row and column. Each table has the one fault.

FORMULA = ["product", "ingredient", "name", "percent", "qualifier"]
PRODUCT = ["slug", "name", "kind", "summary"]
NEW = ["new-cream", "New", "cream", "A new one."]
WRONG = {
    "unknown column": ("products", [["slug", "nmae"], ["draft-cream", "x"]], 1, "nmae", "Did you mean “name”?"),
    "missing key": ("products", [["name"], ["x"]], 1, "slug", "is missing"),
    "missing key of a line": ("concentrations", [["product", "percent"], ["a-cream", "1"]], 1, "ingredient", "is missing"),
    "blank key": ("products", [PRODUCT, ["", *NEW[1:]]], 2, "slug", "A value is needed"),
    "key that is no slug": ("products", [PRODUCT, ["new cream", *NEW[1:]]], 2, "slug", "slug"),
    "key twice": ("products", [PRODUCT, NEW, NEW], 3, "slug", "in row 2 already"),
    "key twice, in capitals": ("products", [PRODUCT, NEW, ["NEW-Cream", *NEW[1:]]], 3, "slug", "in row 2 already"),
    "key in capitals": ("products", [["slug", "name"], ["Draft-Cream", "x"]], 2, "slug", "“draft-cream”"),
    "line twice": (
        "concentrations",
        [FORMULA, ["a-cream", "water", "", "60", "exact"], ["a-cream", "water", "x", "60", "exact"]],
        3,
        "ingredient",
        "in row 2",
    ),
    "half valid": ("products", [["slug", "step"], ["draft-cream", "3"], ["a-cream", "x"]], 3, "step", "whole number"),
    "new without its columns": ("products", [["slug", "name"], ["new-cream", "x"]], 2, "kind", "needs this column"),
    "blank where needed": ("products", [["slug", "name"], ["draft-cream", " "]], 2, "name", "A value is needed"),
    "too long": ("products", [["slug", "summary"], ["draft-cream", "x" * 161]], 2, "summary", "160"),
    "unknown choice": ("products", [["slug", "kind"], ["draft-cream", "creme"]], 2, "kind", "Did you mean “cream”?"),
    "label for a choice": ("products", [["slug", "kind"], ["draft-cream", "Gel mask"]], 2, "kind", "gel-mask"),
    "whole number out of range": ("products", [["slug", "step"], ["draft-cream", "10"]], 2, "step", "9"),
    "no yes or no": ("products", [["slug", "morning"], ["draft-cream", ""]], 2, "morning", "yes or no"),
    "no day": ("products", [["slug", "checked_on"], ["draft-cream", "25.11.2026"]], 2, "checked_on", "2026-11-25"),
    "no day of the year": ("products", [["slug", "checked_on"], ["draft-cream", "2026-02-30"]], 2, "checked_on", "2026-11-25"),
    "unknown concern": ("products", [["slug", "concerns"], ["draft-cream", "ageing; agening"]], 2, "concerns", "Did you mean “ageing”?"),
    "unknown citation": (
        "products",
        [["slug", "citations"], ["draft-cream", "s1 | Nowhere at all"]],
        2,
        "citations",
        "There is no citation",
    ),
    "publishing": ("products", [["slug", "status"], ["draft-cream", "published"]], 2, "status", "publishes nothing"),
    "opening": ("products", [["slug", "who_may_read"], ["draft-cream", "everyone"]], 2, "who_may_read", "opens nothing"),
    "a new one published": ("products", [[*PRODUCT, "status"], [*NEW, "published"]], 2, "status", "publishes nothing"),
    "a new one opened": ("products", [[*PRODUCT, "who_may_read"], [*NEW, "everyone"]], 2, "who_may_read", "opens nothing"),
    "comma in a figure": ("concentrations", [FORMULA, ["a-cream", "water", "", "1,5", "exact"]], 2, "percent", "with a point"),
    "exponent": ("concentrations", [FORMULA, ["a-cream", "water", "", "1e1", "exact"]], 2, "percent", "plain figure"),
    "unit in a figure": ("concentrations", [FORMULA, ["a-cream", "water", "", "50 %", "exact"]], 2, "percent", "without its unit"),
    "sign": ("concentrations", [FORMULA, ["a-cream", "water", "", "-1", "exact"]], 2, "percent", "plain figure"),
    "Arabic digits": ("concentrations", [FORMULA, ["a-cream", "water", "", "٥", "exact"]], 2, "percent", "plain figure"),
    "too many decimals": ("concentrations", [FORMULA, ["a-cream", "water", "", "1.2345", "exact"]], 2, "percent", "3 decimal"),
    "over 100": ("concentrations", [FORMULA, ["a-cream", "water", "", "100.001", "exact"]], 2, "percent", "100"),
    "total over 100": ("concentrations", [FORMULA, ["a-cream", "oil", "", "40.001", "about"]], 2, "percent", "100"),
    "blank but exact": ("concentrations", [FORMULA, ["a-cream", "oil", "", "", "exact"]], 2, "percent", "need a share"),
    "figure but not stated": ("concentrations", [FORMULA, ["a-cream", "oil", "", "20", "not_stated"]], 2, "percent", "need a share"),
    "another figure in the wording": (
        "concentrations",
        [["product", "ingredient", "as_stated"], ["a-cream", "water", "61 %"]],
        2,
        "as_stated",
        "another figure",
    ),
    "unknown ingredient": ("concentrations", [FORMULA, ["a-cream", "watter", "", "5", "exact"]], 2, "ingredient", "Did you mean “water”?"),
    "unknown product": ("concentrations", [FORMULA, ["b-cream", "water", "", "5", "exact"]], 2, "product", "There is no product"),
    "line without a name": ("concentrations", [FORMULA, ["a-cream", "", "", "5", "exact"]], 2, "ingredient", "Choose an ingredient"),
    "second fault in the right row": (
        "concentrations",
        [FORMULA, ["a-cream", "water", "", "60", "about"], ["a-cream", "oil", "", "", "about"]],
        3,
        "percent",
        "need a share",
    ),
    "code of another question": ("questions", [["slug", "code"], ["a-question", "taken"]], 2, "code", "has that code"),
    "a published answer without a source": ("questions", [["slug", "citations"], ["a-question", ""]], 2, "slug", "without a source"),
    "unknown setting": ("procedures", [["slug", "setting"], ["microneedling", "depth"]], 2, "setting", "needle_depth_mm"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_fault_is_named_at_its_place_and_nothing_changes(case, cream, draft):
    factories.question(slug="a-question", code="mine")
    factories.question(code="taken")
    kind, rows, row, column, said = WRONG[case]
    before = everything()
    run = bring(kind, *rows)
    assert run.status == RUN.REFUSED
    assert [(one["row"], one["column"]) for one in run.problems] == [(row, column)]
    assert said in run.problems[0]["sentence"]
    assert runs.confirm(run=run) is False
    assert everything() == before


def test_all_faults_are_named_at_once(draft):
    run = bring("products", ["slug", "step", "kind"], ["draft-cream", "x", "y"], ["another", "z", "cream"])
    assert [(one["row"], one["column"]) for one in run.problems] == [(2, "step"), (2, "kind"), (3, "step")]


def test_a_change_that_waits_already_stands_in_the_way(cream):
    imported("products", ["slug", "name"], ["a-cream", "Another name"])
    (problem,) = bring("products", ["slug", "name"], ["a-cream", "A third"]).problems
    assert (problem["row"], problem["column"]) == (2, "slug")
    assert "waiting already" in problem["sentence"]


# What changes


def test_only_rows_that_change_are_shown_and_only_their_changes(draft, cream):
    run = bring("products", ["slug", "name", "step"], ["draft-cream", "Draft", "5"], ["a-cream", "A cream", ""])
    assert shown(run) == [(2, "step", "4", "5")]
    assert run.counts == {"rows": 2, "rows_changed": 1, "unchanged": 1, "draft": 1}


def test_a_draft_is_changed_at_once(draft):
    editor = factories.editor()
    run = imported("products", ["slug", "name", "morning"], ["draft-cream", "Better", "yes"], by=editor)
    assert run.status == RUN.APPLIED
    draft.refresh_from_db()
    assert (draft.name, draft.morning, draft.step) == ("Better", True, 4)
    entry = draft.history.first()
    assert entry.history_user_id == editor.pk
    assert "table.csv, row 2" in entry.history_change_reason


def test_a_blank_is_null_and_never_0(draft):
    imported("products", ["slug", "step"], ["draft-cream", ""])
    draft.refresh_from_db()
    assert draft.step is None


def test_a_share_can_be_emptied_together_with_its_qualifier(cream):
    imported("concentrations", FORMULA, ["a-cream", "oil", "", "", "not_stated"])
    line = next(line for line in ProposedChange.objects.get().after["lines"]["formula"] if line["fields"]["ingredient"] == "oil")
    assert line["fields"]["percent"] is None


def test_what_is_new_becomes_a_draft_without_readers():
    imported("products", PRODUCT, NEW)
    product = Product.objects.get(slug="new-cream")
    assert (product.status, product.access) == (Status.DRAFT, "")


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.RETIRED])
def test_what_readers_see_becomes_a_proposal(cream, status):
    Product.objects.filter(pk=cream.pk).update(status=status, retired_reason="Old." if status == Status.RETIRED else "")
    before = fingerprint(snapshot(cream))
    run = imported("products", ["slug", "name"], ["a-cream", "Another name"], by=factories.editor())
    proposal = ProposedChange.objects.get()
    assert (proposal.origin, proposal.import_run, proposal.row) == ("imported", run, cream.pk)
    assert proposal.after["fields"]["name"] == "Another name"
    assert fingerprint(snapshot(cream)) == before


def test_the_lines_of_one_formula_become_one_proposal(cream):
    factories.ingredient(slug="scent")
    imported("concentrations", FORMULA, ["a-cream", "oil", "", "30", "about"], ["a-cream", "scent", "", "", "not_stated"])
    formula = ProposedChange.objects.get().after["lines"]["formula"]
    assert [(line["fields"]["ingredient"], line["fields"]["percent"]) for line in formula] == [
        ("water", "60"),
        ("oil", "30"),
        ("scent", None),
    ]


def test_a_share_may_move_from_one_line_to_another(cream):
    run = bring("concentrations", FORMULA, ["a-cream", "water", "", "20", "exact"], ["a-cream", "oil", "", "80", "about"])
    assert [problem["column"] for problem in run.problems] == ["as_stated"]  # the wording still says 60 %
    header = [*FORMULA, "as_stated"]
    run = bring("concentrations", header, ["a-cream", "water", "", "20", "exact", ""], ["a-cream", "oil", "", "80", "about", ""])
    assert run.status == RUN.CHECKED


def test_a_row_that_is_not_in_the_file_stays(cream, draft):
    count = Product.objects.count()
    imported("products", ["slug", "name"], ["draft-cream", "Better"])
    assert Product.objects.count() == count


def test_a_workbook_does_the_same(draft):
    data = xlsx_of(["slug", "step", "morning"], ["draft-cream", 5, True])
    assert imported("products", data=data, name="table.xlsx").status == RUN.APPLIED
    draft.refresh_from_db()
    assert (draft.step, draft.morning) == (5, True)


# All or nothing, once, and only on what was checked


def test_whoever_edited_meanwhile_is_not_overwritten(draft):
    other = factories.product(slug="other-cream", status=Status.DRAFT, access="")
    run = bring("products", ["slug", "name"], ["other-cream", "New name"], ["draft-cream", "Better"])
    draft.name = "Edited"
    draft.save()
    before = everything()
    assert runs.confirm(run=run)
    run = runs.apply_run(run, by=None)
    assert run.status == RUN.FAILED
    assert (run.problems[0]["row"], run.problems[0]["value"]) == (3, "draft-cream")
    assert "changed by somebody" in run.problems[0]["sentence"]
    assert everything() == before
    other.refresh_from_db()
    assert other.name != "New name"


def test_a_published_thing_edited_meanwhile_is_not_proposed_on(cream):
    run = bring("products", ["slug", "name"], ["a-cream", "Better"])
    Product.objects.filter(pk=cream.pk).update(summary="Edited.")
    runs.confirm(run=run)
    assert runs.apply_run(run, by=None).status == RUN.FAILED
    assert not ProposedChange.objects.exists()


@pytest.mark.parametrize("meanwhile", ["added", "deleted", "published"])
def test_what_came_or_went_meanwhile(meanwhile, draft):
    rows = [PRODUCT, NEW] if meanwhile == "added" else [["slug", "name"], ["draft-cream", "Better"]]
    run = bring("products", *rows)
    if meanwhile == "added":
        factories.product(slug="new-cream")
    elif meanwhile == "deleted":
        draft.delete()
    else:
        Product.objects.filter(pk=draft.pk).update(status=Status.PUBLISHED, access=Access.EVERYONE)
    runs.confirm(run=run)
    assert runs.apply_run(run, by=None).status == RUN.FAILED


def test_of_two_confirmations_one_counts(draft):
    run = bring("products", ["slug", "name"], ["draft-cream", "Better"])
    same = ImportRun.objects.get(pk=run.pk)
    assert [runs.confirm(run=run), runs.confirm(run=same), runs.discard(run=same)] == [True, False, False]
    assert runs.apply_run(run, by=None).status == RUN.APPLIED
    entries = draft.history.count()
    assert runs.apply_run(same, by=None).status == RUN.APPLIED
    assert draft.history.count() == entries


def test_a_discarded_one_is_not_applied(draft):
    run = bring("products", ["slug", "name"], ["draft-cream", "Better"])
    assert runs.discard(run=run)
    assert runs.confirm(run=run) is False
    runs.apply_run(run, by=None)
    draft.refresh_from_db()
    assert draft.name == "Draft"


def test_a_failure_in_the_last_row_takes_the_first_back(draft, monkeypatch):
    factories.product(slug="z-cream", status=Status.DRAFT, access="")
    run = bring("products", ["slug", "name"], ["draft-cream", "Better"], ["z-cream", "Last"])
    Question.objects.create(slug="q", topic="use", question="?", answer="!", evidence="instruction")
    run.differences[1]["rows"][0]["values"] = {"kind": "nothing of the kind"}
    run.save()
    runs.confirm(run=run)
    run = runs.apply_run(run, by=None)
    assert (run.status, run.problems[0]["row"]) == (RUN.FAILED, 3)
    draft.refresh_from_db()
    assert draft.name == "Draft"


# There and back

EXPORTS = {"csv": exporting.as_csv, "xlsx": exporting.as_xlsx}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", EXPORTS)
def test_the_whole_content_there_and_back_changes_nothing(kind, ending):
    sheet = SHEETS[kind]
    run = bring(kind, data=EXPORTS[ending](sheet).content, name=f"table.{ending}")
    assert (run.problems, run.differences) == ([], [])
    assert run.counts["unchanged"] == run.total == sheet.model._default_manager.count() > 5


HARD = ["=1+1", "'=1", "-x", "@x", "a\nb", 'say "x"', "a;b,c\td", "é ü ß 中", "007", "1.50", "TRUE", "2026-01-01"]


@pytest.mark.parametrize("text", HARD)
@pytest.mark.parametrize("ending", EXPORTS)
def test_a_hard_text_there_and_back(text, ending):
    factories.ingredient(slug="hard", status=Status.DRAFT, note=text)
    data = EXPORTS[ending](SHEETS["ingredients"]).content
    run = bring("ingredients", data=data, name=f"table.{ending}")
    assert (run.problems, run.differences) == ([], [])
    Ingredient.objects.filter(slug="hard").update(note="something else")
    runs.confirm(run=(again := bring("ingredients", data=data, name=f"table.{ending}")))
    runs.apply_run(again, by=None)
    assert Ingredient.objects.get(slug="hard").note == text


def test_an_unchanged_row_asks_nothing_of_the_database(draft, django_assert_max_num_queries):
    """However many questions there are, a handful of questions to the database."""
    data = exporting.as_csv(SHEETS["questions"]).content
    with django_assert_max_num_queries(25):
        bring("questions", data=data)
