"""What every page has: the menu, the chosen profession and who is looking. No query of its own."""

import re

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from calecim_portal import appearance
from catalogue.visibility import ANYONE
from orders.keeping import lines_in


def portal(request):
    viewer = getattr(request, "viewer", ANYONE)
    return {
        "viewer": viewer,
        "nav": menu(request, viewer),
        "lens_label": viewer.lens.label if viewer.lens else "",
        "theme": appearance.chosen(request),
        "theme_cookie": settings.THEME_COOKIE_NAME,
        "canonical": canonical(request),
        "order_lines": SimpleLazyObject(lambda: lines_in(request)),
        "social_image": SimpleLazyObject(lambda: request.build_absolute_uri(static("img/social-card.png"))),
    }


def canonical(request):
    """The one address of this page, without filters. Of a list's further pages each is its own; a wrong host has none."""
    page = request.GET.get("page", "")
    query = f"?page={page}" if re.fullmatch(r"[1-9][0-9]{0,5}", page) and page != "1" else ""
    try:
        return request.build_absolute_uri(request.path + query)
    except DisallowedHost:
        return ""


def menu(request, viewer):
    entries = [
        (_("Products"), reverse("products")),
        (_("Ingredients"), reverse("ingredients")),
        (_("Questions"), reverse("questions")),
        (_("Learn"), reverse("articles")),
        (_("Evidence"), reverse("evidence")),
    ]
    if viewer.reads_protocols:
        entries = [
            (_("Dosing"), reverse("dosing")),
            (_("Procedures"), reverse("procedures")),
            (_("Protocols"), reverse("protocols")),
            (_("Supplies"), reverse("supplies")),
            *entries,
        ]
    return [{"label": label, "url": url, "current": request.path.startswith(url)} for label, url in entries]
