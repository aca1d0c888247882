"""Following and unfollowing; making, trying and removing webhooks. The one door; what is refused is refused with a sentence."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from .jobs import call_webhook
from .models import Follow, Webhook, WebhookDelivery
from .outside import Refused, target_of

MOST_FOLLOWED = 200
MOST_WEBHOOKS = 5
Status = WebhookDelivery.Status


@transaction.atomic
def follow(*, by, subject):
    """Follow a product or protocol; twice is once. Raises ValidationError for one too many."""
    User.objects.select_for_update().get(pk=by.pk)  # two at once would both count one too few
    chosen = {subject._meta.model_name: subject}
    if Follow.objects.filter(user=by).count() >= MOST_FOLLOWED and not Follow.objects.filter(user=by, **chosen).exists():
        raise ValidationError(_("You follow %(number)d pages, which is the most. Unfollow one first.") % {"number": MOST_FOLLOWED})
    return Follow.objects.get_or_create(user=by, **chosen)[0]


def unfollow(*, by, **chosen):
    """`product` or `protocol`: its slug. False if it was not followed. Open to everyone who follows, whatever they may read now."""
    return Follow.objects.filter(user=by, **{f"{name}__slug": slug for name, slug in chosen.items()}).delete()[0] > 0


@transaction.atomic
def make_webhook(*, by, name, url):
    """A new webhook with a secret of its own. Raises ValidationError, at `url` for an address it may not have, or for a sixth."""
    User.objects.select_for_update().get(pk=by.pk)
    try:
        target_of(url, allow_private=settings.WEBHOOK_ALLOW_PRIVATE)
    except Refused as refusal:
        raise ValidationError({"url": [str(refusal)]}) from None
    if Webhook.objects.filter(user=by).count() >= MOST_WEBHOOKS:
        raise ValidationError(_("You have %(number)d webhooks, which is the most. Remove one first.") % {"number": MOST_WEBHOOKS})
    return Webhook.objects.create(user=by, name=name, url=url, secret="whsec_" + secrets.token_urlsafe(32))


def remove_webhook(*, by, pk):
    return Webhook.objects.filter(user=by, pk=pk).delete()[0] > 0


def switch_on(*, by, pk):
    return Webhook.objects.filter(user=by, pk=pk).exclude(disabled_at=None).update(disabled_at=None, failed_in_a_row=0) > 0


@transaction.atomic
def send_test(*, by, pk):
    """A message without a notice to one's own webhook. None if there is no such webhook, or the last test still waits."""
    webhook = Webhook.objects.select_for_update().filter(user=by, pk=pk).first()
    if webhook is None or webhook.deliveries.filter(notice=None, status=Status.WAITING).exists():
        return None
    webhook.deliveries.filter(notice=None).delete()  # the last test stands for all
    return put_on_the_way(WebhookDelivery(webhook=webhook))


@transaction.atomic
def send_again(*, by, key):
    """A message that is not on its way, once more under the same key. None if there is none, or it waits already."""
    rows = WebhookDelivery.objects.select_for_update().filter(webhook__user=by, key=key, notice__isnull=False)
    delivery = rows.exclude(status=Status.WAITING).first()
    return put_on_the_way(delivery) if delivery else None


def put_on_the_way(delivery):
    delivery.status, delivery.failures, delivery.error, delivery.next_at = Status.WAITING, 0, "", timezone.now()
    delivery.save()
    call_webhook.enqueue(delivery.pk, delivery.attempts)
    return delivery
