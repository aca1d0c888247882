"""The dated plan: which day each home application falls on, when the plan ends, and what may come back to the skin when.

Plain values in, plain values out. The moments come from the dose (`dosing`); this module only lays them on a calendar. Nothing is
added to them, left out, or shifted without being asked for.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum

from .dosing import Dose

EVENING = "evening"


class FirstApplication(StrEnum):
    """When the patient starts at home, asked for where the visit ended late."""

    EVENING = "evening"
    NEXT_MORNING = "next_morning"


class SetBy(StrEnum):
    """Who names the day on which a product may come back."""

    MAKER = "maker"
    HOUSE = "house"
    CLINICIAN = "clinician"


@dataclass(frozen=True)
class DatedApplication:
    """One home application on its day. `inferred` where the maker does not print the moment, or where the start was shifted."""

    sequence: int
    day: int
    on: date
    part_of_day: str
    volume_ml: Decimal
    inferred: bool


@dataclass(frozen=True)
class Return:
    """When a product may come back after the treatment. `earliest_on` None: no figure exists, the clinician decides."""

    earliest_on: date | None = None
    set_by: SetBy | None = None


def is_late(local_time: time, *, evening_from: time) -> bool:
    """Whether a visit leaves the evening of the day in doubt. The hour itself is not late; a house decision, since the maker gives none."""
    return local_time > evening_from


def dated_applications(dose: Dose, *, performed_on: date, first: FirstApplication | None = None) -> tuple[DatedApplication, ...]:
    """The applications of one dose with their dates.

    `first` next_morning: all of them move by as many half days as bring the first to the morning after, in the same order and
    number; each then counts as inferred, since the maker says nothing on late visits.
    """
    moved_by = 0
    if first == FirstApplication.NEXT_MORNING and dose.applications:
        moved_by = max(0, half_day(1, "morning") - min(half_day(one.day, one.part_of_day) for one in dose.applications))
    return tuple(dated(one, performed_on, moved_by) for one in dose.applications)


def half_day(day, part_of_day):
    return 2 * day + (part_of_day == EVENING)


def dated(application, performed_on, moved_by):
    day, evening = divmod(half_day(application.day, application.part_of_day) + moved_by, 2)
    return DatedApplication(
        sequence=application.sequence,
        day=day,
        on=performed_on + timedelta(days=day),
        part_of_day="evening" if evening else "morning",
        volume_ml=application.volume_ml,
        inferred=application.inferred or moved_by > 0,
    )


def ends_on(applications) -> date | None:
    """The day of the last application."""
    return max((one.on for one in applications), default=None)


def earliest_return(rule: str, *, performed_on: date, downtime_class: str, chosen_on: date | None = None) -> Return:
    """The first day for a product whose documents say `rule` on use after a procedure.

    `after_a_day_or_two` is the one rule with a figure: one day after a minimal downtime, two after a longer one. The maker says "a day or
    two, by how ablative the procedure was" and no more (FAQ, Recovery Night Complex > Use Post Procedure); which of the two is a
    house decision, the longer wherever more skin may be gone. `chosen_on`, the clinician's own day, stands before all of it.
    """
    if chosen_on is not None:
        return Return(chosen_on, SetBy.CLINICIAN)
    if rule == "after_a_day_or_two":
        return Return(performed_on + timedelta(days=1 if downtime_class == "minimal" else 2), SetBy.HOUSE)
    return Return()
