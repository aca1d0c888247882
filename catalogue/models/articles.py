import re

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.visibility import Readable, ReadableQuerySet, Scheduled, Status

from .products import Product
from .shared import Emphasised, PermanentSlug, lines
from .sources import Cited
from .statements import Claim

WORDS_A_MINUTE = 200  # a house figure: calm reading of plain text on a screen


NO_SECTION = _("An article is published with at least one section.")


class Article(PermanentSlug, Emphasised, Scheduled):
    """A longer text on one subject, in sections that each name their own sources."""

    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("summary"), max_length=220)
    key_points = models.TextField(_("key points"), blank=True, help_text=_("One on each line."))
    products = models.ManyToManyField(Product, related_name="articles", blank=True, verbose_name=_("products"))
    checked_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("The day on which every sentence was last compared with its sources.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0, db_index=True)

    objects = ReadableQuerySet.as_manager()
    sections_checked = False  # set by whoever checks the sections as they will stand: one may get its source in the same save

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("article")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("article", args=[self.slug])

    @property
    def key_point_list(self):
        return lines(self.key_points)

    def clean(self):
        """An article without sources cannot be published; the admin checks the sections of the same form instead."""
        if self.status == Status.PUBLISHED and self.pk and not self.sections_checked and (why := self.why_not_published()):
            raise ValidationError({"status": why})

    def why_not_published(self):
        """A sentence for the editor, or nothing."""
        sections = self.sections.annotate(sources=models.Count("citations"))
        if not sections:
            return NO_SECTION
        bare = [section.heading for section in sections if not section.sources]
        return no_source(bare) if bare else None


def no_source(headings):
    return _("It cannot be published while a section names no source: %(headings)s.") % {"headings": ", ".join(headings)}


def reading_minutes(texts):
    """Minutes to read, at least one: a rounded-up house estimate at 200 words a minute."""
    words = sum(len(re.findall(r"\w+", text)) for text in texts)
    return max(1, -(-words // WORDS_A_MINUTE))


class ArticleSection(Readable, Cited):
    """One part of an article, with its own heading, sources and readers."""

    class Shows(models.TextChoices):
        STEM_CELL_KINDS = "stem_cell_kinds", _("Kinds of stem-cell ingredient")
        STEM_CELL_SOURCES = "stem_cell_sources", _("Comparison of stem cell sources")
        SELECTION_CRITERIA = "selection_criteria", _("What to look at when choosing")

    article = models.ForeignKey(Article, models.CASCADE, related_name="sections", verbose_name=_("article"))
    code = models.SlugField(_("code"), max_length=60, help_text=_("The anchor of the section; it cannot be changed later."))
    heading = models.CharField(_("heading"), max_length=120)
    body = models.TextField(_("text"), help_text=_("Markdown: paragraphs, lists, bold, links. No headings."))
    shows = models.CharField(_("shows below the text"), max_length=20, choices=Shows.choices, blank=True)
    claims = models.ManyToManyField(
        Claim,
        related_name="article_sections",
        blank=True,
        verbose_name=_("claims"),
        help_text=_("Shown under the text, with their evidence."),
    )
    inferred = models.BooleanField(_("inferred"), default=False, help_text=_("Read between the lines; it is marked wherever shown."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("section")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "code"],
                name="section_code_once",
                violation_error_message=_("Another section of this article has that code."),
            )
        ]

    def __str__(self):
        return self.heading
