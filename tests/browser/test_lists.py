"""Lists that follow what is typed or chosen, and products side by side: the same answers with script and without."""

import pytest
from playwright.sync_api import expect

from tests.browser import pages


def hears(page, words):
    """The words come a moment after what they tell of."""
    expect(page.locator("#announce")).to_have_text(words)


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_a_list_follows_and_is_the_same_page_throughout(page, live_server):
    noticed = pages.listen(page, live_server.url)
    page.goto(f"{live_server.url}/products/")
    page.evaluate("window.theSamePage = true")
    box = page.get_by_role("searchbox", name="Search products")
    box.press_sequentially("cream", delay=30)
    page.get_by_role("heading", name="3 products").wait_for()
    assert page.url == f"{live_server.url}/products/?search=cream"
    hears(page, "3 products")
    assert focused(page) == "search-search"
    page.locator("#by-concern-ageing").click()
    page.get_by_role("heading", name="2 products").wait_for()
    assert page.url == f"{live_server.url}/products/?search=cream&concern=ageing"
    hears(page, "2 products")
    assert focused(page) == "by-concern-ageing"
    box.fill("nothing like it")
    page.get_by_role("heading", name="No product fits all of this").wait_for()
    page.get_by_role("link", name="Remove “Search: nothing like it”").click()
    page.get_by_role("heading", name="2 products").wait_for()
    expect(box).to_have_value("")  # the box, which stayed, says what the list is searched for
    assert page.evaluate("window.theSamePage")
    page.go_back()
    page.get_by_role("heading", name="No product fits all of this").wait_for()
    assert page.get_by_role("searchbox", name="Search products").input_value() == "nothing like it"
    assert noticed == []


@pytest.mark.parametrize("script", [True, False])
def test_products_are_ticked_and_set_side_by_side(browser, live_server, script):
    page = browser.new_page(java_script_enabled=script, viewport={"width": 360, "height": 800})
    page.goto(f"{live_server.url}/products/")
    for name in ("CALECIM Serum", "Multi-Action Cream", "Advanced Hair System"):
        page.get_by_role("checkbox", name=f"Compare {name}").check()
    page.get_by_role("button", name="Compare the ticked products").click()
    page.wait_for_url("**/compare/?product=calecim-serum&product=multi-action-cream&product=advanced-hair-system")
    heads = page.get_by_role("columnheader")
    assert [heads.nth(place).is_visible() for place in range(heads.count())] == [True, True]  # two side by side, the others one link away
    page.get_by_role("link", name="Put Advanced Hair System in the second place").click()
    page.get_by_role("columnheader", name="Advanced Hair System").wait_for()
    page.get_by_label("Only rows in which they differ").check()
    page.locator("main").get_by_role("button", name="Compare").click()
    page.wait_for_url("**&differences=only")
    assert page.get_by_role("rowheader", name="Do not use").is_visible()
    page.locator("#row-evidence").scroll_into_view_if_needed()
    assert page.get_by_role("columnheader", name="CALECIM Serum").bounding_box()["y"] >= 0  # the names stay in view
    page.close()
