from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.models.products import Product, UsageStep
from catalogue.models.shared import PermanentSlug
from catalogue.models.sources import Cited
from catalogue.visibility import Readable, ReadableQuerySet, Scheduled


class Track(models.TextChoices):
    CLINIC = "clinic", _("In the clinic")
    HOME = "home", _("At home")


class Course(PermanentSlug, Scheduled, Cited):
    """A series of treatments with one product."""

    name = models.CharField(_("name"), max_length=120)
    product = models.ForeignKey(Product, models.PROTECT, related_name="courses", verbose_name=_("product"))
    summary = models.TextField(_("summary"))

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("course")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("course", args=[self.slug])


class CoursePart(Readable, Cited):
    """What belongs to one track of a course and has its own readers."""

    code = models.SlugField(_("code"), max_length=60)
    track = models.CharField(_("track"), max_length=10, choices=Track.choices, blank=True, help_text=_("Blank: both tracks."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    inferred = models.BooleanField(_("inferred"), default=False, help_text=_("Not printed by the maker; it says so wherever shown."))

    objects = ReadableQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Phase(CoursePart):
    """A part of a course with its own rhythm."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="phases", verbose_name=_("course"))
    name = models.CharField(_("name"), max_length=120)
    treatments_per_week = models.PositiveSmallIntegerField(_("treatments a week"), validators=[MinValueValidator(1)])
    weeks_minimum = models.PositiveSmallIntegerField(_("weeks, at least"), null=True, blank=True)
    weeks_exact = models.BooleanField(_("exactly that many weeks"), default=False)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    days = models.JSONField(
        _("days of the week's treatments"), default=list, blank=True, help_text=_("[0, 3]: first day and three days on.")
    )
    days_inferred = models.BooleanField(_("days inferred"), default=False)
    needle_min_mm = models.DecimalField(_("needle from, mm"), max_digits=4, decimal_places=2, null=True, blank=True)
    needle_max_mm = models.DecimalField(_("needle to, mm"), max_digits=4, decimal_places=2, null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta(CoursePart.Meta):
        verbose_name = _("phase")
        constraints = [
            models.UniqueConstraint(fields=["course", "code"], name="phase_code_once"),
            models.CheckConstraint(
                name="phase_is_weeks_or_months",
                condition=Q(weeks_minimum__isnull=False, months__isnull=True) | Q(weeks_minimum__isnull=True, months__isnull=False),
                violation_error_message=_("A phase lasts a number of weeks or a number of months: fill in one of them."),
            ),
            models.CheckConstraint(
                name="needle_bounds_in_order",
                condition=Q(needle_min_mm__isnull=True, needle_max_mm__isnull=True) | Q(needle_max_mm__gte=F("needle_min_mm")),
                violation_error_message=_("The longest needle must not be shorter than the shortest."),
            ),
        ]

    def __str__(self):
        return self.name


class CourseStep(Cited):
    """One step of a treatment in a phase, with its volume where one is stated."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="steps", verbose_name=_("phase"))
    code = models.SlugField(_("code"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    place = models.CharField(_("place"), max_length=10, choices=UsageStep.Setting.choices)
    text = models.TextField(_("text"))
    volume_ml = models.DecimalField(
        _("volume, ml"), max_digits=7, decimal_places=3, null=True, blank=True, validators=[MinValueValidator(Decimal("0.001"))]
    )
    inferred = models.BooleanField(_("inferred"), default=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("course step")
        constraints = [models.UniqueConstraint(fields=["phase", "code"], name="course_step_code_once")]

    def __str__(self):
        return self.text


class CheckUp(CoursePart):
    """When progress is looked at: so many months after the last treatment, or every so many months."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="check_ups", verbose_name=_("course"))
    text = models.TextField(_("text"))
    months_after = models.PositiveSmallIntegerField(_("months after the last treatment"), null=True, blank=True)
    every_months_min = models.PositiveSmallIntegerField(_("then every … months, at least"), null=True, blank=True)
    every_months_max = models.PositiveSmallIntegerField(_("then every … months, at most"), null=True, blank=True)

    class Meta(CoursePart.Meta):
        verbose_name = _("check-up")
        constraints = [models.UniqueConstraint(fields=["course", "code"], name="check_up_code_once")]

    def __str__(self):
        return self.text


class Aftercare(CoursePart):
    """What to leave alone after a treatment, for how many hours or for the whole course."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="aftercare", verbose_name=_("course"))
    text = models.TextField(_("text"))
    hours_minimum = models.PositiveSmallIntegerField(_("at least, hours"), null=True, blank=True)
    hours_best = models.PositiveSmallIntegerField(_("better, hours"), null=True, blank=True)
    during_course = models.BooleanField(_("for the whole course"), default=False)

    class Meta(CoursePart.Meta):
        verbose_name = _("aftercare")
        verbose_name_plural = _("aftercare")
        constraints = [models.UniqueConstraint(fields=["course", "code"], name="aftercare_code_once")]

    def __str__(self):
        return self.text


class CourseNote(CoursePart):
    """What follows a course, or what its document leaves open."""

    class Kind(models.TextChoices):
        REPEAT = "repeat", _("Repeating the course")
        GAP = "gap", _("Not stated by the maker")

    course = models.ForeignKey(Course, models.CASCADE, related_name="notes", verbose_name=_("course"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("text"))

    class Meta(CoursePart.Meta):
        verbose_name = _("course note")
        constraints = [models.UniqueConstraint(fields=["course", "kind", "code"], name="course_note_code_once")]

    def __str__(self):
        return self.text
