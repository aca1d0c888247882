"""What the content files hold, counted and written down here by hand: a line that is lost in an edit is noticed."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from catalogue.models import (
    Article,
    ArticleSection,
    Claim,
    ComparatorFact,
    Concentration,
    Discrepancy,
    GlossaryTerm,
    Ingredient,
    IngredientFunction,
    MakerFact,
    OrderRule,
    Position,
    Precaution,
    Product,
    ProductFact,
    Question,
    RoutineNote,
    SerumAnswer,
    StemCellKind,
    UsageStep,
)
from catalogue.models.statements import about
from catalogue.rich_text import plain_text
from catalogue.visibility import Access
from protocols.models import Dose, Procedure
from tests.reading_grade import reading_grade

pytestmark = pytest.mark.django_db

PRODUCTS = {
    # slug: (kind, step, concerns, shown first to)
    "calecim-serum": ("serum", 1, {"after-procedure"}, {"consumer", "practitioner"}),
    "professional-pigment-solution": ("solution", 2, {"pigmentation"}, {"consumer", "practitioner"}),
    "multi-action-cream": ("cream", 3, {"ageing"}, {"consumer", "practitioner"}),
    "eye-contour-lifting-cream": ("cream", 4, {"ageing", "eye-area"}, {"consumer", "practitioner"}),
    "restorative-hydration-cream": ("cream", 5, {"hydration"}, {"consumer", "practitioner"}),
    "recovery-night-complex": ("gel-mask", None, {"hydration", "after-procedure"}, {"consumer", "practitioner"}),
    "advanced-hair-system": ("hair-system", None, {"hair-loss"}, {"consumer", "salon", "practitioner"}),
}
# Every share that a document prints; whatever is not here is not stated.
SHARES = {
    ("calecim-serum", "clcm"): ("80", "exact"),
    ("calecim-serum", "hyaluronic-acid"): ("20", "about"),
    ("multi-action-cream", "clcm"): ("50", "exact"),
    ("recovery-night-complex", "clcm"): ("50", "exact"),
    ("restorative-hydration-cream", "clcm"): ("40", "exact"),
}
RESTS = {("calecim-serum", "hexanediol"), ("multi-action-cream", None)}
PRECAUTIONS = {
    "never": {
        "serum_oxygen_facial",
        "serum_unneutralised_peel",
        "topical_only",
        "line_topical_only",
        "serum_discoloured",
        "mac_active_acne",
        "rhc_active_acne",
        "human_origin_market",
    },
    "delay": {
        "mac_immediately_post",
        "rhc_immediately_post",
        "rnc_ablative",
        "ahs_hair_wash",
        "ahs_hair_dye",
        "exfoliant_on_treated_skin",
    },
    "caution": {
        "serum_sting",
        "rhc_scent",
        "mac_oily_skin",
        "allergy",
        "sensitive_reactive",
        "deep_tone_peel",
        "deep_tone_needling",
        "deep_tone_laser",
        "deep_tone_any_procedure",
        "aha_stagger",
        "retinoid_pairing",
        "formula_with_exfoliants",
        "vitamin_c",
        "strong_actives_am",
        "heat_light",
    },
    "consult": {
        "pps_pregnancy_maker",
        "pregnancy",
        "autoimmune",
        "immune_disorders_faq",
        "transplant",
        "immunosuppression",
        "provider_instructions",
        "new_user_with_medical_concern",
    },
}
PROCEDURES = [
    "microneedling",
    "chemical-peel",
    "pulsed-dye-laser",
    "alexandrite-laser",
    "co2-laser-resurfacing",
    "erbium-glass-laser",
    "dermabrasion",
    "nd-yag-laser",
    "oxygen-facial",
    "other",
]


# What there is


def test_the_products():
    found = {
        product.slug: (
            product.kind,
            product.step,
            set(product.concerns.values_list("slug", flat=True)),
            set(product.audiences),
        )
        for product in Product.objects.all()
    }
    assert found == PRODUCTS


def test_every_loaded_page_is_public():
    assert set(Product.objects.values_list("status", "access")) == {("published", "everyone")}
    assert set(Ingredient.objects.values_list("status", "access")) == {("published", "everyone")}


def test_the_ingredients():
    assert Ingredient.objects.count() == 87
    assert (
        Ingredient.objects.filter(slug__in=["clcm", "ptt-6", "hyaluronic-acid", "hexanediol", "chlorhexidine", "niacinamide"]).count() == 6
    )


def test_the_stated_shares():
    stated = Concentration.objects.filter(percent__isnull=False).values_list("product__slug", "ingredient__slug", "percent", "qualifier")
    assert {(product, ingredient): (percent, qualifier) for product, ingredient, percent, qualifier in stated} == {
        place: (Decimal(percent), qualifier) for place, (percent, qualifier) in SHARES.items()
    }


def test_the_lines_that_are_the_rest_of_a_formula():
    rests = Concentration.objects.filter(qualifier="remainder").values_list("product__slug", "ingredient__slug")
    assert set(rests) == RESTS


def test_every_formula_names_something():
    assert {product.slug for product in Product.objects.all() if not product.formula.exists()} == set()


def test_the_precautions():
    found = {}
    for code, severity in Precaution.objects.values_list("code", "severity"):
        found.setdefault(severity, set()).add(code)
    assert found == PRECAUTIONS
    assert Precaution.objects.count() == 37


def test_the_procedures_stand_in_the_order_of_the_form():
    assert list(Procedure.objects.values_list("slug", flat=True)) == PROCEDURES


# Where it comes from


@pytest.mark.parametrize("model", [Product, Ingredient, Concentration, Claim, ProductFact, UsageStep, Precaution, Procedure, Dose])
def test_every_statement_cites_a_passage(model):
    assert model.objects.exists()
    assert list(model.objects.filter(citations__isnull=True)) == []


def test_every_claim_and_function_says_what_kind_of_evidence_it_has():
    assert not Claim.objects.filter(evidence="").exists()
    assert not IngredientFunction.objects.filter(evidence="").exists()


def said_with_evidence():
    rows = [*Claim.objects.values_list("product__slug", "text", "evidence")]
    return rows + [*IngredientFunction.objects.values_list("ingredient__slug", "text", "evidence")]


def test_a_laboratory_result_never_reads_as_one_on_people():
    found = [(where, text) for where, text, evidence in said_with_evidence() if evidence == "in_vitro"]
    assert found
    assert [row for row in found if "laborator" not in row[1].lower()] == []


def test_what_speaks_of_the_laboratory_is_marked_as_such_or_reported_by_someone():
    found = [row for row in said_with_evidence() if row[1].startswith("In the laboratory")]
    assert Counter(evidence for *_, evidence in found).keys() <= {"in_vitro", "article_synthesis", "clinician_statement"}


def test_nobody_is_told_of_a_study_on_people():
    """No document cites one, and the product pages say so above every claim."""
    studies = [row for row in said_with_evidence() if re.search(r"\b(clinical (trial|study)|clinically (proven|tested))\b", row[1], re.I)]
    assert studies == []


# Who reads it

CLINIC_FIGURES = [
    (r"\b(1\.25|2\.5|1\.5|10|15)\s?ml\b", "a treatment volume"),
    (r"\b0\.5\s?(to|–|-)\s?2\s?mm\b", "a clinic needling depth"),
    (r"\b\d+(\.\d+)?\s?% chlorhexidine|chlorhexidine[^.]{0,20}\d\s?%", "a chlorhexidine percent"),
    (r"\b(two|four|eight|2|4|8)\s(home )?applications\b", "a number of home applications"),
    (r"\b(two|four|eight|2|4|8) times in all\b", "a number of home applications"),
]


def public_texts():
    """(where it stands, text) of everything that whoever comes may read about a product, an ingredient or a precaution."""
    everyone = {"access": Access.EVERYONE}
    for fact in ProductFact.objects.filter(**everyone).select_related("product"):
        yield f"{fact.product.slug} fact {fact.code}", fact.text
    for claim in Claim.objects.filter(**everyone).select_related("product"):
        yield f"{claim.product.slug if claim.product else about(claim)} claim {claim.code}", f"{claim.text} {claim.caveat}"
    for step in UsageStep.objects.filter(**everyone).select_related("product"):
        yield f"{step.product.slug} step {step.code}", step.text
    for product in Product.objects.filter(**everyone):
        yield product.slug, product.summary
    for line in Concentration.objects.select_related("product"):
        yield f"{line.product.slug} formula", f"{line.name} {line.as_stated} {line.note}"
    for precaution in Precaution.objects.filter(**everyone):
        yield f"precaution {precaution.code}", f"{precaution.title} {precaution.reason} {precaution.action} {precaution.scope_as_printed}"
    for ingredient in Ingredient.objects.filter(**everyone):
        yield f"ingredient {ingredient.slug}", f"{ingredient.summary} {ingredient.note}"
    for function in IngredientFunction.objects.select_related("ingredient"):
        yield f"ingredient {function.ingredient.slug} function", function.text
    yield from public_knowledge(everyone)


def public_knowledge(everyone):
    """The same for what is not about one product."""
    for question in Question.objects.filter(**everyone):
        yield f"question {question.slug}", f"{question.question} {plain_text(question.answer)}"
    for article in Article.objects.filter(**everyone):
        yield f"article {article.slug}", f"{article.title}. {article.summary} {article.key_points}"
    for section in ArticleSection.objects.filter(**everyone).select_related("article"):
        yield f"article {section.article.slug} {section.code}", f"{section.heading}. {plain_text(section.body)}"
    for row in Discrepancy.objects.filter(**everyone):
        yield f"disagreement {row.slug}", f"{row.title}. {row.presentation}"
    for row in Position.objects.filter(**everyone).select_related("discrepancy"):
        yield f"disagreement {row.discrepancy.slug} position", row.text
    for model, name in (
        (ComparatorFact, "text"),
        (SerumAnswer, "text"),
        (MakerFact, "text"),
        (OrderRule, "reason"),
        (RoutineNote, "text"),
        (GlossaryTerm, "meaning"),
        (StemCellKind, "summary"),
    ):
        for row in model.objects.all():
            yield f"{model.__name__} {row.pk}", getattr(row, name)


@pytest.mark.parametrize(("pattern", "what"), CLINIC_FIGURES)
def test_no_public_text_holds_a_clinic_figure(pattern, what):
    assert [f"{where} holds {what}: {text}" for where, text in public_texts() if re.search(pattern, text, re.I)] == []


@pytest.mark.parametrize(
    "text", ["2.5 ml in the clinic", "1.25\u00a0ml each", "10ml", "0.5 to 2 mm", "0.5–2 mm", "chlorhexidine, 2 %", "eight applications"]
)
def test_a_clinic_figure_would_be_noticed(text):
    assert any(re.search(pattern, text, re.I) for pattern, _ in CLINIC_FIGURES)


def test_in_clinic_steps_are_for_practitioners_alone():
    steps = UsageStep.objects.filter(setting="clinic")
    assert steps.exists()
    assert set(steps.values_list("access", flat=True)) == {Access.PRACTITIONERS}


def test_what_is_known_to_be_clinic_content_is_for_practitioners():
    closed = ProductFact.objects.exclude(access=Access.EVERYONE).values_list("product__slug", "code", "access")
    assert set(closed) == {
        ("calecim-serum", "dose-by-downtime", "practitioners"),
        ("calecim-serum", "half-ampoule", "practitioners"),
        ("calecim-serum", "home-dose", "practitioners"),
        ("calecim-serum", "quarter-ampoule", "practitioners"),
        ("advanced-hair-system", "repeat-figure", "practitioners"),
        ("advanced-hair-system", "treatment-total", "practitioners"),
        ("advanced-hair-system", "needle-choice", "practitioners"),
        ("advanced-hair-system", "home-share-split", "practitioners"),
        ("advanced-hair-system", "part-of-stamping", "practitioners"),
    }


# How it reads


@pytest.mark.parametrize("slug", PRODUCTS)
def test_a_summary_is_one_to_160_characters(slug):
    assert 1 <= len(Product.objects.get(slug=slug).summary) <= 160


@pytest.mark.parametrize("words", ["safe for everyone", "clinically proven", "miracle", "guaranteed", "risk-free"])
def test_no_public_text_promises_too_much(words):
    assert [where for where, text in public_texts() if words in text.lower()] == []


def test_a_precaution_that_forbids_says_do_not():
    titles = Precaution.objects.filter(severity="never").values_list("title", flat=True)
    assert [title for title in titles if not title.startswith("Do not")] == []


def test_figures_are_written_the_safe_way():
    """0.5, never .5; 5, never 5.0; a space before the unit."""
    unsafe = re.compile(r"(?<![\d.])\.\d|\b\d+\.\d*0\b(?!\.)|\d(ml|mm|mg)\b|\d%")
    assert [(where, text) for where, text in public_texts() if unsafe.search(text)] == []


@pytest.mark.parametrize("slug", PRODUCTS)
def test_the_public_words_of_a_product_read_at_grade_8_or_lower(slug):
    words = [text for where, text in public_texts() if where == slug or where.startswith(f"{slug} ") and "formula" not in where]
    assert len(words) > 10
    assert reading_grade(" ".join(words)) <= 8


def test_the_precautions_read_at_grade_8_or_lower():
    rows = Precaution.objects.filter(access=Access.EVERYONE).values_list("title", "reason", "action")
    assert reading_grade(" ".join(f"{part.rstrip('.')}." for row in rows for part in row if part)) <= 8


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("The cat sat on the mat. It was a good mat.", -3, 2),  # words of one syllable words
        ("Put it on in the morning. Wait for a day. Then use the cream.", -3, 3),
        ("Immunosuppressive pharmacological interventions necessitate multidisciplinary consultation.", 20, 99),
    ],
)
def test_the_grade_tells_easy_from_hard(text, lowest, highest):
    assert lowest <= reading_grade(text) <= highest
