"""The second factor of staff: nothing that only staff may do is open to a password alone."""

import time
from functools import wraps

from allauth.account import app_settings as account_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.utils import is_mfa_enabled
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def passed_second_factor(request, user):
    """Whether this session was opened with a code, a passkey or a recovery code of this very account."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def second_factor_again(view):
    """For what is risky: the second factor must have been shown within the last minutes. What was being sent is not lost."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if seconds_since_second_factor(request) > account_settings.REAUTHENTICATION_TIMEOUT:
            return suspend_request(request, reverse("mfa_reauthenticate"))
        return view(request, *args, **kwargs)

    return guarded


def seconds_since_second_factor(request):
    shown = [record["at"] for record in get_authentication_records(request, request.user) if record.get("method") == "mfa"]
    return time.time() - max(shown, default=0)


class StaffSecondFactorMiddleware:
    """Stands before every page of the admin and every change over the API, whatever way led there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, keywords):
        in_admin = "admin" in request.resolver_match.app_names
        changes_by_api = request.path_info.startswith("/api/") and request.method not in SAFE and not only_works_out(view)
        if not (in_admin or changes_by_api) or not request.user.is_staff or passed_second_factor(request, request.user):
            return None
        if changes_by_api:
            return JsonResponse({"detail": _("A staff account changes nothing without its second factor. Sign in again.")}, status=403)
        return redirect(way_to_pass(request.user, back=request.get_full_path()))


def only_works_out(view):
    """An API view that takes its question by POST and stores nothing says so by `changes_nothing`."""
    return getattr(getattr(view, "cls", None), "changes_nothing", False)


def way_to_pass(user, *, back):
    if not is_mfa_enabled(user):
        return reverse("mfa_index")
    return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}"
