"""How long a session lasts, and how all sessions of an account are ended."""

import time

from allauth.account.signals import password_reset
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
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


class SessionLimitMiddleware:
    """Ends a session past its time before anything is shown: staff after half an hour of rest or half a day in all, others after
    two weeks, however busy they were. Whenever a session ends, the browser is told to forget what it kept.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            self.check(request, int(time.time()))
        response = self.get_response(request)
        if getattr(request, "session_ended", False):
            response.headers.setdefault("Clear-Site-Data", '"cache", "storage"')
        return response

    def check(self, request, now):
        if not request.user.is_authenticated:
            return
        started = request.session.setdefault(STARTED, now)
        seen = request.session.setdefault(SEEN, now)
        staff = request.user.is_staff
        too_old = now - started >= (settings.STAFF_SESSION_SECONDS if staff else settings.SESSION_COOKIE_AGE)
        if too_old or (staff and now - seen >= settings.STAFF_IDLE_SECONDS):
            logout(request)
            messages.info(request, _("You were signed out because your session had ended. Sign in again to go on."))
        elif staff and now - seen >= MINUTE:
            request.session[SEEN] = now


def end_all_sessions(user):
    """On every device, from the next request on."""
    for session in UserSession.objects.filter(user=user):
        session.end()
