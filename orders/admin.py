"""The queue of what was asked for. What was sent is read only; a step is taken through `orders.actions`."""

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, Subquery, Sum
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django_countries.filters import CountryFilter

from catalogue.admin.base import EditorAdmin, note
from catalogue.admin.columns import number_of, tag
from catalogue.admin.forms import EditorForm

from . import actions
from .export import as_csv
from .models import Distributor, OrderedLine, OrderRequest

Status = OrderRequest.Status
TONES = {Status.NEW: "caution", Status.PASSED_ON: "good", Status.CLOSED: "quiet", Status.CANCELLED: "stop"}
STEPS = {
    Status.PASSED_ON: _("Pass it on to the distributor"),
    Status.CLOSED: _("Close it: the distributor has taken over"),
    Status.CANCELLED: _("Cancel it: say why"),
}
HOW_TO_PASS_ON = note(
    _(
        "If the country has a distributor with an e-mail address, leave “to whom” blank and the portal sends the order there. "
        "Otherwise pass it on yourself, then write down to whom and how."
    )
)


class StepForm(EditorForm):
    step = forms.ChoiceField(label=_("Step"), choices=[("", _("None yet")), *STEPS.items()], required=False, widget=forms.RadioSelect)
    to = forms.CharField(
        label=_("To whom"),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("For passing it on: the distributor and how. Blank: the portal mails it."),
    )
    found = forms.CharField(
        label=_("Outcome"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=_("For closing and cancelling: what came of it. Needed to cancel. The sender does not see it."),
    )
    FIELDS = {"status": "step", "to": "to", "outcome": "found"}

    class Meta:
        model = OrderRequest
        fields = []

    def clean(self):
        super().clean()
        if {"step", "to", "found"} & set(self.errors):
            return
        step, to, outcome = (self.cleaned_data[name] for name in ("step", "to", "found"))
        if to and step != Status.PASSED_ON:
            self.add_error("step", _("Choose to pass it on, or take out to whom."))
        elif outcome and step not in {Status.CLOSED, Status.CANCELLED}:
            self.add_error("step", _("Choose to close or to cancel it, or take the outcome out."))
        elif step:
            # As it is now: somebody else may have been quicker.
            order = OrderRequest.objects.select_for_update().get(pk=self.instance.pk)
            for field, sentence in actions.objections(Status(step), order=order, to=to, outcome=outcome).items():
                self.add_error(self.FIELDS[field], sentence)


class LineInline(admin.TabularInline):
    model = OrderedLine
    extra = 0
    can_delete = False
    fields = readonly_fields = ["product_name", "pack", "quantity"]

    def has_add_permission(self, request, obj):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("pack"))
    def pack(self, line):
        return line.pack_name or _("size not stated")


def packs_asked_for():
    rows = OrderedLine.objects.filter(order=OuterRef("pk")).order_by().values("order").annotate(number=Sum("quantity"))
    return Subquery(rows.values("number"))


@admin.register(OrderRequest)
class OrderRequestAdmin(EditorAdmin):
    form = StepForm
    list_display = ["reference", "standing", "age", "country", "name", "line_total", "pack_total", "passed_on_to", "handled_by_name"]
    list_filter = ["status", "profession", ("country", CountryFilter), "sent_at"]
    search_fields = ["reference", "name", "business", "reply_to", "lines__product_name"]
    readonly_fields = ["reference", "sent_at", "age", "country", "name", "business", "reply_to", "note", "profession", "sent_by"]
    readonly_fields += ["standing", "passed_on_to", "passed_on_at", "handled_by_name", "handled_at", "outcome"]
    fieldsets = [
        (None, {"fields": ["reference", ("sent_at", "age")]}),
        (_("Who asks"), {"fields": ["name", "business", "country", "reply_to", "profession", "sent_by"]}),
        (_("Note"), {"fields": ["note"]}),
        (_("Where it stands"), {"fields": ["standing", ("passed_on_to", "passed_on_at"), ("handled_by_name", "handled_at"), "outcome"]}),
        (_("Next step"), {"description": HOW_TO_PASS_ON, "fields": ["step", "to", "found"]}),
    ]
    inlines = [LineInline]
    actions = ["download"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).queued()
        return rows.annotate(line_count=number_of(OrderedLine.objects, "order"), pack_count=packs_asked_for())

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change=change, **{**kwargs, "fields": []})

    def get_fieldsets(self, request, obj=None):
        """No step for who may only read, nor after the last one, but for who sends one too late and has to be told."""
        over = obj and obj.status in actions.OVER and request.method != "POST"
        if self.has_change_permission(request, obj) and not over:
            return super().get_fieldsets(request, obj)
        return [(name, parts) for name, parts in self.fieldsets if "step" not in parts["fields"]]

    def has_add_permission(self, request):
        """An order comes from the one who sends it."""
        return False

    def has_delete_permission(self, request, obj=None):
        """What was asked for stays on record; it is closed or cancelled instead."""
        return False

    def save_model(self, request, obj, form, change):
        step, given = form.cleaned_data.get("step"), form.cleaned_data
        if step == Status.PASSED_ON:
            actions.pass_on(order=obj, by=request.user, to=given["to"])
        elif step == Status.CLOSED:
            actions.close(order=obj, by=request.user, outcome=given["found"])
        elif step == Status.CANCELLED:
            actions.cancel(order=obj, by=request.user, outcome=given["found"])

    @admin.action(description=_("Download the chosen ones as a file (CSV)"), permissions=["view"])
    def download(self, request, queryset):
        return as_csv(queryset.prefetch_related("lines"))

    @admin.display(description=_("status"), ordering="status")
    def standing(self, order):
        return tag(order.get_status_display(), TONES[order.status])

    @admin.display(description=_("age"), ordering="sent_at")
    def age(self, order):
        return timesince(order.sent_at)

    @admin.display(description=_("products"), ordering="line_count")
    def line_total(self, order):
        return order.line_count

    @admin.display(description=_("packs"), ordering="pack_count")
    def pack_total(self, order):
        return order.pack_count


@admin.register(Distributor)
class DistributorAdmin(EditorAdmin):
    list_display = ["name", "country_names", "email"]
    search_fields = ["name", "email", "how"]
    fields = ["name", "countries", "email", "how"]

    @admin.display(description=_("countries"))
    def country_names(self, distributor):
        return ", ".join(country.name for country in distributor.countries)
