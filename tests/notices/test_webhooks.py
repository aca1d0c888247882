"""Messages to clinic software: signed, tried again, written down, and stopped with the right to read."""

import hashlib
import hmac
import json
import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Verification
from catalogue.visibility import Audience
from notices import actions, calls, jobs
from notices.calls import Outcome
from notices.models import Follow, Notice, Webhook, WebhookDelivery
from notices.retries import wait_after
from notices.signatures import signature
from tests import factories
from tests.protocols.versions import signed_version

from .notices import disagreement_on, follower, protocol, tell_all
from .servers import server

pytestmark = pytest.mark.django_db

HOOK = "https://clinic.example.org/hook"


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.WEBHOOKS, settings.WEBHOOK_ALLOW_PRIVATE = True, True


@pytest.fixture
def owner():
    return follower(protocol())


@pytest.fixture
def answers(monkeypatch):
    """What the other side answers, in order; the last one for ever."""
    given = [Outcome(200)]

    def post(*_args, **_named):
        return given.pop(0) if len(given) > 1 else given[0]

    monkeypatch.setattr(calls, "post", post)
    return given


def webhook_of(person, url=HOOK):
    return actions.make_webhook(by=person, name="Clinic software", url=url)


def delivery_for(person, url=HOOK):
    webhook_of(person, url)
    signed_version()
    tell_all()
    return WebhookDelivery.objects.get()


def attempt(delivery):
    jobs.call_webhook.call(delivery.pk, delivery.attempts)
    delivery.refresh_from_db()


def test_a_server_receives_a_message_that_it_can_check(owner, settings):
    """The signature is computed here by itself, as the API documentation says it."""
    with server() as (url, received):
        delivery = delivery_for(owner, url)
        attempt(delivery)
    ((path, headers, body),) = received
    seconds, signed = (part.partition("=")[2] for part in headers["X-Calecim-Signature"].split(","))
    secret = Webhook.objects.get().secret
    assert signed == hmac.new(secret.encode(), seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert abs(time.time() - int(seconds)) < 60
    assert (path, headers["X-Calecim-Event"], headers["X-Calecim-Delivery"]) == ("/hook", "version_activated", str(delivery.key))
    assert json.loads(body) == {
        "id": str(delivery.key),
        "kind": "version_activated",
        "happened_at": Notice.objects.get().happened_at.isoformat(),
        "product": None,
        "protocol": "serum-after-procedure",
        "version": 2,
        "replaces": 1,
        "status": "active",
        "url": f"{settings.SITE_URL}/protocols/serum-after-procedure/v2/",
    }
    assert (delivery.status, delivery.status_code, delivery.attempts) == ("delivered", 200, 1)


def test_a_signature_is_as_it_is_written_down():
    """Computed once with openssl: printf '1700000000.{}' | openssl dgst -sha256 -hmac whsec_test."""
    assert signature(secret="whsec_test", sent_at=1700000000, body=b"{}") == (
        "t=1700000000,v1=35495024f4ef3f94e5a93e22221544c4b75e9a42300cd965ab81cb85cd994e91"
    )


@pytest.mark.parametrize(("failures", "minutes"), [(1, 1), (2, 5), (3, 30), (4, 120), (5, 720), (6, None)])
def test_when_it_is_tried_again(failures, minutes):
    assert wait_after(failures) == (None if minutes is None else timedelta(minutes=minutes))


def test_a_failure_plans_the_next_attempt(owner, answers):
    answers[:] = [Outcome(503, "The server answered 503.")]
    delivery = delivery_for(owner)
    attempt(delivery)
    assert (delivery.status, delivery.attempts, delivery.error) == ("waiting", 1, "The server answered 503.")
    planned = DBTaskResult.objects.get(task_path=jobs.call_webhook.module_path, run_after=delivery.next_at)
    assert planned.args_kwargs["args"] == [delivery.pk, 1]
    assert timedelta(seconds=50) < delivery.next_at - timezone.now() <= timedelta(minutes=1)


def test_after_the_sixth_it_is_given_up(owner, answers):
    answers[:] = [Outcome(500, "The server answered 500.")]
    delivery = delivery_for(owner)
    for _number in range(6):
        assert delivery.status == "waiting"
        attempt(delivery)
    assert (delivery.status, delivery.attempts, delivery.next_at) == ("given_up", 6, None)


def test_a_job_that_runs_twice_calls_once(owner, answers):
    delivery = delivery_for(owner)
    jobs.call_webhook.call(delivery.pk, 0)
    jobs.call_webhook.call(delivery.pk, 0)
    delivery.refresh_from_db()
    assert delivery.attempts == 1


def test_a_notice_that_is_told_twice_is_one_message(owner, answers):
    delivery_for(owner)
    tell_all()
    assert WebhookDelivery.objects.count() == 1


def revoked(person, _settings):
    Verification.objects.filter(user=person).update(status="revoked")


def past_its_day(person, _settings):
    Verification.objects.filter(user=person).update(verified_until=timezone.localdate() - timedelta(days=1))


def closed(person, _settings):
    person.is_active = False
    person.save()


def switched_off(_person, settings):
    settings.WEBHOOKS = False


def worn_out(person, _settings):
    Webhook.objects.filter(user=person).update(disabled_at=timezone.now())


def became_a_salon(person, _settings):
    Verification.objects.filter(user=person).update(profession=Audience.SALON)


@pytest.mark.parametrize("between", [revoked, past_its_day, closed, switched_off, worn_out, became_a_salon])
def test_nothing_is_called_once_the_right_is_gone(owner, settings, monkeypatch, between):
    monkeypatch.setattr(calls, "post", lambda *_args, **_named: pytest.fail("called"))
    delivery = delivery_for(owner)
    between(owner, settings)
    attempt(delivery)
    assert (delivery.status, delivery.attempts) == ("stopped", 0)
    assert delivery.error


def test_no_message_is_made_while_webhooks_are_off(owner, settings):
    settings.WEBHOOKS = False
    webhook_of(owner)
    signed_version()
    tell_all()
    assert not WebhookDelivery.objects.exists()


def test_a_salon_professional_gets_no_webhook_calls():
    cream = factories.product()
    salon = follower(cream, Audience.SALON)
    webhook_of(salon)  # as if a check had been missing
    disagreement_on(cream)
    tell_all()
    assert not WebhookDelivery.objects.exists()


@pytest.mark.parametrize(("before", "off"), [(18, False), (19, True)])
def test_the_twentieth_failure_in_a_row_switches_it_off(owner, answers, letters, before, off):
    answers[:] = [Outcome(500, "The server answered 500.")]
    delivery = delivery_for(owner)
    Webhook.objects.update(failed_in_a_row=before)
    letters.clear()
    attempt(delivery)
    assert (Webhook.objects.get().disabled_at is not None) is off
    assert [letter.subject for letter in letters] == (["A webhook was switched off"] if off else [])
    assert delivery.status == ("given_up" if off else "waiting")


def test_a_success_begins_the_count_again(owner, answers):
    delivery = delivery_for(owner)
    Webhook.objects.update(failed_in_a_row=19)
    attempt(delivery)
    assert Webhook.objects.get().failed_in_a_row == 0


def test_sending_again_keeps_the_key_and_begins_the_waits_again(owner, answers):
    answers[:] = [Outcome(500, "The server answered 500.")]
    delivery = delivery_for(owner)
    for _number in range(6):
        attempt(delivery)
    key = delivery.key
    assert actions.send_again(by=owner, key=key)
    assert actions.send_again(by=owner, key=key) is None  # it is on its way
    delivery.refresh_from_db()
    attempt(delivery)
    assert (delivery.key, delivery.attempts, delivery.status) == (key, 7, "waiting")


def test_a_test_is_tried_once_and_counts_for_nothing(owner, answers):
    answers[:] = [Outcome(500, "The server answered 500.")]
    webhook = webhook_of(owner)
    delivery = actions.send_test(by=owner, pk=webhook.pk)
    attempt(delivery)
    webhook.refresh_from_db()
    assert (delivery.status, delivery.event, webhook.failed_in_a_row) == ("given_up", "test", 0)


def test_a_sixth_webhook_is_refused(owner):
    for _number in range(5):
        webhook_of(owner)
    with pytest.raises(ValidationError, match="which is the most"):
        webhook_of(owner)


def test_somebody_elses_webhook_is_not_there(owner):
    webhook = webhook_of(owner)
    other = factories.practitioner()
    assert not actions.remove_webhook(by=other, pk=webhook.pk)
    assert actions.send_test(by=other, pk=webhook.pk) is None
    assert Webhook.objects.filter(pk=webhook.pk).exists()


def test_unfollowing_ends_the_calls(owner):
    webhook_of(owner)
    Follow.objects.all().delete()
    signed_version()
    tell_all()
    assert not WebhookDelivery.objects.exists()
