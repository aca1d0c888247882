from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.visibility import Audience


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. The e-mail address is the log-in name."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_staff = models.BooleanField(
        _("staff"), default=False, help_text=_("May enter the admin and reads every audience’s content, drafts too.")
    )
    is_active = models.BooleanField(_("active"), default=True, help_text=_("Untick instead of deleting an account."))
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        ordering = ["email"]
        verbose_name = _("account")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="email_once_in_any_case", violation_error_message=_("An account with this e-mail address exists.")
            )
        ]

    def __str__(self):
        return self.email

    def get_full_name(self):
        return self.name or self.email

    def get_short_name(self):
        return self.name or self.email


class Verification(models.Model):
    """The check of one account's profession. Only `verified`, and not past its day, opens professional content."""

    class Profession(models.TextChoices):
        SALON = Audience.SALON.value, Audience.SALON.label
        PRACTITIONER = Audience.PRACTITIONER.value, Audience.PRACTITIONER.label

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        PENDING = "pending", _("Waiting for our check")
        MORE_NEEDED = "more_needed", _("We need more from you")
        VERIFIED = "verified", _("Verified")
        REFUSED = "refused", _("Refused")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", _("Revoked")

    user = models.OneToOneField(User, models.CASCADE, related_name="verification", verbose_name=_("account"))
    profession = models.CharField(_("profession"), max_length=20, choices=Profession.choices)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.NOT_STARTED)
    verified_until = models.DateField(_("verified until"), null=True, blank=True, help_text=_("At most 12 months ahead; then it expires."))
    note = models.TextField(_("note"), blank=True, help_text=_("Ground of the decision, for the team."))

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
