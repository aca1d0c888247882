from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken


class ApiToken(AbstractAuthToken):
    """A key that clinic software signs in with. It reads what its owner may read, and nothing that only staff may.

    The token itself is shown once and never stored; the row holds its hash.
    """

    SHOWN = 12  # letters of a token by which its owner recognises it

    name = models.CharField(_("name"), max_length=80, help_text=_("What the token is for, such as the name of the software."))
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    class Meta:
        ordering = ["-created"]
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self):
        return self.name

    @property
    def starts_with(self):
        return self.token_key[: self.SHOWN]

    @property
    def has_expired(self):
        return self.expiry is not None and self.expiry <= timezone.now()
