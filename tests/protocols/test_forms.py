"""What may not be asked: the page and the API refuse the same, at the same name, with the same sentence, and never with a 500."""

import html
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.django_db

PLAIN = "Enter a plain number such as 0.75"
POINT = "Use a point, not a comma"
NEEDLING = "procedure=microneedling&needle_depth_mm="
PEEL = "procedure=chemical-peel&peel_neutralised=true&peel_level="
HOURS = "expected_downtime_hours="

FIGURES = [
    # what is typed, the sentence; why
    ("shallow", PLAIN),  # text
    ("-1", PLAIN),  # negative
    ("+1", PLAIN),  # a sign
    (" 1", PLAIN),  # a space before: nothing is trimmed
    ("1 ", PLAIN),  # a space after
    ("1\n", PLAIN),  # a line end, which `$` would let through
    ("1e2", PLAIN),  # an exponent
    ("1e400", PLAIN),  # one that is infinite as a binary fraction
    ("NaN", PLAIN),  # Decimal would read it
    ("Infinity", PLAIN),  # and this
    ("0,75", POINT),  # the comma of other countries
    ("1,000", POINT),  # the comma of thousands
    ("9" * 10_000, PLAIN),  # longer than any figure
    ("١", PLAIN),  # Arabic-Indic one, a digit to Python
    ("１", PLAIN),  # full-width one
    ("1.", PLAIN),  # nothing after the point
    (".5", PLAIN),  # nothing before it
    ("1.2345", PLAIN),  # four decimals
    ("12345", PLAIN),  # five digits
    ("1.2.3", PLAIN),  # two points
    ("0x1", PLAIN),  # another notation
    ("1_0", PLAIN),  # Python's own
    ("1\x00", PLAIN),  # a null byte
]


@pytest.mark.parametrize(("typed", "sentence"), FIGURES, ids=[ascii(typed)[:20] for typed, _ in FIGURES])
@pytest.mark.parametrize(
    ("start", "field"),
    [(NEEDLING, "needle_depth_mm"), (PEEL, "peel_level"), (HOURS, "expected_downtime_hours")],
    ids=["depth", "level", "hours"],
)
def test_a_figure_that_is_no_plain_decimal(clinic, start, field, typed, sentence):
    refused(clinic, start + quote(typed), field, sentence)


REFUSED = [
    # the question, the name it is refused at, the sentence; why
    (NEEDLING + "10.001", "needle_depth_mm", "Enter 10\u00a0mm at most.", "just over the deepest"),
    (PEEL + "10.001", "peel_level", "Enter 10 at most.", "just over the highest"),
    (HOURS + "2160.001", "expected_downtime_hours", "Enter 2160\u00a0hours at most.", "just over 90 days"),
    ("procedure=dermabrasio", "procedure", "There is no procedure with that name", "a slug with a letter missing"),
    ("procedure=Dermabrasion", "procedure", "There is no procedure with that name", "a slug in capitals"),
    ("procedure=derma%00brasion", "procedure", "Null characters are not allowed", "a null byte"),
    ("procedure=dermabrasion%20", "procedure", "There is no procedure with that name", "a space after it"),
    ("procedure=" + "a" * 10_000, "procedure", "There is no procedure with that name", "a very long one"),
    ("procedure=dermabrasion&needle_depth_mm=1", "needle_depth_mm", "Dermabrasion does not have this setting", "no setting at all"),
    (PEEL + "1&needle_depth_mm=1", "needle_depth_mm", "Chemical peel does not have this setting", "the setting of another"),
    (NEEDLING + "1&peel_level=1", "peel_level", "Microneedling does not have this setting", "and the other way round"),
    (NEEDLING + "1&peel_neutralised=true", "peel_neutralised", "Only a chemical peel is neutralised", "not a peel"),
    ("procedure=oxygen-facial&peel_neutralised=false", "peel_neutralised", "Only a chemical peel is neutralised", "a stop is no excuse"),
    ("needle_depth_mm=1", "needle_depth_mm", "Name the procedure as well", "a depth of nothing"),
    ("peel_level=1", "peel_level", "Name the procedure as well", "a level of nothing"),
    ("peel_neutralised=true&" + HOURS + "12", "peel_neutralised", "Name the procedure as well", "neutralised, but what"),
    ("needle_depth_mm=1&" + HOURS + "12", "needle_depth_mm", "Name the procedure as well", "a downtime does not name the procedure"),
    ("procedure=chemical-peel&peel_level=1", "peel_neutralised", "Say whether the peel is neutralised", "it is never assumed"),
    ("procedure=chemical-peel&" + HOURS + "12", "peel_neutralised", "Say whether the peel is neutralised", "not with a downtime either"),
    ("procedure=chemical-peel&peel_level=1&peel_neutralised=yes", "peel_neutralised", "Answer true or false.", "yes is not an answer"),
    ("procedure=chemical-peel&peel_level=1&peel_neutralised=True", "peel_neutralised", "Answer true or false.", "neither in capitals"),
    ("procedure=chemical-peel&peel_level=1&peel_neutralised=1", "peel_neutralised", "Answer true or false.", "nor 1"),
    ("procedure=chemical-peel&peel_neutralised=true", "peel_level", "Give the peel level, or the expected downtime.", "no level, no hours"),
    (HOURS + "12&product=multi-action-cream", "product", "Doses exist for CALECIM Serum alone", "a product without doses"),
    (HOURS + "12&product=advanced-hair-system", "product", "The hair system has its own course", "the way to the right place"),
    (HOURS + "12&" + HOURS + "12", "expected_downtime_hours", "Give this parameter once.", "twice the same"),
    (HOURS + "12&" + HOURS + "48", "expected_downtime_hours", "Give this parameter once.", "which of the two"),
    ("procedure=dermabrasion&procedure=other", "procedure", "Give this parameter once.", "which procedure"),
    (
        "procedure=microneedling&procedure=chemical-peel",
        "procedure",
        "Give this parameter once.",
        "which, where a setting is still to come",
    ),
    (HOURS + "12&product=calecim-serum&product=calecim-serum", "product", "Give this parameter once.", "the product twice"),
]


@pytest.mark.parametrize(("query", "field", "sentence", "why"), REFUSED, ids=[row[-1] for row in REFUSED])
def test_a_question_with_one_fault(clinic, query, field, sentence, why):
    refused(clinic, query, field, sentence)


def refused(clinic, query, field, sentence):
    answer = clinic.get(f"/api/v1/dosing/?{query}")
    assert answer.status_code == 400
    assert list(answer.json()) == [field]
    assert any(said.startswith(sentence) for said in answer.json()[field])
    page = clinic.get(f"/dosing/?{query}")
    assert page.status_code == 400
    assert sentence in html.unescape(page.content.decode())


ALLOWED = [
    # the question, its outcome; the allowed side of the faults above
    (NEEDLING + "10", "match", "the deepest"),
    (PEEL + "10", "no_rule", "the highest, which is in no class"),
    (HOURS + "2160", "match", "90 days"),
    (HOURS + "0", "match", "none at all: 0 is an answer"),
    (HOURS + "0012", "match", "leading zeros change nothing"),
    (HOURS + "12.345", "match", "three decimals"),
    ("procedure=dermabrasion", "match", "a name alone"),
    ("procedure=chemical-peel&peel_neutralised=false", "contraindicated", "the stop needs no level"),
    ("procedure=microneedling&" + HOURS + "12", "match", "a downtime instead of the depth"),
    ("procedure=chemical-peel&peel_neutralised=true&" + HOURS + "12", "match", "a downtime instead of the level"),
    (HOURS + "12&product=calecim-serum", "match", "the product by name"),
    (NEEDLING + "0.5&" + HOURS + "48", "conflict", "both"),
]


@pytest.mark.parametrize(("query", "outcome", "why"), ALLOWED, ids=[row[-1] for row in ALLOWED])
def test_what_may_be_asked(clinic, query, outcome, why):
    assert clinic.get(f"/api/v1/dosing/?{query}").json()["outcome"] == outcome
    assert clinic.get(f"/dosing/?{query}").status_code == 200


# What the page and the API say each in their own way


@pytest.mark.parametrize("name", ["depth", "patient_name", "needle_depth", "first%00application", "<b>"])
def test_an_unknown_parameter(clinic, name):
    query = f"{HOURS}12&{quote(name, safe='%')}=1"
    shown = name.replace("%00", "")
    answer = clinic.get(f"/api/v1/dosing/?{query}")
    assert (answer.status_code, answer.json()) == (400, {shown: ["This parameter is not known."]})
    page = clinic.get(f"/dosing/?{query}")
    assert page.status_code == 400
    assert f"The address holds something that the look-up does not know: {shown}." in html.unescape(page.content.decode())
    assert "<b>" not in page.content.decode().split("The address holds")[1].split("</li>")[0]


@pytest.mark.parametrize("field", ["procedure", "needle_depth_mm", "peel_level", "peel_neutralised", "expected_downtime_hours", "product"])
def test_an_empty_value_is_refused_by_the_api(clinic, field):
    rest = "" if field == "expected_downtime_hours" else f"&{HOURS}12"
    answer = clinic.get(f"/api/v1/dosing/?{field}={rest}")
    assert (answer.status_code, answer.json()) == (400, {field: ["Give a value, or leave the parameter out."]})


def test_an_empty_field_of_the_page_is_one_left_out(clinic):
    page = clinic.get("/dosing/?procedure=microneedling&needle_depth_mm=&expected_downtime_hours=12")
    assert page.status_code == 200
    assert "2.5\u00a0ml" in page.content.decode()


def test_nothing_asked(clinic):
    answer = clinic.get("/api/v1/dosing/")
    assert (answer.status_code, answer.json()) == (400, {"non_field_errors": ["Name a procedure or give the expected downtime."]})


def test_a_procedure_with_a_setting_and_neither_setting_nor_downtime(clinic):
    answer = clinic.get("/api/v1/dosing/?procedure=microneedling")
    assert (answer.status_code, answer.json()) == (400, {"needle_depth_mm": ["Give the needle depth in mm, or the expected downtime."]})


def test_two_faults_are_both_named(clinic):
    answer = clinic.get(f"/api/v1/dosing/?{NEEDLING}x&{HOURS}y")
    assert set(answer.json()) == {"needle_depth_mm", "expected_downtime_hours"}


def test_the_format_of_the_api_is_no_part_of_the_question(clinic):
    answer = clinic.get(f"/api/v1/dosing/?{HOURS}12&format=json")
    assert (answer.status_code, answer.json()["outcome"]) == (200, "match")


def test_a_format_that_does_not_exist(clinic):
    assert clinic.get(f"/api/v1/dosing/?{HOURS}12&format=xml").status_code == 404
