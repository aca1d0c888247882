"""The one door to an order: sent once and only by who may, passed on, closed or cancelled, with its letters."""

from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from catalogue.models import Pack, Product
from orders import actions
from orders.models import Distributor, OrderRequest
from tests import factories

from .orders import CREAM, SERUM, contents, distributor, line, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.STAFF_EMAIL, settings.SITE_URL = "staff@example.org", "https://portal.example.org"
    mail.outbox = []
    return mail.outbox


def test_no_later_edit_changes_what_was_sent():
    order = sent(viewer=factories.PRACTITIONER, held=contents(line(SERUM, 12, "ampoule")))
    Product.objects.filter(slug=SERUM).update(name="Renamed")
    Pack.objects.filter(product__slug=SERUM).update(name="Barrel", volume_ml="200")
    kept = order.lines.get()
    assert (kept.product_name, kept.pack_name, kept.quantity) == ("CALECIM Serum", "Ampoule, 5\xa0ml", 12)


def test_what_was_sent_outlives_the_product():
    product = factories.product(name="Short-lived")
    order = sent(held=contents(line(product.slug)))
    product.delete()
    assert order.lines.get().product_name == "Short-lived"


def test_the_same_list_sent_twice_is_one_request(outbox):
    held = contents()
    assert sent(held=held) == sent(held=held)
    assert OrderRequest.objects.count() == 1
    assert len(outbox) == 2  # to the sender and to staff, once each


def test_a_reference_that_is_taken_is_not_given_again(monkeypatch):
    taken = sent().reference
    offered = iter([taken, taken, "O-222222"])
    monkeypatch.setattr(actions, "new_reference", lambda: next(offered))
    assert sent().reference == "O-222222"


@pytest.mark.parametrize("viewer", [factories.CONSUMER, factories.STAFF])
def test_the_door_itself_refuses_what_professionals_alone_may_ask_for(viewer):
    with pytest.raises(ValidationError, match="Only verified salon professionals"):
        sent(viewer=viewer, held=contents(line(SERUM, 1, "ampoule")))
    assert not OrderRequest.objects.exists()


@pytest.mark.parametrize(("viewer", "profession"), [(factories.SALON, "salon"), (factories.PRACTITIONER, "practitioner")])
def test_a_verified_professional_may_and_is_named_as_one(viewer, profession):
    assert sent(viewer=viewer, held=contents(line(SERUM, 1, "ampoule"))).profession == profession


@pytest.mark.parametrize(
    "held", [contents(line("no-such-cream")), contents(unreadable=1), contents(note="a" * 1001), contents(line(CREAM, 1, "jar"))]
)
def test_the_door_itself_refuses_a_list_that_is_not_right(held):
    with pytest.raises(ValidationError):
        sent(held=held)
    assert not OrderRequest.objects.exists()


@pytest.mark.parametrize(
    ("fields", "at"),
    [({"name": ""}, "name"), ({"reply_to": ""}, "reply_to"), ({"reply_to": "nobody"}, "reply_to"), ({"country": "XX"}, "country")],
)
def test_what_is_wrong_is_refused_by_field(fields, at):
    with pytest.raises(ValidationError) as error:
        sent(**fields)
    assert list(error.value.message_dict) == [at]


# Letters


def letters_to(outbox, address):
    return [letter for letter in outbox if letter.to == [address]]


def test_the_distributor_of_the_country_gets_it_and_answers_the_sender(outbox):
    distributor()
    order = sent(viewer=factories.PRACTITIONER, held=contents(line(SERUM, 12, "ampoule"), line(), note="Before May."))
    (letter,) = letters_to(outbox, "orders@example.com")
    assert letter.reply_to == ["ada@example.org"]
    for words in (order.reference, "CALECIM Serum: 12 × Ampoule, 5\xa0ml", "Ada Lovelace", "Clinic", "United Kingdom", "Before May."):
        assert words in letter.body + letter.subject
    assert "Medical aesthetic practitioner" in letter.body
    assert (order.status, order.passed_on_to, order.handled_by) == ("passed_on", "Northern Skin <orders@example.com>", None)
    assert letters_to(outbox, "staff@example.org") == []


@pytest.mark.parametrize("known", [None, {"email": ""}, {"countries": ["DE"]}])
def test_without_one_it_is_kept_and_staff_are_told_without_the_sender(outbox, known):
    if known is not None:
        distributor(**known)
    order = sent()
    assert (order.status, order.passed_on_to, order.passed_on_at) == ("new", "", None)
    (letter,) = letters_to(outbox, "staff@example.org")
    assert f"https://portal.example.org/admin/orders/orderrequest/{order.pk}/change/" in letter.body
    assert "Ada" not in letter.body
    assert "ada@example.org" not in letter.body
    assert letters_to(outbox, "orders@example.com") == []


def test_without_an_address_of_the_staff_only_the_sender_hears(outbox, settings):
    settings.STAFF_EMAIL = ""
    sent()
    assert [letter.to for letter in outbox] == [["ada@example.org"]]


@pytest.mark.parametrize("known", [True, False])
def test_the_sender_gets_what_was_asked_for_and_nothing_that_was_typed(outbox, known):
    """Anybody may type the address of somebody else: the letter carries no words of theirs."""
    if known:
        distributor()
    order = sent(name="Buy now", business="http://spam.example", held=contents(note="Click here"))
    (letter,) = letters_to(outbox, "ada@example.org")
    assert order.reference in letter.subject
    assert "Multi-Action Cream: 2 packs (size not stated)" in letter.body
    assert ("has sent it to Northern Skin" in letter.body) is known
    assert ("That has not happened yet." in letter.body) is not known
    assert not [words for words in ("Buy now", "spam.example", "Click here", "ml") if words in letter.body]


@pytest.mark.parametrize(("code", "name"), [("GB", "Northern Skin"), ("IE", "Northern Skin"), ("DE", None), ("", None)])
def test_a_distributor_is_found_by_country(code, name):
    distributor()
    found = Distributor.objects.for_country(code)
    assert (found and found.name) == name


def test_a_country_has_one_distributor():
    first = distributor()
    first.full_clean()
    with pytest.raises(ValidationError, match="Another distributor has: Ireland"):
        Distributor(name="Second", countries=["IE", "FR"]).full_clean()
    Distributor(name="Second", countries=["FR"]).full_clean()


# By staff


@pytest.fixture
def editor():
    return factories.editor(name="Ann Editor")


def test_an_order_is_passed_on_by_hand(editor, outbox):
    order = sent()
    outbox.clear()
    actions.pass_on(order=order, by=editor, to=" The representative, by phone ")
    order.refresh_from_db()
    assert (order.status, order.passed_on_to, order.handled_by_name) == ("passed_on", "The representative, by phone", "Ann Editor")
    assert order.passed_on_at
    assert outbox == []


def test_an_order_is_mailed_once_the_distributor_is_known(editor, outbox):
    order = sent()
    distributor()
    actions.pass_on(order=order, by=editor)
    order.refresh_from_db()
    assert (order.status, order.passed_on_to, order.handled_by) == ("passed_on", "Northern Skin <orders@example.com>", editor)
    assert len(letters_to(outbox, "orders@example.com")) == 1


@pytest.mark.parametrize("known", [None, {"email": ""}])
def test_without_an_address_staff_say_to_whom(editor, known):
    if known is not None:
        distributor(**known)
    with pytest.raises(ValidationError) as error:
        actions.pass_on(order=sent(), by=editor, to="  ")
    assert list(error.value.message_dict) == ["to"]


def test_a_sender_who_is_gone_is_not_mailed_for(editor):
    order = sent()
    OrderRequest.objects.update(reply_to="")
    distributor()
    with pytest.raises(ValidationError, match="no address any more"):
        actions.pass_on(order=order, by=editor)


STEPS = {
    "pass on": lambda order, by: actions.pass_on(order=order, by=by, to="Somebody"),
    "close": lambda order, by: actions.close(order=order, by=by),
    "cancel": lambda order, by: actions.cancel(order=order, by=by, outcome="Withdrawn."),
}


@pytest.mark.parametrize(
    ("before", "step", "status"),
    [
        ([], "pass on", "passed_on"),
        ([], "close", None),  # nobody has it yet
        ([], "cancel", "cancelled"),
        (["pass on"], "pass on", None),
        (["pass on"], "close", "closed"),
        (["pass on"], "cancel", "cancelled"),
        *[(["pass on", "close"], step, None) for step in STEPS],
        *[(["cancel"], step, None) for step in STEPS],
    ],
)
def test_which_step_follows_which(editor, before, step, status):
    order = sent()
    for one in before:
        STEPS[one](order, editor)
    order.refresh_from_db()
    stood = order.status
    if status is None:
        with pytest.raises(ValidationError):
            STEPS[step](order, editor)
    else:
        STEPS[step](order, editor)
    order.refresh_from_db()
    assert order.status == (status or stood)


@pytest.mark.parametrize("outcome", ["", "  \n"])
def test_no_order_is_cancelled_without_a_reason(editor, outcome):
    with pytest.raises(ValidationError) as error:
        actions.cancel(order=sent(), by=editor, outcome=outcome)
    assert list(error.value.message_dict) == ["outcome"]


def test_who_comes_second_with_an_old_page_changes_nothing(editor):
    order = sent()
    actions.cancel(order=order, by=editor, outcome="Withdrawn.")
    assert order.status == "new"  # the row that this person read before
    with pytest.raises(ValidationError, match="closed or cancelled"):
        actions.pass_on(order=order, by=editor, to="Somebody")


def test_who_handled_it_is_known_after_the_account_is_gone(editor):
    order = actions.pass_on(order=sent(), by=editor, to="Somebody")
    editor.delete()
    order.refresh_from_db()
    assert (order.handled_by, order.handled_by_name) == (None, "Ann Editor")


def test_a_list_key_of_somebody_else_gives_nothing_away():
    held = contents(key=str(uuid4()))
    sent(held=held)
    assert actions.already_sent(by=factories.user(), form_key=held.key) is None
