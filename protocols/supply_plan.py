"""What planned treatments need as a plain dict: the page, the API and the CSV file all take it from here."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.citing import distinct
from catalogue.figures import plain
from catalogue.models.products import Product
from catalogue.models.statements import SEVERITY_ORDER

from . import dosing, supplies, wording
from .answers import answer, look_up, protocol_as_dict
from .content import figure
from .current import SERUM
from .models import Course, Phase
from .models.courses import Track


@dataclass(frozen=True)
class PlannedTreatments:
    """One line of a plan. `downtime_class`: what a clinician chose after a conflict."""

    question: dosing.Question
    count: int
    downtime_class: str = ""
    counts_as_neutralised: bool = False


@dataclass
class OfferedCourse:
    """A course with treatments in the clinic. `volumes_ml` are those of the steps of one treatment, by phase."""

    slug: str
    name: str
    product: str
    product_name: str
    volumes_ml: dict = field(default_factory=dict)
    citations: list = field(default_factory=list)

    @property
    def steps_ml(self):
        """The stated volumes of one treatment. Where two phases state volumes, nobody knows which is meant: none."""
        return list(next(iter(self.volumes_ml.values())).values()) if len(self.volumes_ml) == 1 else []


@dataclass(frozen=True)
class PlannedCourse:
    course: OfferedCourse
    treatments: int


def courses_for(viewer) -> dict:
    """The courses that state a volume for a treatment in the clinic, by slug. One query."""
    phases = Phase.objects.visible_to(viewer).filter(
        track=Track.CLINIC, course__in=Course.objects.listed_for(viewer), steps__volume_ml__isnull=False
    )
    of_course = ["course__slug", "course__name", "course__product__slug", "course__product__name"]
    passage = ["citations__document__code", "citations__document__title", "citations__section"]
    rows = phases.order_by("course__name", "position", "pk", "steps__position", "steps__pk", "citations__pk")
    found = {}
    for slug, name, product, product_name, phase, step, volume_ml, *cited in rows.values_list(
        *of_course, "pk", "steps__pk", "steps__volume_ml", *passage
    ):
        course = found.setdefault(slug, OfferedCourse(slug, name, product, product_name))
        course.volumes_ml.setdefault(phase, {})[step] = volume_ml
        citation = dict(zip(("source", "title", "section"), cited, strict=True))
        if cited[0] and citation not in course.citations:
            course.citations.append(citation)
    return found


@dataclass(frozen=True)
class Answered:
    """One line with what the look-up found for it: the rule's answer, the same in words, and the one dose to act on, if there is one."""

    line: PlannedTreatments
    found: dosing.Answer
    said: dict
    settled: dosing.FittingDose | None

    @property
    def need(self) -> supplies.Need | None:
        return supplies.need(self.settled.dose, treatments=self.line.count) if self.settled else None

    @property
    def leaves_a_gap(self) -> bool:
        """Whether the total lacks what this line will need. A procedure that never takes Serum needs none."""
        return self.settled is None and getattr(self.found, "stop", None) != dosing.Stop.OXYGEN_FACIAL


def answered(shown, line) -> Answered:
    """A version that shows no figure offers no class, whatever was chosen before. Raises dosing.NotOffered."""
    found = look_up(shown, line.question)
    chosen = None if shown.withheld_because else line.downtime_class or None
    return Answered(line, found, answer(shown, line.question), dosing.settle(found, chosen))


def supply_plan(shown, treatments, courses=()) -> dict:
    """What these lines need, each answered by the look-up itself, and what stops the total from being complete. One query."""
    rows = [answered(shown, line) for line in treatments]
    course_lines = [course_as_dict(one) for one in courses]
    total = supplies.total(row.need for row in rows if row.need)
    missing = [*(missing_text(shown, row) for row in rows if row.leaves_a_gap), *(row["reason"] for row in course_lines)]
    return {
        "lines": [line_as_dict(shown, row) for row in rows],
        "courses": course_lines,
        "products": products(rows, total, course_lines),
        **figures(total),
        "complete": not missing,
        "incomplete_because": list(dict.fromkeys(missing)),
        "counting": _(
            "Each treatment is counted for one patient: what the clinic leaves in an opened ampoule goes home with that patient, "
            "and nothing is shared between two patients."
        ),
        "safeguards": by_severity(distinct(safeguard for row in rows for safeguard in row.said["safeguards"])),
        "protocol": protocol_as_dict(shown.version),
        "citations": distinct(one for cited in [*(row.said for row in rows), *course_lines] for one in cited["citations"]),
    }


def line_as_dict(shown, row):
    said = row.said
    conflict = said["outcome"] == dosing.Outcome.CONFLICT
    return {
        "treatment": treatment_as_dict(shown, row.line),
        "outcome": said["outcome"],
        "outcome_text": wording.outcome_label(said["outcome"]),
        "count": row.line.count,
        "downtime_class": row.settled.dose.downtime_class if row.settled else None,
        **(figures(row.need) if row.need else dict.fromkeys(FIGURES)),
        "offered": [{name: dose[name] for name in ("downtime_class", "name", "hours", "governs")} for dose in said["doses"] if conflict],
        "reasons": said["reasons"],
        "notes": notes(row),
    }


FIGURES = ["in_clinic_ml", "take_home_ml", "volume_ml", "opened_in_clinic", "shared_with_home", "handed_over_unopened", "ampoules"]


def figures(need):
    return {name: plain(Decimal(getattr(need, name))) for name in FIGURES}


def treatment_as_dict(shown, line):
    question = line.question
    asked = wording.figures_asked(shown.rules, question)
    return {
        "procedure": question.procedure,
        "needle_depth_mm": figure(question.needle_depth_mm),
        "peel_level": figure(question.peel_level),
        "peel_neutralised": question.peel_neutralised,
        "expected_downtime_hours": figure(question.expected_downtime_hours),
        "downtime_class": line.downtime_class or None,
        "text": treatment_text(asked),
    }


def treatment_text(asked):
    """`Microneedling, needle depth 1.5 mm, expected downtime 48 hours`."""
    parts = [
        asked["procedure"],
        asked["depth"] and _("needle depth %(depth)s") % asked,
        asked["level"] and _("peel level %(level)s") % asked,
        asked["downtime"] and _("expected downtime %(downtime)s") % asked,
    ]
    words = ", ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def notes(row):
    found = []
    if row.line.counts_as_neutralised:
        found.append(_("Counted as neutralised, as every planned peel is: Serum goes on only after that."))
    if row.settled and row.said["outcome"] == dosing.Outcome.CONFLICT:
        name = next(dose["name"] for dose in row.said["doses"] if dose["downtime_class"] == row.settled.dose.downtime_class)
        found.append(_("More than one class fits; counted as %(class)s, your choice.") % {"class": name.lower()})
    return found


def missing_text(shown, row):
    """Why the total lacks this line, in one sentence."""
    words = {"treatment": treatment_text(wording.figures_asked(shown.rules, row.line.question)), "times": times(row.line.count)}
    return GAPS[row.said["outcome"]]() % words


# Looked up late, so that each sentence is in the language of the request.
GAPS = {
    "conflict": lambda: _("%(treatment)s, %(times)s: more than one class fits. Choose one."),
    "no_rule": lambda: _("%(treatment)s, %(times)s: no protocol covers this."),
    "contraindicated": lambda: _("%(treatment)s, %(times)s: nothing is counted while the peel is not neutralised."),
}


def times(count):
    return ngettext("%(count)s treatment", "%(count)s treatments", count) % {"count": count}


def course_as_dict(planned):
    course = planned.course
    volume_ml = supplies.course_volume_ml(course.steps_ml, treatments=planned.treatments)
    words = {"course": course.name, "times": times(planned.treatments)}
    return {
        "course": course.slug,
        "name": course.name,
        "product": course.product,
        "product_name": course.product_name,
        "treatments": planned.treatments,
        "volume_ml": figure(volume_ml),
        "ampoules": None,
        "reason": _("%(course)s, %(times)s: the maker does not state the size of one unit, so none are counted.") % words,
        "citations": course.citations,
    }


def products(rows, total, course_lines):
    """The totals per product: the Serum first where a treatment is planned, then what courses take."""
    found = []
    if rows:
        name = Product.objects.filter(slug=SERUM).values_list("name", flat=True).first() or SERUM
        complete = not any(row.leaves_a_gap for row in rows)
        found.append(product_as_dict(SERUM, name, plain(total.volume_ml), str(total.ampoules), complete))
    for slug, name in dict.fromkeys((row["product"], row["product_name"]) for row in course_lines):
        volumes = [row["volume_ml"] for row in course_lines if row["product"] == slug]
        volume_ml = None if None in volumes else plain(sum((Decimal(volume) for volume in volumes), Decimal(0)))
        found.append(product_as_dict(slug, name, volume_ml, None, False))
    return found


def product_as_dict(slug, name, volume_ml, ampoules, complete):
    return {"product": slug, "name": name, "volume_ml": volume_ml, "ampoules": ampoules, "complete": complete}


def by_severity(safeguards):
    return sorted(safeguards, key=lambda row: SEVERITY_ORDER[row["severity"]])
