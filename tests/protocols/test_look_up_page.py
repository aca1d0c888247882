"""What the look-up page says to script: the answer in one breath, and what is missing without taking the focus away."""

import re

import pytest

from tests.reading import read, text_of

pytestmark = pytest.mark.django_db

LIVE = {"HTTP_HX_REQUEST": "true"}
NEEDLING = "/dosing/?procedure=microneedling"
HALF_FILLED_IN = NEEDLING + "&needle_depth_mm=&expected_downtime_hours="


def announced(page):
    return (re.findall(r'data-announce="([^"]*)"', page.content.decode()) or [""])[0].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            NEEDLING + "&needle_depth_mm=0.5",  # one ampoule is said in the singular
            "Minimal downtime: 2.5 ml in clinic, 2.5 ml at home, 5 ml in total, 1 ampoule.",
        ),
        (
            "/dosing/?procedure=dermabrasion",  # what must be confirmed is said before the figures
            "The table prints no settings for Dermabrasion. Confirm that you expect a downtime of 72 hours or more; if not, give the hours. "
            "High downtime: 5 ml in clinic, 10 ml at home, 15 ml in total, 3 ampoules.",
        ),
        (
            "/dosing/?expected_downtime_hours=72",  # nothing governs
            "More than one dose fits. Moderate downtime: 5 ml in clinic, 5 ml at home, 10 ml in total, 2 ampoules. "
            "High downtime: 5 ml in clinic, 10 ml at home, 15 ml in total, 3 ampoules.",
        ),
        (NEEDLING, ""),  # nothing asked yet
        (HALF_FILLED_IN, "Give the needle depth in mm, or the expected downtime."),
    ],
)
def test_an_answer_is_said_in_one_breath(clinic, address, words):
    assert announced(clinic.get(address)) == words


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        ("/dosing/?procedure=oxygen-facial", "Do not use Serum. "),
        (NEEDLING + "&needle_depth_mm=0.75", "No protocol covers this. "),
        (NEEDLING + "&needle_depth_mm=0.5&expected_downtime_hours=96", "More than one dose fits. "),
        (NEEDLING + "&needle_depth_mm=0,75", "Use a point, not a comma"),
    ],
)
def test_a_stop_a_gap_and_a_fault_are_said_first(clinic, address, begins):
    assert announced(clinic.get(address)).startswith(begins)


def test_the_class_that_governs_is_said(clinic):
    words = announced(clinic.get(NEEDLING + "&needle_depth_mm=0.5&expected_downtime_hours=96"))
    assert "High downtime, this one governs: 5 ml in clinic" in words
    assert "Minimal downtime: 2.5 ml in clinic" in words


@pytest.mark.parametrize("address", [NEEDLING + "&needle_depth_mm=1.5", "/dosing/?procedure=oxygen-facial", HALF_FILLED_IN])
def test_an_answer_to_script_has_the_status_and_figures_of_the_page(clinic, address):
    page, live = clinic.get(address), clinic.get(address, **LIVE)
    assert page.status_code == live.status_code
    figures = re.compile(r"[0-9.]+\s(?:ml|mm|hours)")
    assert figures.findall(text_of(page)) == figures.findall(text_of(live))
    assert "HX-Request" in live["Vary"]


def test_while_one_types_a_field_left_empty_is_asked_for_calmly(clinic):
    page, live = clinic.get(HALF_FILLED_IN), clinic.get(HALF_FILLED_IN, **LIVE)
    assert "There is a problem" in read(page).headings
    assert "There is a problem" not in read(live).headings
    assert "Give the needle depth in mm, or the expected downtime." in text_of(live)


def test_while_one_types_a_fault_takes_no_focus(clinic):
    address = NEEDLING + "&needle_depth_mm=0,75"
    assert "autofocus" in clinic.get(address).content.decode()
    live = clinic.get(address, **LIVE)
    assert "There is a problem" in read(live).headings
    assert "autofocus" not in live.content.decode()


def test_a_stop_by_name_asks_nothing_more(clinic):
    assert "expected_downtime_hours" not in read(clinic.get("/dosing/?procedure=oxygen-facial")).fields
    # The peel's stop can be taken back in its own question.
    assert "peel_neutralised" in read(clinic.get("/dosing/?procedure=chemical-peel&peel_neutralised=false")).fields
