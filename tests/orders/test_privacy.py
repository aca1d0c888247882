"""What is kept of an account's orders is told, and goes with it."""

import json

import pytest
from django.contrib.admin.models import LogEntry

from accounts.privacy import delete_account, everything_about
from orders.models import OrderList, OrderRequest
from tests import factories
from tests.reading import text_of

from .orders import CREAM, add, contents, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    made = factories.user(email="ada@example.org", name="Ada Lovelace")
    client.force_login(made)
    add(client, quantity="4")
    sent(by=made, held=contents(note="Ring me."))
    return made


def test_the_copy_of_the_data_holds_the_list_and_the_requests(client, person):
    told = json.loads(client.post("/account/export/").content)["orders"]
    assert told["list"]["lines"] == [[CREAM, "", 4]]
    (request,) = told["requests"]
    assert (request["name"], request["reply_to"], request["note"], request["country"]) == (
        "Ada Lovelace",
        "ada@example.org",
        "Ring me.",
        "GB",
    )
    assert request["lines"] == [{"product": "Multi-Action Cream", "pack": "", "packs": 2}]


def test_the_orders_of_others_are_not_in_it(person):
    assert everything_about(factories.user())["orders"] == {"list": None, "requests": []}


def test_a_request_of_a_deleted_account_keeps_what_was_asked_for_and_nobody(person):
    delete_account(user=person)
    order = OrderRequest.objects.get()
    assert (order.name, order.business, order.reply_to, order.note, order.sent_by) == ("", "", "", "", None)
    assert order.lines.get().quantity == 2
    assert not OrderList.objects.exists()


def test_an_account_that_is_emptied_loses_its_list_too():
    """Who edited in the admin stays named; what they meant to buy does not."""
    editor = factories.editor()
    LogEntry.objects.create(user=editor, action_flag=2, object_repr="A cream", change_message="Changed.")
    OrderList.objects.create(user=editor, contents={"lines": [[CREAM, "", 1]]})
    delete_account(user=editor)
    assert not OrderList.objects.exists()


@pytest.mark.parametrize(
    "words",
    ["If you order", "products and numbers", "the session, for two weeks at most", "the name, the business, the address and the note go"],
)
def test_the_privacy_page_says_what_is_kept_of_an_order(client, words):
    assert words in text_of(client.get("/privacy/"))
