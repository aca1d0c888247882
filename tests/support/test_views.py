"""Writing to us: asked plainly, kept once, and nothing typed lost when something is wrong."""

import html
import re
import uuid

import pytest
from django.test import Client

from calecim_portal.rates import Rate
from catalogue.models import Contact, Product
from support.models import Report
from tests import factories
from tests.reading import read, text_of
from tests.reading_grade import reading_grade

from .reports import ADDRESS, REPORTS, TYPED, typed

pytestmark = pytest.mark.django_db

KINDS = list(TYPED)
PAGES = ["/contact/", "/report/", *[f"/report/?kind={kind}" for kind in REPORTS], "/privacy/", "/terms/", "/accessibility/"]


def send(client, kind, /, **changes):
    return client.post(ADDRESS[kind], typed(kind, **changes))


def title_of(page):
    return html.unescape(re.search(r"<title>(.*?)</title>", page.content.decode(), re.DOTALL).group(1))


def errors_of(page):
    """The sentences of the summary, and those at the fields by name."""
    form = page.context["form"]
    return {name: list(sentences) for name, sentences in form.errors.items()}


def told(page):
    """Whether the page says in all places that the form came back."""
    text = text_of(page)
    return title_of(page).startswith("Error: ") and "There is a problem" in text and "autofocus" in page.content.decode()


# Pages


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_for_everyone_alike(client, address):
    page = client.get(address)
    assert page.status_code == 200
    assert not title_of(page).startswith("Error")
    assert len(re.findall(r"<h1\b", page.content.decode())) == 1
    assert client.head(address).status_code == 200
    client.force_login(factories.practitioner())
    assert client.get(address).status_code == 200


def test_every_page_has_a_title_of_its_own(client):
    titles = [title_of(client.get(address)) for address in PAGES]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("address", ["/report/sent/", "/privacy/", "/terms/", "/accessibility/"])
def test_what_takes_no_form_takes_no_post(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/contact/", "/report/"])
@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, address, method):
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("address", ["/", "/products/", "/ingredients/", "/glossary/", "/account/login/", "/nothing-there/", "/report/"])
def test_help_stands_at_the_foot_of_every_page_in_the_same_order(client, address):
    foot = client.get(address).content.decode().split("<footer")[1]
    links = re.findall(r'href="([^"]+)"', foot)
    assert links[:5] == ["/contact/", "/report/", "/privacy/", "/terms/", "/accessibility/"]
    assert "Help" in foot.split("<nav")[0]


@pytest.mark.parametrize("address", ["/privacy/", "/terms/", "/accessibility/", "/contact/", "/report/?kind=unwanted_effect"])
def test_the_words_read_at_grade_8_or_lower(client, address):
    main = client.get(address).content.decode().split("<main")[1].split("</main>")[0]
    main = re.sub(r"<select.*?</select>|<details.*?</details>", "", main, flags=re.DOTALL)
    main = re.sub(r"</(h1|h2|h3|p|li|td|th|dd|dt|label|button)>", ". ", main)
    words = html.unescape(re.sub(r"<[^>]+>", " ", main))
    assert reading_grade(re.sub(r"\.\s*\.", ".", words)) <= 8


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/privacy/", "Nothing about patients is asked for, and nothing about patients is stored."),
        ("/privacy/", "There is no tracking"),
        ("/privacy/", "works for 90 days"),
        ("/privacy/", "at most 5"),
        ("/privacy/", "No name or address of the operator"),
        ("/terms/", "It is not medical advice."),
        ("/terms/", "No clinical reviewer has signed version 1."),
        ("/terms/", "Do not guess a dose."),
        ("/accessibility/", "WCAG 2.2 at level AA"),
        ("/accessibility/", "disagreements is very long"),
    ],
)
def test_what_has_to_be_said_is_said(client, address, words):
    assert words in text_of(client.get(address))


def test_the_privacy_page_names_the_times_that_the_settings_set(settings):
    """Who changes one of these changes the page too."""
    assert (settings.SESSION_COOKIE_AGE, settings.STAFF_SESSION_SECONDS, settings.STAFF_IDLE_SECONDS) == (1209600, 43200, 1800)
    assert settings.REST_KNOX["TOKEN_TTL"].days == 90
    assert settings.CSRF_COOKIE_AGE // 86400 == 364


# Contact


def test_the_contacts_stand_there_as_they_are_stated(client):
    page = client.get("/contact/")
    for row in Contact.objects.all():
        assert row.name in read(page).headings
        assert row.how in text_of(page)
    assert page.content.decode().count('class="citations"') == Contact.objects.count()
    assert "@" not in text_of(page)
    assert not re.search(r"\+?\d[\d ]{6,}", text_of(page))


def test_a_contact_that_is_new_is_shown_and_one_without_a_region_says_so(client):
    Contact.objects.all().delete()
    Contact.objects.create(slug="one", name="One Person", role="Help.", how="Call.")
    assert "One Person What for Help. Region Not stated How Call." in text_of(client.get("/contact/"))


def test_without_contacts_the_page_says_that_none_are_named(client):
    Contact.objects.all().delete()
    assert "The documents name nobody to turn to." in text_of(client.get("/contact/"))


def test_more_contacts_cost_no_more_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get("/contact/")
    Contact.objects.bulk_create(Contact(slug=f"c-{n}", name=f"C {n}", role="Help.", how="Call.") for n in range(20))
    with django_assert_max_num_queries(4):
        client.get("/contact/")


# The question before the form


def test_the_kind_is_asked_first_with_plain_links(client):
    page = client.get("/report/", {"page": "/dosing/?procedure=other", "product": "calecim-serum"})
    for kind in REPORTS:
        assert f"/report/?kind={kind}&page=%2Fdosing%2F%3Fprocedure%3Dother&product=calecim-serum" in read(page).links
    assert "text" not in read(page).fields


@pytest.mark.parametrize("query", ["kind=praise", "kind=question", "kind=", "kind=wrong_figure&kind=wrong_figure", "kind=%00"])
def test_a_kind_that_is_none_of_the_three_is_asked_again(client, query):
    page = client.get(f"/report/?{query}")
    assert page.status_code == 400
    assert told(page)
    assert f"/report/?kind={REPORTS[0]}" in read(page).links


@pytest.mark.parametrize(
    ("query", "page", "product"),
    [
        ("page=/products/&product=calecim-serum", "/products/", "calecim-serum"),
        ("page=http://testserver/products/", "/products/", ""),
        ("page=//evil.example/", "", ""),
        ("page=https://evil.example/products/", "", ""),
        ("page=/products/&page=/ingredients/", "", ""),
        ("page=%00", "", ""),
        ("product=calecim-serum&product=calecim-serum", "", ""),
    ],
)
@pytest.mark.parametrize("kind", REPORTS)
def test_what_a_link_knows_is_filled_in(client, kind, query, page, product):
    shown = client.get(f"/report/?kind={kind}&{query}")
    assert shown.status_code == 200
    assert read(shown).fields["page"] == page
    chosen = re.findall(r'<option value="([^"]+)" selected', shown.content.decode())
    assert chosen == ([product] if product else [])


def test_an_unknown_product_in_a_link_is_left_out(client):
    page = client.get("/report/?kind=unwanted_effect&product=no-such-cream")
    assert page.status_code == 200
    assert re.findall(r'<option value="([^"]+)" selected', page.content.decode()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_asks_for_nothing_about_patients(client, kind):
    page = client.get(ADDRESS[kind], {"kind": kind})
    assert "Do not give a patient’s name, birthday or record number, and no photos." in text_of(page)


@pytest.mark.parametrize("kind", KINDS)
def test_a_signed_in_person_does_not_type_the_address_again(client, kind):
    client.force_login(factories.user(email="me@example.org"))
    assert read(client.get(ADDRESS[kind], {"kind": kind})).fields["reply_to"] == "me@example.org"


def test_an_unwanted_effect_is_first_told_to_stop(client):
    text = text_of(client.get("/report/?kind=unwanted_effect"))
    assert text.index("Rinse it off.") < text.index("Call the clinic that treated you.") < text.index("What happened?")


@pytest.mark.parametrize(
    ("access", "status", "offered"),
    [
        ("everyone", "published", True),
        ("practitioners", "published", False),
        ("everyone", "draft", False),
        ("everyone", "retired", False),
        ("", "published", False),
    ],
)
def test_only_products_that_the_writer_may_see_are_offered_and_taken(client, access, status, offered):
    product = factories.product(access=access, status=status, retired_reason="Gone.")
    assert (product.name in text_of(client.get("/contact/"))) is offered
    assert send(client, "question", product=product.slug).status_code == (302 if offered else 400)


def test_a_practitioner_names_what_is_for_practitioners(clinic):
    product = factories.product(access="practitioners")
    assert send(clinic, "unwanted_effect", product=product.slug).status_code == 302
    assert Report.objects.get().product == product


# Sending


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_that_is_right_is_kept_and_confirmed_with_its_number(client, kind):
    answer = send(client, kind)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/report/sent/")
    row = Report.objects.get()
    assert (row.kind, row.text, row.status, row.written_by) == (kind, TYPED[kind]["text"], "new", None)
    page = client.get("/report/sent/")
    assert row.reference in text_of(page)
    assert "What happens next" in read(page).headings
    assert client.head("/report/sent/").status_code == 200
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("kind", KINDS)
def test_everything_typed_is_kept(client, kind):
    more = {"product": "calecim-serum", "page": "/products/", "reply_to": "me@example.org", "text": " First line.\r\nSecond. "}
    if kind != "wrong_figure":
        more["country"] = "SG"
    send(client, kind, **more)
    row = Report.objects.get()
    assert (row.product, row.page, row.reply_to) == (Product.objects.get(slug="calecim-serum"), "/products/", "me@example.org")
    assert row.text == "First line.\nSecond."
    assert row.country.code == more.get("country", "")


def test_a_report_of_a_signed_in_person_belongs_to_the_account(client):
    person = factories.user()
    client.force_login(person)
    send(client, "wrong_figure")
    assert Report.objects.get().written_by == person


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("unwanted_effect", ["Stop using the product", "Rinse it off.", "Call the clinic that treated you."]),
        ("spoiled_product", ["Do not use it", "Keep the pack"]),
        ("wrong_figure", ["Do not guess a dose."]),
        ("question", ["We have your question"]),
    ],
)
def test_the_confirmation_says_what_to_do_meanwhile(client, kind, words):
    send(client, kind)
    text = text_of(client.get("/report/sent/"))
    assert [one for one in words if one not in text] == []
    assert ("Rinse it off." in text) is (kind == "unwanted_effect")


def test_without_a_report_there_is_nothing_to_confirm(client):
    assert client.get("/report/sent/").headers["Location"] == "/report/"


def test_a_confirmation_is_shown_in_the_browser_that_sent_it_alone(client):
    send(client, "question")
    assert Client().get("/report/sent/").status_code == 302


@pytest.mark.parametrize("kind", KINDS)
def test_a_double_click_makes_one_report(client, kind):
    key = str(uuid.uuid4())
    first, second = send(client, kind, form_key=key), send(client, kind, form_key=key)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Report.objects.count() == 1


def test_each_form_shown_has_a_key_of_its_own_and_keeps_it_when_it_comes_back(client):
    keys = [read(client.get("/contact/")).fields["form_key"] for _number in range(2)]
    assert keys[0] != keys[1]
    assert read(send(client, "question", form_key=keys[0], text="")).fields["form_key"] == keys[0]


@pytest.mark.parametrize("key", [None, "", "nonsense", "\x00"])
def test_a_damaged_key_costs_nobody_the_report(client, key):
    assert send(client, "question", form_key=key).status_code == 302


def test_a_form_needs_the_token_of_this_site():
    assert Client(enforce_csrf_checks=True).post("/contact/", typed("question")).status_code == 403


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_carries_that_token(kind):
    browser = Client(enforce_csrf_checks=True)
    token = read(browser.get(ADDRESS[kind], {"kind": kind})).fields["csrfmiddlewaretoken"]
    assert send(browser, kind, csrfmiddlewaretoken=token).status_code == 302


def test_status_and_handler_cannot_be_sent(client):
    send(client, "question", status="closed", outcome="Done.", handled_by_name="Me", reference="R-222222", written_by="1")
    row = Report.objects.get()
    assert (row.status, row.outcome, row.handled_by_name, row.written_by) == ("new", "", "", None)
    assert row.reference != "R-222222"


# The lot number


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"lot_number": "L-204"}, ("L-204", False)),
        ({"lot_number": "", "lot_unreadable": "on"}, ("", True)),
        ({"lot_number": "  ", "lot_unreadable": "on"}, ("", True)),
        ({"lot_number": ""}, None),
        ({"lot_number": "   "}, None),
        ({"lot_number": None}, None),
        ({"lot_number": "L-204", "lot_unreadable": "on"}, None),
    ],
)
def test_a_spoiled_product_has_a_lot_number_or_the_word_that_none_can_be_read(client, changes, kept):
    answer = send(client, "spoiled_product", **changes)
    if kept:
        assert answer.status_code == 302
        assert Report.objects.values_list("lot_number", "lot_unreadable").get() == kept
    else:
        assert answer.status_code == 400
        assert list(errors_of(answer)) == ["lot_number"]
        assert not Report.objects.exists()


def test_the_lot_number_of_an_unwanted_effect_is_kept_if_it_is_given(client):
    send(client, "unwanted_effect", lot_number="L-204")
    assert Report.objects.get().lot_number == "L-204"


# What is wrong


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        *[(kind, {"text": wrong}, "text") for kind in KINDS for wrong in ("", "  \n ", None, "a\x00b", "a" * 4001, "a" * 100_000)],
        *[(kind, {"product": wrong}, "product") for kind in KINDS for wrong in ("nothing", "\x00", "a" * 100_000)],
        *[
            (kind, {"reply_to": wrong}, "reply_to")
            for kind in KINDS
            for wrong in ("nobody", "a\x00@example.org", "a" * 300 + "@example.org")
        ],
        ("question", {"country": "XX"}, "country"),
        ("unwanted_effect", {"country": "\x00"}, "country"),
        ("unwanted_effect", {"lot_number": "9" * 61}, "lot_number"),
        ("spoiled_product", {"lot_number": "9\x00"}, "lot_number"),
        ("wrong_figure", {"page": "https://evil.example/"}, "page"),
        ("wrong_figure", {"page": "/products/\x00"}, "page"),
        ("wrong_figure", {"page": "a" * 100_000}, "page"),
        ("wrong_figure", {"page": "the one on Serum"}, "page"),
        ("question", {"text": ["one", "two"]}, "text"),
        ("question", {"product": ["calecim-serum", "calecim-serum"]}, "product"),
        ("spoiled_product", {"lot_number": ["L-204", "L-205"]}, "lot_number"),
        ("wrong_figure", {"page": ["/products/", "/ingredients/"]}, "page"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(client, kind, changes, field):
    typed_besides = {"text": "Everything I typed."} if field != "text" else {"reply_to": "me@example.org"}
    page = send(client, kind, **{**typed_besides, **changes})
    assert page.status_code == 400
    assert list(errors_of(page)) == [field]
    assert told(page)
    assert f'id="{field}-error"' in page.content.decode()
    for sentence in errors_of(page)[field]:
        assert text_of(page).count(sentence) == 2  # in the summary and at the field
    assert f"#id_{field}" in read(page).links
    assert next(iter(typed_besides.values())) in page.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("field", ["text", "reply_to"])
def test_a_sign_that_is_no_text_is_named_in_plain_words(client, field):
    assert "This holds a sign that is not text. Take it out." in text_of(send(client, "question", **{field: "a\x00b"}))


def test_a_text_that_is_too_long_says_by_how_much(client):
    assert "Use at most 4000 characters. You wrote 4001." in text_of(send(client, "question", text="a" * 4001))


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_of_the_longest_length_is_taken_with_its_line_breaks(client, kind):
    text = "\r\n".join(["a" * 1999, "b" * 2000])  # 4000, a line break counted once as the browser does
    assert send(client, kind, text=text).status_code == 302


@pytest.mark.parametrize("kind", ["question", "unwanted_effect", "spoiled_product"])
@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example/", "\x00", "a" * 100_000, ["/products/", "//evil.example/"]])
def test_a_foreign_page_in_a_field_nobody_sees_is_dropped(client, kind, page):
    assert send(client, kind, page=page).status_code == 302
    assert Report.objects.get().page == ""


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_form_says_what_is_missing(client, kind):
    page = client.post(ADDRESS[kind], {"kind": kind} if kind in REPORTS else {})
    assert page.status_code == 400
    assert "text" in errors_of(page)


@pytest.mark.parametrize("kind", [None, "", "praise", "question", "\x00", ["wrong_figure", "wrong_figure"]])
def test_a_report_whose_kind_was_lost_keeps_all_that_was_typed(client, kind):
    page = send(client, "spoiled_product", kind=kind, product="calecim-serum", lot_unreadable="on")
    assert page.status_code == 400
    assert list(errors_of(page)) == ["kind"]
    assert told(page)
    assert "It is orange." in text_of(page)
    assert read(page).fields["lot_number"] == "L-204"
    assert '<option value="calecim-serum" selected' in page.content.decode()
    assert not Report.objects.exists()
    again = {"kind": "wrong_figure", "form_key": read(page).fields["form_key"], "text": "It is orange."}
    assert client.post("/report/", again).status_code == 302


def test_what_was_typed_is_never_markup(client):
    page = send(client, "question", text="<script>alert(1)</script>", reply_to="nobody")
    assert b"<script>alert" not in page.content
    assert "<script>alert(1)</script>" in html.unescape(page.content.decode())


@pytest.mark.parametrize("body", [b"text=%ED%A0%80", b"text=%FF%FE", b"text=a&country=%ED%A0%80", b"\x00\xff=%", b"text"])
def test_bytes_that_are_no_text_break_nothing(client, body):
    answer = client.post("/contact/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {302, 400}


@pytest.mark.parametrize("name", ["text", "reply_to", "product", "page", "lot_number", "kind"])
def test_half_a_character_smuggled_in_breaks_nothing(client, name):
    """A request may name an encoding that makes lone surrogates of plain letters."""
    sent = {**typed("spoiled_product"), name: "\\ud800"}
    parts = "".join(f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in sent.items())
    body = (parts + "--x--\r\n").encode()
    answer = client.generic("POST", "/report/", body, content_type="multipart/form-data; boundary=x; charset=unicode_escape")
    assert answer.status_code in {302, 400}


@pytest.mark.parametrize("query", ["page=/products/\\ud800", "page=/products/&product=\\ud800", "kind=question&page=/products/\\ud800"])
def test_half_a_character_in_an_address_breaks_nothing(client, query):
    answer = client.generic("GET", f"/report/?{query}", content_type="text/plain; charset=unicode_escape", QUERY_STRING=query)
    assert answer.status_code in {200, 400}


# How often


@pytest.fixture
def twice_an_hour(settings):
    settings.REPORT_RATE_ADDRESS = Rate(2, 3600)


@pytest.mark.parametrize("kind", KINDS)
def test_the_third_of_two_is_asked_to_wait_and_keeps_what_was_typed(client, twice_an_hour, kind):
    assert [send(client, kind).status_code for _number in range(2)] == [302, 302]
    page = send(client, kind, text="Everything I typed.", reply_to="me@example.org")
    assert page.status_code == 429
    assert 1 <= int(page.headers["Retry-After"]) <= 3600
    assert re.search(r"send it again in [1-9][0-9]? minutes?\.", text_of(page))
    assert told(page)
    assert "Everything I typed." in text_of(page)
    assert read(page).fields["reply_to"] == "me@example.org"
    assert Report.objects.count() == 2


def test_only_what_could_be_kept_counts(client, twice_an_hour):
    assert [send(client, "question", text="").status_code for _number in range(4)] == [400] * 4
    assert send(client, "question").status_code == 302


def test_the_same_form_sent_again_counts_once_and_is_confirmed_past_the_limit(client, twice_an_hour):
    key = str(uuid.uuid4())
    assert [send(client, "question", form_key=key).status_code for _number in range(4)] == [302] * 4
    assert send(client, "question").status_code == 302
    assert send(client, "question").status_code == 429


def test_one_network_does_not_stop_another(client, twice_an_hour):
    for _number in range(3):
        send(client, "question")
    assert client.post("/contact/", typed("question"), REMOTE_ADDR="198.51.100.7").status_code == 302


def test_a_whole_network_counts_as_one(client, twice_an_hour):
    """Its customer owns every address of it."""
    answers = [client.post("/contact/", typed("question"), REMOTE_ADDR=f"2001:db8::{n}") for n in range(1, 4)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]


@pytest.mark.parametrize(("seconds", "words"), [(1, "1 minute."), (60, "1 minute."), (61, "2 minutes."), (3600, "60 minutes.")])
def test_the_wait_is_said_in_whole_minutes(client, monkeypatch, seconds, words):
    monkeypatch.setattr("support.views.seconds_to_wait", lambda key, rate: seconds)
    page = send(client, "question")
    assert page.headers["Retry-After"] == str(seconds)
    assert f"send it again in {words}" in text_of(page)


# From clinical pages


@pytest.mark.parametrize("address", ["/products/calecim-serum/", "/products/advanced-hair-system/"])
def test_a_product_page_leads_to_a_report_about_it(client, address):
    slug = address.split("/")[2]
    assert f"/report/?page=%2Fproducts%2F{slug}%2F&product={slug}" in read(client.get(address)).links


@pytest.mark.parametrize(
    "address",
    [
        "/dosing/",
        "/dosing/?procedure=microneedling&needle_depth_mm=0.5",
        "/dosing/?procedure=microneedling&needle_depth_mm=0.75",
        "/dosing/?procedure=oxygen-facial",
        "/dosing/?procedure=nothing",
        "/procedures/",
        "/procedures/microneedling/",
        "/protocols/",
        "/protocols/serum-after-procedure/",
        "/protocols/serum-after-procedure/v1/",
    ],
)
def test_a_clinical_page_leads_to_a_report_about_itself(clinic, address):
    (link,) = [one for one in read(clinic.get(address)).links if one.startswith("/report/?")]
    page = clinic.get(f"{link}&kind=wrong_figure")
    assert html.unescape(read(page).fields["page"]) == address
