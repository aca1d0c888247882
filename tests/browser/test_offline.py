"""The offline copy of the dosing card in a real browser: it answers as the look-up does, for 72 hours, for one reader, until sign-out."""

import re
from contextlib import contextmanager

import pytest

from accounts.models import Verification
from protocols.models import ProtocolVersion
from tests import factories
from tests.browser import pages
from tests.protocols.versions import signed_version

PASSWORD = "a long enough password"
KEPT = "caches.match('/dosing/card/', {cacheName: 'dosing-card', ignoreVary: true})"
MINUTE = 60 * 1000
HOURS_72 = 72 * 60 * MINUTE
ANSWER = "/dosing/?expected_downtime_hours=12"
QUESTIONS = {
    "procedure=microneedling&needle_depth_mm=1.5": "Moderate downtime",  # match by depth
    "expected_downtime_hours=12": "Minimal downtime",  # match by downtime
    "expected_downtime_hours=72": "72\u00a0hours is the end of one class",  # on the shared bound
    "procedure=microneedling&needle_depth_mm=0.50&expected_downtime_hours=096": "this one governs",  # depth and downtime disagree
    "procedure=microneedling&needle_depth_mm=0.75&expected_downtime_hours=24": "rests on the expected downtime alone",
    "procedure=microneedling&needle_depth_mm=0.75": "A needle depth of 0.75\u00a0mm is in no class",  # between two rules
    "procedure=chemical-peel&peel_level=5&peel_neutralised=true": "Peel level 5 is in no class",  # beyond the last
    "procedure=chemical-peel&peel_level=3&peel_neutralised=false": "Neutralise the peel",  # the stop
    "procedure=nd-yag-laser": "Confirm that you expect a downtime of 72",  # a name without a setting
    "procedure=oxygen-facial&expected_downtime_hours=12": "Do not use Serum",  # whatever the downtime
}
WRONG = {
    "procedure=microneedling&needle_depth_mm=0,75": "Use a point, not a comma",
    "procedure=microneedling&needle_depth_mm=1e1": "Enter a plain number",
    "procedure=microneedling&needle_depth_mm=10.001": "Enter 10\u00a0mm at most.",
    "procedure=chemical-peel&peel_level=3": "Say whether the peel is neutralised.",
    "procedure=chemical-peel&peel_neutralised=true": "Give the peel level, or the expected downtime.",
    "procedure=constructor&expected_downtime_hours=12": "There is no procedure with that name.",
    "procedure=microneedling&peel_level=3&expected_downtime_hours=12": "Microneedling does not have this setting.",
    "procedure=dermabrasion&peel_neutralised=true": "Only a chemical peel is neutralised.",
    "needle_depth_mm=1": "Name the procedure as well.",
    "product=": "Name a procedure or give the expected downtime.",
    "expected_downtime_hours=12&product=advanced-hair-system": "The hair system has its own course",
    "expected_downtime_hours=12&patient=x": "does not know: patient.",
    "expected_downtime_hours=12&expected_downtime_hours=13": "Give this parameter once.",
}


@pytest.fixture(autouse=True)
def people(transactional_db):
    factories.practitioner(email="clinic@example.org")
    factories.user(email="consumer@example.org")


@contextmanager
def tablet(browser, base):
    """A practitioner's browser whose copy has been made. What is wrong on its console fails the test, refusals aside."""
    context = browser.new_context()
    page = context.new_page()
    noticed = pages.listen(page, base)
    pages.sign_in(page, base, "clinic@example.org", PASSWORD)
    open_and_keep(page, base)
    yield page
    context.close()
    assert [line for line in noticed if "status of 403" not in line and "ERR_INTERNET_DISCONNECTED" not in line] == []


def open_and_keep(page, base):
    page.goto(f"{base}/dosing/")
    page.locator("#offline-copy").get_by_text("Works without network until").wait_for()


def made_at(page):
    return page.evaluate(f"{KEPT}.then(copy => Number(copy.headers.get('Card-Made')))")


def wait_until(page, promise):
    """Asks again until the promise gives true. The browser's own way of waiting takes a promise itself for true, and would never fail."""
    for _attempt in range(50):
        if page.evaluate(promise):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not within 5 seconds: {promise}")


def wait_until_gone(page):
    wait_until(page, f"async () => !(await {KEPT})")


def age_copy(page, milliseconds):
    """As if the copy had been made so much earlier: its headers are moved back."""
    page.evaluate(
        """async (by) => {
            const cache = await caches.open('dosing-card')
            const copy = await cache.match('/dosing/card/', {ignoreVary: true})
            const headers = new Headers(copy.headers)
            for (const name of ['Card-Made', 'Card-Until']) headers.set(name, Number(headers.get(name)) - by)
            await cache.put('/dosing/card/', new Response(await copy.text(), {headers}))
        }""",
        milliseconds,
    )


def text_of(page):
    return page.locator("body").inner_text()


def has_a_volume(page):
    """In what can be read, and in what a script could still bring out."""
    return re.search(r"\d(\s|&nbsp;)?ml\b", page.evaluate("document.documentElement.innerHTML")) is not None


def answer_on(page):
    """What a reader acts on: the heading of the answer, each class with its figures, every row of home use, and what must never be done."""
    on_card = page.locator("#card-answer").count()
    shown = page.locator("#card-answer" if on_card else "main")
    lines = {
        "panels": ".dose-panel :is(.dose-panel__heading, dt, dd)",
        "rows": ".dose-table tbody tr",
        "never": ".never-box li",
        "precautions": ".safeguard-list__item strong",
    }
    found = {name: [re.sub(r"\s+", " ", line) for line in shown.locator(place).all_inner_texts()] for name, place in lines.items()}
    heading = page.locator("h1:visible" if on_card else "#answer h2").first
    return {**found, "heading": heading.inner_text().split("\n")[0]}


def test_without_network_every_question_has_the_answer_it_had_with_it(browser, live_server):
    base = live_server.url
    with tablet(browser, base) as page:
        online = {}
        for query in QUESTIONS:
            page.goto(f"{base}/dosing/?{query}")
            online[query] = answer_on(page)
        page.context.set_offline(True)
        for query, words in QUESTIONS.items():
            page.goto(f"{base}/dosing/?{query}")
            assert answer_on(page) == online[query], query
            assert words in text_of(page), query
            assert re.search(r"Offline copy, version 1\. Made \d+ \w+ \d{4}, \d\d:\d\d UTC\. Not to be used after \d+", text_of(page))
        for query, words in WRONG.items():
            page.goto(f"{base}/dosing/?{query}")
            assert words in page.locator("#card-problems").inner_text(), query
            assert not page.locator("#card-answer").is_visible()
        page.goto(f"{base}/dosing/")
        page.get_by_label("Procedure").select_option("microneedling")
        assert not page.get_by_text("Is the peel neutralised?").is_visible()
        page.get_by_label("Needle depth").fill("2.001")
        page.get_by_role("button", name="Show the dose").click()
        assert "High downtime" in page.locator("#card-answer").inner_text()
        assert page.url.endswith("/dosing/?procedure=microneedling&needle_depth_mm=2.001&expected_downtime_hours=")
        for path in ("/dosing/card/", "/protocols/serum-after-procedure/", "/protocols/serum-after-procedure/v1/"):
            page.goto(base + path)
            assert "Offline copy, version 1" in text_of(page)
        page.goto(f"{base}/protocols/serum-after-procedure/v2/")  # another version is not answered by this one
        assert "No network" in text_of(page)
        page.get_by_role("link", name="Open the dosing card").click()
        page.get_by_text("Offline copy, version 1").wait_for()
        loaded = "document.fonts.ready.then(fonts => [...fonts].filter(face => face.status == 'loaded').length)"
        assert page.evaluate(loaded) >= 2


def grow_too_old(page, base):
    page.context.set_offline(True)
    age_copy(page, HOURS_72 - 5 * MINUTE)
    page.goto(base + ANSWER)
    assert "Offline copy" in text_of(page)  # still within its time
    age_copy(page, 6 * MINUTE)
    page.goto(base + ANSWER)
    assert "This copy is too old" in text_of(page)
    assert not has_a_volume(page)
    wait_until_gone(page)
    page.goto(base + ANSWER)
    assert "keeps no copy" in text_of(page)


def come_from_the_future(page, base):
    page.context.set_offline(True)
    age_copy(page, -11 * MINUTE)
    page.goto(base + ANSWER)
    assert "This copy is too old" in text_of(page)


def sign_out(page, base):
    page.goto(f"{base}/account/logout/")
    assert made_at(page)
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{base}/")


def sign_out_without_network(page, base):
    page.goto(f"{base}/account/logout/")
    page.context.set_offline(True)
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_timeout(300)  # the browser's own page of an error: nothing to wait for
    page.context.set_offline(False)
    page.goto(f"{base}/privacy/")


def be_refused_a_page(page, base):
    Verification.objects.update(status="revoked")
    assert page.goto(base + ANSWER).status == 403


def be_refused_elsewhere(page, base):
    """At an address that the worker leaves alone."""
    Verification.objects.update(status="revoked")
    assert page.evaluate("fetch('/api/v1/procedures/').then(answer => answer.status)") == 403


def be_refused_a_fresh_copy(page, base):
    Verification.objects.update(status="revoked")
    age_copy(page, 16 * MINUTE)
    page.evaluate(
        """navigator.serviceWorker.ready.then(({active}) => {
            active.postMessage({key: document.getElementById('offline-copy').dataset.key}, [new MessageChannel().port2])
        })"""
    )


def outlive_the_session(page, base):
    page.context.clear_cookies()
    page.goto(base + ANSWER)
    assert "/account/login/" in page.url


def be_followed_by_another_account(page, base):
    """Without a sign-out: the session had run out, and the next person signs in at once."""
    page.context.clear_cookies()
    pages.sign_in(page, base, "consumer@example.org", PASSWORD)
    page.goto(f"{base}/products/")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


ENDINGS = [grow_too_old, come_from_the_future, sign_out, sign_out_without_network, be_refused_a_page, be_refused_elsewhere]
ENDINGS += [be_refused_a_fresh_copy, outlive_the_session, be_followed_by_another_account]


def test_what_deletes_a_copy(browser, live_server):
    for end in ENDINGS:
        with tablet(browser, live_server.url) as page:
            end(page, live_server.url)
            wait_until_gone(page)
            # Cache and all; of a copy that is too old the style sheet stays, for the page that says so.
            left = "true" if end in {grow_too_old, come_from_the_future} else "false"
            wait_until(page, f"async () => (await caches.has('dosing-card')) === {left}")
        Verification.objects.update(status="verified")


def test_a_copy_keeps_up_with_its_version_and_with_the_time(browser, live_server):
    base = live_server.url
    with tablet(browser, base) as page:
        # Within a quarter of an hour a copy is left alone, then made anew
        age_copy(page, 10 * MINUTE)
        before = made_at(page)
        open_and_keep(page, base)
        assert made_at(page) == before
        age_copy(page, 6 * MINUTE)
        open_and_keep(page, base)
        assert made_at(page) > before

        # Left open, the page itself keeps to the limit: the last moment counts, the next second does not
        page.goto(f"{base}/dosing/card/?expected_downtime_hours=12")
        last = int(page.locator("#card").get_attribute("data-until"))
        for moment, too_old in ((last, False), (last + 1, True)):
            page.clock.set_fixed_time(moment)
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
            assert ("This copy is too old" in page.locator("main").inner_text()) == too_old
            assert has_a_volume(page) != too_old

    with tablet(browser, base) as page:
        # Open without network while the version is withdrawn: said as soon as there is network again
        page.context.set_offline(True)
        page.goto(f"{base}/dosing/card/")
        assert has_a_volume(page)
        ProtocolVersion.objects.filter(number=1).update(status="withdrawn", end_reason="A figure was wrong.")
        page.context.set_offline(False)
        page.get_by_text("A figure was wrong.").first.wait_for()
        assert not has_a_volume(page)
        # … and the copy says it from then on
        page.locator("#offline-copy").get_by_text("Works without network until").wait_for()
        page.context.set_offline(True)
        page.goto(base + ANSWER)
        assert "Offline copy" in text_of(page)
        assert "This protocol has been withdrawn" in text_of(page)
        assert not has_a_volume(page)
        # A copy of another state is replaced by the next clinic page, however fresh it is
        page.context.set_offline(False)
        signed_version()
        open_and_keep(page, base)
        page.context.set_offline(True)
        page.goto(base + ANSWER)
        assert has_a_volume(page)
