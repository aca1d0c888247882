"""The worker's housekeeping: it goes on by itself, takes up what a dead worker left, and one broken part stops no other."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import actions
from calecim_portal import jobs
from calecim_portal.mail import send
from tests import factories

pytestmark = pytest.mark.django_db


def rounds():
    return DBTaskResult.objects.filter(task_path=jobs.housekeeping.module_path)


def test_one_round_is_on_the_queue_however_often_a_worker_starts():
    jobs.keep_house()
    jobs.keep_house()
    assert rounds().count() == 1


def test_each_round_sets_the_next():
    jobs.housekeeping.call()
    (following,) = rounds()
    assert timedelta(minutes=9) < following.run_after - timezone.now() <= timedelta(minutes=10)


def test_a_part_that_fails_holds_up_no_other(monkeypatch):
    person = factories.practitioner(until=timezone.localdate() - timedelta(days=1))

    def broken():
        raise RuntimeError("broken")

    monkeypatch.setattr(jobs, "take_up_abandoned", broken)
    broken.__name__ = "take_up_abandoned"
    jobs.housekeeping.call()
    person.verification.refresh_from_db()
    assert person.verification.status == "expired"
    assert rounds().count() == 1


@pytest.mark.parametrize(("minutes", "status"), [(4, "RUNNING"), (6, "READY")])
def test_what_a_dead_worker_left_is_taken_up(minutes, status):
    send.enqueue({"subject": "Words"})
    jobs_left = DBTaskResult.objects.filter(task_path=send.module_path)
    jobs_left.update(status="RUNNING", started_at=timezone.now() - timedelta(minutes=minutes))
    jobs.take_up_abandoned()
    assert jobs_left.get().status == status


def test_rounds_do_not_multiply_when_workers_die():
    for _death in range(3):
        jobs.keep_house(after=jobs.EVERY)
        rounds().update(status="RUNNING", started_at=timezone.now() - timedelta(minutes=6))
        jobs.keep_house(after=jobs.EVERY)
        jobs.take_up_abandoned()
    assert [row.status for row in rounds()] == ["READY"]


def test_one_verification_that_fails_holds_up_no_other(monkeypatch):
    first, second = (factories.practitioner(until=timezone.localdate() - timedelta(days=1)) for _number in range(2))
    tell = actions.letters.tell_applicant

    def refuse_the_first(verification, kind):
        if verification.user_id == first.pk:
            raise RuntimeError("broken")
        tell(verification, kind)

    monkeypatch.setattr(actions.letters, "tell_applicant", refuse_the_first)
    assert actions.expire_due() == 1
    assert [person.verification.__class__.objects.get(user=person).status for person in (first, second)] == ["verified", "expired"]


def test_what_was_kept_of_a_session_goes_with_it(client):
    client.force_login(factories.practitioner())
    jobs.forget_old_rows()
    assert UserSession.objects.count() == 1
    Session.objects.all().delete()
    jobs.forget_old_rows()
    assert UserSession.objects.count() == 0


def test_sessions_and_counters_past_their_time_are_forgotten():
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(seconds=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(hours=1))
    cache.set("old", 1, 1000)
    cache.set("new", 1, 1000)
    with connection.cursor() as cursor:
        old = connection.ops.adapt_datetimefield_value(now - timedelta(hours=1))
        cursor.execute("UPDATE portal_cache SET expires = %s WHERE cache_key = ':1:old'", [old])
    jobs.forget_old_rows()
    assert list(Session.objects.filter(session_key__in=["old", "new"]).values_list("session_key", flat=True)) == ["new"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM portal_cache WHERE cache_key IN (':1:old', ':1:new')")
        assert cursor.fetchall() == [(":1:new",)]
