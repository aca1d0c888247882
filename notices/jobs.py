"""What the worker does: one letter to each follower, and the calls to webhooks with their later attempts.

Each job may run twice, after a worker died. A letter is sent once, as its row is; a message to a webhook may arrive twice, under the
same X-Calecim-Delivery.
"""

import json
import time

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import User
from accounts.viewers import viewer_for

from . import calls, letters
from .models import Notice, NoticeSent, Webhook, WebhookDelivery
from .reading import is_practitioner, may_hear
from .retries import MOST_FAILED_IN_A_ROW, wait_after
from .shown import facts_of
from .signatures import signature

Status = WebhookDelivery.Status


@task
def deliver(notice_pk):
    """Tells the followers of one notice. Each is looked at by itself, at the moment of sending."""
    notice = Notice.objects.with_subjects().filter(pk=notice_pk).first()
    if notice is None or notice.subject is None:
        return
    for user_pk in list(notice.subject.follows.order_by("pk").values_list("user", flat=True)):
        with transaction.atomic():
            user = User.objects.filter(pk=user_pk).first()
            if user and may_hear(user, notice):
                tell(user, notice)


def tell(user, notice):
    _sent, is_new = NoticeSent.objects.get_or_create(notice=notice, user=user)
    if not is_new:
        return
    letters.tell_follower(user, notice)
    if settings.WEBHOOKS and is_practitioner(viewer_for(user)):
        for webhook in Webhook.objects.filter(user=user, disabled_at=None):
            delivery = WebhookDelivery.objects.create(webhook=webhook, notice=notice)
            call_webhook.enqueue(delivery.pk, 0)


@task
def call_webhook(delivery_pk, attempts):
    """One attempt. `attempts`: how many there were when it was planned; a second run of the same job finds one more and does nothing."""
    delivery = waiting(delivery_pk, attempts).first()
    if delivery is None:
        return
    reason = why_not_sent(delivery)
    if reason:
        waiting(delivery_pk, attempts).update(status=Status.STOPPED, error=reason, next_at=None)
        return
    body, sent_at = body_of(delivery), int(time.time())
    outcome = calls.post(
        delivery.webhook.url, body, headers_of(delivery, body, sent_at), allow_private=settings.WEBHOOK_ALLOW_PRIVATE
    )  # outside of any transaction: it may take seconds
    record(delivery_pk, attempts, outcome)


def waiting(pk, attempts):
    rows = WebhookDelivery.objects.filter(pk=pk, status=Status.WAITING, attempts=attempts)
    return rows.select_related("webhook__user", "notice__product", "notice__protocol", "notice__version", "notice__discrepancy")


def why_not_sent(delivery):
    """In a sentence for the owner; empty if it may go."""
    user = delivery.webhook.user
    if not settings.WEBHOOKS:
        return _("Webhooks are switched off on this portal.")
    if not user.is_active or not is_practitioner(viewer_for(user)):
        return _("Your profession is not verified at the moment.")
    if delivery.is_test:
        return ""
    if delivery.webhook.disabled_at:
        return _("The webhook is switched off.")
    return "" if may_hear(user, delivery.notice) else _("Your account may not read this any more.")


def body_of(delivery):
    facts = {"happened_at": delivery.created_at, "url": settings.SITE_URL} if delivery.is_test else facts_of(delivery.notice)
    told = {"id": str(delivery.key), "kind": delivery.event, **facts, "happened_at": facts["happened_at"].isoformat()}
    return json.dumps(told, ensure_ascii=False).encode()


def headers_of(delivery, body, sent_at):
    return {
        "Content-Type": "application/json",
        "User-Agent": "CALECIM-portal-webhook/1",
        "X-Calecim-Event": delivery.event,
        "X-Calecim-Delivery": str(delivery.key),
        "X-Calecim-Signature": signature(secret=delivery.webhook.secret, sent_at=sent_at, body=body),
    }


@transaction.atomic
def record(delivery_pk, attempts, outcome):
    """Writes down how it went, and plans the next attempt."""
    delivery = WebhookDelivery.objects.select_for_update().filter(pk=delivery_pk, status=Status.WAITING, attempts=attempts).first()
    if delivery is None:
        return
    delivery.attempts, delivery.tried_at, delivery.next_at = attempts + 1, timezone.now(), None
    delivery.status_code, delivery.error = outcome.status_code, outcome.error
    if outcome.is_good:
        delivery.status = Status.DELIVERED
        Webhook.objects.filter(pk=delivery.webhook_id).update(failed_in_a_row=0)
    else:
        delivery.failures += 1
        plan_next(delivery)
    delivery.save()
    if not outcome.is_good and not delivery.is_test:
        count_failure(delivery.webhook_id)


def plan_next(delivery):
    """A test is tried once: its owner is looking at it."""
    wait = None if delivery.is_test else wait_after(delivery.failures)
    if wait is None:
        delivery.status = Status.GIVEN_UP
        return
    delivery.next_at = timezone.now() + wait
    call_webhook.using(run_after=delivery.next_at).enqueue(delivery.pk, delivery.attempts)


def count_failure(webhook_pk):
    """The twentieth failed attempt in a row switches the webhook off, once, and its owner is told."""
    Webhook.objects.filter(pk=webhook_pk).update(failed_in_a_row=F("failed_in_a_row") + 1)
    worn_out = Webhook.objects.filter(pk=webhook_pk, disabled_at=None, failed_in_a_row__gte=MOST_FAILED_IN_A_ROW)
    if worn_out.update(disabled_at=timezone.now()):
        webhook = Webhook.objects.select_related("user").get(pk=webhook_pk)
        left = webhook.deliveries.filter(status=Status.WAITING, notice__isnull=False)
        left.update(status=Status.GIVEN_UP, next_at=None)
        letters.tell_of_worn_out(webhook)
