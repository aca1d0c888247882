"""The door of what is for some only: an anonymous visitor is asked to sign in, a signed-in one is told how to get access."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission

from .visibility import Status


def practitioners_only(view):
    """For pages: redirect to sign-in with `next`, or 403. What passes is never stored by a browser or a proxy."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.viewer.signed_in:
            return redirect_to_login(request.get_full_path())
        if not request.viewer.reads_protocols:
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        return never_stored(response)

    return guarded


class WrittenForOthers(PermissionDenied):
    """A refusal that says who may read what was asked for."""

    def __init__(self, access):
        super().__init__()
        self.access = access


def refuse(request, rows, slug):
    """The answer at the address of something the visitor may not read. A draft, and what nobody has been named for, is nothing there."""
    return turn_away(request, withheld_from(request.viewer, rows, slug))


def turn_away(request, access):
    """The same for something whose readers are known; empty `access`: nobody has been named."""
    if not access:
        raise Http404
    if not request.viewer.signed_in:
        return redirect_to_login(request.get_full_path())
    raise WrittenForOthers(access)


def withheld_from(viewer, rows, slug):
    """The readers of a published thing at this address that is written for others than this viewer; empty if there is none."""
    access = rows.filter(slug=slug, status=Status.PUBLISHED).values_list("access", flat=True).first()
    return "" if not access or viewer.may_read(access) else access


def never_stored(response):
    add_never_cache_headers(response)
    patch_vary_headers(response, ["Cookie"])
    return response


class PractitionersOnly(BasePermission):
    """For the API: 401 without an account, 403 with one that has no verified practitioner."""

    message = _("This is for verified medical aesthetic practitioners. Your account page says how to be verified.")

    def has_permission(self, request, view):
        return request.viewer.reads_protocols
