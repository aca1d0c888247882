"""Proposals through the action, and what the clock publishes and retires."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalogue import actions
from catalogue.models import Product, ProposedChange, Question
from catalogue.snapshots import snapshot
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cream():
    return factories.product(slug="cream", name="Cream")


def ago(**time):
    return timezone.now() - timedelta(**time)


def changed(row, **fields):
    after = snapshot(row)
    after["fields"] |= fields
    return after


def due(row, **fields):
    """A proposal whose moment has passed since it was set."""
    proposal = actions.propose(row=row, after=changed(row, **fields), by=factories.editor(), publish_at=timezone.now() + timedelta(hours=1))
    ProposedChange.objects.filter(pk=proposal.pk).update(publish_at=ago(minutes=1))
    return proposal


def test_a_proposal_that_could_not_be_published_is_refused_at_once(cream):
    with pytest.raises(ValidationError, match="not a valid choice"):
        actions.propose(row=cream, after=changed(cream, kind="perfume"), by=factories.editor())
    assert not ProposedChange.objects.exists()


def test_a_moment_that_has_passed_is_refused(cream):
    with pytest.raises(ValidationError, match="has passed"):
        actions.propose(row=cream, after=changed(cream, name="Other"), by=factories.editor(), publish_at=ago(seconds=1))


def test_one_change_of_a_thing_waits_unless_the_next_replaces_it(cream):
    first = actions.propose(row=cream, after=changed(cream, name="First"), by=factories.editor())
    with pytest.raises(ValidationError, match="waiting already"):
        actions.propose(row=cream, after=changed(cream, name="Second"), by=factories.editor())
    second = actions.propose(row=cream, after=changed(cream, name="Second"), by=factories.editor(), replace=True)
    first.refresh_from_db()
    assert (first.status, second.status) == ("discarded", "waiting")


def test_a_published_one_is_not_published_again(cream):
    proposal, editor = actions.propose(row=cream, after=changed(cream, name="Other"), by=factories.editor()), factories.editor()
    actions.publish_proposal(proposal=proposal, by=editor)
    with pytest.raises(ValidationError, match="published already"):
        actions.publish_proposal(proposal=proposal, by=editor)


def test_the_clock_publishes_what_is_due_and_nothing_else(cream):
    waiting = factories.product(slug="other", name="Waits")
    due(cream, name="Rich cream")
    actions.propose(
        row=waiting, after=changed(waiting, name="Early"), by=factories.editor(), publish_at=timezone.now() + timedelta(hours=1)
    )
    actions.publish_due()
    cream.refresh_from_db()
    waiting.refresh_from_db()
    assert (cream.name, waiting.name) == ("Rich cream", "Waits")
    assert "at the set moment" in cream.history.first().history_change_reason


def test_one_that_fails_says_why_holds_up_no_other_and_is_not_tried_again(cream):
    other = factories.product(slug="other", name="Other")
    failing, fine = due(cream, name="Rich cream"), due(other, name="Better")
    Product.objects.filter(pk=cream.pk).update(summary="Written meanwhile.")
    actions.publish_due()
    failing.refresh_from_db()
    fine.refresh_from_db()
    assert (failing.status, fine.status) == ("waiting", "published")
    assert "Written meanwhile." in failing.failed_because
    Product.objects.filter(pk=cream.pk).update(summary=failing.before["fields"]["summary"])
    actions.publish_due()
    assert ProposedChange.objects.get(pk=failing.pk).status == "waiting"
    actions.set_moment(proposal=failing, publish_at=timezone.now() + timedelta(hours=1), reason="", by=factories.editor())
    assert ProposedChange.objects.get(pk=failing.pk).failed_because == ""


@pytest.mark.parametrize(("minutes", "status"), [(-1, "published"), (1, "draft")])
def test_a_draft_becomes_public_at_its_moment(client, minutes, status):
    question = factories.question(slug="may-i", status="draft", publish_at=timezone.now() + timedelta(minutes=minutes))
    actions.publish_due()
    question.refresh_from_db()
    assert question.status == status
    assert (question.publish_at is None) == (status == "published")
    assert client.get(question.get_absolute_url()).status_code == (200 if status == "published" else 404)


def test_a_draft_without_a_source_stays_a_draft_and_the_next_one_is_published():
    bare = factories.question(slug="bare", status="draft", publish_at=ago(minutes=2), sourced=False)
    fine = factories.question(slug="fine", status="draft", publish_at=ago(minutes=1))
    actions.publish_due()
    assert Question.objects.get(pk=bare.pk).status == "draft"
    assert Question.objects.get(pk=fine.pk).status == "published"


@pytest.mark.parametrize(
    ("minutes", "reason", "status"),
    [(-1, "No longer true.", "retired"), (1, "No longer true.", "published"), (-1, "", "published")],
)
def test_a_page_is_retired_at_its_moment_with_a_reason(minutes, reason, status):
    moment = timezone.now() + timedelta(minutes=minutes)
    question = factories.question(slug="may-i", retire_at=moment, retired_reason=reason)
    actions.retire_due()
    question.refresh_from_db()
    assert question.status == status
    if status == "retired":
        assert "Became retired at the set moment" in question.history.first().history_change_reason
