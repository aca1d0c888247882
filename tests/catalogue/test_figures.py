"""A figure looks alike everywhere, so that no reader has to wonder whether two of them differ."""

from decimal import Decimal

import pytest
from django.utils import translation

from catalogue.figures import bind_units, plain, with_unit

FIGURES = [
    (Decimal("1.250"), "1.25"),  # as a database with three places gives it
    (Decimal("0.500"), "0.5"),  # the zero before the point stays
    (Decimal("80.000"), "80"),  # no point is left over
    (Decimal("5E+1"), "50"),  # normalize() makes exponents
    (Decimal("1E-3"), "0.001"),
    (Decimal("0.000"), "0"),
    (Decimal("100"), "100"),  # zeros before the point are no trailing zeros
    (Decimal("10.0"), "10"),
    (Decimal("0E+2"), "0"),
    (Decimal("1000000"), "1000000"),  # no thousands mark
    ("1.250", "1.25"),  # text, as frozen content keeps it
    (5, "5"),
]


@pytest.mark.parametrize(("value", "written"), FIGURES)
def test_a_plain_figure(value, written):
    assert plain(value) == written


@pytest.mark.parametrize(("value", "written"), FIGURES)
@pytest.mark.parametrize("unit", ["ml", "%", "mm"])
def test_a_figure_with_its_unit_never_breaks_apart(value, written, unit):
    assert with_unit(value, unit) == f"{written}\u00a0{unit}"


@pytest.mark.parametrize("locale", ["de", "fr", "ar", "en-gb"])
def test_a_figure_is_the_same_in_every_locale(locale, settings):
    settings.USE_THOUSAND_SEPARATOR = True
    with translation.override(locale):
        assert plain(Decimal("1234.50")) == "1234.5"


def test_a_value_that_is_no_figure_is_not_written():
    with pytest.raises(ArithmeticError):
        plain("about 20")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Put on 2.5 ml and rub.", "Put on 2.5\u00a0ml and rub."),
        ("0.5 to 2 mm long", "0.5 to 2\u00a0mm long"),
        ("80 % of it", "80\u00a0% of it"),
        ("2 mmol", "2 mmol"),  # another word
        ("two ml", "two ml"),  # no figure
        ("5  ml", "5  ml"),  # not written as a figure with its unit
    ],
)
def test_running_text_keeps_a_figure_and_its_unit_together(text, bound):
    assert bind_units(text) == bound
