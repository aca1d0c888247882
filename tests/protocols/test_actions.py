"""Changes of state of a protocol version."""

import pytest
from django.core.exceptions import ValidationError

from protocols import actions
from protocols.content import compose
from protocols.models import Protocol, ProtocolVersion
from tests import factories
from tests.guards import guards_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.editor()


@pytest.fixture
def protocol():
    return Protocol.objects.get()


def test_a_new_version_is_a_draft_of_its_author_with_the_next_number(protocol, editor):
    draft = actions.start_new_version(protocol=protocol, by=editor)
    assert (draft.number, draft.status, draft.created_by) == (2, "draft", editor)
    assert (draft.ground, draft.signed_by, draft.content, draft.next_review_on) == ("", None, None, None)


def test_a_new_version_says_what_the_active_one_says(protocol, version, editor):
    draft = actions.start_new_version(protocol=protocol, by=editor)
    assert compose(draft) == {**version.content, "version": 2}


def test_the_active_version_keeps_its_rows(protocol, version, editor):
    before = compose(version)
    draft = actions.start_new_version(protocol=protocol, by=editor)
    draft.doses.update(in_clinic_ml=0)
    for rows in (draft.technique, draft.unknowns):
        for row in rows.all():
            row.citations.clear()
    assert compose(version) == before


def test_a_second_draft_is_refused(protocol, editor):
    actions.start_new_version(protocol=protocol, by=editor)
    with pytest.raises(ValidationError, match="Version 2 is not finished: publish or delete it first."):
        actions.start_new_version(protocol=protocol, by=editor)
    assert protocol.versions.count() == 2


def test_no_draft_is_started_while_a_version_is_in_review(protocol, version, editor):
    draft = actions.start_new_version(protocol=protocol, by=editor)
    ProtocolVersion.objects.filter(pk=draft.pk).update(status="in_review", content={}, content_sha256="x")
    with pytest.raises(ValidationError, match="Version 2 is not finished"):
        actions.start_new_version(protocol=protocol, by=editor)


def test_the_active_version_is_taken_over_and_not_a_later_one(protocol, version, editor):
    ended = {"status": "withdrawn", "end_reason": "Wrong.", "content": {}, "content_sha256": "x"}
    with guards_down():
        protocol.versions.create(number=2, **ended)
    draft = actions.start_new_version(protocol=protocol, by=editor)
    assert (draft.number, draft.doses.count()) == (3, version.doses.count())


def test_without_an_active_version_the_last_one_is_taken_over(protocol, version, editor):
    ProtocolVersion.objects.filter(pk=version.pk).update(status="withdrawn", end_reason="Stopped.")
    assert actions.start_new_version(protocol=protocol, by=editor).doses.count() == 3


def test_a_protocol_without_versions_starts_empty(editor):
    protocol = Protocol.objects.create(slug="new", name="New", product=factories.product(), summary="How.")
    draft = actions.start_new_version(protocol=protocol, by=editor)
    assert (draft.number, draft.doses.count()) == (1, 0)
