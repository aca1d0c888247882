"""What the daily routine is made of: which layer goes on before which, and what is said beside the order."""

import logging

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from catalogue.layering import Before, Cycle, in_order

from .sources import Cited

logger = logging.getLogger("portal.catalogue")


class RoutineLayer(models.TextChoices):
    """One place in the order, as `catalogue.layering` names it."""

    CLEANSER = "cleanser", _("Cleanser")
    TONER = "toner", _("Toner")
    SERUM = "serum", _("Serum")
    VITAMIN_C = "vitamin-c", _("Vitamin C")
    RETINOID = "retinoid", _("Retinoid")
    PIGMENT_SOLUTION = "pigment-solution", _("Pigment solution")
    TREATMENT_CREAM = "treatment-cream", _("Treatment cream")
    EYE_CREAM = "eye-cream", _("Eye cream")
    MOISTURISER = "moisturiser", _("Moisturiser")
    SUNSCREEN = "sunscreen", _("Sunscreen")


class OrderRule(Cited):
    """One layer goes on before another, and who says so. All rules together give the order of the routine."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    first = models.CharField(_("this goes on first"), max_length=20, choices=RoutineLayer.choices)
    then = models.CharField(_("this goes on after it"), max_length=20, choices=RoutineLayer.choices)
    reason = models.TextField(
        _("reason"), help_text=_("One sentence that readers see beside the step. Name layers, not products: “The maker puts …”.")
    )
    inferred = models.BooleanField(_("inferred"), default=False, help_text=_("Read between the lines; it is marked wherever shown."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("rule of the order")
        verbose_name_plural = _("rules of the order")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "then"],
                name="order_rule_once",
                violation_error_message=_("There is a rule for these two already."),
            ),
            models.CheckConstraint(
                name="order_rule_has_two_layers",
                condition=~Q(first=F("then")),
                violation_error_message=_("A layer cannot go on before itself: choose two."),
            ),
        ]

    def __str__(self):
        return _now("%(first)s before %(then)s") % {"first": self.get_first_display(), "then": self.get_then_display()}

    def clean(self):
        check_order(self)

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Judged again with all other rules held still: two editors could close a circle between them."""
        list(OrderRule.objects.select_for_update().order_by("pk").values_list("pk"))
        check_order(self)
        super().save(*args, **kwargs)


def check_order(rule):
    """Refuse a rule that would go in a circle with the others. The sentence names the circle, at the layer that closes it."""
    others = OrderRule.objects.exclude(pk=rule.pk) if rule.pk else OrderRule.objects.all()
    if not rule.first or not rule.then or rule.first == rule.then:
        return  # said at the field, or by the constraint
    try:
        in_order((*map(as_before, others), as_before(rule)))
    except Cycle as cycle:
        names = [str(dict(RoutineLayer.choices).get(code, code)) for code in (*cycle.members, cycle.members[0])]
        sentence = _(
            "This would go in a circle: %(circle)s. Each would have to go on before the next. Change or delete one of these rules."
        )
        raise ValidationError({"then": ValidationError(sentence, params={"circle": " → ".join(names)})}) from cycle


def as_before(rule):
    return Before(rule.code, rule.first, rule.then)


def sound(rules):
    """The rules as the order takes them; None where they go in a circle, which only a change past this model can bring about."""
    found = tuple(map(as_before, rules))
    try:
        in_order(found)
    except Cycle as cycle:
        logger.error("The rules of the order go in a circle: %s. Change or delete one of them.", cycle)
        return None
    return found


class RoutineNote(Cited):
    """Something to know beside the order. Its topic says when the routine shows it."""

    class Topic(models.TextChoices):
        NO_SERUM = "no_serum", _("A treatment cream without the Serum")
        NO_TREATMENT_CREAM = "no_treatment_cream", _("A moisturiser without the Serum or the treatment cream")
        AFTER_PROCEDURE = "after_procedure", _("Skin treated in a procedure")
        CLEANSING = "cleansing", _("Cleansing treated skin")
        TREATED_SUN = "treated_sun", _("Sunscreen on treated skin")
        TREATED_ACTIVES = "treated_actives", _("Retinoid, acid or vitamin C on treated skin")
        NIGHT_MASK = "night_mask", _("An overnight product without a place in the order")
        SCALP = "scalp", _("A product for the scalp")
        RETINOID = "retinoid", _("Retinoid used too")
        ACID = "acid", _("Acid used too")
        VITAMIN_C = "vitamin_c", _("Vitamin C used too")
        SUNSCREEN = "sunscreen", _("Sunscreen")
        SUNSCREEN_RENEWAL = "sunscreen_renewal", _("Sunscreen over a pigment solution")
        STARTING = "starting", _("How to start")
        PATCH_TEST = "patch_test", _("Patch test")
        ASK_FIRST = "ask_first", _("Whom to ask first")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    topic = models.CharField(_("topic"), max_length=20, choices=Topic.choices)
    text = models.TextField(_("text"))
    house = models.BooleanField(_("house decision"), default=False, help_text=_("No document says it; it is marked wherever shown."))
    inferred = models.BooleanField(_("inferred"), default=False, help_text=_("Read between the lines; it is marked wherever shown."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("note on the routine")
        verbose_name_plural = _("notes on the routine")

    def __str__(self):
        return self.text
