"""What several kinds of rows have in common."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.visibility import Audience


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


class PermanentSlug(models.Model):
    """A slug is an address: once given it stays, so that printed links keep working."""

    slug = models.SlugField(_("slug"), unique=True, max_length=80, help_text=_("Part of the address; it cannot be changed later."))

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk and type(self)._default_manager.filter(pk=self.pk).exclude(slug=self.slug).exists():
            raise ValidationError({"slug": _("The slug is part of the address and cannot be changed.")})
        super().save(*args, **kwargs)


class Emphasised(models.Model):
    """A row that is shown first to some audiences. Emphasis, never access."""

    for_consumer = models.BooleanField(_("shown first to consumers"), default=True)
    for_salon = models.BooleanField(_("shown first to hair salons"), default=False)
    for_practitioner = models.BooleanField(_("shown first to practitioners"), default=False)

    class Meta:
        abstract = True

    @property
    def audiences(self):
        return [code for code in Audience.values if getattr(self, f"for_{code}")]
