"""What the browser tests look at: pages by visitor, and how a page is judged."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.browser.judging import faults  # noqa: F401 - journeys ask for it as pages.faults
from tests.client import PortalClient

# Each entry is an address that answers 200, or an address and its status.
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
    "/compare/",
    "/compare/?product=calecim-serum&product=multi-action-cream&product=advanced-hair-system&product=eye-contour-lifting-cream",
    "/finder/",
    "/finder/?goal=unsure",
    "/finder/?goal=hydration&treated_skin=yes&active_acne=yes&health=pregnancy&time=morning",
    "/routine/",
    "/routine/?product=calecim-serum&product=multi-action-cream&product=recovery-night-complex&also_using=retinoid&skin=oily&procedure=no",
    "/routine/?product=calecim-serum&product=multi-action-cream&product=eye-contour-lifting-cream&skin=active_acne&procedure=today",
    "/courses/advanced-hair-system/",
    "/courses/advanced-hair-system/?starts_on=2027-05-04",
    ("/courses/advanced-hair-system/?starts_on=2027-02-30", 400),
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
    ("/report/?kind=spoiled_product&kind=other", 400),
    ("/no/such/page/", 404),
    ("/products/withdrawn-cream/", 410),
    "/privacy/",
    "/terms/",
    "/accessibility/",
    "/appearance/",
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
    ("/courses/advanced-hair-system/?starts_on=2027-05-09&treatments=5", 400),
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
CONSUMER = [
    "/",
    "/products/calecim-serum/",
    "/courses/advanced-hair-system/",
    "/account/",
    ("/dosing/", 403),
]
SALON = [
    "/",
    "/products/advanced-hair-system/",
    "/courses/advanced-hair-system/?starts_on=2027-05-04",
    "/account/",
    ("/dosing/", 403),
]
# What editors read before anybody else does, marked as a preview.
EDITOR = [
    "/",
    "/products/calecim-serum/",
    "/ingredients/clcm/",
    "/learn/choosing-a-serum/",
    "/questions/laboratory-effects/",
    "/dosing/?procedure=microneedling&needle_depth_mm=1.5",
    "/protocols/serum-after-procedure/v1/",
]
# Long on purpose: what is looked up here is looked up by the search of the browser, all at once.
LIMITS = {
    "/evidence/disagreements/": {"nodes": 2300},  # every disagreement with both its positions
    "/sources/s1/": {"nodes": 3000},  # every line that rests on this document
    "/comparators/": {"nodes": 1800},  # every product of every other brand
    "/dosing/card/": {"nodes": 1200},  # every dose, for the hours without network
    "/components/": {"nodes": 2500, "warnings": 99},  # every component
    "/api/v1/docs/": {"nodes": 1200},  # every address of the API
}
SECRET = "E5AEQIIMIG45ZWVVR34ZTKTWARFXCQCJ"  # of every authenticator app in these tests


def listen(page, base):
    """Everything that a reader would not see but that is wrong: console words, script errors, requests to another host."""
    noticed = []
    page.on("console", lambda message: noticed.append(message.text) if is_wrong(message) else None)
    page.on("pageerror", lambda error: noticed.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((base, "data:")) else noticed.append(f"asks {request.url}"))
    return noticed


def is_wrong(message):
    """A browser notes that a page itself was refused; there it is the answer that was asked for, and its status is judged elsewhere."""
    asked_for = "status of 4" in message.text and message.location["url"].split("#")[0] == message.page.url.split("#")[0]
    return message.type in {"error", "warning"} and not asked_for


def enter(context, base, person):
    """Signed in without the way there, which tests of accounts go; staff with their second factor."""
    client = PortalClient()
    client.force_login(person)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}])


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
