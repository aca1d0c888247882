"""The work list of the admin: who sees which sections, links to where each thing is mended, and a page that stays quick."""

import re
import time

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from calecim_portal import work_list
from tests import factories
from tests.admin_forms import queries
from tests.links import links_of
from tests.reading import text_of
from tests.work import found

pytestmark = pytest.mark.django_db

PAGE, START = "/admin/work/", "/admin/"
CONTENT = {"unsigned", "reviews", "unruled", "uncited", "inferred", "missing-figures", "broken-links", "images", "unused-ingredients"}
CHANGES = {"proposals", "scheduled"}


def codes(user):
    return {section["code"] for section in work_list.sections(user)}


def limited(*permissions):
    person = factories.user(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return person


@pytest.mark.parametrize(
    ("person", "sections"),
    [
        (factories.editor, CONTENT | CHANGES),
        (factories.reviewer, CONTENT | CHANGES),
        (factories.superuser, CONTENT | CHANGES | {"failed-jobs"}),
        (lambda: limited("view_discrepancy"), {"unruled", "uncited"}),
        (lambda: limited("view_question"), {"uncited", "broken-links", "images", "scheduled"}),
        (lambda: limited("view_report"), set()),
        (lambda: limited("view_dbtaskresult"), {"failed-jobs"}),
    ],
)
def test_an_account_sees_the_sections_it_may_view(person, sections):
    assert codes(person()) == sections


def test_a_section_holds_only_what_the_account_may_view():
    factories.product(name="Bare product")
    factories.question(question="Bare question", sourced=False)
    person = limited("view_question")
    names = {name for name, _why in found("uncited", person)}
    assert "Bare question" in names
    assert "Bare product" not in names


def test_a_page_for_nobody_says_that_nothing_waits(client):
    client.force_login(limited("view_report"))
    for address in (PAGE, START):
        assert "Nothing waits for you." in text_of(client.get(address))


@pytest.mark.parametrize("person", [factories.editor, factories.reviewer])
def test_the_links_of_the_list_open(client, person):
    client.force_login(person())
    links = {}
    for link, _name in links_of(client.get(PAGE)):
        if found_there := re.match(r"/admin/((?:catalogue|protocols)/\w+)/\d+/change/", link):
            links[found_there[1]] = link  # one of each kind
    assert {"catalogue/discrepancy", "catalogue/product", "catalogue/ingredient", "protocols/protocolversion"} <= links.keys()
    assert {link: status for link in links.values() if (status := client.get(link).status_code) != 200} == {}


def test_the_start_page_counts_each_section_and_leads_to_it(client):
    client.force_login(factories.editor())
    start, page = client.get(START), client.get(PAGE)
    for section in work_list.sections(factories.editor()):
        link = (f"{reverse('admin:work')}#{section['code']}", section["title"])
        assert (link in links_of(start)) is bool(section["count"])
        assert (f'id="{section["code"]}"' in page.content.decode()) is bool(section["count"])
        if section["count"]:
            assert f"{section['title']} {section['count']}" in text_of(start)
    assert "Articles" in text_of(start), "Django's own list stands below"


def section_of(code):
    (section,) = (one for one in work_list.sections(factories.superuser()) if one["code"] == code)
    return section["count"], len(section["entries"])


def test_a_long_section_shows_the_first_fifty_and_the_whole_count(client):
    already, _shown = section_of("unruled")
    for _number in range(51 - already):
        factories.disagreement()
    assert section_of("unruled") == (51, 50)
    client.force_login(factories.superuser())
    assert "The first 50 of 51." in text_of(client.get(PAGE))


@pytest.mark.parametrize(("number", "shown"), [(2, 2), (3, 3), (4, 3)])
@pytest.mark.parametrize("code", ["broken-links", "scheduled"])
def test_what_fits_is_all_shown(monkeypatch, code, number, shown):
    monkeypatch.setattr(work_list, "LONGEST", 3)
    for _number in range(number):
        factories.question(answer="[x](/nowhere/)", retire_at=timezone.now())
    assert section_of(code) == (number, shown)


def job(status):
    return DBTaskResult.objects.create(
        task_path="accounts.letters.send",
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        priority=0,
        queue_name="default",
        backend_name="default",
    )


@pytest.mark.parametrize(("status", "listed"), [("FAILED", True), ("READY", False), ("SUCCESSFUL", False)])
def test_a_failed_job_is_listed(status, listed):
    job(status)
    assert (found("failed-jobs") != []) is listed


def test_names_are_escaped_and_cut(client):
    factories.disagreement(title="<b>bold</b>", presentation="x")
    factories.fact(factories.product(), text="long " * 100)
    client.force_login(factories.superuser())
    html = client.get(PAGE).content.decode()
    assert "<b>bold</b>" not in html
    assert "&lt;b&gt;bold" in html
    assert "long " * 40 not in html


def test_they_cost_the_same_with_little_work_and_with_much(client, monkeypatch):
    client.force_login(factories.superuser())
    much_of_everything(1)
    before = [queries(client, address) for address in (PAGE, START)]
    much_of_everything(8)
    assert [queries(client, address) for address in (PAGE, START)] == before
    monkeypatch.setattr(work_list, "LONGEST", 3)
    assert queries(client, PAGE) <= before[0] + len(work_list.SECTIONS)  # a section that is cut is counted too
    assert max(before) <= 45


def much_of_everything(number):
    for _one in range(number):
        product = factories.product()
        factories.fact(product)
        factories.formula_line(product)
        factories.disagreement()
        factories.question(sourced=False, answer=f"[x](/nowhere/) [y](/products/{product.slug}/) ![](/x.png)")


@pytest.mark.parametrize("counted", [work_list.sections, work_list.counts])
def test_it_is_quick_with_the_real_content(counted):
    person = factories.superuser()
    counted(person)
    taken = []
    for _try in range(3):
        begun = time.process_time()
        counted(person)
        taken.append(time.process_time() - begun)
    assert min(taken) < 0.15


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_changed_there(client, method):
    client.force_login(factories.superuser())
    assert getattr(client, method)(PAGE).status_code == 405
