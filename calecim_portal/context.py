"""What every page has: the menu, the chosen profession and who is looking. No query of its own."""

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.visibility import ANYONE


def portal(request):
    viewer = getattr(request, "viewer", ANYONE)
    return {"viewer": viewer, "nav": menu(request, viewer), "lens_label": viewer.lens.label if viewer.lens else ""}


def menu(request, viewer):
    entries = [(_("Products"), reverse("products")), (_("Ingredients"), reverse("ingredients"))]
    if viewer.reads_protocols:
        entries = [
            (_("Dosing"), reverse("dosing")),
            (_("Procedures"), reverse("procedures")),
            (_("Protocols"), reverse("protocols")),
            *entries,
        ]
    return [{"label": label, "url": url, "current": request.path.startswith(url)} for label, url in entries]
