from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.visibility import ReadableQuerySet, Scheduled

from .shared import PermanentSlug, lines
from .sources import Cited, Evidence, EvidenceField


class Ingredient(PermanentSlug, Scheduled, Cited):
    """A substance, or a class of them, that a document names: in a house product, in another brand's, or beside them."""

    class Role(models.TextChoices):
        INGREDIENT = "ingredient", _("Ingredient")
        SKIN_COMPONENT = "skin_component", _("Part of the skin")
        ROUTINE_STEP = "routine_step", _("Step of a routine")
        PROCEDURE_AID = "procedure_aid", _("Aid in a procedure")
        COMPARISON = "comparison", _("Named for comparison")
        FUTURE = "future", _("Still in research")
        NAMED_AS_ABSENT = "named_as_absent", _("Named as left out")
        BIOLOGICAL_TARGET = "biological_target", _("Target in the body")
        COMPANION = "companion", _("Used beside the products")
        TREATMENT = "treatment", _("Treatment")

    name = models.CharField(_("name"), max_length=120)
    inci = models.CharField(_("INCI name"), max_length=200, blank=True, help_text=_("Only where a document prints it."))
    aliases = models.TextField(_("other names"), blank=True, help_text=_("One on each line, as printed."))
    group = models.CharField(_("kind"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.INGREDIENT, db_index=True)
    summary = models.CharField(_("summary"), max_length=200)
    origin = models.CharField(_("origin"), max_length=200, blank=True, help_text=_("Only where a document says it."))
    note = models.TextField(_("note"), blank=True)
    part_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("part of"))
    also_in = models.ManyToManyField(
        "catalogue.Product",
        related_name="also_holds",
        blank=True,
        verbose_name=_("also in"),
        help_text=_("Products in which a document places it outside the printed formula."),
    )

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("ingredient")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("ingredient", args=[self.slug])

    @property
    def alias_list(self):
        return lines(self.aliases)


class IngredientFunction(Cited):
    """What an ingredient is said to do, with the kind of evidence behind it."""

    ingredient = models.ForeignKey(Ingredient, models.CASCADE, related_name="functions", verbose_name=_("ingredient"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.TextField(_("text"))
    evidence = EvidenceField()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("function")

    def __str__(self):
        return self.text

    @property
    def evidence_group(self):
        return Evidence(self.evidence).group
