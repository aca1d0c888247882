"""The editors' desk of the catalogue: what it costs, what it refuses and how it says so, and who may enter."""

from decimal import Decimal

import pytest
from django.contrib import admin
from django.urls import reverse

from catalogue.models import (
    Citation,
    Claim,
    Concern,
    Ingredient,
    LoadedRow,
    Precaution,
    Product,
    ProductFact,
    SourceDocument,
    UsageStep,
)
from catalogue.visibility import Access, Status
from tests import factories
from tests.admin_forms import address, enters, errors_of, queries, typed, with_line

pytestmark = pytest.mark.django_db

MODELS = [Product, Ingredient, Concern, Claim, ProductFact, UsageStep, Precaution, SourceDocument, Citation]
MANY = range(120)


@pytest.fixture
def desk(client):
    """A browser in which an editor is signed in."""
    client.force_login(factories.editor())
    return client


@pytest.fixture
def reader(client):
    """A browser in which a reviewer is signed in."""
    client.force_login(factories.reviewer())
    return client


@pytest.fixture
def serum():
    """A product with a formula of two lines, 80 % and 20 %."""
    product = factories.product()
    for position, percent in enumerate(["80", "20"]):
        factories.formula_line(product, percent=Decimal(percent), qualifier="exact", position=position)
    return product


def add_many(model):
    for number in MANY:
        product = factories.product() if model in {Product, Claim, ProductFact, UsageStep, Precaution, Concern} else None
        if model is Product:
            factories.claim(product)
            factories.formula_line(product)
        elif model is Ingredient:
            factories.formula_line(Product.objects.first(), ingredient=factories.ingredient())
        elif model is Concern:
            Concern.objects.create(slug=f"concern-{number}", name="Concern", summary="A wish.").products.add(product)
        elif model in {Claim, ProductFact, UsageStep}:
            {Claim: factories.claim, ProductFact: factories.fact, UsageStep: factories.step}[model](product)
        elif model is Precaution:
            Precaution.objects.create(code=f"precaution-{number}", severity="never", title="Do not.").products.add(product)
        else:
            document = SourceDocument.objects.create(code=f"d{number}", title=f"Document {number}", kind="A book.", stance="Good.")
            Citation.objects.create(document=document, section="First")


@pytest.mark.parametrize("model", MODELS)
def test_a_list_costs_the_same_with_few_rows_and_with_many(desk, model):
    before = queries(desk, address(model, "changelist"))
    add_many(model)
    assert queries(desk, address(model, "changelist")) == before
    assert before <= 8


def test_an_autocomplete_of_citations_costs_the_same_with_few_rows_and_with_many(desk):
    url = reverse("admin:autocomplete") + "?app_label=catalogue&model_name=product&field_name=citations&term="
    before = queries(desk, url + "Serum")
    add_many(Citation)
    assert queries(desk, url) == before


def test_a_product_page_costs_the_same_with_few_lines_and_with_many(desk, serum):
    citation = Citation.objects.first()
    factories.claim(serum).citations.add(citation)
    before = queries(desk, address(Product, "change", serum.pk))
    for _number in range(20):
        factories.claim(serum).citations.add(citation)
        factories.formula_line(serum).citations.add(citation)
    assert queries(desk, address(Product, "change", serum.pk)) <= before + 1  # the citations of the formula are read at all


@pytest.mark.parametrize("model", MODELS)
def test_every_page_opens_for_an_editor(desk, model):
    row = model.objects.first() or add_many(model) or model.objects.first()
    pages = [address(model, "changelist") + "?q=serum", address(model, "add"), address(model, "change", row.pk)]
    assert [desk.get(page).status_code for page in pages] == [200, 200, 200]


@pytest.mark.parametrize("model", MODELS)
def test_every_page_opens_for_a_reviewer(reader, model):
    row = model.objects.first() or add_many(model) or model.objects.first()
    pages = [address(model, "changelist"), address(model, "change", row.pk)]
    assert [reader.get(page).status_code for page in pages] == [200, 200]


@pytest.mark.parametrize("model", MODELS)
def test_an_unchanged_page_is_saved_as_it_was(desk, model):
    """Whatever the content files bring can be opened and saved: no field asks for more than they hold."""
    row = model.objects.order_by("pk").first()
    page = address(model, "change", row.pk)
    response = desk.post(page, typed(desk.get(page)))
    assert response.status_code == 302, errors_of(response)


def test_a_reviewer_reads_products_and_mends_precautions(reader, serum):
    assert reader.post(address(Product, "change", serum.pk), {"name": "Changed"}).status_code == 403
    precaution = Precaution.objects.first()
    page = address(Precaution, "change", precaution.pk)
    assert reader.post(page, {**typed(reader.get(page)), "title": "Do not do that."}).status_code == 302
    precaution.refresh_from_db()
    assert precaution.title == "Do not do that."


def test_the_record_of_what_was_loaded_is_not_for_editing():
    assert not admin.site.is_registered(LoadedRow)


# Who enters


@pytest.mark.parametrize("who", [None, factories.user, factories.practitioner])
@pytest.mark.parametrize("page", ["admin:index", "admin:catalogue_product_changelist", "admin:catalogue_product_add"])
def test_nobody_but_staff_enters(client, who, page):
    if who:
        client.force_login(who())
    assert not enters(client, reverse(page))


# What a list shows


def rows_of(response):
    return response.content.decode().split("<tbody>")[1]


@pytest.mark.parametrize(
    ("status", "tag"),
    [
        (Status.DRAFT, '<span class="status-tag status-tag--caution">Draft</span>'),
        (Status.PUBLISHED, '<span class="status-tag status-tag--good">Published</span>'),
        (Status.RETIRED, '<span class="status-tag status-tag--stop">Retired</span>'),
    ],
)
def test_a_list_shows_what_is_published(desk, status, tag):
    product = factories.product(status=status, retired_reason="Gone.", access="")
    rows = rows_of(desk.get(address(Product, "changelist"), {"q": product.slug}))
    assert tag in rows
    assert f'href="{product.get_absolute_url()}"' in rows


@pytest.mark.parametrize(
    ("model", "make"),
    [(Claim, factories.claim), (ProductFact, factories.fact), (UsageStep, factories.step)],
)
def test_a_list_shows_and_finds_what_only_editors_read(desk, model, make):
    product = factories.product()
    make(product, text="Nobody has decided.", access="")
    make(product, text="Everyone reads this.")
    rows = rows_of(desk.get(address(model, "changelist"), {"readers": "editors", "q": product.name}))
    assert "Nobody has decided." in rows
    assert "Editors only" in rows
    assert "Everyone reads this." not in rows


def test_the_filter_of_readers_finds_one_kind_of_reader(desk):
    product = factories.product()
    factories.claim(product, text="For clinics.", access=Access.PRACTITIONERS)
    factories.claim(product, text="For all.")
    rows = rows_of(desk.get(address(Claim, "changelist"), {"readers": "practitioners", "q": product.name}))
    assert "For clinics." in rows
    assert "For all." not in rows


def test_a_figure_has_its_unit_in_a_list_and_no_zeros_in_a_field(desk, serum):
    serum.formula.filter(percent=80).update(ingredient=Ingredient.objects.get(slug="clcm"))
    assert "80\u00a0%" in rows_of(desk.get(address(Product, "changelist"), {"q": serum.slug}))
    page = desk.get(address(Product, "change", serum.pk))
    assert typed(page)["formula-0-percent"] == "80"
    assert "Share, %" in page.content.decode()


@pytest.mark.parametrize(("model", "make"), [(Claim, factories.claim), (ProductFact, factories.fact), (UsageStep, factories.step)])
def test_what_is_said_of_a_product_leads_to_its_page(desk, model, make):
    product = factories.product()
    page = desk.get(address(model, "change", make(product).pk)).content.decode()
    assert f'<a href="{product.get_absolute_url()}" class="viewsitelink">' in page


# A formula


def save(desk, product, **changes):
    page = address(Product, "change", product.pk)
    return desk.post(page, {**typed(desk.get(page)), **changes})


def shares(product):
    return list(product.formula.values_list("percent", flat=True))


def test_a_formula_over_100_is_refused_with_a_sentence_and_saves_nothing(desk, serum):
    response = save(desk, serum, **{"formula-1-percent": "20.001", "name": "Another name"})
    assert errors_of(response) == {"formula": ["The stated shares of this formula add up to more than 100 %."]}
    assert "add up to more than 100 %." in response.content.decode()
    assert typed(response)["formula-1-percent"] == "20.001"  # nothing typed is lost
    assert shares(serum) == [80, 20]
    assert not Product.objects.filter(name="Another name").exists()


def test_a_share_may_move_from_the_last_line_to_the_first(desk, serum):
    """Halfway the formula holds 100 % and more; in the end it does not."""
    assert save(desk, serum, **{"formula-0-percent": "95", "formula-1-percent": "5"}).status_code == 302
    assert shares(serum) == [95, 5]


def test_a_line_that_is_deleted_no_longer_counts(desk, serum):
    assert save(desk, serum, **{"formula-0-DELETE": "on", "formula-1-percent": "100"}).status_code == 302
    assert shares(serum) == [100]


def test_a_new_line_counts(desk, serum):
    page = address(Product, "change", serum.pk)
    new = with_line(typed(desk.get(page)), "formula", name="Perfume", percent="1", qualifier="exact")
    assert errors_of(desk.post(page, new)) == {"formula": ["The stated shares of this formula add up to more than 100 %."]}
    assert shares(serum) == [80, 20]


@pytest.mark.parametrize(("percent", "qualifier"), [("20", "not_stated"), ("20", "remainder"), ("", "exact"), ("", "about")])
def test_a_share_that_does_not_fit_its_qualifier_says_so_at_the_share(desk, serum, percent, qualifier):
    response = save(desk, serum, **{"formula-1-percent": percent, "formula-1-qualifier": qualifier})
    sentence = "“Exact” and “about” need a share; “the rest” and “not stated” have none. Leave the share blank or change the qualifier."
    assert errors_of(response) == {"formula-1-percent": [sentence]}
    assert shares(serum) == [80, 20]


def test_a_line_without_an_ingredient_asks_for_a_name(desk, serum):
    response = save(desk, serum, **{"formula-1-ingredient": ""})
    assert errors_of(response) == {"formula-1-name": ["Choose an ingredient or give the line a name."]}


def test_a_line_that_a_colleague_has_added_meanwhile_is_said_not_crashed_on(desk, serum):
    page = address(Product, "change", serum.pk)
    added = factories.ingredient()
    new = with_line(typed(desk.get(page)), "formula", ingredient=added.pk, qualifier="not_stated")
    factories.formula_line(serum, ingredient=added)
    told = desk.post(page, new)
    assert told.status_code == 409
    again = desk.post(page, {**new, "seen_state": told.context["seen_state"]})
    assert errors_of(again) == {"formula-2-ingredient": ["This ingredient already has a line in the formula."]}


# Lines of a list


def test_a_new_line_goes_last_and_gets_a_code_from_its_text(desk):
    product = factories.product()
    for position, text in enumerate(["First.", "Second."]):
        factories.fact(product, text=text, position=position)
    page = address(Product, "change", product.pk)
    new = with_line(typed(desk.get(page)), "facts", topic="suits", text="It suits dry skin.", access="everyone")
    assert desk.post(page, new).status_code == 302
    assert list(product.facts.values_list("position", "text")) == [(0, "First."), (1, "Second."), (2, "It suits dry skin.")]
    assert product.facts.last().code == "it-suits-dry-skin"


def test_steps_are_numbered_anew_in_each_setting(desk):
    product = factories.product()
    for position, text in enumerate(["One.", "Two.", "Three."]):
        factories.step(product, text=text, position=position)
    factories.step(product, setting="clinic", access=Access.PRACTITIONERS, text="Clinic.", position=0)
    # In the order of the page the clinic's step is line 0; the third at home moves to the front, the first is behind it.
    assert save(desk, product, **{"steps-3-position": "0", "steps-1-position": "1"}).status_code == 302
    rows = product.steps.order_by("setting", "position").values_list("setting", "position", "text")
    assert list(rows) == [("clinic", 0, "Clinic."), ("home", 0, "Three."), ("home", 1, "One."), ("home", 2, "Two.")]


def test_two_lines_never_swap_codes_into_a_crash(desk):
    product = factories.product()
    factories.fact(product, code="first", position=0)
    factories.fact(product, code="second", position=1)
    response = save(desk, product, **{"facts-0-code": "second", "facts-1-code": "first"})
    taken = ["Another fact of this product has that code."]
    assert errors_of(response) == {"facts-0-code": taken, "facts-1-code": taken}


def test_an_in_clinic_step_for_everyone_is_refused_where_the_readers_are_chosen(desk):
    product = factories.product()
    factories.step(product, setting="clinic", access=Access.PRACTITIONERS)
    response = save(desk, product, **{"steps-0-access": "everyone"})
    assert errors_of(response) == {"steps-0-access": ["In-clinic steps are for verified practitioners: choose who may read it."]}


# A product


def test_a_slug_cannot_be_changed(desk, serum):
    assert save(desk, serum, slug="another-address", name="Another name").status_code == 302
    before = serum.slug
    serum.refresh_from_db()
    assert (serum.slug, serum.name) == (before, "Another name")


def test_a_new_product_has_its_slug_typed(desk):
    page = address(Product, "add")
    new = {**typed(desk.get(page)), "name": "New cream", "slug": "new-cream", "kind": "cream", "summary": "A cream."}
    assert desk.post(page, new).status_code == 302
    assert Product.objects.get(slug="new-cream").status == Status.DRAFT


def test_a_retired_product_asks_for_the_reason_at_its_field(desk, serum):
    response = save(desk, serum, status="retired")
    assert errors_of(response) == {"retired_reason": ["A page is retired with a reason: visitors read it in place of the page."]}


def test_a_product_does_not_replace_itself(desk, serum):
    assert errors_of(save(desk, serum, replacement=serum.pk)) == {"replacement": ["A product cannot replace itself."]}
