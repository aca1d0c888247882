"""One figure, one answer: the page, the API, the protocol's page and its API, and the command, in every locale."""

import csv
import json
import re
from io import StringIO

import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from icalendar import Calendar

from tests.protocols.makers_table import APPLICATIONS, FIGURES
from tests.protocols.plans import needs_pdf
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db

HOURS = {"minimal": "12", "moderate": "48", "high": "100"}
HEADINGS = {"minimal": "Minimal downtime", "moderate": "Moderate downtime", "high": "High downtime"}
MOMENTS = {(0, "evening"): "That evening", (1, "morning"): "Next morning", (1, "evening"): "Next evening"}


def expected(code):
    """What a reader must find: the four figures, then every application with its moment."""
    in_clinic, take_home, total, ampoules = FIGURES[code]
    rows = [(number, moment(day, part), "1.25", inferred) for number, (day, part, inferred) in enumerate(APPLICATIONS[code], start=1)]
    return (in_clinic, take_home, total, str(ampoules)), rows


def moment(day, part):
    return MOMENTS.get((day, part), f"{part.capitalize()} of day {day}")


def of_json(dose):
    figures = (dose["in_clinic"]["volume_ml"], dose["take_home"]["volume_ml"], dose["total"]["volume_ml"], dose["total"]["ampoules"])
    rows = [(row["sequence"], row["when"], row["volume_ml"], row["inferred"]) for row in dose["take_home"]["applications"]]
    return figures, rows


def of_page(page, code):
    """The figures below the heading of the class, and the rows of its table of applications."""
    words = text_of(page)
    panel = re.search(rf"{HEADINGS[code]} .*?In clinic (\S+)\u00a0ml At home (\S+)\u00a0ml In total (\S+)\u00a0ml Ampoules (\S+)", words)
    tables, rows = [], read(page).rows
    for number, when, volume in (row for row in rows if len(row) == 3 and re.fullmatch("[0-9]+", row[0])):
        if number == "1":
            tables.append([])
        inferred = when.endswith("inferred, not printed")
        tables[-1].append((int(number), when.removesuffix("inferred, not printed").strip(), volume.removesuffix("\u00a0ml"), inferred))
    return panel.groups(), tables


def of_command(code):
    out = StringIO()
    call_command("dose", "--expected-downtime-hours", HOURS[code], stdout=out)
    (dose,) = json.loads(out.getvalue())["doses"]
    return of_json(dose)


@pytest.mark.parametrize("code", FIGURES)
def test_the_same_figures_stand_everywhere(clinic, code):
    figures, applications = expected(code)
    found = of_page(clinic.get(f"/dosing/?expected_downtime_hours={HOURS[code]}"), code)
    assert found == (figures, [applications])
    (dose,) = clinic.get(f"/api/v1/dosing/?expected_downtime_hours={HOURS[code]}").json()["doses"]
    assert of_json(dose) == (figures, applications)
    place = list(FIGURES).index(code)
    for address in ("/protocols/serum-after-procedure/", "/protocols/serum-after-procedure/v1/"):
        figures_there, tables = of_page(clinic.get(address), code)
        assert (figures_there, tables[place]) == (figures, applications)
    doses = clinic.get("/api/v1/protocols/serum-after-procedure/").json()["doses"]
    assert of_json(doses[place]) == (figures, applications)
    assert of_command(code) == (figures, applications)


# The plan: page, API, calendar, sheet on the screen, on paper and as a PDF, and the supplies that it takes

PARTS = {"evening": 20, "morning": 8}


def expected_plan(code):
    """(day of March 2027, part of the day, volume) of each application after a treatment on the 1st."""
    return [(1 + day, part, "1.25") for day, part, _inferred in APPLICATIONS[code]]


def plan_of_json(plan):
    return [(int(row["date"].removeprefix("2027-03-")), row["part_of_day"], row["volume_ml"]) for row in plan["applications"]]


def plan_of_calendar(content):
    events = [event for event in Calendar.from_ical(content).walk("VEVENT") if event.walk("VALARM")]
    hours = {hour: part for part, hour in PARTS.items()}
    return [
        (
            event.decoded("DTSTART").day,
            hours[event.walk("VALARM")[0].decoded("TRIGGER").seconds // 3600],
            re.match(r"(\S+)\u00a0ml", str(event["DESCRIPTION"])).group(1),
        )
        for event in events
    ]


def plan_of_words(words):
    """As a reader finds it on a screen or on paper: the day, the part of the day, the volume."""
    found = re.findall(r"(\d{1,2}) Mar(?:ch 2027)? ?, (morning|evening)(?:\s?\*| inferred, not printed)? (\S+)\sml", words)
    return [(int(day), part, volume) for day, part, volume in found]


def words_of_pdf(content):
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(content))


def of_supplies(clinic, hours):
    """The figures of one treatment in the CSV file of the supplies planner, which its API gives too."""
    name = ("in_clinic_ml", "take_home_ml", "volume_ml", "ampoules")
    body = {"treatments": [{"expected_downtime_hours": hours, "count": 1}]}
    (line,) = clinic.post("/api/v1/supplies/", body, content_type="application/json").json()["lines"]
    answer = clinic.get(f"/supplies/?expected_downtime_hours-0={hours}&count-0=1&format=csv")
    row = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))[1]
    figures = tuple(row[place] for place in (3, 4, 5, 9))
    assert figures == tuple(line[one] for one in name)
    return figures


@needs_pdf
@pytest.mark.parametrize("code", FIGURES)
def test_a_plan_is_the_same_wherever_it_is_read(clinic, code):
    in_clinic, take_home, total, ampoules = FIGURES[code]
    visit = "performed_at=2027-03-01T10:00%2B00:00"
    query = f"expected_downtime_hours={HOURS[code]}&{visit}"
    page = clinic.get(f"/plan/?{query}")
    sheet = clinic.post("/sheet/", {"expected_downtime_hours": HOURS[code], "performed_at": "2027-03-01T10:00+00:00"})["Location"]
    found = {
        "page": plan_of_words(text_of(page)),
        "API": plan_of_json(clinic.get(f"/api/v1/schedule/?{query}").json()),
        "calendar": plan_of_calendar(clinic.get(f"/api/v1/schedule/?{query}&format=ics").content),
        "sheet": plan_of_words(text_of(clinic.get(sheet))),
        "paper": plan_of_words(text_of(clinic.get(f"{sheet}print/"))),
        "PDF": plan_of_words(words_of_pdf(clinic.get(f"{sheet}pdf/").content)),
        "calendar of the sheet": plan_of_calendar(clinic.get(f"{sheet}calendar/").content),
    }
    assert found == dict.fromkeys(found, expected_plan(code))
    assert of_page(page, code)[0] == (in_clinic, take_home, total, str(ampoules))
    assert of_supplies(clinic, HOURS[code]) == (in_clinic, take_home, total, str(ampoules))
    for printed in (text_of(clinic.get(sheet)), text_of(clinic.get(f"{sheet}print/")), words_of_pdf(clinic.get(f"{sheet}pdf/").content)):
        assert f"{take_home} ml altogether" in printed.replace("\u00a0", " ")


@pytest.mark.parametrize("query", ["procedure=microneedling&needle_depth_mm=0.75", "procedure=oxygen-facial", "expected_downtime_hours=72"])
def test_the_command_gives_the_whole_answer_of_the_api(clinic, query):
    out = StringIO()
    options = [f"--{name.replace('_', '-')}={value}" for name, value in (pair.split("=") for pair in query.split("&"))]
    call_command("dose", *options, stdout=out)
    told, answer = json.loads(out.getvalue()), clinic.get(f"/api/v1/dosing/?{query}").json()
    for part in ("outcome", "reasons", "protocol"):
        assert told[part] == answer[part]
    assert [of_json(dose) for dose in told["doses"]] == [of_json(dose) for dose in answer["doses"]]
    assert [row["code"] for row in told["safeguards"]] == [row["code"] for row in answer["safeguards"]]


def test_the_command_refuses_with_the_same_sentence():
    with pytest.raises(CommandError, match="expected_downtime_hours: Use a point, not a comma"):
        call_command("dose", "--expected-downtime-hours", "0,75")


@pytest.mark.parametrize("address", ["/dosing/?expected_downtime_hours=2160", "/protocols/serum-after-procedure/"])
def test_a_figure_is_written_alike_in_every_locale(clinic, settings, address):
    settings.LANGUAGE_CODE = "de"
    settings.USE_THOUSAND_SEPARATOR = True
    with translation.override("de"):
        page = clinic.get(address)
    figures, tables = of_page(page, "high")  # reads a point and a no-break space alone
    assert (figures, tables[-1]) == expected("high")
    words = text_of(page)
    assert "1.25\u00a0ml" in words
    assert not re.search(r"[0-9],[0-9]", words)  # 1,25 ml
    assert "2.160" not in words  # 2160 hours
