"""Light or dark: the device decides until the reader does. The choice is a cookie, so that the first paint of a page is right."""

from django import forms
from django.conf import settings
from django.db import models
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

A_YEAR = 365 * 24 * 60 * 60


class Theme(models.TextChoices):
    DEVICE = "device", _("As this device is set")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class AppearanceForm(forms.Form):
    theme = forms.ChoiceField(
        label=_("How the pages look"),
        choices=Theme.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three."), "invalid_choice": _("Choose one of the three.")},
    )


def chosen(request):
    """`light` or `dark`; nothing while the device decides."""
    theme = request.COOKIES.get(settings.THEME_COOKIE_NAME)
    return theme if theme in {Theme.LIGHT, Theme.DARK} else ""


@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request):
    """The choice as a form, for those whose browser runs no script. Goes back to the page that led here."""
    back = way_back(request)
    form = AppearanceForm(request.POST if request.method == "POST" else None, initial={"theme": chosen(request) or Theme.DEVICE})
    if request.method == "POST" and form.is_valid():
        response = HttpResponseRedirect(back)
        theme = form.cleaned_data["theme"]
        if theme == Theme.DEVICE:
            response.delete_cookie(settings.THEME_COOKIE_NAME, samesite="Lax")
        else:
            response.set_cookie(settings.THEME_COOKIE_NAME, theme, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
        return response
    status = 400 if request.method == "POST" else 200
    return render(request, "appearance.html", {"form": form, "back": back}, status=status)


def way_back(request):
    """The path of this portal that led here, else the start: never another site, nor a word that is no path."""
    back = request.POST.get("next", "") or request.GET.get("next", "")
    here = {request.get_host()}
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=here, require_https=request.is_secure())
    return back if ours else "/"
