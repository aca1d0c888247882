"""What holds for any question at all, checked against comparisons written out by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from protocols.dosing import MatchedBy, Outcome, Question, ampoules, ampoules_to_open, look_up
from tests.protocols.makers_table import FIGURES, NAMED, PROCEDURES, classes

pytestmark = pytest.mark.django_db  # the rules are read from the loaded content


def figures(at_most):
    """Any figure that can be asked, and the edges more often than chance would."""
    edges = ["0", "0.5", "0.501", "1", "2", "2.001", "2.5", "3", "4", "5", "23.999", "24", "72", "72.001"]
    drawn = some.decimals(0, at_most, places=3, allow_nan=False, allow_infinity=False)
    return some.one_of(drawn, some.sampled_from([Decimal(edge) for edge in edges if Decimal(edge) <= at_most]))


@some.composite
def questions(draw):
    """A question as the form lets it through."""
    procedure = draw(some.sampled_from([None, *PROCEDURES]))
    hours = draw(figures(2160) if procedure is None else some.one_of(some.none(), figures(2160)))
    setting = {"microneedling": "needle_depth_mm", "chemical-peel": "peel_level"}.get(procedure)
    given = {setting: draw(some.one_of(some.none(), figures(10)) if hours is not None else figures(10))} if setting else {}
    neutralised = draw(some.booleans()) if procedure == "chemical-peel" else None
    return Question(procedure=procedure, peel_neutralised=neutralised, expected_downtime_hours=hours, **given)


def by_hand(question):
    """Design § 4, points 1 and 2, in plain comparisons."""
    fitting, hours, depth, level = set(), question.expected_downtime_hours, question.needle_depth_mm, question.peel_level
    if hours is not None:
        fitting |= {code for code, fits in (("minimal", hours < 24), ("moderate", 24 <= hours <= 72), ("high", hours >= 72)) if fits}
    if depth is not None:
        fitting |= {
            code for code, fits in (("minimal", depth == Decimal("0.5")), ("moderate", 1 <= depth <= 2), ("high", depth > 2)) if fits
        }
    if level is not None:
        fitting |= {code for code, fits in (("minimal", level in {1, 2}), ("moderate", level in {3, 4})) if fits}
    return fitting | ({NAMED[question.procedure]} if question.procedure in NAMED else set())


def is_stopped(question):
    return question.procedure == "oxygen-facial" or (question.procedure == "chemical-peel" and not question.peel_neutralised)


@given(question=questions())
def test_the_outcome_follows_from_how_many_classes_fit(rules, question):
    answer = look_up(rules, question)
    expected = set() if is_stopped(question) else by_hand(question)
    outcome = {0: Outcome.NO_RULE, 1: Outcome.MATCH}.get(len(expected), Outcome.CONFLICT)
    assert set(classes(answer)) == expected
    assert answer.outcome == (Outcome.CONTRAINDICATED if is_stopped(question) else outcome)


@given(question=questions())
def test_a_dose_is_always_one_of_three_and_never_something_between(rules, question):
    for fitting in look_up(rules, question).doses:
        in_clinic, take_home, total, _ = FIGURES[fitting.dose.downtime_class]
        assert (str(fitting.dose.in_clinic_ml), str(fitting.dose.take_home_ml), str(fitting.dose.total_ml)) == (
            str(Decimal(in_clinic)),
            str(Decimal(take_home)),
            str(Decimal(in_clinic) + Decimal(take_home)),
        )
        assert fitting.dose.total_ml == Decimal(total)


@given(question=questions())
def test_every_dose_reconciles(rules, question):
    for fitting in look_up(rules, question).doses:
        dose = fitting.dose
        assert dose.total_ml == dose.in_clinic_ml + dose.take_home_ml
        assert sum(one.volume_ml for one in dose.applications) == dose.take_home_ml
        assert ampoules(dose.total_ml) == ampoules_to_open(dose.total_ml)  # whole ampoules: nothing is left over


@given(question=questions())
def test_every_answer_has_a_reason_and_every_dose_its_own(rules, question):
    answer = look_up(rules, question)
    assert answer.reasons
    assert {fitting.dose.downtime_class for fitting in answer.doses} <= {reason.downtime_class for reason in answer.reasons}
    assert all(fitting.matched_by for fitting in answer.doses)


@given(question=questions())
def test_one_dose_governs_where_the_downtime_fits_one_class(rules, question):
    answer = look_up(rules, question)
    hours = question.expected_downtime_hours
    expected = 1 if answer.doses and hours is not None and hours != 72 else 0
    governing = [fitting for fitting in answer.doses if fitting.governs]
    assert len(governing) == expected
    assert all(MatchedBy.EXPECTED_DOWNTIME_HOURS in fitting.matched_by for fitting in governing)
