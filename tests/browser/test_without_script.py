"""The same address gives the same answer with and without script, to the last figure; and nothing asks another host."""

import pytest

from tests import factories
from tests.browser import pages

ANYONE = [
    "/",
    "/?profession=consumer",
    "/products/?concern=ageing",
    "/products/calecim-serum/",
    "/finder/",
    "/finder/?goal=hydration&treated_skin=yes&active_acne=yes&health=pregnancy&time=morning",
    "/compare/?product=calecim-serum&product=multi-action-cream",
    "/routine/?product=calecim-serum&product=multi-action-cream&also_using=retinoid",
    "/search/?q=serum",
    "/search/?q=niacinimide",
    "/serum-check/?colour=pink&clarity=clear&feeling=slight",
    "/courses/advanced-hair-system/?starts_on=2027-05-04",
    "/comparators/?product=skinmedica-tns&product=symbiome-the-answer",
]
CLINIC = [
    "/dosing/",
    "/dosing/?procedure=microneedling&needle_depth_mm=1.5",
    "/dosing/?procedure=chemical-peel&peel_level=3&peel_neutralised=true",
    "/dosing/?expected_downtime_hours=72",
    "/dosing/?procedure=microneedling&needle_depth_mm=0.75",
    "/dosing/?procedure=oxygen-facial",
    "/plan/?procedure=dermabrasion&performed_at=2027-03-01T10:00Z",
    "/supplies/?procedure-0=microneedling&needle_depth_mm-0=0.5&count-0=6&course-advanced-hair-system=6",
    "/protocols/serum-after-procedure/",
    "/courses/advanced-hair-system/?starts_on=2027-05-09&treatments=7",
]
# What this device remembers or does: it makes no part of an answer.
ONLY_WITH_SCRIPT = "[data-print], #offline-copy, [data-recent]"


@pytest.mark.parametrize(("person", "addresses"), [(None, ANYONE), (factories.practitioner, CLINIC)], ids=["anyone", "clinic"])
def test_pages_say_the_same_without_script(browser, live_server, person, addresses):
    visitor, read = person and person(), {}
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        if visitor:
            pages.enter(context, live_server.url, visitor)
        page = context.new_page()
        noticed = pages.listen(page, live_server.url)
        for address in addresses:
            assert page.goto(f"{live_server.url}{address}").ok, address
            page.locator("main").evaluate("(main, extra) => main.querySelectorAll(extra).forEach((one) => one.remove())", ONLY_WITH_SCRIPT)
            read[address, script] = page.locator("main").inner_text()
        assert noticed == []
        context.close()
    for address in addresses:
        assert read[address, False] == read[address, True], address
