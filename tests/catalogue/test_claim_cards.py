"""A claim in words: its figure, its references, its evidence, wherever it stands."""

import pytest
from django.template.loader import render_to_string

from catalogue.claim_cards import claim_cards, figure_in_words, references_in_words, with_subjects
from catalogue.models import Claim
from catalogue.rich_text import Terms
from catalogue.visibility import ANYONE, Status
from tests import factories


@pytest.mark.parametrize(
    ("qualifier", "value", "unit", "words"),
    [
        ("", "", "", ""),  # no figure is stated
        ("up to", "", "percent", ""),  # a qualifier alone is no figure
        ("up to", "50", "percent", "up to 50\u00a0%"),
        ("", "4.7-5.7", "pH", "pH\u00a04.7 to 5.7"),
        ("around", "35", "day", "around day\u00a035"),
        ("", "416", "entry", "entry\u00a0416"),
        ("or more", "3", "months", "3\u00a0months or more"),  # the one qualifier that stands behind
        ("up to", "30", "x", "up to 30\u00a0times"),
        ("well over", "100", "USD", "well over 100\u00a0US dollars"),
        ("", "hundreds", "proteins", "hundreds of proteins"),  # no figure in digits
        ("", "0", "cases", "0\u00a0cases"),  # a nought is a figure
        ("", "7", "", "7"),
    ],
)
def test_a_figure_in_words(qualifier, value, unit, words):
    assert figure_in_words(qualifier, value, unit) == words


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([], ""),
        (["11"], "Reference 11 is cited; the list is not supplied."),
        (["9", "10", "11"], "References 9, 10 and 11 are cited; the list is not supplied."),
    ],
)
def test_references_say_that_their_list_is_missing(numbers, words):
    assert references_in_words(numbers) == words


def card(claim, **context):
    (values,) = claim_cards(with_subjects(Claim.objects.filter(pk=claim.pk)), ANYONE)
    return render_to_string("components/claim-card.html", {"claim": values, **context})


@pytest.mark.django_db
def test_a_laboratory_result_is_visibly_not_on_people():
    claim = factories.claim(subject="Skin", value="600", unit="percent", evidence="in_vitro", references="11", caveat="No design is given.")
    html = card(claim)
    for words in ("Laboratory study, not on people", "600\u00a0%", "Reference 11 is cited", "No design is given.", ">Skin<"):
        assert words in html
    assert "claim-card--laboratory" in html


@pytest.mark.django_db
def test_a_claim_without_a_figure_shows_none():
    assert "Figure:" not in card(factories.claim(subject="Skin"))


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "linked"), [(Status.PUBLISHED, True), (Status.DRAFT, False)])
def test_only_a_product_that_is_there_is_linked(status, linked):
    product = factories.product(status=status)
    assert (f'href="{product.get_absolute_url()}"' in card(factories.claim(product))) is linked


@pytest.mark.django_db
@pytest.mark.parametrize("context", [{}, {"terms": Terms()}])
def test_what_editors_type_is_text_not_markup(context):
    html = card(factories.claim(subject="<b>Skin</b>", text="<script>alert(1)</script>", caveat="<i>x</i>"), **context)
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<i>" not in html
