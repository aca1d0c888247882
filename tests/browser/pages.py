"""What the browser tests look at: pages by visitor, and how a page is judged."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe

PUBLIC = [
    "/",
    "/?profession=consumer",
    "/?profession=salon",
    "/products/",
    "/products/?concern=ageing&kind=cream",
    "/products/?search=nothing-at-all",
    "/products/calecim-serum/",
    "/products/advanced-hair-system/",
    "/products/eye-contour-lifting-cream/",
    "/ingredients/",
    "/ingredients/clcm/",
    "/search/",
    "/search/?q=niacinimide",
    "/search/?q=serum",
    "/search/?q=nothing-at-all",
    "/questions/",
    "/questions/?topic=use&search=cream",
    "/questions/why-red-deer/",
    "/questions/laboratory-effects/",
    "/learn/",
    "/learn/kinds-of-stem-cell-ingredient/",
    "/learn/sources-and-trade-offs/",
    "/learn/choosing-a-serum/",
    "/evidence/",
    "/evidence/?search=nothing-at-all",
    "/evidence/disagreements/",
    "/sources/",
    "/sources/s1/",
    "/serum-check/",
    "/serum-check/?colour=yellow&clarity=cloudy&feeling=strong",
    "/serum-check/?colour=pink&clarity=clear&feeling=slight",
    "/finder/",
    "/finder/?goal=unsure",
    "/finder/?goal=hydration&treated_skin=yes&active_acne=yes&health=pregnancy&time=morning",
    "/courses/advanced-hair-system/",
    "/courses/advanced-hair-system/?starts_on=2027-05-04",
    "/courses/advanced-hair-system/?starts_on=2027-02-30",
    "/comparators/",
    "/comparators/?product=skinmedica-tns&product=symbiome-the-answer",
    "/stem-cell-sources/",
    "/glossary/",
    "/maker/",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/confirm-email/",
    "/account/deleted/",
    "/order/",
    "/contact/",
    "/report/",
    "/report/?kind=spoiled_product&product=calecim-serum",
    "/privacy/",
    "/terms/",
    "/accessibility/",
    "/components/",
    "/api/v1/docs/",
]
CLINIC = [
    "/",
    "/account/",
    "/dosing/",
    "/search/?q=microneedling",
    "/questions/how-much-calecim-serum/",
    "/dosing/?procedure=microneedling",
    "/dosing/?procedure=chemical-peel",
    "/dosing/?procedure=microneedling&needle_depth_mm=1.5",
    "/dosing/?expected_downtime_hours=72",
    "/dosing/?procedure=microneedling&needle_depth_mm=0.5&expected_downtime_hours=96",
    "/dosing/?procedure=microneedling&needle_depth_mm=0.75",
    "/dosing/?procedure=nd-yag-laser",
    "/dosing/?procedure=oxygen-facial",
    "/dosing/card/?procedure=microneedling&needle_depth_mm=1&expected_downtime_hours=80",
    "/procedures/",
    "/procedures/microneedling/",
    "/protocols/",
    "/protocols/serum-after-procedure/",
    "/protocols/serum-after-procedure/v1/",
    "/products/calecim-serum/",
    "/supplies/",
    "/supplies/?procedure-0=microneedling&needle_depth_mm-0=0.5&count-0=6&expected_downtime_hours-1=72&count-1=3"
    "&procedure-2=other&count-2=1&course-advanced-hair-system=6",
    "/courses/advanced-hair-system/",
    "/courses/advanced-hair-system/?starts_on=2027-05-09&treatments=7&closed=sunday",
    "/courses/advanced-hair-system/?starts_on=2027-05-09&treatments=5",
]
ACCOUNT = [
    "/account/",
    "/account/profession/",
    "/account/tokens/",
    "/account/delete/",
    "/account/email/",
    "/account/password/change/",
    "/account/sessions/",
    "/account/logout/",
    "/account/2fa/",
    "/account/2fa/recovery-codes/generate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/totp/deactivate/",
    "/account/reauthenticate/?next=/account/",
    "/account/2fa/reauthenticate/?next=/account/",
]
LOOKS = [(360, "light"), (1280, "light"), (360, "dark"), (1280, "dark")]
SECRET = "E5AEQIIMIG45ZWVVR34ZTKTWARFXCQCJ"  # of every authenticator app in these tests
# The dark theme changes colours and nothing else, so there only the rules on colours are asked again.
AXE_RULES_ON_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}
# Only what is violated is told in full: half the time.
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}


def listen(page, base):
    """Everything that a reader would not see but that is wrong: console words, script errors, requests to another host."""
    noticed = []
    page.on("console", lambda message: noticed.append(message.text) if is_wrong(message) else None)
    page.on("pageerror", lambda error: noticed.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((base, "data:")) else noticed.append(f"asks {request.url}"))
    return noticed


def is_wrong(message):
    """A browser notes that a page itself was answered with 400; there it is the answer that was asked for."""
    asked_for = "status of 400" in message.text and message.location["url"].split("#")[0] == message.page.url.split("#")[0]
    return message.type in {"error", "warning"} and not asked_for


def faults(page):
    """Accessibility faults and sideways scrolling in all four looks of the open page."""
    found = []
    for width, theme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=theme)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{width} px {theme}: {wide - width} px wider than the window")
        result = Axe().run(page, options=AXE_RULES if theme == "light" else AXE_RULES_ON_COLOURS)
        if result.violations_count:
            found.append(f"{width} px {theme}: {result.generate_snapshot()}")
    return found


def sign_in(page, base, email, password):
    page.goto(f"{base}/account/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/account/login/" not in url)  # else the next page asked for could cut the sign-in short


def code():
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def sign_in_with_code(page, base, email, password):
    page.goto(f"{base}/account/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account/2fa/authenticate/**")
    page.locator("input[name=code]").first.fill(code())
    page.locator("main form").first.get_by_role("button").first.click()
    page.wait_for_url(lambda url: "/2fa/authenticate/" not in url)
