from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models.products import Product, UsageStep
from catalogue.models.shared import PermanentSlug
from catalogue.models.sources import Cited
from catalogue.visibility import Access

from .procedures import DowntimeClass

VOLUME = {"max_digits": 7, "decimal_places": 3, "validators": [MinValueValidator(Decimal(0))]}


class Protocol(PermanentSlug, Cited):
    """How a product is used after a procedure. What clinics read is its active version."""

    name = models.CharField(_("name"), max_length=120)
    product = models.ForeignKey(Product, models.PROTECT, related_name="protocols", verbose_name=_("product"))
    summary = models.TextField(_("summary"))
    intended_for = models.TextField(_("when to use"), blank=True)
    not_for = models.TextField(_("when not to use"), blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("protocol")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("protocol", args=[self.slug])


class ProtocolVersionQuerySet(models.QuerySet):
    def active(self):
        return self.filter(status=ProtocolVersion.Status.ACTIVE)

    def visible_to(self, viewer):
        """Drafts and versions in review are for staff; the others for whoever reads protocols."""
        if viewer.previews:
            return self
        if not viewer.may_read(Access.PRACTITIONERS):
            return self.none()
        return self.filter(status__in=ProtocolVersion.SHOWN)

    def latest_first(self):
        return self.order_by("-number")


class ProtocolVersion(models.Model):
    """One version of a protocol. Once it leaves draft its content is frozen: later edits make the next version."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        ACTIVE = "active", _("Active")
        RETIRED = "retired", _("Replaced")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Ground(models.TextChoices):
        MAKER_PUBLISHED = "maker_published", _("The maker’s published guideline, transcribed; no clinic reviewer has signed it yet")
        SIGNED_OFF = "signed_off", _("Signed off by a clinical reviewer")

    SHOWN = [Status.ACTIVE, Status.RETIRED, Status.WITHDRAWN]

    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="versions", verbose_name=_("protocol"))
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False)
    ground = models.CharField(_("ground"), max_length=20, choices=Ground.choices, blank=True, editable=False)
    change_note = models.TextField(_("what changed"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("author")
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("submitted by")
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("signed by")
    )
    transcribed_on = models.DateField(_("transcribed on"), null=True, blank=True, editable=False)
    approved_on = models.DateField(_("approved on"), null=True, blank=True, editable=False)
    next_review_on = models.DateField(_("next review on"), null=True, blank=True)
    activated_at = models.DateTimeField(_("shown to clinics since"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("shown to clinics until"), null=True, blank=True, editable=False)
    review_reminded_at = models.DateTimeField(_("editors reminded of the review"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("replaced or withdrawn on"), null=True, blank=True, editable=False)
    end_reason = models.TextField(_("reason for withdrawing"), blank=True, editable=False)
    content = models.JSONField(_("frozen content"), null=True, blank=True, editable=False)
    content_sha256 = models.CharField(_("fingerprint of the content"), max_length=64, blank=True, editable=False)

    objects = ProtocolVersionQuerySet.as_manager()

    class Meta:
        ordering = ["protocol", "-number"]
        verbose_name = _("protocol version")
        constraints = [
            models.UniqueConstraint(fields=["protocol", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["protocol"], condition=Q(status="active"), name="one_active_version"),
            models.CheckConstraint(
                name="active_version_has_a_ground",
                condition=~Q(status="active")
                | Q(ground="maker_published", signed_by__isnull=True, transcribed_on__isnull=False)
                | Q(ground="signed_off", signed_by__isnull=False, approved_on__isnull=False),
            ),
            models.CheckConstraint(
                name="author_does_not_sign",
                condition=Q(signed_by__isnull=True) | Q(created_by__isnull=True) | ~Q(signed_by=models.F("created_by")),
            ),
            models.CheckConstraint(
                name="submitter_does_not_sign",
                condition=Q(signed_by__isnull=True) | Q(submitted_by__isnull=True) | ~Q(signed_by=models.F("submitted_by")),
            ),
            models.CheckConstraint(
                name="signed_version_has_an_author",
                condition=~Q(ground="signed_off") | Q(created_by__isnull=False),
            ),
            models.CheckConstraint(
                name="shown_version_is_frozen", condition=Q(status="draft") | (Q(content__isnull=False) & ~Q(content_sha256=""))
            ),
            models.CheckConstraint(name="withdrawn_version_says_why", condition=~Q(status="withdrawn") | ~Q(end_reason="")),
        ]

    def __str__(self):
        return f"{self.protocol} v{self.number}"

    def get_absolute_url(self):
        return reverse("protocol-version", args=[self.protocol.slug, self.number])

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def last_day(self):
        """The last day on which its doses are shown: its review, and the days of grace after it."""
        return self.next_review_on and self.next_review_on + timedelta(days=settings.REVIEW_GRACE_DAYS)

    def review_is_overdue(self, day=None):
        """Past the last day: the look-up refuses."""
        return self.last_day is not None and self.last_day < (day or timezone.localdate())

    def review_is_near(self, day=None):
        """Readers and editors are warned: some days ahead of the review, and until the last day."""
        if self.next_review_on is None:
            return False
        first = self.next_review_on - timedelta(days=settings.REVIEW_WARNING_DAYS)
        return first <= (day or timezone.localdate()) <= self.last_day


class Dose(Cited):
    """How much is used for one downtime class: in the clinic and at home. Ampoules are computed, never typed."""

    version = models.ForeignKey(ProtocolVersion, models.CASCADE, related_name="doses", verbose_name=_("version"))
    downtime_class = models.ForeignKey(DowntimeClass, models.PROTECT, related_name="+", verbose_name=_("downtime class"))
    in_clinic_ml = models.DecimalField(_("in clinic, ml"), **VOLUME)
    take_home_ml = models.DecimalField(_("at home, ml"), **VOLUME)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["downtime_class__position", "pk"]
        verbose_name = _("dose")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "downtime_class"],
                name="dose_once_in_class",
                violation_error_message=_("This version already has a dose for that class."),
            ),
            models.CheckConstraint(
                name="dose_not_below_zero",
                condition=Q(in_clinic_ml__gte=0, take_home_ml__gte=0),
                violation_error_message=_("A volume is not below 0 ml."),
            ),
        ]

    def __str__(self):
        return str(self.downtime_class)


class Application(models.Model):
    """One use at home: on which day after the treatment, in which part of the day, how much."""

    class PartOfDay(models.TextChoices):
        MORNING = "morning", _("Morning")
        EVENING = "evening", _("Evening")

    version = models.ForeignKey(ProtocolVersion, models.CASCADE, related_name="applications", verbose_name=_("version"))
    downtime_class = models.ForeignKey(DowntimeClass, models.PROTECT, related_name="+", verbose_name=_("downtime class"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    day = models.PositiveSmallIntegerField(_("day"), help_text=_("0 is the day of the treatment."))
    part_of_day = models.CharField(_("part of day"), max_length=10, choices=PartOfDay.choices)
    volume_ml = models.DecimalField(_("volume, ml"), **VOLUME)
    inferred = models.BooleanField(_("inferred"), default=False, help_text=_("Not printed by the maker; it says so wherever shown."))

    class Meta:
        ordering = ["downtime_class__position", "position", "pk"]
        verbose_name = _("home application")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "downtime_class", "day", "part_of_day"],
                name="application_once_at_a_time",
                violation_error_message=_("There already is an application at that time of that day."),
            ),
            models.CheckConstraint(
                name="application_above_zero",
                condition=Q(volume_ml__gt=0),
                violation_error_message=_("An application is above 0 ml."),
            ),
        ]

    def __str__(self):
        return f"{self.downtime_class} {self.day} {self.part_of_day}"


class Technique(Cited):
    """One step of putting the product on, in the clinic or at home."""

    version = models.ForeignKey(ProtocolVersion, models.CASCADE, related_name="technique", verbose_name=_("version"))
    code = models.SlugField(_("code"), max_length=60)
    setting = models.CharField(_("setting"), max_length=10, choices=UsageStep.Setting.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["setting", "position", "pk"]
        verbose_name = _("technique step")
        constraints = [models.UniqueConstraint(fields=["version", "setting", "code"], name="technique_code_once")]

    def __str__(self):
        return self.text


class Unknown(Cited):
    """Something a clinic will ask that the maker does not state. “Not stated” is the answer."""

    version = models.ForeignKey(ProtocolVersion, models.CASCADE, related_name="unknowns", verbose_name=_("version"))
    code = models.SlugField(_("code"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("what is not stated")
        verbose_name_plural = _("what is not stated")
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="unknown_code_once")]

    def __str__(self):
        return self.text
