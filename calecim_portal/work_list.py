"""The work list of the admin: the checks of all apps by section, for one account. Two queries a section at most, however much there is."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from catalogue import work as catalogue_work
from catalogue import work_texts
from catalogue.work_entries import Check, Rows
from protocols import work as protocol_work

LONGEST = 50  # entries of one section on the page; the count says how many there are
NAME_LENGTH = 140


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    hint: str


SECTIONS = [
    Section("unsigned", gettext_lazy("Without a signature"), gettext_lazy("Protocol versions that no clinical reviewer has signed.")),
    Section(
        "reviews", gettext_lazy("Review due or overdue"), gettext_lazy("Once its review is overdue a version shows clinics no figure.")
    ),
    Section("proposals", gettext_lazy("Proposed changes"), gettext_lazy("Changes to public pages that nobody has published yet.")),
    Section("scheduled", gettext_lazy("Set for a moment"), gettext_lazy("Becomes public, or is retired, by itself.")),
    Section("failed-jobs", gettext_lazy("Failed jobs"), gettext_lazy("Letters and other work that could not be done.")),
    Section("unruled", gettext_lazy("Disagreements without a ruling"), gettext_lazy("Published as such, the cautious position first.")),
    Section(
        "uncited", gettext_lazy("Without a source"), gettext_lazy("What readers see, or a draft will show, and no document is named for.")
    ),
    Section(
        "inferred", gettext_lazy("Inferred figures"), gettext_lazy("Marked as inferred wherever shown, until a reviewer confirms them.")
    ),
    Section(
        "missing-figures",
        gettext_lazy("Missing figures"),
        gettext_lazy("“No document states it” is an answer readers get. “Left blank” is one that nobody has given yet."),
    ),
    Section("broken-links", gettext_lazy("Broken links"), gettext_lazy("Within this portal. Addresses elsewhere are not asked.")),
    Section("images", gettext_lazy("Images without a description"), gettext_lazy("Who cannot see an image hears its description.")),
    Section(
        "unused-ingredients",
        gettext_lazy("Unused ingredients"),
        gettext_lazy("Only those whose role is to be an ingredient. Their pages stand alone."),
    ),
]


def failed_jobs():
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
    return [Rows(rows, _("It failed; its page says why and tries it again."), "task_path", DBTaskResult)]


def broken_links():
    return work_texts.broken_links({**work_texts.PAGES, **protocol_work.PAGES})


CHECKS = [
    *protocol_work.CHECKS,
    *catalogue_work.CHECKS,
    Check("broken-links", work_texts.WITH_TEXT, entries=broken_links),
    Check("failed-jobs", (DBTaskResult,), rows=failed_jobs),
]


def counts(user):
    """Section and how much is in it, for the start page: one query a section, links and images one for each kind of page they lead to."""
    return [(section, len(entries) + (united(rows).count() if rows else 0)) for section, rows, entries in found_for(user)]


def sections(user):
    """Each section with its count and its first entries."""
    return [{**vars(section), **listed(rows, entries)} for section, rows, entries in found_for(user)]


def found_for(user):
    """Every section of which this account may see something in the admin, with the rows and the entries of what it may see."""
    checks = defaultdict(list)
    for check in CHECKS:
        if any(may_view(user, model) for model in check.models):
            checks[check.section].append(check)
    for section in SECTIONS:
        if section.code in checks:
            rows = [one for check in checks[section.code] for one in check.rows() if may_view(user, one.model)]
            entries = [one for check in checks[section.code] for one in check.entries() if may_view(user, one.model)]
            yield section, rows, entries


def may_view(user, model):
    """As the admin has it: who may change a thing may see it."""
    label, name = model._meta.app_label, model._meta.model_name
    return user.has_perm(f"{label}.view_{name}") or user.has_perm(f"{label}.change_{name}")


def united(rows):
    first, *others = [one.listed(place) for place, one in enumerate(rows)]
    return first.union(*others, all=True) if others else first


def listed(rows, entries):
    found = list(united(rows).order_by("work_place", "work_name", "work_key")[: LONGEST + 1]) if rows else []
    count = len(found) if len(found) <= LONGEST else united(rows).count()
    shown = [*(rows[place].entry(*values) for place, *values in found), *entries][:LONGEST]
    return {"count": count + len(entries), "entries": [entry_row(one) for one in shown]}


def entry_row(entry):
    return {"name": Truncator(entry.name).chars(NAME_LENGTH), "why": entry.why, "url": address_of(entry)}


def address_of(entry):
    """Its page in the admin; empty where it has none."""
    try:
        return reverse(f"admin:{entry.model._meta.app_label}_{entry.model._meta.model_name}_change", args=[entry.pk])
    except NoReverseMatch:
        return ""
