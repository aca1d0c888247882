"""The one door to a report: sent once, taken up, closed with an outcome."""

import uuid

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from support import actions
from support.models import Report
from tests import factories

from .reports import sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


def test_what_was_written_is_kept_as_it_was_written():
    person, product = factories.user(), factories.product()
    given = {"lot_number": "L-204", "page": "/products/", "country": "SG", "reply_to": "me@example.org", "text": "It itched."}
    row = Report.objects.get(pk=sent(by=person, kind="unwanted_effect", product=product, **given).pk)
    assert {name: getattr(row, name) for name in given} == given
    assert (row.kind, row.product, row.written_by, row.status) == ("unwanted_effect", product, person, "new")
    assert (row.handled_by, row.handled_by_name, row.handled_at, row.outcome) == (None, "", None, "")


def test_somebody_who_is_not_signed_in_may_write():
    assert sent(by=None).written_by is None


def test_the_same_form_sent_twice_is_one_report(settings, outbox):
    settings.STAFF_EMAIL = "staff@example.org"
    key = uuid.uuid4()
    assert sent(form_key=key) == sent(form_key=key)
    assert Report.objects.count() == 1
    assert len(outbox) == 1


@pytest.mark.parametrize("other", [{"text": "Written anew."}, {"kind": "question"}])
def test_the_same_form_with_other_words_is_a_report_of_its_own(other):
    """As after going back in the browser: what was written the second time is not lost."""
    key = uuid.uuid4()
    assert sent(form_key=key) != sent(form_key=key, **other)
    assert Report.objects.count() == 2


def test_two_forms_are_two_reports():
    assert sent().reference != sent().reference


def test_a_reference_that_is_taken_is_not_given_again(monkeypatch):
    taken = sent().reference
    offered = iter([taken, taken, "R-222222"])
    monkeypatch.setattr(actions, "new_reference", lambda: next(offered))
    assert sent().reference == "R-222222"


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"kind": "spoiled_product"}, "__all__"),
        ({"text": ""}, "text"),
        ({"kind": "praise"}, "kind"),
        ({"page": "//evil.example/"}, "page"),
        ({"country": "XX"}, "country"),
        ({"reply_to": "nobody"}, "reply_to"),
        ({"lot_number": "9" * 61}, "lot_number"),
    ],
)
def test_what_is_wrong_is_refused_and_not_kept(fields, at):
    with pytest.raises(ValidationError) as error:
        sent(**fields)
    assert at in error.value.message_dict
    assert not Report.objects.exists()


# Mail


def test_staff_get_a_mail_that_leads_to_the_report_and_does_not_repeat_it(settings, outbox):
    settings.STAFF_EMAIL, settings.SITE_URL = "staff@example.org", "https://portal.example.org"
    row = sent(kind="unwanted_effect", text="It itched on the left cheek.", reply_to="me@example.org")
    (letter,) = outbox
    assert letter.to == ["staff@example.org"]
    assert row.reference in letter.subject
    assert "Unwanted effect" in letter.subject
    assert f"https://portal.example.org/admin/support/report/{row.pk}/change/" in letter.body
    assert "itched" not in letter.subject + letter.body
    assert "me@example.org" not in letter.body


def test_without_an_address_of_the_staff_no_mail_is_sent(settings, outbox):
    settings.STAFF_EMAIL = ""
    sent()
    assert outbox == []


# By staff


def test_a_report_is_taken_up_by_somebody():
    editor = factories.editor(name="Ann Editor")
    row = actions.take_up(report=sent(), by=editor)
    row.refresh_from_db()
    assert (row.status, row.handled_by, row.handled_by_name) == ("in_work", editor, "Ann Editor")
    assert row.handled_at


def test_another_person_takes_it_over():
    row, second = sent(), factories.reviewer()
    actions.take_up(report=row, by=factories.editor())
    assert actions.take_up(report=row, by=second).handled_by == second


def test_nobody_takes_the_same_report_up_twice():
    row, editor = sent(), factories.editor()
    actions.take_up(report=row, by=editor)
    with pytest.raises(ValidationError, match="already"):
        actions.take_up(report=row, by=editor)


@pytest.mark.parametrize("taken_up", [True, False])
def test_a_report_is_closed_with_what_came_of_it(taken_up):
    row, editor = sent(), factories.editor(name="Ann Editor")
    if taken_up:
        actions.take_up(report=row, by=factories.reviewer())
    actions.close(report=row, by=editor, outcome=" The page was mended. ")
    row.refresh_from_db()
    assert (row.status, row.outcome, row.handled_by_name) == ("closed", "The page was mended.", "Ann Editor")


@pytest.mark.parametrize("outcome", ["", "  \n"])
def test_no_report_is_closed_without_an_outcome(outcome):
    row = sent()
    with pytest.raises(ValidationError) as error:
        actions.close(report=row, by=factories.editor(), outcome=outcome)
    assert list(error.value.message_dict) == ["outcome"]
    row.refresh_from_db()
    assert row.status == "new"


def test_what_is_closed_stays_closed():
    """Also for somebody whose page still shows it as open."""
    row, editor = sent(), factories.editor()
    actions.close(report=row, by=editor, outcome="Mended.")
    assert row.status == "new"  # the row that this person read before
    for act in (
        lambda: actions.take_up(report=row, by=factories.reviewer()),
        lambda: actions.close(report=row, by=editor, outcome="Mended again."),
    ):
        with pytest.raises(ValidationError, match="closed"):
            act()
    row.refresh_from_db()
    assert row.outcome == "Mended."


def test_who_closed_it_is_known_after_the_account_is_gone():
    row, editor = sent(), factories.editor(name="Ann Editor")
    actions.close(report=row, by=editor, outcome="Mended.")
    editor.delete()
    row.refresh_from_db()
    assert (row.handled_by, row.handled_by_name) == (None, "Ann Editor")
