from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "calecim_portal"
    verbose_name = _("portal")

    def ready(self):
        """Static files that no page asks for stay out: what others are joined from, and pages of packages that are not served."""
        parts = [
            "css/tokens.css",
            "css/base.css",
            "css/print.css",
            "css/components/*",
            "css/pages/*",
            "js/site/*",
            "drawings/*",
            "django_htmx",
        ]
        apps.get_app_config("staticfiles").ignore_patterns += [*parts, "rest_framework", "drf_spectacular"]


class PortalAdminConfig(AdminConfig):
    default_site = "calecim_portal.admin_site.PortalAdminSite"
