"""Snapshots of things with their lines: what is read is written back unchanged, and only what differs is written."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.history import has_history
from catalogue.models import Citation, Concern, Product
from catalogue.snapshots import ROOTS, NotRestored, differences, fingerprint, model_of, restore, root_of, snapshot
from tests import factories

pytestmark = pytest.mark.django_db


def entries():
    """How many entries each history has."""
    models = {kind for root in ROOTS.values() for kind in [root.model, *models_of(root.lines)]}
    return {model._meta.label: model.history.count() for model in models if has_history(model)}


def models_of(kinds):
    return [one for kind in kinds for one in [kind.model, *models_of(kind.lines)]]


def things(label):
    rows = ROOTS[label].model._default_manager.all()
    return rows.filter(product=None, comparator=None) if label == "catalogue.Claim" else rows


def with_formula():
    product = factories.product(slug="cream", name="Cream")
    for slug, percent in (("first", "60"), ("second", "30")):
        ingredient = factories.ingredient(slug=slug, name=slug.title())
        factories.formula_line(product, ingredient=ingredient, percent=percent, qualifier="exact")
    return product


def test_everything_real_comes_back_as_it_was_and_leaves_no_entry():
    before, count = entries(), 0
    for label in ROOTS:
        for row in things(label):
            kept = snapshot(row)
            restore(row, json.loads(json.dumps(kept)))
            assert snapshot(row) == kept, f"{label} {row}"
            count += 1
    assert entries() == before
    assert count > 300


@pytest.mark.parametrize("label", sorted(["catalogue.Product", "catalogue.Article", "protocols.Course", "protocols.Procedure"]))
def test_a_thing_that_was_deleted_is_made_anew_from_its_snapshot(label):
    row = things(label).first()
    kept = snapshot(row) | {"key": "again"}
    kept["fields"]["slug"] = "again"
    for claim in kept["lines"].get("claims", []):
        claim["fields"]["ledger"] = ""
    again = restore(None, kept)
    assert (snapshot(again), again.pk) == (kept, again.pk)
    assert model_of(kept) is type(row)


def test_figures_are_plain_and_what_is_pointed_to_has_its_own_name():
    product = with_formula()
    product.concerns.set(Concern.objects.filter(slug__in=["hydration", "ageing"]))
    passage = Citation.objects.with_document().first()
    product.citations.set([passage])
    kept = snapshot(product)
    assert kept["lines"]["formula"][0]["fields"]["percent"] == "60"
    assert kept["lines"]["formula"][0]["fields"]["ingredient"] == "first"
    assert kept["fields"]["concerns"] == ["ageing", "hydration"]
    assert kept["fields"]["citations"] == [[passage.document.code, passage.section]]


def test_the_same_thing_has_the_same_fingerprint_and_a_changed_one_another():
    product = with_formula()
    first = fingerprint(snapshot(product))
    assert fingerprint(snapshot(Product.objects.get(pk=product.pk))) == first
    product.formula.first().citations.add(Citation.objects.first())
    assert fingerprint(snapshot(product)) != first


def test_only_the_line_that_differs_gets_an_entry_that_says_who_and_why():
    product, editor = with_formula(), factories.editor()
    before = entries()
    kept = snapshot(product)
    kept["lines"]["formula"][1]["fields"]["percent"] = "25.5"
    restore(product, kept, by=editor, reason="a letter of the maker")
    after = entries()
    assert {label for label in after if after[label] != before[label]} == {"catalogue.Concentration"}
    entry = product.formula.last().history.first()
    assert (entry.history_user_id, entry.history_change_reason) == (editor.pk, "a letter of the maker")


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        ("30", "60", False),  # a share moves from one line to the other: no fault halfway
        ("70", "30", False),  # exactly 100
        ("70", "30.001", True),
    ],
)
def test_a_formula_is_added_up_as_it_will_stand(first, second, refused):
    product = with_formula()
    kept = snapshot(product)
    kept["lines"]["formula"][0]["fields"]["percent"] = first
    kept["lines"]["formula"][1]["fields"]["percent"] = second
    if refused:
        with pytest.raises(ValidationError, match="more than 100"):
            restore(product, kept)
        assert [line.percent for line in product.formula.all()] == [60, 30]
    else:
        restore(product, kept)
        assert snapshot(product) == kept


def test_lines_come_go_and_change_places():
    product = with_formula()
    kept = snapshot(product)
    factories.ingredient(slug="third", name="Third")
    first, second = kept["lines"]["formula"]
    third = {"fields": {**first["fields"], "ingredient": "third", "percent": "5"}, "lines": {}}
    kept["lines"]["formula"] = [third, second]
    restore(product, kept)
    assert [(line.ingredient.slug, line.position) for line in product.formula.all()] == [("third", 0), ("second", 1)]
    kept["lines"]["formula"] = [second, third]
    restore(product, kept)
    assert [line.ingredient.slug for line in product.formula.all()] == ["second", "third"]


FAULTS = [
    ("fields", "kind", "perfume", "kind", "not a valid choice"),
    ("fields", "step", 12, "step", "less than or equal to 9"),
    ("fields", "concerns", ["no-such"], "concerns", "There is no concern “no-such”."),
    ("fields", "citations", [["house", "nowhere"]], "citations", "There is no citation"),
    ("fields", "checked_on", "yesterday", "checked on", "cannot be read"),
    ("line", "ingredient", "no-such", "ingredient", "There is no ingredient “no-such”."),
    ("line", "percent", "many", "share, %", "cannot be read"),
    ("line", "percent", "101", "share, %", "less than or equal to 100"),
    ("line", "qualifier", "remainder", "", "have none"),
]


@pytest.mark.parametrize(("part", "name", "value", "label", "sentence"), FAULTS)
def test_a_fault_names_the_line_and_the_field_and_nothing_is_written(part, name, value, label, sentence):
    product = with_formula()
    before, kept = snapshot(product), snapshot(product)
    target = kept["fields"] if part == "fields" else kept["lines"]["formula"][1]["fields"]
    kept["fields"]["name"] = "Another name"
    target[name] = value
    with pytest.raises(NotRestored) as refused:
        restore(product, kept)
    where, field, said = next(fault for fault in refused.value.faults if sentence in fault[2])
    assert str(field) == label
    assert ("formula line" in where) == (part == "line")
    assert sentence in str(said)
    assert snapshot(product) == before


def test_a_line_that_stands_there_twice_is_refused():
    product = with_formula()
    kept = snapshot(product)
    kept["lines"]["formula"].append(kept["lines"]["formula"][0])
    with pytest.raises(NotRestored, match="twice"):
        restore(product, kept)


def test_the_cautious_position_of_a_disagreement_stays():
    disagreement = factories.disagreement()
    factories.position(disagreement, cautious=True)
    factories.position(disagreement, cautious=False)
    kept = snapshot(disagreement)
    kept["lines"]["positions"] = kept["lines"]["positions"][1:]
    with pytest.raises(ValidationError):
        restore(disagreement, kept)
    assert disagreement.positions.filter(cautious=True).count() == 1


def test_differences_are_told_line_by_line():
    product = with_formula()
    before, after = snapshot(product), snapshot(product)
    after["fields"]["name"] = "Rich cream"
    after["lines"]["formula"][1]["fields"]["percent"] = "25"
    del after["lines"]["formula"][0]
    assert [(str(where), old, new) for where, old, new in differences(before, after)][:1] == [("Name", "Cream", "Rich cream")]
    told = {str(where): (old, new) for where, old, new in differences(before, after)}
    assert told["formula line “second”: share, %"] == ("30", "25")
    assert told["formula line “first”"][1] == ""
    assert "60" in told["formula line “first”"][0]


def test_a_line_belongs_to_its_thing():
    product = with_formula()
    assert root_of(product.formula.first()) == product
    assert root_of(product) == product
    course_step = ROOTS["protocols.Course"].lines[0].lines[0].model.objects.select_related("phase__course").first()
    assert root_of(course_step) == course_step.phase.course


def test_a_snapshot_costs_the_same_with_two_lines_and_with_ten():
    product = with_formula()
    snapshot(product)
    with CaptureQueriesContext(connection) as few:
        snapshot(product)
    for number in range(8):
        ingredient = factories.ingredient(slug=f"more-{number}", name=f"More {number}")
        factories.formula_line(product, ingredient=ingredient, percent="1", qualifier="exact")
    with CaptureQueriesContext(connection) as many:
        snapshot(product)
    assert len(few) == len(many)
