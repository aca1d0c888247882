"""The palette by keys alone: the results of the search page, for whoever looks, and nothing without script."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser import pages


@pytest.fixture
def clinic(page, live_server):
    pages.enter(page.context, live_server.url, factories.practitioner())
    return page


def chosen(page):
    """The row that Enter would open, as the box names it to a screen reader."""
    return page.locator(f"#{page.get_by_role('combobox').get_attribute('aria-activedescendant')}").inner_text()


def test_from_any_page_to_a_dose_with_the_keys_alone(clinic, live_server):
    noticed = pages.listen(clinic, live_server.url)
    clinic.goto(f"{live_server.url}/products/")
    clinic.get_by_role("link", name="Order", exact=True).focus()
    clinic.keyboard.press("k")
    assert clinic.get_by_role("dialog").count() == 0, "no single key does anything"
    clinic.keyboard.press("Control+k")
    box = clinic.get_by_role("combobox", name="What are you looking for?")
    expect(box).to_be_focused()
    assert chosen(clinic) == "Dosing", "an empty box offers the menu"
    clinic.keyboard.press("End")
    assert box.evaluate("box => box === document.activeElement"), "the focus stays in the box"
    clinic.keyboard.press("ArrowDown")
    assert chosen(clinic) == "Dosing", "after the last comes the first"
    clinic.keyboard.press("Escape")
    expect(clinic.get_by_role("dialog")).to_have_count(0)
    expect(clinic.get_by_role("link", name="Order", exact=True)).to_be_focused()

    clinic.keyboard.press("Meta+k")
    clinic.keyboard.type("dermabrasion", delay=20)
    expect(clinic.locator("#palette-said")).to_have_text(re.compile("results? for “dermabrasion”"))
    rows = clinic.get_by_role("option")
    assert 2 <= rows.count() <= 9
    assert rows.last.inner_text() == "All results for “dermabrasion”"
    assert chosen(clinic).startswith("Dermabrasion")
    assert [fault for fault in pages.faults(clinic) if "palette" in fault] == []
    clinic.keyboard.press("Enter")
    clinic.wait_for_url("**/procedures/dermabrasion/")
    assert "15\u00a0ml" in clinic.locator("main").inner_text()
    assert noticed == []


def test_it_shows_what_the_search_page_shows(clinic, live_server):
    clinic.goto(f"{live_server.url}/search/?q=needling")
    wanted = [link.inner_text() for link in clinic.locator("#found .found__name a").all()[:8]]
    clinic.keyboard.press("Control+k")
    clinic.keyboard.type("needling")
    expect(clinic.locator("#palette-said")).to_have_text(re.compile("for “needling”"))
    got = [row.inner_text() for row in clinic.get_by_role("option").all()[:-1]]
    assert [title for title, row in zip(wanted, got, strict=True) if title not in row] == []
    clinic.get_by_role("option").last.click()
    clinic.wait_for_url("**/search/?q=needling")


def test_a_visitor_finds_nothing_of_the_clinic_and_nothing_old(page, live_server):
    page.goto(live_server.url)
    page.keyboard.press("Control+k")
    page.keyboard.type("microneedling")
    page.get_by_role("option", name="All results for “microneedling”").wait_for()
    assert [row.get_attribute("href") for row in page.get_by_role("option").all() if "/procedures/" in row.get_attribute("href")] == []

    held = []
    page.route(re.compile(r"q=serum$"), lambda route: held.append(route))  # kept back, while another word is typed
    page.get_by_role("combobox").fill("serum")
    expect(page.locator("#palette-said")).to_have_text("The results are on their way.")
    page.get_by_role("combobox").fill("niacinamide")
    page.get_by_role("option", name="All results for “niacinamide”").wait_for()
    held[0].abort()
    page.unroute(re.compile(r"q=serum$"))
    page.context.set_offline(True)
    page.get_by_role("combobox").fill("cream")
    expect(page.locator("#palette-said")).to_have_text("No results came. Enter opens the search page.")
    assert page.get_by_role("option").count() == 0


def test_without_script_there_is_no_trace_of_it(browser, live_server):
    plain = browser.new_page(java_script_enabled=False)
    plain.goto(live_server.url)
    assert plain.locator(".palette, .palette-hint").count() == 0
    assert "Ctrl" not in plain.locator("body").inner_text()
    plain.close()
