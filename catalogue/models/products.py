import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.figures import NO_BREAK_SPACE, plain, with_unit
from catalogue.visibility import Readable, ReadableQuerySet, Scheduled

from .ingredients import Ingredient
from .shared import Emphasised, PermanentSlug, lines
from .sources import Cited

FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
CURRENCY = RegexValidator(r"^[A-Z]{3}\Z", _("Give the three capital letters of a currency, such as EUR."))
CONDITIONED_MEDIA = "clcm"  # slug of the line's own active


class Concern(PermanentSlug):
    """What a visitor wants help with; a way to browse."""

    name = models.CharField(_("name"), max_length=80)
    summary = models.CharField(_("summary"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("concern")

    def __str__(self):
        return self.name


class ProductQuerySet(ReadableQuerySet):
    def for_audience(self, audience):
        return self.filter(**{f"for_{audience}": True})

    def with_share(self):
        """Adds `conditioned_media_percent`: the stated share of the line's own active, or None."""
        share = Concentration.objects.filter(product=models.OuterRef("pk"), ingredient__slug=CONDITIONED_MEDIA)
        return self.annotate(conditioned_media_percent=models.Subquery(share.values("percent")[:1]))

    def with_pictures(self):
        """For a list: without it, each `picture` would cost a query."""
        return self.prefetch_related("pictures")


class Product(PermanentSlug, Emphasised, Scheduled, Cited):
    """One product of the house line."""

    class Kind(models.TextChoices):
        SERUM = "serum", _("Serum")
        CREAM = "cream", _("Cream")
        GEL_MASK = "gel-mask", _("Gel mask")
        SOLUTION = "solution", _("Solution")
        HAIR_SYSTEM = "hair-system", _("Hair system")

    class AfterProcedure(models.TextChoices):
        IMMEDIATELY = "immediately", _("Straight after a procedure")
        AFTER_A_DAY_OR_TWO = "after_a_day_or_two", _("After a day or two, by how ablative the procedure was")
        WHEN_SKIN_HAS_NORMALISED = "when_skin_has_normalised", _("Once skin is back to normal")
        PART_OF_PROCEDURE = "part_of_procedure", _("Part of the procedure itself")
        MOMENT_NOT_STATED = "moment_not_stated", _("Allowed after a procedure, the moment is not stated")
        NOT_STATED = "not_stated", _("Not stated: ask your practitioner")

    name = models.CharField(_("name"), max_length=120)
    aliases = models.TextField(_("other names"), blank=True, help_text=_("One on each line, as printed."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, db_index=True)
    summary = models.CharField(_("summary"), max_length=160, help_text=_("One sentence: what it is and for whom."))
    concerns = models.ManyToManyField(Concern, related_name="products", blank=True, verbose_name=_("concerns"))
    step = models.PositiveSmallIntegerField(
        _("step"),
        null=True,
        blank=True,
        db_index=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_("Place in the layering order, 1 first. Blank: no document gives one."),
    )
    morning = models.BooleanField(_("in the morning"), default=False)
    evening = models.BooleanField(_("in the evening"), default=False)
    after_procedure = models.CharField(
        _("after a procedure"), max_length=30, choices=AfterProcedure.choices, default=AfterProcedure.NOT_STATED
    )
    checked_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("The day on which every statement was last compared with its source.")
    )
    professional_only = models.BooleanField(
        _("requested by verified professionals only"),
        default=False,
        help_text=_("A house decision: everyone may read of it, verified salon professionals and practitioners alone may ask for it."),
    )

    objects = ProductQuerySet.as_manager()
    is_sold = True  # what is retired is no longer sold; a text is no longer kept

    class Meta:
        ordering = [F("step").asc(nulls_last=True), "name", "pk"]
        verbose_name = _("product")
        constraints = [
            models.CheckConstraint(
                name="retired_product_says_why",
                condition=~Q(status="retired") | ~Q(retired_reason=""),
                violation_error_message=_("A retired product needs a reason: visitors read it in place of the page."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("product", args=[self.slug])

    @property
    def alias_list(self):
        return lines(self.aliases)

    @property
    def picture(self):
        """The first of its pictures as pages show it; None where the drawing stands."""
        first = next(iter(self.pictures.all()), None)
        return first and first.shown

    @property
    def further_pictures(self):
        return [picture.shown for picture in self.pictures.all()[1:]]


class Pack(Cited):
    """A size in which a product is sold. Only stated sizes exist; a product without one says so."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="packs", verbose_name=_("product"))
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=80)
    volume_ml = models.DecimalField(
        _("volume, ml"), max_digits=7, decimal_places=3, null=True, blank=True, validators=[MinValueValidator(Decimal("0.001"))]
    )
    price = models.DecimalField(
        _("price"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("Of one pack. No document names a price: left blank, none is shown."),
    )
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, validators=[CURRENCY], help_text=_("Its three letters, such as EUR. Needed with a price.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("pack")
        constraints = [
            models.UniqueConstraint(fields=["product", "code"], name="pack_code_once"),
            models.CheckConstraint(
                name="pack_volume_above_zero",
                condition=Q(volume_ml__isnull=True) | Q(volume_ml__gt=0),
                violation_error_message=_("A volume is above 0 ml; leave it blank where none is stated."),
            ),
            models.CheckConstraint(
                name="pack_price_has_a_currency",
                condition=Q(price__isnull=True, currency="") | (Q(price__isnull=False, price__gt=0) & ~Q(currency="")),
                violation_error_message=_(
                    "A price and its currency go together, and a price is above 0. Leave both blank where none is known."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def label(self):
        """As it is ordered: `Ampoule, 5 ml`."""
        return self.name if self.volume_ml is None else f"{self.name}, {with_unit(self.volume_ml, 'ml')}"

    @property
    def price_label(self):
        return "" if self.price is None else f"{self.price:.2f}{NO_BREAK_SPACE}{self.currency}"


class Concentration(Cited):
    """One line of a product's formula: an ingredient and how much of it is stated."""

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("Exact")
        ABOUT = "about", _("About")
        REMAINDER = "remainder", _("The rest of the formula")
        NOT_STATED = "not_stated", _("Not stated")

    product = models.ForeignKey(Product, models.CASCADE, related_name="formula", verbose_name=_("product"))
    ingredient = models.ForeignKey(
        Ingredient, models.PROTECT, null=True, blank=True, related_name="concentrations", verbose_name=_("ingredient")
    )
    name = models.CharField(_("name on the line"), max_length=120, blank=True, help_text=_("Needed where no ingredient is chosen."))
    percent = models.DecimalField(
        _("share, %"),
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Only the figure a document prints. Blank is not 0."),
    )
    qualifier = models.CharField(_("qualifier"), max_length=12, choices=Qualifier.choices, default=Qualifier.NOT_STATED)
    as_stated = models.CharField(
        _("as stated"), max_length=80, blank=True, help_text=_("The wording of the figure, for example “nearly 20 %”.")
    )
    note = models.TextField(_("note"), blank=True)
    printed = models.BooleanField(
        _("printed for this product"), default=True, help_text=_("Off where only a general statement on the line puts it here.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("formula line")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "ingredient"],
                name="ingredient_once_in_formula",
                violation_error_message=_("This ingredient already has a line in the formula."),
            ),
            models.CheckConstraint(
                name="percent_from_0_to_100",
                condition=Q(percent__isnull=True) | Q(percent__gte=0, percent__lte=100),
                violation_error_message=_("A share lies between 0 and 100 %%."),
            ),
            models.CheckConstraint(
                name="percent_fits_qualifier",
                condition=Q(qualifier__in=["exact", "about"], percent__isnull=False)
                | Q(qualifier__in=["remainder", "not_stated"], percent__isnull=True),
                violation_error_message=_(
                    "“Exact” and “about” need a share; “the rest” and “not stated” have none. Leave the share blank or change the qualifier."
                ),
            ),
            models.CheckConstraint(
                name="formula_line_has_a_name",
                condition=Q(ingredient__isnull=False) | ~Q(name=""),
                violation_error_message=_("Choose an ingredient or give the line a name."),
            ),
        ]

    def __str__(self):
        return self.label

    def clean(self):
        """The wording of a figure may not hold another figure than the share itself."""
        figures = FIGURE.findall(self.as_stated)
        if self.percent is not None and figures and plain(self.percent) not in figures:
            raise ValidationError(
                {"as_stated": _("The wording names another figure than the share, %(share)s.") % {"share": plain(self.percent)}}
            )

    total_checked = False  # set by whoever checks all lines of a formula at once: a share may move from one to another

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            if not self.total_checked:
                check_formula_total(self.product.formula.values_list("percent", flat=True))

    @property
    def label(self):
        return self.name or (self.ingredient.name if self.ingredient else "")


def check_formula_total(percents):
    """The stated shares of one formula never add up to more than 100 %. Raises ValidationError.

    Whoever saves lines asks once for all of them: a share that moves from one line to another is no fault halfway.
    """
    total = sum((percent for percent in percents if percent is not None), Decimal(0))
    if total > 100:
        raise ValidationError(_("The stated shares of this formula add up to more than 100 %."))


class UsageStep(Readable, Cited):
    """One step of how a product is used, in the clinic or at home."""

    class Setting(models.TextChoices):
        CLINIC = "clinic", _("In the clinic")
        HOME = "home", _("At home")

    product = models.ForeignKey(Product, models.CASCADE, related_name="steps", verbose_name=_("product"))
    code = models.SlugField(_("code"), max_length=60)
    setting = models.CharField(_("setting"), max_length=10, choices=Setting.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.TextField(_("text"))
    inferred = models.BooleanField(_("inferred"), default=False, help_text=_("Read between the lines; it is marked wherever shown."))

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["setting", "position", "pk"]
        verbose_name = _("step of use")
        verbose_name_plural = _("steps of use")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "setting", "code"],
                name="step_code_once",
                violation_error_message=_("Another step of this setting has that code."),
            ),
            models.CheckConstraint(
                name="clinic_step_is_not_public",
                condition=~Q(setting="clinic") | ~Q(access="everyone"),
                violation_error_message=_("In-clinic steps are for verified practitioners: choose who may read it."),
            ),
        ]

    def __str__(self):
        return self.text


class ProductFact(Readable, Cited):
    """One thing that a document says of a product, under the heading of its topic."""

    class Topic(models.TextChoices):
        WHAT_IT_IS = "what_it_is", _("What it is")
        SUITS = "suits", _("Who it suits")
        NOT_FOR = "not_for", _("Who should not use it")
        FREE_FROM = "free_from", _("Made without")
        LAYERING = "layering", _("Place in the routine")
        AFTER_PROCEDURE = "after_procedure", _("After a procedure")
        APPEARANCE = "appearance", _("What it looks like")
        COLOUR_CHANGE = "colour_change", _("If the colour changes")
        SMELL = "smell", _("Smell")
        PH = "ph", _("pH")
        SENSATION = "sensation", _("How it feels")
        RESULTS = "results", _("When to expect results")
        PACK = "pack", _("Size")
        NOT_STATED = "not_stated", _("Not stated by the maker")

    product = models.ForeignKey(Product, models.CASCADE, related_name="facts", verbose_name=_("product"))
    code = models.SlugField(_("code"), max_length=60)
    topic = models.CharField(_("topic"), max_length=20, choices=Topic.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.TextField(_("text"))
    inferred = models.BooleanField(_("inferred"), default=False, help_text=_("Read between the lines; it is marked wherever shown."))

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("fact")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "code"], name="fact_code_once", violation_error_message=_("Another fact of this product has that code.")
            )
        ]

    def __str__(self):
        return self.text
