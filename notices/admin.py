"""Notices and deliveries to webhooks, to look at. Only admins see them; nobody changes them here."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from .models import Notice, WebhookDelivery


class ReadOnlyAdmin(admin.ModelAdmin):
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return self.fields


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ["kind", "subject_name", "version", "happened_at", "told"]
    list_filter = ["kind"]
    list_select_related = ["product", "protocol", "version__protocol"]
    fields = ["kind", "product", "discrepancy", "protocol", "version", "replaced_number", "happened_at", "told"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(letters=Count("sent"))

    @admin.display(description=_("subject"))
    def subject_name(self, notice):
        return str(notice.subject) if notice.subject else None

    @admin.display(description=_("letters"))
    def told(self, notice):
        return notice.letters


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    """Without the secret, which is the owner's, and without the path of the address, which may hold one."""

    list_display = ["key", "event", "host", "status", "attempts", "status_code", "created_at", "next_at"]
    list_filter = ["status"]
    list_select_related = ["webhook", "notice"]
    fields = ["key", "event", "host", "status", "attempts", "status_code", "error", "created_at", "tried_at", "next_at"]

    @admin.display(description=_("event"))
    def event(self, delivery):
        return delivery.event

    @admin.display(description=_("host"))
    def host(self, delivery):
        return delivery.webhook.url.split("/")[2]
