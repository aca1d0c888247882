"""The card picks the case that the look-up answers, whatever is asked; and where its ranges end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given

from protocols import card
from protocols.answers import answer
from protocols.dosing import Bounds
from protocols.forms import MOST, SENTENCES
from tests.protocols import golden
from tests.protocols.test_dosing_properties import questions

pytestmark = pytest.mark.django_db  # the rules are read from the loaded content

FIGURES = ("needle_depth_mm", "peel_level", "expected_downtime_hours")


@pytest.fixture(scope="module")
def cases(shown):
    return card.Cases(shown)


# Picking, as static/js/card.js does it


def place(ends, figure):
    """0 where nothing is given, else the first range that ends at the figure or after it."""
    if figure is None:
        return 0
    return 1 + next(number for number, end in enumerate(ends) if int(figure * 1000) <= end)


def picked(cases, question):
    hours = place(cases.hours, question.expected_downtime_hours)
    if question.procedure is None:
        return cases.of_downtime[0][hours]
    procedure = cases.procedures[question.procedure]
    if question.peel_neutralised is False:
        return procedure["not_neutralised"]
    setting = procedure["setting"]
    return procedure["grid"][place(procedure["ends"], getattr(question, setting) if setting else None)][hours]


def filled(text, question, rules):
    """A sentence of the card with what was asked put in."""
    name = rules.procedure(question.procedure).name if question.procedure else ""
    for slot in FIGURES:
        figure = getattr(question, slot)
        text = text.replace(f"{{{slot}}}", "" if figure is None else card.wording.plain(figure))
    return text.replace("{procedure}", name)


def told(cases, shown, question):
    """What the card tells, in the shape of the look-up's answer."""
    number, safeguards = picked(cases, question)
    found = cases.answers[number]
    reasons = [{**reason, "text": filled(reason["text"], question, shown.rules)} for reason in found["reasons"]]
    return {**found, "reasons": reasons, "safeguards": cases.safeguards[safeguards]}


def looked_up(shown, question):
    whole = answer(shown, question)
    reasons = whole["reasons"] if whole["outcome"] == "no_rule" else [{**reason, "nearest": []} for reason in whole["reasons"]]
    codes = [row["code"] for row in whole["safeguards"]]
    return {"outcome": whole["outcome"], "doses": whole["doses"], "reasons": reasons, "safeguards": codes}


def test_every_question_on_every_edge_is_answered_as_by_the_look_up(cases, shown):
    asked = [golden.question_of(parameters) for parameters in golden.questions()]
    assert len(asked) > 250
    for question in asked:
        assert told(cases, shown, question) == looked_up(shown, question), question


@given(question=questions())
def test_any_question_is_answered_as_by_the_look_up(cases, shown, question):
    assert told(cases, shown, question) == looked_up(shown, question)


@pytest.mark.parametrize("because", ["protocol_withdrawn", "review_overdue", "no_active_version"])
def test_what_is_withheld_has_no_case_with_a_dose(shown, because):
    withheld = replace(shown, withheld_because=because)
    cases = card.Cases(withheld)
    assert {row["outcome"] for row in cases.answers} == {"no_rule", "contraindicated"}
    assert [row["doses"] for row in cases.answers] == [[], [], []]  # the reason, and the two stops
    for parameters in golden.questions():
        question = golden.question_of(parameters)
        assert told(cases, withheld, question) == looked_up(withheld, question)


def test_no_sentence_of_a_case_holds_a_figure_nobody_asked_for(cases, shown):
    """Each range is answered for its last figure; none of those may show through."""
    for row in cases.answers:
        for reason in row["reasons"]:
            assert not {"0.499", "23.999", "71.999", "2160", "10\u00a0mm"} & set(reason["text"].replace(".", " .").split())
            assert "0.999" not in reason["text"]


def test_a_question_that_is_none_has_no_case(cases):
    assert cases.of_downtime[0][0] is None
    assert cases.procedures["microneedling"]["grid"][0][0] is None
    assert cases.procedures["chemical-peel"]["grid"][0][0] is None
    assert cases.procedures["dermabrasion"]["grid"][0][0] is not None


@pytest.mark.parametrize(
    ("bounds", "most", "expected"),
    [
        ([], 10, [10_000]),  # one range for everything
        ([Bounds(Decimal("0.5"), True, Decimal("0.5"))], 10, [499, 500, 10_000]),  # below, the figure, above
        ([Bounds(Decimal(0), True, Decimal(24), False)], 2160, [0, 23_999, 24_000, 2_160_000]),  # 0 is an edge too
        ([Bounds(Decimal(72))], 2160, [71_999, 72_000, 2_160_000]),  # no upper bound
        ([Bounds(Decimal(1), True, Decimal(3), whole_numbers=True)], 4, [999, 1000, 1999, 2000, 2999, 3000, 4000]),  # each whole number
        ([Bounds(Decimal(3), whole_numbers=True)], 5, [2999, 3000, 3999, 4000, 4999, 5000]),  # … up to the most there is
        ([Bounds(Decimal("1.0005"))], 2, [999, 1000, 1001, 2000]),  # finer than the form: both neighbours are kept apart
        ([Bounds(Decimal(20))], 10, [10_000]),  # beyond what can be asked
    ],
)
def test_a_range_ends_on_both_sides_of_every_bound(bounds, most, expected):
    found = card.ends(bounds, most)
    assert found == expected


def test_72_hours_is_named_as_what_two_classes_share(rules):
    assert card.shared_hours(rules) == [{"hours": "72\u00a0hours", "names": "moderate and high"}]


def test_the_data_of_the_page_hold_every_sentence_and_limit(cases):
    data = cases.as_data(SENTENCES)
    assert data["sentences"]["comma"] == "Use a point, not a comma: write 0.75 for three quarters."
    assert set(data["sentences"]) == set(SENTENCES)
    assert data["most"] == MOST


MADE = datetime(2027, 3, 1, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("review", "access_ends", "until"),
    [
        (None, None, MADE + timedelta(hours=72)),  # the house limit
        (date(2027, 11, 22), None, MADE + timedelta(hours=72)),  # the review is far off
        (date(2027, 3, 4), None, MADE + timedelta(hours=72)),  # due on the day on which the copy ends
        (date(2027, 3, 3), None, datetime(2027, 3, 3, 23, 59, 59, tzinfo=UTC)),  # due before: to the end of its day
        (date(2027, 3, 1), None, datetime(2027, 3, 1, 23, 59, 59, tzinfo=UTC)),  # due today
        (date(2027, 2, 28), None, MADE + timedelta(hours=72)),  # overdue already: the copy holds no figure
        (None, MADE + timedelta(hours=5), MADE + timedelta(hours=5)),  # the session or the verification ends
        (None, MADE + timedelta(hours=73), MADE + timedelta(hours=72)),
    ],
)
def test_a_copy_is_used_for_72_hours_at_most(version, review, access_ends, until):
    version.next_review_on = review
    assert card.usable_until(MADE, version, access_ends) == until


def test_a_copy_has_another_key_for_another_reader_version_state_or_content(version, practitioner, django_user_model):
    other = django_user_model(pk=practitioner.pk + 1)
    keys = [card.key(practitioner, version), card.key(other, version)]
    for name, value in (("pk", version.pk + 1), ("status", "withdrawn"), ("content_sha256", "x"), ("next_review_on", date(2027, 2, 1))):
        changed = type(version).objects.get(pk=version.pk)
        setattr(changed, name, value)
        keys.append(card.key(practitioner, changed))
    assert len(set(keys)) == 6
    assert card.key(practitioner, version) == keys[0]
