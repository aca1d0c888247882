from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.visibility import ReadableQuerySet, Scheduled

from .products import Product
from .shared import Emphasised, PermanentSlug
from .sources import Cited, Evidence, EvidenceField
from .statements import Claim


class Question(PermanentSlug, Emphasised, Scheduled, Cited):
    """A question that people ask, with its answer and what the answer rests on."""

    class Topic(models.TextChoices):
        ACTIVE = "active", _("The active and its science")
        ORIGIN = "origin", _("Origin, safety and rules")
        CONTENTS = "contents", _("What it is and what is in it")
        USE = "use", _("How to use it")
        AFTER_PROCEDURE = "after-procedure", _("After a procedure")
        RESULTS = "results", _("Effects and results")
        CHOOSING = "choosing", _("Choosing a serum")
        CLINIC = "clinic", _("In the clinic")

    code = models.SlugField(
        _("code"), max_length=40, blank=True, help_text=_("The question of a source document that it answers, such as faq-21; else blank.")
    )
    topic = models.CharField(_("topic"), max_length=20, choices=Topic.choices, db_index=True)
    question = models.CharField(_("question"), max_length=200)
    answer = models.TextField(_("answer"), help_text=_("Markdown: paragraphs, lists, bold, links. The answer first, the reason after it."))
    evidence = EvidenceField(help_text=_("What the answer as a whole rests on."))
    products = models.ManyToManyField(Product, related_name="questions", blank=True, verbose_name=_("products"))
    claims = models.ManyToManyField(
        Claim,
        related_name="questions",
        blank=True,
        verbose_name=_("claims"),
        help_text=_("Shown under the answer, each with its evidence."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0, db_index=True)

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("question")
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="question_code_once",
                violation_error_message=_("Another question has that code."),
            )
        ]

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return reverse("question", args=[self.slug])

    @property
    def evidence_group(self):
        return Evidence(self.evidence).group
