"""An import from the file to its end: brought, checked, confirmed or discarded, applied. What is written, is written all or not at all."""

import logging

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actions import locked, name_of, propose
from catalogue.models import ImportRun, ProposedChange
from catalogue.snapshots import fingerprint, restore, snapshot

from .checking import NEW, PROPOSAL, changed, check
from .problems import Problem
from .reading import read
from .sheets import SHEETS

logger = logging.getLogger("portal.imports")
Status = ImportRun.Status
AT_ONCE = 500  # rows; more are checked and applied by the worker
PROGRESS_EVERY = 100


class Stale(Exception):
    """A thing was changed, added or deleted since the check."""

    def __init__(self, difference):
        self.difference = difference
        super().__init__(difference["key"])


def bring(*, data, name, kind, by):
    """Read the file and keep its rows. Gives the run: refused at once, or still to be checked."""
    table = read(data, name=name)
    problems = [problem.as_dict() for problem in table.problems]
    return ImportRun.objects.create(
        kind=kind,
        status=Status.REFUSED if problems else Status.CHECKING,
        file_name=name[-200:],
        rows=[] if problems else {"columns": table.columns, "rows": table.rows},
        problems=problems,
        total=len(table.rows),
        made_by=by,
        made_by_name=name_of(by),
    )


def check_run(run):
    """Fills in what is wrong and what would change. Asked twice, it does the same again."""
    if run.status != Status.CHECKING:
        return run
    try:
        outcome = check(SHEETS[run.kind], run.rows["columns"], run.rows["rows"], progress=progress_of(run))
    except Exception:
        logger.exception("import %s could not be checked", run.pk)
        return ended(run, Status.FAILED, [Problem(_("Something went wrong while it was checked. Bring the file again."))])
    if outcome.problems:
        return ended(run, Status.REFUSED, outcome.problems)
    run.status, run.differences, run.counts, run.done = Status.CHECKED, outcome.differences, dict(outcome.counts), run.total
    run.rows = []
    run.save(update_fields=["status", "differences", "counts", "done", "rows"])
    return run


def progress_of(run):
    """Notes how far the check is, now and then: several rows may be done at once."""

    def note(done):
        if done - run.done >= PROGRESS_EVERY:
            run.done = done
            ImportRun.objects.filter(pk=run.pk).update(done=done)

    return note


def ended(run, status, problems=()):
    run.status, run.rows, run.finished_at = status, [], timezone.now()
    run.problems = [problem.as_dict() for problem in problems]
    run.save(update_fields=["status", "rows", "problems", "finished_at"])
    return run


def confirm(*, run):
    """Whether this was the first word on it: of two confirmations one counts, and none after it was discarded."""
    return taken(run, Status.APPLYING)


def discard(*, run):
    return taken(run, Status.DISCARDED, finished_at=timezone.now())


def taken(run, status, **fields):
    taken = ImportRun.objects.filter(pk=run.pk, status=Status.CHECKED).update(status=status, done=0, **fields)
    run.refresh_from_db()
    return bool(taken)


def apply_run(run, *, by):
    """Write everything, or nothing and say why. Drafts at once; what readers see becomes a proposal for somebody to publish."""
    try:
        with transaction.atomic():
            run = ImportRun.objects.select_for_update().get(pk=run.pk)
            if run.status != Status.APPLYING:
                return run
            for difference in run.differences:
                write(run, difference, by)
            return ended(run, Status.APPLIED)
    except Stale as error:
        problem = stale(error.difference)
    except ValidationError as error:
        problem = Problem(" ".join(error.messages), rows_of(difference)[0], value=difference["key"])
    except DatabaseError:
        raise  # the worker says so, and it can be tried again
    return ended(ImportRun.objects.get(pk=run.pk), Status.FAILED, [problem])


def write(run, difference, by):
    sheet = SHEETS[run.kind]
    row = sheet.root._default_manager.filter(slug=difference["key"]).first()
    if (row is None) != (difference["how"] == NEW):
        raise Stale(difference)
    before = snapshot(locked(row)) if row else None
    if before and fingerprint(before) != difference["base"]:
        raise Stale(difference)
    after = changed(sheet, before, difference["key"], difference["rows"])
    reason = said_in_history(run, difference)
    if difference["how"] == PROPOSAL:
        propose(row=row, after=after, by=by, origin=ProposedChange.Origin.IMPORTED, reason=reason, import_run=run)
    else:
        restore(row, after, by=by, reason=reason)


def rows_of(difference):
    return [row["row"] for row in difference["rows"]]


def said_in_history(run, difference):
    rows = ", ".join(str(number) for number in rows_of(difference)[:20])
    return _("Import of %(file)s, row %(rows)s") % {"file": run.file_name, "rows": rows}


def stale(difference):
    sentence = _("“%(title)s” was changed by somebody since the file was checked. Nothing was imported: bring the file again.")
    return Problem(sentence % {"title": difference["title"]}, rows_of(difference)[0], value=difference["key"])
