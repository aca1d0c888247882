"""From a request to the `Viewer` that every visibility question is asked with."""

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from catalogue.access import never_stored
from catalogue.visibility import Audience, Viewer

PROFESSION_COOKIE = "profession"


def chosen_profession(request):
    """The profession picked at the gate, or None. It directs and opens nothing."""
    choice = request.COOKIES.get(PROFESSION_COOKIE)
    return Audience(choice) if choice in Audience.values else None


def verified_audience(user, day):
    try:
        verification = user.verification
    except ObjectDoesNotExist:
        return None
    return Audience(verification.profession) if verification.holds_on(day) else None


def viewer_for(user, *, chosen=None):
    """The viewer an account is today. Without a verified profession it reads what every consumer reads."""
    if not user.is_authenticated:
        return Viewer(lens=chosen)
    verified = verified_audience(user, timezone.localdate())
    return Viewer(
        audience=verified or Audience.CONSUMER,
        lens=verified or chosen,
        previews=user.is_staff,
        signed_in=True,
    )


class ViewerMiddleware:
    """Sets `request.viewer`; the account is only read when a view asks. What was made for an account is stored nowhere on its way."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.viewer = SimpleLazyObject(lambda: viewer_for(request.user, chosen=chosen_profession(request)))
        response = self.get_response(request)
        if request.session.accessed and request.viewer.signed_in:
            never_stored(response)
        return response
