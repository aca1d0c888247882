"""The queue of professions to check, and the decision on each. State changes only through `accounts.actions`."""

from datetime import timedelta
from operator import itemgetter

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts import actions
from accounts.models import Verification, VerificationEvent
from catalogue.admin.base import EditorAdmin, note
from catalogue.admin.columns import tag
from catalogue.admin.forms import EditorForm

Kind = VerificationEvent.Kind
TONES = {
    "verified": "good",
    "pending": "caution",
    "more_needed": "caution",
    "refused": "stop",
    "expired": "stop",
    "revoked": "stop",
}
DECISIONS = {
    Kind.APPROVED: _("Approve: open what is written for this profession"),
    Kind.MORE_NEEDED: _("Ask for more: say what is missing"),
    Kind.REFUSED: _("Refuse"),
    Kind.REVOKED: _("Revoke: close it from the next request on"),
}
VERBS = {
    Kind.APPROVED: actions.approve,
    Kind.MORE_NEEDED: actions.ask_for_more,
    Kind.REFUSED: actions.refuse,
    Kind.REVOKED: actions.revoke,
}
HOW_TO_CHECK = note(
    _("Compare name and number with the public register of the country before you approve. The applicant gets your reason by e-mail.")
)
MEANWHILE = _("This application was changed or decided while the page was open. Look at it again.")


class DecisionForm(EditorForm):
    """Nothing chosen: only the note is saved."""

    by = None  # set for each request
    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("", _("None yet")), *DECISIONS.items()], required=False, widget=forms.RadioSelect
    )
    said = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        help_text=_("Needed for every decision, an approval too. The applicant reads it."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
    until = forms.DateField(
        label=_("Verified until"), required=False, widget=AdminDateWidget, help_text=_("For an approval: at most 12 months ahead.")
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    FIELDS = {"decision": "decision", "reason": "said", "verified_until": "until"}

    class Meta:
        model = Verification
        fields = ["note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = last_event(self.instance)
        self.initial["until"] = timezone.localdate() + timedelta(days=365)
        holds = self.instance.pk and self.instance.holds_on(timezone.localdate())
        out_of_place = Kind.REFUSED if holds else Kind.REVOKED
        self.fields["decision"].choices = [(code, label) for code, label in self.fields["decision"].choices if code != out_of_place]

    def clean(self):
        super().clean()
        kind = self.cleaned_data.get("decision")
        if not kind:
            return
        # As it is now, and held until the decision is saved: the applicant or a colleague may have been quicker.
        verification = Verification.objects.select_for_update().get(pk=self.instance.pk)
        if (self.cleaned_data.get("seen") or 0) != last_event(verification):
            self.add_error("decision", MEANWHILE)
            return
        given = {"reason": self.cleaned_data.get("said", ""), "verified_until": self.cleaned_data.get("until")}
        for field, sentence in actions.objections(Kind(kind), verification=verification, by=self.by, **given).items():
            self.add_error(self.FIELDS[field], sentence)


def last_event(verification):
    return VerificationEvent.objects.filter(user=verification.user_id).values_list("pk", flat=True).first() or 0


class QueueFilter(admin.SimpleListFilter):
    title = _("queue")
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        return [("waiting", _("Waiting for a decision")), ("decided", _("Nothing to decide"))]

    def queryset(self, request, rows):
        if self.value() is None:
            return rows
        return rows.filter(waiting_since__isnull=self.value() != "waiting")


class CountryFilter(admin.SimpleListFilter):
    """Only the countries that occur: Django would list them all."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        codes = model_admin.model.objects.order_by().exclude(country="").values_list("country", flat=True).distinct()
        return sorted(((code, countries.name(code)) for code in codes), key=itemgetter(1))

    def queryset(self, request, rows):
        return rows.filter(country=self.value()) if self.value() else rows


@admin.register(Verification)
class VerificationAdmin(EditorAdmin):
    form = DecisionForm
    list_display = ["user", "standing", "waits", "name", "profession", "country", "verified_until"]
    list_filter = [QueueFilter, "status", "profession", CountryFilter]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__name", "register_number", "clinic"]
    readonly_fields = ["user", "name", "standing", "waits", "verified_until", "history"]
    readonly_fields += ["profession", "clinic", "country", "register_number", "message"]
    fieldsets = [
        (None, {"fields": ["user", "name", ("standing", "verified_until"), "waits"]}),
        (_("What was stated"), {"fields": ["profession", "clinic", "country", "register_number", "message"]}),
        (_("Decision"), {"description": HOW_TO_CHECK, "fields": ["decision", "said", "until", "seen"]}),
        (_("For the team"), {"fields": ["note"]}),
        (_("What happened so far"), {"fields": ["history"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).order_by(F("waiting_since").asc(nulls_last=True), "pk")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **{**kwargs, "fields": ["note"]})
        form.by = request.user
        return form

    def get_fieldsets(self, request, obj=None):
        if self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        return [(name, parts) for name, parts in self.fieldsets if "decision" not in parts["fields"]]

    def has_add_permission(self, request):
        """An application comes from the one whose profession it is."""
        return False

    def has_delete_permission(self, request, obj=None):
        """It goes with its account; a profession is closed by revoking it."""
        return False

    def save_model(self, request, obj, form, change):
        if "note" in form.changed_data:
            Verification.objects.filter(pk=obj.pk).update(note=obj.note)
        decision = form.cleaned_data.get("decision")
        if decision:
            more = {"verified_until": form.cleaned_data["until"]} if decision == Kind.APPROVED else {}
            VERBS[decision](verification=obj, by=request.user, reason=form.cleaned_data["said"], **more)
            obj.refresh_from_db()  # the page says what it is now

    @admin.display(description=_("name"), ordering="user__name")
    def name(self, verification):
        return verification.user.name or None

    @admin.display(description=_("status"), ordering="status")
    def standing(self, verification):
        standing = verification.standing_on(timezone.localdate())
        return tag(standing.label, TONES.get(standing.value, "quiet"))

    @admin.display(description=_("waiting for"), ordering="waiting_since")
    def waits(self, verification):
        return timesince(verification.waiting_since) if verification.waiting_since else None

    @admin.display(description=_("decisions"))
    def history(self, verification):
        events = VerificationEvent.objects.filter(user=verification.user_id)
        return render_to_string("admin/accounts/_events.html", {"events": events})


@admin.register(VerificationEvent)
class VerificationEventAdmin(admin.ModelAdmin):
    """The record, to be read: also of accounts that are gone."""

    list_display = ["happened_at", "kind", "name", "profession", "register_number", "country", "by_name", "reason"]
    list_filter = ["kind", "profession", CountryFilter]
    search_fields = ["name", "register_number", "by_name"]
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
