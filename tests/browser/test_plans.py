"""A clinic and its patient in a real browser: look up, plan, make the sheet, print it, read it on a phone, take the calendar, order."""

import io

import pytest
import zxingcpp
from icalendar import Calendar
from PIL import Image

from tests import factories
from tests.browser import judging, pages

PASSWORD = "a long enough password"
NARROW, WIDE = {"width": 360, "height": 800}, {"width": 1280, "height": 900}


def code_in(page, label):
    picture = page.get_by_role("img", name=label).screenshot()
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    return found.text


def downloaded(page, name):
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return download.value.path().read_bytes()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_look_up_to_the_patients_phone(browser, live_server, scripts):
    base = live_server.url
    factories.practitioner(email="ada@example.org")
    clinic = browser.new_context(java_script_enabled=scripts, viewport=WIDE, timezone_id="Europe/Berlin").new_page()
    noticed = pages.listen(clinic, base)
    pages.sign_in(clinic, base, "ada@example.org", PASSWORD)

    # Look up, and on to the plan
    clinic.goto(f"{base}/dosing/?procedure=microneedling")
    clinic.get_by_label("Needle depth in mm").fill("1.5")
    clinic.get_by_role("button", name="Show the dose").click()
    clinic.get_by_role("link", name="Dated plan and patient sheet").click()
    clinic.wait_for_url("**/plan/?**")
    if scripts:
        assert clinic.get_by_label("Time zone").input_value() == "Europe/Berlin", "the browser's own, to save typing"
        assert clinic.get_by_label("Time of the treatment").input_value()
    clinic.get_by_label("Time of the treatment").fill("2026-12-30T10:00")
    clinic.get_by_label("Time zone").fill("Europe/Berlin")
    clinic.get_by_role("button", name="Show the plan").click()
    clinic.get_by_text("The last application is on Friday 1 January 2027.").wait_for()
    if scripts:
        judging.nothing_in(pages.faults(clinic))

    # The sheet, on paper and as a file
    clinic.get_by_role("button", name="Make the patient sheet").click()
    clinic.wait_for_url("**/sheet/**")
    address = clinic.url
    assert code_in(clinic, "QR code with the address of this page") == address
    clinic.goto(f"{address}print/")
    printed_code = code_in(clinic, "QR code with the address below")
    clinic.emulate_media(media="print")
    assert clinic.get_by_text("What was done:").is_visible()
    assert not clinic.get_by_role("link", name="Back to the sheet").is_visible()
    clinic.emulate_media(media="screen")
    assert clinic.get_by_role("button", name="Print now").is_visible() is scripts
    if scripts:
        judging.nothing_in(pages.faults(clinic, framed=False))

    # A patient without an account, on a phone
    phone = browser.new_context(java_script_enabled=scripts, viewport=NARROW).new_page()
    noticed_on_the_phone = pages.listen(phone, base)
    phone.goto(address)
    for line in ("Wed 30 Dec", "Thu 31 Dec", "Fri 1 Jan"):
        assert phone.get_by_text(line).first.is_visible()
    assert phone.get_by_text("1.25\u00a0ml", exact=True).count() == 4
    assert phone.get_by_text("Change its plan").count() == 0
    events = Calendar.from_ical(downloaded(phone, "Add to my calendar")).walk("VEVENT")
    days = [event.decoded("DTSTART").isoformat() for event in events if event.walk("VALARM")]
    assert days == ["2026-12-30", "2026-12-31", "2026-12-31", "2027-01-01"]
    if scripts:
        judging.nothing_in(pages.faults(phone))
    phone.goto(printed_code)
    assert phone.get_by_role("heading", name="This version is in force").is_visible()

    # What the treatment takes is ordered
    clinic.goto(f"{base}/products/calecim-serum/")
    clinic.get_by_role("button", name="Add to order").click()
    clinic.goto(f"{base}/order/")
    assert clinic.get_by_text("CALECIM Serum").first.is_visible()
    assert (noticed, noticed_on_the_phone) == ([], [])
