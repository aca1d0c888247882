"""The routine builder in a real browser: the order follows each tick, and without script the button gives the same words."""

import re

from tests.browser import pages

PRODUCTS = ["CALECIM Serum", "Multi-Action Cream", "Eye Contour Lifting Cream"]


def answer(page):
    return page.locator("#routine-answer")


def words(page):
    """What the answer says; the button that only a script can offer is no part of it."""
    return re.sub(r"\s+", " ", answer(page).inner_text()).replace(" Print ", " ")


def test_tonight_after_a_peel_with_three_products(page, browser, live_server):
    noticed = pages.listen(page, live_server.url)
    page.goto(f"{live_server.url}/routine/")
    for name in PRODUCTS:
        page.get_by_label(name).check()
        answer(page).get_by_role("link", name=name).first.wait_for()
    page.get_by_label("Yes, today").check()
    answer(page).get_by_text("Leave out:").wait_for()
    tonight = answer(page).locator("section", has=page.get_by_role("heading", name="Tonight")).inner_text()
    assert "Cleanse as your clinic told you, then CALECIM Serum" in tonight
    assert "Multi-Action Cream, Eye Contour Lifting Cream" in tonight
    assert page.evaluate("document.activeElement.value") == "today"  # where the finger was
    assert "Left out: Multi-Action Cream, Eye Contour Lifting Cream." in page.locator("#announce").inner_text()
    assert answer(page).get_by_role("button", name="Print").is_visible()
    live, address = words(page), page.url

    page.get_by_label("None of these").first.check()
    answer(page).get_by_text("None of these").first.wait_for()
    page.get_by_label("Oily").check()
    answer(page).get_by_text("do not go together").wait_for()  # a contradiction is said at once, and nothing is lost
    assert page.get_by_label(PRODUCTS[0]).is_checked()

    page.goto(address)
    assert words(page) == live
    assert [one for one in noticed if "status of 400" not in one] == []  # the browser's own note on the contradiction

    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{live_server.url}/routine/")
    for name in PRODUCTS:
        plain.get_by_label(name).check()
    plain.get_by_label("Yes, today").check()
    plain.get_by_role("button", name="Show my routine").click()
    plain.wait_for_url("**procedure=today**")
    assert words(plain) == live
