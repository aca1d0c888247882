from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.models.shared import PermanentSlug, lines
from catalogue.models.sources import Cited
from catalogue.visibility import Scheduled


class DowntimeClass(Cited):
    """A class of expected downtime. Its bounds are data, each with its own flag: exactly 72 hours lies in two classes."""

    code = models.SlugField(_("code"), unique=True, max_length=20)
    name = models.CharField(_("name"), max_length=40)
    label = models.CharField(_("name in the document"), max_length=120)
    lower_hours = models.DecimalField(_("from, hours"), max_digits=7, decimal_places=3, validators=[MinValueValidator(0)])
    lower_inclusive = models.BooleanField(_("lower bound included"), default=True)
    upper_hours = models.DecimalField(
        _("to, hours"), max_digits=7, decimal_places=3, null=True, blank=True, help_text=_("Blank: no upper bound.")
    )
    upper_inclusive = models.BooleanField(_("upper bound included"), default=False)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("downtime class")
        verbose_name_plural = _("downtime classes")
        constraints = [
            models.CheckConstraint(
                name="downtime_bounds_in_order",
                condition=Q(lower_hours__gte=0) & (Q(upper_hours__isnull=True) | Q(upper_hours__gt=F("lower_hours"))),
                violation_error_message=_("“To” must be more hours than “from”, and neither is below 0."),
            )
        ]

    def __str__(self):
        return self.name


class Procedure(PermanentSlug, Scheduled, Cited):
    """Something done to the skin in a clinic, after which a product is used."""

    class Family(models.TextChoices):
        NEEDLING = "needling", _("Needling")
        PEEL = "peel", _("Peels")
        LASER = "laser", _("Lasers")
        RESURFACING = "resurfacing", _("Resurfacing")
        FACIAL = "facial", _("Facials")
        OTHER = "other", _("Others")

    class Setting(models.TextChoices):
        NEEDLE_DEPTH_MM = "needle_depth_mm", _("Needle depth, mm")
        PEEL_LEVEL = "peel_level", _("Peel level")

    name = models.CharField(_("name"), max_length=80)
    aliases = models.TextField(_("other names"), blank=True, help_text=_("One on each line, as printed."))
    family = models.CharField(_("family"), max_length=20, choices=Family.choices)
    setting = models.CharField(
        _("setting"), max_length=20, choices=Setting.choices, blank=True, help_text=_("Blank: the maker's table names it without one.")
    )
    summary = models.TextField(_("summary"), blank=True)
    cautions = models.TextField(_("cautions"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("procedure")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("procedure", args=[self.slug])

    @property
    def alias_list(self):
        return lines(self.aliases)


class ProcedureSetting(Cited):
    """One example of the maker's table: a procedure, at these settings, belongs to that downtime class."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="settings", verbose_name=_("procedure"))
    downtime_class = models.ForeignKey(DowntimeClass, models.PROTECT, related_name="settings", verbose_name=_("downtime class"))
    minimum = models.DecimalField(_("from"), max_digits=6, decimal_places=3, null=True, blank=True)
    minimum_inclusive = models.BooleanField(_("lower bound included"), default=True)
    maximum = models.DecimalField(_("to"), max_digits=6, decimal_places=3, null=True, blank=True, help_text=_("Blank: no upper bound."))
    maximum_inclusive = models.BooleanField(_("upper bound included"), default=True)
    whole_numbers = models.BooleanField(_("whole numbers only"), default=False)
    as_printed = models.CharField(_("as printed"), max_length=80)

    class Meta:
        ordering = ["downtime_class__position", "pk"]
        verbose_name = _("setting")
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "downtime_class"],
                name="procedure_once_in_class",
                violation_error_message=_("This procedure already has a setting in that class."),
            ),
            models.CheckConstraint(
                name="setting_bounds_in_order",
                condition=Q(minimum__isnull=True, maximum__isnull=True)
                | Q(minimum__gte=0, maximum__isnull=True)
                | Q(minimum__gte=0, maximum__gte=F("minimum")),
                violation_error_message=_("“To” must not be less than “from”, and neither is below 0."),
            ),
        ]

    def __str__(self):
        return self.as_printed
