"""Disagreements between documents: editors write down what is said, a reviewer rules."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Discrepancy, Position
from catalogue.models.disagreements import CAUTIOUS_STAYS

from .base import BlockInline, EditorAdmin, note
from .columns import PageColumn, ReadersColumn, ReadersFilter, number_of, tag
from .forms import EditorForm, LineForm, LineFormSet

MAY_RULE = "catalogue.rule_discrepancy"
RULING = ["ruling", "ruling_reason", "ruled_by_name", "ruled_on"]
WRITTEN = ["title", "kind", "access", "position", "presentation", "products", "questions", "articles"]
HOW_TO_RULE = note(
    _("For reviewers. Until somebody has ruled, readers see that nobody has and that every position stands. A ruling replaces no position.")
)
MISSING = {
    "ruling": _("Say what holds from now on, or leave the reason, the name and the day blank too."),
    "ruling_reason": _("Readers see why: say what the ruling rests on."),
    "ruled_by_name": _("Readers see who ruled: give the name and the role."),
    "ruled_on": _("Readers see when it was ruled: give the day."),
}


class DiscrepancyForm(EditorForm):
    error_fields = {"ruling_says_who_and_when": "ruling", "ruling_says_why": "ruling_reason"}

    def clean(self):
        super().clean()
        given = {name: self.cleaned_data.get(name) for name in RULING if name in self.fields}
        for name, value in given.items():
            if not value and any(given.values()) and name not in self.errors:
                self.add_error(name, MISSING[name])
        if given.get("ruled_on") and given["ruled_on"] > timezone.localdate():
            self.add_error("ruled_on", _("That day is still to come."))


class PositionFormSet(LineFormSet):
    def clean(self):
        super().clean()
        cautious = [form for form in self.kept() if form.cleaned_data.get("cautious")]
        if len(cautious) != 1:
            raise ValidationError(_("Mark one position, and only one, as the cautious one: readers see it first."))
        if not self.instance.is_shown:
            return
        if any(form.initial.get("cautious") for form in self.deleted_forms):
            raise ValidationError(CAUTIOUS_STAYS)
        if not cautious[0].cleaned_data.get("access"):
            raise ValidationError(_("Say who may read the cautious position: the disagreement is shown."))
        for form in self.forms:
            form.instance.mark_checked = True


class PositionInline(BlockInline):
    model = Position
    form = LineForm
    formset = PositionFormSet
    verbose_name_plural = _("positions")
    classes = []
    autocomplete_fields = ["citations"]
    fields = [("cautious", "access", "position"), "text", "citations"]


class RuledFilter(admin.SimpleListFilter):
    title = _("ruling")
    parameter_name = "ruled"

    def lookups(self, request, model_admin):
        return [("no", _("Not ruled yet")), ("yes", _("Ruled"))]

    def queryset(self, request, rows):
        if self.value() is None:
            return rows
        return rows.filter(ruling="") if self.value() == "no" else rows.exclude(ruling="")


@admin.register(Discrepancy)
class DiscrepancyAdmin(ReadersColumn, PageColumn, EditorAdmin):
    form = DiscrepancyForm
    list_display = ["title", "ruled", "readers", "kind", "position_count", "page"]
    list_filter = [RuledFilter, ReadersFilter, "kind", "products"]
    search_fields = ["title", "slug", "presentation", "positions__text"]
    autocomplete_fields = ["products", "questions", "articles"]
    inlines = [PositionInline]
    permanent = ["slug"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["ruled_by"]
    fieldsets = [
        (None, {"fields": ["title", "slug", ("kind", "access", "position"), "presentation"]}),
        (_("Ruling"), {"description": HOW_TO_RULE, "fields": ["ruling", "ruling_reason", ("ruled_by_name", "ruled_on"), "ruled_by"]}),
        (_("What it is about"), {"fields": ["products", "questions", "articles"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(positions_named=number_of(Position.objects, "discrepancy"))

    def get_readonly_fields(self, request, obj=None):
        """Editors write everything but the ruling; whoever rules and is no editor writes nothing else."""
        closed = [] if request.user.has_perm(MAY_RULE) else RULING
        written = [] if self.has_add_permission(request) else WRITTEN
        return [*super().get_readonly_fields(request, obj), *closed, *written]

    def save_model(self, request, obj, form, change):
        if set(RULING) & set(form.changed_data):
            obj.ruled_by = request.user if obj.ruling else None
        super().save_model(request, obj, form, change)

    @admin.display(description=_("ruling"), ordering="ruled_on")
    def ruled(self, row):
        return tag(_("Ruled"), "good") if row.ruling else tag(_("Not ruled yet"), "caution")

    @admin.display(description=_("positions"), ordering="positions_named")
    def position_count(self, row):
        return row.positions_named
