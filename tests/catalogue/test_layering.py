"""The order worked out from rules: it holds for every rule, is the same however they are listed, and a circle is named."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalogue.layering import ACTIVES, BY_STEP, LAYERS, RANK, Before, Cycle, in_order, path
from catalogue.models import OrderRule, RoutineLayer
from catalogue.models.routine import as_before

CODES = [*RANK, "primer"]  # one that nobody has given a rank


def rules(*pairs):
    return tuple(Before(f"{first}-{then}", first, then) for first, then in pairs)


def links(within=CODES):
    return some.lists(
        some.tuples(some.sampled_from(within), some.sampled_from(within)).filter(lambda pair: pair[0] != pair[1]), max_size=14
    )


@some.composite
def without_circle(draw):
    """Rules that all agree with some order, drawn at random."""
    order = draw(some.permutations(CODES))
    found = draw(links())
    return rules(*[tuple(sorted(pair, key=order.index)) for pair in found])


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], ["cleanser", "toner", "serum"]),  # no rule: the rank decides
        ([("serum", "toner")], ["cleanser", "serum", "toner"]),  # a rule wins over the rank
        ([("serum", "cleanser"), ("toner", "serum")], ["toner", "serum", "cleanser"]),
        ([("serum", "sunscreen"), ("sunscreen", "cleanser")], ["toner", "serum", "cleanser"]),  # through a layer that is not asked for
        ([("serum", "primer")], ["cleanser", "toner", "serum"]),  # a layer without a rank is no trouble
    ],
)
def test_rules_first_then_the_rank(pairs, expected):
    assert in_order(rules(*pairs), ("cleanser", "toner", "serum")) == tuple(expected)


@given(found=without_circle())
def test_every_rule_holds_and_nothing_is_lost_or_made_up(found):
    order = in_order(found, tuple(CODES))
    assert sorted(order) == sorted(CODES)
    assert [rule for rule in found if order.index(rule.first) > order.index(rule.then)] == []


@given(found=without_circle(), chance=some.randoms())
def test_however_rules_and_layers_are_listed_the_order_is_the_same(found, chance):
    shuffled, codes = list(found), list(CODES)
    chance.shuffle(shuffled)
    chance.shuffle(codes)
    assert in_order(tuple(shuffled), tuple(codes)) == in_order(found, tuple(CODES))


@given(found=without_circle(), left=some.sets(some.sampled_from(CODES)))
def test_leaving_layers_out_never_turns_the_others_round(found, left):
    kept = tuple(code for code in CODES if code not in left)
    assert in_order(found, kept) == tuple(code for code in in_order(found, tuple(CODES)) if code in kept)


@given(pairs=links())
def test_rules_that_go_in_a_circle_are_refused_and_no_others(pairs):
    found = rules(*pairs)
    reached = {code: reachable(found, code) for code in CODES}
    circular = any(code in reached[code] for code in CODES)
    try:
        in_order(found, tuple(CODES))
    except Cycle as cycle:
        assert circular
        members = cycle.members
        assert len(members) == len(set(members)) >= 2
        stated = {(rule.first, rule.then) for rule in found}
        assert all(pair in stated for pair in pairwise((*members, members[0])))  # each is really to come before the next
    else:
        assert not circular


def reachable(found, start):
    seen, todo = set(), [start]
    while todo:
        here = todo.pop()
        for rule in found:
            if rule.first == here and rule.then not in seen:
                seen.add(rule.then)
                todo.append(rule.then)
    return seen


@pytest.mark.parametrize(
    ("pairs", "members"),
    [
        ([("toner", "serum"), ("serum", "toner")], ("toner", "serum")),
        ([("serum", "eye-cream"), ("eye-cream", "toner"), ("toner", "serum")], ("toner", "serum", "eye-cream")),
        # what only follows from the circle, or leads to it, is no member
        ([("cleanser", "toner"), ("toner", "serum"), ("serum", "toner"), ("serum", "sunscreen")], ("toner", "serum")),
        ([("serum", "serum")], ("serum",)),
    ],
)
def test_the_circle_is_named_from_its_first_member(pairs, members):
    for listed in (pairs, pairs[::-1]):
        with pytest.raises(Cycle) as refused:
            in_order(rules(*listed))
        assert refused.value.members == members
        assert str(refused.value) == " → ".join((*members, members[0]))


@pytest.mark.parametrize(
    ("first", "then", "codes"),
    [
        ("cleanser", "serum", ["cleanser-serum"]),
        ("cleanser", "eye-cream", ["cleanser-serum", "serum-eye-cream"]),  # the shortest of two chains
        ("serum", "cleanser", []),  # never backwards
        ("toner", "serum", []),  # not tied
    ],
)
def test_the_shortest_chain_of_rules_is_the_reason(first, then, codes):
    found = rules(("serum", "eye-cream"), ("cleanser", "serum"), ("serum", "toner"), ("toner", "eye-cream"))
    for listed in (found, found[::-1]):
        assert [rule.code for rule in path(listed, first, then)] == codes


def test_the_ranks_are_those_of_the_line_and_of_what_is_used_besides():
    assert sorted(RANK) == sorted(layer.code for layer in (*LAYERS, *ACTIVES)) == sorted(RoutineLayer.values)
    assert BY_STEP == {1: "serum", 2: "pigment-solution", 3: "treatment-cream", 4: "eye-cream", 5: "moisturiser"}
    assert tuple(code for code in RANK if code in {layer.code for layer in LAYERS}) == tuple(layer.code for layer in LAYERS)


@pytest.mark.django_db
def test_the_loaded_rules_give_the_order_of_the_line_whatever_the_rank_says():
    """The order that products carry as steps follows from the rules alone; only toner is placed by rank."""
    loaded = tuple(map(as_before, OrderRule.objects.all()))
    assert in_order(loaded, tuple(layer.code for layer in LAYERS)) == tuple(layer.code for layer in LAYERS)
    steps = ["cleanser", *BY_STEP.values(), "sunscreen"]
    assert [pair for pair in pairwise(steps) if not path(loaded, *pair)] == []
    assert (path(loaded, "toner", "serum"), path(loaded, "serum", "toner")) == ((), ())
