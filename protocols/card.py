"""The card: every answer of one version, worked out beforehand, so that a saved page can answer without network.

The rule is asked here, by `answers.answer`, once for each case that it can tell apart; the page only picks. A case is a range of a
setting × a range of expected downtime. Figures are compared as whole thousandths, which is as fine as the form lets a figure be.
"""

from datetime import datetime, time, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from catalogue.figures import NO_BREAK_SPACE

from . import wording
from .answers import answer
from .current import SERUM, why_withheld
from .dosing import CHEMICAL_PEEL, MatchedBy, Outcome, Question
from .forms import HAIR_SYSTEM, MOST

MOST_HOURS_OLD = 72  # house limit: so long may a copy be used without network
HOURS = MatchedBy.EXPECTED_DOWNTIME_HOURS


def figures():
    """Each figure with its unit, and a slot into which the page puts what was typed."""
    return {
        "needle_depth_mm": f"{{needle_depth_mm}}{NO_BREAK_SPACE}mm",
        "peel_level": "{peel_level}",
        "expected_downtime_hours": f"{{expected_downtime_hours}}{NO_BREAK_SPACE}{_('hours')}",
    }


def slots():
    """How a sentence of a case writes what was asked."""
    depth, level, downtime = figures().values()
    return {"procedure": "{procedure}", "depth": depth, "level": level, "downtime": downtime}


def asked():
    """The question in words, above its answer."""
    depth, level, downtime = figures().values()
    return {
        "needle_depth_mm": _("needle depth %(figure)s") % {"figure": depth},
        "peel_level": _("peel level %(figure)s") % {"figure": level},
        "expected_downtime_hours": _("expected downtime %(figure)s") % {"figure": downtime},
        "true": _("peel neutralised"),
        "false": _("peel not neutralised"),
    }


def ends(bounds, most) -> list[int]:
    """The last thousandth of each range within which no bound lies, from 0 up; each bound is a range of its own.

    Where only whole numbers count, each of them is one too.
    """
    limit = most * 1000
    edges = {edge for one in bounds for edge in edges_of(one, most)}
    return sorted({end for edge in edges for end in (edge - 1, edge) if 0 <= end < limit} | {limit})


def edges_of(bounds, most):
    figures = [figure for figure in (bounds.minimum, bounds.maximum) if figure is not None]
    if bounds.whole_numbers:
        first = bounds.minimum.to_integral_value(rounding=ROUND_CEILING)
        last = min(bounds.maximum if bounds.maximum is not None else Decimal(most), Decimal(most))
        figures += [Decimal(one) for one in range(int(first), int(last) + 1)]
    thousandths = [figure * 1000 for figure in figures]
    return {int(figure.to_integral_value(rounding=way)) for figure in thousandths for way in (ROUND_FLOOR, ROUND_CEILING)}


def values(ends):
    """One figure for each range, its last; before them the one that is not given."""
    return [None, *(Decimal(end) / 1000 for end in ends)]


class Cases:
    """Every case of one version as an answer and a set of safeguards, each written once."""

    def __init__(self, shown):
        self.shown, self.rules = shown, shown.rules
        self.answers, self.safeguards = [], []
        self.hours = ends([row.hours for row in self.rules.classes], MOST[HOURS.value])
        self.of_downtime = self.grid(None, None, [])
        self.procedures = {one.slug: self.of_procedure(one) for one in self.rules.procedures}

    def of_procedure(self, procedure):
        setting = procedure.setting
        bounds = [example.bounds for example in self.rules.examples_of(procedure.slug) if example.bounds]
        own_ends = ends(bounds, MOST[setting.value]) if setting else []
        peel = procedure.slug == CHEMICAL_PEEL
        found = {"name": procedure.name, "setting": setting.value if setting else None, "ends": own_ends}
        if peel:
            found["not_neutralised"] = self.case(Question(procedure=procedure.slug, peel_neutralised=False))
        return {**found, "grid": self.grid(procedure.slug, setting, own_ends, peel_neutralised=True if peel else None)}

    def grid(self, slug, setting, own_ends, **given):
        """A row for each range of the setting, a case in it for each range of the downtime; None where nothing is asked."""
        rows = []
        for value in values(own_ends):
            row = []
            for hours in values(self.hours):
                asked = {HOURS.value: hours, **({setting.value: value} if setting else {})}
                nothing = hours is None and (value is None if setting else slug is None)
                row.append(None if nothing else self.case(Question(procedure=slug, **asked, **given)))
            rows.append(row)
        return rows

    def case(self, question):
        whole = answer(self.shown, question, slots())
        told = {name: whole[name] for name in ("outcome", "doses", "reasons", "safeguards")}
        codes = [row["code"] for row in told.pop("safeguards")]
        if told["outcome"] != Outcome.NO_RULE:  # the nearest rules are told only where there is no dose
            told["reasons"] = [{**reason, "nearest": []} for reason in told["reasons"]]
        return [place(self.answers, told), place(self.safeguards, codes)]

    def as_data(self, sentences):
        """What the page holds for its script: where each case lies, and what is said to a question that is none."""
        return {
            "hours": self.hours,
            "downtime": self.of_downtime,
            "procedures": self.procedures,
            "safeguards": self.safeguards,
            "most": MOST,
            "most_text": {name: str(figure).replace(f"{{{name}}}", str(MOST[name])) for name, figure in figures().items()},
            "asked": asked(),
            "products": [SERUM, HAIR_SYSTEM],
            "sentences": {name: str(sentence) for name, sentence in sentences.items()},
        }


def place(rows, row):
    if row not in rows:
        rows.append(row)
    return rows.index(row)


def shared_hours(rules):
    """The hours that lie in more than one class, with those classes: 72 hours is moderate and high."""
    edges = sorted({figure for row in rules.classes for figure in (row.hours.minimum, row.hours.maximum) if figure is not None})
    found = [(edge, [row for row in rules.classes if row.hours.contain(edge)]) for edge in edges]
    return [
        {"hours": wording.in_hours(edge), "names": _(" and ").join(row.name.lower() for row in rows)}
        for edge, rows in found
        if len(rows) > 1
    ]


def usable_until(made_at, version, access_ends=None):
    """The last moment at which a copy made now may be used: 72 hours on, or sooner where the review falls due or the access ends."""
    limits = [made_at + timedelta(hours=MOST_HOURS_OLD)]
    if version.last_day:
        day_after = datetime.combine(version.last_day + timedelta(days=1), time.min, tzinfo=timezone.get_current_timezone())
        if not version.review_is_overdue(timezone.localdate(made_at)):
            limits.append(day_after - timedelta(seconds=1))
    if access_ends:
        limits.append(access_ends)
    return min(limits)


def key(user, version):
    """Whose copy of what: another account, version, state or content has another key. Tells nothing by itself."""
    parts = [user.pk, version.pk, version.status, why_withheld(version), version.content_sha256]
    return salted_hmac("protocols.card", "|".join(map(str, parts))).hexdigest()[:16]


def pages(version):
    """The addresses that the copy stands in for while there is no network."""
    return [reverse("dosing"), reverse("dosing-card"), version.protocol.get_absolute_url(), version.get_absolute_url()]
