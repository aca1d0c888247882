"""Accounts in a real browser: the whole way of a clinic from sign-up to a dose and out again, and ways to sign in."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core import mail

from accounts import actions
from accounts.models import Verification
from tests import factories
from tests.browser import pages

PASSWORD = "a long enough password"


def link_in_the_last_letter(base):
    """Letters lead to the address of the portal; the server of the tests stands at another port."""
    return base + re.search(rf"{settings.SITE_URL}(/\S+)", mail.outbox[-1].body)[1]


def decide(page, base, verification, decision, reason):
    page.goto(f"{base}/admin/accounts/verification/{verification.pk}/change/")
    page.locator(f"input[name=decision][value={decision}]").check()
    page.locator("[name=said]").fill(reason)
    page.locator("input[name=_save]").first.click()
    page.wait_for_url("**/admin/accounts/verification/")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_clinic_signs_up_is_verified_looks_up_a_dose_and_is_revoked(browser, live_server, scripts):
    base = live_server.url
    reviewer = factories.reviewer(email="reviewer@example.org", name="Rita Reviewer")
    TOTP.activate(reviewer, pages.SECRET)
    clinic = browser.new_context(java_script_enabled=scripts).new_page()
    noticed = pages.listen(clinic, base)

    # Sign up, and confirm the address by the link in the letter
    clinic.goto(f"{base}/dosing/")
    clinic.get_by_role("link", name="Create an account").click()
    clinic.get_by_label("E-mail").fill("ada@example.org")
    clinic.get_by_label("Password", exact=True).fill(PASSWORD)
    clinic.locator("main form").get_by_role("button", name="Create").click()
    clinic.wait_for_url("**/account/confirm-email/")
    clinic.goto(link_in_the_last_letter(base))
    clinic.locator("main").get_by_role("button").first.click()
    clinic.wait_for_url(lambda url: "confirm-email" not in url)

    # Not yet: the profession is stated, and staff look at it
    assert clinic.goto(f"{base}/dosing/").status == 403
    noticed.clear()  # the browser notes the refusal
    clinic.goto(f"{base}/account/profession/")
    clinic.get_by_label("Your name").fill("Ada Lovelace")
    clinic.get_by_label("Medical aesthetic practitioner").check()
    clinic.get_by_label("Clinic or salon").fill("Clinic, Bath")
    clinic.get_by_label("Country").select_option("GB")
    clinic.get_by_label("Register or licence number").fill("GMC 123")
    clinic.locator("main form").get_by_role("button", name=re.compile("Send|Save")).click()
    clinic.wait_for_url("**/account/")
    assert "Waiting for our check" in clinic.locator("main").inner_text()

    # A reviewer approves, with password and code
    staff = browser.new_context().new_page()
    pages.sign_in_with_code(staff, base, "reviewer@example.org", PASSWORD)
    verification = Verification.objects.get(user__email="ada@example.org")
    decide(staff, base, verification, "approved", "Found in the register.")
    assert mail.outbox[-1].subject == "Your profession is verified"

    # The dose
    clinic.goto(f"{base}/dosing/?procedure=microneedling&needle_depth_mm=1.5")
    assert "10\u00a0ml" in clinic.locator("main").inner_text()

    # Revoked: closed on the next request, without a figure
    decide(staff, base, verification, "revoked", "The register no longer lists the number.")
    assert noticed == []
    assert clinic.reload().status == 403
    assert "ml" not in clinic.locator("main").inner_text().split()
    clinic.goto(f"{base}/account/")
    assert "The register no longer lists the number." in clinic.locator("main").inner_text()


def test_account_pages_are_without_fault(page, live_server):
    person = factories.professional(status="more_needed", email="ada@example.org")
    TOTP.activate(person, pages.SECRET)
    Verification.objects.update(reason="Which register?")
    actions.make_token(by=person, name="Clinic software")
    pages.sign_in_with_code(page, live_server.url, "ada@example.org", PASSWORD)
    page.goto(f"{live_server.url}/account/tokens/")
    page.locator("input[name=password]").fill(PASSWORD)  # asked again before what is risky
    page.locator("main form").first.get_by_role("button", name=re.compile("Confirm|Go on|Continue")).click()
    page.wait_for_url("**/account/tokens/")
    noticed = pages.listen(page, live_server.url)
    found = []
    for path in pages.ACCOUNT:
        page.goto(f"{live_server.url}{path}")
        found += [f"{path} {fault}" for fault in pages.faults(page)]
    assert found + noticed == []


def test_a_passkey_is_added_and_signs_in(page, live_server):
    person = factories.editor(email="edda@example.org")
    TOTP.activate(person, pages.SECRET)
    base = live_server.url.replace("127.0.0.1", "localhost")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})
    noticed = pages.listen(page, base)
    pages.sign_in_with_code(page, base, "edda@example.org", PASSWORD)
    page.goto(f"{base}/account/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.goto(f"{base}/account/reauthenticate/?next=/account/2fa/webauthn/add/")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form").first.get_by_role("button", name=re.compile("Confirm|Go on|Continue")).click()
        page.wait_for_url("**/webauthn/add/")
    page.locator("main form [type=submit], main form button").first.click()
    page.wait_for_url(lambda url: "/add/" not in url)
    page.goto(f"{base}/account/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{base}/")
    page.goto(f"{base}/account/login/?next=/admin/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/admin/")
    assert noticed == []
