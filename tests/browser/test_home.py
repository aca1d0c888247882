"""The homes in a real browser: the look-ups that one device remembers."""

from tests import factories
from tests.browser import pages

PASSWORD = "a long enough password"
QUESTIONS = [f"procedure=microneedling&needle_depth_mm={depth}" for depth in ("0.5", "1", "1.5", "2", "3")] + ["procedure=nd-yag-laser"]


def remembered(page):
    return page.locator("[data-recent-list] a").all_inner_texts()


def test_the_last_look_ups_stay_on_the_device_until_forgotten_or_signed_out(page, live_server):
    base = live_server.url
    noticed = pages.listen(page, base)
    factories.practitioner(email="clinic@example.org")
    pages.sign_in(page, base, "clinic@example.org", PASSWORD)
    page.goto(f"{base}/")
    assert not page.get_by_role("heading", name="Your last look-ups").is_visible()
    for question in QUESTIONS:
        page.goto(f"{base}/dosing/?{question}")
    page.goto(f"{base}/dosing/?{QUESTIONS[-1]}")  # asked again: it stands once
    page.goto(f"{base}/")
    five = ["Nd:YAG laser", *(f"Microneedling, needle depth {depth}\u00a0mm" for depth in ("3", "2", "1.5", "1"))]
    assert remembered(page) == five
    page.get_by_role("link", name="needle depth 1.5").click()
    page.wait_for_url("**needle_depth_mm=1.5")
    assert "10\u00a0ml" in page.locator("main").inner_text()

    page.goto(f"{base}/dosing/")
    again = [five[3], *five[:3], five[4]]
    assert remembered(page) == again
    page.get_by_role("button", name="Forget them").click()
    assert remembered(page) == []
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Undo").click()
    assert remembered(page) == again
    page.get_by_role("button", name="Forget them").click()
    page.goto(f"{base}/")
    assert not page.get_by_role("heading", name="Your last look-ups").is_visible()

    page.goto(f"{base}/dosing/?{QUESTIONS[0]}")
    assert page.evaluate("localStorage.length") == 1
    page.goto(f"{base}/account/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/account/" not in url or "login" in url)
    assert page.evaluate("localStorage.length") == 0
    assert noticed == []


def test_the_look_up_stands_on_the_first_screen_and_the_menu_shows_where_one_is(page, live_server):
    base = live_server.url
    factories.practitioner(email="clinic@example.org")
    pages.sign_in(page, base, "clinic@example.org", PASSWORD)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{base}/")
        for found in (page.get_by_role("navigation", name="Look up by procedure"), page.locator("#home-downtime")):
            box = found.bounding_box()
            assert box["y"] + box["height"] <= 800, width
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{base}/evidence/")
    box = page.locator("[data-menu] [aria-current]").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
