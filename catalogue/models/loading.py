from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRow(models.Model):
    """What the content files last wrote to one row, so that an editor's change is recognised and never overwritten."""

    model = models.CharField(_("model"), max_length=80)
    key = models.CharField(_("key"), max_length=255)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)

    class Meta:
        verbose_name = _("loaded row")
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="loaded_row_once")]

    def __str__(self):
        return f"{self.model} {self.key}"
