"""A refused form says what is wrong before anything else, leads there, and says it there again; a sign-in can be pasted."""

import pytest

from tests import factories
from tests.browser import judging, pages

# Asked by address, as a link would. Each is wrong in one way.
ASKED = [
    (None, "/finder/?goal=bogus"),
    (None, "/serum-check/?colour=bogus"),
    (None, "/comparators/?product=bogus"),
    (None, "/compare/?product=bogus"),
    (None, "/routine/?product=bogus"),
    (None, "/courses/advanced-hair-system/?starts_on=2027-02-30"),
    (factories.practitioner, "/dosing/?procedure=microneedling&needle_depth_mm=99"),
    (factories.practitioner, "/dosing/?procedure=microneedling&needle_depth_mm=1,5"),
    (factories.practitioner, "/dosing/?procedure=chemical-peel&peel_level=3"),
    (factories.practitioner, "/dosing/?expected_downtime_hours=x"),
    (factories.practitioner, "/plan/?procedure=dermabrasion&performed_at=yesterday"),
    (factories.practitioner, "/supplies/?procedure-0=microneedling&needle_depth_mm-0=0.5&count-0=x"),
    (factories.practitioner, "/courses/advanced-hair-system/?starts_on=2027-05-09&treatments=5"),
]
# Sent as they stand: nothing is filled in.
EMPTY = [
    (None, "/account/login/"),
    (None, "/account/signup/"),
    (None, "/account/password/reset/"),
    (None, "/report/?kind=spoiled_product"),
    (factories.user, "/account/profession/"),
    (factories.user, "/account/password/change/"),
    (factories.user, "/account/email/"),
]
AS_IT_STANDS = "form => { form.noValidate = true; form.requestSubmit(form.querySelector('button:not([type=button])')) }"


def test_every_form_says_what_is_wrong_and_where(browser, live_server):
    found, people = [], {}
    for person, address in ASKED + EMPTY:
        if person not in people:
            people[person] = browser.new_context().new_page()
            if person:
                pages.enter(people[person].context, live_server.url, person())
        page = people[person]
        page.goto(f"{live_server.url}{address}")
        if (person, address) in EMPTY:
            with page.expect_navigation():  # past what the browser itself would refuse
                page.locator("main form[method=post]:has(input:not([type=hidden]))").last.evaluate(AS_IT_STANDS)
        found += [f"{address}: {fault}" for fault in judging.refusal(page)]
    judging.nothing_in(found)


@pytest.mark.parametrize(
    ("address", "label", "name"),
    [
        ("/account/login/", "E-mail", "username"),
        ("/account/login/", "Password", "current-password"),
        ("/account/signup/", "E-mail", "email"),
        ("/account/signup/", "Password", "new-password"),
    ],
)
def test_a_password_manager_fills_the_entrance_and_one_may_paste(page, live_server, address, label, name):
    page.goto(f"{live_server.url}{address}")
    field = page.get_by_label(label, exact=True)
    assert name in field.get_attribute("autocomplete").split()
    pasted = "field => field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true }))"
    assert field.evaluate(pasted), "nothing on the page refuses it"
