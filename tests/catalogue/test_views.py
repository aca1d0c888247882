"""The pages of products and ingredients, judged by what a reader sees."""

import re

import pytest
from django.urls import reverse

from catalogue.models import Concentration, Ingredient, Product
from catalogue.visibility import Access, Status
from tests import factories
from tests.links import addresses_of, filter_links, links_of, total, words_of
from tests.reading import read

pytestmark = pytest.mark.django_db

PRODUCTS, INGREDIENTS = "/products/", "/ingredients/"


# A product's page


SHARES = {
    "calecim-serum": ["80 %", "about 20 %", "The rest of the formula"],
    "multi-action-cream": ["50 %", "The rest of the formula"],
    "recovery-night-complex": ["50 %"],
    "restorative-hydration-cream": ["40 %"],
    "advanced-hair-system": ["not published"],
    "professional-pigment-solution": ["not published"],
    "eye-contour-lifting-cream": ["not published"],
}


@pytest.mark.parametrize("slug", SHARES)
def test_a_product_says_what_it_is_and_what_is_in_it(client, slug):
    product = Product.objects.get(slug=slug)
    page = client.get(f"/products/{slug}/")
    words = words_of(page)
    assert page.status_code == 200
    assert product.name in words
    assert product.summary in words
    for share in SHARES[slug]:
        assert share in words
    for line in product.formula.all():
        assert line.label in words
    if not product.formula.filter(percent__isnull=False).exists():
        assert not re.search(r"\d %\b(?! conditioned)", " ".join(table_words(page)))


def table_words(page):
    return [cell for row in read(page).rows for cell in row]


@pytest.mark.parametrize("slug", SHARES)
def test_a_product_warns_before_it_explains(client, slug):
    product = Product.objects.get(slug=slug)
    words = words_of(client.get(f"/products/{slug}/"))
    nevers = product.precautions.filter(severity="never")
    assert nevers
    for precaution in nevers:
        assert words.index(precaution.title) < words.index("What is in it")
    for precaution in product.precautions.exclude(severity="never"):
        assert precaution.title in words


@pytest.mark.parametrize("slug", SHARES)
def test_every_claim_stands_with_its_evidence(client, slug):
    product = Product.objects.get(slug=slug)
    words = words_of(client.get(f"/products/{slug}/"))
    assert "No study on people is cited." in words
    claims = product.claims.exclude(evidence__in=["specification", "instruction"])
    assert claims
    for claim in claims:
        after = words[words.index(claim.text) + len(claim.text) :][:200]
        assert claim.get_evidence_display() in after


@pytest.mark.parametrize(("evidence", "among_the_claims"), [("specification", False), ("instruction", False), ("manufacturer_claim", True)])
def test_what_stands_in_formula_and_use_is_not_claimed_again(client, evidence, among_the_claims):
    product = factories.product()
    factories.claim(product, text="The maker says this once.", evidence=evidence)
    factories.claim(product, text="It helps.")
    assert ("The maker says this once." in words_of(client.get(product.get_absolute_url()))) is among_the_claims
    claims = client.get(f"/api/v1{product.get_absolute_url()}").json()["claims"]
    assert ("The maker says this once." in [claim["text"] for claim in claims]) is among_the_claims


def test_an_instruction_for_clinics_alone_withholds_no_claim(client):
    """Nothing that the claims section would never show is said to be kept back there."""
    product = factories.product()
    factories.claim(product, evidence="instruction", access=Access.PRACTITIONERS)
    assert "What this page does not show you" not in words_of(client.get(product.get_absolute_url()))


@pytest.mark.parametrize("slug", SHARES)
def test_every_public_fact_and_step_stands_on_the_page(client, slug):
    product = Product.objects.get(slug=slug)
    words = words_of(client.get(f"/products/{slug}/"))
    public = [row.text for rows in (product.facts, product.steps) for row in rows.filter(access="everyone")]
    assert [text for text in public if " ".join(text.split()) not in words] == []
    assert product.facts.filter(topic="results").exists() is ("When to expect results" in words)


WITH_CLINIC_CONTENT = ["calecim-serum", "advanced-hair-system"]


@pytest.mark.parametrize("slug", WITH_CLINIC_CONTENT)
def test_what_is_withheld_is_named_without_its_content(client, slug):
    product = Product.objects.get(slug=slug)
    words = words_of(client.get(f"/products/{slug}/"))
    assert "What this page does not show you" in words
    assert "In-clinic steps and home volumes" in words
    assert "Verified practitioners" in words
    hidden = [row.text for rows in (product.facts, product.steps) for row in rows.filter(access="practitioners")]
    assert hidden
    assert [text for text in hidden if " ".join(text.split()) in words] == []


@pytest.mark.parametrize("slug", WITH_CLINIC_CONTENT)
def test_a_practitioner_reads_it_all(clinic, slug):
    product = Product.objects.get(slug=slug)
    words = words_of(clinic.get(f"/products/{slug}/"))
    assert "What this page does not show you" not in words
    everything = [row.text for rows in (product.facts, product.steps) for row in rows.all()]
    assert [text for text in everything if " ".join(text.split()) not in words] == []


def test_a_salon_is_told_whom_the_needling_is_for(client):
    client.force_login(factories.professional("salon"))
    words = words_of(client.get("/products/advanced-hair-system/"))
    assert "What this page does not show you" in words
    assert "0.5 to 2 mm" not in words


@pytest.mark.parametrize("slug", sorted(set(SHARES) - set(WITH_CLINIC_CONTENT)))
def test_what_withholds_nothing_says_nothing_of_it(client, slug):
    if Product.objects.get(slug=slug).steps.filter(setting="clinic").exists():
        assert "What this page does not show you" in words_of(client.get(f"/products/{slug}/"))
    else:
        assert "What this page does not show you" not in words_of(client.get(f"/products/{slug}/"))


def test_what_nobody_has_decided_on_is_not_even_named(client):
    product = factories.product()
    factories.fact(product, text="Undecided words.", access="")
    words = words_of(client.get(product.get_absolute_url()))
    assert "Undecided words." not in words
    assert "What this page does not show you" not in words


def test_a_retired_product_says_why_and_what_to_use(client):
    heir = factories.product(name="The heir")
    product = factories.product(name="The old one", status=Status.RETIRED, retired_reason="The maker stopped it.", replacement=heir)
    factories.fact(product, text="Old words.")
    page = client.get(product.get_absolute_url())
    words = words_of(page)
    assert page.status_code == 410
    assert "The old one is no longer sold" in words
    assert "The maker stopped it." in words
    assert "Old words." not in words
    assert (heir.get_absolute_url(), "The heir") in links_of(page)
    assert "The old one" not in words_of(client.get(PRODUCTS))


def test_a_replacement_that_is_still_a_draft_is_not_named(client):
    heir = factories.product(name="The secret heir", status=Status.DRAFT)
    product = factories.product(status=Status.RETIRED, retired_reason="Stopped.", replacement=heir)
    assert "The secret heir" not in words_of(client.get(product.get_absolute_url()))


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT},
        {"access": ""},
        {"access": Access.PRACTITIONERS},
        {"status": Status.RETIRED, "retired_reason": "Stopped.", "access": Access.PRACTITIONERS},
    ],
)
def test_a_product_that_is_not_for_the_reader_answers_as_nothing_there(client, fields):
    hidden = factories.product(name="Hidden thing", **fields)
    page = client.get(hidden.get_absolute_url())
    nothing = client.get("/products/nothing-there/")
    assert page.status_code == nothing.status_code == 404
    assert page.content.replace(hidden.slug.encode(), b"") == nothing.content.replace(b"nothing-there", b"")


def test_staff_preview_a_draft_and_are_told_so(client):
    draft = factories.product(status=Status.DRAFT)
    client.force_login(factories.user(is_staff=True))
    page = client.get(draft.get_absolute_url())
    assert page.status_code == 200
    assert re.search("preview", words_of(page), re.IGNORECASE)


# Ingredients


def test_every_ingredient_has_a_page_that_names_it(client):
    for ingredient in Ingredient.objects.all():
        page = client.get(ingredient.get_absolute_url())
        assert page.status_code == 200
        assert ingredient.name in words_of(page)


def test_the_ingredients_are_counted_and_filtered_by_role(client):
    page = client.get(INGREDIENTS)
    assert "87 ingredients" in words_of(page)
    links = filter_links(page)
    assert sum(count for address, _label, count in links if "role=" in address) == 87, "every ingredient has one role"
    assert {"CALECIM Serum", "Advanced Hair System"} <= {label for address, label, _count in links if "product=" in address}
    for address, label, count in links:
        assert total(client.get(address)) == count, label


@pytest.mark.parametrize(
    ("filters", "slugs"),
    [
        ({"search": "CLCM"}, {"clcm"}),  # another name
        ({"search": "media rejuvenating"}, {"clcm"}),
        ({"product": "multi-action-cream"}, {"clcm", "preservative-mac", "delivery-system-mac"}),
        ({"product": "calecim-serum", "role": "future"}, set()),
        ({"search": "nothing like it"}, set()),
    ],
)
def test_what_a_filter_of_ingredients_finds(client, filters, slugs):
    found = {ingredient.slug for ingredient in client.get(INGREDIENTS, filters).context["ingredients"]}
    assert found == slugs


def test_an_ingredient_names_its_products_and_shares(client):
    words = words_of(client.get("/ingredients/clcm/"))
    for name, share in [("CALECIM Serum", "80 %"), ("Multi-Action Cream", "50 %"), ("Restorative Hydration Cream", "40 %")]:
        assert re.search(rf"{name} .{{0,80}}{share}", words)
    assert re.search(r"Advanced Hair System not published", words)
    assert "It is placed in 7 products. The share is published for 4 of them." in words


def test_the_shares_stand_in_one_picture_the_largest_first(client):
    page = client.get("/ingredients/clcm/")
    (picture,) = re.findall(r'<figure class="share-chart">.*?</figure>', page.content.decode(), re.DOTALL)
    assert [int(share) for share in re.findall(r"(\d+)\W%</strong>", picture)] == [80, 50, 50, 40]
    assert picture.count("<svg") == 4  # without a published share there is no bar
    assert picture.count("Source") == 7
    assert (
        picture.count("Not printed for this product; a general statement puts it here.")
        == Concentration.objects.filter(ingredient__slug="clcm", printed=False).count()
    )


def test_a_share_that_is_about_says_so_and_a_rest_is_no_figure(client):
    held = factories.ingredient(name="Held")
    factories.formula_line(factories.product(), ingredient=held, percent="20", qualifier="about")
    factories.formula_line(factories.product(), ingredient=held, qualifier="remainder")
    words = words_of(client.get(held.get_absolute_url()))
    assert "about 20 %" in words
    assert "the rest of the formula" in words
    assert "The share is published for 1 of them." in words


def test_an_ingredient_leads_to_the_cautions_of_its_products_or_to_what_speaks_of_it(client):
    held = words_of(client.get("/ingredients/clcm/"))
    assert "Cautions What not to do is stated for products" in held
    assert "/search/?q=Retinoids" in addresses_of(client.get("/ingredients/retinoids/"))


def test_an_ingredient_says_what_is_not_stated(client):
    factories.ingredient(slug="bare", inci="", origin="")
    assert words_of(client.get("/ingredients/bare/")).lower().count("not stated") >= 2


def test_a_laboratory_function_is_marked_as_one(client):
    words = words_of(client.get("/ingredients/clcm/"))
    assert "Laboratory study, not on people" in words


@pytest.mark.parametrize("fields", [{"status": Status.DRAFT}, {"access": ""}, {"access": Access.PRACTITIONERS}])
def test_an_ingredient_that_is_not_for_the_reader_shows_nowhere(client, fields):
    hidden = factories.ingredient(name="Hidden thing", slug="hidden-thing", **fields)
    product = factories.product(name="Its product")
    factories.formula_line(product, ingredient=hidden)
    part = factories.ingredient(part_of=hidden)
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert "Hidden thing" not in words_of(client.get(INGREDIENTS, {"search": "Hidden"})).replace("Search: Hidden", "")
    assert "Hidden thing" not in words_of(client.get(part.get_absolute_url()))
    assert "Hidden thing" not in [label for _address, label, _count in filter_links(client.get(PRODUCTS))]
    assert hidden.get_absolute_url() not in addresses_of(client.get(product.get_absolute_url()))


@pytest.mark.parametrize("fields", [{"status": Status.DRAFT}, {"access": ""}])
def test_a_filter_never_tells_that_something_hidden_exists(client, fields):
    factories.ingredient(slug="hidden-ingredient", **fields)
    factories.product(slug="hidden-product", **fields)
    for address in (f"{PRODUCTS}?ingredient=hidden-ingredient", f"{INGREDIENTS}?product=hidden-product"):
        for path in (address, f"/api/v1{address}"):
            assert client.get(path).status_code == 400, path


def test_a_hidden_product_is_not_named_by_its_ingredient(client):
    ingredient = factories.ingredient()
    hidden = factories.product(name="Hidden thing", access=Access.PRACTITIONERS)
    factories.formula_line(hidden, ingredient=ingredient)
    also = factories.product(name="Hidden too", status=Status.DRAFT)
    ingredient.also_in.add(also)
    words = words_of(client.get(ingredient.get_absolute_url()))
    assert "Hidden" not in words


def test_addresses_have_names():
    assert (reverse("products"), reverse("ingredients")) == (PRODUCTS, INGREDIENTS)
