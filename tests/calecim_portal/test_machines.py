"""What machines read: sitemap, robots, feeds, canonical addresses, linked data. Public content only, whoever asks."""

import json
import re
from xml.etree import ElementTree

import pytest

from catalogue.models import SearchPart
from catalogue.visibility import Access
from tests import factories

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


def xml(answer):
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer


def sitemap(client):
    return [one.text for one in xml(client.get("/sitemap.xml")).iter(f"{SITEMAP}loc")]


def atom_titles(client):
    return [one.findtext(f"{ATOM}title") for one in xml(client.get("/changes/atom/")).iter(f"{ATOM}entry")]


def linked_data(page):
    return [json.loads(found) for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode())]


def test_the_sitemap_names_every_public_page_once(client):
    addresses = sitemap(client)
    assert len(addresses) == len(set(addresses))
    for path in ("/", "/products/", "/products/calecim-serum/", "/ingredients/niacinamide/", "/learn/menopause/", "/glossary/"):
        assert f"{HOST}{path}" in addresses
    assert "/questions/why-red-deer/" in " ".join(addresses)


def test_every_address_of_the_sitemap_answers(client):
    wrong = [address for address in sitemap(client) if client.get(address.removeprefix(HOST)).status_code != 200]
    assert wrong == []


@pytest.mark.parametrize("hidden", [{"access": Access.PRACTITIONERS}, {"access": ""}, {"status": "draft"}])
def test_what_not_everyone_may_read_is_in_no_sitemap_or_feed_whoever_asks(clinic, hidden):
    factories.product(slug="zorblax", name="Zorblax", **hidden)
    assert "zorblax" not in " ".join(sitemap(clinic))
    assert "Product: Zorblax" not in atom_titles(clinic)
    assert "zorblax" not in clinic.get("/changes/rss/").content.decode().lower()


def test_robots_are_told_where_the_sitemap_is_and_what_is_not_for_them(client):
    said = client.get("/robots.txt")
    assert said.headers["Content-Type"].startswith("text/plain")
    assert f"Sitemap: {HOST}/sitemap.xml" in said.content.decode()
    assert "Disallow: /admin/" in said.content.decode()


def test_the_latest_change_leads_the_feed(client):
    factories.product(slug="zorblax", name="Zorblax")
    assert atom_titles(client)[0] == "Product: Zorblax"
    [first, *_] = [one.findtext("link") for one in xml(client.get("/changes/rss/")).iter("item")]
    assert first == f"{HOST}/products/zorblax/"


def test_a_change_in_a_part_for_practitioners_is_not_told(client):
    SearchPart.objects.update(changed_at="2026-01-01T00:00:00Z")
    cream = factories.product(slug="zorblax", name="Zorblax")
    SearchPart.objects.filter(slug="zorblax").update(changed_at="2025-01-01T00:00:00Z")
    before = atom_titles(client)
    factories.fact(cream, text="Give more.", access=Access.PRACTITIONERS)
    assert atom_titles(client) == before
    factories.fact(cream, text="For all.")
    assert atom_titles(client)[0] == "Product: Zorblax"


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt", "/changes/rss/", "/changes/atom/"])
def test_they_are_read_only(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/products/", "/products/"),
        ("/products/?concern=ageing", "/products/"),
        ("/ingredients/?page=2", "/ingredients/?page=2"),
        ("/ingredients/?page=1", "/ingredients/"),
        ("/ingredients/?page=01", "/ingredients/"),
        ("/products/calecim-serum/?utm_source=x", "/products/calecim-serum/"),
    ],
)
def test_a_page_has_one_address(client, asked, canonical):
    page = client.get(asked).content.decode()
    assert f'<link rel="canonical" href="{HOST}{canonical}">' in page


def test_an_error_page_has_no_canonical_address(client):
    page = client.get("/nothing/").content.decode()
    assert 'rel="canonical"' not in page
    assert "noindex" in page


def test_a_product_says_what_it_is_and_nothing_that_is_not_known(client):
    product, way = linked_data(client.get("/products/calecim-serum/"))
    assert product["@type"] == "Product"
    assert product["url"] == f"{HOST}/products/calecim-serum/"
    assert not {"offers", "review", "aggregateRating", "image", "sku"} & set(product)
    assert [one["name"] for one in way["itemListElement"]] == ["Home", "Products", "CALECIM Serum"]


def test_questions_and_articles_say_what_they_are(client):
    assert linked_data(client.get("/questions/why-red-deer/"))[0]["@type"] == "FAQPage"
    assert linked_data(client.get("/questions/"))[0]["@type"] == "FAQPage"
    article = linked_data(client.get("/learn/menopause/"))[0]
    assert (article["@type"], article["dateModified"]) == ("Article", "2026-11-23")


def test_a_product_for_practitioners_is_told_to_no_machine(clinic):
    factories.product(slug="zorblax", access=Access.PRACTITIONERS)
    assert [one["@type"] for one in linked_data(clinic.get("/products/zorblax/"))] == ["BreadcrumbList"]


def test_no_text_ends_the_element_it_stands_in(client):
    factories.product(slug="zorblax", name="</script><script>alert(1)</script>")
    page = client.get("/products/zorblax/")
    assert "<script>alert" not in page.content.decode()
    assert linked_data(page)[0]["name"] == "</script><script>alert(1)</script>"


@pytest.mark.parametrize(("path", "title"), [("/products/calecim-serum/", "CALECIM Serum"), ("/learn/menopause/", None), ("/", None)])
def test_a_shared_address_shows_a_card(client, path, title):
    page = client.get(path).content.decode()
    assert 'property="og:title"' in page
    assert f'property="og:url" content="{HOST}{path}"' in page
    assert 'name="description"' in page
    if title:
        assert f'property="og:title" content="{title}"' in page
    assert "img/social-card" in re.search(r'property="og:image" content="([^"]+)"', page)[1]
