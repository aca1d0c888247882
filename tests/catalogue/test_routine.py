"""The rule of the routine: tables that somebody can sign, and what holds for any products, skin and rules at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalogue.finder import Precaution
from catalogue.layering import BY_CODE, RANK, Before, path
from catalogue.routine import Active, Owned, Procedure, Skin, When, Why, build

SERUM = Owned("serum", "Serum", 1, True, True, "immediately")
PIGMENT = Owned("pigment", "Pigment Solution", 2, True, True, "moment_not_stated")
MULTI = Owned("multi", "Multi-Action Cream", 3, True, True, "when_skin_has_normalised")
EYE = Owned("eye", "Eye Cream", 4, True, True, "not_stated")
HYDRATION = Owned("hydration", "Hydration Cream", 5, True, True, "when_skin_has_normalised")
NIGHT = Owned("night", "Night Complex", None, False, True, "after_a_day_or_two")
HAIR = Owned("hair", "Hair System", None, False, False, "part_of_procedure", scalp=True)
LINE = (SERUM, PIGMENT, MULTI, EYE, HYDRATION, NIGHT, HAIR)
BY_SLUG = {one.slug: one for one in LINE}
RULES = tuple(
    Before(f"{first}>{then}", first, then)
    for first, then in [
        ("cleanser", "serum"),
        ("cleanser", "toner"),
        ("toner", "treatment-cream"),
        ("toner", "eye-cream"),
        ("toner", "moisturiser"),
        ("serum", "pigment-solution"),
        ("serum", "treatment-cream"),
        ("serum", "sunscreen"),
        ("pigment-solution", "treatment-cream"),
        ("treatment-cream", "eye-cream"),
        ("eye-cream", "moisturiser"),
        ("moisturiser", "sunscreen"),
        ("cleanser", "vitamin-c"),
        ("vitamin-c", "sunscreen"),
        ("cleanser", "retinoid"),
        ("retinoid", "moisturiser"),
    ]
)
PRECAUTIONS = (
    Precaution("multi_acne", "never", "active_acne", frozenset({"multi"})),
    Precaution("hydration_acne", "never", "active_acne", frozenset({"hydration"})),
    Precaution("multi_treated", "delay", "treated_skin", frozenset({"multi"})),
    Precaution("night_treated", "delay", "treated_skin", frozenset({"night"})),
    Precaution("mac_oily_skin", "caution", "", frozenset({"multi"})),
    Precaution("retinoid_pairing", "caution", "", frozenset({"serum"})),
    Precaution("aha_stagger", "caution", "", frozenset({"serum"})),
    Precaution("exfoliant_on_treated_skin", "delay", "", frozenset({"serum"})),
    Precaution("serum_unneutralised_peel", "never", "", frozenset({"serum"})),
)
# What no precaution speaks of, but its moment after a procedure does.
LINE_IF_TREATED = [("pigment", Why.ASK_WHEN), ("eye", Why.ASK_IF), ("hydration", Why.NOT_NORMAL_YET)]
WELL = Skin(active_acne=False, procedure=Procedure.NO)


def routine(slugs, *, using=(), skin=WELL):
    return build(tuple(BY_SLUG[slug] for slug in slugs.split()), RULES, PRECAUTIONS, frozenset(map(Active, using)), skin)


def said(steps):
    """Products by slug, what nobody owns by its layer in brackets."""
    return " ".join(step.product or f"({step.layer})" for step in steps)


# Tables


@pytest.mark.parametrize(
    ("owned", "morning", "evening"),
    [
        ("serum", "(cleanser) serum (sunscreen)", "(cleanser) serum"),  # no toner: the Serum's instructions name none
        ("multi", "(cleanser) (toner) multi (sunscreen)", "(cleanser) (toner) multi"),  # no Serum
        ("serum hydration", "(cleanser) (toner) serum hydration (sunscreen)", "(cleanser) (toner) serum hydration"),  # no Multi-Action
        ("pigment eye", "(cleanser) (toner) pigment eye (sunscreen)", "(cleanser) (toner) pigment eye"),  # tied through what is not owned
        (
            "hydration eye multi pigment serum",
            "(cleanser) (toner) serum pigment multi eye hydration (sunscreen)",
            "(cleanser) (toner) serum pigment multi eye hydration",
        ),
        ("night", "(cleanser) (sunscreen)", "(cleanser)"),  # no stated place: beside the order
        ("hair", "(cleanser) (sunscreen)", "(cleanser)"),
    ],
)
def test_what_is_owned_comes_out_in_order(owned, morning, evening):
    found = routine(owned)
    assert (said(found.morning), said(found.evening)) == (morning, evening)


@pytest.mark.parametrize(
    ("slug", "procedure", "why"),
    [
        ("serum", Procedure.TODAY, None),  # made for that moment
        ("serum", Procedure.YESTERDAY, None),
        ("multi", Procedure.TODAY, Why.NOT_NORMAL_YET),
        ("multi", Procedure.EARLIER, Why.NOT_NORMAL_YET),  # days later too, while skin has not normalised
        ("multi", Procedure.NO, None),
        ("multi", Procedure.UNSURE, None),  # nothing is left out for a question left open
        ("hydration", Procedure.YESTERDAY, Why.NOT_NORMAL_YET),  # by its moment alone, without a precaution
        ("pigment", Procedure.TODAY, Why.ASK_WHEN),  # allowed, but nobody says when
        ("eye", Procedure.YESTERDAY, Why.ASK_IF),  # nothing stated
        ("night", Procedure.TODAY, Why.WAIT_A_DAY_OR_TWO),
        ("night", Procedure.YESTERDAY, None),  # the day may be over; the clinic is asked
        ("hair", Procedure.TODAY, Why.SCALP),
        ("hair", Procedure.NO, Why.SCALP),
    ],
)
def test_what_waits_after_a_procedure(slug, procedure, why):
    found = routine(slug, skin=Skin(active_acne=False, procedure=procedure))
    assert [(one.product, one.why) for one in found.left_out] == ([(slug, why)] if why else [])


@pytest.mark.parametrize(
    ("slug", "acne", "out"),
    [
        ("multi", True, True),
        ("hydration", True, True),
        ("serum", True, False),  # no document rules it out
        ("multi", False, False),
        ("multi", None, False),  # not answered: warned of, not left out
    ],
)
def test_creams_never_on_active_acne(slug, acne, out):
    found = routine(slug, skin=Skin(active_acne=acne, procedure=Procedure.NO))
    assert [one.product for one in found.left_out] == ([slug] if out else [])
    assert found.stops == ((f"{slug}_acne",) if out else ())
    assert found.in_doubt == ((f"{slug}_acne",) if acne is None and slug != "serum" else ())


@pytest.mark.parametrize(
    ("procedure", "in_doubt", "waits"),
    [
        (Procedure.UNSURE, {"exfoliant_on_treated_skin", "serum_unneutralised_peel", "multi_treated", "night_treated"}, LINE_IF_TREATED),
        (Procedure.NO, set(), []),
        (Procedure.TODAY, set(), []),  # answered: it stands among the stops and what is left out
    ],
)
def test_the_open_question_about_a_procedure_warns_of_everything(procedure, in_doubt, waits):
    skin = Skin(active_acne=False, oily=False, procedure=procedure)
    found = routine("serum pigment multi eye hydration night hair", skin=skin)
    assert set(found.in_doubt) == in_doubt
    assert [(one.product, one.why) for one in found.if_treated] == waits


@pytest.mark.parametrize(
    ("owned", "oily", "in_doubt"),
    [
        ("multi hydration", None, ("mac_oily_skin",)),
        ("multi hydration", False, ()),
        ("multi hydration", True, ()),  # the moisturiser is left out
        ("multi", None, ()),  # no moisturiser to leave out
    ],
)
def test_oily_skin_is_in_doubt_while_nobody_answered(owned, oily, in_doubt):
    assert routine(owned, skin=Skin(False, oily, Procedure.NO)).in_doubt == in_doubt


@pytest.mark.parametrize(("severity", "out"), [("never", True), ("delay", True), ("caution", False), ("consult", False)])
def test_only_what_forbids_or_delays_leaves_a_product_out(severity, out):
    """A caution goes with the order; it takes nothing out of it."""
    rule = Precaution("made_up", severity, "active_acne", frozenset({"serum"}))
    found = build((SERUM,), RULES, (rule,), skin=Skin(active_acne=True, procedure=Procedure.NO))
    assert [one.precautions for one in found.left_out] == ([("made_up",)] if out else [])
    assert found.cautions == (() if out else ("made_up",))


def test_acne_weighs_more_than_a_wait():
    (out,) = routine("multi", skin=Skin(active_acne=True, procedure=Procedure.TODAY)).left_out
    assert (out.why, out.precautions) == (Why.PRECAUTION, ("multi_acne", "multi_treated"))


@pytest.mark.parametrize(
    ("owned", "skin", "out"),
    [
        ("multi hydration", Skin(False, True, Procedure.NO), ["hydration"]),  # a moisturiser over the treatment cream
        ("hydration", Skin(False, True, Procedure.NO), []),  # the maker says it of Multi-Action Cream alone
        ("multi hydration", Skin(False, False, Procedure.NO), []),
        ("multi hydration", Skin(True, True, Procedure.NO), ["multi", "hydration"]),  # for acne, not for oil
    ],
)
def test_oily_skin_leaves_out_the_moisturiser_over_the_treatment_cream(owned, skin, out):
    assert [one.product for one in routine(owned, skin=skin).left_out] == out


def test_on_the_evening_of_a_procedure_there_is_cleansing_and_serum():
    skin = Skin(procedure=Procedure.TODAY)
    found = routine("serum multi hydration", using=["retinoid", "acid", "vitamin_c"], skin=skin)
    assert said(found.evening) == "(cleanser) serum"
    assert said(found.morning) == "(cleanser) serum (sunscreen)"
    assert found.actives_left_out == (Active.RETINOID, Active.ACID, Active.VITAMIN_C)
    assert found.stops == ("serum_unneutralised_peel",)
    assert "exfoliant_on_treated_skin" in found.cautions
    assert "retinoid_pairing" not in found.cautions  # nobody is told to alternate what has to wait
    assert {"after_procedure", "treated_actives"} <= set(found.notes)
    assert not {"patch_test", "starting", "retinoid"} & set(found.notes)  # no wait of 48 hours before what the clinic gave for tonight


@pytest.mark.parametrize(
    ("owned", "using", "morning", "evening", "when"),
    [
        (
            "serum",
            ["retinoid"],
            "(cleanser) serum (sunscreen)",
            "(cleanser) serum (retinoid)",
            [None, "nights_without_retinoid", "retinoid_nights"],
        ),
        (
            "multi",
            ["retinoid"],
            "(cleanser) (toner) multi (sunscreen)",
            "(cleanser) (toner) (retinoid) multi",
            [None, None, "some_nights", None],
        ),
        ("serum", ["vitamin_c"], "(cleanser) serum (vitamin-c) (sunscreen)", "(cleanser) serum", [None, None]),  # in the morning only
        ("serum", ["acid"], "(cleanser) serum (sunscreen)", "(cleanser) serum", [None, None]),  # no document gives an acid a place
    ],
)
def test_what_else_is_used(owned, using, morning, evening, when):
    found = routine(owned, using=using)
    assert (said(found.morning), said(found.evening)) == (morning, evening)
    assert [step.when for step in found.evening] == [one and When(one) for one in when]
    assert set(using) <= set(found.notes)


def test_acids_and_retinoids_bring_their_precaution_only_with_the_serum():
    assert routine("serum", using=["acid", "retinoid"]).cautions == ("retinoid_pairing", "aha_stagger")
    assert routine("multi", using=["acid", "retinoid"]).cautions == ()


@pytest.mark.parametrize(
    ("owned", "topics"),
    [
        ("multi", {"no_serum"}),
        ("multi serum", set()),
        ("hydration", {"no_treatment_cream"}),
        ("hydration serum", {"no_treatment_cream"}),  # one of the two is missing
        ("hydration multi", {"no_serum", "no_treatment_cream"}),
        ("hydration multi serum", set()),
        ("night", {"night_mask"}),
        ("hair", {"scalp"}),
        ("pigment", {"sunscreen_renewal"}),
    ],
)
def test_notes_that_depend_on_what_is_owned(owned, topics):
    always = {"sunscreen", "starting", "patch_test", "ask_first"}
    assert set(routine(owned).notes) == topics | always


def test_what_is_not_stated_is_said_once_for_each_pair():
    evening = routine("serum multi").evening
    assert [(step.layer, step.beside) for step in evening] == [
        ("cleanser", ()),
        ("toner", ()),
        ("serum", ("toner",)),
        ("treatment-cream", ()),
    ]


def test_the_reason_is_the_rule_that_ties_a_step_to_the_one_before():
    because = {step.layer: step.because for step in routine("pigment eye").evening}
    assert because["eye-cream"] == ("pigment-solution>treatment-cream", "treatment-cream>eye-cream")  # through a cream nobody owns
    assert because["cleanser"] == ("cleanser>toner",)  # the first one: by what follows it


def test_missing_layers_are_named_in_order():
    assert routine("multi").skipped == ("serum", "pigment-solution", "eye-cream", "moisturiser")


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (Owned("x", "X", None, True, True, "not_stated"), None),  # an evening product without a place: beside the order
        (Owned("x", "X", None, True, False, "not_stated"), Why.NO_PLACE),
        (Owned("x", "X", 9, True, False, "not_stated"), Why.NO_PLACE),  # a step that is none of the layers
        (Owned("x", "X", 3, False, False, "not_stated"), Why.NO_TIME),
    ],
)
def test_a_product_that_nobody_can_place_is_said_to_be_so(one, why):
    found = build((one,), RULES, (), skin=WELL)
    assert [out.why for out in found.left_out] == ([why] if why else [])
    assert found.night_options == (() if why else ("x",))


# What holds always


MOMENTS = [
    "immediately",
    "after_a_day_or_two",
    "when_skin_has_normalised",
    "part_of_procedure",
    "moment_not_stated",
    "not_stated",
]


@some.composite
def shelves(draw):
    numbers = draw(some.lists(some.integers(0, 99), unique=True, max_size=8))
    return tuple(
        Owned(
            f"p{number}",
            f"P {draw(some.integers(0, 3))}",  # names may be the same
            draw(some.sampled_from([None, 1, 2, 3, 4, 5, 7])),
            draw(some.booleans()),
            draw(some.booleans()),
            draw(some.sampled_from(MOMENTS)),
            draw(some.booleans()),
        )
        for number in numbers
    )


@some.composite
def cautions(draw, shelf):
    slugs = [one.slug for one in shelf] or ["none"]
    return tuple(
        Precaution(
            f"c{number}",
            draw(some.sampled_from(["never", "delay", "caution", "consult"])),
            draw(some.sampled_from(["", "active_acne", "treated_skin", "pregnancy"])),
            frozenset(draw(some.sets(some.sampled_from(slugs)))),
        )
        for number in range(draw(some.integers(0, 4)))
    )


@some.composite
def cases(draw):
    shelf = draw(shelves())
    skin = Skin(draw(some.sampled_from([True, False, None])), draw(some.booleans()), draw(some.sampled_from(list(Procedure))))
    order = draw(some.permutations(RANK))
    pairs = draw(
        some.lists(some.tuples(some.sampled_from(RANK), some.sampled_from(RANK)).filter(lambda pair: pair[0] != pair[1]), max_size=10)
    )
    rules = tuple(Before(f"r{n}", *sorted(pair, key=order.index)) for n, pair in enumerate(pairs))
    return shelf, rules, draw(cautions(shelf)), frozenset(draw(some.sets(some.sampled_from(list(Active))))), skin


@given(case=cases())
def test_every_owned_product_has_a_place_or_a_reason_and_nothing_is_made_up(case):
    shelf, _rules, _cautions, _using, _skin = case
    found = build(*case)
    placed = {step.product for step in (*found.morning, *found.evening) if step.product}
    beside, out = set(found.night_options), {one.product for one in found.left_out}
    assert placed | beside | out == {one.slug for one in shelf}
    assert not placed & (beside | out)
    assert not beside & out
    assert len(found.left_out) == len(out)


@given(case=cases())
def test_every_rule_holds_and_every_step_is_at_its_time_of_day(case):
    shelf, rules, *_rest = case
    by_slug = {one.slug: one for one in shelf}
    found = build(*case)
    for steps, moment in ((found.morning, "morning"), (found.evening, "evening")):
        layers = [step.layer for step in steps]
        for rule in rules:
            if rule.first in layers and rule.then in layers:
                assert max(place for place, one in enumerate(layers) if one == rule.first) < layers.index(rule.then)
        assert all(getattr(by_slug[step.product], moment) and by_slug[step.product].layer == step.layer for step in steps if step.product)
        assert all(getattr(BY_CODE[layer], moment) for layer in layers)
        products = [step.product for step in steps if step.product]
        assert len(products) == len(set(products))


@given(case=cases(), chance=some.randoms())
def test_the_order_in_which_things_are_given_changes_nothing(case, chance):
    shelf, rules, precautions, using, skin = case
    shuffled, listed = list(shelf), list(rules)
    chance.shuffle(shuffled)
    chance.shuffle(listed)
    assert build(tuple(shuffled), tuple(listed), precautions, using, skin) == build(*case)


@given(case=cases())
def test_a_stop_is_never_in_an_order(case):
    shelf, rules, precautions, using, skin = case
    found = build(*case)
    conditions = {"active_acne": skin.active_acne is True, "treated_skin": skin.treated}
    barred = {slug for one in precautions if one.severity == "never" and conditions.get(one.condition) for slug in one.products}
    used = {step.product for step in (*found.morning, *found.evening)} | set(found.night_options)
    assert not used & barred
    if skin.treated:
        moments = {one.slug: one.after_procedure for one in shelf}
        assert {moments[slug] for slug in used - {None}} <= {"immediately", "after_a_day_or_two"}
        assert not {"toner", "vitamin-c", "retinoid"} & {step.layer for step in (*found.morning, *found.evening)}


@given(case=cases())
def test_reasons_are_rules_that_end_or_begin_at_their_step(case):
    _shelf, rules, *_rest = case
    by_code = {rule.code: rule for rule in rules}
    found = build(*case)
    for steps in (found.morning, found.evening):
        for step in steps:
            chain = [by_code[code] for code in step.because]
            assert all(before.then == after.first for before, after in zip(chain, chain[1:], strict=False))
            assert not chain or step.layer in {chain[-1].then, chain[0].first}
            assert all(not path(rules, other, step.layer) and not path(rules, step.layer, other) for other in step.beside)
