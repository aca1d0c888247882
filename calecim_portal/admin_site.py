from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(AdminSite):
    site_title = _("CALECIM portal")
    site_header = _("CALECIM portal: catalogue and protocols")
    index_title = _("What would you like to work on?")
    enable_nav_sidebar = True
