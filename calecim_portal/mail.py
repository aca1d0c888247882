"""Mail goes out through the job queue: a page writes a row and is done, whatever the mail server does.

A message is lost only with the database. It may be sent twice, if a worker dies between the server's answer and its own note.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_tasks import task

logger = logging.getLogger("portal.mail")
# Waits after each failed attempt; together about three days. After the last the job stands as failed in the admin.
RETRY_AFTER = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 720, 1440, 2160)]
PLAIN_PARTS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "extra_headers")


class QueuedBackend(BaseEmailBackend):
    """The portal's e-mail backend: puts each message on the queue, in the transaction that wrote it."""

    def send_messages(self, messages):
        for message in messages:
            send.enqueue(as_dict(message))
        return len(messages)


def as_dict(message):
    if message.attachments:
        raise ValueError("Mail of the portal carries no attachments.")
    parts = {name: getattr(message, name) for name in PLAIN_PARTS}
    parts["alternatives"] = [[one.content, one.mimetype] for one in getattr(message, "alternatives", [])]
    # Lazy translations become words here, in the language of the one who caused the mail.
    return {name: value if isinstance(value, list | dict) else str(value) for name, value in parts.items()}


def as_message(parts):
    fields = {name: parts[name] for name in PLAIN_PARTS if name != "extra_headers"}
    message = EmailMultiAlternatives(**fields, headers=parts["extra_headers"])
    for content, mimetype in parts["alternatives"]:
        message.attach_alternative(content, mimetype)
    return message


@task
def send(parts, attempt=0):
    """Hands one message to the mail server. A failure is tried again later and later; the last one is raised."""
    try:
        with outgoing() as connection:
            connection.send_messages([as_message(parts)])
    except OSError as error:  # refused, timed out, cut off: smtplib's errors are of this kind too
        if attempt >= len(RETRY_AFTER):
            raise
        logger.warning("mail not sent at attempt %s (%s), tried again in %s", attempt + 1, type(error).__name__, RETRY_AFTER[attempt])
        send.using(run_after=timezone.now() + RETRY_AFTER[attempt]).enqueue(parts, attempt=attempt + 1)


def outgoing():
    """The connection that MAIL_URL names."""
    options = dict(settings.MAIL)
    return get_connection(options.pop("BACKEND"), **options)
