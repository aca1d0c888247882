"""The buttons in the life of a version: what an editor and a reviewer press, and what they are told."""

import pytest
from django.contrib.messages import get_messages

from protocols.models import Contributor, ProtocolVersion, ReviewComment
from tests import factories
from tests.admin_forms import address, typed
from tests.protocols.versions import draft_version, signed_version, submitted_version, withdrawn
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.editor()


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def reviewer(client):
    client.force_login(factories.reviewer())
    return client


def page_of(version, verb):
    return f"/admin/protocols/protocolversion/{version.pk}/{verb}/"


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def status_of(version):
    return ProtocolVersion.objects.get(pk=version.pk).status


def test_an_editor_submits_a_draft(desk, editor):
    draft = draft_version()
    answer = desk.post(page_of(draft, "submit"))
    assert answer["Location"] == page_of(draft, "change")
    draft.refresh_from_db()
    assert (draft.status, draft.submitted_by) == ("in_review", editor)


def test_a_draft_with_a_problem_is_not_submitted_and_the_page_says_why(desk):
    draft = draft_version(change=lambda version: version.doses.first().delete())
    assert "has no dose" in " ".join(told(desk.post(page_of(draft, "submit"))))
    assert status_of(draft) == "draft"


@pytest.mark.parametrize(("verb", "make", "status"), [("return", submitted_version, "draft"), ("withdraw", signed_version, "withdrawn")])
def test_a_reviewer_gives_a_reason_in_a_second_step(reviewer, verb, make, status):
    version = make()
    first = reviewer.get(page_of(version, verb))
    assert 'name="reason"' in first.content.decode()
    assert status_of(version) == version.status
    answer = reviewer.post(page_of(version, verb), {"reason": "A figure was wrong."})
    assert answer["Location"] == page_of(version, "change")
    assert status_of(version) == status
    if verb == "return":
        assert ReviewComment.objects.get().text == "A figure was wrong."


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
def test_without_a_reason_nothing_is_withdrawn_and_what_was_typed_stays(reviewer, reason):
    version = signed_version()
    answer = reviewer.post(page_of(version, "withdraw"), {"reason": reason})
    assert answer.status_code == 400
    assert answer.context["form"]["reason"].errors
    assert reason.strip() in answer.content.decode()
    assert status_of(version) == "active"


def test_what_was_withdrawn_meanwhile_is_told_and_the_reason_stays(reviewer):
    version = withdrawn(signed_version())
    answer = reviewer.post(page_of(version, "withdraw"), {"reason": "Once more."})
    assert answer.status_code == 400
    assert "can be withdrawn" in text_of(answer)
    assert "Once more." in answer.content.decode()


def test_an_editor_starts_a_version_from_an_older_one(desk, version):
    signed_version()
    answer = desk.post(page_of(version, "start"))
    draft = ProtocolVersion.objects.get(status="draft")
    assert answer["Location"] == page_of(draft, "change")
    assert (draft.number, draft.change_note) == (3, "Started from version 1.")


def test_a_second_draft_is_refused_on_the_page(desk, version):
    draft_version()
    assert "is not finished" in " ".join(told(desk.post(page_of(version, "start"))))


@pytest.mark.parametrize("verb", ["submit", "start"])
def test_a_button_needs_a_post(desk, version, verb):
    assert desk.get(page_of(version, verb)).status_code == 405


@pytest.mark.parametrize(
    ("person", "verb", "make"),
    [
        (factories.editor, "withdraw", signed_version),
        (factories.reviewer, "submit", draft_version),
        (factories.reviewer, "start", signed_version),
    ],
)
def test_who_may_not_is_refused(client, person, verb, make):
    version = make()
    client.force_login(person())
    assert client.post(page_of(version, verb), {"reason": "Why."}).status_code == 403
    assert status_of(version) == version.status


@pytest.mark.parametrize(
    ("person", "make", "offered"),
    [
        (factories.editor, draft_version, {"submit"}),
        (factories.editor, submitted_version, {"return"}),
        (factories.editor, signed_version, {"start"}),
        (factories.reviewer, draft_version, set()),
        (factories.reviewer, submitted_version, {"return"}),
        (factories.reviewer, signed_version, {"withdraw"}),
        (factories.reviewer, lambda: withdrawn(signed_version()), set()),
    ],
)
def test_the_page_offers_what_is_open_to_this_person_now(client, person, make, offered):
    version = make()
    client.force_login(person())
    html = client.get(page_of(version, "change")).content.decode()
    assert {verb for verb in ("submit", "return", "withdraw", "start") if page_of(version, verb) in html} == offered


def save(desk, draft, **changes):
    page = address(ProtocolVersion, "change", draft.pk)
    return desk.post(page, {**typed(desk.get(page)), **changes})


@pytest.mark.parametrize("changes", [{"change_note": "Mended."}, {"unknowns-0-text": "Nobody knows."}])
def test_whoever_edits_a_draft_is_on_record_as_a_writer(desk, editor, changes):
    draft = draft_version()
    assert save(desk, draft, **changes).status_code == 302
    assert Contributor.objects.filter(version=draft, user=editor).exists()


def test_saving_without_a_change_makes_nobody_a_writer(desk, editor):
    draft = draft_version()
    assert save(desk, draft).status_code == 302
    assert not Contributor.objects.filter(version=draft, user=editor).exists()


def test_a_form_opened_before_the_submission_changes_nothing_after_it(desk):
    draft = draft_version()
    page = address(ProtocolVersion, "change", draft.pk)
    form = {**typed(desk.get(page)), "change_note": "Too late."}
    desk.post(page_of(draft, "submit"))
    answer = desk.post(page, form)
    assert answer.status_code in {403, 409}
    draft.refresh_from_db()
    assert (draft.status, draft.change_note) == ("in_review", "")
