"""The editors' day in a real browser: a concentration and a dose, each with a second look before anybody else reads it."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache

from catalogue.models import Concentration, ProposedChange
from protocols.models import ProtocolVersion
from tests import factories
from tests.browser import pages

PASSWORD = "a long enough password"
WIDE = {"width": 1280, "height": 900}


def staff(browser, base, made):
    TOTP.activate(made, pages.SECRET)
    page = browser.new_context(viewport=WIDE).new_page()
    page.set_default_timeout(10_000)
    noticed = pages.listen(page, base)
    pages.sign_in_with_code(page, base, made.email, PASSWORD)
    return page, noticed


def enter_code_again(page, made):
    """A code counts once: the one just used is forgotten, as half a minute would do."""
    page.wait_for_url("**/2fa/reauthenticate/**")
    forget_used_codes()
    page.locator("input[name=code]").first.fill(pages.code())
    page.locator("main form").first.get_by_role("button").first.click()
    page.wait_for_url(lambda url: "/2fa/reauthenticate/" not in url)


def forget_used_codes():
    cache.clear()


def save(page):
    page.locator("input[name=_save]").first.click()


def test_a_concentration_is_changed_looked_at_and_published(browser, live_server):
    base = live_server.url
    page, noticed = staff(browser, base, factories.editor(email="edda@example.org", name="Edda Editor"))
    line = Concentration.objects.get(product__slug="calecim-serum", percent=80)
    place = list(line.product.formula.values_list("pk", flat=True)).index(line.pk)
    page.goto(f"{base}/admin/catalogue/product/{line.product_id}/change/")
    page.locator(f"[name=formula-{place}-percent]").fill("75")
    page.locator(f"[name=formula-{place}-as_stated]").fill("75 %")
    page.locator("[name=_propose]").first.click()
    page.wait_for_url("**/proposedchange/**")
    assert page.get_by_text("75").first.is_visible()
    address = page.url

    # Readers see the old figure, the preview shows the new one
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Preview as consumer").first.click()
    preview = opened.value
    preview.get_by_text("Nothing of it is saved.").first.wait_for()
    assert "75\u00a0%" in preview.locator("main").text_content()
    visitor = browser.new_context(viewport=WIDE).new_page()
    visitor.goto(f"{base}/products/calecim-serum/")
    assert "80\u00a0%" in visitor.locator("main").text_content()

    page.goto(address)
    page.locator("[name=_publish]").click()
    page.get_by_text("Published: readers see it now.").wait_for()
    assert ProposedChange.objects.get().status == "published"
    visitor.reload()
    assert "75\u00a0%" in visitor.locator("main").text_content()
    assert noticed == []


def test_a_dose_is_drafted_refused_to_its_author_and_signed_by_another(browser, live_server):
    base = live_server.url
    practitioner, editor = factories.practitioner(email="ada@example.org"), factories.editor(email="edda@example.org", name="Edda Editor")
    reviewer = factories.reviewer(email="rita@example.org", name="Rita Reviewer")

    # A patient gets a sheet of version 1
    clinic = browser.new_context(viewport=WIDE).new_page()
    pages.sign_in(clinic, base, practitioner.email, PASSWORD)
    plan = "procedure=microneedling&needle_depth_mm=1.5&performed_at=2026-12-30T10:00&time_zone=Europe/Berlin"
    clinic.goto(f"{base}/plan/?{plan}")
    clinic.get_by_role("button", name="Make the patient sheet").click()
    clinic.wait_for_url("**/sheet/**")
    sheet = clinic.url

    # The editor drafts another dose and submits it
    page, noticed = staff(browser, base, editor)
    protocol = ProtocolVersion.objects.get().protocol
    page.goto(f"{base}/admin/protocols/protocol/{protocol.pk}/change/")
    page.get_by_role("button", name="Start a new draft version").click()
    page.wait_for_url("**/protocolversion/**")
    change_moderate_dose(page)
    save(page)
    draft = ProtocolVersion.objects.get(number=2)
    page.goto(f"{base}/admin/protocols/protocolversion/{draft.pk}/change/")
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("waits for a second person").wait_for()

    # Who wrote it cannot sign it, and reads why
    page.goto(f"{base}/admin/protocols/protocolversion/{draft.pk}/review/")
    assert page.locator("[name=figures_checked]").count() == 0 or page.get_by_role("button", name="Sign").count() == 0
    assert "sign" in page.locator("#sign, [id*=sign]").first.inner_text().lower()

    # The reviewer ticks each figure and signs
    second, noticed_too = staff(browser, base, reviewer)
    second.goto(f"{base}/admin/protocols/protocolversion/{draft.pk}/review/")
    for box in second.locator("input[name=figures_checked]").all():
        box.check()
    second.locator("[name=role]").fill("Dermatologist")
    second.locator("[name=registration]").fill("GMC 1234567")
    second.locator("[name=next_review_on]").fill("2027-06-30")
    second.locator("main, #content-main").get_by_role("button", name="Sign").last.click()
    enter_code_again(second, reviewer)
    second.wait_for_url("**/protocols/serum-after-procedure/v2/")

    # The look-up gives the new dose, the old sheet says that it was replaced
    clinic.goto(f"{base}/dosing/?procedure=microneedling&needle_depth_mm=1.5")
    answer = clinic.locator("main").inner_text()
    assert "version 2" in answer.lower()
    assert "2.5\u00a0ml" in answer
    assert "10\u00a0ml" not in answer
    phone = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    phone.goto(sheet)
    assert "replaced" in phone.locator("main").inner_text().lower()
    assert Authenticator.objects.count() == 2
    assert (noticed, noticed_too) == ([], [])


def change_moderate_dose(page):
    """From 5 + 5 ml to 2.5 + 2.5 ml in two applications: whole ampoules, and the sum of what is applied."""
    draft = ProtocolVersion.objects.get(number=2)
    place = [dose.downtime_class.code for dose in draft.doses.all()].index("moderate")
    page.locator(f"[name=doses-{place}-in_clinic_ml]").fill("2.5")
    page.locator(f"[name=doses-{place}-take_home_ml]").fill("2.5")
    classes = [one.downtime_class.code for one in draft.applications.all()]
    for last in [number for number, code in enumerate(classes) if code == "moderate"][2:]:
        page.locator(f"[name=applications-{last}-DELETE]").check()
    page.locator("[name=change_note]").fill("Less at each moderate treatment.")
