"""Changes of state of a protocol version: the one door. Views, the admin and commands call these; none of them sets `status`.

Each takes the row for itself first, so that of two people acting at once the second sees what the first did. Each raises
ValidationError with sentences for the one who acts; the database refuses the same once more (`version_guards`).
"""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from . import letters, review, signing, writers
from .content import compose, fingerprint
from .models import Contributor, Protocol, ProtocolVersion, ReviewComment, SignOff
from .signals import version_activated, version_withdrawn

Status = ProtocolVersion.Status


def problems_of(version):
    """What keeps this version from being shown, from the rows of today (or the frozen content once there is one)."""
    return review.blockers(version.content or compose(version))


def locked(version):
    """The row as it stands now, held until the end of the transaction."""
    return ProtocolVersion.objects.select_for_update().get(pk=version.pk)


def refuse(found):
    if found:
        raise ValidationError([f"{problem.where}: {problem.text}" for problem in found])


def freeze(version):
    version.content = compose(version)
    version.content_sha256 = fingerprint(version.content)


def save(version, *, by, reason):
    """One entry in the history says who changed the state, and why."""
    version._history_user, version._change_reason = by, reason
    version.save()


@transaction.atomic
def publish_maker_guideline(*, version, transcribed_on: date, next_review_on: date):
    """Show the maker's published guideline, transcribed and not signed by a clinical reviewer. Only the content loader calls this.

    Raises ValidationError if the version is no draft, has problems, or another version is active.
    """
    version = locked(version)
    if not version.is_draft:
        raise ValidationError(_("Only a draft can be published as the maker’s guideline."))
    if ProtocolVersion.objects.active().filter(protocol=version.protocol_id).exists():
        raise ValidationError(_("This protocol already has an active version; a new one needs a reviewer’s signature."))
    if version.created_by_id or ProtocolVersion.objects.filter(protocol=version.protocol_id).exclude(status=Status.DRAFT).exists():
        raise ValidationError(_("Only the first version of a protocol, as the content files bring it, is the maker’s guideline."))
    refuse(problems_of(version))
    freeze(version)
    version.ground = ProtocolVersion.Ground.MAKER_PUBLISHED
    version.transcribed_on = transcribed_on
    version.next_review_on = next_review_on
    version.activated_at = timezone.now()
    version.status = Status.ACTIVE
    version.save()
    return version


@transaction.atomic
def start_new_version(*, protocol, by, like=None):
    """A draft for editors to change, with the rows of `like`, else of the version clinics read now, else of the last one there was.

    Raises ValidationError while another version is being worked on: two drafts would each lack what the other changes.
    """
    protocol = Protocol.objects.select_for_update().get(pk=protocol.pk)  # two at once would both take the next number
    versions = protocol.versions
    unfinished = versions.filter(status__in=[Status.DRAFT, Status.IN_REVIEW]).first()
    if unfinished:
        raise ValidationError(_("Version %(number)s is not finished: publish or delete it first.") % {"number": unfinished.number})
    if like is not None and like.protocol_id != protocol.pk:
        raise ValidationError(_("A new version starts from a version of the same protocol."))
    before = like or versions.active().first() or versions.latest_first().first()
    note = _("Started from version %(number)s.") % {"number": like.number} if like else ""
    last = versions.aggregate(Max("number"))["number__max"] or 0
    version = ProtocolVersion.objects.create(protocol=protocol, number=last + 1, created_by=by, change_note=note)
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


@transaction.atomic
def record_contributor(*, version, by):
    """Whoever writes in a draft never signs it.

    Raises ValidationError if it is a draft no more: what is under review stays as it was submitted.
    """
    if not locked(version).is_draft:
        raise ValidationError(_("This version is no draft any more. Start again from the version as it stands now."))
    Contributor.objects.get_or_create(version=version, user=by)


@transaction.atomic
def submit_for_review(*, version, by):
    """Freeze a draft for a second person to read.

    Raises ValidationError if it is no draft or if something keeps it from being shown.
    """
    version = locked(version)
    if not version.is_draft:
        raise ValidationError(_("Only a draft can be submitted for review."))
    freeze(version)
    refuse(problems_of(version))
    version.submitted_by, version.submitted_at = by, timezone.now()
    version.status = Status.IN_REVIEW
    save(version, by=by, reason=_("Submitted for review"))
    for person in {by.pk, version.created_by_id, *writers.of(version)} - {None}:
        Contributor.objects.get_or_create(version=version, user_id=person)
    return version


@transaction.atomic
def return_to_author(*, version, by, reason):
    """Open a version under review again, as a draft. What its authors wrote stays theirs: none of them will sign it.

    Raises ValidationError without a reason, or if it is not under review.
    """
    version, reason = locked(version), said(reason)
    if version.status != Status.IN_REVIEW:
        raise ValidationError(_("Only a version under review can be returned to its author."))
    version.content, version.content_sha256 = None, ""
    version.submitted_by = version.submitted_at = None
    version.status = Status.DRAFT
    save(version, by=by, reason=reason)
    ReviewComment.objects.create(version=version, text=reason, by=by, by_name=by.get_full_name())
    return version


def said(reason):
    if not any(letter.isalnum() for letter in reason or ""):
        raise ValidationError({"reason": [_("Give the reason.")]})
    return reason.strip()


@transaction.atomic
def approve(*, version, by, role, registration, content_sha256, figures_checked, next_review_on):
    """Put a version under review in front of clinics, in place of the one before, under the signature of a second person.

    `content_sha256` is what the signer had before their eyes, `figures_checked` the keys of the figures they ticked. Raises
    ValidationError, with the sentence at the field it is about.
    """
    Protocol.objects.select_for_update().get(pk=version.protocol_id)  # of two approvals one waits here
    version = locked(version)
    before = before_of(version, held=True)
    now = timezone.now()
    signature = signing.checked(
        version,
        before,
        by=by,
        role=role,
        registration=registration,
        content_sha256=content_sha256,
        figures_checked=figures_checked,
        next_review_on=next_review_on,
        today=timezone.localdate(),
    )
    if before:
        retire(before, by=by, now=now, replaced_by=version)
    SignOff.objects.create(version=version, signer=by, signed_at=now, **signature)
    version.ground, version.signed_by = ProtocolVersion.Ground.SIGNED_OFF, by
    version.approved_on, version.next_review_on = timezone.localdate(), next_review_on
    version.activated_at, version.status = now, Status.ACTIVE
    save(version, by=by, reason=_("Signed off"))
    version_activated.send(ProtocolVersion, version=version, before=before)
    return version


def before_of(version, *, held=False):
    """The version that clinics read now, which this one is compared with and would replace."""
    rows = ProtocolVersion.objects.select_for_update() if held else ProtocolVersion.objects
    return rows.active().filter(protocol=version.protocol_id).exclude(pk=version.pk).first()


def retire(version, *, by, now, replaced_by):
    version.status = Status.RETIRED
    version.ended_at, version.ended_on = now, timezone.localdate()
    save(version, by=by, reason=_("Replaced by version %(number)s") % {"number": replaced_by.number})


@transaction.atomic
def withdraw(*, version, by, reason):
    """Stop a version at once, without a second person: safety first. No other version takes its place by itself.

    Raises ValidationError without a reason, without the right to it, or if clinics never read the version.
    """
    if not (by.is_staff and by.has_perm("protocols.withdraw_protocolversion")):
        raise ValidationError(_("Only a clinical reviewer can withdraw a version."))
    version, reason, now = locked(version), said(reason), timezone.now()
    if version.status not in {Status.ACTIVE, Status.RETIRED}:
        raise ValidationError(_("Only a version that clinics read, or have read, can be withdrawn."))
    version.ended_at = version.ended_at or now  # one that was replaced ended then
    version.ended_on, version.end_reason = timezone.localdate(), reason
    version.status = Status.WITHDRAWN
    save(version, by=by, reason=reason)
    version_withdrawn.send(ProtocolVersion, version=version)
    return version


@transaction.atomic
def remind_of_reviews():
    """One letter to the editors for each version in use whose review comes near. Called by housekeeping; gives their number.

    Without an address for them nothing is noted, so that the letter goes out once there is one.
    """
    if not settings.STAFF_EMAIL:
        return 0
    rows = ProtocolVersion.objects.select_for_update(of=["self"]).active().filter(review_reminded_at=None).select_related("protocol")
    due = [version for version in rows if version.review_is_near() or version.review_is_overdue()]
    for version in due:
        version.review_reminded_at = timezone.now()
        save(version, by=None, reason=_("Editors reminded of the review"))
        letters.tell_staff_of_review(version)
    return len(due)
