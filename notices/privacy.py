"""What notices have to do with the data of an account: all of it is its own, told in the copy and gone with the account."""

from .models import Follow, NoticeSent, Webhook, WebhookDelivery


def tell(user):
    """The secrets of webhooks stay out, as every key does."""
    follows = Follow.objects.filter(user=user).select_related("product", "protocol")
    sent = NoticeSent.objects.filter(user=user).select_related("notice__product", "notice__protocol").order_by("pk")
    webhooks = Webhook.objects.filter(user=user)
    return {
        "follows": [{"page": str(row), "since": row.since} for row in follows],
        "letters": [{"notice": str(row.notice), "sent_at": row.sent_at} for row in sent],
        "webhooks": [webhook_as_told(webhook) for webhook in webhooks],
    }


def webhook_as_told(webhook):
    told = ["key", "status", "attempts", "status_code", "error", "created_at", "tried_at"]
    return {
        "name": webhook.name,
        "url": webhook.url,
        "made_at": webhook.made_at,
        "deliveries": list(WebhookDelivery.objects.filter(webhook=webhook).values(*told)),
    }


def forget(user):
    for rows in (Follow.objects, NoticeSent.objects, Webhook.objects):
        rows.filter(user=user).delete()
