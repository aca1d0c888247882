"""The questions whose answers a reviewer compares: every band of the rules, both sides of every edge. Standard library only.

The table below is what clinics ask; the edges of the two contents under review are asked on top, so that a bound that moves is seen
to move.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .dosing import CHEMICAL_PEEL, Bounds, MatchedBy, Outcome, Question, Rules, look_up
from .frozen_rules import rules_of
from .readiness import plain

NO_BREAK_SPACE = "\u00a0"
DOWNTIMES = ("0", "12", "23.9", "24", "48", "71.9", "72", "73", "168")  # hours
NEEDLE_DEPTHS = ("0", "0.25", "0.5", "0.75", "1", "1.5", "2", "2.1", "3")  # mm
PEEL_LEVELS = ("1", "2", "2.5", "3", "4", "5")
NAMED = (
    "pulsed-dye-laser",
    "alexandrite-laser",
    "co2-laser-resurfacing",
    "erbium-glass-laser",
    "dermabrasion",
    "nd-yag-laser",
    "oxygen-facial",
    "other",
)
STEP = Decimal("0.1")  # how far beside an edge is asked
OUTCOMES = {"match": "match", "conflict": "more than one class", "no_rule": "no rule", "contraindicated": "do not use"}
NOT_LISTED, NO_DOSE = "not listed", "no dose stated"
NO_VERSION = ("no version", "", "", "")


@dataclass(frozen=True)
class AnswerChange:
    """One question that is answered differently: the outcome and the total where these differ, else what makes up the total."""

    question: str
    before: str
    after: str


def answers_changed(before: dict | None, after: dict) -> tuple[AnswerChange, ...]:
    """Every question of the table whose answer differs. Without a version before, every answer is new."""
    old, new = rules_of(before) if before else None, rules_of(after)
    found = []
    for question in questions(*(rules for rules in (old, new) if rules)):
        was, now = answer(old, question) if old else NO_VERSION, answer(new, question)
        if was != now:
            found.append(AnswerChange(label(question, new, old), *at_first_difference(was, now)))
    return tuple(found)


def answers(content: dict) -> tuple[tuple[str, str, str], ...]:
    """Every question with its answer, for the preview: the question, the outcome with totals, and clinic and home."""
    rules = rules_of(content)
    return tuple((label(question, rules), *answer(rules, question)[:2]) for question in questions(rules))


def at_first_difference(was, now):
    """`10 ml` against `7.5 ml`; where the totals agree, what they are made of."""
    depth = next(place for place, (left, right) in enumerate(zip(was, now, strict=True)) if left != right)
    return was[depth] or was[0], now[depth] or now[0]


def questions(*versions: Rules) -> tuple[Question, ...]:
    """The table, and what the rules themselves add to it, each once."""
    asked = dict.fromkeys(table())
    for rules in versions:
        asked |= dict.fromkeys(edges(rules))
    return tuple(asked)


def table() -> Iterator[Question]:
    yield from (Question(expected_downtime_hours=Decimal(hours)) for hours in DOWNTIMES)
    yield from (Question("microneedling", needle_depth_mm=Decimal(depth)) for depth in NEEDLE_DEPTHS)
    yield from (peel(level) for level in PEEL_LEVELS)
    yield Question(CHEMICAL_PEEL, peel_level=Decimal(1), peel_neutralised=False)
    yield from (Question(slug) for slug in NAMED)


def peel(level) -> Question:
    return Question(CHEMICAL_PEEL, peel_level=Decimal(level), peel_neutralised=True)


def edges(rules: Rules) -> Iterator[Question]:
    """Both sides of every bound of these rules, and every procedure that its name alone puts in a class."""
    for row in rules.classes:
        yield from (Question(expected_downtime_hours=value) for value in beside(row.hours))
    settings = {procedure.slug: procedure.setting for procedure in rules.procedures}
    for slug, setting in settings.items():
        if setting is None:
            yield Question(slug)
    for example in rules.examples:
        if example.bounds and settings[example.procedure]:
            yield from (asked(example.procedure, settings[example.procedure], value) for value in beside(example.bounds))


def asked(slug, setting, value) -> Question:
    neutralised = True if slug == CHEMICAL_PEEL else None
    return Question(slug, peel_neutralised=neutralised, **{setting.value: value})


def beside(bounds: Bounds) -> Iterator[Decimal]:
    step = 1 if bounds.whole_numbers else STEP
    for bound in (bounds.minimum, bounds.maximum):
        if bound is not None:
            yield from (value for value in (bound - step, bound, bound + step) if value >= 0)


def answer(rules: Rules, question: Question) -> tuple[str, str, str, str]:
    """One answer at four depths: the outcome with the totals, clinic and home, each application, and by what the classes were found."""
    if question.procedure and question.procedure not in {procedure.slug for procedure in rules.procedures}:
        return NOT_LISTED, "", "", ""
    try:
        found = look_up(rules, question)
    except StopIteration:  # a draft may lack the dose of a class
        return NO_DOSE, "", "", ""
    outcome = OUTCOMES[found.outcome]
    if not found.doses:
        return outcome, "", "", "; ".join(reason(row) for row in found.reasons)
    named = "" if found.outcome == Outcome.MATCH else f"{outcome}: "
    doses = [fitting.dose for fitting in found.doses]
    fits = "; ".join(f"{fitting.dose.downtime_class} by {', '.join(fitting.matched_by)}" for fitting in found.doses)
    return named + joined(rules, doses, total), named + joined(rules, doses, shares), joined(rules, doses, applications), fits


def joined(rules, doses, words) -> str:
    """The dose, or where there are several each with the name of its class."""
    if len(doses) == 1:
        return words(doses[0])
    return " or ".join(f"{class_name(rules, dose.downtime_class)} {words(dose)}" for dose in doses)


def total(dose) -> str:
    return in_ml(dose.total_ml)


def shares(dose) -> str:
    uses = len(dose.applications)
    return f"{in_ml(dose.in_clinic_ml)} in the clinic, {in_ml(dose.take_home_ml)} at home in {uses} application{'' if uses == 1 else 's'}"


def applications(dose) -> str:
    return ", ".join(f"{in_ml(one.volume_ml)} {one.part_of_day} of day {one.day}" for one in dose.applications)


def reason(row):
    nearest = ", ".join(f"{bound.downtime_class} {'at' if bound.inclusive else 'beyond'} {plain(bound.bound)}" for bound in row.nearest)
    words = row.code.replace("_", " ")
    return f"{words}, nearest {nearest}" if nearest else words


def class_name(rules, code):
    return next((row.name.lower() for row in rules.classes if row.code == code), code)


def in_ml(value):
    return f"{plain(value)}{NO_BREAK_SPACE}ml"


def label(question: Question, *versions: Rules | None) -> str:
    """`Microneedling, 1.5 mm`, as a clinician would ask it."""
    if question.procedure is None:
        return f"Expected downtime {plain(question.expected_downtime_hours)}{NO_BREAK_SPACE}hours"
    name = next((row.name for rules in versions if rules for row in rules.procedures if row.slug == question.procedure), question.procedure)
    if question.peel_neutralised is False:
        return f"{name}, not neutralised"
    depth, level = question.setting(MatchedBy.NEEDLE_DEPTH_MM), question.setting(MatchedBy.PEEL_LEVEL)
    if depth is not None:
        return f"{name}, {plain(depth)}{NO_BREAK_SPACE}mm"
    return f"{name}, level {plain(level)}" if level is not None else name
