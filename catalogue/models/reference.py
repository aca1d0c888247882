from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .shared import PermanentSlug, lines
from .sources import Cited, EvidenceField


class GlossaryTerm(PermanentSlug, Cited):
    """A word of the field in one plain sentence. Texts link it where they first use it."""

    term = models.CharField(_("term"), max_length=80, unique=True)
    meaning = models.TextField(_("meaning"))
    also_written = models.TextField(_("also written"), blank=True, help_text=_("Other forms that texts use, one on each line."))
    inferred = models.BooleanField(_("inferred"), default=False, help_text=_("Read between the lines; it is marked wherever shown."))

    class Meta:
        ordering = ["term", "pk"]
        verbose_name = _("glossary term")

    def __str__(self):
        return self.term

    def get_absolute_url(self):
        return f"{reverse('glossary')}#{self.slug}"

    @property
    def forms(self):
        return [self.term, *lines(self.also_written)]


class MakerFact(Cited):
    """Something the documents say of the maker or of the line as a whole."""

    class Topic(models.TextChoices):
        ACTIVE = "active", _("The active")
        ORIGIN = "origin", _("Where it comes from")
        PRODUCTS = "products", _("The products")
        COMPANY = "company", _("The company")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    topic = models.CharField(_("topic"), max_length=12, choices=Topic.choices)
    text = models.TextField(_("text"))
    evidence = EvidenceField()
    inferred = models.BooleanField(_("inferred"), default=False, help_text=_("Read between the lines; it is marked wherever shown."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("fact on the maker")
        verbose_name_plural = _("facts on the maker")

    def __str__(self):
        return self.text


class Contact(PermanentSlug, Cited):
    """Whom to turn to with a product. No address is made up: what no document gives is said to be missing."""

    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("what for"), max_length=200)
    region = models.CharField(_("region"), max_length=120, blank=True)
    how = models.TextField(_("how to reach them"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("contact")

    def __str__(self):
        return self.name
