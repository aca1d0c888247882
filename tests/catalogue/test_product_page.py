"""What a product's page draws and how it is put together, judged by what a reader sees. What it says: test_views.py."""

import gzip
import re

import pytest

from calecim_portal.templatetags.components import shared_citations
from catalogue.models import Product
from protocols.models import ProtocolVersion
from tests import factories
from tests.links import addresses_of, words_of

pytestmark = pytest.mark.django_db

SLUGS = [
    "calecim-serum",
    "multi-action-cream",
    "recovery-night-complex",
    "advanced-hair-system",
    "restorative-hydration-cream",
    "professional-pigment-solution",
    "eye-contour-lifting-cream",
]
SERUM, CREAM = "/products/calecim-serum/", "/products/multi-action-cream/"
PROTOCOL = "/protocols/serum-after-procedure/"
FOLDED = re.compile(r"<details.*?</details>", re.DOTALL)


def unfolded(page):
    """The page's markup without what has to be opened first."""
    return FOLDED.sub("", page.content.decode())


@pytest.mark.parametrize("slug", SLUGS)
def test_every_stop_and_what_to_do_instead_is_read_without_opening_anything(client, slug):
    page = client.get(f"/products/{slug}/")
    open_page, words = unfolded(page), words_of(page)
    stops = Product.objects.get(slug=slug).precautions.filter(severity="never")
    assert stops
    for stop in stops:
        assert stop.title in open_page
        assert not stop.action or stop.action[:20].replace("'", "&#x27;") in open_page
        assert stop.reason in words


@pytest.mark.parametrize(
    ("slug", "day_0", "later"),
    [
        ("calecim-serum", "Day 0: Yes", "Later: Yes."),
        ("recovery-night-complex", "Day 0: It depends", "Later: Yes."),
        ("multi-action-cream", "Day 0: Not yet", "Later: Yes, once the skin is back to normal."),
        ("restorative-hydration-cream", "Day 0: Not yet", "Later: Yes, once the skin is back to normal."),
        ("professional-pigment-solution", "Day 0: Allowed after a procedure, the moment is not stated.", "Later: Allowed"),
        ("eye-contour-lifting-cream", "Day 0: Not stated: ask your practitioner.", "Later: Not stated"),
    ],
)
def test_the_phases_are_said_in_words_too(client, slug, day_0, later):
    words = words_of(client.get(f"/products/{slug}/"))
    assert day_0 in words
    assert later in words
    assert "What your clinic told you comes first." in words


def test_what_is_part_of_the_procedure_has_no_phases(client):
    page = client.get("/products/advanced-hair-system/")
    assert "Part of the procedure itself." in words_of(page)
    assert "phase-strip" not in page.content.decode()


def marked_groups(page):
    """The groups that the picture marks, by its title."""
    return re.search(r"those that stand here: (.*?)</title>", page.content.decode(), re.DOTALL).group(1).strip()


def test_the_marks_name_the_groups_of_the_claims(client):
    product = factories.product()
    factories.claim(product, text="It grew in a dish.", evidence="in_vitro")
    factories.claim(product, text="It helps.", evidence="manufacturer_claim")
    factories.claim(product, text="It helps again.", evidence="manufacturer_claim")
    page = client.get(product.get_absolute_url())
    assert marked_groups(page) == "Laboratory, 1 claim on this page. Maker or brand statement, 2 claims on this page."
    words = words_of(page)
    assert "Laboratory, not on people" in words
    assert "No study on people is cited." in words
    assert words.index("It grew in a dish.") < words.index("It helps.")
    assert page.content.decode().count("claim-list__claim--laboratory") == 1


@pytest.mark.parametrize(("address", "shown"), [(SERUM, True), ("/serum-check/", True), (CREAM, False)])
def test_the_looks_of_the_serum_stand_with_the_serum_alone(client, address, shown):
    words = words_of(client.get(address))
    for look in ("Pink and clear That is right.", "Yellow Do not use it.", "Orange Do not use it.", "Cloudy Do not use it."):
        assert (look in words) is shown


def test_the_looks_lead_to_the_check(client):
    assert "/serum-check/#" not in addresses_of(client.get(SERUM))
    assert "/serum-check/" in addresses_of(client.get(SERUM))


@pytest.mark.parametrize("address", ["/routine/?product=calecim-serum", "/compare/?product=calecim-serum"])
def test_the_ways_on_take_the_product_along(client, address):
    assert address in addresses_of(client.get(SERUM))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(("who", "led"), [(None, False), ("salon", False), ("practitioner", True)])
def test_a_practitioner_is_led_to_the_protocol_and_nobody_else(client, who, led):
    if who:
        client.force_login(factories.professional(who))
    assert (PROTOCOL in addresses_of(client.get(SERUM))) is led


def test_a_protocol_without_a_version_in_use_is_not_linked(clinic):
    ProtocolVersion.objects.filter(protocol__slug="serum-after-procedure").update(status="retired")
    assert PROTOCOL not in addresses_of(clinic.get(SERUM))


ONE, OTHER = [{"source": "s1", "section": "A"}], [{"source": "s1", "section": "B"}]


@pytest.mark.parametrize(
    ("citations", "shared"),
    [
        ([ONE, ONE, ONE], ONE),
        ([ONE, OTHER], None),  # each says its own
        ([ONE, []], None),  # one rests on nothing: it must not seem to
        ([[], []], None),
        ([ONE], None),  # a list of one
        ([], None),
    ],
)
def test_a_list_cites_once_only_where_all_of_it_rests_on_the_same(citations, shared):
    assert shared_citations([{"text": "x", "citations": one} for one in citations]) == shared


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_stays_within_its_budget(clinic, slug):
    """For whom it is longest. What stands in a template is no part of the page until a script takes it."""
    page = clinic.get(f"/products/{slug}/").content
    assert len(re.findall(rb"<[a-z]", re.sub(rb"<template.*?</template>", b"", page, flags=re.DOTALL))) < 900
    assert len(gzip.compress(page)) < 25_000
