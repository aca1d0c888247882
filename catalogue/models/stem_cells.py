from django.db import models
from django.utils.translation import gettext_lazy as _

from .ingredients import Ingredient
from .shared import PermanentSlug
from .sources import Cited


class StemCellSource(PermanentSlug):
    """A column of the maker's comparison: where stem cells can be taken from."""

    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("stem cell source")

    def __str__(self):
        return self.name


class StemCellTrait(Cited):
    """A row of the maker's comparison."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("trait of stem cell sources")
        verbose_name_plural = _("traits of stem cell sources")

    def __str__(self):
        return self.name


class StemCellValue(models.Model):
    """A cell of the maker's comparison, as printed: not only yes and no."""

    trait = models.ForeignKey(StemCellTrait, models.CASCADE, related_name="values", verbose_name=_("trait"))
    source = models.ForeignKey(StemCellSource, models.CASCADE, related_name="values", verbose_name=_("source"))
    value = models.CharField(_("value"), max_length=40, help_text=_("As printed."))

    class Meta:
        ordering = ["trait__position", "source__position"]
        verbose_name = _("value")
        constraints = [
            models.UniqueConstraint(
                fields=["trait", "source"], name="stem_cell_value_once", violation_error_message=_("This cell already has a value.")
            )
        ]

    def __str__(self):
        return self.value


class StemCellKind(PermanentSlug, Cited):
    """One kind of stem-cell ingredient, source or cell that the documents tell apart."""

    class Group(models.TextChoices):
        LABEL = "label", _("What the words on a label can mean")
        SOURCE = "source", _("Where the material comes from")
        BIOLOGY = "biology", _("Types of stem cell")

    group = models.CharField(_("group"), max_length=10, choices=Group.choices)
    name = models.CharField(_("name"), max_length=120)
    summary = models.TextField(_("summary"))
    ingredient = models.ForeignKey(Ingredient, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ingredient"))
    inferred = models.BooleanField(_("inferred"), default=False, help_text=_("Read between the lines; it is marked wherever shown."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("kind of stem-cell ingredient")
        verbose_name_plural = _("kinds of stem-cell ingredient")

    def __str__(self):
        return self.name
