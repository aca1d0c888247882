"""Whether the rows of a protocol version reconcile. Plain Python: the admin, the publishing action and `check_protocols` ask the same."""

from dataclasses import dataclass, field
from decimal import Decimal

from .dosing import AMPOULE_ML, Bounds, Dose, Rules

PARTS_OF_DAY = ("morning", "evening")


@dataclass(frozen=True)
class Problem:
    """`where` names the row; `contradiction` stops a save, a gap only stops publishing. `about` is the key of the row in the content."""

    where: str
    text: str
    contradiction: bool = True
    about: str = field(default="", compare=False)


def problems(rules: Rules) -> list[Problem]:
    """Everything that keeps a version from being shown to a clinic; empty when it is ready."""
    found = [problem for dose in rules.doses for problem in problems_of_dose(dose)]
    found += missing_doses(rules)
    found += gaps_in_downtime(rules)
    found += overlapping_settings(rules)
    return found


def problems_of_dose(dose: Dose) -> list[Problem]:
    """One row: clinic and home together are whole 5 ml ampoules, the applications sum to the take-home volume, in order of time."""
    found, about = [], f"doses.{dose.downtime_class}"
    if dose.total_ml <= 0 or dose.total_ml % AMPOULE_ML:
        found.append(
            Problem(
                dose.downtime_class,
                f"Clinic and home volumes add up to {plain(dose.total_ml)} ml, which is not whole 5 ml ampoules.",
                about=about,
            )
        )
    applied = sum((application.volume_ml for application in dose.applications), Decimal(0))
    if applied != dose.take_home_ml:
        gap = not dose.applications
        found.append(
            Problem(
                dose.downtime_class,
                f"The home applications add up to {plain(applied)} ml, the take-home volume is {plain(dose.take_home_ml)} ml.",
                not gap,
                about,
            )
        )
    moments = [(application.day, PARTS_OF_DAY.index(application.part_of_day)) for application in dose.applications]
    if moments != sorted(set(moments)):
        text = "The home applications are not in order of time, or two fall in the same part of a day."
        found.append(Problem(dose.downtime_class, text, about=about))
    if [application.sequence for application in dose.applications] != list(range(1, len(dose.applications) + 1)):
        found.append(Problem(dose.downtime_class, "The home applications are not numbered 1, 2, 3 …", about=about))
    return found


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def missing_doses(rules: Rules) -> list[Problem]:
    dosed = {dose.downtime_class for dose in rules.doses}
    return [Problem(row.code, "This downtime class has no dose.", False, "doses") for row in rules.classes if row.code not in dosed]


def gaps_in_downtime(rules: Rules) -> list[Problem]:
    """Every downtime from 0 hours on belongs to a class: two classes may share a bound, none may leave hours out."""
    rows = sorted(rules.classes, key=lambda row: row.hours.minimum)
    if not rows or rows[0].hours.minimum != 0 or not rows[0].hours.minimum_inclusive:
        return [Problem("downtime classes", "No class begins at 0 hours.", False, "downtime_classes")]
    found = []
    for row, following in zip(rows, rows[1:], strict=False):
        if not joined(row.hours, following.hours):
            text = f"Hours between {row.code} and {following.code} belong to no class."
            found.append(Problem(row.code, text, False, f"downtime_classes.{row.code}"))
    if rows[-1].hours.maximum is not None:
        text = "The last class has an upper bound, so longer downtimes belong to none."
        found.append(Problem(rows[-1].code, text, False, f"downtime_classes.{rows[-1].code}"))
    return found


def joined(lower: Bounds, upper: Bounds) -> bool:
    if lower.maximum is None or lower.maximum > upper.minimum:
        return True
    return lower.maximum == upper.minimum and (lower.maximum_inclusive or upper.minimum_inclusive)


def overlapping_settings(rules: Rules) -> list[Problem]:
    """One setting of a procedure in two classes would make every look-up a conflict."""
    found = []
    for procedure in rules.procedures:
        examples = rules.examples_of(procedure.slug)
        for place, first in enumerate(examples):
            for second in examples[place + 1 :]:
                if first.bounds is None or second.bounds is None or overlap(first.bounds, second.bounds):
                    text = f"Its settings for {first.downtime_class} and {second.downtime_class} overlap."
                    found.append(Problem(procedure.slug, text, about=f"procedures.{procedure.slug}"))
    return found


def overlap(first: Bounds, second: Bounds) -> bool:
    low, high = sorted((first, second), key=lambda bounds: (bounds.minimum, not bounds.minimum_inclusive))
    if low.maximum is None or low.maximum > high.minimum:
        return True
    return low.maximum == high.minimum and low.maximum_inclusive and high.minimum_inclusive
