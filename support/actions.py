"""What happens to a report: the one door. Views and the admin call these; none of them sets `status`."""

import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import letters
from .models import Report, new_reference

Status = Report.Status


def already_sent(*, form_key, kind, text):
    """The report that this very form has given already, if any."""
    return Report.objects.filter(form_key=form_key, kind=kind, text=text).first()


@transaction.atomic
def send(*, by, form_key, kind, text, product=None, lot_number="", lot_unreadable=False, page="", country="", reply_to=""):
    """Keep what somebody wrote and tell the staff. The same form sent twice is one report: the second time gives the first.
    Sent again with other words, as after going back in the browser, it is a report of its own.

    `by` is the account that writes, None for somebody who is not signed in. Raises ValidationError by field.
    """
    if Report.objects.filter(form_key=form_key).exists():
        sent = already_sent(form_key=form_key, kind=kind, text=text)
        if sent:
            return sent
        form_key = uuid.uuid4()
    report = Report(
        form_key=form_key,
        reference=unused_reference(),
        kind=kind,
        text=text,
        product=product,
        lot_number=lot_number,
        lot_unreadable=lot_unreadable,
        page=page,
        country=country,
        reply_to=reply_to,
        written_by=by,
    )
    report.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError:
        return Report.objects.get(form_key=form_key)
    letters.tell_staff(report)
    return report


def unused_reference():
    reference = new_reference()
    while Report.objects.filter(reference=reference).exists():
        reference = new_reference()
    return reference


def objections(status, *, report, by, outcome=""):
    """What speaks against a step to this status, by field. The form of the staff asks, and so do the actions below."""
    if report.status == Status.CLOSED:
        return {"status": _("This report is closed.")}
    if status == Status.IN_WORK and report.handled_by_id == by.pk:
        return {"status": _("You have taken this report up already.")}
    if status == Status.CLOSED and not outcome.strip():
        return {"outcome": _("Say what was found and done.")}
    return {}


def take_up(*, report, by):
    """Say who works on it. Another person may take it over. Raises ValidationError for a closed one."""
    return handle(Status.IN_WORK, report, by=by)


def close(*, report, by, outcome):
    """Say what came of it. Raises ValidationError without an outcome, and for one that is closed."""
    return handle(Status.CLOSED, report, by=by, outcome=outcome)


@transaction.atomic
def handle(status, report, *, by, outcome=""):
    report = Report.objects.select_for_update().get(pk=report.pk)
    found = objections(status, report=report, by=by, outcome=outcome)
    if found:
        raise ValidationError(found)
    report.status, report.outcome = status, outcome.strip()
    report.handled_by, report.handled_by_name, report.handled_at = by, by.get_full_name(), timezone.now()
    report.save(update_fields=["status", "outcome", "handled_by", "handled_by_name", "handled_at"])
    return report
