from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue.admin.base import READERS, SOURCES, BlockInline, EditorAdmin, PageAdmin
from catalogue.admin.columns import ReadersColumn, ReadersFilter, amount, number_of
from catalogue.admin.forms import LineForm
from catalogue.figures import plain
from protocols.models import Aftercare, CheckUp, Course, CourseNote, CourseStep, Phase


class DaysField(forms.CharField):
    """Days of a week as `0, 3`; the row keeps them as a list."""

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        parts = [part.strip() for part in (value or "").split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() and int(part) <= 6 for part in parts):
            raise ValidationError(_("Write days from 0 to 6 with commas between them, for example 0, 3."))
        return [int(part) for part in parts]


class PhaseForm(LineForm):
    code_from = "name"
    error_fields = {
        "phase_is_weeks_or_months": "weeks_minimum",
        "needle_bounds_in_order": "needle_max_mm",
        "phase_code_once": "code",
    }
    days = DaysField(
        label=_("days of the week’s treatments"),
        required=False,
        help_text=_("0 is the first day: “0, 3” is the first day and three days on."),
    )


class CheckUpForm(LineForm):
    error_fields = {"check_up_code_once": "code"}


class AftercareForm(LineForm):
    error_fields = {"aftercare_code_once": "code"}


class CourseNoteForm(LineForm):
    error_fields = {"course_note_code_once": "code"}


class CourseStepForm(LineForm):
    error_fields = {"course_step_code_once": "code"}


PHASE_FIELDS = [
    ("name", "track", "access"),
    ("treatments_per_week", "weeks_minimum", "weeks_exact", "months"),
    ("days", "days_inferred"),
    ("needle_min_mm", "needle_max_mm"),
    "note",
    ("position", "inferred", "code"),
]


class PhaseInline(BlockInline):
    model = Phase
    form = PhaseForm
    show_change_link = True  # its steps are there
    autocomplete_fields = ["citations"]
    fields = [*PHASE_FIELDS, "citations"]


class CheckUpInline(BlockInline):
    model = CheckUp
    form = CheckUpForm
    autocomplete_fields = ["citations"]
    fields = ["text", ("track", "access"), ("months_after", "every_months_min", "every_months_max")]
    fields += [("position", "inferred", "code"), "citations"]


class AftercareInline(BlockInline):
    model = Aftercare
    form = AftercareForm
    autocomplete_fields = ["citations"]
    fields = ["text", ("track", "access"), ("hours_minimum", "hours_best", "during_course")]
    fields += [("position", "inferred", "code"), "citations"]


class CourseNoteInline(BlockInline):
    model = CourseNote
    form = CourseNoteForm
    numbered_within = "kind"
    autocomplete_fields = ["citations"]
    fields = [("kind", "track", "access"), "text", ("position", "inferred", "code"), "citations"]


@admin.register(Course)
class CourseAdmin(PageAdmin):
    list_display = ["name", "status_tag", "readers", "product", "phase_count"]
    list_filter = ["status", ReadersFilter, "product"]
    list_select_related = ["product"]
    search_fields = ["name", "slug", "summary", "product__name"]
    autocomplete_fields = ["product", "citations"]
    inlines = [PhaseInline, CheckUpInline, AftercareInline, CourseNoteInline]
    fieldsets = [(None, {"fields": ["name", "slug", "product", "summary"]}), READERS, SOURCES]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(phase_count=number_of(Phase.objects, "course"))

    @admin.display(description=_("phases"), ordering="phase_count")
    def phase_count(self, row):
        return row.phase_count


class CourseStepInline(BlockInline):
    model = CourseStep
    form = CourseStepForm
    classes = []
    autocomplete_fields = ["citations"]
    fields = ["text", ("place", "volume_ml"), ("position", "inferred", "code"), "citations"]


@admin.register(Phase)
class PhaseAdmin(ReadersColumn, EditorAdmin):
    form = PhaseForm
    list_display = ["name", "course", "readers", "track", "needle", "step_count"]
    list_filter = [ReadersFilter, "track", "course"]
    list_select_related = ["course"]
    search_fields = ["name", "code", "course__name"]
    autocomplete_fields = ["course", "citations"]
    inlines = [CourseStepInline]
    fieldsets = [(None, {"fields": ["course", *PHASE_FIELDS]}), SOURCES]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(step_count=number_of(CourseStep.objects, "phase"))

    @admin.display(description=_("needle"), ordering="needle_max_mm")
    def needle(self, row):
        if row.needle_min_mm is None or row.needle_min_mm == row.needle_max_mm:
            return amount(row.needle_max_mm, "mm")
        return f"{plain(row.needle_min_mm)}–{amount(row.needle_max_mm, 'mm')}"

    @admin.display(description=_("steps"), ordering="step_count")
    def step_count(self, row):
        return row.step_count
