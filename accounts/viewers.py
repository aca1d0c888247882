"""From a request to the `Viewer` that every visibility question is asked with."""

from datetime import datetime, time, timedelta
from functools import partial

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from catalogue.access import never_stored
from catalogue.visibility import Audience, Viewer

from .second_factor import passed_second_factor
from .sessions import session_ends_at


def chosen_profession(request):
    """The profession picked at the gate, or None. It directs and opens nothing."""
    choice = request.COOKIES.get(settings.PROFESSION_COOKIE_NAME)
    return Audience(choice) if choice in Audience.values else None


def verified_audience(user, day):
    try:
        verification = user.verification
    except ObjectDoesNotExist:
        return None
    return Audience(verification.profession) if verification.holds_on(day) else None


def viewer_for(user, *, chosen=None, as_staff=False):
    """The viewer an account is today. Without a verified profession it reads what every consumer reads.

    `as_staff`: the account has shown its second factor in this session. A password or an API token alone previews nothing.
    """
    if not user.is_authenticated:
        return Viewer(lens=chosen)
    verified = verified_audience(user, timezone.localdate())
    return Viewer(
        audience=verified or Audience.CONSUMER,
        lens=verified or chosen,
        previews=user.is_staff and as_staff,
        signed_in=True,
    )


def viewer_of(request):
    user = request.user
    as_staff = user.is_staff and passed_second_factor(request, user)
    return viewer_for(user, chosen=chosen_profession(request), as_staff=as_staff)


def access_ends_at(request):
    """The last moment at which this session opens what is for a verified profession, if nothing else ends it before."""
    verified_until = request.user.verification.verified_until
    day_after = datetime.combine(verified_until + timedelta(days=1), time.min, tzinfo=timezone.get_current_timezone())
    return min(session_ends_at(request), day_after) - timedelta(seconds=1)


class ViewerMiddleware:
    """Sets `request.viewer`; the account is only read when a view asks. What was made for an account is stored nowhere on its way;
    a view that answers everybody alike, and looks at nobody, sets `same_for_everyone` on its response.

    `request.access_ends_at()` is for whoever lets a reader take something along; only a verified account has an answer.

    An API token replaces the viewer while the API answers (`accounts.authentication`).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))
        request.access_ends_at = partial(access_ends_at, request)
        response = self.get_response(request)
        if request.path_info.startswith("/api/"):
            patch_vary_headers(response, ["Authorization", "Cookie"])
        by_token = not isinstance(request.viewer, SimpleLazyObject)
        for_an_account = by_token or (request.session.accessed and request.viewer.signed_in)
        if for_an_account and not getattr(response, "same_for_everyone", False):
            never_stored(response)
        return response
