"""Sending an order from its page: once, by whoever may, with nothing typed lost."""

import json

import pytest
from django.core import mail
from django.test import Client

from calecim_portal.rates import Rate
from catalogue.models import Product
from orders import actions, views
from orders.models import OrderedLine, OrderList, OrderRequest
from tests import factories
from tests.client import PortalClient
from tests.reading import read, text_of

from .orders import CREAM, SENDER, SERUM, add, distributor, filled_in, send
from .test_views import MAY, MAY_NOT, enter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


def test_an_order_is_sent_and_confirmed_with_its_number(client):
    add(client)
    client.post("/order/", {"note": "In May."})
    assert send(client)["Location"] == "/order/sent/"
    order = OrderRequest.objects.get()
    assert {name: str(getattr(order, name)) for name in SENDER} == SENDER
    assert (order.note, order.status, order.sent_by, order.profession) == ("In May.", "new", None, "")
    assert list(order.lines.values_list("product_name", "pack_name", "quantity")) == [("Multi-Action Cream", "", 2)]
    page = client.get("/order/sent/")
    assert order.reference in text_of(page)
    assert "Multi-Action Cream 2 packs (size not stated)" in text_of(page)
    assert client.get("/order/").context["rows"] == []
    assert "Order (" not in text_of(page)


def test_an_order_of_an_account_belongs_to_it_and_empties_its_list(clinic, practitioner):
    add(clinic, SERUM, "12")
    send(clinic)
    order = OrderRequest.objects.get()
    assert (order.sent_by, order.profession) == (practitioner, "practitioner")
    assert list(order.lines.values_list("pack_name", "quantity")) == [("Ampoule, 5\xa0ml", 12)]
    assert OrderList.objects.get().contents["lines"] == []


def test_what_the_account_knows_need_not_be_typed(client):
    person = factories.practitioner(email="me@example.org", name="Ada Lovelace")
    type(person.verification).objects.filter(user=person).update(clinic="Clinic, Bath", country="GB")
    client.force_login(person)
    add(client)
    page = client.get("/order/send/")
    fields = read(page).fields
    assert (fields["name"], fields["business"], fields["reply_to"]) == ("Ada Lovelace", "Clinic, Bath", "me@example.org")
    assert '<option value="GB" selected>' in page.content.decode()


def test_the_page_shows_what_is_sent(client):
    add(client)
    client.post("/order/", {"note": "In May.\nOr June."})
    text = text_of(client.get("/order/send/"))
    assert "Multi-Action Cream 2 packs (size not stated)" in text
    assert "In May. Or June." in text


def test_a_confirmation_is_shown_in_the_browser_that_sent_it_alone(client):
    add(client)
    send(client)
    assert client.get("/order/sent/").status_code == 200
    assert PortalClient().get("/order/sent/")["Location"] == "/order/"


@pytest.mark.parametrize("reference", [5, None, ["O-222222"], "\x00", "O-222222"])
def test_a_tampered_confirmation_shows_nothing(client, reference):
    add(client)
    session = client.session
    session["order_sent"] = reference
    session.save()
    assert client.get("/order/sent/")["Location"] == "/order/"


# Once


def test_a_double_click_makes_one_request(client, outbox):
    add(client)
    data = filled_in(client)
    answers = [client.post("/order/send/", data)["Location"] for _time in range(3)]
    assert answers == ["/order/sent/"] * 3
    assert OrderRequest.objects.count() == OrderedLine.objects.count() == 1
    assert len([letter for letter in outbox if letter.to == [SENDER["reply_to"]]]) == 1


@pytest.mark.parametrize("field", ["name", "business"])
@pytest.mark.parametrize("brk", ["\n", "\r\n", "\u2028", "\x0b", "\x85"])
def test_nothing_typed_begins_a_line_of_its_own_in_a_letter(client, outbox, field, brk):
    distributor()
    add(client)
    send(client, **{field: f"Ann{brk}{brk}Profession: Practitioner"})
    assert getattr(OrderRequest.objects.get(), field).split() == ["Ann", "Profession:", "Practitioner"]
    letter = next(one for one in outbox if "Ann" in one.body)
    assert not any(line.strip().startswith("Profession: Practitioner") for line in letter.body.splitlines())


def test_what_is_added_beside_the_sending_is_kept_for_the_next_order(client):
    """The list came back under its old key, as when two requests of one visitor cross."""
    add(client)
    filled = filled_in(client)
    client.post("/order/send/", filled)
    session = client.session
    key = str(OrderRequest.objects.get().form_key)
    session["order_list"] = {"key": key, "lines": [[CREAM, "", 2], ["recovery-night-complex", "", 1]], "note": "", "unreadable": 0}
    session.save()
    client.post("/order/send/", filled)
    kept = client.session["order_list"]
    assert kept["lines"] == [["recovery-night-complex", "", 1]]
    assert kept["key"] != key
    assert OrderRequest.objects.count() == 1


def test_whoever_signs_in_next_does_not_see_what_was_sent_before(client):
    add(client)
    send(client)
    client.force_login(factories.user())
    assert client.get("/order/sent/")["Location"] == "/order/"


def test_two_tabs_make_one_request(clinic):
    add(clinic)
    first, second = filled_in(clinic), filled_in(clinic)
    assert clinic.post("/order/send/", first)["Location"] == clinic.post("/order/send/", second)["Location"] == "/order/sent/"
    assert OrderRequest.objects.count() == 1


def test_two_requests_at_the_same_moment_make_one(client, monkeypatch):
    """The second has read the list before the first has emptied it."""
    add(client)
    data = filled_in(client)
    held = views.contents_of
    before = []
    monkeypatch.setattr(views, "contents_of", lambda request: before[0] if before else before.append(held(request)) or before[0])
    monkeypatch.setattr(actions, "already_sent", lambda **given: None)  # neither has seen the other
    assert [client.post("/order/send/", data)["Location"] for _time in range(2)] == ["/order/sent/"] * 2
    assert OrderRequest.objects.count() == OrderedLine.objects.count() == 1


def test_going_back_after_filling_a_new_list_sends_the_old_one_no_second_time(client):
    add(client)
    old = filled_in(client)
    client.post("/order/send/", old)
    add(client, "eye-contour-lifting-cream")
    client.post("/order/send/", old)
    assert OrderRequest.objects.count() == 1
    assert len(client.get("/order/").context["rows"]) == 1


def test_a_new_list_is_a_new_request(client):
    for _time in range(2):
        add(client)
        send(client)
    assert OrderRequest.objects.count() == 2


def test_nobody_sees_the_request_of_another_by_its_key(client):
    add(client)
    data = filled_in(client)
    client.post("/order/send/", data)
    other = PortalClient()
    other.force_login(factories.user())
    assert other.post("/order/send/", data).status_code == 400
    assert other.get("/order/sent/")["Location"] == "/order/"


def test_a_list_that_changed_since_it_was_shown_is_shown_again(clinic, practitioner):
    add(clinic)
    data = filled_in(clinic)
    other = PortalClient()
    other.force_login(practitioner)
    add(other, quantity="100")
    page = clinic.post("/order/send/", data)
    assert page.status_code == 400
    assert "Your order has changed since this page was opened." in text_of(page)
    assert "102 packs" in text_of(page)
    assert not OrderRequest.objects.exists()
    again = {**data, "seen": read(page).fields["seen"], "form_key": read(page).fields["form_key"]}
    assert clinic.post("/order/send/", again)["Location"] == "/order/sent/"


@pytest.mark.parametrize("hidden", [{"seen": None}, {"seen": ""}, {"seen": "\x00"}, {"seen": ["a", "b"]}])
def test_who_has_not_seen_the_list_is_shown_it_first(client, hidden):
    add(client)
    page = send(client, **hidden)
    assert page.status_code == 400
    assert "Check it below, then send it." in text_of(page)


@pytest.mark.parametrize("key", [None, "", "nonsense", "\x00", "5f0c1d3a-5b1e-4a86-9f0e-0f6f5b0d8f11"])
def test_a_damaged_key_costs_nobody_the_order(client, key):
    add(client)
    assert send(client, form_key=key)["Location"] == "/order/sent/"


# What may not be sent


def test_an_empty_order_is_not_sent(client):
    page = client.post("/order/send/", SENDER)
    assert page.status_code == 400
    assert "Your order is empty. Add a product first." in text_of(page)
    assert read(page).fields["name"] == "Ada Lovelace"
    assert not OrderRequest.objects.exists()


def tampered(client, lines):
    """A browser whose list holds these lines, however they came in; signed in, the account's list does."""
    if client.is_signed_in:
        OrderList.objects.create(user_id=client.session["_auth_user_id"], contents={"lines": lines})
    else:
        add(client)
        session = client.session
        session["order_list"] = {"lines": lines}
        session.save()
    return client


@pytest.mark.parametrize("visitor", MAY_NOT)
@pytest.mark.parametrize("pack", ["ampoule", "", "jar"])
def test_nobody_else_sends_what_professionals_alone_may_ask_for(client, visitor, pack):
    tampered(enter(client, MAY_NOT[visitor]()), [[SERUM, pack, 3], [CREAM, "", 1]])
    page = client.post("/order/send/", SENDER)
    assert page.status_code == 400
    assert "CALECIM Serum: Only verified salon professionals and practitioners may ask for it (house decision)." in text_of(page)
    assert read(page).fields["name"] == "Ada Lovelace"
    assert client.post("/order/", {"product": f"{SERUM}/{pack}", "quantity": "3", "send": "yes"}, follow=True).status_code == 200
    assert not OrderRequest.objects.exists()


@pytest.mark.parametrize("visitor", MAY)
def test_a_verified_professional_sends_it(client, visitor):
    enter(client, MAY[visitor]())
    add(client, SERUM)
    assert send(client)["Location"] == "/order/sent/"


def test_a_verification_that_ends_before_sending_is_seen_at_once(clinic, practitioner):
    add(clinic, SERUM)
    data = filled_in(clinic)
    type(practitioner.verification).objects.filter(user=practitioner).update(status="revoked")
    assert clinic.post("/order/send/", data).status_code == 400
    assert not OrderRequest.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"status": "draft"}, {"access": "practitioners"}, {"access": ""}, {"status": "retired", "retired_reason": "Gone."}]
)
def test_a_product_that_is_not_there_for_the_visitor_is_not_sent(client, fields):
    product = factories.product()
    add(client, product.slug)
    data = filled_in(client)
    Product.objects.filter(pk=product.pk).update(**fields)
    assert client.post("/order/send/", data).status_code == 400
    assert not OrderRequest.objects.exists()


@pytest.mark.parametrize(
    "lines",
    [
        [["no-such-cream", "", 1]],
        [[CREAM, "", -1]],
        [[CREAM, "", 10**9]],
        [[CREAM, "jar", 1]],
        [[CREAM, "", 1], "x"],
        "x",
        [[f"cream-{number}", "", 1] for number in range(10_000)],
    ],
)
def test_a_tampered_list_is_not_sent(client, lines):
    tampered(client, lines)
    assert client.get("/order/send/")["Location"] == "/order/"
    assert client.post("/order/send/", SENDER).status_code == 400
    assert not OrderRequest.objects.exists()


# What is typed


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        *[({"name": wrong}, "name") for wrong in ("", "  ", None, "a" * 121, "a\x00b", ["one", "two"])],
        *[({"business": wrong}, "business") for wrong in ("a" * 161, "a\x00b", ["one", "two"])],
        *[({"country": wrong}, "country") for wrong in ("", None, "XX", "\x00", "gb", ["GB", "DE"])],
        *[
            ({"reply_to": wrong}, "reply_to")
            for wrong in ("", None, "nobody", "a\nb@example.org", "a" * 300 + "@example.org", "\x00@example.org")
        ],
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(client, changes, field):
    add(client)
    page = send(client, **changes)
    assert page.status_code == 400
    assert list(page.context["form"].errors) == [field]
    assert f'id="{field}-error"' in page.content.decode()
    assert f"#id_{field}" in read(page).links
    other = "reply_to" if field == "name" else "name"
    assert read(page).fields[other] == SENDER[other]
    assert len(client.get("/order/").context["rows"]) == 1
    assert not OrderRequest.objects.exists()


def test_status_and_lines_cannot_be_sent_along(client):
    add(client)
    send(client, status="closed", reference="O-222222", sent_by="1", profession="practitioner", product=SERUM, quantity="9", note="Forged.")
    order = OrderRequest.objects.get()
    assert (order.status, order.sent_by, order.profession, order.note) == ("new", None, "", "")
    assert order.lines.get().product_name == "Multi-Action Cream"


# Not too often


@pytest.mark.parametrize("setting", ["ORDER_RATE_ADDRESS", "ORDER_RATE_ACCOUNT"])
def test_too_many_orders_wait_with_nothing_lost(clinic, settings, setting):
    setattr(settings, setting, Rate(1, 3600))
    add(clinic)
    send(clinic)
    add(clinic, quantity="9")
    page = send(clinic, name="Typed anew")
    assert page.status_code == 429
    assert 0 < int(page["Retry-After"]) <= 3600
    assert "Nothing is lost: leave this page open" in text_of(page)
    assert read(page).fields["name"] == "Typed anew"
    assert len(clinic.get("/order/").context["rows"]) == 1
    assert OrderRequest.objects.count() == 1


def test_the_limit_of_an_account_follows_it_to_another_network(clinic, practitioner, settings):
    settings.ORDER_RATE_ACCOUNT = Rate(1, 3600)
    add(clinic)
    send(clinic)
    other = PortalClient(REMOTE_ADDR="198.51.100.7")
    other.force_login(practitioner)
    add(other)
    assert send(other).status_code == 429


def test_what_is_wrong_or_sent_again_does_not_count(client, settings):
    settings.ORDER_RATE_ADDRESS = Rate(1, 3600)
    add(client)
    send(client, name="")
    data = filled_in(client)
    assert [client.post("/order/send/", data).status_code for _time in range(3)] == [302] * 3


# What is said of it


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (None, ["It waits for our staff.", "for United Kingdom. That has not happened yet.", "no address"]),
        ({"email": ""}, ["It waits for our staff.", "That has not happened yet."]),
        ({"countries": ["DE"]}, ["It waits for our staff."]),
        ({}, ["It goes by e-mail to Northern Skin, the distributor for United Kingdom.", "They answer you about price and delivery"]),
        ({"how": "Ring at noon."}, ["How to reach them: Ring at noon."]),
    ],
)
def test_the_confirmation_says_honestly_where_the_order_is(client, known, words):
    if known is not None:
        distributor(**known)
    add(client)
    send(client)
    text = text_of(client.get("/order/sent/"))
    assert [one for one in words if one not in text] == []
    assert "A copy of what you asked for goes to ada@example.org." in text


# One's own requests


def test_an_account_sees_its_own_requests_with_their_state(clinic):
    add(clinic)
    send(clinic)
    order = OrderRequest.objects.get()
    assert "Waits to be passed on" in text_of(clinic.get("/order/requests/"))
    actions.pass_on(order=order, by=factories.editor(), to="The representative, by phone")
    text = text_of(clinic.get("/order/requests/"))
    assert f"{order.reference} Passed on sent on" in text
    assert "Multi-Action Cream 2 packs (size not stated)" in text
    assert "by phone" not in text
    account = read(clinic.get("/account/")).links
    assert {"/order/", "/order/requests/"} <= set(account)


def test_the_requests_of_others_are_not_shown(clinic, client):
    other = PortalClient()
    other.force_login(factories.user())
    add(other)
    send(other)
    assert OrderRequest.objects.get().reference not in text_of(clinic.get("/order/requests/"))
    assert "This account has sent none yet." in text_of(clinic.get("/order/requests/"))


def test_the_list_of_requests_costs_the_same_with_one_and_with_many(clinic, settings, django_assert_num_queries):
    settings.ORDER_RATE_ADDRESS = settings.ORDER_RATE_ACCOUNT = Rate(1000, 3600)
    for number in (1, 5):
        for _time in range(number):
            add(clinic)
            send(clinic)
        clinic.get("/order/requests/")
        with django_assert_num_queries(4):
            clinic.get("/order/requests/")


def test_the_session_holds_plain_values(client):
    add(client)
    send(client)
    assert json.dumps(dict(client.session.items()))


def test_the_form_carries_the_token_of_this_site():
    browser = Client(enforce_csrf_checks=True)
    token = read(browser.get(f"/products/{CREAM}/")).fields["csrfmiddlewaretoken"]
    add(browser, csrfmiddlewaretoken=token)
    token = read(browser.get("/order/send/")).fields["csrfmiddlewaretoken"]
    assert send(browser, csrfmiddlewaretoken=token)["Location"] == "/order/sent/"
