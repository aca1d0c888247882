"""The dated plan over the API: shapes, refusals, and the calendar file."""

from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from catalogue.models import Product
from catalogue.visibility import Access, Status
from tests import factories
from tests.protocols.makers_table import APPLICATIONS
from tests.protocols.plans import QUESTIONS, VISIT, schedule

pytestmark = pytest.mark.django_db

KEYS = {"outcome", "doses", "reasons", "safeguards", "protocol", "citations"}
DATED = {"uid", "performed_at", "time_zone", "downtime_class", "first_application", "applications", "ends_on", "returns", "sunscreen"}
ALL_DAYS = {(0, "evening"): "2027-03-01", (1, "morning"): "2027-03-02", (1, "evening"): "2027-03-02", (2, "morning"): "2027-03-03"}
ALL_DAYS |= {(2, "evening"): "2027-03-03", (3, "morning"): "2027-03-04", (3, "evening"): "2027-03-04", (4, "morning"): "2027-03-05"}


@pytest.mark.parametrize("code", QUESTIONS)
def test_a_plan_is_the_dosing_answer_with_its_dates(clinic, code):
    plan = schedule(clinic, QUESTIONS[code]).json()
    look_up = clinic.get(f"/api/v1/dosing/?{QUESTIONS[code]}").json()
    assert set(plan) == KEYS | DATED
    assert {name: plan[name] for name in KEYS} == look_up
    rows = [(row["sequence"], row["date"], row["part_of_day"], row["volume_ml"], row["inferred"]) for row in plan["applications"]]
    expected = enumerate(APPLICATIONS[code], start=1)
    assert rows == [(number, ALL_DAYS[day, part], part, "1.25", inferred) for number, (day, part, inferred) in expected]
    assert plan["ends_on"] == rows[-1][1]
    assert plan["downtime_class"] == code


def test_the_day_is_that_of_the_clinic(clinic):
    late_there = schedule(clinic, visit="performed_at=2027-03-01T23:30Z&time_zone=Asia/Singapore").json()
    assert (late_there["performed_at"], late_there["time_zone"]) == ("2027-03-02T07:30:00+08:00", "Asia/Singapore")
    assert late_there["applications"][0]["date"] == "2027-03-02"


def test_what_may_come_back_when(clinic):
    rows = {row["product"]: row for row in schedule(clinic).json()["returns"]}
    assert list(rows) == [
        "recovery-night-complex",
        "multi-action-cream",
        "restorative-hydration-cream",
        "professional-pigment-solution",
        "eye-contour-lifting-cream",
    ]
    assert (rows["recovery-night-complex"]["earliest_on"], rows["recovery-night-complex"]["set_by"]) == ("2027-03-03", "house")
    assert "decision of this house" in rows["recovery-night-complex"]["condition"]
    for slug in list(rows)[1:]:
        assert (rows[slug]["earliest_on"], rows[slug]["set_by"]) == (None, None)
        assert "your clinician decides" in rows[slug]["condition"]
        assert rows[slug]["citations"]


def test_the_clinicians_own_days_stand_first(clinic):
    rows = schedule(clinic, visit=f"{VISIT}&night_complex_on=2027-03-08&creams_on=2027-03-15").json()["returns"]
    found = {row["product"]: (row["earliest_on"], row["set_by"]) for row in rows}
    assert found["recovery-night-complex"] == ("2027-03-08", "clinician")
    assert found["multi-action-cream"] == found["restorative-hydration-cream"] == ("2027-03-15", "clinician")
    assert found["eye-contour-lifting-cream"] == (None, None)


def test_sunscreen_is_part_of_a_plan(clinic):
    sunscreen = schedule(clinic).json()["sunscreen"]
    assert sunscreen["text"] == "Sunscreen comes last."
    assert sunscreen["citations"]


@pytest.mark.parametrize("hidden", [{"status": Status.DRAFT}, {"status": Status.RETIRED, "retired_reason": "Gone."}, {"access": ""}])
def test_a_product_that_readers_may_not_see_comes_back_never(clinic, hidden):
    Product.objects.filter(slug="recovery-night-complex").update(**hidden)
    assert "recovery-night-complex" not in {row["product"] for row in schedule(clinic).json()["returns"]}


def test_what_staff_alone_see_of_a_product_is_not_planned_with(client):
    Product.objects.filter(slug="recovery-night-complex").update(status=Status.DRAFT)
    client.force_login(factories.editor())
    assert "recovery-night-complex" not in {row["product"] for row in schedule(client).json()["returns"]}


@pytest.mark.parametrize(("day", "beside"), [("2027-03-04", True), ("2027-03-05", True), ("2027-03-06", False)])
def test_what_comes_back_beside_the_serum_says_that_no_order_is_stated(clinic, day, beside):
    """The Serum of the longest plan is in use until 5 March."""
    condition = schedule(clinic, visit=f"{VISIT}&night_complex_on={day}").json()["returns"][0]["condition"]
    assert ("The Serum is in use until 5 March; which goes on first is not stated by the maker." in condition) is beside


def test_a_fact_that_practitioners_may_not_read_is_not_told(clinic):
    product = Product.objects.get(slug="recovery-night-complex")
    factories.fact(product, topic="after_procedure", text="Nobody decided on this.", access="")
    factories.fact(product, topic="after_procedure", text="For clinics.", access=Access.PRACTITIONERS)
    says = schedule(clinic).json()["returns"][0]["says"]
    assert "For clinics." in says
    assert "Nobody decided on this." not in says


@pytest.mark.parametrize(
    ("query", "outcome"),
    [
        ("expected_downtime_hours=72", "conflict"),
        ("procedure=microneedling&needle_depth_mm=0.75", "no_rule"),
        ("procedure=oxygen-facial", "contraindicated"),
        ("procedure=chemical-peel&peel_neutralised=false", "contraindicated"),
    ],
)
def test_without_one_dose_there_is_no_date_and_no_calendar(clinic, query, outcome):
    plan = schedule(clinic, query)
    assert plan.status_code == 200
    nothing = {"applications": [], "ends_on": None, "returns": [], "downtime_class": None}
    assert {name: plan.json()[name] for name in nothing} == nothing
    assert plan.json()["outcome"] == outcome
    refused = schedule(clinic, query, visit=f"{VISIT}&format=ics")
    assert (refused.status_code, refused["Content-Type"]) == (409, "application/json")
    assert refused.json() == {"detail": "There is no dose to plan, so there is no calendar: the answer says why."}


@pytest.mark.parametrize(("code", "count"), [("moderate", 4), ("high", 8)])
def test_a_conflict_is_settled_by_the_clinician(clinic, code, count):
    plan = schedule(clinic, f"expected_downtime_hours=72&downtime_class={code}").json()
    assert (plan["outcome"], plan["downtime_class"], len(plan["applications"])) == ("conflict", code, count)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("expected_downtime_hours=72&downtime_class=minimal", "The answer does not offer this class."),
        ("expected_downtime_hours=12&downtime_class=high", "The answer does not offer this class."),
        ("procedure=oxygen-facial&downtime_class=high", "The answer does not offer this class."),
    ],
)
def test_a_class_that_is_not_offered_is_refused(clinic, query, sentence):
    answer = schedule(clinic, query)
    assert (answer.status_code, answer.json()) == (400, {"downtime_class": [sentence]})


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("procedure=dermabrasion", "performed_at"),
        (f"procedure=dermabrasion&{VISIT}&surprise=1", "surprise"),
        (f"procedure=dermabrasion&{VISIT}&{VISIT}", "performed_at"),
        (f"procedure=dermabrasion&{VISIT}&time_zone=", "time_zone"),
        (f"procedure=nothing&{VISIT}", "procedure"),
        (f"procedure=microneedling&{VISIT}", "needle_depth_mm"),
        (f"expected_downtime_hours=%00&{VISIT}", "expected_downtime_hours"),
        ("procedure=dermabrasion&performed_at=%ff%00", "performed_at"),
    ],
)
@pytest.mark.parametrize("form", ["", "&format=ics"])
def test_a_fault_is_told_at_its_parameter_in_json(clinic, query, field, form):
    answer = clinic.get(f"/api/v1/schedule/?{query}{form}")
    assert answer.status_code == 400
    assert list(answer.json()) == [field]
    assert all(sentence.endswith(".") for sentence in answer.json()[field])


def test_while_the_protocol_is_withdrawn_nothing_is_planned(clinic, version):
    version.status, version.end_reason = "withdrawn", "A fault."
    version.save()
    plan = schedule(clinic).json()
    assert (plan["outcome"], plan["applications"], plan["returns"]) == ("no_rule", [], [])
    assert schedule(clinic, visit=f"{VISIT}&format=ics").status_code == 409


def test_a_plan_costs_six_queries_however_many_products_there_are(clinic):
    def queries():
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert schedule(clinic).status_code == 200
        return [query["sql"] for query in found if "requestcount" not in query["sql"].lower()]

    few = len(queries())
    for _number in range(20):
        product = factories.product(after_procedure="when_skin_has_normalised")
        factories.fact(product, topic="after_procedure")
    assert len(queries()) == few <= 6


# The calendar file


def calendar(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="skin-care-plan.ics"'
    return {str(event["UID"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def of_plan(clinic, query=QUESTIONS["high"], visit=VISIT):
    return calendar(schedule(clinic, query, visit=f"{visit}&format=ics"))


def test_the_calendar_holds_each_application_on_its_whole_day(clinic):
    events = list(of_plan(clinic).values())
    plan = schedule(clinic).json()
    applications = events[: len(plan["applications"])]
    assert [event.decoded("DTSTART") for event in applications] == [date.fromisoformat(row["date"]) for row in plan["applications"]]
    assert all(event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1) for event in events)
    assert all(not isinstance(event.decoded("DTSTART"), datetime) for event in events), "all-day: no time zone to get wrong"
    assert [str(event["DESCRIPTION"]).split(" of ")[0] for event in applications] == ["1.25\u00a0ml"] * 8
    alarms = [event.walk("VALARM")[0].decoded("TRIGGER") for event in applications]
    assert alarms == [timedelta(hours=20 if row["part_of_day"] == "evening" else 8) for row in plan["applications"]]


def test_titles_name_neither_product_nor_procedure(clinic):
    titles = [str(event["SUMMARY"]) for event in of_plan(clinic).values()]
    assert titles[0] == "Skin care, evening (1 of 8)"
    assert titles[-1] == "Skin care: next step"
    words = " ".join(titles).lower()
    assert not any(word in words for word in ("serum", "calecim", "dermabrasion", "ml", "complex", "cream"))


def test_what_comes_back_on_a_day_has_its_entry(clinic):
    events = of_plan(clinic, visit=f"{VISIT}&creams_on=2027-03-15")
    back = {str(event["DESCRIPTION"]).split(" may")[0]: event.decoded("DTSTART") for uid, event in events.items() if not uid[17].isdigit()}
    expected = {"Recovery Night Complex": date(2027, 3, 3)}
    expected |= dict.fromkeys(["Multi-Action Cream", "Restorative Hydration Cream"], date(2027, 3, 15))
    assert back == expected


def test_a_changed_plan_replaces_the_entries_of_the_one_before(clinic, monkeypatch):
    before = of_plan(clinic, "expected_downtime_hours=72&downtime_class=high")
    later = timezone.now() + timedelta(minutes=5)
    monkeypatch.setattr("protocols.api.schedule.timezone.now", lambda: later)
    after = of_plan(
        clinic, "expected_downtime_hours=72&downtime_class=moderate", visit=f"{VISIT}&first_application=next_morning&replaces=8"
    )
    assert set(before) <= set(after)
    assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in before)
    stopped = [uid.split("@")[0].split("-", 1)[1] for uid, event in after.items() if event["STATUS"] == "CANCELLED"]
    undated = ["multi-action-cream", "restorative-hydration-cream", "professional-pigment-solution", "eye-contour-lifting-cream"]
    assert stopped == ["5", "6", "7", "8", *undated]
    assert all(not event.walk("VALARM") for event in after.values() if event["STATUS"] == "CANCELLED")


def test_a_corrected_time_keeps_the_entries_of_the_plan_it_continues(clinic):
    uid = schedule(clinic).json()["uid"]
    before = of_plan(clinic, visit=f"{VISIT}&creams_on=2027-03-15")
    moved = f"performed_at=2027-03-02T11:30%2B01:00&continues={uid}&replaces=8"
    after = of_plan(clinic, visit=moved)
    assert set(before) <= set(after)
    assert after[f"{uid}-1@plan.calecim-professional"].decoded("DTSTART") == date(2027, 3, 2)
    taken_back = after[f"{uid}-multi-action-cream@plan.calecim-professional"]
    assert (taken_back["STATUS"], "DESCRIPTION" in taken_back) == ("CANCELLED", False)


def test_an_entry_says_what_is_inferred_and_by_which_version(clinic):
    text = str(next(iter(of_plan(clinic).values()))["DESCRIPTION"])
    assert "The moment is inferred, not printed by the maker." in text
    assert "By protocol version 1: The maker’s published guideline, transcribed; no clinic reviewer has signed it yet." in text
    printed = str(next(iter(of_plan(clinic, QUESTIONS["minimal"]).values()))["DESCRIPTION"])
    assert "inferred" not in printed


def test_only_an_answer_to_get_is_a_calendar(clinic):
    answer = clinic.options("/api/v1/schedule/?format=ics")
    assert answer["Content-Type"] == "application/json"


def test_very_many_unknown_parameters_are_refused_at_once(clinic):
    answer = clinic.get("/api/v1/schedule/?" + "&".join(f"x{number}=1" for number in range(900)))
    assert answer.status_code == 400
    assert len(answer.json()) <= 25


def test_another_treatment_has_entries_of_its_own(clinic):
    first, second = of_plan(clinic), of_plan(clinic, visit="performed_at=2027-03-01T10:01%2B01:00")
    other = of_plan(clinic, "procedure=nd-yag-laser")
    assert not set(first) & set(second)
    assert not set(first) & set(other)


def test_the_same_moment_in_another_zone_is_the_same_treatment(clinic):
    assert set(of_plan(clinic)) == set(of_plan(clinic, visit="performed_at=2027-03-01T09:00Z"))


def test_the_api_accepts_the_media_type_too(clinic):
    assert schedule(clinic, HTTP_ACCEPT="text/calendar")["Content-Type"].startswith("text/calendar")


def test_a_calendar_is_for_practitioners(client):
    client.force_login(factories.user())
    answer = schedule(client, visit=f"{VISIT}&format=ics")
    assert (answer.status_code, list(answer.json())) == (403, ["detail"])
