"""`/healthz`: the process answers. `/readyz`: it can do its work; Redis is reported and never fatal."""

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request):
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request):
    checks = {"database": database_state(), "redis": redis_state()}
    ready = checks["database"] == "ok"
    return JsonResponse({"status": "ok" if ready else "not ready", "checks": checks}, status=200 if ready else 503)


def database_state():
    """`SELECT 1` is blind to a read-only database, so a row is written and taken back."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "not migrated"
        with transaction.atomic():
            write_and_take_back()
    except DatabaseError:
        return "not writable"
    return "ok"


def write_and_take_back():
    from catalogue.models import LoadedRow

    sid = transaction.savepoint()
    LoadedRow.objects.create(model="readyz", key="readyz", fingerprint="")
    transaction.savepoint_rollback(sid)


def redis_state():
    return "not used" if not settings.REDIS_URL else "configured"
