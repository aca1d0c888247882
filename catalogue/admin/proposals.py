"""Proposed changes: what each would change, how each audience would see it, and the buttons that publish or discard it."""

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from catalogue import actions
from catalogue.models import ProposedChange
from catalogue.snapshots import differences, restore
from catalogue.visibility import Audience

from .columns import tag
from .previews import audience_in, page_as, taken_back

Status = ProposedChange.Status
TONES = {Status.WAITING: "caution", Status.PUBLISHED: "good", Status.DISCARDED: "quiet"}


class ProposalForm(forms.ModelForm):
    def clean_publish_at(self):
        moment = self.cleaned_data["publish_at"]
        if moment and "publish_at" in self.changed_data and moment <= timezone.now():
            raise ValidationError(actions.PASSED)
        return moment


@admin.register(ProposedChange)
class ProposedChangeAdmin(admin.ModelAdmin):
    form = ProposalForm
    list_display = ["title", "kind", "status_tag", "origin", "made_by_name", "made_at", "publish_at", "failed_because"]
    list_filter = ["status", "origin", "model"]
    search_fields = ["title", "made_by_name", "reason"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["-status", "-made_at", "-pk"]  # waiting, published, discarded
    readonly_fields = ["thing", "status_tag", "origin", "made", "decided", "failed_because", "changes"]
    fieldsets = [
        (None, {"fields": ["thing", "status_tag", "made", "decided", "failed_because", "changes"]}),
        (_("When and why"), {"fields": ["publish_at", "reason"]}),
    ]

    class Media:
        css = {"all": ["css/admin.css"]}

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """Whoever may change the thing itself, while the change waits."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or (obj.status == Status.WAITING and self.may_change_thing(request, obj)))

    def has_preview(self, proposal):
        """As the page of the thing itself in the admin has one."""
        model = apps.get_model(proposal.model)
        return model in self.admin_site._registry and self.admin_site.get_model_admin(model).has_preview(model)

    def may_change_thing(self, request, proposal):
        app_label, _dot, name = proposal.model.lower().partition(".")
        return request.user.has_perm(f"{app_label}.change_{name}")

    def save_model(self, request, obj, form, change):
        moment = {"publish_at": obj.publish_at, "reason": obj.reason}
        saved = actions.set_moment(proposal=obj, by=request.user, **moment)
        obj.failed_because = saved.failed_because

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/decide/", view(self.decide), name="catalogue_proposedchange_decide"),
            path("<int:pk>/preview/", view(self.preview_as), name="catalogue_proposedchange_preview_as"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def decide(self, request, pk):
        proposal = self.found(request, pk)
        if not (super().has_change_permission(request, proposal) and self.may_change_thing(request, proposal)):
            raise PermissionDenied
        if not {"_publish", "_discard"} & set(request.POST):
            raise SuspiciousOperation("neither published nor discarded")
        verb = actions.publish_proposal if "_publish" in request.POST else actions.discard_proposal
        try:
            verb(proposal=proposal, by=request.user)
        except ValidationError as error:
            return self.refused(request, pk, error)
        done = _("Published: readers see it now.") if "_publish" in request.POST else _("Discarded. Readers saw nothing of it.")
        messages.success(request, done)
        return HttpResponseRedirect(reverse("admin:catalogue_proposedchange_changelist"))

    def refused(self, request, pk, error):
        """The page of the proposal as it stands, with what stood in the way above it."""
        for sentence in error.messages:
            messages.error(request, sentence)
        request.method = "GET"
        response = self.change_view(request, str(pk))
        response.status_code = 409
        return response

    @method_decorator(require_safe)
    def preview_as(self, request, pk):
        proposal = self.found(request, pk)
        if not self.has_view_or_change_permission(request, proposal):
            raise PermissionDenied
        if not self.has_preview(proposal):
            raise Http404
        audience = audience_in(request)
        try:
            with taken_back():
                return page_as(request, restore(actions.thing_of(proposal), proposal.after), audience)
        except ValidationError as error:
            return self.refused(request, pk, error)

    def found(self, request, pk):
        proposal = self.get_queryset(request).filter(pk=pk).first()
        if proposal is None:
            raise Http404
        return proposal

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"decide_url": "", "preview_links": [], "show_save_and_add_another": False}
        if obj is not None and obj.status == Status.WAITING:
            if self.has_preview(obj):
                address = reverse("admin:catalogue_proposedchange_preview_as", args=[obj.pk])
                context["preview_links"] = [(f"{address}?as={one.value}", one.label) for one in Audience]
            if self.has_change_permission(request, obj):
                context["decide_url"] = reverse("admin:catalogue_proposedchange_decide", args=[obj.pk])
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    @admin.display(description=_("kind"), ordering="model")
    def kind(self, proposal):
        return apps.get_model(proposal.model)._meta.verbose_name

    @admin.display(description=_("status"), ordering="status")
    def status_tag(self, proposal):
        return tag(proposal.get_status_display(), TONES[proposal.status])

    @admin.display(description=_("of what"))
    def thing(self, proposal):
        model = apps.get_model(proposal.model)
        if not model._default_manager.filter(pk=proposal.row).exists():
            return _("%(title)s, deleted since") % {"title": proposal.title}
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[proposal.row])
        return format_html('{}: <a href="{}">{}</a>', model._meta.verbose_name, address, proposal.title)

    @admin.display(description=_("made"))
    def made(self, proposal):
        return f"{proposal.get_origin_display()}, {proposal.made_by_name}, {proposal.made_at:%Y-%m-%d %H:%M} UTC"

    @admin.display(description=_("decided"))
    def decided(self, proposal):
        if proposal.decided_at is None:
            return ""
        return f"{proposal.get_status_display()}, {proposal.decided_by_name}, {proposal.decided_at:%Y-%m-%d %H:%M} UTC"

    @admin.display(description=_("what changes"))
    def changes(self, proposal):
        rows = differences(proposal.before, proposal.after)
        body = format_html_join("", '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>', ((w, b or "–", a or "–") for w, b, a in rows))
        head = format_html("<tr><th>{}</th><th>{}</th><th>{}</th></tr>", _("Where"), _("Before"), _("After"))
        return format_html('<div class="differences"><table><thead>{}</thead><tbody>{}</tbody></table></div>', head, body)
