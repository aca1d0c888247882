"""What waits for the editors and reviewers of protocols."""

from datetime import timedelta

import pytest
from django.utils import timezone

from protocols import actions
from protocols.models import Aftercare, Course, Phase, Procedure, ProtocolVersion
from tests import factories
from tests.work import found

pytestmark = pytest.mark.django_db

FIRST, SECOND = "CALECIM Serum after a procedure, version 1", "CALECIM Serum after a procedure, version 2"


@pytest.fixture
def draft(version):
    return actions.start_new_version(protocol=version.protocol, by=factories.editor())


def test_the_makers_guideline_is_unsigned():
    assert found("unsigned") == [(FIRST, "Clinics read it; no clinical reviewer has signed it.")]


@pytest.mark.parametrize(("status", "listed"), [("draft", False), ("in_review", True)])
def test_a_version_waits_for_its_signature_while_under_review(version, draft, status, listed):
    ProtocolVersion.objects.filter(pk=draft.pk).update(status=status, content=version.content, content_sha256="x" * 64)
    assert ((SECOND, "It is under review and waits for a signature.") in found("unsigned")) is listed


@pytest.mark.parametrize("status", ["retired", "withdrawn"])
def test_what_clinics_no_longer_read_needs_no_signature(version, status):
    ProtocolVersion.objects.filter(pk=version.pk).update(status=status, end_reason="Wrong.")
    assert found("unsigned") == []


@pytest.mark.parametrize(
    ("days", "grace", "why"),
    [
        (31, 0, None),
        (30, 0, "Its review is due on {}."),
        (0, 0, "Its review is due on {}."),
        (-1, 0, "Its review was due on {}: clinics see no figure."),
        (-1, 7, "Its review was due on {}. Clinics still see its figures, for a few days."),
        (-7, 7, "Its review was due on {}. Clinics still see its figures, for a few days."),
        (-8, 7, "Its review was due on {}: clinics see no figure."),
    ],
)
def test_a_review_is_listed_ahead_and_once_it_is_overdue(settings, version, days, grace, why):
    settings.REVIEW_WARNING_DAYS, settings.REVIEW_GRACE_DAYS = 30, grace
    day = timezone.localdate() + timedelta(days=days)
    ProtocolVersion.objects.filter(pk=version.pk).update(next_review_on=day)
    assert found("reviews") == ([(FIRST, why.format(day))] if why else [])
    version.refresh_from_db()
    assert version.review_is_overdue() is bool(why and "no figure" in why), "as the look-up has it"


@pytest.mark.parametrize("part", ["doses", "technique", "unknowns"])
def test_what_a_draft_says_without_a_source_is_listed(draft, part):
    before = found("uncited")
    row = getattr(draft, part).first()
    row.citations.clear()
    assert [name for name, why in found("uncited") if (name, why) not in before] == [str(row)]


def test_what_clinics_read_is_frozen_and_not_looked_at(version):
    before = found("uncited")
    version.doses.first().citations.clear()
    assert found("uncited") == before


def test_a_draft_without_a_dose_was_left_blank(draft):
    assert SECOND not in dict(found("missing-figures"))
    draft.doses.get(downtime_class__code="high").delete()
    draft.doses.get(downtime_class__code="moderate").delete()
    assert (SECOND, "Left blank: a downtime class has no dose.") in found("missing-figures")


def test_a_home_share_without_applications_was_left_blank(draft):
    draft.applications.filter(downtime_class__code="high").delete()
    assert (f"{SECOND}: High", "Left blank: the home share has no applications.") in found("missing-figures")


def test_inferred_figures_stand_until_they_are_confirmed(version):
    why = "The maker does not print it."
    assert (f"{FIRST}: Moderate, day 2, morning", why) in found("inferred")
    assert (
        len([name for name, _why in found("inferred") if name.startswith(FIRST)]) == version.applications.filter(inferred=True).count() == 9
    )
    version.applications.filter(downtime_class__code="moderate").update(inferred=False)
    assert (f"{FIRST}: Moderate, day 2, morning", why) not in found("inferred")


def test_the_figures_of_a_course_are_looked_at_too():
    Aftercare.objects.all().delete()
    listed = dict(found("inferred"))
    assert all(phase.name in listed for phase in Phase.objects.filter(days_inferred=True))
    Phase.objects.update(inferred=False, days_inferred=False)
    assert not {phase.name for phase in Phase.objects.all()} & set(dict(found("inferred")))


@pytest.mark.parametrize("model", [Procedure, Course])
def test_what_is_set_for_a_moment_is_listed(model):
    row = model.objects.first()
    model.objects.filter(pk=row.pk).update(retire_at=timezone.now())
    assert [name for name, _why in found("scheduled")] == [row.name]
