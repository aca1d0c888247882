from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from catalogue.visibility import Audience


class Profession(models.TextChoices):
    SALON = Audience.SALON.value, Audience.SALON.label
    PRACTITIONER = Audience.PRACTITIONER.value, Audience.PRACTITIONER.label


class Credentials(models.Model):
    """What somebody states of their profession and staff compare with the register."""

    profession = models.CharField(_("profession"), max_length=20, choices=Profession.choices)
    clinic = models.CharField(_("clinic or salon"), max_length=150, blank=True)
    country = CountryField(_("country"), blank=True)
    register_number = models.CharField(_("register or licence number"), max_length=60, blank=True)

    class Meta:
        abstract = True


class Verification(Credentials):
    """The check of one account's profession. Only `verified`, and not past its day, opens professional content.

    `accounts.actions` changes the status; nothing else does.
    """

    Profession = Profession

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        PENDING = "pending", _("Waiting for our check")
        MORE_NEEDED = "more_needed", _("We need more from you")
        VERIFIED = "verified", _("Verified")
        REFUSED = "refused", _("Refused")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", _("Revoked")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="verification", verbose_name=_("account"))
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.NOT_STARTED)
    verified_until = models.DateField(_("verified until"), null=True, blank=True, help_text=_("At most 12 months ahead; then it expires."))
    waiting_since = models.DateTimeField(
        _("waiting since"), null=True, blank=True, db_index=True, help_text=_("When the person asked for the decision that is still open.")
    )
    message = models.TextField(_("message of the applicant"), blank=True, max_length=1000)
    reason = models.TextField(_("reason of the last decision"), blank=True, help_text=_("The applicant reads it."))
    note = models.TextField(_("note"), blank=True, help_text=_("For the team. The applicant sees it only in the copy of their own data."))
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("verification")
        constraints = [
            models.CheckConstraint(
                name="verified_has_an_end",
                condition=~models.Q(status="verified") | models.Q(verified_until__isnull=False),
                violation_error_message=_("A verified profession needs the day until which it holds."),
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.get_status_display()}"

    def holds_on(self, day):
        return self.status == self.Status.VERIFIED and self.verified_until >= day

    def standing_on(self, day):
        """The status as it is on that day: a verification past its last day is expired, whatever the row says."""
        if self.status == self.Status.VERIFIED and not self.holds_on(day):
            return self.Status.EXPIRED
        return self.Status(self.status)


class EventQuerySet(models.QuerySet):
    """Events are added and read, never altered. A deleted account alone is taken out of them: the name stays."""

    def update(self, **changes):
        if set(changes) <= {"user", "user_id", "by", "by_id"} and not any(changes.values()):
            return super().update(**changes)
        raise TypeError("What was decided on a profession is never altered.")

    def delete(self):
        raise TypeError("What was decided on a profession is never deleted.")


class VerificationEvent(Credentials):
    """One thing that happened to a verification: who, when and why. Names are kept as words, so that they outlive an account."""

    class Kind(models.TextChoices):
        APPLIED = "applied", _("Applied")
        APPROVED = "approved", _("Approved")
        MORE_NEEDED = "more_needed", _("Asked for more")
        REFUSED = "refused", _("Refused")
        REVOKED = "revoked", _("Revoked")
        EXPIRED = "expired", _("Expired")
        REMINDED = "reminded", _("Reminded")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="verification_events", verbose_name=_("account")
    )
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("what"), max_length=20, choices=Kind.choices)
    reason = models.TextField(_("why"), blank=True)
    verified_until = models.DateField(_("verified until"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    by_name = models.CharField(_("by"), max_length=150, help_text=_("Empty where the portal itself did it."))
    happened_at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        verbose_name = _("decision on a profession")
        verbose_name_plural = _("decisions on professions")

    def __str__(self):
        return f"{self.get_kind_display()}: {self.name}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("What was decided on a profession is never altered.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("What was decided on a profession is never deleted.")
