"""Ways to sign in to the API: the site's session, or a token of clinic software."""

import logging
import re
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox import auth as knox
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed

from .addresses import client_address
from .models import ApiToken, User
from .viewers import viewer_for

A_TOKEN = re.compile(rb"cal_[0-9a-f]{64}")
NOTED_EVERY = timedelta(minutes=1)
security = logging.getLogger("portal.security")


class TokenAuthentication(knox.TokenAuthentication):
    """`Authorization: Bearer cal_…`. Whatever is wrong with a token, the answer is the same 401.

    A token reads what its owner may read as a verified professional, and nothing that only staff may: `request.viewer` becomes
    that of the token, also beside a session.
    """

    def authenticate(self, request):
        try:
            signed_in = super().authenticate(request)
        except AuthenticationFailed as error:
            security.warning("API token refused from %s", client_address(request))
            raise AuthenticationFailed(_("The token is not valid, or no longer.")) from error
        if signed_in is None:
            return None
        user, token = signed_in
        request._request.viewer = viewer_for(user)
        note_use(token)
        return user, token

    def authenticate_credentials(self, token):
        if not A_TOKEN.fullmatch(token):
            raise AuthenticationFailed
        return super().authenticate_credentials(token)

    def validate_user(self, auth_token):
        # The account comes as the session's does: with its verification, in one query.
        auth_token.user = User.objects.select_related("verification").get(pk=auth_token.user_id)
        return super().validate_user(auth_token)


def note_use(token):
    """When a token was last used, to the minute: more would be a write with every question."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


class SessionAuthentication(authentication.SessionAuthentication):
    """The site's own session. Says how to sign in, so that a visitor without an account gets 401 rather than 403."""

    def authenticate_header(self, request):
        return 'Session realm="api"'


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "description": "A token from the account page."}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = SessionAuthentication
    name = "session"

    def get_security_definition(self, auto_schema):
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
