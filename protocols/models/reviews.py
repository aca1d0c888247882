"""The second pair of eyes: who wrote a version, who signed it, and what reviewers said."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.history import WrittenOnce

from .protocols import ProtocolVersion


class Contributor(models.Model):
    """Someone who wrote in a version while it was a draft. None of them may sign it."""

    version = models.ForeignKey(ProtocolVersion, models.CASCADE, related_name="contributors", verbose_name=_("version"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account"))

    class Meta:
        verbose_name = _("contributor")
        constraints = [models.UniqueConstraint(fields=["version", "user"], name="contributor_once")]

    def __str__(self):
        return str(self.user)


class SignOff(WrittenOnce):
    """A clinical reviewer's signature under one version: who, as what, when, under which content, and what it means."""

    version = models.OneToOneField(ProtocolVersion, models.PROTECT, related_name="sign_off", verbose_name=_("version"))
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed by"))
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=120)
    registration = models.CharField(_("registration"), max_length=120, help_text=_("Register and number, as on the register’s page."))
    meaning = models.TextField(_("what the signature means"))
    figures_checked = models.JSONField(_("figures ticked one by one"), default=list)
    content_sha256 = models.CharField(_("fingerprint of the content"), max_length=64)
    signed_at = models.DateTimeField(_("signed at"))

    class Meta:
        verbose_name = _("sign-off")
        constraints = [
            models.CheckConstraint(
                name="signature_names_its_signer",
                condition=~models.Q(name="") & ~models.Q(role="") & ~models.Q(registration="") & ~models.Q(meaning=""),
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.role}"


class ReviewComment(models.Model):
    """What a reviewer or an author says of a version before it is signed."""

    version = models.ForeignKey(ProtocolVersion, models.CASCADE, related_name="comments", verbose_name=_("version"))
    about = models.CharField(_("about"), max_length=120, blank=True)  # the key of a change on the review page, or nothing
    text = models.TextField(_("comment"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by"))
    by_name = models.CharField(_("by"), max_length=150, editable=False)
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = _("review comment")

    def __str__(self):
        return self.text
