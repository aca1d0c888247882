"""The review of a protocol version in a real browser: without fault on a phone and a wide screen, and its ticks belong to the sign box."""

from decimal import Decimal

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from tests import factories
from tests.browser import judging, pages
from tests.protocols.versions import signing_reviewer, submitted_version

PASSWORD = "a long enough password"


@pytest.fixture
def in_review(transactional_db):
    return submitted_version(author=factories.editor(name="Edda Editor"), change=less_at_home)


def less_at_home(version):
    """Minimal downtime: a whole ampoule in the clinic, nothing at home; and other words for a step."""
    version.doses.filter(downtime_class__code="minimal").update(in_clinic_ml=Decimal(5), take_home_ml=Decimal(0))
    version.applications.filter(downtime_class__code="minimal").delete()
    version.technique.filter(code="press").update(text="Press lightly.")


def test_the_review_page_is_without_fault(page, live_server, in_review):
    TOTP.activate(signing_reviewer(email="rita@example.org"), pages.SECRET)
    noticed = pages.listen(page, live_server.url)
    pages.sign_in_with_code(page, live_server.url, "rita@example.org", PASSWORD)
    address = f"{live_server.url}/admin/protocols/protocolversion/{in_review.pk}/review/"
    page.goto(f"{address}preview/?as=practitioner")
    page.goto(address)
    page.get_by_label("Comment:").fill("Which leaflet?")
    page.get_by_role("button", name="Write the comment").click()
    page.wait_for_url("**/review/#comments")
    assert "Which leaflet?" in page.locator("#comments").inner_text()
    boxes = page.get_by_role("checkbox")
    for place in range(boxes.count()):
        boxes.nth(place).check()
    ticked = page.evaluate("new FormData(document.getElementById('sign-form')).getAll('figures_checked')")
    assert ticked == ["doses.minimal.in_clinic_ml", "doses.minimal.take_home_ml", "applications.minimal.1", "applications.minimal.2"]
    assert noticed == []  # before axe, whose own reading of the admin's styles is refused by the policy
    judging.nothing_in(pages.faults(page, framed=False))
