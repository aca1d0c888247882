from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.visibility import ReadableQuerySet, Scheduled

from .shared import PermanentSlug, lines
from .sources import Cited, Evidence, EvidenceField


class ComparatorTopic(models.TextChoices):
    SOURCE = "source", _("Where the active comes from")
    ACTIVES = "actives", _("Key actives")
    PACKAGING = "packaging", _("Packaging")
    BEST_FOR = "best_for", _("Named as best for")
    WHY = "why", _("Why the guide would consider it")
    FIGURE = "figure", _("Stated figures")
    PRICE = "price", _("Price")
    OTHER = "other", _("Also said")


class Comparator(PermanentSlug, Scheduled, Cited):
    """A product of another brand, as the buying guide describes it."""

    class HumanOrigin(models.TextChoices):
        YES = "yes", _("Of human origin")
        NO = "no", _("Not of human origin")
        NOT_STATED = "not_stated", _("Origin not stated")

    brand = models.CharField(_("brand"), max_length=80)
    name = models.CharField(_("name"), max_length=120)
    aliases = models.TextField(_("other names"), blank=True, help_text=_("One on each line, as printed."))
    human_origin = models.CharField(_("human origin"), max_length=12, choices=HumanOrigin.choices, default=HumanOrigin.NOT_STATED)
    summary = models.CharField(_("summary"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("product of another brand")
        verbose_name_plural = _("products of other brands")

    def __str__(self):
        return f"{self.brand} {self.name}"

    def get_absolute_url(self):
        return f"{reverse('comparators')}#{self.slug}"

    @property
    def alias_list(self):
        return lines(self.aliases)


class ComparatorFact(Cited):
    """One thing the guide says of a comparator, with the kind of evidence behind it."""

    comparator = models.ForeignKey(Comparator, models.CASCADE, related_name="facts", verbose_name=_("product"))
    code = models.SlugField(_("code"), max_length=60)
    topic = models.CharField(_("topic"), max_length=12, choices=ComparatorTopic.choices)
    text = models.TextField(_("text"))
    evidence = EvidenceField()
    inferred = models.BooleanField(_("inferred"), default=False, help_text=_("Read between the lines; it is marked wherever shown."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("fact")
        constraints = [
            models.UniqueConstraint(
                fields=["comparator", "code"],
                name="comparator_fact_once",
                violation_error_message=_("Another fact of this product has that code."),
            )
        ]

    def __str__(self):
        return self.text

    @property
    def evidence_group(self):
        return Evidence(self.evidence).group


class SelectionCriterion(PermanentSlug, Cited):
    """Something the documents say to look at when choosing a serum: a row of the comparison."""

    name = models.CharField(_("name"), max_length=120)
    points = models.TextField(_("points"), help_text=_("One on each line."))
    topic = models.CharField(
        _("answered by"),
        max_length=12,
        choices=ComparatorTopic.choices,
        blank=True,
        help_text=_("The facts that answer it for the products of other brands. Blank: nothing is stated on them."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self):
        return self.name

    @property
    def point_list(self):
        return lines(self.points)


class SerumAnswer(Cited):
    """What the documents say of CALECIM Serum on one criterion. Without a row nothing is stated."""

    criterion = models.OneToOneField(SelectionCriterion, models.CASCADE, related_name="serum_answer", verbose_name=_("criterion"))
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("answer for CALECIM Serum")
        verbose_name_plural = _("answers for CALECIM Serum")

    def __str__(self):
        return self.text
