"""The order list on its page, and adding to it: from a product, from the supplies planner, and by hand-made posts."""

import pytest
from django.test import Client

from catalogue.models import Pack, Product
from orders.models import OrderList
from tests import factories
from tests.client import PortalClient
from tests.reading import read, text_of

from .orders import CREAM, SERUM, add

pytestmark = pytest.mark.django_db

MAY_NOT = {
    "anonymous": lambda: None,
    "consumer": factories.user,
    "pending": lambda: factories.professional(status="pending"),
    "expired": lambda: factories.professional(status="expired"),
    "refused": lambda: factories.professional(status="refused"),
    "revoked": lambda: factories.professional(status="revoked"),
    "editor": factories.editor,
    "reviewer": factories.reviewer,
    "admin": factories.superuser,
}
MAY = {
    "practitioner": factories.practitioner,
    "salon": lambda: factories.professional("salon"),
    "verified editor": lambda: verified(factories.editor()),
}


def verified(person):
    person.verification = factories.professional().verification
    person.verification.user = person
    person.verification.save()
    return person


def enter(client, person):
    if person:
        client.force_login(person)
    return client


def held(client):
    return {row["line"].key: row["line"].quantity for row in client.get("/order/").context["rows"]}


def keep(client, value):
    """Puts something into the session behind the portal's back."""
    add(client)
    session = client.session
    session["order_list"] = value
    session.save()


# Adding


def test_a_product_is_added_from_its_page(client):
    fields = read(client.get(f"/products/{CREAM}/")).fields
    answer = client.post("/order/add/", {name: fields[name] for name in ("product", "quantity", "next")}, follow=True)
    assert answer.redirect_chain == [(f"/products/{CREAM}/", 302)]
    assert "Added to your order: Multi-Action Cream, 1 pack View order" in text_of(answer)
    assert "/order/" in read(answer).links
    assert held(client) == {CREAM: 1}


def test_the_message_is_safe_whatever_a_product_is_called(client):
    product = factories.product(name="<script>alert(1)</script>")
    page = client.post("/order/add/", {"product": product.slug, "quantity": "1"}, follow=True)
    assert "<script>alert(1)" not in page.content.decode()
    assert "Added to your order: <script>alert(1)</script>, 1 pack" in text_of(page)


def test_the_supplies_planner_adds_ampoules_and_goes_back(clinic):
    answer = clinic.post("/order/add/", {"product": SERUM, "quantity": "12", "next": "/dosing/?expected_downtime_hours=12"})
    assert answer["Location"] == "/dosing/?expected_downtime_hours=12"
    assert "CALECIM Serum, 12 packs" in text_of(clinic.get("/order/"))
    assert held(clinic) == {f"{SERUM}/ampoule": 12}


def test_several_products_are_added_at_once(clinic):
    clinic.post("/order/add/", {"product": [SERUM, CREAM], "quantity": ["12", "3"]})
    assert held(clinic) == {f"{SERUM}/ampoule": 12, CREAM: 3}


def test_adding_again_adds_up_and_says_the_sum(client):
    add(client, quantity="2")
    assert "3 packs" in text_of(client.post("/order/add/", {"product": CREAM, "quantity": "1"}, follow=True))
    assert held(client) == {CREAM: 3}


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
        "\x00",
        "http:///x",
        "a" * 9000,
    ],
)
def test_nobody_is_led_away_from_the_portal(client, address):
    assert add(client, next=address)["Location"] == "/order/"


@pytest.mark.parametrize("quantity", ["0", "-1", "1000", "1.5", "", " ", "two", "1e3", "9" * 5000, "٣", "\x00", "=1+1", "<b>1</b>"])
def test_a_wrong_number_is_said_at_its_field_and_what_was_typed_stays(client, quantity):
    add(client, quantity="4")
    page = add(client, quantity=quantity, next="/products/")
    assert page.status_code == 400
    assert text_of(page).count("Give a whole number from 1 to 999.") == 2  # in the summary and at the field
    assert "#id_quantity_0" in read(page).links
    assert read(page).fields["quantity"] == quantity[:150]
    assert read(page).fields["next"] == "/products/"
    assert held(client) == {CREAM: 4}


def test_of_several_products_all_are_added_or_none(client):
    page = client.post("/order/add/", {"product": [CREAM, "eye-contour-lifting-cream"], "quantity": ["3", "-3"]})
    assert page.status_code == 400
    assert "#id_quantity_1" in read(page).links
    assert 'value="3"' in page.content.decode()
    assert held(client) == {}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"quantity": "3"},
        {"product": "", "quantity": "3"},
        {"product": "no-such-cream", "quantity": "3"},
        {"product": "\x00", "quantity": "3"},
        {"product": "../../admin", "quantity": "3"},
        {"product": "a" * 10_000, "quantity": "3"},
        {"product": f"{CREAM}/no-such-pack", "quantity": "3"},
        {"product": f"{CREAM}/", "quantity": "x"},
        {"product": CREAM},
        {"product": [CREAM], "quantity": ["1", "2"]},
        {"product": [CREAM, CREAM], "quantity": ["1"]},
    ],
)
def test_what_is_no_product_with_a_number_is_said_and_nothing_is_added(client, data):
    page = client.post("/order/add/", data)
    assert page.status_code == 400
    assert "There is a problem" in text_of(page)
    assert held(client) == {}


@pytest.mark.parametrize(("access", "status"), [("everyone", "draft"), ("practitioners", "published"), ("", "published")])
def test_a_product_that_the_visitor_may_not_see_is_refused_like_none(client, access, status):
    hidden = factories.product(slug="hidden-cream", name="Quillwort", access=access, status=status)
    there, nowhere = add(client, hidden.slug), add(client, "hiddem-cream")
    assert there.status_code == nowhere.status_code == 400
    assert text_of(there) == text_of(nowhere).replace("hiddem-cream", "hidden-cream")


def test_a_retired_product_is_refused_with_the_reason(client):
    retired = factories.product(status="retired", retired_reason="No longer made.")
    assert "This product is no longer sold." in text_of(add(client, retired.slug))


@pytest.mark.parametrize(("already", "more", "status"), [("990", "9", 302), ("990", "10", 400)])
def test_together_no_line_asks_for_more_than_999(client, already, more, status):
    add(client, quantity=already)
    page = add(client, quantity=more)
    assert page.status_code == status
    assert held(client) == {CREAM: 999 if status == 302 else 990}
    assert ("Your order holds 990 already. Together that is more than 999." in text_of(page)) is (status == 400)


def test_the_same_product_twice_in_one_post_is_added_up_within_the_limit(client):
    assert client.post("/order/add/", {"product": [CREAM, CREAM], "quantity": ["500", "500"]}).status_code == 400
    assert client.post("/order/add/", {"product": [CREAM, CREAM], "quantity": ["500", "499"]}).status_code == 302
    assert held(client) == {CREAM: 999}


@pytest.fixture
def many(db):
    return [factories.product().slug for _number in range(51)]


def test_an_order_holds_fifty_lines(client, many):
    client.post("/order/add/", {"product": many[:49], "quantity": ["1"] * 49})
    assert add(client, many[49]).status_code == 302
    page = add(client, many[50])
    assert page.status_code == 400
    assert "An order holds 50 lines at most." in text_of(page)
    assert len(held(client)) == 50
    assert add(client, many[0]).status_code == 302  # what stands there already may grow


@pytest.mark.parametrize("number", [51, 2400])
def test_too_many_lines_at_once_are_refused_as_a_whole(client, number):
    page = client.post("/order/add/", {"product": [CREAM] * number, "quantity": ["1"] * number})
    assert page.status_code == 400
    assert f"You sent {number} products. An order holds 50 lines at most." in text_of(page)
    assert held(client) == {}


@pytest.mark.parametrize("address", ["/order/add/", "/order/", "/order/send/"])
def test_ten_thousand_lines_are_a_bad_request(client, address):
    assert client.post(address, {"product": [CREAM] * 10_000, "quantity": ["1"] * 10_000}).status_code == 400


@pytest.mark.parametrize("address", ["/order/add/", "/order/", "/order/send/"])
def test_halves_of_characters_are_no_fault(client, address):
    add(client)
    body = "product=+2AA-&quantity=+2AA-&note=+2AA-&name=+2AA-&next=/+2AA-"
    answer = client.generic("POST", address, body, content_type="application/x-www-form-urlencoded; charset=utf-7")
    assert answer.status_code in {302, 400}


def test_every_form_needs_the_token_of_this_site():
    browser = Client(enforce_csrf_checks=True)
    assert [
        browser.post(address, {"product": CREAM, "quantity": "1"}).status_code for address in ("/order/", "/order/add/", "/order/send/")
    ] == [403] * 3
    token = read(browser.get(f"/products/{CREAM}/")).fields["csrfmiddlewaretoken"]
    assert add(browser, csrfmiddlewaretoken=token).status_code == 302


def test_a_get_adds_nothing(client):
    assert client.get(f"/order/add/?product={CREAM}&quantity=2").status_code == 405
    client.get(f"/order/?product={CREAM}&quantity=2&remove={CREAM}&empty=yes")
    assert held(client) == {}


# For verified professionals only


@pytest.mark.parametrize("visitor", MAY_NOT)
@pytest.mark.parametrize("product", [SERUM, f"{SERUM}/ampoule"])
def test_nobody_else_adds_what_professionals_alone_may_ask_for(client, visitor, product):
    enter(client, MAY_NOT[visitor]())
    page = add(client, product)
    assert page.status_code == 400
    assert "Only verified salon professionals and practitioners may ask for it (house decision)." in text_of(page)
    assert held(client) == {}


def test_the_others_beside_it_can_still_be_added(client):
    page = client.post("/order/add/", {"product": [SERUM, CREAM], "quantity": ["12", "3"]})
    assert read(page).fields["product"] == CREAM
    assert held(client) == {}


@pytest.mark.parametrize("visitor", MAY)
def test_a_verified_professional_adds_it(client, visitor):
    enter(client, MAY[visitor]())
    assert add(client, SERUM).status_code == 302
    assert held(client) == {f"{SERUM}/ampoule": 2}


@pytest.mark.parametrize("visitor", MAY_NOT)
def test_its_page_says_who_may_order_it_and_how_to_be_verified(client, visitor):
    person = MAY_NOT[visitor]()
    page = enter(client, person).get(f"/products/{SERUM}/")
    assert "Only verified salon professionals and practitioners may order it (house decision)." in text_of(page)
    assert "quantity" not in read(page).fields
    assert ("/account/" if person else f"/account/login/?next=/products/{SERUM}/") in read(page).links


@pytest.mark.parametrize("visitor", MAY)
def test_its_page_has_the_form_for_professionals(client, visitor):
    assert "quantity" in read(enter(client, MAY[visitor]()).get(f"/products/{SERUM}/")).fields


def test_the_other_products_are_for_everyone(client):
    pages = [client.get(product.get_absolute_url()) for product in Product.objects.exclude(slug=SERUM)]
    assert len(pages) == 6
    assert [read(page).fields.get("quantity") for page in pages] == ["1"] * 6


def test_a_draft_that_staff_preview_cannot_be_ordered(client):
    draft = factories.product(status="draft")
    enter(client, verified(factories.editor()))
    assert "quantity" not in read(client.get(draft.get_absolute_url())).fields
    assert "It is not published for you to ask for." in text_of(add(client, draft.slug))


def test_a_product_with_two_packs_asks_for_which(client):
    product = factories.product()
    for code in ("tube", "jar"):
        Pack.objects.create(product=product, code=code, name=code.title(), volume_ml="30")
    assert f'value="{product.slug}/jar"' in client.get(product.get_absolute_url()).content.decode()
    add(client, f"{product.slug}/jar")
    assert "Jar, 30\xa0ml" in text_of(client.get("/order/"))


# The page


def test_an_empty_order_shows_a_way_on(client):
    page = client.get("/order/")
    assert "Nothing is in your order yet." in text_of(page)
    assert "/products/" in read(page).links
    assert "no-store" in page["Cache-Control"]
    assert 'content="noindex"' in page.content.decode()


def test_a_line_shows_its_product_pack_and_number_and_no_price(clinic):
    add(clinic, SERUM, "12")
    add(clinic)
    page = clinic.get("/order/")
    assert "CALECIM Serum Ampoule, 5\xa0ml" in text_of(page)
    assert "Multi-Action Cream The size of a pack is not stated by the maker." in text_of(page)
    assert "a pack" not in text_of(page).replace("of a pack", "")
    assert not {"€", "$", "£"} & set(text_of(page))


def test_a_price_that_an_editor_enters_is_shown(clinic):
    Pack.objects.filter(product__slug=SERUM).update(price="12.50", currency="EUR")
    add(clinic, SERUM)
    assert "12.50\xa0EUR a pack" in text_of(clinic.get("/order/"))


def test_numbers_and_note_are_changed(client):
    add(client)
    assert client.post("/order/", {"product": CREAM, "quantity": "7", "note": "In May."})["Location"] == "/order/"
    assert held(client) == {CREAM: 7}
    assert client.get("/order/").context["note"]["value"] == "In May."


def test_continuing_keeps_the_changes(client):
    add(client)
    assert client.post("/order/", {"product": CREAM, "quantity": "7", "send": "yes"})["Location"] == "/order/send/"
    assert held(client) == {CREAM: 7}


def test_a_line_is_taken_out_and_the_others_keep_what_was_typed(client):
    add(client)
    add(client, "eye-contour-lifting-cream")
    client.post("/order/", {"product": [CREAM, "eye-contour-lifting-cream"], "quantity": ["5", "8"], "remove": CREAM})
    assert held(client) == {"eye-contour-lifting-cream": 8}


def test_the_enter_key_takes_nothing_out(client):
    add(client)
    form = client.get("/order/").content.decode().split('id="order-form"')[1]
    assert 'name="' not in form.split("<button")[1].split("</button>")[0]


def test_an_order_is_emptied(client):
    add(client)
    client.post("/order/", {"empty": "yes", "note": "Left over."})
    assert held(client) == {}


@pytest.mark.parametrize("quantity", ["0", "-3", "1000", "x", "", "\x00", "9" * 3000])
def test_a_wrong_number_in_the_list_is_said_at_its_field_and_the_rest_is_kept(client, quantity):
    add(client, quantity="4")
    add(client, "eye-contour-lifting-cream", "1")
    page = client.post(
        "/order/", {"product": [CREAM, "eye-contour-lifting-cream"], "quantity": [quantity, "6"], "note": "In May.", "send": "yes"}
    )
    assert page.status_code == 400
    assert text_of(page).count("Give a whole number from 1 to 999.") == 2
    assert "#id_quantity_0" in read(page).links
    assert f'value="{quantity[:150]}"' in page.content.decode()
    assert "In May." in page.content.decode()
    assert held(client) == {CREAM: 4, "eye-contour-lifting-cream": 6}


@pytest.mark.parametrize(("length", "status"), [(1000, 302), (1001, 400), (100_000, 400)])
def test_a_note_has_a_thousand_characters_at_most(client, length, status):
    add(client)
    page = client.post("/order/", {"note": "a" * length})
    assert page.status_code == status
    if status == 400:
        assert f"Use at most 1000 characters. You wrote {length}." in text_of(page)
        assert "a" * length in page.content.decode()


@pytest.mark.parametrize("note", ["a\x00b", ["one", "two"]])
def test_a_wrong_note_is_said_at_its_field(client, note):
    add(client)
    page = client.post("/order/", {"note": note})
    assert page.status_code == 400
    assert 'id="note-error"' in page.content.decode()


def test_line_breaks_of_a_note_count_once(client):
    add(client)
    assert client.post("/order/", {"note": "\r\n".join(["a" * 499, "b" * 500])}).status_code == 302


def test_two_numbers_for_one_line_are_asked_again(client):
    add(client, quantity="4")
    page = client.post("/order/", {"product": [CREAM, CREAM], "quantity": ["5", "6"]})
    assert page.status_code == 400
    assert "Give one number here." in text_of(page)
    assert held(client) == {CREAM: 4}


def test_what_was_taken_out_elsewhere_does_not_come_back(client):
    add(client)
    client.post("/order/", {"product": [SERUM, "eye-contour-lifting-cream"], "quantity": ["5", "6"]})
    assert held(client) == {CREAM: 2}


def test_the_note_asks_for_nothing_about_patients(client):
    add(client)
    assert "Write nothing about patients" in text_of(client.get("/order/"))


def test_the_page_costs_the_same_with_two_lines_and_with_fifty(client, many, django_assert_num_queries):
    client.post("/order/add/", {"product": many[:2], "quantity": ["1"] * 2})
    client.get("/order/")
    with django_assert_num_queries(3):
        client.get("/order/")
    client.post("/order/add/", {"product": many[:50], "quantity": ["1"] * 50})
    client.get("/order/")
    with django_assert_num_queries(3):
        assert len(client.get("/order/").context["rows"]) == 50


# What may not be sent


def test_what_may_no_longer_be_asked_for_is_shown_with_a_way_to_remove_it(client):
    person = factories.practitioner()
    client.force_login(person)
    add(client, SERUM)
    add(client)
    type(person.verification).objects.filter(user=person).update(status="expired")
    page = client.get("/order/")
    assert "This cannot be sent. Only verified salon professionals and practitioners may ask for it (house decision)." in text_of(page)
    assert "/account/" in read(page).links
    client.post("/order/", {"remove": f"{SERUM}/ampoule"})
    assert held(client) == {CREAM: 2}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": "draft"}, "There is no such product here."),
        ({"access": "practitioners"}, "There is no such product here."),
        ({"status": "retired", "retired_reason": "Gone."}, "This product is no longer sold."),
        ({"professional_only": True}, "Only verified salon professionals and practitioners may ask for it"),
    ],
)
def test_a_product_that_changed_meanwhile_is_named_as_such(client, fields, sentence):
    product = factories.product()
    add(client, product.slug)
    Product.objects.filter(pk=product.pk).update(**fields)
    assert f"This cannot be sent. {sentence}" in text_of(client.get("/order/"))


def test_a_product_that_is_gone_is_shown_by_its_slug(client):
    product = factories.product()
    add(client, product.slug)
    product.delete()
    assert product.slug in text_of(client.get("/order/"))


def test_a_pack_that_is_gone_is_told(clinic):
    add(clinic, SERUM)
    Pack.objects.filter(product__slug=SERUM).delete()
    assert "This cannot be sent. Its packs have changed." in text_of(clinic.get("/order/"))


def test_a_pack_that_came_later_is_told(client):
    add(client)
    Pack.objects.create(product=Product.objects.get(slug=CREAM), code="tube", name="Tube")
    assert "This cannot be sent. Its packs have changed." in text_of(client.get("/order/"))


@pytest.mark.parametrize(
    "value",
    [
        "nonsense",
        [1, 2],
        {"lines": 5},
        {"lines": [[CREAM, "", -5]]},
        {"lines": [[CREAM, "", 10**12]]},
        {"lines": [["a\x00b", "", 1]]},
        {"lines": [["'; drop table", "", 1]]},
        {"lines": [{"product": CREAM}]},
    ],
)
def test_a_tampered_list_is_shown_as_such_and_can_be_cleaned(client, value):
    keep(client, value)
    page = client.get("/order/")
    assert page.status_code == 200
    assert "1 line of this order cannot be read. Remove it." in text_of(page)
    client.post("/order/", {"remove": page.context["unreadable_key"]})
    assert "Nothing is in your order yet." in text_of(client.get("/order/"))


@pytest.mark.parametrize("slug", [SERUM, "no-such-cream", "'x'"])
def test_a_tampered_list_of_an_account_is_no_fault_either(client, slug):
    person = factories.user()
    OrderList.objects.create(user=person, contents={"lines": [[slug, "", 3]]})
    client.force_login(person)
    assert client.get("/order/").status_code == 200
    assert client.get("/order/send/")["Location"] == "/order/"


def test_more_than_fifty_lines_are_told(client, many):
    keep(client, {"lines": [[slug, "", 1] for slug in many]})
    assert "An order holds 50 lines at most. This one has 51." in text_of(client.get("/order/"))


def test_a_staff_member_sees_no_draft_as_something_to_ask_for(client):
    draft = factories.product(status="draft")
    OrderList.objects.create(user=(editor := factories.editor()), contents={"lines": [[draft.slug, "", 1]]})
    client.force_login(editor)
    assert "It is not published for you to ask for." in text_of(client.get("/order/"))


def test_the_list_is_never_kept_by_a_browser():
    for address in ("/order/", "/order/sent/", "/order/send/"):
        assert "no-store" in PortalClient().get(address)["Cache-Control"]
