"""Versions of the Serum protocol on their way to clinics, made through the one door as staff make them."""

from datetime import timedelta

from django.utils import timezone

from protocols import actions, signing
from protocols.models import Protocol, ProtocolVersion
from tests import factories

SIGNATURE = {"role": "Dermatologist", "registration": "GMC 1234567"}


def signing_reviewer(**fields):
    """A reviewer whose account bears a name, so that it can sign."""
    return factories.reviewer(**{"name": "Rita Reviewer", **fields})


def draft_version(*, author=None, change=None, like=None):
    """The next version as a draft. `change`: a function that changes its rows."""
    version = actions.start_new_version(protocol=Protocol.objects.get(), by=author or factories.editor(), like=like)
    if change:
        change(version)
    return version


def smaller_dose(version):
    """One ampoule less with moderate downtime: a change to pass as `change`."""
    version.doses.filter(downtime_class__code="moderate").update(in_clinic_ml="2.5", take_home_ml="2.5")
    for row in list(version.applications.filter(downtime_class__code="moderate"))[2:]:
        row.delete()


def submitted_version(*, author=None, change=None):
    version = draft_version(author=author, change=change)
    return actions.submit_for_review(version=version, by=version.created_by)


def signature_for(version, **given):
    """All that a signature needs, every changed figure ticked."""
    before = ProtocolVersion.objects.active().filter(protocol=version.protocol_id).first()
    return {
        **SIGNATURE,
        "content_sha256": version.content_sha256,
        "figures_checked": [change.key for change in signing.figures_to_check(version, before)],
        "next_review_on": timezone.localdate() + timedelta(days=200),
        **given,
    }


def signed_version(*, author=None, signer=None, change=None, **given):
    """A second version that clinics read in place of the first."""
    version = submitted_version(author=author, change=change)
    return actions.approve(version=version, by=signer or signing_reviewer(), **signature_for(version, **given))


def withdrawn(version, *, reason="A figure was wrong."):
    return actions.withdraw(version=version, by=signing_reviewer(), reason=reason)
