from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.visibility import Publishable, ReadableQuerySet


class SearchWord(Publishable):
    """A word as readers write it, and in how many parts with the same readers it stands: what typing errors are compared with."""

    word = models.CharField(_("word"), max_length=40)
    uses = models.IntegerField(_("uses"))

    objects = ReadableQuerySet.as_manager()

    class Meta:
        verbose_name = _("search word")
        constraints = [models.UniqueConstraint(fields=["word", "access", "status"], name="search_word_once")]

    def __str__(self):
        return self.word


class SearchPart(Publishable):
    """One findable part of a thing, with its own readers: its name, a fact, an answer, a section.

    Written by `catalogue.search.index` alone, from the rows themselves. What one viewer may not read stands in rows of its own, so
    that its words find nothing for them.
    """

    kind = models.CharField(_("kind"), max_length=20)
    slug = models.SlugField(_("slug"), max_length=80)
    part = models.CharField(_("part"), max_length=80, blank=True, help_text=_("Blank: the thing's own names and summary."))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    url = models.CharField(_("address"), max_length=255)
    also_called = models.TextField(_("names as written"), blank=True)
    names = models.TextField(_("normalised names"), blank=True)
    words = models.TextField(_("normalised words"))
    changed_at = models.DateTimeField(_("changed at"), db_index=True)

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [models.UniqueConstraint(fields=["kind", "slug", "part"], name="search_part_once")]

    def __str__(self):
        return f"{self.kind} {self.slug} {self.part}".strip()
