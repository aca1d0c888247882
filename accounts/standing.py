"""What an account is and how far its check has come, in words: for the account page, `me/` and the refusals."""

from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .actions import may_apply
from .models import Verification

Status = Verification.Status
TONES = {
    Status.VERIFIED: "good",
    Status.PENDING: "info",
    Status.MORE_NEEDED: "caution",
    Status.REFUSED: "stop",
    Status.EXPIRED: "caution",
    Status.REVOKED: "stop",
}
HOW = {
    Status.NOT_STARTED: gettext_lazy("State your profession and your register number. Then somebody of our team checks them."),
    Status.PENDING: gettext_lazy("Nothing more is needed from you now. We compare your details with the register and write to you."),
    Status.MORE_NEEDED: gettext_lazy("Send what is asked for below, and the check goes on."),
    Status.VERIFIED: gettext_lazy("Your account opens what is written for your profession."),
    Status.REFUSED: gettext_lazy("The check ended with no. You can send better details, or write to us if you think this is wrong."),
    Status.EXPIRED: gettext_lazy("A check holds for 12 months at most, and this one has ended. Ask for a new one."),
    Status.REVOKED: gettext_lazy("The verification was withdrawn. You can send new details, or write to us if you think this is wrong."),
}


def verification_of(user):
    try:
        return user.verification
    except ObjectDoesNotExist:
        return Verification(user=user, profession="")


def describe(user, day):
    verification = verification_of(user)
    standing = verification.standing_on(day)
    return {
        "email": user.email,
        "name": user.name,
        "profession": verification.profession or None,
        "profession_label": verification.get_profession_display(),
        "clinic": verification.clinic,
        "country": verification.country.name if verification.country else "",
        "register_number": verification.register_number,
        "verification": standing.value,
        "verification_label": standing.label,
        "tone": TONES.get(standing, ""),
        "verified_until": verification.verified_until,
        "renewal_waits": standing == Status.VERIFIED and verification.waiting_since is not None,
        "reason": verification.reason
        if standing in {Status.MORE_NEEDED, Status.REFUSED, Status.REVOKED} or asked_in_renewal(verification)
        else "",
        "may_apply": may_apply(verification, day),
        "how": HOW[standing],
    }


def asked_in_renewal(verification):
    """A question about a renewal: the profession holds, and the last thing staff said was not the approval."""
    last = verification.user.verification_events.first() if verification.pk and verification.status == Status.VERIFIED else None
    return last is not None and last.kind == "more_needed"


def tasks(user, account):
    """The task list of the account page: what is done, what is next, each with its state in words."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True).exists()
    return [
        {
            "label": _("Confirm your e-mail address"),
            "url": reverse("account_email"),
            "state": _("Done") if confirmed else _("To do"),
            "done": confirmed,
        },
        second_factor_task(user),
        {
            "label": _("State your profession and register number"),
            "url": reverse("account-profession"),
            "state": _("Done") if account["register_number"] else _("To do"),
            "done": bool(account["register_number"]),
        },
        {
            "label": _("Our team checks your details"),
            "url": "",
            "state": account["verification_label"],
            "tone": account["tone"],
            "done": account["verification"] == Status.VERIFIED,
        },
    ]


def second_factor_task(user):
    enabled = is_mfa_enabled(user)
    label = _("Set up a second factor") if user.is_staff else _("Set up a second factor (advised)")
    return {"label": label, "url": reverse("mfa_index"), "state": _("Done") if enabled else _("To do"), "done": enabled}
