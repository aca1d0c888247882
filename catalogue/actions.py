"""Changes of a thing as a whole: kept as a proposal, published or dropped, and what becomes public or is retired at a set moment.

All verbs take `by`; None is the clock. What stands in the way is a ValidationError with sentences.
"""

import logging

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import snapshots
from .models import ProposedChange
from .snapshots import differences, fingerprint, restore, snapshot
from .visibility import Scheduled, Status

logger = logging.getLogger("portal.catalogue")
WAITING = ProposedChange.Status.WAITING
MOST_NAMED = 3  # of what changed since, in one sentence
BY_THE_CLOCK = "at the set moment"
PASSED = gettext_lazy("This moment has passed. Give a later one, or leave it blank.")
NO_REASON = gettext_lazy("A page is retired with a reason: visitors read it in place of the page.")


@transaction.atomic
def propose(*, row, after, by, origin=ProposedChange.Origin.EDITED, reason="", publish_at=None, import_run=None, replace=False):
    """Keep a change of this thing beside it until somebody publishes it. One waits at a time, unless this one is to `replace` it."""
    thing = locked(row)
    before = snapshot(thing)
    if before == after:
        raise ValidationError(_("Nothing would change."), code="same")
    if publish_at is not None:
        refuse_past(publish_at)
    make_room(thing, by, replace)
    try_out(thing, after)
    proposal = ProposedChange(
        model=thing._meta.label,
        row=thing.pk,
        title=str(thing)[:200],
        origin=origin,
        reason=reason,
        before=before,
        before_sha256=fingerprint(before),
        after=after,
        publish_at=publish_at,
        import_run=import_run,
        made_by=by,
        made_by_name=name_of(by),
    )
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError:  # another one was kept in the same moment
        raise ValidationError(_("A change of this is waiting already."), code="waiting") from None
    return proposal


def waiting_for(row):
    """The change of this thing that waits, or None."""
    return ProposedChange.objects.filter(model=row._meta.label, row=row.pk, status=WAITING).first()


def make_room(thing, by, replace):
    waiting = waiting_for(thing)
    if waiting is None:
        return
    if not replace:
        raise ValidationError(
            _("A change of this by %(name)s, of %(day)s, is waiting already: publish or discard it first.")
            % {"name": waiting.made_by_name or _("the import"), "day": waiting.made_at.date().isoformat()},
            code="waiting",
        )
    discard_proposal(proposal=waiting, by=by)


def try_out(row, after):
    """Raises what `restore` raises, and leaves nothing."""
    with transaction.atomic():
        restore(row, after)
        transaction.set_rollback(True)


@transaction.atomic
def publish_proposal(*, proposal, by):
    """Readers see it from now on, if the thing still is as it was when the change was made."""
    proposal = still_waiting(proposal)
    row = thing_of(proposal, lock=True)
    now = snapshot(row)
    if fingerprint(now) != proposal.before_sha256:
        raise ValidationError(changed_since(proposal.before, now), code="changed_since")
    restore(row, proposal.after, by=by or proposal.made_by, reason=said_in_history(proposal, by))
    return decided(proposal, ProposedChange.Status.PUBLISHED, by)


@transaction.atomic
def discard_proposal(*, proposal, by):
    return decided(still_waiting(proposal), ProposedChange.Status.DISCARDED, by)


@transaction.atomic
def set_moment(*, proposal, publish_at, reason, by):
    """When it is published by the clock (None: by hand) and why it was made. A new moment gives one that failed another try."""
    proposal = still_waiting(proposal)
    if publish_at != proposal.publish_at:
        if publish_at is not None:
            refuse_past(publish_at)
        proposal.failed_because = ""
    proposal.publish_at, proposal.reason = publish_at, reason
    proposal.save(update_fields=["publish_at", "reason", "failed_because"])
    return proposal


def still_waiting(proposal):
    proposal = ProposedChange.objects.select_for_update().get(pk=proposal.pk)
    if proposal.status != WAITING:
        raise ValidationError(_("This change was %(status)s already.") % {"status": proposal.get_status_display().lower()}, code="decided")
    return proposal


def decided(proposal, status, by):
    proposal.status, proposal.decided_by, proposal.decided_at = status, by, timezone.now()
    proposal.decided_by_name, proposal.failed_because = name_of(by) or BY_THE_CLOCK, ""
    proposal.save(update_fields=["status", "decided_by", "decided_at", "decided_by_name", "failed_because"])
    return proposal


def thing_of(proposal, *, lock=False):
    """What it changes. Raises ValidationError where that is no longer there."""
    model = apps.get_model(proposal.model)
    rows = model._default_manager.select_for_update() if lock else model._default_manager
    row = rows.filter(pk=proposal.row).first()
    if row is None:
        raise ValidationError(_("What it changes has been deleted."), code="gone")
    return row


def locked(row):
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def changed_since(before, now):
    changes = differences(before, now)
    named = "; ".join(f"{where}: “{old[:60]}” → “{new[:60]}”" for where, old, new in changes[:MOST_NAMED])
    more = len(changes) - MOST_NAMED
    return _("It was changed since: %(changes)s%(more)s. Make the change anew from how it stands now.") % {
        "changes": named,
        "more": _(" and %(more)s more") % {"more": more} if more > 0 else "",
    }


def said_in_history(proposal, by):
    who = f" by {proposal.made_by_name}" if proposal.made_by_name else ""
    when = "" if by else f", {BY_THE_CLOCK}"
    return f"Proposed change {proposal.pk}{who}{when}" + (f": {proposal.reason}" if proposal.reason else "")


def name_of(person):
    return (person.get_full_name() or person.get_username())[:150] if person else ""


def refuse_past(moment):
    if moment <= timezone.now():
        raise ValidationError({"publish_at": PASSED})


# By the clock


def publish_due():
    """Proposed changes and drafts whose moment has come. One that cannot be published holds up no other."""
    due = {"publish_at__lte": timezone.now()}
    for proposal in ProposedChange.objects.filter(status=WAITING, failed_because="", **due).order_by("publish_at", "pk"):
        publish_by_the_clock(proposal)
    for model in scheduled():
        for draft in model._default_manager.filter(status=Status.DRAFT, **due):
            attempt(set_status, row=draft, status=Status.PUBLISHED, from_status=Status.DRAFT, moment="publish_at")


def retire_due():
    """Published pages whose moment to be retired has come, each with a reason that visitors read."""
    for model in scheduled():
        for row in model._default_manager.filter(status=Status.PUBLISHED, retire_at__lte=timezone.now()):
            attempt(set_status, row=row, status=Status.RETIRED, from_status=Status.PUBLISHED, moment="retire_at")


def scheduled():
    return [root.model for root in snapshots.ROOTS.values() if issubclass(root.model, Scheduled)]


def publish_by_the_clock(proposal):
    try:
        publish_proposal(proposal=proposal, by=None)
    except Exception as error:
        logger.warning("proposed change %s could not be published", proposal.pk, exc_info=error)
        known = isinstance(error, ValidationError)
        why = " ".join(error.messages) if known else _("Something went wrong; it stands in the log.")
        ProposedChange.objects.filter(pk=proposal.pk, status=WAITING).update(failed_because=why)


def attempt(action, *, row, **values):
    try:
        action(row=row, by=None, **values)
    except Exception:
        logger.exception("%s %s could not be made %s", row._meta.label, row.pk, values["status"])


@transaction.atomic
def set_status(*, row, status, from_status, moment, by):
    """Through the same checks as a change of its page. The moment is used up: back in draft, it is not published again."""
    row = locked(row)
    if row.status != from_status or getattr(row, moment) is None:
        return row
    if status == Status.RETIRED and not row.retired_reason:
        raise ValidationError(NO_REASON)
    after = snapshot(row)
    reason = f"Became {status.value} {BY_THE_CLOCK}, {getattr(row, moment).isoformat()}"
    after["fields"] |= {"status": status.value, moment: None}
    return restore(row, after, by=by, reason=reason)
