"""Procedures and protocols in the search: only what the version that clinics read says, never the editors' desk."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.search import pages
from catalogue.search.index import Kind, Part, register
from catalogue.visibility import Access, Viewer

from .current import current
from .models import ProtocolVersion

READERS = Access.PRACTITIONERS.value
LOOK_UP = pages.Page(
    "dosing",
    _("Dosing look-up"),
    _("How much Serum a treatment needs, in the clinic and at home: by procedure, needle depth or peel level, or by expected downtime."),
    "dosing",
    (_("how much Serum"), _("dose"), _("ampoules"), _("needle depth in mm")),
    access=READERS,
)
EVERY_VERSION = Viewer(previews=True)


def content():
    """The frozen content of the version that clinics read; nothing where none was ever published."""
    shown = current(EVERY_VERSION)
    return shown.content if shown else None


class Procedures(Kind):
    code, label = "procedure", _("Procedure")
    watches = {ProtocolVersion: lambda version: [row["slug"] for row in (version.content or {}).get("procedures", [])]}

    def slugs(self):
        return [row["slug"] for row in (content() or {}).get("procedures", [])]

    def parts(self, slug):
        for row in (content() or {}).get("procedures", []):
            if row["slug"] == slug:
                url = reverse("procedure", args=[slug])
                names = (row["name"], *row.get("aliases", []))
                yield Part(row["summary"], title=row["name"], url=url, names=names, access=READERS)


class Protocols(Kind):
    code, label = "protocol", _("Protocol")
    watches = {ProtocolVersion: lambda version: [version.protocol.slug]}

    def slugs(self):
        return [content()["protocol"]["slug"]] if content() else []

    def parts(self, slug):
        said = content()
        if not said or said["protocol"]["slug"] != slug:
            return
        protocol = said["protocol"]
        url = reverse("protocol", args=[slug])
        text = " ".join(filter(None, [protocol["summary"], protocol["intended_for"], protocol["not_for"]]))
        yield Part(text, title=protocol["name"], url=url, names=(protocol["name"],), access=READERS)
        for place, one in enumerate(said["unknowns"]):
            yield Part(one["text"], title=protocol["name"], url=url, code=f"unknown:{place}", access=READERS)


def register_all():
    pages.add(LOOK_UP)
    register(Procedures())
    register(Protocols())
