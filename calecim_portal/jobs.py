"""The job queue: what is done off the page, and the housekeeping that keeps it and the tables tidy."""

import logging
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection
from django.db.models import Exists, OuterRef
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from accounts import actions
from accounts.limits import forget_old_counts
from catalogue.actions import publish_due, retire_due
from protocols.actions import remind_of_reviews

logger = logging.getLogger("portal.jobs")
EVERY = timedelta(minutes=10)
LONGEST_JOB = timedelta(minutes=5)  # one that has run longer was left by a worker that died


@receiver(task_finished)
def forget_what_is_done(sender, task_result, **kwargs):
    """A job that is done leaves nothing: mail holds links that open accounts. What failed stays for the admin to see."""
    if task_result.status == TaskResultStatus.SUCCESSFUL:
        DBTaskResult.objects.filter(pk=task_result.id).delete()


def take_up_abandoned():
    """Jobs of a worker that was killed go back to the queue. A round of housekeeping has set the next one already."""
    left = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LONGEST_JOB)
    left.filter(task_path=housekeeping.module_path).delete()
    return left.update(status=TaskResultStatus.READY)


@task
def housekeeping():
    """Every ten minutes. Each part may fail without holding up the others; the next round is set first of all."""
    keep_house(after=EVERY)
    for part in (
        take_up_abandoned,
        actions.expire_due,
        actions.remind_before_expiry,
        remind_of_reviews,
        publish_due,
        retire_due,
        forget_old_counts,
        forget_old_rows,
    ):
        try:
            part()
        except Exception:
            logger.exception("housekeeping: %s failed", part.__name__)


def forget_old_rows():
    """Sessions and counters past their time, and where and in what browser a session was that is gone."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    UserSession.objects.filter(~Exists(Session.objects.filter(session_key=OuterRef("session_key")))).delete()
    table = connection.ops.quote_name(caches["default"]._table)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [connection.ops.adapt_datetimefield_value(timezone.now())])  # noqa: S608


def keep_house(*, after=None):
    """One round is on the queue, however often this is called."""
    waiting = DBTaskResult.objects.filter(task_path=housekeeping.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        housekeeping.using(run_after=timezone.now() + after if after else None).enqueue()
