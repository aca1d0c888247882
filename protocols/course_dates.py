"""The days of a course: treatments week by week, the stretch of maintenance, check-ups, and what one treatment takes in millilitres.

Plain values in, plain values out. How often, how long and how much come from the course's rows; this module lays them on a calendar
and adds them up. It does not know what day it is.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

WEEK = 7
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")  # in the order of date.weekday()
# Maker's FAQ, Advanced Hair System > Do I have to continuously use it?: in place of 6 weeks 1 to 2, the unit inferred.
REPEAT_WEEKS = (1, 2)
MOST_TREATMENTS = 52  # a year of weeks; a house limit, since the maker only gives the least


class NoOpenDay(ValueError):
    """The clinic is closed on all seven days."""


@dataclass(frozen=True)
class Slot:
    """One treatment before it has a date: its number in the phase, the week, and the day of that week, 0 the first."""

    number: int
    week: int
    day: int


@dataclass(frozen=True)
class Appointment:
    """A day on which the clinic is open, and the day that was counted."""

    planned_on: date
    on: date

    @property
    def moved(self) -> bool:
        return self.on != self.planned_on


@dataclass(frozen=True)
class Stretch:
    """From the first day to the last, both included."""

    first: date
    last: date


def days_of_week(*, per_week: int, days: Collection[int] = ()) -> tuple[int, ...]:
    """On which days of the programme's own week treatments fall, 0 the day it starts on.

    Where the maker names none, or not as many as there are treatments, they are spread evenly, which is inferred.
    """
    if len(set(days)) == per_week:
        return tuple(sorted(days))
    return tuple(WEEK * number // per_week for number in range(per_week))


def slots(*, count: int, days: tuple[int, ...]) -> tuple[Slot, ...]:
    """So many treatments, one week after another, on these days of each week."""
    return tuple(Slot(number + 1, number // len(days) + 1, days[number % len(days)]) for number in range(count))


def weeks_needed(*, count: int, per_week: int) -> int:
    """Weeks that so many treatments take; one that has begun counts whole."""
    return -(-count // per_week)


def planned_on(first: date, slot: Slot) -> date:
    return first + timedelta(days=WEEK * (slot.week - 1) + slot.day)


def next_open_day(day: date, closed: Collection[int]) -> date:
    """The day itself, or the next on which the clinic is open. `closed` holds weekdays, 0 Monday. Raises NoOpenDay."""
    for wait in range(WEEK):
        if (day + timedelta(days=wait)).weekday() not in closed:
            return day + timedelta(days=wait)
    raise NoOpenDay


def appointments(first: date, planned: Iterable[Slot], *, closed: Collection[int] = ()) -> tuple[Appointment, ...]:
    """Each treatment on its day. One that falls on a closed day moves to the next open day, a house decision.

    Later ones are still counted from the planned days, so that moves do not pile up; two never fall on the same day.
    """
    found = []
    for slot in planned:
        day = planned_on(first, slot)
        earliest = max(day, found[-1].on + timedelta(days=1)) if found else day
        found.append(Appointment(day, next_open_day(earliest, closed)))
    return tuple(found)


def add_months(day: date, months: int) -> date:
    """The same day of the month, so many calendar months on; where that month is shorter, its last day.

    31 January and one month give 28 February, or 29 in a leap year, and 31 January and two months 31 March again.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def stretch_of_months(first: date, months: int) -> Stretch:
    """So many calendar months: 15 June and three months last through 14 September."""
    return Stretch(first, add_months(first, months) - timedelta(days=1))


def slots_within(stretch: Stretch, *, days: tuple[int, ...]) -> tuple[Slot, ...]:
    """The treatments of a stretch, week by week from its first day. The maker gives no number; it follows from the calendar."""
    weeks = ((stretch.last - stretch.first).days // WEEK) + 1
    return tuple(slot for slot in slots(count=weeks * len(days), days=days) if planned_on(stretch.first, slot) <= stretch.last)


def check_up(last_treatment_on: date, *, months_after: int, closed: Collection[int] = ()) -> Appointment:
    """A check-up so many calendar months after the day of the last treatment in the clinic; from a closed day it moves like a treatment."""
    day = add_months(last_treatment_on, months_after)
    return Appointment(day, next_open_day(day, closed))


def treatment_volume_ml(volumes_ml: Iterable[Decimal | None]) -> Decimal | None:
    """What one treatment takes, all its steps together. None where no step states a volume: a blank is never 0."""
    stated = [volume for volume in volumes_ml if volume is not None]
    return sum(stated, Decimal(0)) if stated else None
