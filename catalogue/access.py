"""The door of what is for some only: an anonymous visitor is asked to sign in, a signed-in one is told how to get access."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException
from rest_framework.permissions import BasePermission

from .visibility import Status

NO_REASON = _("No reason was given.")


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


def refuse(request, rows, slug, *, back=""):
    """The answer at the address of something the visitor may not read. A draft, and what nobody has been named for, is nothing there.

    What is retired says so, to whoever could read it before. `back`: the name of the address of its list.
    """
    gone = retired(request.viewer, rows, slug)
    if gone is not None:
        return gone_page(request, gone, back=back)
    return turn_away(request, withheld_from(request.viewer, rows, slug))


def retired(viewer, rows, slug):
    """The retired thing at this address, or None where there is none for this viewer."""
    row = rows.filter(slug=slug, status=Status.RETIRED).select_related("replacement").first()
    return row if row is not None and viewer.may_read(row.access) else None


def gone_page(request, row, *, back=""):
    """410 with the reason, and what takes its place as far as the visitor may open it."""
    context = {"gone": row, "kind": row._meta.verbose_name, "lists": row._meta.verbose_name_plural, "back": back}
    context["replacement"] = heir_of(row, request.viewer)
    return render(request, "catalogue/retired.html", context, status=410)


def heir_of(row, viewer):
    heir = row.replacement
    return heir if heir is not None and viewer.may_open(heir) else None


class Gone(APIException):
    """The same for the API."""

    status_code = 410
    default_code = "gone"

    def __init__(self, row, viewer):
        heir, reason = heir_of(row, viewer), row.retired_reason or NO_REASON
        said = (
            reason
            if heir is None
            else _("%(reason)s Its place is taken by %(replacement)s.") % {"reason": reason, "replacement": heir.slug}
        )
        super().__init__(str(said))


def say_if_gone(viewer, rows, slug):
    """Raises Gone where what stood at this address is retired."""
    row = retired(viewer, rows, slug)
    if row is not None:
        raise Gone(row, viewer)


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
