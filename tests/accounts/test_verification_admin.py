"""The staff's queue of professions to check."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from accounts import actions
from accounts.models import User, Verification, VerificationEvent
from tests import factories
from tests.admin_forms import address, errors_of, typed
from tests.client import PortalClient
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db

REASON = "Found in the register."


@pytest.fixture
def reviewer():
    return factories.reviewer(name="Rita Reviewer")


@pytest.fixture
def checking(client, reviewer):
    client.force_login(reviewer)
    return client


def waiting(**fields):
    person = factories.professional(status="pending", **fields)
    Verification.objects.filter(user=person).update(
        waiting_since=timezone.now(), register_number="GMC 123", clinic="Clinic, Bath", country="GB"
    )
    return Verification.objects.get(user=person)


def decide(client, verification, decision, *, said=REASON, **changes):
    page = address(Verification, "change", verification.pk)
    return client.post(page, {**typed(client.get(page)), "decision": decision, "said": said, **changes})


@pytest.mark.parametrize(
    ("decision", "before", "after"),
    [
        ("approved", "pending", "verified"),
        ("more_needed", "pending", "more_needed"),
        ("refused", "pending", "refused"),
        ("revoked", "verified", "revoked"),
    ],
)
def test_a_reviewer_decides(checking, reviewer, decision, before, after):
    verification = waiting()
    Verification.objects.update(status=before)
    assert decide(checking, verification, decision).status_code == 302
    verification.refresh_from_db()
    assert (verification.status, verification.waiting_since) == (after, None)
    event = VerificationEvent.objects.get()
    assert (event.by, event.by_name, event.reason) == (reviewer, "Rita Reviewer", REASON)


@pytest.mark.parametrize(("days", "status_code"), [(366, 302), (367, 400), (0, 302), (-1, 400)])
def test_an_approval_holds_for_twelve_months_at_most(checking, days, status_code):
    until = (timezone.localdate() + timedelta(days=days)).isoformat()
    response = decide(checking, waiting(), "approved", until=until)
    assert response.status_code == status_code
    if status_code == 400:
        assert list(errors_of(response)) == ["until"]


def test_a_decision_without_a_reason_is_refused_at_the_field(checking):
    response = decide(checking, waiting(), "refused", said=" ")
    assert errors_of(response) == {"said": ["Give the reason: the applicant reads it, and it is kept."]}
    assert not VerificationEvent.objects.exists()


def test_an_unknown_decision_is_refused(checking):
    assert "decision" in errors_of(decide(checking, waiting(), "verified"))


def test_fields_that_are_not_in_the_form_are_not_read(checking):
    verification = waiting()
    decide(checking, verification, "", status="verified", verified_until="2099-01-01", profession="salon", user="1")
    verification.refresh_from_db()
    assert (verification.status, verification.profession) == ("pending", "practitioner")


def test_nobody_decides_on_the_own_profession(client):
    verification = waiting()
    User.objects.filter(pk=verification.user_id).update(is_staff=True, is_superuser=True)
    client.force_login(User.objects.get(pk=verification.user_id))
    assert errors_of(decide(client, verification, "approved")) == {"decision": ["Another person has to check your own profession."]}


def test_a_decision_made_meanwhile_is_not_overwritten(checking):
    verification = waiting()
    page = address(Verification, "change", verification.pk)
    old = typed(checking.get(page))
    actions.refuse(verification=verification, by=factories.reviewer(), reason="Not in the register.")
    response = checking.post(page, {**old, "decision": "approved", "said": REASON})
    assert list(errors_of(response)) == ["decision"]
    verification.refresh_from_db()
    assert verification.status == "refused"


def test_the_note_is_for_the_team(checking):
    verification = waiting()
    decide(checking, verification, "", note="Rang them up.")
    verification.refresh_from_db()
    assert verification.note == "Rang them up."
    checking.force_login(verification.user)
    assert "Rang them up." not in text_of(checking.get("/account/"))


def test_the_queue_shows_the_longest_waiting_first(checking):
    late, early, decided = (
        waiting(email="late@example.org"),
        waiting(email="early@example.org"),
        factories.practitioner(email="done@example.org"),
    )
    Verification.objects.filter(pk=early.pk).update(waiting_since=timezone.now() - timedelta(days=3))
    page = text_of(checking.get(address(Verification, "changelist")))
    places = [page.index(email) for email in ("early@example.org", "late@example.org", "done@example.org")]
    assert places == sorted(places)
    only = text_of(checking.get(address(Verification, "changelist") + "?queue=waiting"))
    assert "early@example.org" in only
    assert "done@example.org" not in only
    assert late.pk != decided.pk


def test_the_filter_names_the_countries_that_occur(checking):
    waiting(email="ada@example.org")
    other = waiting(email="bob@example.org")
    Verification.objects.filter(pk=other.pk).update(country="SG")
    page = text_of(checking.get(address(Verification, "changelist")))
    assert "United Kingdom Singapore" in page or "Singapore United Kingdom" in page
    assert "Afghanistan" not in page
    only = text_of(checking.get(address(Verification, "changelist") + "?country=SG"))
    assert "bob@example.org" in only
    assert "ada@example.org" not in only


def test_the_page_shows_what_was_stated_and_what_happened(checking):
    verification = waiting()
    actions.ask_for_more(verification=verification, by=factories.reviewer(name="Rob"), reason="Which register?")
    page = text_of(checking.get(address(Verification, "change", verification.pk)))
    for words in ("GMC 123", "Clinic, Bath", "United Kingdom", "Which register?", "Rob", "Asked for more"):
        assert words in page


def test_applications_come_from_applicants_and_go_with_their_accounts(checking):
    assert checking.get(address(Verification, "add")).status_code == 403
    assert checking.post(address(Verification, "delete", waiting().pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_the_record_is_read_only_for_everybody(client, page):
    verification = waiting()
    actions.refuse(verification=verification, by=factories.reviewer(), reason="Not in the register.")
    event = VerificationEvent.objects.get()
    client.force_login(factories.superuser())
    where = address(VerificationEvent, page, *([] if page == "add" else [event.pk]))
    assert client.post(where, {"post": "yes", "reason": "Another."}).status_code == 403
    assert VerificationEvent.objects.get().reason == "Not in the register."


def test_an_editor_does_not_see_who_applies(client):
    client.force_login(factories.editor())
    assert client.get(address(Verification, "changelist")).status_code == 403
    assert client.get(address(VerificationEvent, "changelist")).status_code == 403


def test_a_verification_past_its_day_is_shown_as_expired(checking):
    factories.professional(until=timezone.localdate() - timedelta(days=1))
    shown = checking.get(address(Verification, "changelist")).content.decode()
    assert '<span class="status-tag status-tag--stop">Expired</span>' in shown


def test_what_the_applicant_wrote_is_text_and_never_markup(checking):
    verification = waiting()
    Verification.objects.update(clinic="<script>alert(1)</script>", message="<img src=x onerror=alert(1)>")
    page = checking.get(address(Verification, "change", verification.pk))
    assert "<script>alert(1)" not in page.content.decode()
    assert "<img src=x" not in page.content.decode()
    assert read(page).headings


def test_an_application_that_changed_while_it_was_read_is_not_approved(checking):
    """Applied as a salon, changed to a practitioner while the page was open: nobody has looked at that."""
    verification = waiting()
    page = address(Verification, "change", verification.pk)
    old = typed(checking.get(page))
    stated = {"name": "Ada", "profession": "salon", "clinic": "Salon", "country": "GB", "register_number": "1"}
    actions.apply(by=verification.user, **stated)
    assert list(errors_of(checking.post(page, {**old, "decision": "approved", "said": REASON}))) == ["decision"]
    verification.refresh_from_db()
    assert verification.status == "pending"


@pytest.mark.django_db(transaction=True)
def test_a_decision_waits_for_a_change_that_is_under_way(django_db_serialized_rollback):
    """The row is locked before it is compared; without that, PostgreSQL let both through."""
    if connection.vendor == "sqlite":
        return  # a writer there has the whole database to itself from its first statement on
    reviewer, verification = factories.superuser(), waiting()
    client = PortalClient()
    client.force_login(reviewer)
    page = address(Verification, "change", verification.pk)
    old = typed(client.get(page))
    answers = []

    def approve():
        answers.append(client.post(page, {**old, "decision": "approved", "said": REASON}).status_code)
        connections["default"].close()

    approving = threading.Thread(target=approve)
    with transaction.atomic():
        stated = {"name": "Ada", "profession": "salon", "clinic": "Salon", "country": "GB", "register_number": "1"}
        actions.apply(by=verification.user, **stated)
        approving.start()
        approving.join(timeout=0.5)
        assert approving.is_alive()  # it waits
    approving.join(timeout=20)
    assert answers == [400]
    assert Verification.objects.get(pk=verification.pk).status == "pending"
