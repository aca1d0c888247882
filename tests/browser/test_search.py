"""Search as one types: the same address and the same results as without script."""

from tests.browser import pages


def test_results_come_while_typing_and_back_restores_them(page, live_server):
    noticed = pages.listen(page, live_server.url)
    page.goto(f"{live_server.url}/search/")
    page.get_by_label("What are you looking for?").press_sequentially("niacin", delay=30)
    page.get_by_role("heading", name="results for “niacin”").wait_for()
    assert page.url == f"{live_server.url}/search/?q=niacin"
    assert page.evaluate("document.activeElement.id") == "search-q"
    page.locator("#found").get_by_role("link", name="Niacinamide").first.click()
    page.wait_for_url("**/ingredients/niacinamide/")
    page.go_back()
    page.wait_for_url("**/search/?q=niacin")
    assert page.get_by_label("What are you looking for?").input_value() == "niacin"
    assert page.get_by_role("heading", name="results for “niacin”").is_visible()
    assert noticed == []


def test_without_script_the_button_finds_the_same(browser, live_server):
    plain = browser.new_page(java_script_enabled=False)
    plain.goto(f"{live_server.url}/search/")
    plain.get_by_label("What are you looking for?").fill("niacin")
    plain.locator("main").get_by_role("button", name="Search").click()
    plain.wait_for_url("**/search/?q=niacin")
    assert plain.locator("#found").get_by_role("link", name="Niacinamide").first.is_visible()
