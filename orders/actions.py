"""What happens to an order: the one door. Views and the admin call these; none of them sets `status`."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import letters
from .models import Distributor, OrderedLine, OrderRequest, new_reference
from .shown import shown

Status = OrderRequest.Status
OVER = {Status.CLOSED, Status.CANCELLED}


def already_sent(*, by, form_key):
    """The request that this very list has become already, if any."""
    return OrderRequest.objects.filter(form_key=form_key, sent_by=by).first()


@transaction.atomic
def send(*, by, viewer, contents, name, country, reply_to, business=""):
    """Keep an order list as a request and pass it on to the distributor of its country. The same list sent twice is one request:
    the second time gives the first.

    `by` is the account that sends, None for somebody who is not signed in. Raises ValidationError for a list that holds anything
    this viewer may not ask for, whatever way it came in, and by field for the rest.
    """
    sent = already_sent(by=by, form_key=contents.key)
    if sent:
        return sent
    seen = shown(contents, viewer)
    if seen.stands_in_the_way:
        raise ValidationError(seen.stands_in_the_way)
    order = OrderRequest(
        form_key=contents.key,
        reference=unused_reference(),
        country=country,
        name=name,
        business=business,
        reply_to=reply_to,
        note=contents.note,
        profession=viewer.audience if viewer.is_verified_professional else "",
        sent_by=by,
    )
    order.full_clean(validate_unique=False)
    missing = {field: _("Fill this in.") for field in ("name", "reply_to") if not getattr(order, field)}
    if missing:
        raise ValidationError(missing)
    try:
        with transaction.atomic():
            order.save()
    except IntegrityError:
        return OrderRequest.objects.get(form_key=contents.key)
    OrderedLine.objects.bulk_create(frozen(order, place, line) for place, line in enumerate(seen.lines))
    distributor = Distributor.objects.for_country(country)
    if distributor and distributor.email:
        mail_to(distributor, order, by=None, by_name=_("the portal, by e-mail"))
    else:
        letters.tell_staff(order)
    letters.to_sender(order, distributor)
    return order


def unused_reference():
    reference = new_reference()
    while OrderRequest.objects.filter(reference=reference).exists():
        reference = new_reference()
    return reference


def frozen(order, place, line):
    return OrderedLine(
        order=order, position=place, product=line.product, product_name=line.product.name, pack_name=line.pack, quantity=line.quantity
    )


def mail_to(distributor, order, *, by, by_name):
    letters.to_distributor(order, distributor.email)
    passed_on(order, to=f"{distributor.name} <{distributor.email}>")
    step(Status.PASSED_ON, order, by=by, by_name=by_name)


def passed_on(order, *, to):
    order.passed_on_to, order.passed_on_at = to, timezone.now()


def step(status, order, *, by, by_name):
    order.status = status
    order.handled_by, order.handled_by_name, order.handled_at = by, by_name, timezone.now()
    order.save(update_fields=["status", "passed_on_to", "passed_on_at", "outcome", "handled_by", "handled_by_name", "handled_at"])


def objections(status, *, order, to="", outcome=""):
    """What speaks against a step to this status, by field. The form of the staff asks, and so do the actions below."""
    if order.status in OVER:
        return {"status": _("This order is closed or cancelled.")}
    if status == Status.PASSED_ON and order.status == Status.PASSED_ON:
        return {"status": _("This order was passed on already.")}
    if status == Status.PASSED_ON and not to.strip():
        return no_way_to_mail(order)
    if status == Status.CLOSED and order.status == Status.NEW:
        return {"status": _("Pass it on first, or cancel it.")}
    if status == Status.CANCELLED and not outcome.strip():
        return {"outcome": _("Say why it is cancelled.")}
    return {}


def no_way_to_mail(order):
    distributor = Distributor.objects.for_country(order.country.code)
    if distributor is None or not distributor.email:
        return {"to": _("No distributor of this country has an e-mail address here. Pass it on yourself and say to whom.")}
    if not order.reply_to:
        return {"to": _("The sender has no address any more, so the portal cannot mail it.")}
    return {}


@transaction.atomic
def pass_on(*, order, by, to=""):
    """Say to whom an order was passed on; left blank, the portal mails it to the distributor of its country.

    Raises ValidationError for one that was passed on or is over, and where nobody can be mailed.
    """
    order = still_open(Status.PASSED_ON, order, to=to)
    if to.strip():
        passed_on(order, to=to.strip())
        step(Status.PASSED_ON, order, by=by, by_name=by.get_full_name())
    else:
        mail_to(Distributor.objects.for_country(order.country.code), order, by=by, by_name=by.get_full_name())
    return order


@transaction.atomic
def close(*, order, by, outcome=""):
    """The distributor has taken over. Raises ValidationError for one that was not passed on or is over."""
    return end(Status.CLOSED, order, by=by, outcome=outcome)


@transaction.atomic
def cancel(*, order, by, outcome):
    """It comes to nothing. Raises ValidationError without a reason, and for one that is over."""
    return end(Status.CANCELLED, order, by=by, outcome=outcome)


def end(status, order, *, by, outcome):
    order = still_open(status, order, outcome=outcome)
    order.outcome = outcome.strip()
    step(status, order, by=by, by_name=by.get_full_name())
    return order


def still_open(status, order, **given):
    """The row as it is now, held: somebody else may have been quicker."""
    order = OrderRequest.objects.select_for_update().get(pk=order.pk)
    found = objections(status, order=order, **given)
    if found:
        raise ValidationError(found)
    return order
