"""The queue of what people wrote to us. What was written is read only; a step is taken through `support.actions`."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from catalogue.admin.base import EditorAdmin, note
from catalogue.admin.columns import tag
from catalogue.admin.forms import EditorForm

from . import actions
from .models import Report

Status = Report.Status
TONES = {Status.NEW: "caution", Status.IN_WORK: "quiet", Status.CLOSED: "good"}
STEPS = {
    Status.IN_WORK: _("Take it up: I work on it"),
    Status.CLOSED: _("Close it: say what came of it"),
}
HOW_TO_HANDLE = note(
    _(
        "Answer by mail from your own mail program, if there is an address. An unwanted effect and a spoiled product go on to the maker. "
        "If a patient can be told from the text, do not copy it anywhere."
    )
)


class StepForm(EditorForm):
    by = None  # set for each request
    step = forms.ChoiceField(label=_("Step"), choices=[("", _("None yet")), *STEPS.items()], required=False, widget=forms.RadioSelect)
    found = forms.CharField(
        label=_("Outcome"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=_("What was found and done. Needed to close it. The writer does not see it."),
    )
    FIELDS = {"status": "step", "outcome": "found"}

    class Meta:
        model = Report
        fields = []

    def clean(self):
        super().clean()
        step, outcome = self.cleaned_data.get("step"), self.cleaned_data.get("found", "")
        if "found" in self.errors or "step" in self.errors:
            return
        if step != Status.CLOSED and outcome:
            self.add_error("step", _("Choose to close it, or take the outcome out."))
        if step:
            # As it is now: somebody else may have been quicker.
            report = Report.objects.select_for_update().get(pk=self.instance.pk)
            for field, sentence in actions.objections(Status(step), report=report, by=self.by, outcome=outcome).items():
                self.add_error(self.FIELDS[field], sentence)


@admin.register(Report)
class ReportAdmin(EditorAdmin):
    form = StepForm
    list_display = ["reference", "kind", "standing", "age", "product", "lot_number", "handled_by_name"]
    list_filter = ["status", "kind", "product"]
    list_select_related = ["product"]
    search_fields = ["reference", "lot_number", "text"]
    readonly_fields = ["reference", "kind", "written_at", "age", "product", "lot_number", "lot_unreadable", "about", "text", "country"]
    readonly_fields += ["reply_to", "written_by", "standing", "handled_by_name", "handled_at", "outcome"]
    fieldsets = [
        (None, {"fields": ["reference", "kind", ("written_at", "age")]}),
        (_("What was written"), {"fields": ["product", ("lot_number", "lot_unreadable"), "about", "text"]}),
        (_("By whom"), {"fields": ["country", "reply_to", "written_by"]}),
        (_("Where it stands"), {"fields": ["standing", ("handled_by_name", "handled_at"), "outcome"]}),
        (_("Next step"), {"description": HOW_TO_HANDLE, "fields": ["step", "found"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).queued()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **{**kwargs, "fields": []})
        form.by = request.user
        return form

    def get_fieldsets(self, request, obj=None):
        """No step for who may only read, nor after the last one, but for who sends one too late and has to be told."""
        over = obj and obj.status == Status.CLOSED and request.method != "POST"
        if self.has_change_permission(request, obj) and not over:
            return super().get_fieldsets(request, obj)
        return [(name, parts) for name, parts in self.fieldsets if "step" not in parts["fields"]]

    def has_add_permission(self, request):
        """A report comes from the one who writes it."""
        return False

    def has_delete_permission(self, request, obj=None):
        """What went wrong stays on record; it is closed instead."""
        return False

    def save_model(self, request, obj, form, change):
        step = form.cleaned_data.get("step")
        if step == Status.IN_WORK:
            actions.take_up(report=obj, by=request.user)
        elif step == Status.CLOSED:
            actions.close(report=obj, by=request.user, outcome=form.cleaned_data["found"])

    @admin.display(description=_("status"), ordering="status")
    def standing(self, report):
        return tag(report.get_status_display(), TONES[report.status])

    @admin.display(description=_("age"), ordering="written_at")
    def age(self, report):
        return timesince(report.written_at)

    @admin.display(description=_("page"))
    def about(self, report):
        return format_html('<a href="{0}">{0}</a>', report.page) if report.page else None
