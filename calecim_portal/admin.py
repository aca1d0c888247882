"""Jobs that have not been done: what waits, what failed and why. A message itself is not shown; it may hold a link that opens an account."""

from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class JobAdmin(admin.ModelAdmin):
    list_display = ["task_name", "status", "enqueued_at", "not_before", "started_at"]
    list_filter = ["status"]
    ordering = ["-enqueued_at"]
    fields = ["task_name", "status", "enqueued_at", "not_before", "started_at", "finished_at", "error"]
    readonly_fields = fields
    actions = ["try_again"]
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("not before"))
    def not_before(self, job):
        return None if job.run_after.year == 9999 else job.run_after

    @admin.display(description=_("error"))
    def error(self, job):
        return format_html("<pre>{}</pre>", job.traceback) if job.traceback else None

    @admin.action(description=_("Try the failed ones again"), permissions=["view"])
    def try_again(self, request, queryset):
        number = queryset.filter(status=TaskResultStatus.FAILED).update(status=TaskResultStatus.READY, finished_at=None)
        sentence = ngettext("%(number)d job is on the queue again.", "%(number)d jobs are on the queue again.", number)
        messages.success(request, sentence % {"number": number})
