"""The queue of the staff: what was written is read, a step goes through the actions, nothing is added or lost."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from support import actions
from support.models import Report
from tests import factories
from tests.admin_forms import address, errors_of, queries, typed

from .reports import sent

pytestmark = pytest.mark.django_db

STAFF = [factories.editor, factories.reviewer, factories.superuser]


@pytest.fixture
def editor():
    return factories.editor(name="Ann Editor")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def page_of(report):
    return address(Report, "change", report.pk)


def save(client, report, **changes):
    return client.post(page_of(report), {**typed(client.get(page_of(report))), **changes})


# Who may


@pytest.mark.parametrize("staff", STAFF)
def test_editors_and_reviewers_read_the_queue_and_take_steps(client, staff):
    report = sent()
    client.force_login(staff())
    assert client.get(address(Report, "changelist")).status_code == 200
    assert save(client, report, step="in_work").status_code == 302
    assert Report.objects.get().status == "in_work"


@pytest.mark.parametrize("person", [factories.user, factories.practitioner])
def test_others_do_not_read_reports(client, person):
    report = sent()
    client.force_login(person())
    for page in (address(Report, "changelist"), page_of(report)):
        assert client.get(page).status_code in {302, 403}


def test_nobody_reads_them_without_an_account(client):
    assert client.get(page_of(sent())).status_code == 302


def test_staff_do_not_read_them_with_a_password_alone(client, editor):
    client.force_login(editor, second_factor=False)
    assert client.get(page_of(sent())).status_code == 302


@pytest.mark.parametrize("staff", STAFF)
def test_nobody_adds_or_deletes_a_report(client, staff):
    report = sent()
    client.force_login(staff())
    assert client.get(address(Report, "add")).status_code == 403
    assert client.post(address(Report, "delete", report.pk), {"post": "yes"}).status_code == 403
    client.post(address(Report, "changelist"), {"action": "delete_selected", "_selected_action": [report.pk], "post": "yes"})
    assert Report.objects.get() == report


def test_who_may_only_read_takes_no_step(client):
    person = factories.user(is_staff=True)
    person.user_permissions.add(*factories.Group.objects.get(name="Editors").permissions.filter(codename="view_report"))
    client.force_login(person)
    report = sent(text="80, not 50, says the label.")
    page = client.get(page_of(report))
    assert page.status_code == 200
    assert "80, not 50, says the label." in page.content.decode()
    assert 'name="step"' not in page.content.decode()
    assert client.post(page_of(report), {"step": "closed", "found": "Mended."}).status_code == 403


# What is read


def test_what_was_written_is_shown_and_cannot_be_changed(desk):
    given = {"page": "/dosing/?procedure=other", "country": "SG", "reply_to": "me@example.org", "lot_number": "L-204"}
    report = sent(kind="spoiled_product", text="First <b>line</b>.\nSecond.", **given)
    before = Report.objects.filter(pk=report.pk).values().get()
    page = desk.get(page_of(report))
    html = page.content.decode()
    for words in ("First &lt;b&gt;line&lt;/b&gt;.", "me@example.org", "L-204", "Singapore", report.reference):
        assert words in html
    assert 'href="/dosing/?procedure=other"' in html
    forged = {**typed(page), "text": "Forged.", "status": "closed", "outcome": "Forged.", "handled_by": "1", "reference": "R-222222"}
    assert desk.post(page_of(report), forged).status_code == 302
    assert Report.objects.filter(pk=report.pk).values().get() == before


def test_the_list_shows_open_ones_first_and_the_oldest_of_them_on_top(desk, editor):
    closed, old, new = sent(), sent(), sent()
    actions.close(report=closed, by=editor, outcome="Mended.")
    Report.objects.filter(pk=old.pk).update(written_at=timezone.now() - timedelta(days=3))
    html = desk.get(address(Report, "changelist")).content.decode()
    places = [html.index(one.reference) for one in (old, new, closed)]
    assert places == sorted(places)
    assert "3\xa0days" in html


@pytest.mark.parametrize(("query", "found"), [("status__exact=new", 1), ("status__exact=closed", 1), ("kind__exact=question", 1), ("", 2)])
def test_the_list_is_filtered_by_status_and_kind(desk, editor, query, found):
    sent(kind="question")
    actions.close(report=sent(), by=editor, outcome="Mended.")
    assert len(desk.get(f"{address(Report, 'changelist')}?{query}").context["cl"].result_list) == found


@pytest.mark.parametrize("words", ["{reference}", "L-204", "itched", "ITCHED"])
def test_a_report_is_found_by_number_lot_and_text(desk, words):
    report = sent(kind="unwanted_effect", lot_number="L-204", text="It itched.")
    sent()
    found = desk.get(address(Report, "changelist"), {"q": words.format(reference=report.reference)}).context["cl"].result_list
    assert list(found) == [report]


def test_the_list_costs_the_same_with_few_rows_and_with_many(desk):
    product = Report.product.field.related_model.objects.first()
    sent(product=product)
    before = queries(desk, address(Report, "changelist"))
    for _number in range(30):
        sent(product=product)
    assert queries(desk, address(Report, "changelist")) == before


# Steps


def test_a_report_is_taken_up_by_who_is_signed_in(desk, editor):
    report = sent()
    assert save(desk, report, step="in_work").status_code == 302
    report.refresh_from_db()
    assert (report.status, report.handled_by, report.handled_by_name) == ("in_work", editor, "Ann Editor")


def test_a_report_is_closed_with_its_outcome(desk, editor):
    report = sent()
    assert save(desk, report, step="closed", found="The page was mended.").status_code == 302
    report.refresh_from_db()
    assert (report.status, report.outcome, report.handled_by) == ("closed", "The page was mended.", editor)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"step": "closed", "found": ""}, "found"),
        ({"step": "closed", "found": "   "}, "found"),
        ({"step": "closed", "found": "a" * 2001}, "found"),
        ({"step": "", "found": "Mended."}, "step"),  # said what came of it, and not that it is done
        ({"step": "in_work", "found": "Mended."}, "step"),
        ({"step": "new", "found": ""}, "step"),
        ({"step": "lost", "found": ""}, "step"),
    ],
)
def test_a_step_that_does_not_do_is_refused_at_its_field(desk, changes, field):
    report = sent()
    assert list(errors_of(save(desk, report, **changes))) == [field]
    report.refresh_from_db()
    assert report.status == "new"


def test_saving_without_a_step_changes_nothing(desk):
    report = sent()
    assert save(desk, report).status_code == 302
    report.refresh_from_db()
    assert (report.status, report.handled_at) == ("new", None)


def test_nobody_takes_up_twice(desk, editor):
    report = sent()
    actions.take_up(report=report, by=editor)
    assert errors_of(save(desk, report, step="in_work")) == {"step": ["You have taken this report up already."]}


def test_a_closed_report_offers_no_step(desk, editor):
    report = sent()
    actions.close(report=report, by=editor, outcome="Mended.")
    html = desk.get(page_of(report)).content.decode()
    assert 'name="step"' not in html
    assert "Mended." in html


def test_who_comes_second_is_told_and_overwrites_nothing(desk, editor):
    report = sent()
    open_page = typed(desk.get(page_of(report)))
    actions.close(report=report, by=factories.reviewer(), outcome="Mended.")
    answer = desk.post(page_of(report), {**open_page, "step": "closed", "found": "Not so."})
    assert "This report is closed." in answer.content.decode()
    report.refresh_from_db()
    assert report.outcome == "Mended."


def test_the_log_of_the_admin_does_not_repeat_what_was_written(desk):
    report = sent(text="It itched on the left cheek.")
    save(desk, report, step="in_work")
    entry = LogEntry.objects.get()
    assert report.reference in entry.object_repr
    assert "itched" not in entry.object_repr + entry.change_message
