"""The queue of the staff: what was asked for is read, a step goes through the actions, nothing is added or lost; and the file."""

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from catalogue.spreadsheets import cell
from orders import actions
from orders.models import Distributor, OrderRequest
from tests import factories
from tests.admin_forms import address, errors_of, queries, typed

from .orders import contents, distributor, line, sent

pytestmark = pytest.mark.django_db

STAFF = [factories.editor, factories.reviewer, factories.superuser]
LIST = "/admin/orders/orderrequest/"


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


@pytest.fixture
def editor():
    return factories.editor(name="Ann Editor")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def page_of(order):
    return address(OrderRequest, "change", order.pk)


def save(client, order, **changes):
    return client.post(page_of(order), {**typed(client.get(page_of(order))), **changes})


@pytest.mark.parametrize("staff", STAFF)
def test_editors_and_reviewers_read_the_queue_and_take_steps(client, staff):
    order = sent()
    client.force_login(staff())
    assert client.get(LIST).status_code == 200
    assert save(client, order, step="passed_on", to="Somebody").status_code == 302
    assert OrderRequest.objects.get().status == "passed_on"


@pytest.mark.parametrize("person", [factories.user, factories.practitioner])
def test_others_do_not_read_orders(client, person):
    order = sent()
    client.force_login(person())
    for page in (LIST, page_of(order)):
        assert client.get(page).status_code in {302, 403}
    assert client.post(LIST, {"action": "download", "_selected_action": [order.pk]}).status_code in {302, 403}


def test_staff_do_not_read_them_with_a_password_alone(client, editor):
    client.force_login(editor, second_factor=False)
    assert client.get(page_of(sent())).status_code == 302


@pytest.mark.parametrize("staff", STAFF)
def test_nobody_adds_or_deletes_an_order(client, staff):
    order = sent()
    client.force_login(staff())
    assert client.get(address(OrderRequest, "add")).status_code == 403
    assert client.post(address(OrderRequest, "delete", order.pk), {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [order.pk], "post": "yes"})
    assert OrderRequest.objects.get() == order


def test_what_was_sent_is_shown_and_cannot_be_changed(desk):
    order = sent(name="Ada <b>Lovelace</b>", held=contents(note="In May."))
    page = desk.get(page_of(order))
    for words in ("Ada &lt;b&gt;Lovelace", "ada@example.org", "In May.", "United Kingdom", "Multi-Action Cream", "size not stated"):
        assert words in page.content.decode()
    before = OrderRequest.objects.values().get(), order.lines.values().get()
    forged = {**typed(page), "name": "Forged", "status": "closed", "lines-0-quantity": "99", "lines-0-product_name": "Forged"}
    assert desk.post(page_of(order), forged).status_code == 302
    assert (OrderRequest.objects.values().get(), order.lines.values().get()) == before


def test_the_list_shows_what_waits_first_and_the_oldest_of_it_on_top(desk, editor):
    closed, passed, old, new = sent(), sent(), sent(), sent()
    for one in (closed, passed):
        actions.pass_on(order=one, by=editor, to="Somebody")
    actions.close(order=closed, by=editor)
    OrderRequest.objects.filter(pk=old.pk).update(sent_at=timezone.now() - timedelta(days=3))
    html = desk.get(LIST).content.decode()
    places = [html.index(one.reference) for one in (old, new, passed, closed)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("status__exact=new", 1),
        ("status__exact=passed_on", 1),
        ("country=DE", 1),
        ("country=FR", 0),
        ("profession__exact=salon", 1),
    ],
)
def test_the_list_is_filtered(desk, editor, query, found):
    sent(country="DE")
    actions.pass_on(order=sent(viewer=factories.SALON), by=editor, to="Somebody")
    assert len(desk.get(f"{LIST}?{query}").context["cl"].result_list) == found


@pytest.mark.parametrize("words", ["{reference}", "lovelace", "clinic", "ada@example.org", "multi-action"])
def test_an_order_is_found_by_number_sender_and_product(desk, words):
    order = sent()
    sent(name="B", business="", reply_to="b@example.com", held=contents(line("eye-contour-lifting-cream")))
    found = desk.get(LIST, {"q": words.format(reference=order.reference)}).context["cl"].result_list
    assert list(found) == [order]


def test_the_pages_cost_the_same_with_few_rows_and_with_many(desk, editor):
    order = sent()
    before = queries(desk, LIST), queries(desk, page_of(order))
    for _number in range(20):
        sent(held=contents(line(), line("eye-contour-lifting-cream"), line("recovery-night-complex")))
    busy = OrderRequest.objects.last()
    assert (queries(desk, LIST), queries(desk, page_of(busy))) == before


# Steps


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"step": "passed_on"}, "to"),  # no distributor is known
        ({"step": "passed_on", "to": "  "}, "to"),
        ({"step": "passed_on", "to": "a" * 401}, "to"),
        ({"step": "passed_on", "to": "Somebody", "found": "Done."}, "step"),
        ({"step": "", "to": "Somebody"}, "step"),
        ({"step": "", "found": "Done."}, "step"),
        ({"step": "closed", "found": "Done."}, "step"),  # nobody has it yet
        ({"step": "cancelled", "found": " "}, "found"),
        ({"step": "cancelled", "to": "Somebody", "found": "Done."}, "step"),
        ({"step": "lost"}, "step"),
    ],
)
def test_a_step_that_does_not_do_is_refused_at_its_field(desk, changes, field):
    order = sent()
    assert list(errors_of(save(desk, order, **changes))) == [field]
    order.refresh_from_db()
    assert order.status == "new"


def test_an_order_goes_its_way_by_who_is_signed_in(desk, editor, outbox):
    order = sent()
    distributor()
    assert save(desk, order, step="passed_on").status_code == 302
    assert save(desk, order, step="closed", found="Delivered.").status_code == 302
    order.refresh_from_db()
    assert (order.status, order.outcome, order.handled_by) == ("closed", "Delivered.", editor)
    assert [letter.to for letter in outbox if "orders@example.com" in letter.to] == [["orders@example.com"]]
    assert 'name="step"' not in desk.get(page_of(order)).content.decode()


def test_who_comes_second_is_told_and_overwrites_nothing(desk, editor):
    order = sent()
    open_page = typed(desk.get(page_of(order)))
    actions.cancel(order=order, by=factories.reviewer(), outcome="Withdrawn.")
    assert errors_of(desk.post(page_of(order), {**open_page, "step": "passed_on", "to": "Somebody"})) == {
        "step": ["This order is closed or cancelled."]
    }


def test_saving_without_a_step_changes_nothing(desk):
    order = sent()
    assert save(desk, order).status_code == 302
    order.refresh_from_db()
    assert (order.status, order.handled_at) == ("new", None)


def test_who_may_only_read_takes_no_step_but_has_the_file(client):
    person = factories.user(is_staff=True)
    person.user_permissions.add(*factories.Group.objects.get(name="Editors").permissions.filter(codename="view_orderrequest"))
    client.force_login(person)
    order = sent()
    assert 'name="step"' not in client.get(page_of(order)).content.decode()
    assert client.post(page_of(order), {"step": "cancelled", "found": "So."}).status_code == 403
    assert rows_of(client, order)[0]["reference"] == order.reference


# Distributors


def test_editors_write_distributors_down(desk):
    data = {"name": "Northern Skin", "countries": ["GB", "IE"], "email": "", "how": ""}
    assert desk.post(address(Distributor, "add"), data).status_code == 302
    assert [country.code for country in Distributor.objects.get().countries] == ["GB", "IE"]
    page = desk.post(address(Distributor, "add"), {**data, "name": "Second"})
    assert errors_of(page) == {"countries": ["Another distributor has: Ireland, United Kingdom."]}


def test_reviewers_read_distributors_alone(client):
    one = distributor()
    client.force_login(factories.reviewer())
    assert client.get(address(Distributor, "change", one.pk)).status_code == 200
    assert client.get(address(Distributor, "add")).status_code == 403


def test_none_is_shipped():
    """The documents name nobody with an address."""
    assert not Distributor.objects.exists()


# The file


def file_of(client, *orders):
    return client.post(LIST, {"action": "download", "_selected_action": [order.pk for order in orders]})


def rows_of(client, *orders):
    return list(csv.DictReader(io.StringIO(file_of(client, *orders).content.decode("utf-8-sig"))))


def test_the_file_has_a_line_for_each_product_of_the_chosen_orders(desk):
    order = sent(name="Zoë", held=contents(line(quantity=3), line("eye-contour-lifting-cream", 4), note="In May.\nOr June."))
    sent(name="Not chosen")
    answer = file_of(desk, order)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="calecim-orders.csv"'
    assert "no-store" in answer["Cache-Control"]
    rows = rows_of(desk, order)
    assert [(row["reference"], row["name"], row["product"], row["packs"]) for row in rows] == [
        (order.reference, "Zoë", "Multi-Action Cream", "3"),
        (order.reference, "Zoë", "Eye Contour Lifting Cream", "4"),
    ]
    assert {row["note"] for row in rows} == {"In May.\nOr June."}
    assert (rows[0]["country"], rows[0]["e-mail address"], rows[0]["status"]) == ("GB", "ada@example.org", "Waits to be passed on")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_in_the_file_is_run_as_a_formula(desk, start):
    assert cell(f"{start}1+1") == f"'{start}1+1"
    order = sent(name=f"{start}cmd|' /C calc'!A0", business="=1+1", held=contents(note="@SUM(A1)"))
    (row,) = rows_of(desk, order)
    assert row["name"].startswith("'")
    assert (row["clinic or business"], row["note"]) == ("'=1+1", "'@SUM(A1)")


@pytest.mark.parametrize("text", ["Ada", "a=b", " =1", "", 12])
def test_other_text_stays_as_it_is(text):
    assert cell(text) == str(text)


def test_the_file_costs_the_same_with_few_orders_and_with_many(desk, django_assert_max_num_queries):
    orders = [sent() for _number in range(20)]
    file_of(desk, orders[0])
    with django_assert_max_num_queries(10):
        assert len(rows_of(desk, *orders)) == 20
