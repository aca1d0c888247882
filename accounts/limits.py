"""How often somebody may ask. Counted in the database, so that a restart forgets nothing and all workers count together."""

import time

from django.db import connection

from .models import RequestCount


def seconds_to_wait(key, rate):
    """Counts one request; 0 while `rate` allows it, else the seconds until it is allowed again."""
    now = int(time.time())
    starts_at = now - now % rate.seconds
    hits = count(key[:100], starts_at, starts_at + rate.seconds)
    return 0 if hits <= rate.most else starts_at + rate.seconds - now


def count(key, starts_at, ends_at):
    """One statement, so that two workers never read the same number."""
    table = connection.ops.quote_name(RequestCount._meta.db_table)
    statement = (
        f"INSERT INTO {table} (key, starts_at, ends_at, hits) VALUES (%s, %s, %s, 1) "  # noqa: S608 - the name is a constant
        f"ON CONFLICT (key, starts_at) DO UPDATE SET hits = {table}.hits + 1 RETURNING hits"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [key, starts_at, ends_at])
        return cursor.fetchone()[0]


def forget_old_counts():
    return RequestCount.objects.filter(ends_at__lt=int(time.time())).delete()[0]
