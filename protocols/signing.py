"""What a signature needs: the right person, what they had before their eyes, and every changed figure ticked."""

import hmac
from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import review
from .content import fingerprint
from .models import ProtocolVersion

MEANING = gettext_lazy(
    "I have compared this version with the one clinics read now, checked each changed figure against its source, "
    "and answer for its use by verified practitioners."
)
LONGEST = 120  # of a role and of a registration


def checked(version, before, *, by, role, registration, content_sha256, figures_checked, next_review_on, today):
    """The signature as it is kept. Raises ValidationError with every sentence at the field it is about."""
    refuse_signer(version, by)
    refuse_content(version, content_sha256)
    role, registration = (role or "").strip(), (registration or "").strip()
    changed = figures_to_check(version, before)
    errors = {
        "role": named(role, _("Give your role, such as “dermatologist”.")),
        "registration": named(registration, _("Give your register and number, as on the register’s page.")),
        "next_review_on": review_day(next_review_on, today),
        "figures_checked": unticked(changed, set(figures_checked or ())),
    }
    errors = {name: found for name, found in errors.items() if found}
    if errors:
        raise ValidationError(errors)
    return {
        "name": by.get_full_name(),
        "role": role,
        "registration": registration,
        "meaning": str(MEANING),
        "figures_checked": sorted(change.key for change in changed),
        "content_sha256": version.content_sha256,
    }


def why_not(version, by):
    """Why this person may not sign this version, in a sentence; empty if they may."""
    if not (by.is_active and by.is_staff and by.has_perm("protocols.approve_protocolversion")):
        return _("Only a clinical reviewer can sign a version.")
    if version.created_by_id is None:
        return _("Nobody is on record as the author of this version, so nobody can be the second person.")
    if by.pk in {version.created_by_id, version.submitted_by_id} or version.contributors.filter(user=by).exists():
        return _("You have written in this version. Another reviewer must sign it.")
    if not getattr(by, "name", "").strip():
        return _("Your account has no name. A signature needs one: ask an administrator to enter it.")
    return ""


def refuse_signer(version, by):
    reason = why_not(version, by)
    if reason:
        raise ValidationError({NON_FIELD_ERRORS: [reason]})


def refuse_content(version, content_sha256):
    """What is signed is what was read. Whatever else stands in the row, nothing of it reaches a clinic."""
    if version.status != ProtocolVersion.Status.IN_REVIEW:
        raise ValidationError({NON_FIELD_ERRORS: [_("Only a version under review can be signed.")]})
    same = hmac.compare_digest(str(content_sha256 or "").encode(errors="replace"), version.content_sha256.encode())
    if not same or fingerprint(version.content) != version.content_sha256:
        raise ValidationError({NON_FIELD_ERRORS: [_("The version is not the one you read. Read it again before you sign.")]})


def figures_to_check(version, before):
    """Every figure that differs from what clinics read now, in the tables and in the words; without such a version, every figure."""
    return review.to_check(before.content if before else None, version.content)


def named(value, missing):
    if not any(letter.isalnum() for letter in value):
        return [missing]
    return [_("Write at most %(number)s characters.") % {"number": LONGEST}] if len(value) > LONGEST else []


def review_day(day, today):
    if day is None:
        return [_("Give the day of the next review.")]
    if day <= today:
        return [_("The next review is on a day to come.")]
    return [_("The next review is at most 12 months away.")] if day > a_year_after(today) else []


def a_year_after(day: date) -> date:
    """The same day of the next year; 29 February ends on the 28th."""
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)


def unticked(changed, ticked):
    missing = [str(change.label) for change in changed if change.key not in ticked]
    return [_("Check and tick each changed figure. Still to check: %(figures)s.") % {"figures": "; ".join(missing)}] if missing else []
