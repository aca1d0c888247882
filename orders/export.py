"""Orders as a file for a spreadsheet: a line for each product of each request."""

from django.utils.translation import gettext as _

from catalogue.spreadsheets import csv_response


def as_csv(orders):
    return csv_response(table(orders), filename="calecim-orders.csv")


def table(orders):
    yield heading()
    for order in orders:
        for line in order.lines.all():
            yield row(order, line)


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
