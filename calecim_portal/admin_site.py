from django.contrib.admin import AdminSite
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe


class PortalAdminSite(AdminSite):
    site_title = _("CALECIM portal")
    site_header = _("CALECIM portal: catalogue and protocols")
    index_title = _("What would you like to work on?")
    enable_nav_sidebar = True

    def get_urls(self):
        return [path("work/", self.admin_view(require_safe(self.work)), name="work"), *super().get_urls()]

    def index(self, request, extra_context=None):
        """Django's own start page, with how much waits in each section of the work list."""
        from . import work_list  # the site is made before there are models

        waiting = [{"section": section, "count": count} for section, count in work_list.counts(request.user) if count]
        return super().index(request, {**(extra_context or {}), "waiting": waiting})

    def work(self, request):
        from . import work_list

        found = work_list.sections(request.user)
        context = {
            **self.each_context(request),
            "title": _("Work list"),
            "waiting": [section for section in found if section["count"]],
            "done": [section for section in found if not section["count"]],
            "longest": work_list.LONGEST,
        }
        return TemplateResponse(request, "admin/work_list.html", context)
