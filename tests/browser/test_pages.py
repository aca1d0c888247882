"""Pages in a real browser: as each visitor, at two widths, in both themes, with and without script."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from tests import factories
from tests.browser import judging, pages

PASSWORD = "a long enough password"


@pytest.fixture
def clinic(page, live_server):
    pages.enter(page.context, live_server.url, factories.practitioner())
    return page


def look_at(page, base, entries):
    """Each page once, in every look; and no two pages of different addresses under one title."""
    noticed, found, titles = pages.listen(page, base), [], {}  # title -> its address; a protocol is its current version
    for entry in entries:
        path, status = (entry, 200) if isinstance(entry, str) else entry
        page.set_viewport_size({"width": 1280, "height": 800})
        answer = page.goto(f"{base}{path}")
        address = path.split("?")[0]
        if answer.status != status:
            found.append(f"{path} answers {answer.status}")
        title = page.title().removeprefix("Error: ")
        if titles.setdefault(title, address.removesuffix("v1/")) != address.removesuffix("v1/"):
            found.append(f"{path} has the title of {titles[title]}: {title}")
        found += [f"{path} {fault}" for fault in pages.faults(page, **pages.LIMITS.get(address, {}))]
    return found + noticed


def test_public_pages_are_without_fault(page, live_server):
    factories.product(slug="withdrawn-cream", status="retired", retired_reason="It is no longer made.")
    judging.nothing_in(look_at(page, live_server.url, pages.PUBLIC))


VISITORS = {
    "consumer": (factories.user, pages.CONSUMER),
    "salon": (lambda: factories.professional("salon"), pages.SALON),
    "practitioner": (factories.practitioner, pages.CLINIC),
    "editor": (factories.editor, pages.EDITOR),
}


@pytest.mark.parametrize("visitor", VISITORS)
def test_pages_are_without_fault_for(page, live_server, visitor):
    person, entries = VISITORS[visitor]
    pages.enter(page.context, live_server.url, person())
    judging.nothing_in(look_at(page, live_server.url, entries))


def test_dose_in_four_taps_from_home(clinic, live_server):
    clinic.goto(f"{live_server.url}/")
    clinic.get_by_role("link", name="Dosing").click()
    clinic.get_by_role("link", name="Microneedling").click()
    clinic.get_by_label("Needle depth").fill("1.5")
    clinic.get_by_role("button", name="Show the dose").click()
    clinic.wait_for_url("**needle_depth_mm=1.5**")
    figures = clinic.locator("main").inner_text()
    assert "needle_depth_mm=1.5" in clinic.url
    assert "10\u00a0ml" in figures
    assert "1.25\u00a0ml" in figures


def test_back_from_an_answer_shows_the_question_again(clinic, live_server):
    clinic.goto(f"{live_server.url}/dosing/?procedure=microneedling")
    clinic.get_by_label("Needle depth").fill("3")
    clinic.get_by_role("button", name="Show the dose").click()
    clinic.wait_for_url("**needle_depth_mm=3**")
    clinic.go_back()
    clinic.wait_for_url("**/dosing/?procedure=microneedling")
    clinic.get_by_label("Needle depth").wait_for()


@pytest.mark.parametrize(
    ("query", "figure"),
    [
        ("procedure=microneedling&needle_depth_mm=1.5", "10\u00a0ml"),
        ("procedure=microneedling&needle_depth_mm=0.5", "5\u00a0ml"),
        ("procedure=dermabrasion", "15\u00a0ml"),
    ],
)
def test_stops_dose_and_version_stand_in_the_first_800_pixels_of_a_phone(clinic, live_server, query, figure):
    clinic.set_viewport_size({"width": 360, "height": 800})
    clinic.goto(f"{live_server.url}/dosing/?{query}")
    for text in ("Do not inject", figure, "Version 1"):
        box = clinic.locator("main").get_by_text(text).first.bounding_box()
        assert box["y"] + box["height"] <= 800, text


def test_someone_who_should_not_get_in_is_told_how(page, live_server):
    factories.professional(status="pending", until=None, email="waiting@example.org")
    pages.sign_in(page, live_server.url, "waiting@example.org", PASSWORD)
    response = page.goto(f"{live_server.url}/dosing/")
    assert response.status == 403
    assert "verified" in page.locator("main").inner_text()
    assert "ml" not in page.locator("main").inner_text().split()


def test_an_editor_changes_a_product_in_the_admin(page, live_server):
    from django.contrib.auth.models import Group

    editor = factories.user(email="editor@example.org", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    noticed = pages.listen(page, live_server.url)
    TOTP.activate(editor, pages.SECRET)
    pages.sign_in_with_code(page, live_server.url, "editor@example.org", PASSWORD)
    page.goto(f"{live_server.url}/admin/catalogue/product/")
    page.get_by_role("link", name="Recovery Night Complex").click()
    page.locator("#id_summary").fill("A gel mask for the night, changed by an editor.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.wait_for_url("**/admin/catalogue/product/")
    page.goto(f"{live_server.url}/products/recovery-night-complex/")
    assert "changed by an editor" in page.locator("main").inner_text()
    assert noticed == []
