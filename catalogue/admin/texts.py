"""Questions and articles. What is typed can be looked at before it is saved; nothing is published without a source."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME, TOTAL_FORM_COUNT
from django.shortcuts import render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from catalogue.models import Article, ArticleSection, GlossaryTerm, Question
from catalogue.models.articles import NO_SECTION, no_source
from catalogue.models.shared import lines
from catalogue.rich_text import Terms
from catalogue.visibility import Status

from .base import SOURCES, BlockInline, PageAdmin
from .columns import ReadersFilter, number_of
from .forms import EditorForm, LineForm, LineFormSet

READERS = (_("Who sees it"), {"fields": [("status", "access"), ("for_consumer", "for_salon", "for_practitioner")]})
MOST_SECTIONS = 1000
LONG_TEXT = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 12})}}


class PreviewAdmin(PageAdmin):
    """The saved draft stands on its own page, for staff; what is typed and not yet saved is shown by the button."""

    formfield_overrides = LONG_TEXT
    change_form_template = "admin/catalogue/text_change_form.html"

    def view_on_site(self, row):
        return row.get_absolute_url()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        return [path("preview/", self.admin_site.admin_view(self.preview), name=name), *super().get_urls()]

    @method_decorator(require_POST)
    def preview(self, request):
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        context = {**self.typed(request.POST), "terms": Terms(GlossaryTerm.objects.all())}
        return render(request, "catalogue/text_preview.html", context)

    def typed(self, data):
        """title, summary, key_points, and sections of heading and body, as they stand in the form."""
        raise NotImplementedError


class QuestionForm(EditorForm):
    error_fields = {"question_code_once": "code"}

    def clean(self):
        super().clean()
        published = self.cleaned_data.get("status") == Status.PUBLISHED
        if published and "citations" in self.cleaned_data and not self.cleaned_data["citations"]:
            self.add_error("status", _("It cannot be published without a source: choose what the answer comes from."))


@admin.register(Question)
class QuestionAdmin(PreviewAdmin):
    form = QuestionForm
    list_display = ["short_question", "status_tag", "readers", "page", "topic", "evidence"]
    list_filter = ["status", ReadersFilter, "topic", "evidence", "products"]
    search_fields = ["question", "slug", "code", "answer"]
    prepopulated_fields = {"slug": ["question"]}
    autocomplete_fields = ["products", "claims", "citations"]
    fieldsets = [
        (None, {"fields": ["question", "slug", ("topic", "position", "code"), "answer", "evidence"]}),
        READERS,
        (_("What it speaks of"), {"fields": ["products", "claims"]}),
        SOURCES,
    ]

    @admin.display(description=_("question"), ordering="question")
    def short_question(self, row):
        return Truncator(row.question).chars(90)

    def typed(self, data):
        return {"title": data.get("question", ""), "sections": [{"body": data.get("answer", "")}]}


class ArticleForm(EditorForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.sections_checked = True  # by `SectionFormSet`, as they will stand


class SectionForm(LineForm):
    code_from = "heading"
    error_fields = {"section_code_once": "code"}


class SectionFormSet(LineFormSet):
    def clean(self):
        super().clean()
        if self.instance.status != Status.PUBLISHED:
            return
        sections = [form.cleaned_data for form in self.kept()]
        bare = [section.get("heading", "") for section in sections if not section.get("citations")]
        if bare or not sections:
            why = no_source(bare) if bare else NO_SECTION
            if form := getattr(self.instance, "submitted_in", None):
                form.add_error("status", why)
            raise ValidationError(why)


class SectionInline(BlockInline):
    model = ArticleSection
    form = SectionForm
    formset = SectionFormSet
    formfield_overrides = LONG_TEXT
    autocomplete_fields = ["claims", "citations"]
    fields = ["heading", ("access", "inferred"), "body", "shows", "claims", ("position", "code"), "citations"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("claims")


@admin.register(Article)
class ArticleAdmin(PreviewAdmin):
    form = ArticleForm
    list_display = ["title", "status_tag", "readers", "page", "section_count", "checked_on"]
    list_filter = ["status", ReadersFilter, "products"]
    search_fields = ["title", "slug", "summary"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["products"]
    inlines = [SectionInline]
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "key_points", ("position", "checked_on")]}),
        READERS,
        (_("What it speaks of"), {"fields": ["products"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(sections_written=number_of(ArticleSection.objects, "article"))

    def save_form(self, request, form, change):
        article = super().save_form(request, form, change)
        article.submitted_in = form  # the sections are read next: what they lack is said at the status
        return article

    @admin.display(description=_("sections"), ordering="sections_written")
    def section_count(self, row):
        return row.sections_written

    def typed(self, data):
        return {
            "title": data.get("title", ""),
            "summary": data.get("summary", ""),
            "key_points": lines(data.get("key_points", "")),
            "sections": sections_typed(data),
        }


def sections_typed(data):
    """The sections of a posted form in their order, those to be deleted left out."""
    total = data.get(f"sections-{TOTAL_FORM_COUNT}", "")
    count = min(int(total), MOST_SECTIONS) if total.isascii() and total.isdigit() and len(total) < 5 else 0
    sections = []
    for number in range(count):
        heading, body, place = (data.get(f"sections-{number}-{name}", "") for name in ("heading", "body", "position"))
        if (heading or body) and not data.get(f"sections-{number}-{DELETION_FIELD_NAME}"):
            placed = place.isascii() and place.isdigit() and len(place) < 6
            sections.append((int(place) if placed else 10**6, number, {"heading": heading, "body": body}))
    return [section for _place, _number, section in sorted(sections, key=lambda one: one[:2])]
