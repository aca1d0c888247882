"""Changes of state of accounts: the one door. Views, the admin and commands call these; none of them sets `status`.

Each writes down who did it, when and why (`VerificationEvent`), and tells the applicant by mail.
"""

import logging
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import letters
from .models import ApiToken, User, Verification, VerificationEvent
from .sessions import end_all_sessions

logger = logging.getLogger("portal.accounts")
Status, Kind = Verification.Status, VerificationEvent.Kind
LONGEST = timedelta(days=366)  # of a verification, from the day it is given
REMIND_BEFORE = timedelta(days=30)
NAME_LENGTH = VerificationEvent._meta.get_field("name").max_length  # an account without a name is named by its address, which may be longer
STATED = ["profession", "clinic", "country", "register_number"]
# From where an application is taken at any time; what holds is renewed towards its end.
MAY_APPLY = {Status.NOT_STARTED, Status.PENDING, Status.MORE_NEEDED, Status.REFUSED, Status.EXPIRED, Status.REVOKED}


# -- By the applicant


def may_apply(verification, day):
    """Whoever is not verified, and who is, from thirty days before the end."""
    standing = verification.standing_on(day)
    return standing in MAY_APPLY or verification.verified_until - day <= REMIND_BEFORE


@transaction.atomic
def apply(*, by, name, profession, clinic, country, register_number, message=""):
    """Ask for the check of one's own profession, answer a question about it, or renew it.

    A verified profession stays open while its renewal waits, until its last day; another profession is a new check and closes
    it. Raises ValidationError while a verification holds for longer than thirty days.
    """
    verification = own_verification(by)
    if not may_apply(verification, timezone.localdate()):
        raise ValidationError(_("Your profession is verified. You can renew it from 30 days before it ends."))
    renews = verification.holds_on(timezone.localdate()) and verification.profession == profession
    stated = {"profession": profession, "clinic": clinic, "country": country, "register_number": register_number}
    for field, value in stated.items():
        setattr(verification, field, value)
    verification.message = message
    newly_waiting = verification.waiting_since is None
    verification.waiting_since = verification.waiting_since or timezone.now()
    if not renews:
        verification.status, verification.verified_until = Status.PENDING, None
    verification.save()
    User.objects.filter(pk=by.pk).update(name=name)
    verification.user.name = name
    record(verification, Kind.APPLIED, by=by, reason=message)
    if newly_waiting:
        letters.tell_staff_of_application(verification)
    return verification


def own_verification(user):
    row, _created = Verification.objects.select_for_update().get_or_create(user=user)
    return row


# -- By staff


def objections(kind, *, verification, by, reason, verified_until=None):
    """What speaks against a decision, by field. The form of the staff asks, and so does every action below."""
    today, found = timezone.localdate(), {}
    if verification.user_id == by.pk:
        found["decision"] = _("Another person has to check your own profession.")
    elif kind == Kind.REVOKED and verification.status != Status.VERIFIED:
        found["decision"] = _("This profession is not verified, so there is nothing to revoke.")
    elif kind == Kind.REFUSED and verification.holds_on(today):
        found["decision"] = _("This profession is verified: revoke it instead.")
    elif kind == Kind.APPROVED and not verification.profession:
        found["decision"] = _("No profession was stated: ask for it first.")
    if not reason.strip():
        found["reason"] = _("Give the reason: the applicant reads it, and it is kept.")
    if kind == Kind.APPROVED and (not verified_until or verified_until < today):
        found["verified_until"] = _("Give the last day on which it holds: today or later.")
    elif kind == Kind.APPROVED and verified_until > today + LONGEST:
        found["verified_until"] = _("A verification holds for 12 months at most.")
    return found


def approve(*, verification, by, reason, verified_until):
    """Open what is written for the profession, until a day at most 12 months ahead. Raises ValidationError by field."""
    return decide(Kind.APPROVED, verification, by=by, reason=reason, verified_until=verified_until)


def ask_for_more(*, verification, by, reason):
    """Leave the check open and say what is missing. A renewal that is asked about stays verified until its last day."""
    return decide(Kind.MORE_NEEDED, verification, by=by, reason=reason)


def refuse(*, verification, by, reason):
    """Answer an application with no. It can be repeated. Raises ValidationError for what is verified."""
    return decide(Kind.REFUSED, verification, by=by, reason=reason)


def revoke(*, verification, by, reason):
    """Close what was open, from the next request on, for sessions and API tokens alike. Raises ValidationError if nothing is."""
    return decide(Kind.REVOKED, verification, by=by, reason=reason)


STATUS_AFTER = {
    Kind.APPROVED: Status.VERIFIED,
    Kind.MORE_NEEDED: Status.MORE_NEEDED,
    Kind.REFUSED: Status.REFUSED,
    Kind.REVOKED: Status.REVOKED,
}


@transaction.atomic
def decide(kind, verification, *, by, reason, verified_until=None):
    verification = Verification.objects.select_for_update().select_related("user").get(pk=verification.pk)
    found = objections(kind, verification=verification, by=by, reason=reason, verified_until=verified_until)
    if found:
        raise ValidationError(found)
    stays_open = kind == Kind.MORE_NEEDED and verification.holds_on(timezone.localdate())
    if not stays_open:
        verification.status, verification.verified_until = STATUS_AFTER[kind], verified_until
    if kind == Kind.APPROVED:
        verification.reminded_at = None
    verification.reason, verification.waiting_since = reason, None
    verification.save()
    record(verification, kind, by=by, reason=reason)
    letters.tell_applicant(verification, kind)
    return verification


def record(verification, kind, *, by=None, reason=""):
    stated = {field: getattr(verification, field) for field in STATED}
    return VerificationEvent.objects.create(
        user=verification.user,
        name=verification.user.get_full_name()[:NAME_LENGTH],
        kind=kind,
        reason=reason,
        verified_until=verification.verified_until,
        by=by,
        by_name=by.get_full_name()[:NAME_LENGTH] if by else "",
        **stated,
    )


# -- By the passing of time


def expire_due():
    """Verifications past their last day. They have opened nothing since; here it is written down and told. Returns how many."""
    due = Verification.objects.filter(status=Status.VERIFIED, verified_until__lt=timezone.localdate())
    return one_by_one(due, expire)


def remind_before_expiry():
    """Once for each verification, thirty days ahead of its end. Returns how many."""
    today = timezone.localdate()
    soon = {"verified_until__gte": today, "verified_until__lte": today + REMIND_BEFORE, "reminded_at": None, "waiting_since": None}
    return one_by_one(Verification.objects.filter(status=Status.VERIFIED, **soon), remind)


def one_by_one(rows, change):
    """Each in a transaction of its own, locked and looked at again; one that fails holds up no other. Returns how many changed."""
    changed = 0
    for pk in rows.values_list("pk", flat=True):
        try:
            with transaction.atomic():
                row = rows.select_for_update().filter(pk=pk).first()
                if row:
                    change(row)
                    changed += 1
        except Exception:
            logger.exception("verification %s: %s failed", pk, change.__name__)
    return changed


def expire(verification):
    verification.status = Status.EXPIRED if verification.waiting_since is None else Status.PENDING
    verification.save()
    record(verification, Kind.EXPIRED)
    letters.tell_applicant(verification, Kind.EXPIRED)


def remind(verification):
    verification.reminded_at = timezone.now()
    verification.save(update_fields=["reminded_at"])
    record(verification, Kind.REMINDED)
    letters.tell_applicant(verification, Kind.REMINDED)


# -- Tokens


@transaction.atomic
def make_token(*, by, name):
    """A new API token of one's own. Returns the row and the token itself, which is stored nowhere and shown once.

    Raises ValidationError for a sixth: the account is locked meanwhile, so that two at once do not both count four.
    """
    User.objects.select_for_update().get(pk=by.pk)
    ApiToken.objects.filter(user=by, expiry__lte=timezone.now()).delete()
    if ApiToken.objects.filter(user=by).count() >= settings.TOKENS_PER_ACCOUNT:
        raise ValidationError(
            _("You have %(number)d tokens, which is the most. Revoke one first.") % {"number": settings.TOKENS_PER_ACCOUNT}
        )
    return ApiToken.objects.create(user=by, name=name)


def revoke_token(*, by, pk):
    """Ends one of one's own tokens, from the next request on. False if there is none of that name."""
    return ApiToken.objects.filter(user=by, pk=pk).delete()[0] > 0


# -- The account


def expect_confirmation(user):
    """An address that staff typed is confirmed by its owner at the next sign-in."""
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email.lower(), primary=True, verified=False)


def close(user):
    """End everything that an account without access still holds: sessions and tokens, on every device."""
    end_all_sessions(user)
    ApiToken.objects.filter(user=user).delete()
