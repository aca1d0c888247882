"""What waits for the editors and reviewers of protocols: the checks of this app for the work list."""

from datetime import timedelta

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.visibility import Status
from catalogue.work_entries import Check, Rows, Statement, scheduled_of

from . import models
from .models import ProtocolVersion

UNFINISHED = [ProtocolVersion.Status.DRAFT, ProtocolVersion.Status.IN_REVIEW]
PAGES = {
    "procedure": (models.Procedure, "slug"),
    "course": (models.Course, "slug"),
    "protocol": (models.Protocol, "slug"),
}


def version_name(path=""):
    return Concat(F(f"{path}protocol__name"), Value(", version "), F(f"{path}number"), output_field=CharField())


def versions(rows, why, **more):
    return Rows(rows, why, version_name(), ProtocolVersion, **more)


def unsigned():
    rows = ProtocolVersion.objects
    return [
        versions(
            rows.active().filter(ground=ProtocolVersion.Ground.MAKER_PUBLISHED), _("Clinics read it; no clinical reviewer has signed it.")
        ),
        versions(rows.filter(status=ProtocolVersion.Status.IN_REVIEW), _("It is under review and waits for a signature.")),
    ]


def reviews_due():
    """By the day of the review: some days ahead, in the days of grace, and overdue."""
    today = timezone.localdate()
    ahead, first_of_grace = today + timedelta(days=settings.REVIEW_WARNING_DAYS), today - timedelta(days=settings.REVIEW_GRACE_DAYS)
    active, day = ProtocolVersion.objects.active(), {"detail": "next_review_on"}
    overdue = _("Its review was due on %(detail)s: clinics see no figure.")
    in_grace = _("Its review was due on %(detail)s. Clinics still see its figures, for a few days.")
    return [
        versions(active.filter(next_review_on__lt=first_of_grace), overdue, **day),
        versions(active.filter(next_review_on__gte=first_of_grace, next_review_on__lt=today), in_grace, **day),
        versions(active.filter(next_review_on__range=[today, ahead]), _("Its review is due on %(detail)s."), **day),
    ]


STATEMENTS = [
    Statement(models.Protocol, name="name"),
    *(
        Statement(model, Q(version__status__in=UNFINISHED), name, ProtocolVersion, "version_id")
        for model, name in [(models.Dose, "downtime_class__name"), (models.Technique, "text"), (models.Unknown, "text")]
    ),
    Statement(models.DowntimeClass, name="name"),
    Statement(models.Procedure, Q(status=Status.PUBLISHED), "name"),
    Statement(models.ProcedureSetting, Q(procedure__status=Status.PUBLISHED), "as_printed", models.Procedure, "procedure_id"),
    Statement(models.Course, Q(status=Status.PUBLISHED), "name"),
    Statement(models.Phase, ~Q(access="") & Q(course__status=Status.PUBLISHED), "name"),
    Statement(models.CourseStep, ~Q(phase__access="") & Q(phase__course__status=Status.PUBLISHED), "text", models.Phase, "phase_id"),
    *(
        Statement(model, ~Q(access="") & Q(course__status=Status.PUBLISHED), "text", models.Course, "course_id")
        for model in (models.CheckUp, models.Aftercare, models.CourseNote)
    ),
]


def uncited():
    return [one.uncited() for one in STATEMENTS]


def missing_figures():
    """A draft without the dose of a class, or whose home share is spread over no application."""
    dosed = models.Dose.objects.filter(version=OuterRef(OuterRef("pk")), downtime_class=OuterRef("pk"))
    undosed = models.DowntimeClass.objects.filter(~Exists(dosed))
    spread = models.Application.objects.filter(version=OuterRef("version"), downtime_class=OuterRef("downtime_class"))
    unspread = models.Dose.objects.filter(~Exists(spread), version__status__in=UNFINISHED, take_home_ml__gt=0)
    name = Concat(version_name("version__"), Value(": "), F("downtime_class__name"), output_field=CharField())
    return [
        versions(ProtocolVersion.objects.filter(Exists(undosed), status__in=UNFINISHED), _("Left blank: a downtime class has no dose.")),
        Rows(unspread, _("Left blank: the home share has no applications."), name, ProtocolVersion, "version_id"),
    ]


def inferred_figures():
    """What the maker does not print and no reviewer has confirmed yet. The mark goes once somebody stands for the figure."""
    shown = [*UNFINISHED, ProtocolVersion.Status.ACTIVE]
    use = Concat(
        version_name("version__"),
        Value(": "),
        F("downtime_class__name"),
        Value(", day "),
        F("day"),
        Value(", "),
        F("part_of_day"),
        output_field=CharField(),
    )
    why = _("The maker does not print it.")
    courses = [
        (models.Phase, Q(inferred=True) | Q(days_inferred=True), "name", models.Phase, "pk"),
        (models.CourseStep, Q(inferred=True, volume_ml__isnull=False), "text", models.Phase, "phase_id"),
        (models.CheckUp, Q(inferred=True), "text", models.Course, "course_id"),
        (models.Aftercare, Q(inferred=True), "text", models.Course, "course_id"),
    ]
    applications = models.Application.objects.filter(inferred=True, version__status__in=shown)
    return [
        Rows(applications, why, use, ProtocolVersion, "version_id"),
        *(Rows(model.objects.filter(condition), why, name, page, key) for model, condition, name, page, key in courses),
    ]


def scheduled():
    return [rows for model in (models.Procedure, models.Course) for rows in scheduled_of(model, "name")]


CHECKS = [
    Check("unsigned", (ProtocolVersion,), rows=unsigned),
    Check("reviews", (ProtocolVersion,), rows=reviews_due),
    Check("uncited", tuple({one.page or one.model: None for one in STATEMENTS}), rows=uncited),
    Check("missing-figures", (ProtocolVersion,), rows=missing_figures),
    Check("inferred", (ProtocolVersion, models.Phase, models.Course), rows=inferred_figures),
    Check("scheduled", (models.Procedure, models.Course), rows=scheduled),
]
