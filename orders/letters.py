"""Mail about an order: to the distributor, to the sender, to staff. No price and no dose stands in any of them.

The letter to the sender repeats nothing that was typed: anybody may type the address of somebody else.
"""

from django.conf import settings
from django.core.mail import EmailMessage, send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from .shown import packs_in_words


def to_distributor(order, address):
    """Answers go to the sender."""
    body = render_to_string("orders/letters/distributor.txt", {"order": order, "lines": lines_of(order)})
    subject = _("Order request %(reference)s from %(country)s") % {"reference": order.reference, "country": order.country.name}
    EmailMessage(subject, body, None, [address], reply_to=[order.reply_to]).send()


def to_sender(order, distributor):
    context = {
        "order": order,
        "lines": lines_of(order),
        "distributor": distributor,
        "contact_url": settings.SITE_URL + reverse("contact"),
    }
    body = render_to_string("orders/letters/sender.txt", context)
    send_mail(_("We have your order request %(reference)s") % {"reference": order.reference}, body, None, [order.reply_to])


def tell_staff(order):
    """Of a request that waits for them. Who sent it stands in the admin alone."""
    if settings.STAFF_EMAIL:
        url = settings.SITE_URL + reverse("admin:orders_orderrequest_change", args=[order.pk])
        body = render_to_string("orders/letters/staff.txt", {"order": order, "url": url})
        send_mail(
            _("Order request %(reference)s waits to be passed on") % {"reference": order.reference}, body, None, [settings.STAFF_EMAIL]
        )


def lines_of(order):
    return [f"{line.product_name}: {packs_in_words(line.quantity, line.pack_name)}" for line in order.lines.all()]
