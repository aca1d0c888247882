"""What a row may hold: refused by the database itself, and by the form with a sentence an editor understands."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalogue.models import Citation, Claim, Concentration, Concern, Ingredient, Pack, Precaution, Product, ProductFact, UsageStep
from catalogue.models.products import check_formula_total
from catalogue.visibility import Access, Status
from tests import factories

pytestmark = pytest.mark.django_db

PAIRING = "“Exact” and “about” need a share; “the rest” and “not stated” have none. Leave the share blank or change the qualifier."


def refused_by_the_database(*rows):
    with pytest.raises(IntegrityError), transaction.atomic():
        type(rows[0]).objects.bulk_create(rows)


def sentences_of(row):
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.messages


# A share and its qualifier


@pytest.fixture
def line():
    """A formula line that is right, to be made wrong in one way."""
    return Concentration(product=factories.product(), ingredient=factories.ingredient(), qualifier="exact", percent=Decimal("80"))


@pytest.mark.parametrize(
    ("percent", "qualifier"),
    [
        ("0", "exact"),  # a stated nothing is a figure
        ("0.001", "exact"),  # the smallest share that can be written
        ("100", "exact"),  # a pure substance
        ("99.999", "about"),
        (None, "remainder"),
        (None, "not_stated"),
    ],
)
def test_a_share_that_fits_is_kept(line, percent, qualifier):
    line.percent, line.qualifier = percent and Decimal(percent), qualifier
    line.full_clean()
    line.save()
    line.refresh_from_db()
    assert line.percent == (percent and Decimal(percent))


WRONG_SHARES = [
    ("-0.001", "exact", "Ensure this value is greater than or equal to 0."),
    ("100.001", "exact", "Ensure this value is less than or equal to 100."),
    (None, "exact", PAIRING),
    (None, "about", PAIRING),
    ("20", "remainder", PAIRING),
    ("20", "not_stated", PAIRING),
    ("0", "not_stated", PAIRING),  # a blank is never 0
]


@pytest.mark.parametrize(("percent", "qualifier", "sentence"), WRONG_SHARES)
def test_a_share_that_does_not_fit_is_refused_with_a_sentence(line, percent, qualifier, sentence):
    line.percent, line.qualifier = percent and Decimal(percent), qualifier
    assert sentences_of(line) == [sentence]


@pytest.mark.parametrize(("percent", "qualifier"), [row[:2] for row in WRONG_SHARES])
def test_a_share_that_does_not_fit_is_refused_by_the_database(line, percent, qualifier):
    line.percent, line.qualifier = percent and Decimal(percent), qualifier
    refused_by_the_database(line)


@pytest.mark.parametrize(("percent", "qualifier"), [row[:2] for row in WRONG_SHARES])
def test_a_share_cannot_be_changed_to_one_that_does_not_fit(line, percent, qualifier):
    line.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Concentration.objects.filter(pk=line.pk).update(percent=percent, qualifier=qualifier)


def test_a_share_of_four_decimals_is_refused_and_not_rounded(line):
    line.percent = Decimal("0.0001")
    assert sentences_of(line) == ["Ensure that there are no more than 3 decimal places."]


def test_an_unknown_qualifier_is_refused(line):
    line.qualifier = "nearly"
    assert "Value 'nearly' is not a valid choice." in sentences_of(line)


# A formula as a whole


@pytest.mark.parametrize(
    "percents",
    [
        [],
        ["80", "20"],
        ["99.999", "0.001"],
        ["100", "0", None],
        [None, None],  # nothing is stated, nothing adds up
    ],
)
def test_a_formula_may_add_up_to_100(percents):
    assert check_formula_total(percent and Decimal(percent) for percent in percents) is None


@pytest.mark.parametrize("percents", [["80", "20.001"], ["100", "0.001"], ["50", None, "50.001"], ["100.001"]])
def test_a_formula_never_adds_up_to_more_than_100(percents):
    with pytest.raises(ValidationError, match="The stated shares of this formula add up to more than 100 %."):
        check_formula_total(percent and Decimal(percent) for percent in percents)


def test_an_ingredient_has_one_line_in_a_formula(line):
    line.save()
    second = Concentration(product=line.product, ingredient=line.ingredient, qualifier="not_stated")
    assert sentences_of(second) == ["This ingredient already has a line in the formula."]
    refused_by_the_database(second)


def test_an_ingredient_may_stand_in_two_formulas(line):
    line.save()
    Concentration(product=factories.product(), ingredient=line.ingredient).full_clean()


def test_a_line_without_an_ingredient_needs_a_name():
    nameless = Concentration(product=factories.product(), qualifier="not_stated")
    assert sentences_of(nameless) == ["Choose an ingredient or give the line a name."]
    refused_by_the_database(nameless)


def test_two_lines_without_an_ingredient_are_told_apart_by_name():
    product = factories.product()
    for name in ("Preservative", "Everything else"):
        line = Concentration(product=product, name=name, qualifier="not_stated")
        line.full_clean()
        line.save()
    assert [line.label for line in product.formula.all()] == ["Preservative", "Everything else"]


def test_an_ingredient_in_a_formula_cannot_be_deleted(line):
    line.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        line.ingredient.delete()


# Addresses


@pytest.mark.parametrize("make", [factories.product, factories.ingredient])
def test_a_slug_cannot_be_changed(make):
    row = make()
    given = row.slug
    row.slug = "another-name"
    with pytest.raises(ValidationError, match="The slug is part of the address and cannot be changed."):
        row.save()
    row.refresh_from_db()
    assert row.slug == given


def test_the_slug_of_a_concern_cannot_be_changed():
    concern = Concern.objects.get(slug="ageing")
    concern.slug = "aging"
    with pytest.raises(ValidationError, match="cannot be changed"):
        concern.save()


def test_everything_but_the_slug_can_be_changed():
    product = factories.product()
    product.name = "Another name"
    product.save()
    product.refresh_from_db()
    assert product.name == "Another name"


def test_a_slug_names_one_product():
    twin = Product(slug=factories.product().slug, name="Twin", kind="cream", summary="The same.")
    assert sentences_of(twin) == ["Product with this Slug already exists."]
    refused_by_the_database(twin)


# Products


def test_a_retired_product_says_why():
    product = factories.product()
    product.status = Status.RETIRED
    assert sentences_of(product) == ["A retired product needs a reason: visitors read it in place of the page."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=product.pk).update(status=Status.RETIRED)


def test_a_retired_product_with_a_reason_is_kept():
    product = factories.product(status=Status.RETIRED, retired_reason="The maker stopped it.")
    product.full_clean()
    assert product.pk


@pytest.mark.parametrize("step", [1, 9, None])
def test_a_step_from_1_to_9_or_none_is_kept(step):
    factories.product(step=step).full_clean()


@pytest.mark.parametrize("step", [0, 10])
def test_a_step_outside_1_to_9_is_refused(step):
    product = factories.product()
    product.step = step
    (sentence,) = sentences_of(product)
    assert sentence.startswith("Ensure this value is")


@pytest.mark.parametrize("length", [1, 160])
def test_a_summary_of_160_characters_is_kept(length):
    factories.product(summary="x" * length).full_clean()


def test_a_summary_of_161_characters_is_refused():
    product = factories.product()
    product.summary = "x" * 161
    assert sentences_of(product) == ["Ensure this value has at most 160 characters (it has 161)."]


def test_a_pack_without_a_stated_volume_is_kept():
    Pack(product=factories.product(), code="jar", name="Jar", volume_ml=None).full_clean()


@pytest.mark.parametrize("volume", ["0", "-5"])
def test_a_pack_holds_more_than_nothing(volume):
    pack = Pack(product=factories.product(), code="jar", name="Jar", volume_ml=Decimal(volume))
    assert sentences_of(pack) == ["Ensure this value is greater than or equal to 0.001."]
    refused_by_the_database(pack)


# Steps of use


def step(**fields):
    values = {"product": fields.pop("product", None) or factories.product(), "code": "massage", "setting": "home", "text": "Massage it in."}
    return UsageStep(**{**values, "access": Access.EVERYONE, **fields})


def test_an_in_clinic_step_is_never_public():
    public = step(setting="clinic")
    assert sentences_of(public) == ["In-clinic steps are for verified practitioners: choose who may read it."]
    refused_by_the_database(public)


@pytest.mark.parametrize("access", [Access.PRACTITIONERS, Access.PROFESSIONALS, ""])
def test_an_in_clinic_step_for_others_is_kept(access):
    step(setting="clinic", access=access).full_clean()


def test_a_home_step_may_be_public():
    step().full_clean()


def test_an_in_clinic_step_cannot_be_made_public_behind_the_forms_back():
    kept = step(setting="clinic", access=Access.PRACTITIONERS)
    kept.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        UsageStep.objects.filter(pk=kept.pk).update(access=Access.EVERYONE)


def test_a_step_code_stands_once_in_a_setting_and_may_stand_in_the_other():
    first = step()
    first.save()
    assert sentences_of(step(product=first.product)) == ["Another step of this setting has that code."]
    refused_by_the_database(step(product=first.product))
    step(product=first.product, setting="clinic", access=Access.PRACTITIONERS).full_clean()


# Codes


CODED = [
    (Claim, {"text": "It helps.", "evidence": "manufacturer_claim"}, "Another claim of this product has that code."),
    (ProductFact, {"text": "It suits.", "topic": "suits"}, "Another fact of this product has that code."),
]


@pytest.mark.parametrize(("model", "values", "sentence"), CODED)
def test_a_code_stands_once_in_a_product(model, values, sentence):
    product = factories.product()
    model.objects.create(product=product, code="same", **values)
    assert sentences_of(model(product=product, code="same", **values)) == [sentence]
    refused_by_the_database(model(product=product, code="same", **values))


@pytest.mark.parametrize(("model", "values"), [row[:2] for row in CODED])
def test_another_product_may_use_the_code(model, values):
    model.objects.create(product=factories.product(), code="same", **values)
    model(product=factories.product(), code="same", **values).full_clean()


def test_a_precaution_code_is_unique():
    known = Precaution.objects.first().code
    twin = Precaution(code=known, severity="never", title="Do not.")
    assert sentences_of(twin) == ["Precaution with this Code already exists."]
    refused_by_the_database(twin)


def test_a_passage_stands_once_in_its_document():
    known = Citation.objects.first()
    twin = Citation(document=known.document, section=known.section)
    assert sentences_of(twin) == ["This document already has a section with that heading."]
    refused_by_the_database(twin)


def test_a_claim_without_evidence_is_refused():
    claim = Claim(product=factories.product(), code="bare", text="It helps.")
    assert sentences_of(claim) == ["This field cannot be blank."]


def test_a_claim_with_unknown_evidence_is_refused():
    claim = Claim(product=factories.product(), code="bare", text="It helps.", evidence="clinical_trial")
    assert sentences_of(claim) == ["Value 'clinical_trial' is not a valid choice."]


@pytest.mark.parametrize(("printed", "numbers"), [("15, 5", ["15", "5"]), ("", []), ("9,,10 ,", ["9", "10"])])
def test_reference_numbers_are_told_apart(printed, numbers):
    assert Claim(references=printed).reference_list == numbers


def test_other_names_are_read_line_by_line():
    assert Ingredient(aliases="Vitamin E\n\n  Tocopherol \n").alias_list == ["Vitamin E", "Tocopherol"]


@pytest.mark.parametrize(
    ("as_stated", "fits"),
    [
        ("60 %", True),
        ("nearly 60 %", True),
        ("", True),
        ("more than half", True),  # no figure at all
        ("45 %", False),
        ("0 %", False),
        ("160 %", False),  # holds the digits of 60, and is another figure
    ],
)
def test_the_wording_of_a_share_names_no_other_figure(db, as_stated, fits):
    line = Concentration(product=factories.product(), ingredient=factories.ingredient(), percent=60, qualifier="exact", as_stated=as_stated)
    assert faults_of(line) == ([] if fits else ["as_stated"])


def faults_of(row):
    """The fields at which the row's own validation finds something to say."""
    try:
        row.full_clean()
    except ValidationError as error:
        return list(error.message_dict)
    return []


@pytest.mark.parametrize(
    ("price", "currency", "label"),
    [
        (None, "", ""),
        ("12.5", "EUR", "12.50\xa0EUR"),
        ("0.01", "USD", "0.01\xa0USD"),
        ("12.50", "", None),  # of which currency?
        (None, "EUR", None),
        ("0", "EUR", None),
        ("-1", "EUR", None),
        ("12.505", "EUR", None),
        ("12.50", "eur", None),
        ("12.50", "€", None),
    ],
)
def test_a_price_has_a_currency_and_no_price_is_shown_where_none_is_known(price, currency, label):
    pack = Pack(product=factories.product(), code="jar", name="Jar", price=price and Decimal(price), currency=currency)
    if label is None:
        with pytest.raises(ValidationError):
            pack.full_clean()
    else:
        pack.full_clean()
        assert pack.price_label == label


def test_no_price_is_shipped():
    """No document names one."""
    assert not Pack.objects.exclude(price=None).exists()
