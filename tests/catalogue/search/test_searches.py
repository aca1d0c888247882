"""Sixty searches on the real content, with what has to come first. They run on whichever database the tests run on."""

import pytest

from catalogue.search.results import search
from tests.factories import CONSUMER, PRACTITIONER, SALON, STAFF

ANYONE_FINDS = [
    # names
    ("serum", "product:calecim-serum"),
    ("CALECIM Serum", "product:calecim-serum"),
    ("calecim SERUM", "product:calecim-serum"),
    ("Multi-Action Cream", "product:multi-action-cream"),
    ("multi action cream", "product:multi-action-cream"),
    ("Recovery Night Complex", "product:recovery-night-complex"),
    ("Advanced Hair System", "product:advanced-hair-system"),
    ("Restorative Hydration Cream", "product:restorative-hydration-cream"),
    ("Professional Pigment Solution", "product:professional-pigment-solution"),
    ("pigment solution", "product:professional-pigment-solution"),
    ("Eye Contour Lifting Cream", "product:eye-contour-lifting-cream"),
    ("eye cream", "product:eye-contour-lifting-cream"),
    ("night mask", "product:recovery-night-complex"),
    ("niacinamide", "ingredient:niacinamide"),
    ("hyaluronic acid", "ingredient:hyaluronic-acid"),
    ("exosomes", "ingredient:exosomes"),
    ("retinoids", "ingredient:retinoids"),
    ("vitamin c", "ingredient:vitamin-c"),
    ("glycolic acid", "ingredient:glycolic-acid"),
    ("sunscreen", "ingredient:sunscreen"),
    ("menopause", "article:menopause"),
    ("SkinMedica", "comparator:skinmedica-tns"),
    ("glossary", "page:glossary"),
    ("finder", "page:finder"),
    ("what do I put on tonight after a peel", "page:routine"),
    # aliases and printed names
    ("Professional Serum", "product:calecim-serum"),
    ("Cord Lining Conditioned Media", "ingredient:clcm"),
    ("Rejuvenating Conditioned Media", "ingredient:clcm"),
    ("CLCM", "ingredient:clcm"),
    ("PTT-6", "ingredient:ptt-6"),
    ("PTT6", "ingredient:ptt-6"),
    ("4-n-butylresorcinol", "ingredient:butylresorcinol"),
    ("Grape fruit", "ingredient:grapefruit-extract"),
    ("Cell Forte", "comparator:angela-caglia-cell-forte"),
    ("TEWL", "term:tewl"),
    ("trans-epidermal water loss", "term:tewl"),
    ("BIOMSC", "ingredient:biomsc"),
    # typing errors
    ("niacinimide", "ingredient:niacinamide"),
    ("hyalronic acid", "ingredient:hyaluronic-acid"),
    ("seurm", "product:calecim-serum"),
    ("pigmnet solution", "product:professional-pigment-solution"),
    ("exosmes", "ingredient:exosomes"),
    ("menopuase", "article:menopause"),
    ("skinmedcia", "comparator:skinmedica-tns"),
    ("moisturizer", "question:is-multi-action-cream-a-moisturiser"),
    # questions in plain words
    ("why is the serum pink", "question:why-calecim-serum-is-pink"),
    ("why does it sting?", "question:why-calecim-serum-stings"),
    ("can I dye my hair", "question:hair-dye-during-the-hair-course"),
    ("are there stem cells in the products", "question:stem-cells-in-the-products"),
    ("how do I choose a serum", "article:choosing-a-serum"),
    ("how long until I see results", "question:how-soon-and-how-long-results"),
    ("what does stem cell mean on a label", "article:what-the-label-means"),
    ("how do I store it", "question:how-to-store-serums"),
    ("is it safe in pregnancy", "question:pigment-solution-harsh-ingredients"),
    ("why red deer?", "question:why-red-deer"),
    ("how many proteins are in it", "question:how-many-proteins"),
]
PRACTITIONERS_FIND = [
    ("dosing", "page:dosing"),
    ("microneedling", "procedure:microneedling"),
    ("chemical peel", "procedure:chemical-peel"),
    ("co2 laser", "procedure:co2-laser-resurfacing"),
    ("oxygen facial", "procedure:oxygen-facial"),
    ("serum after a procedure", "protocol:serum-after-procedure"),
    ("how much serum for one treatment", "question:how-much-calecim-serum"),
]


def first(query, viewer):
    found = search(query, viewer).found
    return f"{found[0].kind}:{found[0].slug}" if found else None


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "thing"), ANYONE_FINDS)
def test_anyone_finds(query, thing):
    assert first(query, CONSUMER) == thing


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "thing"), PRACTITIONERS_FIND)
def test_practitioners_find(query, thing):
    assert first(query, PRACTITIONER) == thing


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "thing"), PRACTITIONERS_FIND)
@pytest.mark.parametrize("viewer", [CONSUMER, SALON], ids=["consumer", "salon"])
def test_nobody_else_finds_what_is_for_practitioners(query, thing, viewer):
    kind, slug = thing.split(":")
    assert (kind, slug) not in {(one.kind, one.slug) for one in search(query, viewer).found}


@pytest.mark.django_db
def test_staff_find_what_practitioners_find():
    assert first("dosing", STAFF) == "page:dosing"
