from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceDocument(models.Model):
    """One of the documents that facts come from."""

    code = models.SlugField(_("code"), unique=True, max_length=20)
    title = models.CharField(_("title"), max_length=200)
    kind = models.TextField(_("what it is"))
    stance = models.TextField(_("stance"), help_text=_("How far it can be trusted, and in whose interest it speaks."))

    class Meta:
        ordering = ["code"]
        verbose_name = _("source document")

    def __str__(self):
        return self.title


class CitationQuerySet(models.QuerySet):
    def with_document(self):
        return self.select_related("document")


class Citation(models.Model):
    """A passage that a fact can point to: one section of one document."""

    document = models.ForeignKey(SourceDocument, models.CASCADE, related_name="citations", verbose_name=_("document"))
    section = models.CharField(_("section"), max_length=200)
    house_heading = models.BooleanField(
        _("heading made up here"), default=False, help_text=_("The passage has no heading of its own in the document.")
    )
    position = models.PositiveSmallIntegerField(_("place in the document"), default=0)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["document", "position"]
        verbose_name = _("citation")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "section"],
                name="citation_once",
                violation_error_message=_("This document already has a section with that heading."),
            )
        ]

    def __str__(self):
        return f"{self.document.code} · {self.section}"


class Cited(models.Model):
    """A row that says where it comes from."""

    citations = models.ManyToManyField(Citation, verbose_name=_("citations"), related_name="+", blank=True)

    class Meta:
        abstract = True


class EvidenceGroup(models.TextChoices):
    """How evidence kinds are grouped for readers."""

    LABORATORY = "laboratory", _("Laboratory")
    STATEMENT = "statement", _("Maker or brand statement")
    OPINION = "opinion", _("Opinion or anecdote")
    SPECIFICATION = "specification", _("Instruction or specification")


class Evidence(models.TextChoices):
    IN_VITRO = "in_vitro", _("Laboratory study, not on people")
    MANUFACTURER_CLAIM = "manufacturer_claim", _("The maker says so, no reference")
    MANUFACTURER_CLAIM_WITH_UNLISTED_REFS = (
        "manufacturer_claim_with_unlisted_refs",
        _("The maker cites references whose list is not supplied"),
    )
    CLINICIAN_STATEMENT = "clinician_statement", _("Opinion of a named expert")
    ARTICLE_SYNTHESIS = "article_synthesis", _("Summary by a guide")
    BRAND_CLAIM = "brand_claim", _("Another brand says so")
    ANECDOTE = "anecdote", _("One person’s experience")
    GENERAL_STATEMENT = "general_statement", _("Background, no source given")
    SPECIFICATION = "specification", _("Formula or physical figure from the maker")
    INSTRUCTION = "instruction", _("How to use it")
    ANALYST_NOTE = "analyst_note", _("Note of this house")

    @property
    def group(self) -> EvidenceGroup:
        return EVIDENCE_GROUPS[self]


EVIDENCE_GROUPS = {
    Evidence.IN_VITRO: EvidenceGroup.LABORATORY,
    Evidence.MANUFACTURER_CLAIM: EvidenceGroup.STATEMENT,
    Evidence.MANUFACTURER_CLAIM_WITH_UNLISTED_REFS: EvidenceGroup.STATEMENT,
    Evidence.BRAND_CLAIM: EvidenceGroup.STATEMENT,
    Evidence.CLINICIAN_STATEMENT: EvidenceGroup.OPINION,
    Evidence.ANECDOTE: EvidenceGroup.OPINION,
    Evidence.ARTICLE_SYNTHESIS: EvidenceGroup.OPINION,
    Evidence.GENERAL_STATEMENT: EvidenceGroup.OPINION,
    Evidence.ANALYST_NOTE: EvidenceGroup.OPINION,
    Evidence.SPECIFICATION: EvidenceGroup.SPECIFICATION,
    Evidence.INSTRUCTION: EvidenceGroup.SPECIFICATION,
}


class EvidenceField(models.CharField):
    """The evidence kind of a statement; it is never blank, so a badge can always travel with the text."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("verbose_name", _("evidence"))
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("choices", Evidence.choices)
        super().__init__(*args, **kwargs)
