from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.visibility import Readable, ReadableQuerySet

from .articles import Article
from .products import Product
from .questions import Question
from .shared import PermanentSlug
from .sources import Cited


class Discrepancy(PermanentSlug, Readable):
    """A point on which the documents differ: to readers a disagreement. Unruled, it is published as such."""

    class Kind(models.TextChoices):
        ONE_MORE_CAUTIOUS = "one_more_cautious", _("One document is more cautious")
        INTERNAL = "internal", _("One document contradicts itself")
        CONTRADICTION = "contradiction", _("Documents contradict each other")
        DIFFERENT_SCOPE = "different_scope", _("Documents speak of different things")
        DIFFERENT_ADVICE = "different_advice", _("Documents advise differently")
        AMBIGUOUS = "ambiguous", _("The wording can be read in two ways")
        REGULATORY = "regulatory", _("A statement may go beyond what a cosmetic may say")
        UNSUPPORTED = "unsupported", _("A statement without support")

    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    presentation = models.TextField(_("what this portal does"))
    products = models.ManyToManyField(Product, related_name="discrepancies", blank=True, verbose_name=_("products"))
    questions = models.ManyToManyField(Question, related_name="discrepancies", blank=True, verbose_name=_("questions"))
    articles = models.ManyToManyField(Article, related_name="discrepancies", blank=True, verbose_name=_("articles"))
    ruling = models.TextField(_("ruling"), blank=True, help_text=_("What holds from now on, and why."))
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("ruled by")
    )
    ruled_by_name = models.CharField(_("name of who ruled"), max_length=160, blank=True, help_text=_("As readers see it, with the role."))
    ruled_on = models.DateField(_("ruled on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0, db_index=True)

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("disagreement")
        verbose_name_plural = _("disagreements")
        constraints = [
            models.CheckConstraint(
                name="ruling_says_who_and_when",
                condition=Q(ruling="", ruled_by_name="", ruled_on__isnull=True)
                | (~Q(ruling="") & ~Q(ruled_by_name="") & Q(ruled_on__isnull=False)),
                violation_error_message=_("A ruling needs its text, who ruled and the day; leave all three blank where nobody has ruled."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('disagreements')}#{self.slug}"


class Position(Readable, Cited):
    """What one document says on the point. The cautious one stands first."""

    discrepancy = models.ForeignKey(Discrepancy, models.CASCADE, related_name="positions", verbose_name=_("disagreement"))
    text = models.TextField(_("text"))
    cautious = models.BooleanField(_("the cautious position"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["-cautious", "position", "pk"]
        verbose_name = _("position")

    def __str__(self):
        return self.text
