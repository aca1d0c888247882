from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .products import Product

# How a file is named after its format, and what it is served as. The smallest first: a browser takes the first that it can show.
CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
FALLBACK = "jpg"
LENGTH_IN_ADDRESS = 16  # of the fingerprint's 64 characters


class ProductPicture(models.Model):
    """A picture of a product that an editor brought, written anew in several widths and formats. Without one the drawing stands.

    `widths` tells which files there are: `[{"width": 320, "formats": ["avif", "webp", "jpg"]}, …]`, the narrowest first.
    """

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

    @property
    def urls(self):
        """Format -> width -> address of each of its files."""
        found = {}
        for one in self.widths:
            for extension in one["formats"]:
                address = reverse("picture", args=[self.sha256[:LENGTH_IN_ADDRESS], one["width"], extension])
                found.setdefault(extension, {})[one["width"]] = address
        return found

    @property
    def largest_url(self):
        files = self.urls[FALLBACK]
        return files[max(files)]

    @property
    def shown(self):
        """As the component `picture` shows it: plain values."""
        sets = {extension: ", ".join(f"{url} {width}w" for width, url in by_width.items()) for extension, by_width in self.urls.items()}
        return {
            "description": self.description,
            "width": self.width,
            "height": self.height,
            "sources": [{"type": CONTENT_TYPES[extension], "srcset": sets[extension]} for extension in sets if extension != FALLBACK],
            "srcset": sets[FALLBACK],
            "url": self.urls[FALLBACK][min(self.urls[FALLBACK])],
        }
