"""A visitor's list lives in the session, an account's on every device; at sign-in the one joins the other, once."""

import pytest
from django.contrib.messages import get_messages

from orders.models import OrderList
from tests import factories
from tests.client import PortalClient
from tests.reading import read, text_of

from .orders import CREAM, add

pytestmark = pytest.mark.django_db
MASK = "eye-contour-lifting-cream"


def numbers(client):
    """Each product in the list with its number, as the page shows them."""
    page = client.get("/order/")
    return {row["line"].key: row["line"].quantity for row in page.context["rows"]}


@pytest.fixture
def person():
    return factories.user(email="ada@example.org")


def signed_in(person):
    browser = PortalClient()
    browser.force_login(person)
    return browser


def test_a_visitor_keeps_a_list_in_one_browser(client):
    add(client)
    assert numbers(client) == {CREAM: 2}
    assert numbers(PortalClient()) == {}
    assert not OrderList.objects.exists()


def test_an_account_has_the_same_list_on_every_device(person):
    add(signed_in(person))
    assert numbers(signed_in(person)) == {CREAM: 2}


def test_a_list_of_an_account_is_nobody_elses(client, person):
    add(signed_in(person))
    assert numbers(signed_in(factories.user())) == {}
    assert numbers(client) == {}


def test_a_list_of_an_account_does_not_stay_in_the_browser_after_signing_out(client, person):
    client.force_login(person)
    add(client)
    client.post("/account/logout/")
    assert numbers(client) == {}
    assert "Order (" not in text_of(client.get("/"))


def test_what_a_visitor_had_goes_along_at_sign_in(client, person):
    add(client)
    client.post("/account/login/", {"login": "ada@example.org", "password": "a long enough password"})
    assert client.is_signed_in
    assert numbers(client) == {CREAM: 2}
    assert OrderList.objects.get().user == person


def test_what_a_visitor_had_goes_along_into_a_new_account(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    add(client)
    client.post("/account/signup/", {"email": "new@example.org", "password1": "a long enough password"})
    assert client.is_signed_in
    assert numbers(client) == {CREAM: 2}


@pytest.mark.parametrize(("kept", "brought", "number"), [("3", "5", 5), ("5", "3", 5)])
def test_of_a_product_in_both_the_larger_number_counts_and_the_reader_is_told(client, person, kept, brought, number):
    add(signed_in(person), quantity=kept)
    add(client, quantity=brought)
    add(client, MASK, "1")
    answer = client.post("/account/login/?next=/order/", {"login": "ada@example.org", "password": "a long enough password"}, follow=True)
    assert "Your account held an order already." in text_of(answer)
    assert numbers(client) == {CREAM: number, MASK: 1}


def test_nothing_doubles_when_somebody_signs_in_again(client, person):
    add(client)
    for _time in range(2):
        client.force_login(person)
        assert numbers(client) == {CREAM: 2}
        client.logout()


@pytest.mark.parametrize("who", ["kept", "brought"])
def test_nobody_is_told_to_check_where_there_was_one_list(client, person, who):
    add(signed_in(person) if who == "kept" else client)
    client.get("/order/")  # what was said of the adding has been read
    client.force_login(person)
    assert list(get_messages(client.get("/order/").wsgi_request)) == []


def test_a_note_goes_along(client, person):
    add(client)
    client.post("/order/", {"note": "Please call."})
    client.force_login(person)
    assert client.get("/order/").context["note"]["value"] == "Please call."


def test_notes_of_both_are_kept_and_one_too_long_is_said(client, person):
    other = signed_in(person)
    add(other)
    other.post("/order/", {"note": "a" * 700})
    add(client)
    client.post("/order/", {"note": "b" * 700})
    client.force_login(person)
    page = client.get("/order/")
    assert page.context["note"]["value"] == "a" * 700 + "\n" + "b" * 700
    assert "The note is too long: use at most 1000 characters. It has 1401." in text_of(page)
    assert client.get("/order/send/").status_code == 302


def test_a_broken_session_is_no_bar_to_signing_in(client, person):
    add(client)
    session = client.session
    session["order_list"] = {"lines": "nonsense"}
    session.save()
    client.force_login(person)
    assert "1 line of this order cannot be read. Remove it." in text_of(client.get("/order/"))


# The header


def test_the_header_leads_to_the_order_and_counts_its_lines(client):
    assert "/order/" in read(client.get("/")).links
    assert "Order (" not in text_of(client.get("/"))
    add(client)
    add(client, MASK, "5")
    assert "Order (2)" in text_of(client.get("/products/"))


def test_the_header_of_an_account_counts_from_sign_in_on(person):
    add(signed_in(person))
    assert "Order (1)" in text_of(signed_in(person).get("/"))


def test_the_header_learns_of_another_device_on_the_page_of_the_order(person):
    here, there = signed_in(person), signed_in(person)
    add(there)
    here.get("/order/")
    assert "Order (1)" in text_of(here.get("/"))


def test_the_count_costs_no_page_a_query(client, person, django_assert_num_queries):
    client.force_login(person)
    add(client)
    client.get("/privacy/")
    with django_assert_num_queries(2):  # session and account, as before there were orders
        client.get("/privacy/")


@pytest.mark.parametrize("count", [-1, "3", None, True, [1], 1.5])
def test_a_tampered_count_is_not_shown(client, count):
    add(client)
    session = client.session
    session["order_lines"] = count
    session.save()
    assert "Order (" not in text_of(client.get("/privacy/"))


def test_looking_at_an_empty_order_starts_no_session(client):
    assert client.get("/order/").status_code == 200
    assert "sessionid" not in client.cookies
