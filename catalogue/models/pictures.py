from django.db import models
from django.utils.translation import gettext_lazy as _

from .products import Product


class ProductPicture(models.Model):
    """A picture of a product that an editor brought, written anew in several widths and formats. Without one the drawing stands."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="pictures", verbose_name=_("product"))
    description = models.CharField(
        _("description"), max_length=200, help_text=_("What it shows, for who cannot see it. It stands in place of the picture.")
    )
    sha256 = models.CharField(_("fingerprint"), max_length=64, editable=False)  # of the picture as written anew; names its files
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    widths = models.JSONField(_("widths"), default=list, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("picture")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "sha256"],
                name="picture_once_on_a_product",
                violation_error_message=_("This product already has that picture."),
            ),
            models.CheckConstraint(
                name="picture_is_described",
                condition=~models.Q(description=""),
                violation_error_message=_("Describe the picture: some visitors cannot see it."),
            ),
        ]

    def __str__(self):
        return self.description
