"""The rule of the product finder: cases somebody can sign, and what holds for any answers at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalogue.finder import AT_MOST, ON_TREATED_SKIN, Answers, Fit, Precaution, Product, Said, Time, find
from catalogue.models import Condition, Severity
from catalogue.models import Product as ProductRow

CONDITIONS = [one.value for one in Condition]


def product(slug, *concerns, step=None, morning=True, evening=True, after="immediately"):
    return Product(slug, slug.title(), frozenset(concerns), step, morning, evening, after)


SERUM = product("serum", "after-procedure", step=1)
CREAM = product("cream", "ageing", step=3, after="when_skin_has_normalised")
EYES = product("eyes", "ageing", "eye-area", step=4, after="not_stated")
MASK = product("mask", "after-procedure", "hydration", morning=False, after="after_a_day_or_two")
HAIR = product("hair", "hair-loss", morning=False, evening=False, after="part_of_procedure")
LINE = (MASK, EYES, HAIR, CREAM, SERUM)
ACNE = Precaution("acne", "never", "active_acne", frozenset({"cream"}))
WAIT = Precaution("wait", "delay", "treated_skin", frozenset({"cream", "mask"}))
PREGNANT = Precaution("pregnant", "consult", "pregnancy", frozenset({"cream", "eyes", "serum", "mask", "hair"}))
SCENT = Precaution("scent", "caution", "sensitive_skin", frozenset({"eyes"}))
RULES = (ACNE, WAIT, PREGNANT, SCENT)


def answers(goal=None, time=Time.UNSURE, **said):
    """Everything that is not named is answered with no."""
    return Answers(goal=goal, time=Time(time), conditions=tuple((one, Said(said.get(one, "no"))) for one in CONDITIONS))


def found(asked, products=LINE, precautions=RULES):
    return [one.product for one in find(products, precautions, asked).suggestions]


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        (answers("ageing"), ["cream", "eyes"]),  # by step
        (answers("hair-loss"), ["hair"]),
        (answers("hydration"), ["mask"]),
        (answers("after-procedure"), ["serum", "mask"]),  # what has no step stands last
        (answers(), ["serum", "cream", "eyes"]),  # no wish: the first three in the order
        (answers("ageing", active_acne="yes"), ["eyes"]),  # never
        (answers("ageing", active_acne="unsure"), ["cream", "eyes"]),  # not sure leaves nothing out
        (answers("after-procedure", treated_skin="yes"), ["serum"]),  # delay leaves the mask out
        (answers("ageing", treated_skin="yes"), []),  # a delay, and a moment that is not stated
        (answers("hair-loss", treated_skin="yes"), []),  # it belongs to its own procedure
        (answers("hair-loss", treated_skin="unsure"), ["hair"]),
        (answers("ageing", pregnancy="yes"), ["cream", "eyes"]),  # consult leaves nothing out
        (answers("ageing", sensitive_skin="yes"), ["cream", "eyes"]),  # caution neither
        (answers("hydration", "morning"), []),
        (answers("hydration", "evening"), ["mask"]),
        (answers("hydration", "both"), ["mask"]),  # used at one of the two
        (answers("hair-loss", "morning"), ["hair"]),  # its time of day is not stated
        (answers("nothing-has-this"), []),
    ],
)
def test_what_fits(asked, slugs):
    assert found(asked) == slugs


@pytest.mark.parametrize("moment", ProductRow.AfterProcedure.values)
def test_what_may_go_on_treated_skin(moment):
    allowed = {"immediately", "after_a_day_or_two", "moment_not_stated"}
    one = product("one", "ageing", after=moment)
    assert found(answers("ageing", treated_skin="yes"), [one], ()) == (["one"] if moment in allowed else [])
    assert found(answers("ageing", treated_skin="no"), [one], ()) == ["one"]


@pytest.mark.parametrize(("severity", "left_out"), [("never", True), ("delay", True), ("caution", False), ("consult", False)])
def test_which_precautions_leave_a_product_out(severity, left_out):
    one, rule = product("one", "ageing"), Precaution("rule", severity, "health", frozenset({"one"}))
    result = find((one,), (rule,), answers("ageing", health="yes"))
    assert bool(result.exclusions) is left_out
    assert [advice.precaution for advice in result.ask_first] == (["rule"] if severity == "consult" else [])
    assert [advice.precaution for advice in result.take_care] == (["rule"] if severity == "caution" else [])


@pytest.mark.parametrize("severity", Severity.values)
@pytest.mark.parametrize(("said", "shown", "certain"), [("unsure", True, False), ("no", False, False)])
def test_doubt_shows_the_precaution_and_no_does_not(severity, said, shown, certain):
    one, rule = product("one", "ageing"), Precaution("rule", severity, "health", frozenset({"one"}))
    result = find((one,), (rule,), answers("ageing", health=said))
    assert [suggestion.product for suggestion in result.suggestions] == ["one"]
    assert [advice.certain for advice in (*result.ask_first, *result.take_care)] == ([certain] if shown else [])


def test_a_precaution_of_another_product_is_not_said():
    assert not find(LINE, RULES, answers("hair-loss", sensitive_skin="yes")).take_care


def test_advice_names_the_products_that_it_covers():
    (advice,) = find(LINE, RULES, answers("ageing", sensitive_skin="yes")).take_care
    assert advice.products == ("eyes",)


@pytest.mark.parametrize(
    ("asked", "reasons"),
    [
        (answers("after-procedure"), [Fit.GOAL]),
        (answers(), [Fit.GOAL_OPEN]),
        (answers("after-procedure", treated_skin="yes"), [Fit.GOAL, Fit.TREATED_SKIN]),
        (answers("after-procedure", "morning"), [Fit.GOAL, Fit.MORNING]),
        (answers("after-procedure", "both"), [Fit.GOAL, Fit.BOTH]),
    ],
)
def test_why_a_product_fits(asked, reasons):
    assert list(find(LINE, RULES, asked).suggestions[0].reasons) == reasons


def test_a_time_that_is_not_stated_is_no_reason():
    (one,) = find(LINE, RULES, answers("hair-loss", "morning")).suggestions
    assert one.reasons == (Fit.GOAL,)


def test_every_bar_is_named_and_a_moment_only_where_no_precaution_says_it():
    result = find(LINE, RULES, answers("ageing", active_acne="yes", treated_skin="yes"))
    bars = {one.product: [(bar.question, bar.precaution) for bar in one.bars] for one in result.exclusions}
    assert bars == {"cream": [("active_acne", "acne"), ("treated_skin", "wait")], "eyes": [("treated_skin", None)]}


@pytest.mark.parametrize(
    ("asked", "emptied_by", "one_by_one"),
    [
        (answers("ageing", treated_skin="yes"), {"treated_skin"}, True),
        (answers("hydration", "morning"), {"time"}, True),
        (answers("hydration", "morning", treated_skin="yes"), {"time", "treated_skin"}, False),  # both stand in the way
        (answers("ageing", treated_skin="yes", active_acne="yes"), {"treated_skin"}, True),  # acne alone would leave the eye cream
        (answers("nothing-has-this"), {"goal"}, True),
        (answers("ageing"), set(), True),  # nothing is empty
    ],
)
def test_what_emptied_the_result(asked, emptied_by, one_by_one):
    result = find(LINE, RULES, asked)
    assert (set(result.emptied_by), result.one_by_one) == (emptied_by, one_by_one)


def test_without_any_product_no_answer_is_to_blame():
    assert find((), RULES, answers("ageing")).emptied_by == ()


def test_more_than_three_are_counted_and_not_shown():
    many = tuple(product(f"p{number}", "ageing", step=number) for number in range(5, 0, -1))
    result = find(many, (), answers("ageing"))
    assert [one.product for one in result.suggestions] == ["p1", "p2", "p3"]
    assert result.also_fit == ("p4", "p5")


def test_names_settle_what_steps_leave_open():
    pair = (product("beta", "ageing"), product("alpha", "ageing"))
    assert found(answers("ageing"), pair) == ["alpha", "beta"]


# Any answers at all

CONCERNS = ["ageing", "hydration", "hair-loss"]


@some.composite
def lines(draw):
    slugs = draw(some.lists(some.sampled_from("abcdefgh"), unique=True, max_size=8))
    return tuple(
        Product(
            slug=slug,
            name=draw(some.sampled_from(["Same", slug])),
            concerns=frozenset(draw(some.lists(some.sampled_from(CONCERNS), max_size=3))),
            step=draw(some.one_of(some.none(), some.integers(1, 9))),
            morning=draw(some.booleans()),
            evening=draw(some.booleans()),
            after_procedure=draw(some.sampled_from(ProductRow.AfterProcedure.values)),
        )
        for slug in slugs
    )


@some.composite
def precautions(draw):
    covers = some.frozensets(some.sampled_from("abcdefgh"), max_size=8)
    kinds = draw(some.lists(some.tuples(some.sampled_from(Severity.values), some.sampled_from(CONDITIONS), covers), max_size=6))
    return tuple(Precaution(f"p{number}", *kind) for number, kind in enumerate(kinds))


asked = some.builds(
    Answers,
    goal=some.one_of(some.none(), some.sampled_from(CONCERNS)),
    time=some.sampled_from(Time),
    conditions=some.tuples(*[some.tuples(some.just(one), some.sampled_from(Said)) for one in CONDITIONS]),
)


def without(given_answers, question):
    """The same answers with one taken back."""
    if question == "goal":
        return Answers(None, given_answers.time, given_answers.conditions)
    time = Time.UNSURE if question == "time" else given_answers.time
    return Answers(given_answers.goal, time, tuple(one for one in given_answers.conditions if one[0] != question))


@given(products=lines(), rules=precautions(), given_answers=asked)
def test_never_more_than_three_never_one_left_out_and_always_a_reason(products, rules, given_answers):
    result = find(products, rules, given_answers)
    shown = [one.product for one in result.suggestions]
    assert len(shown) <= AT_MOST
    assert not {one.product for one in result.exclusions} & {*shown, *result.also_fit}
    assert all(one.reasons for one in result.suggestions)
    assert all(one.bars for one in result.exclusions)
    for slug in shown:
        one = next(product for product in products if product.slug == slug)
        certain = {condition for condition, said in given_answers.conditions if said == Said.YES}
        met = [rule for rule in rules if rule.condition in certain and slug in rule.products]
        assert not [rule for rule in met if rule.severity in {"never", "delay"}]
        assert "treated_skin" not in certain or one.after_procedure in ON_TREATED_SKIN
        assert given_answers.goal is None or given_answers.goal in one.concerns
        said = {advice.precaution for advice in (*result.ask_first, *result.take_care)}
        assert {rule.code for rule in met} <= said


@given(products=lines(), rules=precautions(), given_answers=asked)
def test_every_product_for_the_wish_is_shown_counted_or_left_out_with_a_reason(products, rules, given_answers):
    result = find(products, rules, given_answers)
    told = [one.product for one in result.suggestions] + list(result.also_fit) + [one.product for one in result.exclusions]
    assert sorted(told) == sorted(one.slug for one in products if given_answers.goal in {None, *one.concerns})


@given(products=lines(), rules=precautions(), given_answers=asked)
def test_an_empty_result_always_has_a_way_on(products, rules, given_answers):
    result = find(products, rules, given_answers)
    if result.suggestions or not products:
        assert result.emptied_by == ()
        return
    assert result.emptied_by
    left = given_answers
    for question in result.emptied_by:
        if result.one_by_one:
            assert find(products, rules, without(given_answers, question)).suggestions
        left = without(left, question)
    assert find(products, rules, left).suggestions


@given(products=lines(), rules=precautions(), given_answers=asked)
def test_doubt_never_leaves_out_more_than_no(products, rules, given_answers):
    doubt = Answers(given_answers.goal, given_answers.time, ())
    no = Answers(given_answers.goal, given_answers.time, tuple((one, Said.NO) for one in CONDITIONS))
    assert found(doubt, products, rules) == found(no, products, rules)
