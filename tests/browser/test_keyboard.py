"""The main journeys by the keyboard alone: the Tab key reaches everything, and one sees where it is, never under something else."""

import pytest

from tests import factories
from tests.browser import judging, pages

ANYONE = [
    "/?profession=change",
    "/products/",
    "/products/calecim-serum/",
    "/finder/",
    "/finder/?goal=hydration&treated_skin=yes&active_acne=yes&health=pregnancy&time=morning",
    "/compare/?product=calecim-serum&product=multi-action-cream",
    "/routine/?product=calecim-serum&product=multi-action-cream",
    "/search/?q=serum",
    "/comparators/?product=skinmedica-tns&product=symbiome-the-answer",
    "/account/login/",
    "/report/",
]
CLINIC = [
    "/dosing/",
    "/dosing/?procedure=microneedling&needle_depth_mm=1.5",
    "/dosing/?expected_downtime_hours=72",
    "/plan/?procedure=dermabrasion&performed_at=2027-03-01T10:00Z",
    "/supplies/",
    "/courses/advanced-hair-system/?starts_on=2027-05-09&treatments=7",
]


@pytest.mark.parametrize(("person", "addresses"), [(None, ANYONE), (factories.practitioner, CLINIC)], ids=["anyone", "clinic"])
def test_the_keyboard_reaches_everything_in_sight(page, live_server, person, addresses):
    if person:
        pages.enter(page.context, live_server.url, person())
    found = []
    for address in addresses:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{live_server.url}{address}")
            found += [f"{address} {width}: {fault}" for fault in judging.walk(page)]
    judging.nothing_in(found)
