"""What the first visit to a page of each kind costs: bytes on the way, requests, and nobody else asked."""

import gzip

import pytest

from tests import factories
from tests.browser import judging, pages

KB = 1000
BUDGETS = {"document": 25 * KB, "stylesheet": 18 * KB, "script": 22 * KB, "font": 65 * KB, "image": 15 * KB}
IN_ALL, REQUESTS = 165 * KB, 8
PACKED_ALREADY = ("font/woff2", "image/avif", "image/webp", "image/jpeg", "image/png")
# By kind of page, the heaviest of its kind among those that everybody opens.
ANYONE = {
    "home": "/?profession=consumer",
    "gate": "/?profession=change",
    "list": "/products/",
    "product": "/products/calecim-serum/",
    "article": "/learn/choosing-a-serum/",
    "finder": "/finder/?goal=unsure",
    "compare": "/compare/?product=calecim-serum&product=multi-action-cream",
    "routine": "/routine/?product=calecim-serum&product=multi-action-cream&product=restorative-hydration-cream&also_using=retinoid",
    "search": "/search/?q=serum",
}
CLINIC = {
    "look-up": "/dosing/?expected_downtime_hours=72",
    "plan": "/plan/?procedure=dermabrasion&performed_at=2027-03-01T10:00Z",
    "protocol": "/protocols/serum-after-procedure/",
}


def on_the_way(response):
    """As a server sends it: text packed, as deploy/ sets it up and static files are packed at a release."""
    body = response.body()
    return len(body if response.headers.get("content-type", "").split(";")[0] in PACKED_ALREADY else gzip.compress(body, 6))


def first_visit(browser, base, address, person):
    """[(kind, address, bytes)] of all that a browser with an empty cache asks for, its icon among them."""
    context, answers = browser.new_context(viewport={"width": 360, "height": 800}), []
    if person:
        pages.enter(context, base, person)
    page = context.new_page()
    page.on("response", lambda answer: answers.append(answer))
    page.goto(f"{base}{address}", wait_until="networkidle")
    asked = [(answer.request.resource_type, answer.url, on_the_way(answer)) for answer in answers]
    context.close()
    return asked


@pytest.mark.parametrize(("person", "kinds"), [(None, ANYONE), (factories.practitioner, CLINIC)], ids=["anyone", "clinic"])
def test_a_first_visit_stays_within_its_budget(browser, live_server, person, kinds):
    visitor, found = person and person(), []
    for kind, address in kinds.items():
        asked = first_visit(browser, live_server.url, address, visitor)
        for what, most in BUDGETS.items():
            size = sum(size for is_a, _url, size in asked if is_a == what)
            if size > most:
                found.append(f"{kind}: {what} {size / KB:.1f} kB, {most / KB:.0f} kB at most")
        in_all = sum(size for _is_a, _url, size in asked)
        if in_all > IN_ALL:
            found.append(f"{kind}: {in_all / KB:.1f} kB in all")
        if len(asked) > REQUESTS:
            found.append(f"{kind}: {len(asked)} requests: {', '.join(url.removeprefix(live_server.url) for _is_a, url, _size in asked)}")
        found += [f"{kind}: asks {url}" for _is_a, url, _size in asked if not url.startswith(live_server.url)]
    judging.nothing_in(found)
