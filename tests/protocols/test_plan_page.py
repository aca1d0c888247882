"""The page of a plan, as a clinic uses it between two patients."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.protocols.plans import QUESTIONS
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db

VISIT = "performed_at=2027-03-01T10:00&time_zone=Europe/Berlin"
PLAN = f"/plan/?procedure=dermabrasion&{VISIT}"


def test_the_look_up_leads_to_the_plan(clinic):
    links = read(clinic.get("/dosing/?procedure=dermabrasion")).links
    assert "/plan/?procedure=dermabrasion" in links
    offered = read(clinic.get("/dosing/?expected_downtime_hours=72")).links
    assert {"/plan/?expected_downtime_hours=72&downtime_class=moderate", "/plan/?expected_downtime_hours=72&downtime_class=high"} <= set(
        offered
    )


@pytest.mark.parametrize("query", ["procedure=oxygen-facial", "procedure=microneedling&needle_depth_mm=0.75"])
def test_where_there_is_no_dose_no_plan_is_offered(clinic, query):
    assert not any(link.startswith("/plan/") for link in read(clinic.get(f"/dosing/?{query}")).links)


def test_first_the_page_asks_for_the_time(clinic):
    page = clinic.get("/plan/?procedure=dermabrasion")
    assert page.status_code == 200
    reader = read(page)
    assert {"performed_at", "time_zone", "first_application", "night_complex_on", "creams_on", "procedure"} <= set(reader.fields)
    assert "downtime_class" not in reader.fields
    assert reader.fields["procedure"] == "dermabrasion"
    assert reader.fields["time_zone"] == "Europe/London"
    assert "There is a problem" not in text_of(page)


def test_a_plan_shows_every_application_with_its_day(clinic):
    page = clinic.get(PLAN)
    words = text_of(page)
    assert "Treatment on Monday 1 March 2027 at 10:00 (Europe/Berlin)." in words
    assert "The last application is on Friday 5 March 2027." in words
    rows = [row for row in read(page).rows if len(row) == 3 and row[0].isdigit()]
    assert rows[0] == ["1", "Monday 1 March 2027, evening inferred, not printed", "1.25\u00a0ml"]
    assert len(rows) == 8
    assert "no clinic reviewer has signed it yet" in words
    assert "Do not inject Serum" in words
    assert "Recovery Night Complex: from Wednesday 3 March 2027." in words
    assert "Multi-Action Cream: Once the skin is back to normal" in words
    assert "Sunscreen comes last." in words


def test_the_stop_stands_before_the_figures(clinic):
    words = text_of(clinic.get(PLAN))
    assert words.index("Do not use with high-powered oxygen") < words.index("In clinic 5\u00a0ml") < words.index("Monday 1 March 2027")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("procedure=oxygen-facial", "Do not use Serum"),
        ("procedure=microneedling&needle_depth_mm=0.75", "No protocol covers this"),
        ("procedure=chemical-peel&peel_level=2&peel_neutralised=false", "Neutralise the peel"),
    ],
)
def test_without_a_dose_the_page_says_why_and_shows_no_day(clinic, query, says):
    page = clinic.get(f"/plan/?{query}&{VISIT}")
    words = text_of(page)
    assert page.status_code == 200
    assert says in words
    assert "March 2027" not in words
    assert "1.25\u00a0ml" not in words


@pytest.mark.parametrize(
    "query",
    [
        "",
        "procedure=nothing",
        "procedure=microneedling&needle_depth_mm=0.5&needle_depth_mm=3",
        f"{VISIT}",
        "expected_downtime_hours=4,8",
        "procedure=microneedling",
    ],
)
def test_without_a_whole_question_the_look_up_asks_it(clinic, query):
    answer = clinic.get(f"/plan/?{query}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dosing/?")
    assert "performed_at" not in answer["Location"]


def test_a_conflict_asks_which_class_the_plan_is_for(clinic):
    first = clinic.get("/plan/?expected_downtime_hours=72")
    assert first.status_code == 200
    assert "Which class is this plan for?" in text_of(first)
    unsettled = clinic.get(f"/plan/?expected_downtime_hours=72&{VISIT}")
    assert unsettled.status_code == 400
    assert "More than one class fits: choose the one this plan is for." in text_of(unsettled)
    settled = clinic.get(f"/plan/?expected_downtime_hours=72&downtime_class=moderate&{VISIT}")
    assert "The last application is on Wednesday 3 March 2027." in text_of(settled)


def test_the_class_that_governs_is_marked(clinic):
    words = text_of(clinic.get("/plan/?procedure=microneedling&needle_depth_mm=0.5&expected_downtime_hours=96"))
    assert "High: 72 hours or more. This one governs." in words
    assert words.count("This one governs") == 1


def test_a_late_visit_is_asked_about_and_nothing_typed_is_lost(clinic):
    page = clinic.get("/plan/?procedure=dermabrasion&performed_at=2027-03-01T19:30&time_zone=Asia/Tokyo&creams_on=2027-03-20")
    assert page.status_code == 400
    words = text_of(page)
    assert "There is a problem" in words
    assert "The visit is after 18:00" in words
    fields = read(page).fields
    kept = {"performed_at": "2027-03-01T19:30", "time_zone": "Asia/Tokyo", "creams_on": "2027-03-20", "procedure": "dermabrasion"}
    assert {name: fields[name] for name in kept} == kept
    assert page.content.decode().split("<title>")[1].startswith("Error:")


def test_a_start_on_the_next_morning_is_marked_as_ours(clinic):
    words = text_of(clinic.get("/plan/?procedure=dermabrasion&performed_at=2027-03-01T19:30&time_zone=UTC&first_application=next_morning"))
    assert "The last application is on Friday 5 March 2027." in words
    assert "Tuesday 2 March 2027, morning" in words
    assert "this is a decision of this house" in words


@pytest.mark.parametrize(
    "query",
    [
        "surprise=1",
        "performed_at=2027-03-01T10:00&performed_at=2027-03-02T10:00",
        "performed_at=2027-02-29T10:00&time_zone=UTC",
        "performed_at=%00&time_zone=%00",
        "performed_at=2027-03-28T02:30&time_zone=Europe/Berlin",
        "performed_at=9999-12-31T23:59&time_zone=Pacific/Apia",
        "replaces=-1&performed_at=2027-03-01T10:00Z",
        f"{VISIT}&downtime_class=minimal",
    ],
)
def test_bad_input_is_a_sentence_and_400(clinic, query):
    page = clinic.get(f"/plan/?procedure=dermabrasion&{query}")
    assert page.status_code == 400
    assert "There is a problem" in text_of(page)
    assert "Tuesday" not in text_of(page)


def test_the_links_of_a_plan_carry_it_on(clinic):
    page = clinic.get(PLAN)
    as_json, as_calendar = sorted((link for link in read(page).links if link.startswith("/api/v1/schedule/")), key=len)
    as_json, as_calendar = clinic.get(as_json), clinic.get(as_calendar)
    assert as_json.json()["ends_on"] == "2027-03-05"
    assert as_calendar["Content-Type"].startswith("text/calendar")
    hidden = dict(
        re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode().split('action="/sheet/"')[1].split("</form>")[0]
        )
    )
    hidden.pop("csrfmiddlewaretoken", None)
    uid = hidden.pop("continues")
    assert hidden == {"procedure": "dermabrasion", "performed_at": "2027-03-01T10:00", "time_zone": "Europe/Berlin"}
    assert f"UID:{uid}-1@" in as_calendar.content.decode()


def test_a_plan_keeps_its_name_whatever_is_changed_in_it(clinic):
    uid = read(clinic.get(PLAN)).fields["continues"]
    later = clinic.get(f"/plan/?procedure=dermabrasion&performed_at=2027-03-02T11:00&time_zone=Europe/Berlin&continues={uid}")
    assert read(later).fields["continues"] == uid
    assert read(clinic.get(PLAN)).fields["continues"] != uid, "another plan of the same minute"


def test_a_moment_with_an_offset_is_shown_by_the_clock_of_the_clinic(clinic):
    address = "/plan/?procedure=dermabrasion&performed_at=2027-03-01T03:30-05:00&time_zone=Europe/London"
    page = clinic.get(address)
    assert read(page).fields["performed_at"] == "2027-03-01T08:30"
    assert "Monday 1 March 2027 at 08:30" in text_of(page)


def test_a_sheet_is_made_by_clinics_alone(client):
    editor = factories.editor()
    client.force_login(editor)
    page = client.get(PLAN)
    assert "Only verified practitioners make sheets." in text_of(page)
    assert client.post("/sheet/", {"procedure": "dermabrasion", "performed_at": "2027-03-01T10:00Z"}).status_code == 403


def test_a_plan_page_is_stored_nowhere(clinic):
    assert "no-store" in clinic.get(PLAN)["Cache-Control"]


@pytest.mark.parametrize("code", QUESTIONS)
def test_a_plan_page_costs_six_queries_at_most(clinic, code):
    with CaptureQueriesContext(connection) as found:
        assert clinic.get(f"/plan/?{QUESTIONS[code]}&{VISIT}").status_code == 200
    assert len(found) <= 6
