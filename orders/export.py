"""Orders as a file for a spreadsheet: a line for each product of each request."""

import csv

from django.http import HttpResponse
from django.utils.translation import gettext as _

RUNS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of a formula
BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet reads accents wrong


def harmless(value):
    """Text that a spreadsheet shows and never runs."""
    text = str(value)
    return f"'{text}" if text.startswith(RUNS) else text


def as_csv(orders):
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="calecim-orders.csv"'
    file = csv.writer(response)
    file.writerow(heading())
    for order in orders:
        for line in order.lines.all():
            file.writerow([harmless(value) for value in row(order, line)])
    return response


def heading():
    who = [_("country"), _("name"), _("clinic or business"), _("e-mail address"), _("verified profession")]
    what = [_("product"), _("pack"), _("packs"), _("note")]
    return [_("reference"), _("sent"), _("status"), *who, *what, _("passed on to"), _("outcome")]


def row(order, line):
    who = [order.country.code, order.name, order.business, order.reply_to, order.get_profession_display()]
    what = [line.product_name, line.pack_name or _("size not stated"), line.quantity, order.note]
    return [
        order.reference,
        order.sent_at.isoformat(timespec="seconds"),
        order.get_status_display(),
        *who,
        *what,
        order.passed_on_to,
        order.outcome,
    ]
