"""Changes of state of a protocol version: the one door. Views, the admin and commands call these; none of them sets `status`."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from . import readiness
from .content import compose, fingerprint, rules_of
from .models import Protocol, ProtocolVersion


def problems_of(version):
    """What keeps this version from being shown, from the rows of today (or the frozen content once there is one)."""
    return readiness.problems(rules_of(version.content or compose(version)))


@transaction.atomic
def publish_maker_guideline(*, version, transcribed_on: date, next_review_on: date):
    """Show the maker's published guideline, transcribed and not signed by a clinical reviewer. Only the content loader calls this.

    Raises ValidationError if the version is no draft, has problems, or another version is active.
    """
    version = ProtocolVersion.objects.select_for_update().get(pk=version.pk)
    if not version.is_draft:
        raise ValidationError(_("Only a draft can be published as the maker’s guideline."))
    if ProtocolVersion.objects.active().filter(protocol=version.protocol_id).exists():
        raise ValidationError(_("This protocol already has an active version; a new one needs a reviewer’s signature."))
    found = problems_of(version)
    if found:
        raise ValidationError([f"{problem.where}: {problem.text}" for problem in found])
    version.content = compose(version)
    version.content_sha256 = fingerprint(version.content)
    version.ground = ProtocolVersion.Ground.MAKER_PUBLISHED
    version.transcribed_on = transcribed_on
    version.next_review_on = next_review_on
    version.activated_at = timezone.now()
    version.status = ProtocolVersion.Status.ACTIVE
    version.save()
    return version


@transaction.atomic
def start_new_version(*, protocol, by):
    """A draft for editors to change, with the rows of the version clinics read now, else of the last one there was.

    Raises ValidationError while another version is being worked on: two drafts would each lack what the other changes.
    """
    protocol = Protocol.objects.select_for_update().get(pk=protocol.pk)  # two at once would both take the next number
    versions = protocol.versions
    unfinished = versions.filter(status__in=[ProtocolVersion.Status.DRAFT, ProtocolVersion.Status.IN_REVIEW]).first()
    if unfinished:
        raise ValidationError(_("Version %(number)s is not finished: publish or delete it first.") % {"number": unfinished.number})
    before = versions.active().first() or versions.latest_first().first()
    last = versions.aggregate(Max("number"))["number__max"] or 0
    version = ProtocolVersion.objects.create(protocol=protocol, number=last + 1, created_by=by)
    if before:
        copy_rows(before, version)
    return version


def copy_rows(before, version):
    for rows in (before.doses, before.applications, before.technique, before.unknowns):
        for row in rows.all():
            copy_row(row, version)


def copy_row(row, version):
    citations = list(row.citations.all()) if hasattr(row, "citations") else []
    row.pk, row._state.adding, row.version = None, True, version
    row.save()
    if citations:
        row.citations.set(citations)
