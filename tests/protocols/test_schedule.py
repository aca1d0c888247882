"""The dates of a plan: tables over month ends, leap years and late visits, and what holds for any day at all."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from protocols import dosing
from protocols.schedule import FirstApplication, Return, SetBy, dated_applications, earliest_return, ends_on, is_late
from tests.protocols.makers_table import APPLICATIONS, FIGURES

pytestmark = pytest.mark.django_db  # the doses are read from the loaded content

NEXT_MORNING = FirstApplication.NEXT_MORNING
DAYS = some.dates(date(2000, 1, 1), date(2100, 12, 31))
CODES = some.sampled_from(list(FIGURES))
STARTS = some.sampled_from([None, *FirstApplication])
# The day after, two days after and four days after, written out by hand.
CALENDAR = [
    (date(2026, 11, 25), "11-26", "11-27", "11-29"),  # within a month
    (date(2026, 4, 29), "04-30", "05-01", "05-03"),  # a month of 30 days
    (date(2026, 1, 30), "01-31", "02-01", "02-03"),  # a month of 31 days
    (date(2027, 2, 27), "02-28", "03-01", "03-03"),  # no leap year
    (date(2028, 2, 27), "02-28", "02-29", "03-02"),  # a leap year
    (date(2028, 2, 29), "03-01", "03-02", "03-04"),  # from the leap day itself
    (date(2100, 2, 27), "02-28", "03-01", "03-03"),  # a century that is no leap year
    (date(2000, 2, 28), "02-29", "03-01", "03-03"),  # a century that is one
    (date(2026, 12, 30), "12-31", "01-01", "01-03"),  # the end of a year
    (date(2026, 12, 31), "01-01", "01-02", "01-04"),
    (date(2026, 3, 28), "03-29", "03-30", "04-01"),  # the night the clocks go forward in Europe
    (date(2026, 10, 24), "10-25", "10-26", "10-28"),  # the night they go back
]


@pytest.mark.parametrize(("treated", "one", "two", "four"), CALENDAR)
def test_applications_fall_on_the_days_of_the_calendar(rules, treated, one, two, four):
    found = {code: dated_applications(rules.dose(code), performed_on=treated) for code in FIGURES}
    ends = {code: ends_on(rows).strftime("%m-%d") for code, rows in found.items()}
    assert ends == {"minimal": one, "moderate": two, "high": four}
    assert all(rows[0].on == treated for rows in found.values())


@pytest.mark.parametrize("code", FIGURES)
def test_a_plan_has_the_moments_of_the_makers_table(rules, code):
    rows = dated_applications(rules.dose(code), performed_on=date(2026, 5, 4), first=FirstApplication.EVENING)
    assert [(row.day, row.part_of_day, row.inferred) for row in rows] == APPLICATIONS[code]
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))


@pytest.mark.parametrize(
    ("code", "moments"),
    [
        ("minimal", [(1, "morning"), (1, "evening")]),
        ("moderate", [(1, "morning"), (1, "evening"), (2, "morning"), (2, "evening")]),
        (
            "high",
            [
                (1, "morning"),
                (1, "evening"),
                (2, "morning"),
                (2, "evening"),
                (3, "morning"),
                (3, "evening"),
                (4, "morning"),
                (4, "evening"),
            ],
        ),
    ],
)
def test_a_late_start_moves_every_application_by_half_a_day(rules, code, moments):
    rows = dated_applications(rules.dose(code), performed_on=date(2026, 12, 31), first=NEXT_MORNING)
    assert [(row.day, row.part_of_day) for row in rows] == moments
    assert rows[0].on == date(2027, 1, 1)
    assert all(row.inferred for row in rows), "the maker says nothing on late visits"


def test_a_dose_that_starts_later_by_itself_is_not_moved():
    for day, part in ((1, "morning"), (1, "evening"), (3, "morning")):
        dose = dosing.Dose("own", Decimal(5), Decimal("2.5"), (dosing.Application(1, day, part, Decimal("2.5")),))
        (row,) = dated_applications(dose, performed_on=date(2026, 5, 4), first=NEXT_MORNING)
        assert (row.day, row.part_of_day, row.inferred) == (day, part, False)


def test_a_dose_without_applications_has_no_end():
    rows = dated_applications(dosing.Dose("own", Decimal(5), Decimal(0)), performed_on=date(2026, 5, 4), first=NEXT_MORNING)
    assert (rows, ends_on(rows)) == ((), None)


@pytest.mark.parametrize(
    ("clock", "late"),
    [
        (time(0, 0), False),
        (time(17, 59, 59), False),
        (time(18, 0), False),
        (time(18, 0, 0, 1), True),
        (time(18, 1), True),
        (time(23, 59), True),
    ],
)
def test_a_visit_is_late_after_the_hour_and_not_at_it(clock, late):
    assert is_late(clock, evening_from=time(18, 0)) is late


TREATED = date(2028, 2, 28)


@pytest.mark.parametrize(
    ("rule", "code", "chosen", "expected"),
    [
        ("after_a_day_or_two", "minimal", None, Return(date(2028, 2, 29), SetBy.HOUSE)),
        ("after_a_day_or_two", "moderate", None, Return(date(2028, 3, 1), SetBy.HOUSE)),
        ("after_a_day_or_two", "high", None, Return(date(2028, 3, 1), SetBy.HOUSE)),
        ("after_a_day_or_two", "high", date(2028, 3, 9), Return(date(2028, 3, 9), SetBy.CLINICIAN)),
        ("when_skin_has_normalised", "minimal", None, Return()),  # no figure exists, so none is made up
        ("when_skin_has_normalised", "high", date(2028, 3, 20), Return(date(2028, 3, 20), SetBy.CLINICIAN)),
        ("moment_not_stated", "high", None, Return()),
        ("not_stated", "high", None, Return()),
    ],
)
def test_what_may_come_back_when(rule, code, chosen, expected):
    assert earliest_return(rule, performed_on=TREATED, downtime_class=code, chosen_on=chosen) == expected


@given(code=CODES, treated=DAYS, first=STARTS)
def test_applications_always_add_up_to_what_goes_home(rules, code, treated, first):
    dose = rules.dose(code)
    rows = dated_applications(dose, performed_on=treated, first=first)
    assert sum(row.volume_ml for row in rows) == dose.take_home_ml


@given(code=CODES, treated=DAYS, first=STARTS)
def test_ampoules_always_cover_the_dose(rules, code, treated, first):
    dose = rules.dose(code)
    rows = dated_applications(dose, performed_on=treated, first=first)
    opened_ml = dosing.ampoules_to_open(dose.total_ml) * dosing.AMPOULE_ML
    assert opened_ml >= dose.in_clinic_ml + sum(row.volume_ml for row in rows) > opened_ml - dosing.AMPOULE_ML


@given(code=CODES, treated=DAYS, first=STARTS)
def test_applications_follow_each_other_half_a_day_apart(rules, code, treated, first):
    rows = dated_applications(rules.dose(code), performed_on=treated, first=first)
    halves = [2 * row.day + (row.part_of_day == "evening") for row in rows]
    assert halves == list(range(halves[0], halves[0] + len(rows)))
    assert rows[0].on - treated == timedelta(days=1 if first == NEXT_MORNING else 0)
