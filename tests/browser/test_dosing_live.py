"""The look-up while one types: the figure on the screen is the answer to what stands in the fields, or there is none."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser import pages

A_VOLUME = re.compile(r"[0-9]\s?ml\b")
NEEDLING = "/dosing/?procedure=microneedling"
ADDRESSES = [
    NEEDLING + "&needle_depth_mm=2",  # one dose
    NEEDLING + "&needle_depth_mm=0.75",  # no rule
    NEEDLING + "&needle_depth_mm=0.5&expected_downtime_hours=96",  # two doses, one governs
    "/dosing/?expected_downtime_hours=72",  # two doses, the reader chooses
    "/dosing/?procedure=chemical-peel&peel_neutralised=false",  # a stop
    "/dosing/?procedure=dermabrasion",  # the name alone
]


@pytest.fixture
def clinic(page, live_server):
    pages.enter(page.context, live_server.url, factories.practitioner())
    return page


@pytest.fixture
def announced(clinic):
    """What a screen reader was told, in order."""
    heard = []
    clinic.expose_function("heard", lambda words: heard.append(words))
    clinic.add_init_script(
        """document.addEventListener('DOMContentLoaded', () => new MutationObserver(
             () => heard(document.getElementById('announce').textContent)
           ).observe(document.getElementById('announce'), {childList: true}))"""
    )
    return heard


def figures(page):
    """What can be read of the answer now; what is hidden cannot."""
    return page.locator("#answer").inner_text()


def test_a_depth_is_answered_while_it_is_typed(clinic, announced, live_server):
    noticed = pages.listen(clinic, live_server.url)
    clinic.goto(f"{live_server.url}/dosing/")
    clinic.get_by_role("link", name="Microneedling").click()
    depth = clinic.get_by_label("Needle depth in mm")
    depth.press_sequentially("1.5", delay=20)
    clinic.get_by_role("heading", name="Serum dose").wait_for()
    assert "In clinic\n5\u00a0ml" in figures(clinic)
    assert announced == [
        "Moderate downtime: 5\u00a0ml in clinic, 5\u00a0ml at home, 10\u00a0ml in total, 2 ampoules."
    ]  # once, and the whole of it
    assert depth.evaluate("field => field === document.activeElement")
    assert clinic.title().startswith("One dose fits")
    address = clinic.url
    assert "needle_depth_mm=1.5" in address

    depth.press("Backspace")  # "1.": the figure is gone at once, before any answer
    assert not A_VOLUME.search(figures(clinic))
    clinic.get_by_role("heading", name="There is a problem").wait_for()
    assert not A_VOLUME.search(figures(clinic))
    assert depth.get_attribute("aria-invalid") == "true"
    assert depth.evaluate("field => field === document.activeElement")
    depth.fill("")
    clinic.locator("#answer").get_by_text("Give the needle depth in mm, or the expected downtime.").wait_for()
    assert depth.get_attribute("aria-invalid") is None, "half filled in is not wrong"
    depth.fill("2.5")
    clinic.get_by_role("heading", name="High downtime").wait_for()
    assert announced[-1].startswith("High downtime: 5\u00a0ml in clinic, 10\u00a0ml at home")

    clinic.get_by_role("link", name="Dated plan and patient sheet").click()
    clinic.wait_for_url("**/plan/**")
    clinic.go_back()
    expect(clinic.get_by_label("Needle depth in mm")).to_have_value("2.5")
    clinic.get_by_role("heading", name="High downtime").wait_for()
    clinic.go_back()  # typing made no pages of its own
    assert clinic.url == f"{live_server.url}/dosing/"
    assert [text for text in noticed if "400" not in text] == []


def test_an_answer_that_comes_late_is_not_shown_for_another_question(clinic, announced, live_server):
    base, held = live_server.url, []
    clinic.goto(base + NEEDLING)
    clinic.route(re.compile(r"needle_depth_mm=1&"), lambda route: held.append(route))  # the answer to "1" is kept back
    depth = clinic.get_by_label("Needle depth in mm")
    with clinic.expect_request(re.compile(r"needle_depth_mm=1&")):
        depth.fill("1")
    depth.fill("0.75")
    clinic.get_by_role("heading", name="No protocol covers this").wait_for()
    held[0].continue_()
    clinic.wait_for_timeout(300)
    assert not A_VOLUME.search(figures(clinic))
    assert announced[-1].startswith("No protocol covers this. A needle depth of 0.75\u00a0mm")


def test_without_a_network_no_figure_stays(clinic, live_server):
    clinic.goto(live_server.url + NEEDLING + "&needle_depth_mm=1.5")
    assert A_VOLUME.search(figures(clinic))
    clinic.context.set_offline(True)
    clinic.get_by_label("Needle depth in mm").fill("3")
    clinic.locator("#answer").get_by_text("No answer came; the figure is not shown.").wait_for()
    assert not A_VOLUME.search(figures(clinic))
    clinic.context.set_offline(False)
    clinic.get_by_role("button", name="Show the dose").click()
    clinic.get_by_role("heading", name="High downtime").wait_for()
    assert "15\u00a0ml" in figures(clinic)


def test_a_peel_is_stopped_as_soon_as_it_is_said_not_to_be_neutralised(clinic, announced, live_server):
    clinic.goto(f"{live_server.url}/dosing/?procedure=chemical-peel")
    clinic.get_by_label("Peel level").fill("3")
    clinic.locator("#answer").get_by_text("Say whether the peel is neutralised.").wait_for()
    assert not A_VOLUME.search(figures(clinic))
    clinic.get_by_label("No", exact=True).check()
    clinic.get_by_role("heading", name="Do not use Serum").wait_for()
    assert announced[-1].startswith("Do not use Serum.")
    assert not A_VOLUME.search(figures(clinic))
    clinic.get_by_label("Yes", exact=True).check()
    clinic.get_by_role("heading", name="Serum dose").wait_for()
    assert "10\u00a0ml" in figures(clinic)


def test_with_and_without_script_the_same_is_said(browser, live_server):
    person, told = factories.practitioner(), {}
    for script in (True, False):
        page = browser.new_context(java_script_enabled=script).new_page()
        pages.enter(page.context, live_server.url, person)
        for address in ADDRESSES:
            page.goto(live_server.url + address)
            told[address, script] = page.locator("#answer").inner_text()
        page.context.close()
    assert [address for address in ADDRESSES if told[address, True] != told[address, False]] == []
    assert A_VOLUME.search(told[ADDRESSES[0], True])


@pytest.mark.parametrize(
    "query",
    [
        "procedure=microneedling&needle_depth_mm=1.5",
        "procedure=chemical-peel&peel_level=3&peel_neutralised=true",  # the longest question
        "procedure=dermabrasion",  # one that must be confirmed
        "expected_downtime_hours=72",  # two doses
    ],
)
def test_on_a_phone_stops_figure_and_version_stand_on_the_first_screen(clinic, live_server, query):
    clinic.set_viewport_size({"width": 360, "height": 800})
    clinic.goto(f"{live_server.url}/dosing/?{query}")
    for part in (".never-box", ".dose-panel__figures", ".version-line__version"):
        box = clinic.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= 800, part
