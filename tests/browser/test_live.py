"""What live pages do when an answer does not come, comes from elsewhere, or takes away what had the focus."""

from playwright.sync_api import expect

from tests import factories
from tests.browser import pages

ROUTINE = "/routine/?product=calecim-serum&product=multi-action-cream"


def test_without_network_no_routine_stands_there_as_if_it_were_the_answer(page, live_server):
    page.goto(live_server.url + ROUTINE)
    expect(page.locator("#routine-answer")).to_contain_text("Multi-Action Cream")
    page.route("**/routine/**", lambda route: route.abort())
    page.get_by_label("Active acne").check()
    expect(page.locator("#routine-answer")).to_contain_text("No answer came")
    expect(page.locator("#routine-answer")).not_to_contain_text("Multi-Action Cream")


def test_who_is_signed_out_meanwhile_is_led_to_sign_in_and_back_to_the_question(page, live_server):
    pages.enter(page.context, live_server.url, factories.practitioner())
    page.goto(f"{live_server.url}/dosing/?procedure=microneedling&needle_depth_mm=0.5")
    page.context.clear_cookies()
    page.get_by_label("Needle depth in mm").fill("1.5")
    page.wait_for_url(lambda url: "/account/login/?next=" in url and "needle_depth_mm%3D1.5" in url)
    expect(page.get_by_label("Password", exact=True)).to_be_visible()


def test_focus_stays_with_the_list_when_the_filter_that_had_it_goes(page, live_server):
    page.goto(f"{live_server.url}/products/?kind=cream")
    link = page.locator(".chosen-filters__link")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/products/")
    expect(page.locator("main")).to_contain_text("7 products")
    assert page.evaluate("document.activeElement !== document.body")
