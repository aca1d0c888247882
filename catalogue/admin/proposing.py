"""Two more buttons under the form of a thing or of one of its lines: look at it as each audience, and keep it as a proposal.

For both, the form is saved as it always is, inside a transaction that is taken back. So its errors are the usual ones.
"""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.actions import propose, waiting_for
from catalogue.models import ProposedChange
from catalogue.snapshots import ROOTS, root_of, snapshot
from catalogue.visibility import Audience, Status

from .previews import audience_in, has_page, page_as, taken_back
from .schedules import ScheduleRules, is_scheduled, with_schedule

PROPOSE = "_propose"
PREVIEW = "_preview_"  # and the audience


def wanted_preview(request):
    return next((audience for audience in Audience if f"{PREVIEW}{audience.value}" in request.POST), None)


def is_tried_out(request):
    return request.method == "POST" and (PROPOSE in request.POST or wanted_preview(request) is not None)


def takes_proposals(thing):
    """What readers see. A draft is written in place, and a ruling is made under the name of who rules."""
    return getattr(thing, "status", Status.PUBLISHED) == Status.PUBLISHED and not ROOTS[thing._meta.label].left_out


class ProposesChanges:
    """Mixed into every page of the admin; a row that is no part of a thing has no such buttons."""

    previewed = True  # off where the page of a thing does not show what stands in its form

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview_as"
        preview = self.admin_site.admin_view(self.preview_as)
        own = [path("<path:object_id>/preview/", preview, name=name)] if self.has_preview(self.model) else []
        return [*own, *super().get_urls()]

    def has_preview(self, thing):
        return self.previewed and has_page(thing) and is_scheduled(thing if isinstance(thing, type) else type(thing))

    @method_decorator(require_safe)
    def preview_as(self, request, object_id):
        """The saved state. GET changes nothing: what is written for it is taken back."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        audience = audience_in(request)
        with taken_back():
            return page_as(request, row, audience)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if not is_tried_out(request):
            return super().changeform_view(request, object_id, form_url, extra_context)
        with taken_back():
            response = super().changeform_view(request, object_id, form_url, extra_context)
        if not hasattr(request, "tried_out"):
            return response  # the form with its errors
        try:
            proposal = propose(row=request.thing, after=request.tried_out, by=request.user, origin=ProposedChange.Origin.EDITED)
        except ValidationError as error:
            request.refused = error
            with taken_back():
                return super().changeform_view(request, object_id, form_url, extra_context)
        messages.success(request, _("Kept as a proposal. Readers see no change until it is published."))
        return HttpResponseRedirect(reverse("admin:catalogue_proposedchange_change", args=[proposal.pk]))

    def response_add(self, request, obj, post_url_continue=None):
        return self.try_out(request, obj) if is_tried_out(request) else super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self.try_out(request, obj) if is_tried_out(request) else super().response_change(request, obj)

    def try_out(self, request, obj):
        """Everything is saved, and about to be taken back: now is when it can be looked at."""
        thing = root_of(obj)
        if thing is None:
            raise Http404
        thing = type(thing)._default_manager.get(pk=thing.pk)
        audience = wanted_preview(request)
        if audience is None:
            request.thing, request.tried_out = thing, snapshot(thing)
            return HttpResponse()
        if not self.has_preview(thing):
            raise Http404
        return page_as(request, thing, audience)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if is_scheduled(self.model):
            form = type(form.__name__, (ScheduleRules, form), {})
        refused = getattr(request, "refused", None)
        return type(form.__name__, (Refused, form), {"refusal": refused}) if refused else form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return with_schedule(fieldsets) if is_scheduled(self.model) and self.fieldsets else fieldsets

    def get_autocomplete_fields(self, request):
        fields = [*super().get_autocomplete_fields(request)]
        return [*fields, "replacement"] if is_scheduled(self.model) and "replacement" not in fields else fields

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= self.buttons(request, obj)
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def buttons(self, request, obj):
        thing = root_of(obj) if obj is not None and obj.pk else None
        may_change = obj is not None and self.has_change_permission(request, obj)
        typed = may_change and thing is not None and self.has_preview(thing)
        new = obj is None and self.has_preview(self.model)
        return {
            "preview_buttons": [(f"{PREVIEW}{one.value}", one.label) for one in Audience] if typed or new else [],
            "preview_links": self.preview_links(thing) if thing == obj and not may_change else [],
            "propose_button": PROPOSE if may_change and thing is not None and takes_proposals(thing) else "",
            "waiting_change": waiting_for(thing) if thing is not None else None,
        }

    def preview_links(self, thing):
        if thing is None or not self.has_preview(thing):
            return []
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_preview_as", args=[thing.pk])
        return [(f"{address}?as={one.value}", one.label) for one in Audience]


class Refused:
    """A form whose proposal could not be kept says why, above its fields. What was typed stays."""

    refusal = None

    def clean(self):
        cleaned = super().clean()
        self.add_error(None, ValidationError(self.refusal.messages))
        return cleaned
