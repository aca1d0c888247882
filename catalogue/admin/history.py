"""The page behind "History": what changed in a thing and in its lines. Read only."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms.models import _get_foreign_key
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue import history_pages
from catalogue.history import has_history

A_PAGE = 10


class ShowsHistory:
    """Mixed into every page of the admin whose model keeps a history. A deleted thing still has one, at the same address."""

    def lines_with_history(self):
        found = [one for one in self.inlines if has_history(one.model)]
        return [(one.model, _get_foreign_key(self.model, one.model, fk_name=one.fk_name).name) for one in found]

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        try:
            pk = self.model._meta.pk.to_python(unquote(object_id))
        except Exception as error:
            raise Http404 from error
        thing = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        lines = self.lines_with_history()
        groups = history_pages.groups_of(self.model, pk, lines)
        if thing is None and not groups:
            raise Http404
        page = Paginator(groups, A_PAGE).get_page(request.GET.get("page"))
        shown = list(page.object_list)
        history_pages.read(shown, self.model, lines)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(name)s") % {"name": thing or _("deleted")},
            "opts": self.opts,
            "object": thing,
            "groups": shown,
            "page": page,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/catalogue/history.html", context)
