"""The menu, the search in the header and the small site map at the foot: on every page, for every visitor."""

import re

import pytest

from tests import factories
from tests.links import addresses_of, links_of
from tests.reading import read

pytestmark = pytest.mark.django_db

EVERYONE = ["/products/", "/ingredients/", "/questions/", "/learn/", "/evidence/"]
CLINIC = ["/dosing/", "/procedures/", "/protocols/", "/supplies/"]
SITE_MAP = [
    "/finder/",
    "/compare/",
    "/routine/",
    "/serum-check/",
    "/comparators/",
    "/stem-cell-sources/",
    "/glossary/",
    "/sources/",
    "/evidence/disagreements/",
    "/maker/",
    "/api/v1/docs/",
    "/changes/rss/",
    "/changes/atom/",
]


def menu(page):
    return re.findall(r'site-header__link" href="([^"]*)"', page.content.decode())


def current(page):
    return re.findall(r'site-header__link" href="([^"]*)" aria-current="(\w+)"', page.content.decode())


@pytest.mark.parametrize(
    ("visitor", "entries"),
    [
        (None, EVERYONE),
        (factories.user, EVERYONE),
        (lambda: factories.professional("salon"), EVERYONE),
        (lambda: factories.professional(status="pending"), EVERYONE),
        (factories.practitioner, CLINIC + EVERYONE),  # the clinic's work comes first
        (factories.editor, CLINIC + EVERYONE),
    ],
)
def test_the_menu_holds_what_the_visitor_may_open(client, visitor, entries):
    if visitor:
        client.force_login(visitor())
    page = client.get("/products/")
    assert menu(page) == entries
    assert [client.get(entry).status_code for entry in entries] == [200] * len(entries)


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/", []),
        ("/products/", [("/products/", "page")]),
        ("/products/calecim-serum/", [("/products/", "true")]),
        ("/learn/", [("/learn/", "page")]),
        ("/evidence/disagreements/", [("/evidence/", "true")]),
        ("/glossary/", []),
    ],
)
def test_the_menu_marks_where_the_visitor_is(client, address, marked):
    assert current(client.get(address)) == marked


@pytest.mark.parametrize("address", ["/", "/products/", "/account/login/", "/nowhere/"])
def test_every_page_leads_to_search(client, address):
    page = client.get(address)
    assert "q" in read(page).fields
    assert ("/search/", "Search") in links_of(page)


def test_the_search_of_the_header_asks_the_search_page(client):
    form = re.search(r'<form class="site-header__search"[^>]*>', client.get("/").content.decode())[0]
    assert 'action="/search/"' in form
    assert 'method="get"' in form


def test_the_search_page_has_one_search(client):
    assert client.get("/search/").content.decode().count('role="search"') == 1


@pytest.mark.parametrize("address", ["/", "/products/calecim-serum/", "/nowhere/"])
def test_the_foot_of_every_page_is_a_small_site_map(client, address):
    found = addresses_of(client.get(address))
    assert found[-len(SITE_MAP) :] == SITE_MAP


def test_the_site_map_leads_somewhere(client):
    assert [client.get(address).status_code for address in SITE_MAP] == [200] * len(SITE_MAP)


def test_links_with_the_same_words_lead_to_the_same_place(client):
    words = {}
    for address, said in links_of(client.get("/glossary/")):
        words.setdefault(said, set()).add(address)
    assert {said: places for said, places in words.items() if len(places) > 1} == {}
