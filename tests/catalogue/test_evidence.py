"""The claims ledger, as pages and as JSON: which claims stand there for whom, and that each stands with its evidence."""

import re

import pytest

from catalogue.models import Citation, Claim, Comparator, Product
from catalogue.visibility import Access, Status
from tests import factories
from tests.links import addresses_of, filter_links, links_of, words_of

pytestmark = pytest.mark.django_db

PAGE, API = "/evidence/", "/api/v1/claims/"
ADDRESSES = [PAGE, API]
KEYS = {"code", "ledger", "about", "product", "comparator", "subject", "text", "qualifier", "value", "unit"}
KEYS |= {"evidence", "evidence_group", "evidence_label", "references", "caveat", "citations", "url"}


def said(client, address, **query):
    """The words of a page or of an API answer."""
    answer = client.get(address, query)
    assert answer.status_code == 200
    return words_of(answer) if address == PAGE else answer.content.decode()


def claims_total(page):
    return int(re.search(r"(\d+) claims?\b", words_of(page)).group(1))


# What stands there


def test_every_claim_for_everyone_stands_in_the_ledger(client):
    page = client.get(PAGE)
    everyones = Claim.objects.filter(access=Access.EVERYONE).count()
    assert claims_total(page) == everyones == client.get(API).json()["count"]
    found, address = [], PAGE
    while address:
        page = client.get(address)
        found += [claim["anchor"] for subject in page.context["subjects"] for claim in subject["claims"]]
        address = {words: address for address, words in links_of(page)}.get("Next page")
    assert len(found) == len(set(found)) == everyones


def test_the_ledger_explains_itself_first(client):
    page = client.get(PAGE)
    words = words_of(page)
    assert words.index("No document cites a study on people.") < words.index(f"{claims_total(page)} claims")
    for label in ("Laboratory", "Maker or brand statement", "Opinion or anecdote", "Instruction or specification"):
        assert words.index(label) < words.index(f"{claims_total(page)} claims")
    assert "/learn/evidence-and-its-limits/" in addresses_of(page)
    assert "/evidence/disagreements/" in addresses_of(page)


def test_a_claim_has_the_agreed_keys(client):
    rows = client.get(API, {"page_size": 100}).json()["results"]
    assert all(row.keys() == KEYS for row in rows)
    assert all(row["citations"] for row in rows)
    assert all((row["product"] is not None) + (row["comparator"] is not None) + (row["subject"] is not None) == 1 for row in rows)


FIGURES = [
    # qualifier, value, unit, in words
    ("up to", "50", "percent", "up to 50 %"),
    ("", "4.7-5.7", "pH", "pH 4.7 to 5.7"),
    ("or more", "3", "months", "3 months or more"),
    ("around", "99", "USD", "around 99 US dollars"),
    ("", "hundreds", "proteins", "hundreds of proteins"),
    ("", "0", "cases", "0 cases"),
]


@pytest.mark.parametrize(("qualifier", "value", "unit", "words"), FIGURES)
def test_a_figure_stands_in_words(client, qualifier, value, unit, words):
    claim = factories.claim(subject="A subject", qualifier=qualifier, value=value, unit=unit)
    assert f"Figure: {words} Evidence:" in said(client, PAGE, code=claim.code)
    (row,) = client.get(API, {"code": claim.code}).json()["results"]
    assert (row["qualifier"], row["value"], row["unit"]) == (qualifier or None, value, unit)


def test_without_a_figure_none_is_shown(client):
    claim = factories.claim(subject="A subject")
    assert "Figure:" not in said(client, PAGE, code=claim.code)
    (row,) = client.get(API, {"code": claim.code}).json()["results"]
    assert (row["qualifier"], row["value"], row["unit"]) == (None, None, None)


@pytest.mark.parametrize(
    ("references", "sentence"),
    [
        ("11", "Reference 11 is cited"),
        ("11, 12", "References 11 and 12 are cited"),
        ("11, 12, 13", "References 11, 12 and 13 are cited"),
    ],
)
def test_references_without_their_list_are_said_to_be(client, references, sentence):
    claim = factories.claim(subject="A subject", references=references)
    words = said(client, PAGE, code=claim.code)
    assert sentence in words
    assert "not supplied" in words[words.index(sentence) :]
    assert client.get(API, {"code": claim.code}).json()["results"][0]["references"] == references.split(", ")


def test_a_claim_without_references_says_nothing_of_a_list(client):
    claim = factories.claim(subject="A subject")
    assert "not supplied" not in said(client, PAGE, code=claim.code)


def test_a_claim_stands_with_caveat_and_sources(client):
    claim = factories.claim(subject="A subject", caveat="It was one person.")
    claim.citations.add(Citation.objects.get(document__code="s4", section="FAQ"))
    words = said(client, PAGE, code=claim.code)
    assert "It was one person." in words
    assert "Buying guide: stem cell skincare explained, FAQ" in words


def test_a_laboratory_result_never_looks_like_one_on_people(client):
    page = client.get(PAGE, {"evidence_group": "laboratory"})
    laboratory = Claim.objects.filter(evidence="in_vitro", access=Access.EVERYONE)
    assert claims_total(page) == laboratory.count() > 0
    for claim in laboratory:
        after = words_of(page).split(claim.text)[1]
        assert re.match(r"( Figure: [^:]*)? Evidence: Laboratory : Laboratory study, not on people", after)
    assert page.content.decode().count("evidence-badge--laboratory") == laboratory.count() + 1, "the mark, and once among those explained"
    rows = client.get(API, {"evidence_group": "laboratory"}).json()["results"]
    assert {(row["evidence"], row["evidence_group"], row["evidence_label"]) for row in rows} == {
        ("in_vitro", "laboratory", "Laboratory study, not on people")
    }


def test_a_claim_names_what_it_is_about(client):
    product, other = factories.product(name="Our cream"), factories.comparator(brand="Theirs", name="Serum")
    factories.claim(product, text="Ours.")
    factories.claim(comparator=other, text="Not ours.")
    factories.claim(subject="Their subject", text="Of neither.")
    assert (product.get_absolute_url(), "Our cream") in links_of(client.get(PAGE, {"product": product.slug}))
    assert (other.get_absolute_url(), "Theirs Serum") in links_of(client.get(PAGE, {"comparator": other.slug}))
    assert "Their subject Of neither." in said(client, PAGE, search="neither")
    (row,) = client.get(API, {"comparator": other.slug}).json()["results"]
    assert (row["about"], row["product"], row["comparator"], row["subject"]) == ("Theirs Serum", None, other.slug, None)


@pytest.mark.parametrize("make", [factories.product, lambda: None])
def test_the_address_of_a_claim_leads_to_its_anchor(client, make):
    claim = factories.claim(make(), **({} if make is factories.product else {"subject": "A subject"}))
    (row,) = client.get(API, {"code": claim.code}).json()["results"]
    address, anchor = row["url"].split("#")
    page = client.get(address)
    assert f'id="{anchor}"' in page.content.decode()
    assert claims_total(page) == 1


def test_two_products_may_have_a_claim_of_the_same_code(client):
    for _number in range(2):
        factories.claim(factories.product(), code="same", subject="")
    anchors = re.findall(r'id="(claim-[^"]+)"', client.get(PAGE, {"code": "same"}).content.decode())
    assert len(anchors) == len(set(anchors)) == 2


# Who sees what


@pytest.fixture
def planted():
    """Claims that are not for anyone, each hidden for one reason."""
    shown, draft = factories.product(), factories.product(status=Status.DRAFT)
    retired = factories.product(status=Status.RETIRED, retired_reason="Stopped.")
    return {
        "for practitioners": factories.claim(shown, text="Canary for clinics.", access=Access.PRACTITIONERS),
        "undecided": factories.claim(shown, text="Canary undecided.", access=""),
        "of a draft": factories.claim(draft, text="Canary of a draft."),
        "of a closed product": factories.claim(factories.product(access=""), text="Canary of a closed product."),
        "of a clinic product": factories.claim(factories.product(access=Access.PRACTITIONERS), text="Canary of a clinic product."),
        "of a draft of another brand": factories.claim(comparator=factories.comparator(status=Status.DRAFT), text="Canary elsewhere."),
        "of a closed other brand": factories.claim(comparator=factories.comparator(access=""), text="Canary closed elsewhere."),
        "of a retired product": factories.claim(retired, text="Canary of a retired product."),
    }


READERS = {
    "anyone": (lambda: None, set()),
    "salon": (lambda: factories.professional("salon"), set()),
    "practitioner": (factories.practitioner, {"for practitioners", "of a clinic product"}),
    "staff": (factories.editor, None),
}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("reader", READERS)
def test_who_reads_which_claim(client, planted, reader, address):
    person, reads = READERS[reader]
    if reads is None:
        reads = set(planted) - {"of a retired product"}  # what is retired stands in no list
    if who := person():
        client.force_login(who)
    shown = said(client, address, search="canary")
    assert {name for name, claim in planted.items() if claim.text in shown} == reads


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_hidden_is_neither_counted_nor_found(client, planted, address):
    answer = client.get(address, {"search": "canary"})
    found = claims_total(answer) if address == PAGE else answer.json()["count"]
    assert found == 0
    for claim in planted.values():
        assert claim.text not in said(client, address, code=claim.code)


def test_no_filter_link_counts_what_is_hidden(client, planted):
    everyones = Claim.objects.filter(access=Access.EVERYONE).exclude(pk__in=[claim.pk for claim in planted.values()]).count()
    links = filter_links(client.get(PAGE))
    assert sum(count for address, _label, count in links if "about=" in address) == everyones
    names = {label for _address, label, _count in links}
    assert not names & {claim.product.name for claim in planted.values() if claim.product}


@pytest.mark.parametrize("parameter", ["product", "comparator"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_filter_never_tells_that_something_hidden_exists(client, address, parameter):
    make = {"product": factories.product, "comparator": factories.comparator}[parameter]
    hidden, unknown = client.get(address, {parameter: make(status=Status.DRAFT).slug}), client.get(address, {parameter: "nothing"})
    assert hidden.status_code == unknown.status_code == 400


@pytest.mark.parametrize(("person", "withheld"), [(None, True), (factories.user, True), (factories.practitioner, False)])
def test_that_something_is_withheld_is_said_without_its_content(client, person, withheld):
    factories.claim(subject="A subject", text="Canary for clinics.", access=Access.PRACTITIONERS)
    if person:
        client.force_login(person())
    words = said(client, PAGE)
    assert ("What this page does not show you" in words) is withheld
    assert ("Verified practitioners" in words) is withheld


def test_what_nobody_has_decided_on_is_not_said_to_be_withheld(client):
    Claim.objects.exclude(access=Access.EVERYONE).delete()
    factories.claim(subject="A subject", access="")
    assert "What this page does not show you" not in said(client, PAGE)


# Filters


def test_every_filter_link_finds_what_it_promises(client):
    links = filter_links(client.get(PAGE))
    assert len(links) > 10
    for address, label, count in links:
        assert claims_total(client.get(address)) == count, label


def test_a_filter_counts_with_the_other_filters_on(client):
    for address, label, count in filter_links(client.get(PAGE, {"figure": "yes", "about": "product"})):
        assert claims_total(client.get(address)) == count, label


def test_the_products_of_the_filter_come_in_the_order_of_use(client):
    names = [label for address, label, _count in filter_links(client.get(PAGE)) if "product=" in address]
    assert names == [product.name for product in Product.objects.all() if product.name in names]
    assert len(names) == 7


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ({"about": "product"}, Claim.objects.filter(product__isnull=False)),
        ({"about": "comparator"}, Claim.objects.filter(comparator__isnull=False)),
        ({"about": "subject"}, Claim.objects.exclude(subject="")),
        ({"figure": "yes"}, Claim.objects.exclude(value="")),
        ({"figure": "no"}, Claim.objects.filter(value="")),
        ({"evidence": "anecdote"}, Claim.objects.filter(evidence="anecdote")),
        ({"evidence_group": "specification"}, Claim.objects.filter(evidence__in=["specification", "instruction"])),
        ({"product": "multi-action-cream"}, Claim.objects.filter(product__slug="multi-action-cream")),
        ({"search": "thickness laboratory"}, Claim.objects.filter(code__in=["thickness-600"])),
    ],
)
def test_what_a_filter_finds(client, query, rows):
    expected = set(rows.filter(access=Access.EVERYONE).values_list("code", flat=True))
    answer = client.get(API, {**query, "page_size": 100}).json()
    assert {row["code"] for row in answer["results"]} == expected
    assert claims_total(client.get(PAGE, query)) == answer["count"]


BAD = ["about=x", "figure=maybe", "evidence=in-vitro", "evidence_group=lab", "product=nothing", "comparator=%00", "code=%00"]
BAD += ["search=" + "x" * 101, "figure=yes&figure=no", "code=" + "x" * 101]


@pytest.mark.parametrize("query", BAD, ids=lambda query: query[:20])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_filter_that_means_nothing_is_refused_with_a_sentence(client, address, query):
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 400
    if address == API:
        assert answer.json().keys() == {query.split("=")[0]}
    else:
        assert "There is a problem" in words_of(answer)


@pytest.mark.parametrize("number", ["0", "abc", "1.5", "١"])
def test_what_is_no_page_number_gets_a_sentence(client, number):
    assert client.get(PAGE, {"page": number}).status_code == 400


def test_a_page_beyond_the_end_is_not_there(client):
    assert client.get(PAGE, {"page": "99"}).status_code == 404


def test_nothing_found_says_so_and_offers_a_way_back(client):
    page = client.get(PAGE, {"search": "nothing like it"})
    assert "No claim fits all of this" in words_of(page)
    assert (PAGE, "Show everything") in links_of(page)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_changes_nothing(client, address, method):
    assert getattr(client, method)(address).status_code == 405


def test_other_brands_are_searched_by_their_names(client):
    claim = Claim.objects.filter(comparator__isnull=False).select_related("comparator").first()
    assert claim.code in {row["code"] for row in client.get(API, {"search": claim.comparator.brand}).json()["results"]}
    assert Comparator.objects.exists()
