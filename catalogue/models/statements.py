from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.visibility import Readable, ReadableQuerySet

from .comparators import Comparator
from .products import Product
from .sources import Cited, Evidence, EvidenceField


class Claim(Readable, Cited):
    """Something said to be an effect, with the kind of evidence behind it. The evidence badge travels with the text."""

    product = models.ForeignKey(Product, models.CASCADE, null=True, blank=True, related_name="claims", verbose_name=_("product"))
    comparator = models.ForeignKey(
        Comparator, models.CASCADE, null=True, blank=True, related_name="claims", verbose_name=_("product of another brand")
    )
    subject = models.CharField(_("subject"), max_length=120, blank=True, help_text=_("What it is about, where it is no single product."))
    code = models.SlugField(_("code"), max_length=60)
    ledger = models.SlugField(
        _("ledger entry"), max_length=60, blank=True, help_text=_("Its entry among the quantified claims of the documents; else blank.")
    )
    text = models.TextField(_("text"))
    qualifier = models.CharField(_("qualifier"), max_length=40, blank=True, help_text=_("As printed: up to, more than, about."))
    value = models.CharField(_("figure"), max_length=40, blank=True, help_text=_("As printed: 50, 1-2, 4.7-5.7."))
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    evidence = EvidenceField()
    references = models.CharField(
        _("reference numbers"), max_length=120, blank=True, help_text=_("As the document prints them, separated by commas.")
    )
    caveat = models.TextField(_("caveat"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("claim")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "code"],
                name="claim_code_once",
                violation_error_message=_("Another claim of this product has that code."),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(product__isnull=True),
                name="free_claim_code_once",
                violation_error_message=_("Another claim that belongs to no product has that code."),
            ),
            models.UniqueConstraint(
                fields=["ledger"],
                condition=~Q(ledger=""),
                name="ledger_entry_once",
                violation_error_message=_("Another claim has that entry of the ledger."),
            ),
            models.CheckConstraint(
                name="claim_has_one_subject",
                condition=Q(product__isnull=False, comparator__isnull=True, subject="")
                | Q(product__isnull=True, comparator__isnull=False, subject="")
                | (Q(product__isnull=True, comparator__isnull=True) & ~Q(subject="")),
                violation_error_message=_(
                    "Say what it is about: a product, a product of another brand, or a subject, and only one of them."
                ),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def evidence_group(self):
        return Evidence(self.evidence).group

    @property
    def reference_list(self):
        return [number.strip() for number in self.references.split(",") if number.strip()]


def about(claim):
    """What a claim is about, in words."""
    return str(claim.product or claim.comparator or claim.subject)


class Severity(models.TextChoices):
    NEVER = "never", _("Do not")
    DELAY = "delay", _("Wait first")
    CAUTION = "caution", _("Take care")
    CONSULT = "consult", _("Ask a clinician first")


SEVERITY_ORDER = {severity: place for place, severity in enumerate(Severity.values)}


class Condition(models.TextChoices):
    """What a visitor of the product finder can say of themselves."""

    ACTIVE_ACNE = "active_acne", _("Active acne")
    TREATED_SKIN = "treated_skin", _("Skin treated in a procedure and not yet back to normal")
    PREGNANCY = "pregnancy", _("Pregnancy or breastfeeding")
    HEALTH = "health", _("An immune condition, a transplant or an allergy")
    SENSITIVE_SKIN = "sensitive_skin", _("Sensitive or reactive skin")


class Precaution(Readable, Cited):
    """What not to combine, when to wait, when to ask: for one product, several, or for something done to the skin."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices)
    title = models.CharField(_("title"), max_length=120, help_text=_("Short, in plain words; under “do not” it starts with “Do not”."))
    reason = models.TextField(_("reason"), blank=True)
    action = models.TextField(_("what to do"), blank=True)
    products = models.ManyToManyField(Product, related_name="precautions", blank=True, verbose_name=_("products"))
    scope_as_printed = models.CharField(
        _("scope as printed"), max_length=200, blank=True, help_text=_("Whom or what the document speaks of, where that differs.")
    )
    condition = models.CharField(
        _("condition"), max_length=20, choices=Condition.choices, blank=True, help_text=_("The product finder asks for it.")
    )
    house = models.BooleanField(_("house precaution"), default=False, help_text=_("Widened by this house beyond the printed scope."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("precaution")

    def __str__(self):
        return self.title
