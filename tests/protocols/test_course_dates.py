"""The days of a course, as tables someone can sign."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from protocols import course_dates
from protocols.course_dates import Slot

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
EVERY_DAY = set(range(7))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2027-05-04", 3, "2027-08-04"),  # the same day of the month
        ("2027-01-31", 1, "2027-02-28"),  # the month is shorter
        ("2028-01-31", 1, "2028-02-29"),  # and in a leap year
        ("2100-01-31", 1, "2100-02-28"),  # 2100 is none
        ("2000-01-31", 1, "2000-02-29"),  # 2000 was one
        ("2027-01-31", 2, "2027-03-31"),  # counted from the start, so the 31st comes back
        ("2027-01-30", 1, "2027-02-28"),  # one day short
        ("2027-01-28", 1, "2027-02-28"),  # fits exactly
        ("2027-03-31", 3, "2027-06-30"),  # a month of 30 days
        ("2027-08-31", 6, "2028-02-29"),  # into the February of a leap year
        ("2026-08-31", 6, "2027-02-28"),  # into another
        ("2028-02-29", 12, "2029-02-28"),  # a year after 29 February
        ("2027-11-30", 3, "2028-02-29"),  # over the end of a year
        ("2027-12-01", 1, "2028-01-01"),  # December to January
        ("2027-06-30", 6, "2027-12-30"),  # to December, which is month 12 and not month 0
        ("2100-12-31", 6, "2101-06-30"),  # past the last year that may be typed
        ("2027-05-04", 0, "2027-05-04"),  # none
    ],
)
def test_calendar_months(day, months, later):
    assert course_dates.add_months(date.fromisoformat(day), months) == date.fromisoformat(later)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2027-06-15", "2027-09-14"),  # the day before the same day
        ("2027-12-01", "2028-02-29"),  # a leap year
        ("2026-12-01", "2027-02-28"),  # none
        ("2027-11-30", "2028-02-28"),  # the month ends before the 30th
    ],
)
def test_a_stretch_of_three_months(first, last):
    stretch = course_dates.stretch_of_months(date.fromisoformat(first), 3)
    assert (stretch.first, stretch.last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("per_week", "named", "days"),
    [
        (2, [0, 3], (0, 3)),  # as the content names them
        (2, [3, 0], (0, 3)),  # in order
        (1, [], (0,)),  # none named: the first day
        (2, [], (0, 3)),  # spread evenly
        (3, [], (0, 2, 4)),
        (7, [], (0, 1, 2, 3, 4, 5, 6)),
        (2, [1], (0, 3)),  # not as many as there are treatments
        (2, [1, 1], (0, 3)),  # one day twice
    ],
)
def test_the_days_of_a_week(per_week, named, days):
    assert course_dates.days_of_week(per_week=per_week, days=named) == days


def test_slots_go_week_by_week():
    assert course_dates.slots(count=3, days=(0, 3)) == (Slot(1, 1, 0), Slot(2, 1, 3), Slot(3, 2, 0))
    assert course_dates.slots(count=2, days=(0,)) == (Slot(1, 1, 0), Slot(2, 2, 0))
    assert course_dates.slots(count=0, days=(0,)) == ()


@pytest.mark.parametrize(("count", "per_week", "weeks"), [(6, 1, 6), (12, 2, 6), (13, 2, 7), (1, 2, 1), (52, 1, 52)])
def test_a_week_that_has_begun_counts_whole(count, per_week, weeks):
    assert course_dates.weeks_needed(count=count, per_week=per_week) == weeks


def planned(first, count, days=(0,), closed=()):
    found = course_dates.appointments(date.fromisoformat(first), course_dates.slots(count=count, days=days), closed=closed)
    return [one.on.isoformat() for one in found], [one.moved for one in found]


@pytest.mark.parametrize(
    ("first", "count", "days", "closed", "expected"),
    [
        ("2027-05-04", 3, (0,), (), ["2027-05-04", "2027-05-11", "2027-05-18"]),  # weekly
        ("2027-05-04", 3, (0, 3), (), ["2027-05-04", "2027-05-07", "2027-05-11"]),  # twice a week
        ("2028-02-22", 3, (0,), (), ["2028-02-22", "2028-02-29", "2028-03-07"]),  # over 29 February
        ("2027-02-22", 2, (0,), (), ["2027-02-22", "2027-03-01"]),  # over 28 February
        ("2027-12-27", 2, (0,), (), ["2027-12-27", "2028-01-03"]),  # over the end of a year
        ("2027-05-04", 2, (0,), (WEDNESDAY,), ["2027-05-04", "2027-05-11"]),  # closed on another day
        ("2027-05-04", 2, (0,), (TUESDAY,), ["2027-05-05", "2027-05-12"]),  # each from its own planned day
        ("2027-05-08", 2, (0,), (SATURDAY, SUNDAY), ["2027-05-10", "2027-05-17"]),  # over a weekend
        ("2027-05-04", 2, (0,), EVERY_DAY - {MONDAY}, ["2027-05-10", "2027-05-17"]),  # six days on, the most
        ("2027-05-30", 1, (0,), (SUNDAY, MONDAY), ["2027-06-01"]),  # over the end of a month
        # Thursday would move to the Monday that is taken: two never fall on the same day.
        ("2027-05-03", 3, (0, 3), EVERY_DAY - {MONDAY, TUESDAY}, ["2027-05-03", "2027-05-10", "2027-05-11"]),
    ],
)
def test_treatments_fall_on_open_days(first, count, days, closed, expected):
    assert planned(first, count, days, closed)[0] == expected


def test_moves_do_not_pile_up():
    """Of 52 weeks each visit stays within its own."""
    slots = course_dates.slots(count=52, days=(0,))
    found = course_dates.appointments(date(2027, 5, 4), slots, closed=EVERY_DAY - {MONDAY})
    assert {(one.on - one.planned_on).days for one in found} == {6}
    assert found[-1].planned_on == date(2027, 5, 4) + timedelta(weeks=51)


def test_a_move_is_told_from_a_day_as_planned():
    assert planned("2027-05-04", 1, closed=(TUESDAY,))[1] == [True]
    assert planned("2027-05-04", 1, closed=(WEDNESDAY,))[1] == [False]


def test_a_clinic_that_never_opens_has_no_day():
    with pytest.raises(course_dates.NoOpenDay):
        planned("2027-05-04", 1, closed=EVERY_DAY)


@pytest.mark.parametrize(
    ("last", "months", "closed", "expected", "moved"),
    [
        ("2027-06-08", 3, (), "2027-09-08", False),
        ("2027-06-08", 6, (), "2027-12-08", False),
        ("2027-11-30", 3, (), "2028-02-29", False),  # the end of a month, in a leap year
        ("2026-11-30", 3, (), "2027-02-28", False),  # in another
        ("2027-06-08", 3, (WEDNESDAY,), "2027-09-09", True),  # closed: the next open day
        ("2026-11-30", 3, (SUNDAY,), "2027-03-01", True),  # over the end of the month
    ],
)
def test_check_ups_count_from_the_last_treatment(last, months, closed, expected, moved):
    day = course_dates.check_up(date.fromisoformat(last), months_after=months, closed=closed)
    assert (day.on, day.moved) == (date.fromisoformat(expected), moved)


@pytest.mark.parametrize(
    ("first", "months", "count", "last"),
    [
        ("2027-06-15", 3, 14, "2027-09-14"),  # 92 days: the fourteenth is the last of them
        ("2026-12-01", 3, 13, "2027-02-23"),  # 90 days
        ("2027-12-01", 3, 13, "2028-02-23"),  # 91 days, exactly thirteen weeks: the next would be a day too late
        ("2027-06-15", 1, 5, "2027-07-13"),
    ],
)
def test_maintenance_week_by_week(first, months, count, last):
    stretch = course_dates.stretch_of_months(date.fromisoformat(first), months)
    slots = course_dates.slots_within(stretch, days=(0,))
    assert len(slots) == count
    assert course_dates.planned_on(stretch.first, slots[-1]) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("volumes", "total"),
    [
        (["2.5", "1.5", "1"], "5"),  # the clinic treatment
        ([None, "2.5", None], "2.5"),  # a step without a volume adds nothing
        ([None, None], None),  # nothing stated is not 0
        ([], None),
        (["0.1", "0.2"], "0.3"),  # no binary fractions
    ],
)
def test_what_one_treatment_takes(volumes, total):
    found = course_dates.treatment_volume_ml(volume and Decimal(volume) for volume in volumes)
    assert found == (total and Decimal(total))
