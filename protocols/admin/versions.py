"""Protocols and their versions. Editors write drafts; state changes only through `protocols.actions`."""

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from catalogue.admin.base import SOURCES, BlockInline, EditorAdmin, TableInline, note
from catalogue.admin.columns import PageColumn, number_of, tag
from catalogue.admin.forms import EditorForm, LineForm
from protocols import actions
from protocols.models import Application, Dose, Protocol, ProtocolVersion, Technique, Unknown

from .doses import ApplicationFormSet, DoseFormSet
from .life import LifeViews
from .procedures import DESK
from .review import ReviewViews

TONES = {"active": "good", "draft": "caution", "in_review": "caution", "retired": "quiet", "withdrawn": "stop"}
FROZEN = _(
    "This version is frozen: it stays as clinics have read it. To change a figure or a sentence, start a new draft version "
    "from the page of its protocol."
)
DRAFT = _(
    "A draft, seen by editors and reviewers only. A contradiction between its figures cannot be saved; "
    "what is still missing can wait until the version is published."
)


def status_tag(version):
    return tag(version.get_status_display(), TONES[version.status])


class DraftOnly:
    """Lines of a version: whoever may edit them may do so while it is a draft."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and is_open(obj)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and is_open(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and is_open(obj)


def is_open(version):
    return version is None or version.is_draft


class DoseForm(EditorForm):
    error_fields = {"dose_once_in_class": "downtime_class", "dose_not_below_zero": "in_clinic_ml"}


class DoseInline(DraftOnly, TableInline):
    model = Dose
    form = DoseForm
    formset = DoseFormSet
    short_lists = ["downtime_class"]
    autocomplete_fields = ["citations"]
    fields = ["downtime_class", "in_clinic_ml", "take_home_ml", "note", "citations"]


class ApplicationForm(LineForm):
    error_fields = {"application_above_zero": "volume_ml", "application_once_at_a_time": "day"}


class ApplicationInline(DraftOnly, TableInline):
    model = Application
    form = ApplicationForm
    formset = ApplicationFormSet
    short_lists = ["downtime_class"]
    numbered_within = "downtime_class_id"
    # No position: applications are numbered by day and part of day, so that they cannot be out of order.
    fields = ["downtime_class", "day", "part_of_day", "volume_ml", "inferred"]


class TechniqueForm(LineForm):
    error_fields = {"technique_code_once": "code"}


class TechniqueInline(DraftOnly, BlockInline):
    model = Technique
    form = TechniqueForm
    verbose_name_plural = _("technique")
    numbered_within = "setting"
    autocomplete_fields = ["citations"]
    fields = ["setting", "text", ("position", "code"), "citations"]


class UnknownForm(LineForm):
    error_fields = {"unknown_code_once": "code"}


class UnknownInline(DraftOnly, BlockInline):
    model = Unknown
    form = UnknownForm
    autocomplete_fields = ["citations"]
    fields = ["text", ("position", "code"), "citations"]


@admin.register(ProtocolVersion)
class ProtocolVersionAdmin(ReviewViews, LifeViews, PageColumn, DraftOnly, EditorAdmin):
    list_display = ["__str__", "status_tag", "review_link", "ground", "signed_by", "next_review", "dose_count", "page"]
    list_filter = ["status", "ground", "protocol"]
    list_select_related = ["protocol", "signed_by"]
    search_fields = ["protocol__name", "protocol__slug", "change_note"]
    inlines = [DoseInline, ApplicationInline, TechniqueInline, UnknownInline]
    STANDING = [("protocol", "number", "status_tag"), "created_by"]
    PUBLISHED = ["ground", ("transcribed_on", "approved_on", "signed_by"), ("activated_at", "ended_at"), ("ended_on", "end_reason")]
    PUBLISHED += [("submitted_by", "submitted_at"), "content_sha256"]
    readonly_fields = [*flatten([*STANDING, *PUBLISHED]), "readiness"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(doses_stated=number_of(Dose.objects, "version"))

    def get_object(self, request, object_id, from_field=None):
        """Held while it is being saved: a version submitted meanwhile must be found submitted, not overwritten."""
        if request.method == "POST" and object_id.isdigit():
            ProtocolVersion.objects.select_for_update().filter(pk=object_id).first()
        return super().get_object(request, object_id, from_field)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            actions.record_contributor(version=form.instance, by=request.user)

    def has_add_permission(self, request, obj=None):
        return False  # `start_new_version` numbers it and takes over the rows of the one before

    def get_fieldsets(self, request, obj=None):
        if obj.is_draft:
            description, written, standing = DRAFT, ["readiness", "change_note", "next_review_on"], self.STANDING
        else:
            description, written, standing = FROZEN, ["change_note", "next_review_on"], [*self.STANDING, *self.PUBLISHED]
        return [(None, {"description": note(description), "fields": written}), (_("Standing"), {"fields": standing})]

    def _create_formsets(self, request, obj, change):
        """The doses must add up with the applications, so the one list asks the other before anything is saved."""
        formsets, inlines = super()._create_formsets(request, obj, change)
        by_model = {formset.model: formset for formset in formsets}
        if Dose in by_model:
            by_model[Dose].applications = by_model.get(Application)
        return formsets, inlines

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if formset.model is Application:
            formset.number_by_time()

    @admin.display(description=_("status"), ordering="status")
    def status_tag(self, version):
        return status_tag(version)

    @admin.display(description=_("next review on"), ordering="next_review_on")
    def next_review(self, version):
        overdue = version.next_review_on is not None and version.next_review_on < timezone.localdate()
        return tag(_("overdue since %(day)s") % {"day": version.next_review_on}, "stop") if overdue else version.next_review_on

    @admin.display(description=_("doses"), ordering="doses_stated")
    def dose_count(self, version):
        return version.doses_stated

    @admin.display(description=_("ready to publish, as last saved"))
    def readiness(self, version):
        found = actions.problems_of(version)
        if not found:
            return tag(_("The figures reconcile and every class has its dose"), "good")
        rows = [(contradiction_tag(problem), problem.where, problem.text) for problem in found]
        return format_html('<ul class="readiness">{}</ul>', format_html_join("", "<li>{} {}: {}</li>", rows))


def contradiction_tag(problem):
    return tag(_("Contradiction"), "stop") if problem.contradiction else tag(_("Still missing"), "caution")


@admin.register(Protocol)
class ProtocolAdmin(PageColumn, EditorAdmin):
    list_display = ["name", "active_version", "product", "version_count", "page"]
    list_select_related = ["product"]
    search_fields = ["name", "slug", "product__name"]
    autocomplete_fields = ["product", "citations"]
    permanent = ["slug"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["versions"]
    fieldsets = [
        (None, {"description": DESK, "fields": ["name", "slug", "product", "versions", "summary", "intended_for", "not_for"]}),
        SOURCES,
    ]

    def get_queryset(self, request):
        active = number_of(ProtocolVersion.objects.active(), "protocol")
        return super().get_queryset(request).annotate(versions_made=number_of(ProtocolVersion.objects, "protocol"), versions_active=active)

    def get_urls(self):
        start = path("<path:pk>/start-version/", self.admin_site.admin_view(self.start_version), name="protocols_protocol_start_version")
        return [start, *super().get_urls()]

    @method_decorator(require_POST)
    def start_version(self, request, pk):
        if not request.user.has_perm("protocols.add_protocolversion"):
            raise PermissionDenied
        protocol = get_object_or_404(Protocol, pk=pk)
        try:
            version = actions.start_new_version(protocol=protocol, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(reverse("admin:protocols_protocol_change", args=[protocol.pk]))
        self.log_addition(request, version, [{"added": {}}])
        messages.success(request, _("Version %(number)s is started. Say what it changes, then change it.") % {"number": version.number})
        return HttpResponseRedirect(reverse("admin:protocols_protocolversion_change", args=[version.pk]))

    @admin.display(description=_("versions"))
    def versions(self, protocol):
        if protocol.pk is None:
            return None
        rows = [
            (reverse("admin:protocols_protocolversion_change", args=[version.pk]), version.number, status_tag(version))
            for version in protocol.versions.latest_first()
        ]
        return (
            format_html('<ul class="readiness">{}</ul>', format_html_join("", '<li><a href="{}">v{}</a> {}</li>', rows)) if rows else None
        )

    @admin.display(description=_("status"), ordering="versions_active")
    def active_version(self, protocol):
        return tag(_("Active"), "good") if protocol.versions_active else tag(_("No active version"), "caution")

    @admin.display(description=_("versions"), ordering="versions_made")
    def version_count(self, protocol):
        return protocol.versions_made
