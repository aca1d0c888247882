"""The pages of importing and exporting: who may, what they show, and that nothing is written before somebody confirms."""

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from catalogue.imports import jobs, runs
from catalogue.imports.checking import Outcome
from catalogue.imports.sheets import SHEETS
from catalogue.models import ImportRun, Product, ProposedChange
from catalogue.snapshots import ROOTS
from catalogue.visibility import Status
from tests import factories
from tests.admin_forms import enters

from .files import csv_of

pytestmark = pytest.mark.django_db

ADD = "admin:catalogue_importrun_add"
LIST = "admin:catalogue_importrun_changelist"


@pytest.fixture
def desk(client):
    client.force_login(factories.editor())
    return client


@pytest.fixture
def draft():
    return factories.product(slug="draft-cream", name="Draft", status=Status.DRAFT, access="", step=4)


def send(browser, *rows, kind="products", name="table.csv", data=None):
    file = SimpleUploadedFile(name, data if data is not None else csv_of(*rows))
    return browser.post(reverse(ADD), {"kind": kind, "file": file})


def brought(browser, *rows, **options):
    response = send(browser, *rows, **options)
    assert response.status_code == 302
    return response["Location"]


def decide(browser, page, button):
    return browser.post(page.replace("/change/", "/decide/"), {button: "yes"}, follow=True)


def words(response):
    return " ".join(response.content.decode().split())


def test_from_the_file_to_the_draft(desk, draft):
    page = brought(desk, ["slug", "name"], ["draft-cream", "Better"])
    shown = words(desk.get(page))
    assert 'data-label="Before">Draft</td><td class="import__text" data-label="After">Better</td>' in shown
    draft.refresh_from_db()
    assert draft.name == "Draft"
    assert "Applied" in words(decide(desk, page, "_confirm"))
    draft.refresh_from_db()
    assert draft.name == "Better"


def test_what_readers_see_is_linked_as_a_proposal(desk):
    factories.product(slug="a-cream", name="A cream")
    done = words(decide(desk, brought(desk, ["slug", "name"], ["a-cream", "Better"]), "_confirm"))
    assert reverse("admin:catalogue_proposedchange_change", args=[ProposedChange.objects.get().pk]) in done
    assert Product.objects.get(slug="a-cream").name == "A cream"


def test_a_fault_is_shown_with_row_column_value_and_what_to_do(desk, draft):
    page = brought(desk, ["slug", "step"], ["draft-cream", "1,5"])
    shown = words(desk.get(page))
    assert (
        'data-label="Row">2</td> <td data-label="Column">step</td> <td class="import__text" data-label="What stands there">1,5</td>'
        in shown
    )
    assert "Write a whole number" in shown
    assert "_confirm" not in shown


def test_nothing_to_change_offers_no_confirmation(desk, draft):
    shown = words(desk.get(brought(desk, ["slug", "name"], ["draft-cream", "Draft"])))
    assert "Nothing would change" in shown
    assert "_confirm" not in shown


def test_discard(desk, draft):
    page = brought(desk, ["slug", "name"], ["draft-cream", "Better"])
    decide(desk, page, "_discard")
    assert "decided on already" in words(decide(desk, page, "_confirm"))
    draft.refresh_from_db()
    assert draft.name == "Draft"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "products"}, "This field is required"),
        ({"kind": "nothing", "file": SimpleUploadedFile("a.csv", b"slug\na\n")}, "not one of the available choices"),
        ({"kind": "everything", "file": SimpleUploadedFile("a.csv", b"slug\na\n")}, "not one of the available choices"),
        ({"kind": "products", "file": SimpleUploadedFile("a.csv", b"")}, "empty"),
        ({"kind": "products", "file": SimpleUploadedFile("a.csv", b"x" * 20_001)}, "larger than 20 kB"),
    ],
)
def test_a_form_with_a_fault_says_so_at_the_field(desk, settings, sent, said):
    settings.IMPORT_MAX_BYTES = 20_000
    response = desk.post(reverse(ADD), sent)
    assert response.status_code == 400
    assert said in words(response)
    assert not ImportRun.objects.exists()


def test_what_a_file_says_is_shown_as_text(desk):
    shown = desk.get(brought(desk, ["slug", "<script>"], ["a", "b"], name="<b>.csv")).content.decode()
    assert "&lt;script&gt;" in shown
    assert "<script>x" not in shown
    assert "<b>.csv" not in shown


# Long ones


def long_table(count):
    return ["slug", "name", "summary"], *[[f"long-{number}", f"Long {number}", "One."] for number in range(count)]


def test_a_long_one_is_checked_and_applied_by_the_worker(desk, monkeypatch):
    monkeypatch.setattr(runs, "AT_ONCE", 2)
    page = brought(desk, *long_table(3), kind="ingredients")
    run = ImportRun.objects.get()
    assert run.status == "checking"
    waiting = words(desk.get(page))
    assert '<meta http-equiv="refresh" content="3">' in waiting
    assert "Checking: 0 of 3 rows" in waiting
    jobs.check_run.call(run.pk)
    assert "refresh" not in words(desk.get(page))
    decide(desk, page, "_confirm")
    run.refresh_from_db()
    assert run.status == "applying"
    assert "either all of them will stand there, or none" in words(desk.get(page))
    assert {task.task_path.rpartition(".")[2] for task in DBTaskResult.objects.filter(task_path__contains="imports")} == {
        "check_run",
        "apply_run",
    }
    jobs.apply_run.call(run.pk, run.made_by_id)
    run.refresh_from_db()
    assert run.status == "applied"


def test_progress_is_written_while_it_is_checked(monkeypatch):
    monkeypatch.setattr(runs, "PROGRESS_EVERY", 2)
    seen = []
    run = runs.bring(data=csv_of(*long_table(5)), name="a.csv", kind="ingredients", by=None)

    def check(*table, progress):
        for done in (1, 2, 3, 4):
            progress(done)
            seen.append(ImportRun.objects.get(pk=run.pk).done)
        return Outcome()

    monkeypatch.setattr(runs, "check", check)
    runs.check_run(run)
    assert seen == [0, 2, 2, 4]


def test_many_changes_are_shown_in_pages(desk):
    page = brought(desk, *long_table(60), kind="ingredients")
    assert "Page 1 of 2" in words(desk.get(page))
    assert "Long 59" in words(desk.get(f"{page}?page=2"))


# Who may

PEOPLE = {"editor": factories.editor, "reviewer": factories.reviewer, "practitioner": factories.practitioner}


@pytest.mark.parametrize(("who", "lists", "imports"), [("editor", True, True), ("reviewer", True, False), ("practitioner", False, False)])
def test_who_may_import(client, who, lists, imports, draft):
    client.force_login(PEOPLE[who]())
    assert enters(client, reverse(LIST)) is lists
    assert enters(client, reverse(ADD)) is imports
    send(client, ["slug", "name"], ["draft-cream", "Better"])
    assert ImportRun.objects.exists() is imports
    run = runs.check_run(runs.bring(data=csv_of(["slug", "name"], ["draft-cream", "Better"]), name="a.csv", kind="products", by=None))
    client.post(reverse("admin:catalogue_importrun_decide", args=[run.pk]), {"_confirm": "yes"})
    draft.refresh_from_db()
    assert (draft.name == "Better") is imports


def test_whoever_may_not_change_products_may_not_import_them(client):
    person = factories.editor()
    group = person.groups.get()
    group.permissions.remove(group.permissions.get(codename="change_product"))
    client.force_login(person)
    page = words(client.get(reverse(ADD)))
    assert 'value="questions"' in page
    assert 'value="products"' not in page
    assert send(client, ["slug", "name"], ["x", "y"]).status_code == 400


EXPORTS = [reverse("admin:catalogue_importrun_export", args=[kind, ending]) for kind in SHEETS for ending in ("csv", "xlsx")]
EVERYTHING = reverse("admin:catalogue_importrun_everything")


@pytest.mark.parametrize(("who", "allowed"), [("editor", True), ("reviewer", True), ("practitioner", False)])
def test_who_may_export(client, who, allowed):
    client.force_login(PEOPLE[who]())
    for address in EXPORTS:
        response = client.get(address)
        assert (response.status_code == 200) is allowed
        if allowed:
            assert "no-store" in response["Cache-Control"]
            assert "attachment" in response["Content-Disposition"]


def test_staff_without_the_permission_export_nothing(client):
    client.force_login(factories.user(is_staff=True))
    assert {client.get(address).status_code for address in [*EXPORTS, EVERYTHING]} == {403}


def test_lists_offer_their_exports(desk):
    for model, kinds in [
        ("catalogue_product", ["products", "concentrations"]),
        ("catalogue_ingredient", ["ingredients"]),
        ("catalogue_question", ["questions"]),
        ("protocols_procedure", ["procedures"]),
    ]:
        page = words(desk.get(reverse(f"admin:{model}_changelist")))
        for kind in SHEETS:
            assert (reverse("admin:catalogue_importrun_export", args=[kind, "csv"]) in page) is (kind in kinds)


def test_everything_as_yaml(desk):
    content = yaml.safe_load(desk.get(EVERYTHING).content)
    assert {label: len(content[label]) for label in ROOTS} == {label: root.model._default_manager.count() for label, root in ROOTS.items()}
    (serum,) = [one for one in content["catalogue.Product"] if one["key"] == "calecim-serum"]
    assert "80" in [line["fields"]["percent"] for line in serum["lines"]["formula"]]
    assert content["protocols.ProtocolVersion"][0]["content"]["doses"]


def test_an_import_that_is_not_there(desk):
    assert desk.get(reverse("admin:catalogue_importrun_change", args=[0])).status_code == 404
    assert desk.get(reverse("admin:catalogue_importrun_export", args=["products", "pdf"])).status_code == 404
