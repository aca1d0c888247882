"""Products side by side as a reader meets them: the same rows for all, what is missing in words, and only what the reader may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Ingredient, Precaution, Product
from catalogue.visibility import Access, Status
from tests import factories
from tests.links import addresses_of, words_of
from tests.reading import read

pytestmark = pytest.mark.django_db

COMPARE = "/compare/"
ROWS = [
    "Purpose",
    "Do not use",
    "Share of conditioned media",
    "Step in the routine",
    "Time of day",
    "After a procedure",
    "Hair or skin",
    "Evidence",
]
SERUM, CREAM, HAIR, EYE = "calecim-serum", "multi-action-cream", "advanced-hair-system", "eye-contour-lifting-cream"
MOISTURISER, NIGHT = "restorative-hydration-cream", "recovery-night-complex"


def ask(client, *slugs, **asked):
    return client.get(COMPARE, {"product": slugs, **asked})


def table(page):
    """The rows of the table by their label."""
    return {row[0]: row[1:] for row in read(page).rows[1:]}


def plain_pair(**fields):
    """Two products that say the same of themselves, but for their names."""
    return [factories.product(**{"summary": "A cream.", "step": 3, "morning": True, **fields}) for _ in range(2)]


def test_the_same_rows_for_all_in_one_order(client):
    page = ask(client, SERUM, CREAM, HAIR, EYE)
    assert page.status_code == 200
    assert list(table(page)) == ROWS
    assert {len(cells) for cells in table(page).values()} == {4}
    head = read(page).rows[0]
    assert [
        name for name in ("CALECIM Serum", "Multi-Action Cream", "Advanced Hair System", "Eye Contour") if name not in " ".join(head)
    ] == []


def test_products_stand_in_the_order_that_was_asked_for(client):
    heads = " ".join(read(ask(client, CREAM, SERUM)).rows[0])
    assert heads.index("Multi-Action Cream") < heads.index("CALECIM Serum")


def test_what_the_line_says(client):
    rows = table(ask(client, SERUM, HAIR, NIGHT))
    assert [
        cell.startswith(Product.objects.get(slug=slug).summary) for cell, slug in zip(rows["Purpose"], (SERUM, HAIR, NIGHT), strict=True)
    ]
    serum, hair, night = rows["Share of conditioned media"]
    assert "80 %" in serum.replace("\u00a0", " ")
    assert hair == "not published"
    assert "50 %" in night.replace("\u00a0", " ")
    assert rows["Step in the routine"] == ["Step 1: Serum", "not stated by the maker", "not stated by the maker"]
    assert rows["Time of day"] == ["Morning and evening", "not stated by the maker", "Evening"]
    assert rows["Hair or skin"] == ["Skin", "Hair and scalp", "Skin"]
    assert rows["After a procedure"][0].startswith("Straight after a procedure")
    assert all("No study on people is cited." in cell for cell in rows["Evidence"])


@pytest.mark.parametrize("differences", ["", "only"])
def test_what_must_not_be_done_stands_there_whatever_is_left_out(client, differences):
    """Also where the products agree in it: two that share every precaution."""
    pair = plain_pair()
    never = Precaution.objects.create(code="no", severity="never", title="Do not swallow it", access=Access.EVERYONE)
    never.products.set(pair)
    rows = table(ask(client, *(one.slug for one in pair), differences=differences))
    assert all("Do not swallow it" in cell for cell in rows["Do not use"])


def test_every_never_and_every_wait_of_each_product_is_there(client):
    slugs = (SERUM, CREAM, HAIR, EYE)
    for slug, cell in zip(slugs, table(ask(client, *slugs))["Do not use"], strict=True):
        for rule in Precaution.objects.filter(products__slug=slug, access=Access.EVERYONE):
            assert (rule.title in cell) == (rule.severity in {"never", "delay"}), (slug, rule.code)
            if rule.house and rule.title in cell:
                assert f"{rule.title} (house precaution)" in cell


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({}, {"Do not use"}),  # agree in everything: nothing else is left
        ({"summary": "Another cream."}, {"Purpose", "Do not use"}),
        ({"step": 4}, {"Step in the routine", "Do not use"}),
        ({"evening": True}, {"Time of day", "Do not use"}),
        ({"after_procedure": "immediately"}, {"After a procedure", "Do not use"}),
        ({"kind": "hair-system"}, {"Hair or skin", "Do not use"}),
    ],
)
def test_only_rows_in_which_they_differ(client, change, shown):
    first, second = plain_pair()
    Product.objects.filter(pk=second.pk).update(**change)
    page = ask(client, first.slug, second.slug, differences="only")
    assert set(table(page)) == shown
    words = words_of(page)
    assert [label for label in ROWS if label not in shown and label not in words.split("the same for all")[1]] == []
    everything = next(address for address in addresses_of(page) if address.startswith(COMPARE) and "differences" not in address)
    assert list(table(client.get(everything))) == ROWS


def test_a_share_that_differs_is_a_difference(client):
    first, second = plain_pair()
    media = Ingredient.objects.get(slug="clcm")
    factories.formula_line(first, ingredient=media, percent="40", qualifier="exact")
    factories.formula_line(second, ingredient=media, percent="40", qualifier="about")
    rows = table(ask(client, first.slug, second.slug, differences="only"))
    assert [cell.replace("\u00a0", " ").count("about") for cell in rows["Share of conditioned media"]] == [0, 1]


def test_another_source_alone_is_no_difference(client):
    first, second = plain_pair()
    factories.with_source(second, True)
    assert set(table(ask(client, first.slug, second.slug, differences="only"))) == {"Do not use"}


# What is asked


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("product=calecim-serum&product=no-such", "There is no product “no-such” to compare."),
        ("product=calecim-serum&product=calecim-serum", "Choose each product once."),
        (f"product={SERUM}&product={CREAM}&product={HAIR}&product={EYE}&product={NIGHT}", "Choose at most 4 products. You chose 5."),
        (f"product={SERUM}&product=%00", "to compare. Choose from the list."),
        (f"product={SERUM}&product=%ED%A0%80", "to compare. Choose from the list."),
        (f"product={SERUM}&product=" + "x" * 100_000, "to compare. Choose from the list."),
        (f"product={SERUM}&product={CREAM}&differences=all", "This is not one of the choices."),
        (f"product={SERUM}&product={CREAM}&differences=only&differences=only", "Give this choice once."),
    ],
    ids=lambda value: value[:50],
)
def test_what_cannot_be_compared_gets_a_sentence_and_keeps_what_was_chosen(client, query, sentence):
    page = client.get(f"{COMPARE}?{query}")
    words = words_of(page)
    assert page.status_code == 400
    assert words.count(sentence) == 2  # in the summary and at its field
    assert page.content.count(b"Error:") == 2  # in the title and at the field
    assert f'value="{SERUM}" selected' in page.content.decode()
    assert b"<table" not in page.content


@pytest.mark.parametrize("slugs", [(), ("",), ("", "", "", ""), (SERUM,), (SERUM, "")])
def test_with_fewer_than_two_there_is_only_the_choice(client, slugs):
    page = ask(client, *slugs)
    assert page.status_code == 200
    assert b"<table" not in page.content
    assert ("Choose one more" in words_of(page)) == (SERUM in slugs)
    assert page.content.count(b"selected") == len(set(slugs) - {""})


def test_five_that_were_chosen_all_come_back(client):
    page = ask(client, SERUM, CREAM, HAIR, EYE, NIGHT)
    assert page.content.count(b" selected") == 5


def test_four_are_read_and_two_are_enough(client):
    assert ask(client, SERUM, CREAM, HAIR, EYE).status_code == 200
    assert len(table(ask(client, SERUM, "", CREAM, ""))["Purpose"]) == 2


def test_on_a_phone_every_further_product_can_come_beside_the_first(client):
    page = ask(client, SERUM, CREAM, HAIR, EYE)
    swapped = f"{COMPARE}?product={SERUM}&product={EYE}&product={CREAM}&product={HAIR}"
    assert swapped in addresses_of(page)
    assert "This screen has room for the first two." not in words_of(ask(client, SERUM, CREAM))


# Who sees what


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT},
        {"access": Access.PRACTITIONERS},
        {"access": ""},
        {"status": Status.RETIRED, "retired_reason": "Stopped."},
    ],
)
def test_what_the_reader_may_not_see_is_not_there_to_compare(client, fields):
    hidden = factories.product(name="Hidden thing", **fields)
    page = ask(client, SERUM, hidden.slug)
    assert page.status_code == 400
    assert "Hidden thing" not in page.content.decode()
    assert f"There is no product “{hidden.slug}” to compare." in words_of(page)


def test_parts_for_practitioners_are_named_and_not_shown(client):
    serum = Product.objects.get(slug=SERUM)
    factories.fact(serum, topic="not_stated", access=Access.PRACTITIONERS, text="Secret words")
    Precaution.objects.create(code="secret", severity="never", title="Secret rule", access=Access.PRACTITIONERS).products.add(serum)
    public = words_of(ask(client, SERUM, CREAM))
    assert "Secret" not in public
    assert "What this page does not show you" in public
    client.force_login(factories.practitioner())
    told = words_of(ask(client, SERUM, CREAM))
    assert "Secret words" in told
    assert "Secret rule" in told
    assert "What this page does not show you" not in told


def test_two_products_cost_as_much_as_four(client):
    def cost(*slugs):
        with CaptureQueriesContext(connection) as queries:
            ask(client, *slugs)
        return len(queries)

    cost(SERUM, CREAM)
    assert cost(SERUM, CREAM) == cost(SERUM, CREAM, HAIR, MOISTURISER)
