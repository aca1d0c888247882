"""Mail about a verification. Plain words, no figure, and the way back to the account page."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import VerificationEvent

Kind = VerificationEvent.Kind
SUBJECTS = {
    Kind.APPROVED: gettext_lazy("Your profession is verified"),
    Kind.MORE_NEEDED: gettext_lazy("We need more to check your profession"),
    Kind.REFUSED: gettext_lazy("Your profession could not be verified"),
    Kind.REVOKED: gettext_lazy("Your verification was withdrawn"),
    Kind.EXPIRED: gettext_lazy("Your verification has ended"),
    Kind.REMINDED: gettext_lazy("Your verification ends soon"),
}


def tell_applicant(verification, kind):
    context = {
        "kind": kind.value,
        "name": verification.user.get_full_name(),
        "profession": verification.get_profession_display(),
        "until": verification.verified_until,
        "reason": verification.reason,
        "renewal_waits": verification.waiting_since is not None,
        "account_url": settings.SITE_URL + reverse("account"),
        "contact_url": settings.SITE_URL + reverse("contact"),
    }
    body = render_to_string("accounts/letters/verification.txt", context)
    send_mail(str(SUBJECTS[kind]), body, None, [address_of(verification.user)])


def tell_staff_of_application(verification):
    if settings.STAFF_EMAIL:
        url = settings.SITE_URL + reverse("admin:accounts_verification_change", args=[verification.pk])
        body = render_to_string("accounts/letters/application.txt", {"verification": verification, "url": url})
        send_mail(_("A profession waits to be checked"), body, None, [settings.STAFF_EMAIL])


def tell_deleted(address):
    """So that somebody whose account was deleted by another hears of it."""
    send_mail(
        _("Your account was deleted"),
        render_to_string("accounts/letters/deleted.txt", {"contact_url": settings.SITE_URL + reverse("contact")}),
        None,
        [address],
    )


def address_of(user):
    """The confirmed address. One that is still to be confirmed may be somebody else's; without any, there is only the account's."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk").values_list("email", flat=True)
    return confirmed.first() or user.email
