"""Patient sheets: what the address holds, how long, and what it says once its protocol is replaced or withdrawn."""

import base64
import re
import zlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from catalogue.models import Product
from catalogue.visibility import Audience
from protocols import sheet_pages, sheets
from protocols.content import fingerprint
from protocols.schedule import DatedApplication
from protocols.sheets import Back, Sheet
from tests import factories
from tests.guards import guards_down
from tests.protocols.makers_table import APPLICATIONS, FIGURES
from tests.protocols.plans import make_sheet, needs_pdf, token_of
from tests.protocols.versions import signed_version, submitted_version
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db

HOURS = {"minimal": "12", "moderate": "48", "high": "100"}
PAGES = ["", "print/", "pdf/", "calendar/"]


def a_sheet(**changed):
    first, second = date(2028, 2, 28), date(2028, 2, 29)
    applications = (
        DatedApplication(1, 0, first, "evening", Decimal("1.25"), False),
        DatedApplication(2, 1, second, "morning", Decimal("0.125"), True),
    )
    values = {"protocol": "serum-after-procedure", "version": 1, "fingerprint": "abc123abc123", "performed_on": first}
    values |= {"applications": applications, "returns": (Back("recovery-night-complex", second, "house"),), "uid": "0123456789abcdef"}
    return Sheet(**values | {"made_at": datetime(2028, 2, 28, 9, 30, tzinfo=UTC), "replaces": 4} | changed)


# The address


def test_an_address_holds_the_whole_plan_and_gives_it_back():
    assert sheets.read(sheets.write(a_sheet())) == a_sheet()


@pytest.mark.parametrize("changed", [{"replaces": 0}, {"returns": ()}])
def test_an_address_holds_what_there_is(changed):
    assert sheets.read(sheets.write(a_sheet(**changed))) == a_sheet(**changed)


def test_an_address_names_neither_patient_nor_procedure(clinic):
    body = token_of(make_sheet(clinic)).split(":")[0].removeprefix(".")
    content = zlib.decompress(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))).decode()
    assert "dermabrasion" not in content
    assert set(re.findall(r'"(\w)":', content)) == {"f", "p", "v", "h", "d", "a", "r", "u", "m"}


def test_an_address_fits_a_code_that_phones_read(clinic):
    assert len(make_sheet(clinic, creams_on="2027-03-20", night_complex_on="2027-03-05", replaces="8")) < 400


def test_no_letter_of_an_address_can_be_changed(clinic, client):
    token = token_of(make_sheet(clinic))
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(sheets.Unreadable):
            sheets.read(token[:place] + other + token[place + 1 :])


@pytest.mark.parametrize("cut", [1, 10, 100])
def test_a_cut_address_is_no_sheet(clinic, cut):
    with pytest.raises(sheets.Unreadable):
        sheets.read(token_of(make_sheet(clinic))[:-cut])


@pytest.mark.parametrize(
    "token",
    [
        "x",
        ":",
        "::",
        "a:b:c",
        ".",
        ".:1:2",
        "x" * 5000,
        "é",
        "\x00",
    ],
)
def test_what_is_not_ours_is_no_sheet(token):
    with pytest.raises(sheets.Unreadable):
        sheets.read(token)


@pytest.mark.parametrize(
    ("content", "salt"), [({"f": 1}, "another"), ({"f": 2}, sheets.SALT), ({}, sheets.SALT), ([1], sheets.SALT), ("f", sheets.SALT)]
)
def test_what_was_signed_for_something_else_is_no_sheet(content, salt):
    with pytest.raises(sheets.Unreadable):
        sheets.read(signing.dumps(content, salt=salt))


@pytest.mark.parametrize("part", PAGES)
@pytest.mark.parametrize(
    "change", [lambda token: token[:-1], lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"), lambda token: "%00"]
)
def test_a_broken_address_is_a_clear_page_without_a_dose(clinic, client, part, change):
    token = token_of(make_sheet(clinic))
    answer = client.get(f"/sheet/{change(token)}/{part}")
    assert answer.status_code == 404
    words = text_of(answer)
    assert "No sheet at this address" in words
    assert " ml" not in words.replace("\u00a0", " ")


@pytest.mark.parametrize(("days", "readable"), [(0, True), (14, True), (15, True), (16, False), (400, False)])
def test_a_sheet_ends_14_days_after_its_last_application(days, readable):
    """With one day to spare, as days end at different moments around the world."""
    assert a_sheet().valid_until == date(2028, 3, 14)
    assert a_sheet().has_expired(date(2028, 2, 29) + timedelta(days=days)) is not readable


@pytest.mark.parametrize("part", PAGES)
def test_an_ended_sheet_shows_no_plan(clinic, part, monkeypatch):
    address = make_sheet(clinic)
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: date(2027, 3, 21))
    answer = clinic.get(address + part)
    assert answer.status_code == 410
    words = text_of(answer)
    assert "It was valid until 19 March 2027" in words
    assert "1.25" not in words


# Making one


@pytest.mark.parametrize("code", FIGURES)
def test_a_sheet_shows_the_plan(clinic, client, code):
    address = make_sheet(clinic, procedure=None, expected_downtime_hours=HOURS[code])
    client.logout()
    words = text_of(client.get(address))
    assert "After your treatment on Monday 1 March 2027." in words
    take_home = FIGURES[code][1]
    assert f"1.25\u00a0ml each time, {len(APPLICATIONS[code])} times in all: {take_home}\u00a0ml altogether" in words
    for day, part, inferred in APPLICATIONS[code]:
        on = f"{['Mon', 'Tue', 'Wed', 'Thu', 'Fri'][day]} {day + 1} Mar , {part}"
        assert f"{on} * 1.25\u00a0ml" in words if inferred else f"{on} 1.25\u00a0ml" in words
    assert "no clinic reviewer has signed it yet" in words


def test_a_sheet_is_for_the_patient(clinic, client):
    client.logout()
    words = text_of(client.get(make_sheet_as_practitioner(clinic)))
    for said in (
        "Do what your clinic told you first.",
        "Do not use discoloured or cloudy Serum",
        "Do not inject Serum",
        "Yellow: do not use",
        "Call your clinic if:",
        "Recovery Night Complex: from Wednesday 3 March 2027.",
        "Multi-Action Cream, Restorative Hydration Cream: once your skin is back to normal",
        "By day, sunscreen comes last.",
        "Valid until 19 March 2027.",
    ):
        assert said in words, said
    assert "unneutralised" not in words  # for the clinic, not for the patient


def make_sheet_as_practitioner(client):
    client.force_login(factories.practitioner())
    address = make_sheet(client)
    client.logout()
    return address


def test_the_days_that_a_clinician_sets_stand_on_the_sheet(clinic):
    words = text_of(clinic.get(make_sheet(clinic, night_complex_on="2027-03-08", creams_on="2027-03-20")))
    assert "Recovery Night Complex: from Monday 8 March 2027." in words
    assert "Multi-Action Cream, Restorative Hydration Cream: from Saturday 20 March 2027." in words


@pytest.mark.parametrize(
    ("given", "status", "says"),
    [
        ({"performed_at": ""}, 400, "Give the day and the time of the treatment."),
        ({"performed_at": "2027-02-29T10:00Z"}, 400, "There is no such day or time"),
        ({"surprise": "1"}, 400, "There is a problem"),
        ({"procedure": "oxygen-facial"}, 409, "Do not use Serum"),
        ({"procedure": "microneedling", "needle_depth_mm": "0.75"}, 409, "No protocol covers this"),
        ({"procedure": "", "expected_downtime_hours": "72"}, 409, "More than one class fits"),
        ({"downtime_class": "minimal"}, 409, "The answer does not offer this class."),
    ],
)
def test_without_a_plan_there_is_no_sheet(clinic, given, status, says):
    data = {"procedure": "dermabrasion", "performed_at": "2027-03-01T10:00+01:00", **given}
    answer = clinic.post("/sheet/", data)
    assert answer.status_code == status
    assert says in text_of(answer)


def test_no_sheet_is_made_of_a_withdrawn_protocol(clinic, version):
    withdraw(version)
    answer = clinic.post("/sheet/", {"procedure": "dermabrasion", "performed_at": "2027-03-01T10:00+01:00"})
    assert answer.status_code == 409
    assert "1.25" not in text_of(answer)


@pytest.mark.parametrize("person", [factories.user, lambda: factories.professional(Audience.SALON)])
def test_only_practitioners_make_sheets(client, person):
    client.force_login(person())
    answer = client.post("/sheet/", {"procedure": "dermabrasion", "performed_at": "2027-03-01T10:00+01:00"})
    assert answer.status_code == 403


def test_making_a_sheet_stores_nothing_but_the_way_back(clinic):
    address = make_sheet(clinic)
    kept = clinic.session["sheet_made"]
    assert set(kept) == {"sheet", "plan"}
    (change,) = [link for link in read(clinic.get(address)).links if link.startswith("/plan/")]
    uid = sheets.read(token_of(address)).uid
    assert change == f"/plan/?procedure=dermabrasion&performed_at=2027-03-01T10%3A00%2B01%3A00&continues={uid}&replaces=8"
    assert clinic.get(change).status_code == 200


def test_a_plan_that_is_over_gives_no_sheet(clinic):
    answer = clinic.post("/sheet/", {"procedure": "dermabrasion", "performed_at": "2027-01-04T10:00+01:00"})
    assert answer.status_code == 400
    assert "This plan is over: a sheet ends 14 days after its last application." in text_of(answer)


def test_a_moved_start_is_said_on_the_sheet(clinic):
    moved = clinic.get(make_sheet(clinic, first_application="next_morning"))
    assert "Your clinic moved the start to the next morning." in text_of(moved)
    assert "moved the start" not in text_of(clinic.get(make_sheet(clinic)))


def test_a_changed_sheet_replaces_the_entries_of_the_one_before(clinic):
    first = make_sheet(clinic, creams_on="2027-03-20")
    (change,) = [link for link in read(clinic.get(first)).links if link.startswith("/plan/")]
    fields = dict(parse_qsl(change.split("?")[1])) | {"performed_at": "2027-03-02T09:00+01:00"}
    fields.pop("creams_on")
    second = make_sheet(clinic, **fields)
    before = {str(event["UID"]): event for event in events(clinic.get(first + "calendar/"))}
    after = {str(event["UID"]): event for event in events(clinic.get(second + "calendar/"))}
    assert set(before) <= set(after)
    cancelled = {uid for uid, event in after.items() if event["STATUS"] == "CANCELLED"}
    assert {uid.split("@")[0].split("-", 1)[1] for uid in cancelled & set(before)} == {"multi-action-cream", "restorative-hydration-cream"}


def test_nobody_else_finds_the_way_back(clinic, client):
    first = make_sheet(clinic)
    make_sheet(clinic, night_complex_on="2027-03-09")
    assert "Change its plan" not in text_of(clinic.get(first)), "only of the sheet made last"
    other = make_sheet(clinic)
    clinic.logout()
    assert "Change its plan" not in text_of(client.get(other))


# Who may read it, and how


@pytest.mark.parametrize("part", ["", "print/", pytest.param("pdf/", marks=needs_pdf), "calendar/"])
def test_a_sheet_is_stored_and_found_nowhere(clinic, part):
    answer = clinic.get(make_sheet(clinic) + part)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("part", ["", "print/", "calendar/"])
def test_a_sheet_costs_three_queries_for_whoever_has_no_account(clinic, part):
    address = make_sheet(clinic)
    clinic.logout()
    clinic.cookies.clear()
    with CaptureQueriesContext(connection) as found:
        assert clinic.get(address + part).status_code == 200
    assert len(found) <= 3


@pytest.mark.parametrize(
    ("query", "paper", "large"),
    [
        ("", "a4", False),
        ("?paper=letter", "letter", False),
        ("?paper=letter&print=large", "letter", True),
        ("?paper=A0&print=", "a4", False),
    ],
)
def test_the_printed_page_knows_its_paper(clinic, query, paper, large):
    page = clinic.get(make_sheet(clinic) + "print/" + query).content.decode()
    assert f'class="sheet sheet--{paper}{" sheet--large" if large else ""}"' in page


def test_the_printed_page_says_when_it_was_printed(clinic):
    address = make_sheet(clinic)
    assert "Valid until 19 March 2027. Printed on 1 March 2027." in text_of(clinic.get(address + "print/"))
    assert "Printed on" not in text_of(clinic.get(address))


def test_the_printed_page_has_blanks_for_a_hand(clinic):
    words = text_of(clinic.get(make_sheet(clinic) + "print/"))
    for blank in ("What was done:", "Clinic’s telephone:", "Next visit:"):
        assert blank in words


def test_the_printed_page_has_a_box_to_tick_for_each_application(clinic):
    page = clinic.get(make_sheet(clinic) + "print/").content.decode()
    assert page.count('class="sheet__tick"') == 8


# Once the protocol changes


def withdraw(version):
    version.status, version.end_reason, version.ended_on = "withdrawn", "A wrong figure.", date(2027, 3, 1)
    version.save()


def retire(version):
    version.status, version.ended_on = "retired", date(2027, 3, 1)
    version.save()


@pytest.mark.parametrize("part", ["", "print/"])
def test_a_sheet_of_a_replaced_version_says_so_and_keeps_its_plan(clinic, version, part):
    address = make_sheet(clinic)
    retire(version)
    words = text_of(clinic.get(address + part))
    assert "newer version of the protocol exists" in words
    assert "1.25\u00a0ml" in words


@pytest.mark.parametrize("part", ["", "print/"])
def test_a_sheet_of_a_withdrawn_version_is_a_stop_without_amounts(clinic, version, part):
    address = make_sheet(clinic)
    withdraw(version)
    answer = clinic.get(address + part)
    words = text_of(answer)
    assert answer.status_code == 200
    assert "Do not use this sheet any more" in words
    assert "call your clinic" in words
    assert not re.search(r"\d\u00a0ml|\bmorning\b|\bevening\b", words)


def test_what_was_withdrawn_is_not_even_handed_to_the_page(clinic, version):
    sheet = sheets.read(token_of(make_sheet(clinic)))
    withdraw(version)
    held = sheet_pages.context(sheet, version, absolute=lambda path: f"http://testserver{path}")
    assert not {"applications", "take_home", "ends_on", "returns", "steps"} & set(held)


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"access": "practitioners"}])
def test_a_product_that_is_not_for_everyone_stands_on_no_sheet(clinic, hidden):
    address = make_sheet(clinic)
    Product.objects.filter(slug="professional-pigment-solution").update(**hidden)
    assert "Professional Pigment Solution" not in text_of(clinic.get(address))


def test_the_calendar_of_a_withdrawn_version_takes_its_entries_back(clinic, version):
    address = make_sheet(clinic)
    before = {str(event["UID"]): event for event in events(clinic.get(address + "calendar/"))}
    assert {str(event["STATUS"]) for event in before.values()} == {"CONFIRMED"}
    withdraw(version)
    after = events(clinic.get(address + "calendar/"))
    assert {str(event["UID"]) for event in after} == set(before)
    assert {str(event["STATUS"]) for event in after} == {"CANCELLED"}
    assert {str(event["SUMMARY"]) for event in after} == {"Skin care: taken off the plan"}
    assert not any("DESCRIPTION" in event for event in after), "no amount"
    assert all(event["SEQUENCE"] >= before[str(event["UID"])]["SEQUENCE"] for event in after)


def events(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_the_calendar_of_a_sheet_is_the_same_file_each_time(clinic, monkeypatch):
    address = make_sheet(clinic)
    first = clinic.get(address + "calendar/").content
    later = timezone.now() + timedelta(minutes=5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert clinic.get(address + "calendar/").content == first


def test_the_calendars_of_plan_and_sheet_hold_the_same_entries(clinic):
    of_sheet = {str(event["UID"]): event["DTSTART"].dt for event in events(clinic.get(make_sheet(clinic) + "calendar/"))}
    query = "procedure=dermabrasion&performed_at=2027-03-01T10:00%2B01:00&format=ics"
    of_plan = {str(event["UID"]): event["DTSTART"].dt for event in events(clinic.get(f"/api/v1/schedule/?{query}"))}
    assert of_sheet == of_plan


def test_a_sheet_of_other_content_than_the_versions_is_not_shown(clinic, version):
    address = make_sheet(clinic)
    with guards_down():
        type(version).objects.filter(pk=version.pk).update(content_sha256="0" * 64)
    assert clinic.get(address).status_code == 404


def test_a_sheet_keeps_to_its_own_version_when_a_newer_one_is_in_force(clinic, version):
    address = make_sheet(clinic)
    retire(version)
    content = version.content | {"version": 2}
    newer = {"number": 2, "status": "active", "ground": "maker_published", "transcribed_on": date(2027, 3, 1)}
    with guards_down():
        type(version).objects.create(protocol=version.protocol, content=content, content_sha256=fingerprint(content), **newer)
    words = text_of(clinic.get(address))
    assert "CALECIM Serum after a procedure, version 1." in words
    assert "newer version of the protocol exists" in words


def test_an_overdue_review_stands_on_the_sheet(clinic, version):
    address = make_sheet(clinic)
    version.next_review_on = date(2027, 2, 28)
    version.save()
    assert "Its review is overdue." in text_of(clinic.get(address))


def test_a_later_change_of_a_product_moves_no_day_on_a_sheet(clinic):
    address = make_sheet(clinic)
    Product.objects.filter(slug="recovery-night-complex").update(after_procedure="when_skin_has_normalised")
    assert "Recovery Night Complex: from Wednesday 3 March 2027." in text_of(clinic.get(address))


# The public check


def code_of(version):
    return sheets.verify_code(version)


def test_a_sheet_carries_the_code_of_its_version(clinic, version):
    page = clinic.get(make_sheet(clinic) + "print/")
    assert f"testserver/verify/{code_of(version)}/" in text_of(page)


@pytest.mark.parametrize("typed", [str.upper, str.lower, lambda code: f" {code[:4]}-{code[4:]} "])
def test_a_code_is_found_however_it_is_typed(client, version, typed):
    answer = client.get("/verify/", {"code": typed(code_of(version))}, follow=True)
    assert "This version is in force" in text_of(answer)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda version: None, "This version is in force"),
        (retire, "This version was replaced"),
        (withdraw, "Do not use this sheet any more"),
        (lambda version: type(version).objects.update(next_review_on=date(2027, 2, 28)), "The review of this version is overdue"),
    ],
)
def test_the_check_says_how_the_version_stands_and_nothing_clinical(client, version, change, says):
    change(version)
    answer = client.get(f"/verify/{code_of(version)}/")
    words = text_of(answer)
    assert answer.status_code == 200
    assert says in words
    assert "CALECIM Serum after a procedure, version 1" in words
    assert not re.search(r"\d\u00a0ml|downtime|ampoule|A wrong figure", words)


@pytest.mark.parametrize("code", ["XXXXXXXX", "x", "x" * 500, "%00", "ÄÖÜ", "2345678"])
def test_an_unknown_code_is_told_and_asked_again(client, code):
    answer = client.get(f"/verify/{code}/")
    assert answer.status_code == 404
    assert "There is no sheet with that code." in text_of(answer)
    assert "code" in read(answer).fields


def test_the_check_without_a_code_asks_for_one(client):
    answer = client.get("/verify/")
    assert answer.status_code == 200
    assert "There is no sheet" not in text_of(answer)


def test_a_version_under_review_has_no_check(client):
    assert client.get(f"/verify/{code_of(submitted_version())}/").status_code == 404


def test_the_check_names_who_signed_as_what_and_when(client):
    new = signed_version()
    words = text_of(client.get(f"/verify/{code_of(new)}/"))
    assert "Rita Reviewer, Dermatologist, on" in words
    assert "GMC" not in words


def test_the_check_says_what_nobody_signed(client, version):
    assert "no clinic reviewer has signed it yet" in text_of(client.get(f"/verify/{code_of(version)}/"))


def test_the_check_of_a_replaced_version_names_its_successor(client, version):
    signed_version()
    assert "version 2 took its place on" in text_of(client.get(f"/verify/{code_of(version)}/"))


def test_the_code_follows_the_content_of_the_version(version):
    code = code_of(version)
    version.content_sha256 = "0" * 63 + "1"
    assert code_of(version) != code
    assert len(code) == 8
