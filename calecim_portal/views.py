"""The home pages, the gallery of components and the error pages."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest, HttpResponseForbidden, HttpResponseNotFound, HttpResponseServerError, JsonResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.standing import verification_of
from calecim_portal import home_page
from calecim_portal.appearance import A_YEAR
from calecim_portal.error_answers import answer_error
from calecim_portal.pictures import examples
from catalogue.visibility import Access, Audience


@require_safe
def home(request):
    """The profession gate, then the audience's home. The choice is remembered; it directs and opens nothing."""
    choice = request.GET.get("profession")
    lens = home_lens(request, choice)
    context = home_page.context_for(request.viewer, lens)
    if lens:
        context["lens_label"] = lens.label
    response = render(request, "home.html", context)
    if choice in Audience.values:
        response.set_cookie(
            settings.PROFESSION_COOKIE_NAME, choice, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return response


def home_lens(request, choice):
    if choice in Audience.values:
        return Audience(choice)
    return None if choice is not None else request.viewer.lens


@require_safe
def components(request):
    return render(request, "components.html", {"clinic_examples": examples.clinic()})


def admin_login(request):
    """The admin is entered through the one sign-in page. Who has signed in already and is no staff has no way in."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("account_login"))


def change_password(request):
    """One place for it, where the password is asked for again and all sessions end."""
    return redirect("account_change_password")


def favicon(request):
    return redirect(static("img/icon.svg"))


def bad_request(request, exception=None):
    return answer_error(request, "400.html", HttpResponseBadRequest, _("The request could not be read."))


def permission_denied(request, exception=None):
    context = {
        "for_whom": for_whom(request, exception),
        "how": [
            {"label": way_to_be_verified(request), "url": reverse("account")},
            {"label": _("Browse what everyone may read"), "url": reverse("products")},
        ],
    }
    return answer_error(request, "403.html", HttpResponseForbidden, _("You may not read this."), context)


WAYS = {
    "pending": gettext_lazy("We are still checking your profession: see how far it has come"),
    "more_needed": gettext_lazy("We need more from you to check your profession: see what"),
    "verified": gettext_lazy("See what your profession opens"),
    "refused": gettext_lazy("Your profession could not be verified: read why"),
    "expired": gettext_lazy("Your verification has ended: renew it"),
    "revoked": gettext_lazy("Your verification was withdrawn: read why"),
}


def way_to_be_verified(request):
    """What stands in the way of this account. An error can come before anybody knows whose request it is."""
    user = getattr(request, "user", None)
    standing = verification_of(user).standing_on(timezone.localdate()) if user and user.is_authenticated else None
    return WAYS.get(standing, _("Have your profession checked"))


def for_whom(request, exception):
    if request.path.startswith("/admin/"):
        return _("the people who keep this portal")
    if getattr(exception, "access", "") == Access.PROFESSIONALS:
        return _("verified hair salon professionals and medical aesthetic practitioners")
    return _("verified medical aesthetic practitioners")


def page_not_found(request, exception=None):
    return answer_error(request, "404.html", HttpResponseNotFound, _("Not found."))


def csrf_failure(request, reason=""):
    return answer_error(request, "400.html", HttpResponseForbidden, _("The form has expired. Go back, reload the page and send it again."))


def server_error(request):
    """Without any context: whatever failed may be what the context needs."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": _("Something went wrong on our side.")}, status=500)
    return HttpResponseServerError(loader.get_template("500.html").render())
