"""What a clinic may type for a plan: moments, zones, days; one fault a row, the sentence at the field."""

from datetime import date, datetime, time, timedelta

import pytest

from protocols.plan_form import PlanForm
from protocols.schedule import FirstApplication

pytestmark = pytest.mark.django_db

GOOD = {"expected_downtime_hours": "48", "performed_at": "2026-11-25T10:00+00:00"}


def form(rules, **given):
    data = {name: value for name, value in {**GOOD, **given}.items() if value is not None}
    return PlanForm(data, rules=rules, evening_from=time(18, 0))


def visit(rules, **given):
    filled = form(rules, **given)
    assert filled.is_valid(), filled.errors
    return filled.visit()


NO_SUCH = "There is no such day or time in the calendar."
YEARS = "Give a year from 2000 to 2100."
WRITE_MOMENT = "Write the moment as day and time: 2026-11-25T17:30, with the offset behind it where one is needed: +01:00."
WRITE_DAY = "Write the day as year, month and day: 2026-11-25."
OFFSET = "No place has that offset: it lies between -12:00 and +14:00."
FORWARD = "The clocks went forward then: that time of the day does not exist in this time zone."
ZONE = "There is no time zone of that name. Write one such as Europe/London or Asia/Singapore."


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (None, "Give the day and the time of the treatment."),
        ("", "Give the day and the time of the treatment."),
        ("2026-02-29T10:00Z", NO_SUCH),
        ("2026-04-31T10:00Z", NO_SUCH),
        ("2026-13-01T10:00Z", NO_SUCH),
        ("2026-00-01T10:00Z", NO_SUCH),
        ("2026-11-25T24:00Z", NO_SUCH),
        ("2026-11-25T10:60Z", NO_SUCH),
        ("0000-11-25T10:00Z", NO_SUCH),
        ("0001-01-01T00:00Z", YEARS),
        ("1999-12-31T23:59Z", YEARS),
        ("2101-01-01T00:00Z", YEARS),
        ("9999-12-31T23:59-12:00", YEARS),
        ("2026-11-25T10:00+25:00", OFFSET),
        ("2026-11-25T10:00+14:01", OFFSET),
        ("2026-11-25T10:00-12:01", OFFSET),
        ("2026-11-25T10:00+10:60", OFFSET),
        ("2026-11-25T10:00+99:99", OFFSET),
        ("2026-11-25T10:00:00 08:00", "The + of the offset was lost on the way: in an address, write it as %2B."),
        ("2026-11-25T10:00", "Add the offset from UTC, as in 2026-11-25T17:30+01:00, or name the time zone."),
        ("2026-11-25", WRITE_MOMENT),
        ("25.11.2026 10:00", WRITE_MOMENT),
        ("2026-W48-3T10:00Z", WRITE_MOMENT),
        ("20261125T100000Z", WRITE_MOMENT),
        ("2026-11-25T10:00+0100", WRITE_MOMENT),
        ("２０２６-11-25T10:00Z", WRITE_MOMENT),  # other digits
        ("2026-11-25T10:00Z ", WRITE_MOMENT),
        ("now", WRITE_MOMENT),
        ("2026-11-25T10:00Z\x00", WRITE_MOMENT),
        ("9" * 5000, WRITE_MOMENT),
    ],
)
def test_a_moment_that_cannot_be_is_refused_at_its_field(rules, moment, sentence):
    assert form(rules, performed_at=moment).errors == {"performed_at": [sentence]}


@pytest.mark.parametrize(
    ("moment", "zone", "local"),
    [
        ("2000-01-01T00:00Z", None, "2000-01-01T00:00"),
        ("2100-12-31T17:59+14:00", None, "2100-12-31T17:59"),
        ("2028-02-29T10:00Z", None, "2028-02-29T10:00"),
        ("2026-05-04T10:00:30.5+08:00", None, "2026-05-04T10:00"),
        ("2026-05-04T23:30-04:00", "Europe/London", "2026-05-05T04:30"),  # another day there
        ("2026-05-04T10:00", "asia/singapore", "2026-05-04T10:00"),  # capitals do not matter
        ("2026-03-29T00:59", "Europe/London", "2026-03-29T00:59"),  # the minute before the clocks go forward
        ("2026-03-29T02:00", "Europe/London", "2026-03-29T02:00"),
        ("2026-03-29T01:30Z", "Europe/London", "2026-03-29T02:30"),
        ("2026-10-25T01:30", "Europe/London", "2026-10-25T01:30"),  # that time comes twice; both are of the same day
        ("2026-03-08T03:00", "America/New_York", "2026-03-08T03:00"),
        ("2026-10-04T02:00", "Australia/Sydney", None),
        ("2026-10-04T03:00", "Australia/Sydney", "2026-10-04T03:00"),
        ("2026-03-29T01:00", "Europe/London", None),
        ("2026-03-29T01:59", "Europe/London", None),
        ("2026-03-08T02:30", "America/New_York", None),
    ],
)
def test_a_moment_is_read_by_the_clock_of_the_clinic(rules, moment, zone, local):
    filled = form(rules, performed_at=moment, time_zone=zone)
    if local is None:
        assert filled.errors == {"performed_at": [FORWARD]}
    else:
        assert filled.is_valid(), filled.errors
        assert filled.visit().performed_at.strftime("%Y-%m-%dT%H:%M") == local


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc/passwd", "UTC+1", "Europe/", "Ｅurope/London", "x" * 5000])
def test_a_time_zone_that_nobody_knows_is_refused(rules, zone):
    assert form(rules, time_zone=zone).errors == {"time_zone": [ZONE]}


def test_a_moment_at_the_edge_of_the_years_may_not_leave_them_in_its_zone(rules):
    assert form(rules, performed_at="2100-12-31T23:00Z", time_zone="Asia/Singapore").errors == {"performed_at": [YEARS]}


ASK = "The visit is after 18:00: say whether the first application at home is this evening or the next morning."


@pytest.mark.parametrize(
    ("moment", "first", "errors"),
    [
        ("2026-11-25T18:00Z", None, {}),
        ("2026-11-25T18:01Z", None, {"first_application": [ASK]}),
        ("2026-11-25T23:59Z", "evening", {}),
        ("2026-11-25T23:59Z", "next_morning", {}),
        ("2026-11-25T10:00Z", "next_morning", {}),  # the clinician may say so at any time
        ("2026-11-25T23:59Z", "tomorrow", {"first_application": ["Answer evening or next_morning."]}),
    ],
)
def test_a_late_visit_must_say_when_the_patient_starts(rules, moment, first, errors):
    assert form(rules, performed_at=moment, first_application=first).errors == errors


def test_late_is_late_where_the_clinic_is(rules):
    """17:30 in London is half past one at night in Singapore, the day after."""
    assert form(rules, performed_at="2026-11-25T17:30Z", time_zone="Asia/Singapore").is_valid()
    assert form(rules, performed_at="2026-11-25T11:30Z", time_zone="Asia/Singapore").errors == {"first_application": [ASK]}


def test_the_hour_is_a_setting(rules):
    later = PlanForm({**GOOD, "performed_at": "2026-11-25T20:00Z"}, rules=rules, evening_from=time(20, 0))
    assert later.is_valid()


@pytest.mark.parametrize("name", ["night_complex_on", "creams_on"])
@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-02-30", NO_SUCH),
        ("2027-02-29", NO_SUCH),
        ("0001-01-01", YEARS),
        ("9999-12-31", YEARS),
        ("tomorrow", WRITE_DAY),
        ("2026-11-25T10:00", WRITE_DAY),
        ("2027-11-27", "That is more than a year after the treatment."),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(rules, name, day, sentence):
    assert form(rules, **{name: day}).errors == {name: [sentence]}


@pytest.mark.parametrize(
    ("name", "first_day", "sentence"),
    [
        ("night_complex_on", date(2026, 11, 25), "That is before the treatment."),
        ("creams_on", date(2026, 11, 26), "Creams wait until the skin is back to normal: give a day after the treatment."),
    ],
)
def test_a_day_for_a_product_has_an_earliest(rules, name, first_day, sentence):
    assert getattr(visit(rules, **{name: first_day.isoformat()}), name) == first_day
    too_early = (first_day - timedelta(days=1)).isoformat()
    assert form(rules, **{name: too_early}).errors == {name: [sentence]}


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("8", 8), ("60", 60), (None, 0)])
def test_the_number_of_replaced_applications(rules, text, number):
    filled = form(rules, replaces=text)
    assert filled.is_valid()
    assert filled.cleaned_data["replaces"] == number


@pytest.mark.parametrize("text", ["61", "-1", "1.5", "９", "1e1", "9" * 500])
def test_an_odd_number_of_replaced_applications_is_refused(rules, text):
    assert form(rules, replaces=text).errors == {"replaces": ["Give a whole number from 0 to 60."]}


@pytest.mark.parametrize(
    "text", ["x", "0123456789ABCDEF", "0123456789abcde", "0123456789abcdef0", "0123456789abcde\n", "０123456789abcdef"]
)
def test_a_plan_that_cannot_be_continued_is_refused(rules, text):
    assert list(form(rules, continues=text).errors) == ["continues"]


def test_a_class_that_does_not_exist_is_refused(rules):
    assert list(form(rules, downtime_class="huge").errors) == ["downtime_class"]


def test_a_fault_in_the_question_is_told_beside_those_of_the_visit(rules):
    assert set(form(rules, expected_downtime_hours="4,8", performed_at="soon").errors) == {"expected_downtime_hours", "performed_at"}


def test_a_visit_holds_what_was_typed(rules):
    made = visit(rules, first_application="next_morning", downtime_class="moderate", night_complex_on="2026-11-28", creams_on="2026-12-02")
    assert made.performed_at == datetime.fromisoformat("2026-11-25T10:00+00:00")
    assert (made.first_application, made.downtime_class) == (FirstApplication.NEXT_MORNING, "moderate")
    assert (made.night_complex_on, made.creams_on) == (date(2026, 11, 28), date(2026, 12, 2))
