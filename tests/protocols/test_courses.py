"""The hair course for each of its readers: the same dates on the page, in JSON and in the calendar file, and nobody else's part."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from catalogue.models import Citation
from protocols.models import Course
from tests import factories
from tests.protocols.conftest import DAY
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db

PAGE = "/courses/advanced-hair-system/"
API = "/api/v1/courses/advanced-hair-system/"
A_VOLUME = re.compile(r"[0-9]\s?ml\b")
HOME_DAYS = ["05-04", "05-07", "05-11", "05-14", "05-18", "05-21", "05-25", "05-28", "06-01", "06-04", "06-08", "06-11"]
HOME_WEEKLY = ["06-15", "06-22", "06-29", "07-06", "07-13", "07-20", "07-27", "08-03", "08-10", "08-17", "08-24", "08-31", "09-07", "09-14"]
CLINIC_DAYS = ["05-04", "05-11", "05-18", "05-25", "06-01", "06-08"]


def in_2027(days):
    return [f"2027-{day}" for day in days]


def asked(client, query=""):
    answer = client.get(f"{API}?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def dates(course, phase):
    return [row["date"] for row in course["treatments"] if row["phase"] == phase]


def phase(course, code):
    return next(row for row in course["phases"] if row["code"] == code)


def shown(page):
    """The days on a page, as its time elements give them."""
    return re.findall(r'<time datetime="([^"]+)">', page.content.decode())


def words(page):
    return html.unescape(page.content.decode())


def calendar(client, query):
    answer = client.get(f"{PAGE}?{query}&format=ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


# The home programme, for anyone


def test_the_home_programme_is_twice_a_week_for_six_weeks_then_weekly_for_three_months(client):
    course = asked(client, "starts_on=2027-05-04")
    assert dates(course, "home-programme") == in_2027(HOME_DAYS)
    assert dates(course, "home-maintenance") == in_2027(HOME_WEEKLY)
    stretch = phase(course, "home-maintenance")
    assert (stretch["starts_on"], stretch["ends_on"], stretch["dates_inferred"]) == ("2027-06-15", "2027-09-14", True)


def test_its_days_are_marked_as_inferred_and_hold_no_volume(client):
    rows = asked(client, "starts_on=2027-05-04")["treatments"]
    assert {row["inferred"] for row in rows} == {True}
    assert {(row["volume_ml"], row["ampoules"], row["ampoules_reason"]) for row in rows} == {(None, None, "unit size not stated")}


def test_the_page_names_the_same_days_in_full(client):
    page = client.get(f"{PAGE}?starts_on=2027-05-04")
    assert shown(page) == in_2027(HOME_DAYS + HOME_WEEKLY)
    assert "Tuesday 4 May 2027" in text_of(page)
    assert "12 treatments, the last on Friday 11 June 2027" in text_of(page)
    assert "from Tuesday 15 June 2027 until Tuesday 14 September 2027 (inferred)" in text_of(page)


def test_the_calendar_file_holds_the_same_days_under_neutral_titles(client):
    events = calendar(client, "starts_on=2027-05-04")
    assert [one["dtstart"].dt for one in events] == [date.fromisoformat(day) for day in in_2027(HOME_DAYS + HOME_WEEKLY)]
    assert {str(one["summary"]) for one in events} == {"Hair care"}
    assert "Dab the 0.5 mm derma stamp" in str(events[0]["description"])


def test_without_a_first_day_there_are_weeks_and_no_dates(client):
    course = asked(client)
    assert course["starts_on"] is None
    assert [(row["week"], row["day"], row["date"]) for row in course["treatments"]][:3] == [(1, 0, None), (1, 3, None), (2, 0, None)]
    assert len(course["treatments"]) == 12  # of the maintenance the maker gives no number
    page = client.get(PAGE)
    assert shown(page) == []
    assert "Twice a week for 6 weeks, then once a week for 3 months." in text_of(page)
    assert "Day 4 of the week" in text_of(page)
    assert DAY.isoformat() not in words(page)  # today is not assumed in silence
    assert "format=ics" not in words(page)


@pytest.mark.parametrize("visitor", [None, factories.user, lambda: factories.professional("salon")])
def test_what_is_for_clinics_is_named_without_values(client, visitor):
    if visitor:
        client.force_login(visitor())
    course = asked(client, "starts_on=2027-05-04")
    assert course["tracks"] == ["home"]
    assert {row["track"] for row in course["treatments"]} == {"home"}
    assert [row["part"] for row in course["withheld"]] == [
        "In-clinic needling course",
        "Clinic details on repeating a course and on what is not stated",
    ]
    assert {row["for"] for row in course["withheld"]} == {"Verified practitioners"}
    page = client.get(f"{PAGE}?starts_on=2027-05-04")
    assert "In-clinic needling course" in text_of(page)
    assert not A_VOLUME.search(words(page))
    for figure in ("2.5", "1.5", "chlorhexidine", "0.5 to 2", "1 to 2", "at least 6"):
        assert figure not in text_of(page)
        assert figure not in client.get(API).content.decode()


def test_washing_and_check_ups_are_told_to_whoever_a_clinic_treats(client):
    text = text_of(client.get(PAGE))
    assert "Do not dye the hair during a course" in text
    assert text.index("If a clinic treats you") < text.index("Do not wash the hair for at least 24 hours")
    aftercare = {row["code"]: row for row in asked(client)["aftercare"]}
    assert (aftercare["no-washing"]["hours_minimum"], aftercare["no-washing"]["hours_best"]) == (24, 48)
    assert aftercare["no-dyeing"]["during_course"] is True


# The clinic course, for verified practitioners


def test_the_clinic_course_is_weekly_six_times_then_three_months_with_check_ups_at_three_and_six(clinic):
    course = asked(clinic, "track=clinic&starts_on=2027-05-04")
    assert dates(course, "clinic-course") == in_2027(CLINIC_DAYS)
    assert dates(course, "clinic-maintenance") == in_2027(HOME_WEEKLY)
    check_ups = {row["code"]: (row["date"], row["inferred"]) for row in course["check_ups"]}
    assert check_ups == {"three-months": ("2027-09-08", True), "six-months": ("2027-12-08", True), "continuing": (None, False)}


def test_its_volumes_add_up_to_5_ml_a_treatment(clinic):
    course = asked(clinic, "track=clinic&starts_on=2027-05-04")
    steps = phase(course, "clinic-course")["steps"]
    assert [(row["place"], row["volume_ml"]) for row in steps if row["volume_ml"]] == [("clinic", "2.5"), ("clinic", "1.5"), ("home", "1")]
    volumes = {(row["phase"], row["volume_ml"], row["ampoules"]) for row in course["treatments"]}
    assert volumes == {("clinic-course", "5", None), ("clinic-maintenance", None, None)}
    page = clinic.get(f"{PAGE}?starts_on=2027-05-04")
    table = [row for row in read(page).rows if len(row) == 2]
    assert [row[1] for row in table] == ["Volume", "2.5\u00a0ml", "1.5\u00a0ml", "1\u00a0ml", "5\u00a0ml"]
    assert "The maker does not state the size of one unit, so no number of units is worked out." in text_of(page)
    assert not re.search(r"\d+\s+(ampoule|unit|box)s\b", text_of(page))


def test_the_volumes_come_from_the_rows(clinic):
    Course.objects.get().phases.get(code="clinic-course").steps.filter(code="rub-in").update(volume_ml="2.125")
    assert asked(clinic, "track=clinic")["treatments"][0]["volume_ml"] == "5.625"
    assert "5.625\u00a0ml" in text_of(clinic.get(PAGE))


def test_a_practitioner_meets_the_clinic_track_first_and_never_both_on_one_screen(clinic):
    page = clinic.get(f"{PAGE}?starts_on=2027-05-04")
    assert "Clinic course" in read(page).headings
    assert "Home programme" not in read(page).headings
    assert f"{PAGE}?track=home" in read(page).links
    home = clinic.get(f"{PAGE}?track=home&starts_on=2027-05-04")
    assert "Clinic course" not in read(home).headings
    assert not A_VOLUME.search(text_of(home))
    assert "wash the hair" not in text_of(home)
    assert f"{PAGE}?track=clinic" in read(home).links


def test_the_api_gives_a_practitioner_both_tracks_unless_one_is_asked_for(clinic):
    assert {row["track"] for row in asked(clinic, "starts_on=2027-05-04")["treatments"]} == {"clinic", "home"}
    assert {row["track"] for row in asked(clinic, "track=home")["treatments"]} == {"home"}
    course = asked(clinic, "starts_on=2027-05-04&treatments=8")
    assert (len(dates(course, "clinic-course")), len(dates(course, "home-programme"))) == (8, 12)


@pytest.mark.parametrize(
    ("query", "days", "moved", "check_ups"),
    [
        ("starts_on=2027-05-04", CLINIC_DAYS, 0, ["09-08", "12-08"]),
        ("starts_on=2027-05-04&treatments=7", [*CLINIC_DAYS, "06-15"], 0, ["09-15", "12-15"]),  # extended: check-ups move too
        ("starts_on=2027-05-04&closed=wednesday", CLINIC_DAYS, 0, ["09-09", "12-09"]),  # a check-up on a closed day
        (
            "starts_on=2027-05-04&closed=tuesday&closed=wednesday",
            ["05-06", "05-13", "05-20", "05-27", "06-03", "06-10"],
            6,
            ["09-10", "12-10"],
        ),
        ("starts_on=2027-05-04&repeat=1", ["05-04"], 0, ["08-04", "11-04"]),  # shorter after a check-up
        ("starts_on=2027-05-04&repeat=2", ["05-04", "05-11"], 0, ["08-11", "11-11"]),
    ],
)
def test_the_same_days_on_the_page_in_json_and_in_the_calendar(clinic, query, days, moved, check_ups):
    course = asked(clinic, f"track=clinic&{query}")
    assert dates(course, "clinic-course") == in_2027(days)
    assert sum(row["moved"] for row in course["treatments"]) == moved
    assert [row["date"] for row in course["check_ups"] if row["date"]] == in_2027(check_ups)
    everything = [row["date"] for row in [*course["treatments"], *course["check_ups"]] if row["date"]]
    assert shown(clinic.get(f"{PAGE}?{query}")) == everything
    assert [one["dtstart"].dt.isoformat() for one in calendar(clinic, query)] == everything


def test_a_moved_visit_says_so_at_its_date(clinic):
    text = text_of(clinic.get(f"{PAGE}?starts_on=2027-05-04&closed=tuesday&closed=wednesday"))
    assert "Thursday 6 May 2027 Moved: the clinic is closed on Tuesday 4 May 2027." in text
    assert "the clinic is closed on Tuesday, Wednesday" in text
    assert "Moving a visit from a closed day to the next open one is a decision of this house." in text
    assert "Counted for 2027-05-04" in str(calendar(clinic, "starts_on=2027-05-04&closed=tuesday")[0]["description"])


def test_what_the_patient_does_at_home_keeps_its_days_when_the_clinic_is_closed(clinic):
    course = asked(clinic, "track=clinic&starts_on=2027-05-04&closed=tuesday")
    assert dates(course, "clinic-maintenance") == in_2027(HOME_WEEKLY)
    both = asked(clinic, "starts_on=2027-05-04&closed=tuesday")
    assert dates(both, "home-programme") == in_2027(HOME_DAYS)
    assert dates(both, "clinic-course")[0] == "2027-05-05"


def test_after_a_repeat_no_maintenance_is_dated(clinic):
    course = asked(clinic, "track=clinic&starts_on=2027-05-04&repeat=2")
    assert (dates(course, "clinic-maintenance"), phase(course, "clinic-maintenance")["starts_on"]) == ([], None)
    assert "Whether maintenance follows a repeat is not stated by the maker." in text_of(
        clinic.get(f"{PAGE}?starts_on=2027-05-04&repeat=2")
    )


def test_the_page_leads_on_to_an_extension_and_to_a_repeat_from_each_check_up(clinic):
    name = "continues=0123456789abcdef"
    links = read(clinic.get(f"{PAGE}?starts_on=2027-05-04&closed=sunday&{name}")).links
    longer = f"{PAGE}?track=clinic&starts_on=2027-05-04&closed=sunday&{name}&treatments=7"
    repeats = [f"{PAGE}?track=clinic&closed=sunday&starts_on=2027-{day}&repeat={weeks}" for day in ("09-08", "12-08") for weeks in (1, 2)]
    assert [link for link in [longer, *repeats] if link not in links] == []
    assert {clinic.get(link).status_code for link in [longer, *repeats]} == {200}
    assert "treatments=53" not in words(clinic.get(f"{PAGE}?starts_on=2027-05-04&treatments=52"))


def test_the_calendar_of_a_clinic_course_names_neither_product_nor_procedure_in_its_titles_and_no_volume(clinic):
    events = calendar(clinic, "starts_on=2027-05-04")
    assert {str(one["summary"]) for one in events} == {"Clinic appointment", "Hair care"}
    assert not A_VOLUME.search(" ".join(str(one["description"]) for one in events))
    assert "Do not wash the hair for at least 24 hours" in str(events[0]["description"])
    assert len({str(one["uid"]) for one in events}) == len(events)


def test_an_extended_course_replaces_its_entries_and_another_start_does_not(clinic):
    first, longer, later = (
        {str(one["uid"]) for one in calendar(clinic, query)}
        for query in ("starts_on=2027-05-04", "starts_on=2027-05-04&treatments=7", "starts_on=2027-05-05")
    )
    assert first < longer
    assert not first & later
    assert not first & {str(one["uid"]) for one in calendar(clinic, "track=home&starts_on=2027-05-04")}


def by_name(clinic, link):
    """The entries of a calendar file by what follows the name of the plan: the file of a link on the page."""
    answer = clinic.get(link)
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(one["uid"]): (str(one["status"]), one.decoded("dtstart")) for one in events}


def calendar_link(page):
    (link,) = [link for link in read(page).links if "format=ics" in link]
    return link


def test_a_shorter_course_from_another_day_replaces_what_the_calendar_holds(clinic):
    page = clinic.get(f"{PAGE}?track=clinic&starts_on=2027-05-04&treatments=8")
    before = by_name(clinic, calendar_link(page))
    fields = read(page).fields
    assert fields["replaces"] == "14", "the longest phase of what stands in the calendar"
    changed = f"{PAGE}?track=clinic&starts_on=2027-05-11&treatments=6&continues={fields['continues']}&replaces={fields['replaces']}"
    after = by_name(clinic, calendar_link(clinic.get(changed)))
    assert set(before) <= set(after)
    assert after[f"{fields['continues']}-clinic-course-1@course.calecim-professional"] == ("CONFIRMED", date(2027, 5, 11))
    gone = [uid for uid, (status, _day) in after.items() if status == "CANCELLED" and uid in before]
    assert [uid.split("@")[0].split("-", 1)[1] for uid in gone] == ["clinic-course-7", "clinic-course-8"]


def test_what_an_earlier_change_left_is_still_taken_back_after_the_next(clinic):
    changed = f"{PAGE}?starts_on=2027-05-04&continues=0123456789abcdef&replaces=20"
    assert read(clinic.get(changed)).fields["replaces"] == "20"


def test_two_courses_that_start_on_one_day_have_entries_of_their_own(clinic):
    first, second = (set(by_name(clinic, calendar_link(clinic.get(f"{PAGE}?starts_on=2027-05-04")))) for _patient in range(2))
    assert not first & second


@pytest.mark.parametrize("query", ["continues=x", "replaces=61", "replaces=-1", "continues=0123456789ABCDEF", "continues=%00"])
def test_an_odd_name_of_a_plan_is_refused(clinic, query):
    assert clinic.get(f"{PAGE}?starts_on=2027-05-04&{query}").status_code == 400


# Who reads what follows the rows


def test_an_editor_may_open_the_clinic_track_to_salons(client):
    course = Course.objects.get()
    course.phases.filter(track="clinic").update(access="professionals")
    assert asked(client)["tracks"] == ["home"]
    assert asked(client)["withheld"][0]["for"] == "Verified salon professionals and practitioners"
    client.force_login(factories.professional("salon"))
    assert asked(client, "track=clinic&starts_on=2027-05-04&treatments=7")["treatments"][0]["volume_ml"] == "5"
    assert "Clinic course" in read(client.get(PAGE)).headings
    # The note on the length of a repeat has readers of its own.
    assert client.get(f"{API}?track=clinic&repeat=1").json() == {"repeat": ["A shorter repeat is not open to you: leave it out."]}
    page = client.get(f"{PAGE}?starts_on=2027-05-04")
    assert "repeat=1" not in words(page)
    assert "A repeat after a check-up" not in words(page)


def test_a_track_closed_by_an_editor_sends_the_visitor_to_sign_in(client):
    Course.objects.get().phases.update(access="practitioners")
    assert client.get(PAGE).headers["Location"] == f"/account/login/?next={PAGE}"
    assert client.get(API).status_code == 401
    client.force_login(factories.professional("salon"))
    assert client.get(PAGE).status_code == client.get(API).status_code == 403


def test_a_part_that_nobody_has_been_named_for_is_nothing_there(clinic):
    course = Course.objects.get()
    course.phases.filter(track="clinic").update(access="")
    assert clinic.get(f"{PAGE}?track=clinic").status_code == clinic.get(f"{API}?track=clinic").status_code == 404
    answer = asked(clinic)
    assert (answer["tracks"], answer["withheld"]) == (["home"], [])


@pytest.mark.parametrize(
    ("state", "answer"), [({"status": "draft"}, 404), ({"status": "retired", "retired_reason": "Ended."}, 410), ({"access": ""}, 404)]
)
def test_a_course_that_is_not_published_is_not_there(clinic, state, answer):
    Course.objects.update(**state)
    assert clinic.get(PAGE).status_code == clinic.get(API).status_code == answer
    assert clinic.get("/api/v1/courses/").json()["count"] == 0
    assert PAGE not in words(clinic.get("/"))
    assert PAGE not in words(clinic.get("/products/advanced-hair-system/"))


def test_staff_preview_a_draft(client):
    Course.objects.update(status="draft")
    client.force_login(factories.editor())
    assert client.get(PAGE).status_code == client.get(API).status_code == 200


def test_a_course_for_practitioners_alone_sends_others_to_sign_in(client):
    Course.objects.update(access="practitioners")
    assert client.get(PAGE).status_code == 302
    assert client.get(API).status_code == 401


def test_a_refusal_says_how_to_get_in(client):
    client.force_login(factories.user())
    page = client.get(f"{PAGE}?track=clinic")
    assert page.status_code == 403
    assert "It is written for verified medical aesthetic practitioners." in text_of(page)
    assert client.get(f"{API}?track=clinic").json()["detail"].startswith("This is for verified medical aesthetic practitioners.")


def test_the_list_names_the_tracks_of_the_visitor(client, practitioner):
    (row,) = client.get("/api/v1/courses/").json()["results"]
    assert (row["slug"], row["product"], row["tracks"], row["url"]) == ("advanced-hair-system", "advanced-hair-system", ["home"], PAGE)
    client.force_login(practitioner)
    assert client.get("/api/v1/courses/").json()["results"][0]["tracks"] == ["clinic", "home"]


# Where it is found, and what it costs


@pytest.mark.parametrize(
    "address", ["/?profession=salon", "/?profession=practitioner", "/products/advanced-hair-system/", "/search/?q=home+programme"]
)
def test_the_course_is_found(client, address):
    assert any(link.startswith(PAGE) for link in read(client.get(address)).links)


def test_the_sitemap_names_the_page_and_not_the_clinic_track(client, clinic):
    found = re.findall(r"<loc>[^<]*/courses/[^<]*</loc>", words(clinic.get("/sitemap.xml")))
    assert found == [f"<loc>http://testserver{PAGE}</loc>"]


@pytest.mark.parametrize(("query", "found"), [("chlorhexidine", False), ("alcohol swab", True)])
def test_search_finds_only_what_the_visitor_may_read(client, query, found):
    links = read(client.get("/search/", {"q": query})).links
    assert any(link.startswith(PAGE) for link in links) == found
    assert f"{PAGE}?track=clinic" not in links


def test_the_page_tells_what_was_printed_when_and_prints_no_form(client):
    page = client.get(f"{PAGE}?starts_on=2027-05-04")
    assert "From Tuesday 4 May 2027 . Worked out on Monday 1 March 2027." in text_of(page)
    assert "Last compared with the source on 22 November 2026." in text_of(page)
    assert "no-print" in re.search(r'<section class="([^"]*)" id="dates">', words(page))[1]


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "address",
    [
        f"{PAGE}?starts_on=2027-05-04",
        f"{PAGE}?starts_on=2027-05-04&treatments=52&closed=sunday",
        f"{PAGE}?starts_on=2027-05-04&format=ics",
        f"{API}?starts_on=2027-05-04",
        "/api/v1/courses/",
    ],
)
def test_a_course_costs_few_queries_however_long_it_is(clinic, address):
    signing_in = 3  # session, account, verification
    before = queries_of(clinic, address)
    course, passage = Course.objects.get(), Citation.objects.first()
    for number in range(30):
        shown = {"access": "practitioners", "code": f"more-{number}"}
        phase = course.phases.create(**shown, track="clinic", name="More", treatments_per_week=1, months=1)
        step = phase.steps.create(code="more", place="home", text="More.")
        rows = [related.create(**shown, text="More.") for related in (course.check_ups, course.aftercare, course.notes)]
        for row in (phase, step, *rows):
            row.citations.add(passage)
    assert queries_of(clinic, address) == before <= 6 + signing_in
