from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.visibility import Readable, ReadableQuerySet

from .articles import Article
from .products import Product
from .questions import Question
from .shared import PermanentSlug
from .sources import Cited

CAUTIOUS_STAYS = _("The cautious position of a disagreement that is shown is neither deleted nor dropped, also after a ruling.")


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
    ruling = models.TextField(_("ruling"), blank=True, help_text=_("What holds from now on."))
    ruling_reason = models.TextField(
        _("reason of the ruling"), blank=True, help_text=_("Why it holds, and on what it rests. Readers see it below the ruling.")
    )
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
            ),
            models.CheckConstraint(
                name="ruling_says_why",
                condition=Q(ruling="", ruling_reason="") | (~Q(ruling="") & ~Q(ruling_reason="")),
                violation_error_message=_("A ruling needs its reason; leave the reason blank too where nobody has ruled."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('disagreements')}#{self.slug}"

    @property
    def is_shown(self):
        return self.access != ""


class Position(Readable, Cited):
    """What one document says on the point. The cautious one stands first."""

    discrepancy = models.ForeignKey(Discrepancy, models.CASCADE, related_name="positions", verbose_name=_("disagreement"))
    text = models.TextField(_("text"))
    cautious = models.BooleanField(_("the cautious position"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ReadableQuerySet.as_manager()
    mark_checked = False  # set by whoever checks all positions at once: the mark may move from one to another

    class Meta:
        ordering = ["-cautious", "position", "pk"]
        verbose_name = _("position")

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        if not self.mark_checked and self.takes_the_cautious_one_away():
            raise ValidationError(CAUTIOUS_STAYS)
        super().save(*args, **kwargs)

    def takes_the_cautious_one_away(self):
        """Whether the position that is marked now loses its mark or its readers, and no other one has both."""
        if self._state.adding or (self.cautious and self.access) or not self.discrepancy.is_shown:
            return False
        marked = Position.objects.filter(discrepancy=self.discrepancy_id, cautious=True).exclude(access="")
        return marked.filter(pk=self.pk).exists() and not marked.exclude(pk=self.pk).exists()


@receiver(pre_delete, sender=Position)
def cautious_position_stays(instance, origin, **rest):
    """Whoever deletes, in a form, in bulk or in a shell. It goes together with its whole disagreement alone."""
    whole = isinstance(origin, Discrepancy) or getattr(origin, "model", None) is Discrepancy
    if instance.cautious and instance.discrepancy.is_shown and not whole:
        raise ValidationError(CAUTIOUS_STAYS)
