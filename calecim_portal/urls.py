"""Root addresses (design: pages, API under /api/v1/, account, admin, health)."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

from accounts.views.account import LogoutView

from . import appearance, health, machines, sign_off, views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("catalogue.urls")),
    path("", include("protocols.urls")),
    path("", include("support.urls")),
    path("", include("orders.urls")),
    path("account/", include("notices.urls")),
    path("account/", include("accounts.urls")),
    path("components/", views.components, name="components"),
    path("appearance/", appearance.appearance, name="appearance"),
    path("api/v1/", include("calecim_portal.api_urls")),
    path("admin/login/", views.admin_login),
    path("admin/protocols/protocolversion/<int:pk>/sign/", sign_off.sign, name="protocol-sign"),
    path("admin/logout/", LogoutView.as_view()),
    path("admin/password_change/", views.change_password),
    path("admin/", admin.site.urls),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": machines.SITEMAPS}, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("changes/rss/", machines.rss, name="changes-rss"),
    path("changes/atom/", machines.atom, name="changes-atom"),
    path("favicon.ico", views.favicon),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]

handler400 = "calecim_portal.views.bad_request"
handler403 = "calecim_portal.views.permission_denied"
handler404 = "calecim_portal.views.page_not_found"
handler500 = "calecim_portal.views.server_error"
