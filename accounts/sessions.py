"""How long a session lasts, and how all sessions of an account are ended."""

import time
from datetime import UTC, datetime

from allauth.account.signals import password_reset
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from .models import ApiToken

STARTED, SEEN = "session_started", "session_seen"
MINUTE = 60


@receiver(user_logged_out)
def have_the_browser_forget(sender, request, user, **kwargs):
    """However a session ends: by signing out, with a new password, with the account or by time."""
    if request is not None and user is not None:
        request.session_ended = True


@receiver(password_reset)
def end_tokens_after_a_reset(sender, request, user, **kwargs):
    """Whoever had to ask for a new password may have lost the account for a while: what was made in it meanwhile ends."""
    ApiToken.objects.filter(user=user).delete()


@receiver(user_logged_in)
def start_clock(sender, request, user, **kwargs):
    request.session[STARTED] = request.session[SEEN] = int(time.time())
    request.session_began = True


def most_seconds(user):
    return settings.STAFF_SESSION_SECONDS if user.is_staff else settings.SESSION_COOKIE_AGE


def session_ends_at(request):
    """However busy it is, a session does not last beyond this moment."""
    return datetime.fromtimestamp(request.session[STARTED] + most_seconds(request.user), tz=UTC)


class SessionLimitMiddleware:
    """Ends a session past its time before anything is shown: staff after half an hour of rest or half a day in all, others after
    two weeks, however busy they were. Whenever a session ends, the browser is told to forget what it kept.

    The offline copy of the dosing card goes with less: when a session begins, for it may be somebody else's, and when anything is
    refused or asks for a sign-in, for then nobody knows that the copy may still be read.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            self.check(request, int(time.time()))
        response = self.get_response(request)
        if getattr(request, "session_ended", False):
            response.headers.setdefault("Clear-Site-Data", '"cache", "storage"')
        elif getattr(request, "session_began", False) or is_refusal(response):
            response.headers.setdefault("Clear-Site-Data", '"storage"')
        return response

    def check(self, request, now):
        if not request.user.is_authenticated:
            return
        started = request.session.setdefault(STARTED, now)
        seen = request.session.setdefault(SEEN, now)
        staff = request.user.is_staff
        too_old = now - started >= most_seconds(request.user)
        if too_old or (staff and now - seen >= settings.STAFF_IDLE_SECONDS):
            logout(request)
            messages.info(request, _("You were signed out because your session had ended. Sign in again to go on."))
        elif staff and now - seen >= MINUTE:
            request.session[SEEN] = now


def is_refusal(response):
    to_sign_in = response.status_code == 302 and response.headers["Location"].startswith(resolve_url(settings.LOGIN_URL))
    return to_sign_in or response.status_code in {401, 403}


def end_all_sessions(user):
    """On every device, from the next request on."""
    for session in UserSession.objects.filter(user=user):
        session.end()
