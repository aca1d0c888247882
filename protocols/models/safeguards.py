from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.statements import Precaution

from .procedures import DowntimeClass, Procedure


class Safeguard(models.Model):
    """Where a precaution travels with a dosing answer: the text is the catalogue's, the scope is ours."""

    class Stop(models.TextChoices):
        OXYGEN_FACIAL = "oxygen_facial", _("With a high-powered oxygen facial")
        PEEL_NOT_NEUTRALISED = "peel_not_neutralised", _("Over a peel that is not neutralised")

    precaution = models.OneToOneField(Precaution, models.CASCADE, related_name="safeguard", verbose_name=_("precaution"))
    travels_with_serum = models.BooleanField(
        _("travels with Serum answers"), default=False, help_text=_("Shown with every Serum dosing answer that meets the limits below.")
    )
    procedures = models.ManyToManyField(
        Procedure, blank=True, related_name="safeguards", verbose_name=_("only with"), help_text=_("None: with any procedure.")
    )
    also_without_procedure = models.BooleanField(
        _("also when no procedure is named"), default=False, help_text=_("Also when only an expected downtime is asked.")
    )
    downtime_classes = models.ManyToManyField(
        DowntimeClass, blank=True, related_name="+", verbose_name=_("only with doses of"), help_text=_("None: with any answer.")
    )
    house = models.BooleanField(
        _("scope set by this house"), default=False, help_text=_("Shown more widely than the document prints; it says so.")
    )
    stop = models.CharField(
        _("withholds the dose"), max_length=30, choices=Stop.choices, blank=True, help_text=_("The look-up shows no figure in this case.")
    )

    class Meta:
        ordering = ["precaution__position", "pk"]
        verbose_name = _("safeguard")

    def __str__(self):
        return str(self.precaution)
