"""Procedures and protocols in the search: only what the version that clinics read says, never the editors' desk. And courses."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.search import pages
from catalogue.search.index import Kind, Part, narrowest, register
from catalogue.search.kinds import RowKind, of, own
from catalogue.visibility import Access, Status, Viewer

from .current import current
from .models import Aftercare, CheckUp, Course, CourseNote, CourseStep, Phase, Procedure, ProtocolVersion

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
    watches = {ProtocolVersion: lambda version: [row["slug"] for row in (version.content or {}).get("procedures", [])], Procedure: own}

    def slugs(self):
        return [row["slug"] for row in (content() or {}).get("procedures", [])]

    def parts(self, slug):
        if Procedure.objects.filter(slug=slug, status=Status.RETIRED).exists():
            return  # the version still names it; its page is gone
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


class Courses(RowKind):
    """Courses, and their parts with their own readers; what belongs to a track leads to it."""

    code, label, model = "course", _("Course"), Course
    watches = {
        Course: own,
        **{part: of("course") for part in (Phase, CheckUp, Aftercare, CourseNote)},
        CourseStep: lambda step: [step.phase.course.slug],
    }

    def parts_of(self, course):
        shown = {"title": course.name, "status": course.status}
        url = course.get_absolute_url()
        yield Part(course.summary, url=url, names=(course.name,), access=course.access, **shown)
        for phase in course.phases.prefetch_related("steps"):
            said = {"url": address_of(url, phase), "context": course.name, "access": narrowest(course.access, phase.access), **shown}
            yield Part(f"{phase.name}. {phase.note}", code=f"phase:{phase.code}", **said)
            for step in phase.steps.all():
                yield Part(step.text, code=f"step:{phase.code}:{step.code}", **said)
        for rows in (course.check_ups, course.aftercare, course.notes):
            for row in rows.all():
                code = f"{row._meta.model_name}:{row.pk}"
                access = narrowest(course.access, row.access)
                yield Part(row.text, url=url, code=code, context=course.name, access=access, **shown)


def address_of(url, phase):
    return f"{url}?track={phase.track}" if phase.track else url


def register_all():
    pages.add(LOOK_UP)
    register(Procedures())
    register(Protocols())
    register(Courses())
