"""What the portal does its own way in the accounts of django-allauth."""

import logging
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from .addresses import client_address

security = logging.getLogger("portal.security")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is the address of your account already."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("Enter your current password."),
        "incorrect_code": _("The code is not right. Wait for the next one and try again."),
        "incorrect_password": _("The password is not right."),
        "invalid_login": _("Enter an e-mail address, such as name@example.org."),
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes, then try again."),
        "same_as_current": _("This is the address of your account already."),
        "rate_limited": _("Too many requests. Wait a few minutes, then try again."),
    }

    def get_client_ip(self, request):
        return client_address(request)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """By the account alone. The package adds the host of the request, and a port in it would make a new count."""
        return credentials.get("email", "").strip().lower()

    def send_mail(self, template_prefix, email, context):
        """Links lead to the address of the portal, whatever host a request named."""
        rooted = {name: settings.SITE_URL + path_of(value) if name.endswith("_url") else value for name, value in context.items()}
        super().send_mail(template_prefix, email, {**rooted, "portal_url": settings.SITE_URL})

    def get_login_redirect_url(self, request):
        """Staff without a second factor set one up first: nothing of theirs opens before."""
        if request.user.is_staff and not is_mfa_enabled(request.user):
            return reverse("mfa_index")
        return super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request):
        """The account page, after signing in again with the new password."""
        return reverse("account")

    def get_reauthentication_methods(self, user):
        """Staff are asked for the second factor first, others for their password."""
        methods = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: method["id"] == "reauthenticate") if getattr(user, "is_staff", False) else methods

    def authentication_failed(self, request, **credentials):
        security.warning("sign-in failed from %s", client_address(request))


def path_of(url):
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is not right. Wait for the next one and try again."),
        "cannot_delete_authenticator": _("A staff account keeps its second factor."),
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def generate_authenticator_name(self, user, type):
        return said("Passkey %(number)d") % {"number": Authenticator.objects.filter(user=user, type=type).count() + 1}

    def can_delete_authenticator(self, authenticator):
        """The last one of a staff account stays; another can be added first."""
        if not authenticator.user.is_staff or authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(type=Authenticator.Type.RECOVERY_CODES)
        return others.exclude(pk=authenticator.pk).exists()
