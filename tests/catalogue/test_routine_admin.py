"""The desk of the routine: a rule that would close a circle is refused at its field, with the circle named."""

import time
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction

from catalogue.models import OrderRule, RoutineNote
from catalogue.snapshots import NotRestored, restore, snapshot
from tests import factories
from tests.admin_forms import address, errors_of, queries, typed
from tests.content_folders import ORDER_RULES, ContentFolders, refusal

pytestmark = pytest.mark.django_db
CITED = '"Multi-Action Cream > How do you apply it?"'


@pytest.fixture
def desk(client):
    client.force_login(factories.editor())
    return client


def save(desk, first, then, **fields):
    page = address(OrderRule, "add")
    return desk.post(page, {**typed(desk.get(page)), "first": first, "then": then, "reason": "A reason.", **fields})


def test_a_new_rule_is_kept_with_a_code_and_goes_last(desk):
    assert save(desk, "serum", "toner").status_code == 302
    rule = OrderRule.objects.last()
    assert (rule.first, rule.then, rule.code) == ("serum", "toner", "a-reason")
    assert str(rule) == "Serum before Toner"


@pytest.mark.parametrize(
    ("first", "then", "sentence"),
    [
        # two rules against each other
        ("sunscreen", "moisturiser", "This would go in a circle: Moisturiser → Sunscreen → Moisturiser."),
        # through a chain of others
        ("moisturiser", "serum", "This would go in a circle: Serum → Moisturiser → Serum."),
        ("eye-cream", "pigment-solution", "This would go in a circle: Pigment solution → Treatment cream → Eye cream → Pigment solution."),
        ("toner", "toner", "A layer cannot go on before itself: choose two."),
        ("cleanser", "serum", "There is a rule for these two already."),
    ],
)
def test_a_rule_that_cannot_be_is_refused_at_its_field(desk, first, then, sentence):
    before = OrderRule.objects.count()
    errors = errors_of(save(desk, first, then))
    assert list(errors) == ["then"]
    assert errors["then"][0].startswith(sentence)
    assert OrderRule.objects.count() == before


def test_changing_a_rule_is_judged_without_its_older_self(desk):
    """Turning a rule round is fine where nothing else holds it: the rule itself is no witness against the change."""
    OrderRule.objects.exclude(code="cleanser-toner").delete()
    rule = OrderRule.objects.get()
    page = address(OrderRule, "change", rule.pk)
    assert desk.post(page, {**typed(desk.get(page)), "first": "toner", "then": "cleanser"}).status_code == 302
    rule.refresh_from_db()
    assert (rule.first, rule.then) == ("toner", "cleanser")


def test_no_way_in_passes_the_check():
    wrong = OrderRule(code="wrong", first="sunscreen", then="cleanser", reason="No.")
    with pytest.raises(ValidationError, match="circle"):
        wrong.save()
    OrderRule.objects.filter(first="serum").delete()
    rule = OrderRule.objects.get(code="cleanser-serum")
    kept = snapshot(rule)
    kept["fields"] |= {"first": "serum", "then": "cleanser"}
    restore(rule, kept)
    rule.refresh_from_db()
    assert (rule.first, rule.then) == ("serum", "cleanser")
    kept["fields"] |= {"first": "toner", "then": "cleanser"}
    with pytest.raises(NotRestored, match="circle"):
        restore(rule, kept)


def test_the_database_refuses_a_layer_before_itself_and_the_same_rule_twice():
    for first, then in (("toner", "toner"), ("cleanser", "serum")):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrderRule.objects.bulk_create([OrderRule(code="x", first=first, then=then, reason="x")])


def test_a_circle_in_the_content_files_is_refused_with_its_place(tmp_path):
    folders = ContentFolders(tmp_path).only(ORDER_RULES)
    folders.append(
        ORDER_RULES,
        '\n- code: wrong\n  first: sunscreen\n  then: cleanser\n  reason: "No."\n  cite: [[s1, "Multi-Action Cream > How do you apply it?"]]\n',
    )
    said = refusal(folders)
    assert "order_rules.yaml" in said
    assert "circle: Cleanser → " in said


@pytest.mark.parametrize(
    ("first", "then", "sentence"),
    [
        ("toner", "serum", "there is another rule for toner before serum."),
        ("serum", "toner", "it would go in a circle: toner → serum → toner."),
    ],
)
def test_a_shipped_rule_that_meets_an_editors_is_left_out_and_said(tmp_path, first, then, sentence):
    OrderRule.objects.create(code="mine", first="toner", then="serum", reason="An editor's word.")
    folders = ContentFolders(tmp_path).only(ORDER_RULES)
    row = f"\n- code: {{}}\n  first: {{}}\n  then: {{}}\n  reason: Shipped.\n  cite: [[s1, {CITED}]]\n"
    folders.append(ORDER_RULES, row.format("late", first, then) + row.format("fine", "vitamin-c", "eye-cream"))
    said = folders.load()
    assert "rule of the order late\n    Not loaded: " in said
    assert sentence in said
    assert not OrderRule.objects.filter(code="late").exists()
    assert OrderRule.objects.filter(code="fine").exists()  # the rest is loaded
    assert OrderRule.objects.get(code="mine").reason == "An editor's word."


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_close_no_circle():
    OrderRule.objects.all().delete()
    OrderRule.objects.create(code="held", first="cleanser", then="toner", reason="x")
    refused = []

    def add(code, first, then):
        deadline = time.monotonic() + 30
        try:
            while time.monotonic() < deadline:
                try:
                    return OrderRule(code=code, first=first, then=then, reason="x").save()
                except OperationalError:  # SQLite in memory does not wait for a lock
                    time.sleep(0.002)
                except ValidationError:
                    return refused.append(code)
        finally:
            connection.close()

    editors = [Thread(target=add, args=row) for row in (("a", "vitamin-c", "retinoid"), ("b", "retinoid", "vitamin-c"))]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    assert len(refused) == 1
    assert OrderRule.objects.filter(code__in="ab").count() == 1


@pytest.mark.parametrize("model", [OrderRule, RoutineNote])
def test_every_row_can_be_saved_as_it_is_and_its_list_asks_little(desk, model):
    assert queries(desk, address(model, "changelist")) <= 8
    for row in model.objects.all()[:4]:
        page = address(model, "change", row.pk)
        response = desk.post(page, typed(desk.get(page)))
        assert response.status_code == 302, errors_of(response)


def test_who_may_change_it(client):
    page = address(OrderRule, "changelist")
    for person, status in ((factories.reviewer(), 200), (factories.practitioner(), 302)):
        client.force_login(person)
        assert client.get(page).status_code == status
    client.force_login(factories.reviewer())
    assert client.get(address(OrderRule, "add")).status_code == 403
