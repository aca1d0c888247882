"""What may not be asked of a course: the page and the API refuse the same, at the same name, with the same sentence, never with a 500."""

import html
from urllib.parse import quote

import pytest

from tests import factories
from tests.reading import read

pytestmark = pytest.mark.django_db

PAGE = "/courses/advanced-hair-system/"
API = "/api/v1/courses/advanced-hair-system/"
SHAPE = "Write the day as year, month and day"
NO_DAY = "There is no such day or time in the calendar."
YEARS = "Give a year from 2000 to 2100."
NUMBER = "Enter a whole number from 6 to 52."
LEAST = "The maker’s course has at least 6 treatments."
FOR_CLINIC = "This belongs to the clinic course: leave it out."

STARTS = [
    # what is typed, the sentence; why
    ("2027-02-30", NO_DAY),  # February has no such day
    ("2027-02-29", NO_DAY),  # not a leap year
    ("2100-02-29", NO_DAY),  # nor is this
    ("2027-04-31", NO_DAY),
    ("2027-13-01", NO_DAY),
    ("2027-00-10", NO_DAY),
    ("1999-12-31", YEARS),  # the day before the first
    ("2101-01-01", YEARS),  # the day after the last
    ("0001-01-01", YEARS),
    ("9999-12-31", YEARS),  # from which no month could be counted on
    ("0000-01-01", NO_DAY),
    ("4 May 2027", SHAPE),
    ("04/05/2027", SHAPE),
    ("2027-5-4", SHAPE),
    ("20270504", SHAPE),
    (" 2027-05-04", SHAPE),
    ("2027-05-04\n", SHAPE),
    ("2027-05-04T10:00", SHAPE),
    ("29 February", SHAPE),
    ("٢٠٢٧-٠٥-٠٤", SHAPE),  # digits to Python
    ("２０２７-05-04", SHAPE),  # full-width ones
    ("2027-05-04\x00", SHAPE),
    ("x" * 10_000, SHAPE),
]
CLINIC = [
    # the question of a practitioner, the name it is refused at, the sentence; why
    ("treatments=5", "treatments", LEAST, "one too few"),
    ("treatments=0", "treatments", LEAST, "none"),
    ("treatments=53", "treatments", NUMBER, "one too many"),
    ("treatments=6.5", "treatments", NUMBER, "no whole number"),
    ("treatments=-6", "treatments", NUMBER, "a sign"),
    ("treatments=%2B6", "treatments", NUMBER, "a sign"),
    ("treatments=%206", "treatments", NUMBER, "a space"),
    ("treatments=" + "9" * 5_000, "treatments", NUMBER, "longer than Python reads"),
    ("treatments=" + quote("٦"), "treatments", NUMBER, "another digit"),
    ("treatments=6%00", "treatments", "Null characters are not allowed", "a null byte in it"),
    ("treatments=six", "treatments", NUMBER, "a word"),
    ("repeat=0", "repeat", "A repeat is 1 or 2 weeks", "none"),
    ("repeat=3", "repeat", "A repeat is 1 or 2 weeks", "one too many"),
    ("repeat=x", "repeat", "A repeat is 1 or 2 weeks", "a word"),
    ("repeat=1&treatments=6", "repeat", "A repeat has its own number of treatments", "both"),
    ("closed=Sunday", "closed", "Name days of the week", "in capitals"),
    ("closed=sunday,monday", "closed", "Name days of the week", "two in one"),
    ("closed=6", "closed", "Name days of the week", "a number"),
    ("closed=%00", "closed", "Name days of the week", "a null byte"),
    (
        "&".join(f"closed={day}" for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")),
        "closed",
        "Leave at least one day on which the clinic is open.",
        "all seven",
    ),
    ("track=salon", "track", "Choose home or clinic.", "no such track"),
    ("track=home&treatments=6", "treatments", FOR_CLINIC, "the home programme has its own length"),
    ("track=home&closed=sunday", "closed", FOR_CLINIC, "nor does a clinic open for it"),
    ("track=home&repeat=1", "repeat", FOR_CLINIC, "nor is its repeat stated"),
    ("track=clinic&track=clinic", "track", "Give this parameter once.", "twice the same"),
    ("starts_on=2027-05-04&starts_on=2027-05-05", "starts_on", "Give this parameter once.", "two first days"),
    ("treatments=6&treatments=7", "treatments", "Give this parameter once.", "two numbers"),
    ("colour=red", "colour", "This parameter is not known.", "nothing of ours"),
    ("Treatments=6", "Treatments", "This parameter is not known.", "a capital"),
]
ANYONE = [
    ("treatments=6", "treatments"),
    ("treatments=x", "treatments"),
    ("repeat=1", "repeat"),
    ("repeat=9", "repeat"),
    ("closed=sunday", "closed"),
]


def refused(client, query, name, sentence):
    answer = client.get(f"{API}?{query}")
    assert answer.status_code == 400
    assert [one for one in answer.json()[name] if one.startswith(sentence)], answer.json()
    assert list(answer.json()) == [name]
    page = client.get(f"{PAGE}?{query}")
    assert page.status_code == 400
    assert "There is a problem" in read(page).headings
    assert "<title>Error: " in page.content.decode()
    return page


@pytest.mark.parametrize(("typed", "sentence"), STARTS, ids=[ascii(typed)[:20] for typed, _ in STARTS])
def test_a_first_day_that_is_none(client, typed, sentence):
    page = refused(client, f"starts_on={quote(typed)}", "starts_on", sentence)
    assert sentence in html.unescape(page.content.decode())
    assert "#id_starts_on" in read(page).links


@pytest.mark.parametrize(("query", "name", "sentence", "why"), CLINIC, ids=[row[3] for row in CLINIC])
def test_a_question_that_cannot_be_answered(clinic, query, name, sentence, why):
    words = html.unescape(refused(clinic, query, name, sentence).content.decode())
    assert sentence in words or f"The address holds something that the course does not know: {name}." in words


@pytest.mark.parametrize(("query", "name"), ANYONE)
def test_who_may_not_read_the_clinic_track_learns_nothing_from_a_refusal(client, query, name):
    page = html.unescape(refused(client, query, name, FOR_CLINIC).content.decode())
    assert FOR_CLINIC in page
    assert "from 6 to 52" not in page
    assert "1 or 2 weeks" not in page


@pytest.mark.parametrize("query", ["track=home&track=clinic", "track=clinic&track=home", "track=clinic&starts_on=x"])
def test_a_wrong_question_about_the_clinic_track_is_not_judged_for_who_may_not_ask(client, query):
    assert client.get(f"{API}?{query}").status_code == 401
    assert client.get(f"{PAGE}?{query}").headers["Location"].startswith("/account/login/?next=")
    client.force_login(factories.professional("salon"))
    assert client.get(f"{API}?{query}").status_code == client.get(f"{PAGE}?{query}").status_code == 403


@pytest.mark.parametrize("start", ["2000-01-01", "2100-12-31", "2028-02-29", "2000-02-29"])
def test_the_first_and_the_last_day_and_leap_days(client, start):
    assert client.get(f"{API}?starts_on={start}").json()["treatments"][0]["date"] == start
    assert client.get(f"{PAGE}?starts_on={start}").status_code == 200


@pytest.mark.parametrize("count", [6, 7, 52])
def test_the_least_and_the_most_treatments(clinic, count):
    rows = clinic.get(f"{API}?track=clinic&treatments={count}").json()["treatments"]
    assert len(rows) == count
    assert clinic.get(f"{PAGE}?treatments={count}&starts_on=2100-12-31").status_code == 200


def test_an_empty_value_is_refused_by_the_api_and_left_out_by_the_form(client):
    assert client.get(f"{API}?starts_on=").json() == {"starts_on": ["Give a value, or leave the parameter out."]}
    assert client.get(f"{PAGE}?starts_on=").status_code == 200


def test_what_was_typed_wrongly_stands_in_its_field_again(clinic):
    page = clinic.get(f"{PAGE}?starts_on=2027-02-30&treatments=5&closed=sunday")
    fields = read(page).fields
    assert (fields["starts_on"], fields["treatments"]) == ("2027-02-30", "5")
    words = page.content.decode()
    assert 'type="text" name="starts_on"' in words  # a browser's field for days would drop it
    assert 'value="sunday" checked' in words
    assert 'id="id_treatments"' in words


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("format=ics", "Give the first day: a calendar needs dates."),
        ("format=pdf&starts_on=2027-05-04", "Only a calendar file is offered: ics."),
        ("format=ics&starts_on=2027-02-30", NO_DAY),
        ("format=ics&format=ics&starts_on=2027-05-04", "Give this parameter once."),
    ],
)
def test_a_calendar_file_that_cannot_be_made_is_a_page_that_says_why(client, query, sentence):
    page = client.get(f"{PAGE}?{query}")
    assert page.status_code == 400
    assert page.headers["Content-Type"].startswith("text/html")
    assert sentence in html.unescape(page.content.decode())


@pytest.mark.parametrize("slug", ["nothing", "Advanced-Hair-System", "x" * 300])
def test_a_course_that_is_not_there(clinic, slug):
    assert clinic.get(f"/courses/{slug}/").status_code == clinic.get(f"/api/v1/courses/{slug}/").status_code == 404
