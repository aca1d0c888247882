"""Every edit of a thing keeps the search true, within the transaction of the edit."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction

from catalogue.models import (
    Article,
    ArticleSection,
    Claim,
    Comparator,
    ComparatorFact,
    Discrepancy,
    GlossaryTerm,
    IngredientFunction,
    MakerFact,
    Position,
    Precaution,
    Question,
    RoutineNote,
    SearchPart,
    SearchWord,
)
from catalogue.search import index
from catalogue.search.results import search
from catalogue.visibility import Access, Status
from protocols.models import ProtocolVersion
from tests import factories
from tests.factories import CONSUMER, PRACTITIONER

pytestmark = pytest.mark.django_db
OPEN = {"status": Status.PUBLISHED, "access": Access.EVERYONE}


def found(word="zorblax", viewer=CONSUMER):
    return {(one.kind, one.slug) for one in search(word, viewer).found}


def a_precaution(product):
    one = Precaution.objects.create(code="z", severity="caution", title="Mind the zorblax", access=Access.EVERYONE)
    one.products.add(product)
    return one


def a_formula_line(product):
    return factories.formula_line(
        product, ingredient=factories.ingredient(name="Zorblax", slug="z-ingredient", access=""), qualifier="not_stated"
    )


PARTS_OF_A_PRODUCT = {
    "fact": lambda product: factories.fact(product, text="Zorblax."),
    "step": lambda product: factories.step(product, text="Zorblax."),
    "claim": lambda product: factories.claim(product, text="Zorblax."),
    "formula line": a_formula_line,
    "precaution": a_precaution,
}


@pytest.mark.parametrize("part", PARTS_OF_A_PRODUCT)
def test_a_part_of_a_product_is_found_until_it_is_deleted(part):
    cream = factories.product(slug="cream")
    row = PARTS_OF_A_PRODUCT[part](cream)
    assert ("product", "cream") in found()
    row.delete()
    assert found() == set()


def test_a_changed_part_is_found_by_its_new_words_only():
    fact = factories.fact(factories.product(), text="Zorblax.")
    fact.text = "Quibbage."
    fact.save()
    assert (found("zorblax"), len(found("quibbage"))) == (set(), 1)


def test_a_precaution_taken_off_a_product_is_gone_from_it():
    cream = factories.product()
    one = a_precaution(cream)
    one.products.remove(cream)
    assert found() == set()


def test_clearing_the_products_of_a_precaution_takes_it_off_all():
    one = a_precaution(factories.product())
    one.products.clear()
    assert found() == set()


def test_a_product_that_drops_its_precautions_is_no_longer_found_by_them():
    cream = factories.product()
    a_precaution(cream)
    cream.precautions.clear()
    assert found() == set()


def test_a_renamed_ingredient_is_found_with_the_products_that_hold_it():
    cream, substance = factories.product(slug="cream"), factories.ingredient(slug="substance")
    factories.formula_line(cream, ingredient=substance, qualifier="not_stated")
    substance.name = "Zorblax"
    substance.save()
    assert found() == {("product", "cream"), ("ingredient", "substance")}


def things():
    yield "question", Question(slug="z", topic="use", question="Zorblax?", answer="Yes.", evidence="instruction", **OPEN)
    yield "article", Article(slug="z", title="Zorblax", summary="One.", **OPEN)
    yield "comparator", Comparator(slug="z", brand="Zorblax", name="Serum", summary="One.", **OPEN)
    yield "term", GlossaryTerm(slug="z", term="Zorblax", meaning="A thing.")
    yield "disagreement", Discrepancy(slug="z", title="Zorblax", kind="internal", presentation="Both.", access=Access.EVERYONE)
    yield "claim", Claim(code="z", subject="Skin", text="Zorblax helps.", evidence="in_vitro", access=Access.EVERYONE)


@pytest.mark.parametrize(("kind", "row"), list(things()), ids=lambda value: value if isinstance(value, str) else "")
def test_each_kind_of_thing_is_found_until_it_is_deleted(kind, row):
    row.save()
    assert found() == {(kind, "z")}
    row.delete()
    assert found() == set()


def parts():
    yield lambda: IngredientFunction.objects.create(ingredient=factories.ingredient(), text="Zorblax.", evidence="in_vitro")
    yield lambda: ArticleSection.objects.create(
        article=Article.objects.create(slug="z", title="A", summary="B", **OPEN),
        code="c",
        heading="D",
        body="**Zorblax**",
        access="everyone",
    )
    yield lambda: ComparatorFact.objects.create(
        comparator=Comparator.objects.create(slug="z", brand="A", name="B", summary="C", **OPEN), code="c", topic="why", text="Zorblax"
    )
    yield lambda: Position.objects.create(
        discrepancy=Discrepancy.objects.create(slug="z", title="A", kind="internal", presentation="B", access="everyone"),
        text="Zorblax",
        access="everyone",
    )
    yield lambda: RoutineNote.objects.create(code="z", topic="starting", text="Zorblax.")
    yield lambda: MakerFact.objects.create(code="z", topic="company", text="Zorblax.", evidence="general_statement")


@pytest.mark.parametrize("make", list(parts()))
def test_each_kind_of_part_is_found_until_it_is_deleted(make):
    row = make()
    assert len(found()) == 1
    row.delete()
    assert found() == set()


def test_a_claim_of_a_draft_comparator_is_found_by_nobody_else():
    other = Comparator.objects.create(slug="z", brand="A", name="B", summary="C", access=Access.EVERYONE)
    Claim.objects.create(code="z", comparator=other, text="Zorblax helps.", evidence="brand_claim", access=Access.EVERYONE)
    assert found() == set()
    other.status = Status.PUBLISHED
    other.save()
    assert found() == {("claim", "z")}


def test_a_rollback_takes_the_entry_back():
    with transaction.atomic():
        factories.product(name="Zorblax")
        assert found()
        transaction.set_rollback(True)
    assert found() == set()


def test_a_batch_is_indexed_at_its_end():
    with index.batch():
        factories.product(name="Zorblax")
        assert found() == set()
    assert len(found()) == 1


def test_an_edit_that_changes_no_word_keeps_the_day():
    cream = factories.product(name="Zorblax")
    before = SearchPart.objects.get(slug=cream.slug).changed_at
    cream.checked_on = "2026-01-01"
    cream.save()
    assert SearchPart.objects.get(slug=cream.slug).changed_at == before


def test_only_the_part_that_changed_gets_a_new_day():
    cream = factories.product()
    fact = factories.fact(cream, text="Zorblax.")
    head = SearchPart.objects.get(slug=cream.slug, part="")
    fact.text = "Quibbage."
    fact.save()
    assert SearchPart.objects.get(slug=cream.slug, part="").changed_at == head.changed_at
    assert SearchPart.objects.get(slug=cream.slug, part=f"fact:{fact.code}").changed_at > head.changed_at


def test_a_draft_of_a_protocol_version_is_not_found():
    version = ProtocolVersion.objects.get(number=1)
    ProtocolVersion.objects.create(protocol=version.protocol, number=2, change_note="Zorblax", next_review_on="2028-01-01")
    assert found(viewer=PRACTITIONER) == set()


def test_a_procedure_is_found_as_the_shown_version_has_it_and_not_as_the_row_was_edited(db):
    from protocols.models import Procedure

    row = Procedure.objects.get(slug="dermabrasion")
    row.name = "Zorblax"
    row.save()
    assert found(viewer=PRACTITIONER) == set()
    assert ("procedure", "dermabrasion") in found("dermabrasion", PRACTITIONER)


def everything():
    entries = list(SearchPart.objects.order_by("kind", "slug", "part").values_list("kind", "slug", "part", "access", "status", "words"))
    return entries, list(SearchWord.objects.order_by("word", "access", "status").values_list("word", "access", "status", "uses"))


def test_what_edits_kept_is_what_a_rebuild_writes():
    kept = everything()
    call_command("rebuild_search", stdout=io.StringIO(), stderr=io.StringIO())
    assert everything() == kept


def test_a_rebuild_mends_what_went_past_django():
    cream = factories.product(slug="cream", name="Zorblax")
    type(cream).objects.filter(pk=cream.pk).update(name="Quibbage")
    SearchPart.objects.create(kind="product", slug="ghost", title="Zorblax", words="zorblax", changed_at="2026-01-01T00:00Z", **OPEN)
    assert found() != set()
    call_command("rebuild_search", stdout=io.StringIO(), stderr=io.StringIO())
    assert (found(), found("quibbage")) == (set(), {("product", "cream")})
    assert not SearchWord.objects.filter(word="zorblax").exists()


def test_new_rules_of_words_rebuild_the_table_once(monkeypatch):
    index.keep_up()
    monkeypatch.setattr(index, "rebuild", lambda: pytest.fail("rebuilt without need"))
    index.keep_up()
    rebuilt = []
    monkeypatch.setattr(index, "rebuild", lambda: rebuilt.append(True))
    monkeypatch.setattr(index, "RULES", "other")
    index.keep_up()
    index.keep_up()
    assert rebuilt == [True]


def test_narrowest_access():
    everyone, professionals, practitioners = Access.EVERYONE, Access.PROFESSIONALS, Access.PRACTITIONERS
    assert index.narrowest(everyone, everyone) == everyone
    assert index.narrowest(everyone, professionals) == professionals
    assert index.narrowest(practitioners, professionals) == practitioners
    assert index.narrowest(everyone, "") == ""
    assert index.narrowest(everyone, "everybody") == ""
