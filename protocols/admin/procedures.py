from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.admin.base import READERS, SOURCES, BlockInline, EditorAdmin, PageAdmin, note
from catalogue.admin.columns import ReadersFilter, amount, number_of, tag
from catalogue.admin.forms import EditorForm, LineForm, LineFormSet
from protocols import dosing, readiness
from protocols.models import DowntimeClass, Procedure, ProcedureSetting, Safeguard

DESK = note(
    _(
        "This is the editors’ desk. Clinics go on reading the frozen text of the active protocol version; "
        "what you change here reaches them when the next version is published."
    )
)


class DowntimeClassForm(EditorForm):
    error_fields = {"downtime_bounds_in_order": "upper_hours"}


@admin.register(DowntimeClass)
class DowntimeClassAdmin(EditorAdmin):
    form = DowntimeClassForm
    list_display = ["name", "lower", "upper", "label", "position"]
    search_fields = ["name", "code", "label"]
    autocomplete_fields = ["citations"]
    permanent = ["code"]
    fieldsets = [
        (
            None,
            {
                "description": DESK,
                "fields": [
                    "name",
                    "code",
                    "label",
                    ("lower_hours", "lower_inclusive"),
                    ("upper_hours", "upper_inclusive"),
                    "note",
                    "position",
                ],
            },
        ),
        SOURCES,
    ]

    @admin.display(description=_("from"), ordering="lower_hours")
    def lower(self, row):
        return bound(row.lower_hours, row.lower_inclusive)

    @admin.display(description=_("to"), ordering="upper_hours")
    def upper(self, row):
        return bound(row.upper_hours, row.upper_inclusive)


def bound(hours, inclusive):
    if hours is None:
        return _("no upper bound")
    return f"{amount(hours, 'h')} ({_('included') if inclusive else _('not included')})"


class SettingForm(LineForm):
    error_fields = {"setting_bounds_in_order": "maximum", "procedure_once_in_class": "downtime_class"}


class SettingFormSet(LineFormSet):
    """Two settings that overlap would make every look-up of the procedure a conflict."""

    def clean(self):
        super().clean()
        lines = {form.cleaned_data["downtime_class"].code: form for form in self.kept() if form.is_valid()}
        slug = self.instance.slug
        rules = dosing.Rules(
            classes=(),
            procedures=(dosing.Procedure(slug, self.instance.name),),
            examples=tuple(dosing.Example(slug, code, bounds_of(form.instance)) for code, form in lines.items()),
            doses=(),
        )
        for problem in readiness.overlapping_settings(rules):
            self._non_form_errors.extend([problem.text])


def bounds_of(row):
    if row.minimum is None:
        return None
    return dosing.Bounds(row.minimum, row.minimum_inclusive, row.maximum, row.maximum_inclusive, row.whole_numbers)


class SettingInline(BlockInline):
    model = ProcedureSetting
    form = SettingForm
    formset = SettingFormSet
    classes = []
    short_lists = ["downtime_class"]
    autocomplete_fields = ["citations"]
    fields = [
        ("downtime_class", "as_printed"),
        ("minimum", "minimum_inclusive"),
        ("maximum", "maximum_inclusive", "whole_numbers"),
        "citations",
    ]


@admin.register(Procedure)
class ProcedureAdmin(PageAdmin):
    previewed = False  # its page shows the frozen text of a version
    list_display = ["name", "status_tag", "readers", "page", "family", "setting", "examples"]
    list_filter = ["status", ReadersFilter, "family", "setting"]
    search_fields = ["name", "aliases", "slug"]
    autocomplete_fields = ["citations"]
    inlines = [SettingInline]
    fieldsets = [
        (
            None,
            {
                "description": DESK,
                "fields": ["name", "slug", "aliases", ("family", "setting"), "summary", "cautions", "position"],
            },
        ),
        READERS,
        SOURCES,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(example_count=number_of(ProcedureSetting.objects, "procedure"))

    @admin.display(description=_("settings"), ordering="example_count")
    def examples(self, row):
        return row.example_count


@admin.register(Safeguard)
class SafeguardAdmin(EditorAdmin):
    list_display = ["precaution", "severity", "travels_with_serum", "withholds", "house"]
    list_filter = ["travels_with_serum", "precaution__severity", "stop", "house"]
    list_select_related = ["precaution"]
    search_fields = ["precaution__title", "precaution__code"]
    autocomplete_fields = ["precaution", "procedures", "downtime_classes"]
    fieldsets = [
        (None, {"description": DESK, "fields": ["precaution", "travels_with_serum", "stop"]}),
        (_("With which answers"), {"fields": ["procedures", "also_without_procedure", "downtime_classes", "house"]}),
    ]

    @admin.display(description=_("severity"), ordering="precaution__severity")
    def severity(self, row):
        return row.precaution.get_severity_display()

    @admin.display(description=_("withholds the dose"), ordering="stop")
    def withholds(self, row):
        return tag(row.get_stop_display(), "stop") if row.stop else None
