"""The browser of the tests: like Django's, but staff sign in as they have to, with their second factor."""

import time

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest
from django.test import Client


class PortalClient(Client):
    def force_login(self, user, backend=None, *, second_factor=None, confirmed_again=True):
        """`second_factor`: staff have shown it unless a test says otherwise. `confirmed_again`: re-authenticated a moment ago."""
        super().force_login(user, backend)
        if second_factor is None:
            second_factor = user.is_staff
        self.record(user, "mfa" if second_factor else "password", reauthenticated=confirmed_again or None)

    def record(self, user, method, **details):
        """Notes in the session how the account was opened, as a real sign-in does."""
        request = HttpRequest()
        request.session, request.user = self.session, user
        request.META = {"REMOTE_ADDR": "127.0.0.1", "SERVER_NAME": "testserver", "SERVER_PORT": "80"}
        record_authentication(request, user, method, **details)
        request.session.save()
        UserSession.objects.get_or_create(session_key=request.session.session_key, defaults={"user": user, "ip": "127.0.0.1"})

    def turn_clock_back(self, **seconds):
        """Lets so many seconds pass for what the session remembers: `session_started=60`."""
        session = self.session
        for name, passed in seconds.items():
            session[name] = int(time.time()) - passed
        session.save()

    @property
    def is_signed_in(self):
        return settings.SESSION_COOKIE_NAME in self.cookies and "_auth_user_id" in self.session
