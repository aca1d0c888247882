"""The page behind "History": what changed in a thing and in its lines, and the way back to before a change."""

from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms.models import _get_foreign_key
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue import history_pages, past
from catalogue.history import has_history
from catalogue.snapshots import ROOTS, differences, fingerprint, root_of, snapshot

from .proposing import takes_proposals

A_PAGE = 10
YEARS = range(2000, 2100)


class HistoryViews:
    """Mixed into every page of the admin whose model keeps a history. A deleted thing still has one, at the same address."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_set_back"
        return [path("<path:object_id>/history/before/", self.admin_site.admin_view(self.set_back), name=name), *super().get_urls()]

    def lines_with_history(self):
        found = [one for one in self.inlines if has_history(one.model)]
        return [(one.model, _get_foreign_key(self.model, one.model, fk_name=one.fk_name).name) for one in found]

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        if not has_history(self.model):
            return super().history_view(request, object_id, extra_context)
        thing = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        tables = history_pages.tables_of(self.model, self.number_in(object_id), self.lines_with_history())
        if thing is None and not tables[0].entries:
            raise Http404
        groups = history_pages.groups_of(tables)
        page = Paginator(groups, A_PAGE).get_page(request.GET.get("p"))
        history_pages.read(page.object_list)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(name)s") % {"name": thing or _("deleted")},
            "opts": self.opts,
            "object": thing,
            "page": page,
            "groups": page.object_list,
            "most": history_pages.MOST if any(table.is_cut for table in tables) else None,
            "set_back_url": self.set_back_url(thing) if thing is not None and self.may_set_back(request, thing) else "",
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/catalogue/history.html", context)

    def number_in(self, object_id):
        try:
            return self.model._meta.pk.to_python(unquote(object_id))
        except ValidationError as error:
            raise Http404 from error

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def set_back(self, request, object_id):
        """What would change, and with POST the change."""
        thing = self.get_object(request, unquote(object_id))
        if thing is None or root_of(thing) != thing:
            raise Http404
        if not self.may_set_back(request, thing):
            raise PermissionDenied
        moment = moment_in(request)
        try:
            if request.method == "POST":
                return self.done(request, thing, self.confirmed(request, thing, moment))
            return self.compared(request, thing, moment)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(self.history_url(thing))

    def confirmed(self, request, thing, moment):
        seen = request.POST.get("seen", "")
        return past.set_back(row=thing, moment=moment, by=request.user, seen=seen, as_proposal=takes_proposals(thing))

    def compared(self, request, thing, moment):
        now, then = snapshot(thing), past.state_before(thing, moment)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Set back: %(name)s") % {"name": thing},
            "opts": self.opts,
            "object": thing,
            "moment": moment,
            "seen": fingerprint(now),
            "differences": differences(now, then),
            "as_proposal": takes_proposals(thing),
            "history_url": self.history_url(thing),
        }
        return TemplateResponse(request, "admin/catalogue/set_back.html", context)

    def done(self, request, thing, proposal):
        if proposal is not None:
            messages.success(request, _("Kept as a proposal. Readers see no change until it is published."))
            return HttpResponseRedirect(reverse("admin:catalogue_proposedchange_change", args=[proposal.pk]))
        messages.success(request, _("It is set back."))
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[thing.pk]))

    def history_url(self, thing):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[thing.pk])

    def set_back_url(self, thing):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_set_back", args=[thing.pk])

    def may_set_back(self, request, thing):
        """A thing that is edited as a whole, by whoever may change it and add, change and delete its lines."""
        if root_of(thing) != thing or not self.has_change_permission(request, thing):
            return False
        kinds = lines_below(ROOTS[thing._meta.label].lines)
        return all(request.user.has_perm(permission(kind.model, verb)) for kind in kinds for verb in ("add", "change", "delete"))


def lines_below(kinds):
    return [one for kind in kinds for one in (kind, *lines_below(kind.lines))]


def permission(model, verb):
    return f"{model._meta.app_label}.{get_permission_codename(verb, model._meta)}"


def moment_in(request):
    try:
        moment = datetime.fromisoformat(request.GET.get("moment", ""))
    except ValueError as error:
        raise Http404 from error
    if moment.tzinfo is None or moment.year not in YEARS:
        raise Http404
    return moment.astimezone(UTC)
