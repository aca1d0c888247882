"""The second pair of eyes is nobody's who has written, and what it must tick is whatever alters what a clinic does."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalogue.models import Precaution, ProposedChange
from protocols import actions, signing
from protocols.models import DowntimeClass, Protocol
from tests import factories
from tests.protocols.versions import signature_for, signing_reviewer, submitted_version

pytestmark = pytest.mark.django_db

# Who has written in what a version takes in


def alter(row, by):
    row._history_user = by
    row.save()


@pytest.mark.parametrize("model", [Precaution, Protocol, DowntimeClass])
def test_whoever_changed_what_it_takes_in_does_not_sign(model):
    reviewer = signing_reviewer()
    alter(model.objects.first(), reviewer)
    version = submitted_version()
    assert "You have written in this version." in signing.why_not(version, reviewer)


def test_a_change_made_while_the_version_before_was_under_review_counts():
    """It was frozen already, so the change reaches clinics with the next."""
    reviewer, second = signing_reviewer(), submitted_version()
    alter(Precaution.objects.first(), reviewer)
    actions.approve(version=second, by=signing_reviewer(name="Another Reviewer"), **signature_for(second))
    third = submitted_version()
    assert "You have written in this version." in signing.why_not(third, reviewer)


def test_who_proposed_a_change_has_written_it_whoever_published():
    reviewer, editor = signing_reviewer(), factories.editor()
    precaution = Precaution.objects.first()
    ProposedChange.objects.create(
        model="catalogue.Precaution",
        row=precaution.pk,
        title="x",
        status="published",
        before={},
        after={"reason": "Another."},
        made_by=reviewer,
        decided_by=editor,
        decided_at=timezone.now(),
    )
    assert "You have written in this version." in signing.why_not(submitted_version(), reviewer)


def test_a_figure_in_words_is_to_be_ticked():
    def other_words(version):
        step = version.technique.filter(text__contains="2.5").first() or version.technique.first()
        step.text = "Put 25 ml on the skin."
        step.save()

    version = submitted_version(change=other_words)
    given = signature_for(version)
    assert [key for key in given["figures_checked"] if key.startswith("technique.")]
    with pytest.raises(ValidationError, match="Still to check"):
        actions.approve(version=version, by=signing_reviewer(), **{**given, "figures_checked": []})


def test_a_milder_safeguard_is_to_be_ticked():
    precaution = Precaution.objects.filter(severity="never", safeguard__travels_with_serum=True).first()
    precaution.severity = "consult"
    precaution.save()
    version = submitted_version()
    assert f"safeguards.{precaution.code}.severity" in signature_for(version)["figures_checked"]


@pytest.mark.parametrize("nothing", ["", "  ", "\u200b", "–"])
@pytest.mark.parametrize("field", ["role", "registration"])
def test_a_signature_needs_words(field, nothing):
    version = submitted_version()
    with pytest.raises(ValidationError) as refused:
        actions.approve(version=version, by=signing_reviewer(), **signature_for(version, **{field: nothing}))
    assert list(refused.value.error_dict) == [field]


def test_a_fingerprint_that_no_text_has_is_refused_in_words():
    version = submitted_version()
    with pytest.raises(ValidationError, match="not the one you read"):
        actions.approve(version=version, by=signing_reviewer(), **signature_for(version, content_sha256="\ud800"))
