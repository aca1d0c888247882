"""The look-up against the maker's table, written out by hand in tests/protocols/makers_table.py.

The rules come from the content files; where both agree, neither was copied wrongly.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from protocols.dosing import (
    Bounds,
    Conflict,
    Contraindicated,
    Match,
    MatchedBy,
    NearestBound,
    NoRule,
    Outcome,
    Question,
    Stop,
    ampoules,
    ampoules_to_open,
    look_up,
)
from tests.protocols.makers_table import APPLICATIONS, FIGURES, NAMED, ORDER, PROCEDURES, classes, codes, downtime, fits, needling, peel

pytestmark = pytest.mark.django_db  # the rules are read from the loaded content

# The table itself


@pytest.mark.parametrize("code", FIGURES)
def test_a_dose_is_the_one_of_the_makers_table(rules, code):
    in_clinic, take_home, total, to_open = FIGURES[code]
    dose = rules.dose(code)
    assert (dose.in_clinic_ml, dose.take_home_ml, dose.total_ml) == (Decimal(in_clinic), Decimal(take_home), Decimal(total))
    assert ampoules_to_open(dose.total_ml) == to_open


@pytest.mark.parametrize("code", APPLICATIONS)
def test_every_home_application_is_the_one_of_the_makers_table(rules, code):
    found = [(one.sequence, one.day, one.part_of_day, one.inferred, str(one.volume_ml)) for one in rules.dose(code).applications]
    assert found == [(number, *row, "1.25") for number, row in enumerate(APPLICATIONS[code], start=1)]


def test_the_content_files_hold_these_classes_and_procedures_and_no_more(rules):
    assert [row.code for row in rules.classes] == ORDER
    assert [dose.downtime_class for dose in rules.doses] == ORDER
    assert sorted(row.slug for row in rules.procedures) == sorted(PROCEDURES)
    assert {row.slug: row.setting for row in rules.procedures if row.setting} == {
        "microneedling": MatchedBy.NEEDLE_DEPTH_MM,
        "chemical-peel": MatchedBy.PEEL_LEVEL,
    }


# By downtime


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("0", ["minimal"]),  # no downtime at all is still a class
        ("23.999", ["minimal"]),  # just under a day
        ("24", ["moderate"]),  # exactly 24 h belongs to moderate alone
        ("24.001", ["moderate"]),  # just over
        ("71.999", ["moderate"]),  # just under three days
        ("72", ["moderate", "high"]),  # the maker prints 72 in both rows
        ("72.001", ["high"]),  # just over three days
        ("2160", ["high"]),  # 90 days, the longest that can be asked; the class has no end
    ],
)
def test_a_downtime_alone(rules, hours, expected):
    answer = look_up(rules, downtime(hours))
    assert classes(answer) == expected
    assert answer.outcome == (Outcome.MATCH if len(expected) == 1 else Outcome.CONFLICT)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("23.999", [("minimal", ["expected_downtime_hours"], "governs")]),  # one class: it governs
        ("72", [("moderate", ["expected_downtime_hours"], ""), ("high", ["expected_downtime_hours"], "")]),  # two: neither does
        ("72.001", [("high", ["expected_downtime_hours"], "governs")]),  # one again
    ],
)
def test_a_downtime_governs_where_it_fits_one_class(rules, hours, expected):
    assert fits(look_up(rules, downtime(hours))) == expected


def test_the_end_of_one_class_and_start_of_the_next_says_so(rules):
    answer = look_up(rules, downtime("72"))
    assert codes(answer) == [("fits_downtime", "moderate"), ("fits_downtime", "high"), ("downtime_on_a_bound", None)]


# By setting


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        ("0", None),  # no needling is in no class
        ("0.25", None),  # below the shallowest that is printed
        ("0.499", None),  # just below it
        ("0.5", "minimal"),  # printed
        ("0.500", "minimal"),  # the same depth, written longer
        ("0.501", None),  # just above it: nothing is rounded
        ("0.75", None),  # half way to the next: nothing is interpolated
        ("0.999", None),  # just below the moderate range
        ("1", "moderate"),  # its lower end belongs to it
        ("1.5", "moderate"),  # inside
        ("2", "moderate"),  # its upper end belongs to it, not to high
        ("2.001", "high"),  # over 2 mm
        ("10", "high"),  # the deepest that can be asked; the range has no end
    ],
)
def test_a_needle_depth_alone(rules, depth, expected):
    answer = look_up(rules, needling(depth))
    assert classes(answer) == ([expected] if expected else [])
    assert answer.outcome == (Outcome.MATCH if expected else Outcome.NO_RULE)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("0", None),  # no level 0 is printed
        ("0.5", None),  # below the lowest
        ("1", "minimal"),  # the lowest
        ("1.5", None),  # a level is a whole number, inside a class too
        ("2", "minimal"),  # the end of minimal
        ("2.000", "minimal"),  # the same level, written longer
        ("2.5", None),  # between two classes
        ("3", "moderate"),  # the start of moderate
        ("3.5", None),  # no whole number
        ("4", "moderate"),  # the highest that is printed
        ("4.5", None),  # above it, and no whole number
        ("5", None),  # above it
        ("10", None),  # the highest that can be asked
    ],
)
def test_a_peel_level_alone(rules, level, expected):
    answer = look_up(rules, peel(level))
    assert classes(answer) == ([expected] if expected else [])
    assert answer.outcome == (Outcome.MATCH if expected else Outcome.NO_RULE)


@pytest.mark.parametrize(
    ("question", "matched_by", "reason"),
    [
        (needling("0.5"), "needle_depth_mm", "fits_needle_depth"),  # by depth
        (peel("4"), "peel_level", "fits_peel_level"),  # by level
        (Question(procedure="dermabrasion"), "procedure", "fits_procedure_name"),  # by name
        (downtime("24"), "expected_downtime_hours", "fits_downtime"),  # by hours
    ],
)
def test_a_match_says_by_what(rules, question, matched_by, reason):
    (fitting,) = look_up(rules, question).doses
    assert [match.value for match in fitting.matched_by] == [matched_by]
    assert (reason, fitting.dose.downtime_class) in codes(look_up(rules, question))


@pytest.mark.parametrize("question", [needling("0.5"), peel("4"), Question(procedure="dermabrasion")])
def test_only_a_downtime_governs(rules, question):
    assert [fitting.governs for fitting in look_up(rules, question).doses] == [False]


# By name


@pytest.mark.parametrize(("procedure", "expected"), NAMED.items())
def test_a_name_in_the_table_needs_its_downtime_confirmed(rules, procedure, expected):
    answer = look_up(rules, Question(procedure=procedure))
    assert fits(answer) == [(expected, ["procedure"], "")]
    assert codes(answer) == [("confirm_downtime", expected), ("fits_procedure_name", expected)]  # above the figure, so it comes first


@pytest.mark.parametrize(("procedure", "expected"), NAMED.items())
def test_a_name_whose_downtime_agrees_needs_no_confirming(rules, procedure, expected):
    answer = look_up(rules, downtime({"minimal": "12", "high": "100"}[expected], procedure))
    assert fits(answer) == [(expected, ["expected_downtime_hours", "procedure"], "governs")]
    assert codes(answer) == [("fits_downtime", expected), ("fits_procedure_name", expected)]


@pytest.mark.parametrize(("procedure", "expected"), NAMED.items())
def test_a_name_whose_downtime_differs_is_a_conflict(rules, procedure, expected):
    answer = look_up(rules, downtime("48", procedure))
    assert isinstance(answer, Conflict)
    assert {code: (matched, governs) for code, matched, governs in fits(answer)} == {
        expected: (["procedure"], ""),
        "moderate": (["expected_downtime_hours"], "governs"),
    }
    assert "confirm_downtime" not in dict(codes(answer))  # a downtime was given


def test_another_procedure_has_no_rule(rules):
    answer = look_up(rules, Question(procedure="other"))
    assert isinstance(answer, NoRule)
    assert codes(answer) == [("procedure_not_listed", None)]
    assert answer.reasons[0].nearest == ()


def test_another_procedure_with_a_downtime_is_what_the_downtime_says(rules):
    answer = look_up(rules, downtime("48", "other"))
    assert fits(answer) == [("moderate", ["expected_downtime_hours"], "governs")]
    assert codes(answer) == [("fits_downtime", "moderate")]


# Setting and downtime together

SETTING_AND_DOWNTIME = [
    # question, outcome, fitting doses, codes of the reasons; why
    (
        needling("0.5", "23.999"),  # both say minimal
        Outcome.MATCH,
        [("minimal", ["expected_downtime_hours", "needle_depth_mm"], "governs")],
        ["fits_downtime", "fits_needle_depth"],
    ),
    (
        needling("0.5", "24"),  # they disagree: the downtime governs
        Outcome.CONFLICT,
        [("minimal", ["needle_depth_mm"], ""), ("moderate", ["expected_downtime_hours"], "governs")],
        ["fits_needle_depth", "fits_downtime"],
    ),
    (
        needling("2", "72"),  # the depth is in one of the two classes of 72 h, which does not settle it
        Outcome.CONFLICT,
        [("moderate", ["expected_downtime_hours", "needle_depth_mm"], ""), ("high", ["expected_downtime_hours"], "")],
        ["fits_downtime", "fits_needle_depth", "fits_downtime", "downtime_on_a_bound"],
    ),
    (
        needling("0.5", "72"),  # three classes fit
        Outcome.CONFLICT,
        [("minimal", ["needle_depth_mm"], ""), ("moderate", ["expected_downtime_hours"], ""), ("high", ["expected_downtime_hours"], "")],
        ["fits_needle_depth", "fits_downtime", "fits_downtime", "downtime_on_a_bound"],
    ),
    (
        needling("2.001", "72.001"),  # both just over
        Outcome.MATCH,
        [("high", ["expected_downtime_hours", "needle_depth_mm"], "governs")],
        ["fits_downtime", "fits_needle_depth"],
    ),
    (
        needling("0.75", "48"),  # a depth in no class: the downtime answers, and the depth is remarked on first
        Outcome.MATCH,
        [("moderate", ["expected_downtime_hours"], "governs")],
        ["needle_depth_in_no_class", "fits_downtime"],
    ),
    (
        needling("0.75", "72"),  # a depth in no class and hours in two: still for the reader to choose
        Outcome.CONFLICT,
        [("moderate", ["expected_downtime_hours"], ""), ("high", ["expected_downtime_hours"], "")],
        ["needle_depth_in_no_class", "fits_downtime", "fits_downtime", "downtime_on_a_bound"],
    ),
    (
        peel("3", "24"),  # both say moderate
        Outcome.MATCH,
        [("moderate", ["expected_downtime_hours", "peel_level"], "governs")],
        ["fits_downtime", "fits_peel_level"],
    ),
    (
        peel("2", "72.001"),  # they disagree by two classes
        Outcome.CONFLICT,
        [("minimal", ["peel_level"], ""), ("high", ["expected_downtime_hours"], "governs")],
        ["fits_peel_level", "fits_downtime"],
    ),
    (
        peel("5", "12"),  # a level in no class
        Outcome.MATCH,
        [("minimal", ["expected_downtime_hours"], "governs")],
        ["peel_level_in_no_class", "fits_downtime"],
    ),
    (
        peel(None, "12"),  # no level given: there is nothing to remark on
        Outcome.MATCH,
        [("minimal", ["expected_downtime_hours"], "governs")],
        ["fits_downtime"],
    ),
]


@pytest.mark.parametrize(("question", "outcome", "expected", "reasons"), SETTING_AND_DOWNTIME)
def test_a_setting_together_with_a_downtime(rules, question, outcome, expected, reasons):
    answer = look_up(rules, question)
    assert answer.outcome == outcome
    assert fits(answer) == expected
    assert [reason.code for reason in answer.reasons] == reasons


# No rule: the nearest on both sides


def bound(downtime_class, setting, figure, *, inclusive=True):
    return NearestBound(downtime_class, setting, Decimal(figure), inclusive)


DEPTH, LEVEL = MatchedBy.NEEDLE_DEPTH_MM, MatchedBy.PEEL_LEVEL


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        (needling("0"), [bound("minimal", DEPTH, "0.5")]),  # nothing below 0 mm
        (needling("0.499"), [bound("minimal", DEPTH, "0.5")]),  # nothing below the shallowest
        (needling("0.501"), [bound("minimal", DEPTH, "0.5"), bound("moderate", DEPTH, "1")]),  # just above it
        (needling("0.75"), [bound("minimal", DEPTH, "0.5"), bound("moderate", DEPTH, "1")]),  # in the middle
        (needling("0.999"), [bound("minimal", DEPTH, "0.5"), bound("moderate", DEPTH, "1")]),  # just below the next
        (peel("0.5"), [bound("minimal", LEVEL, "1")]),  # nothing below the lowest
        (peel("1.5"), [bound("minimal", LEVEL, "1"), bound("minimal", LEVEL, "2")]),  # between two levels of one class
        (peel("2.5"), [bound("minimal", LEVEL, "2"), bound("moderate", LEVEL, "3")]),  # between two classes
        (peel("3.5"), [bound("moderate", LEVEL, "3"), bound("moderate", LEVEL, "4")]),  # between two levels of one class
        (peel("4.5"), [bound("moderate", LEVEL, "4")]),  # nothing above the highest
        (peel("10"), [bound("moderate", LEVEL, "4")]),  # far above it
    ],
)
def test_the_nearest_rules_on_both_sides_are_named(rules, question, nearest):
    (reason,) = look_up(rules, question).reasons
    assert list(reason.nearest) == nearest


def test_a_bound_that_does_not_belong_to_its_rule_says_so(rules):
    """If the table had no line for 1 to 2 mm, 2 mm itself would be beside "over 2 mm", not in it."""
    without_moderate = replace(rules, examples=tuple(row for row in rules.examples if row.downtime_class != "moderate"))
    (reason,) = look_up(without_moderate, needling("2")).reasons
    assert list(reason.nearest) == [bound("minimal", DEPTH, "0.5"), bound("high", DEPTH, "2", inclusive=False)]


def test_the_closest_of_several_rules_is_named(rules):
    """Above 0.25 mm there are three rules; the nearest is 0.5 mm whatever the order of the rows."""
    reversed_rows = replace(rules, examples=rules.examples[::-1])
    for some_rules in (rules, reversed_rows):
        assert list(look_up(some_rules, needling("0.25")).reasons[0].nearest) == [bound("minimal", DEPTH, "0.5")]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (needling("0.75"), "needle_depth_in_no_class"),  # a depth
        (peel("5"), "peel_level_in_no_class"),  # a level
        (Question(procedure="other"), "procedure_not_listed"),  # a name
    ],
)
def test_no_rule_says_why_and_speaks_of_no_class(rules, question, code):
    assert codes(look_up(rules, question)) == [(code, None)]


# Stops


@pytest.mark.parametrize("hours", [None, "0", "23.999", "24", "72", "72.001", "2160"])
@pytest.mark.parametrize(
    ("question", "stop"),
    [
        (Question(procedure="oxygen-facial"), Stop.OXYGEN_FACIAL),  # the device denatures the proteins
        (peel("1", neutralised=False), Stop.PEEL_NOT_NEUTRALISED),  # a level that otherwise has a dose
        (peel("5", neutralised=False), Stop.PEEL_NOT_NEUTRALISED),  # a level that has none
        (peel(None, neutralised=False), Stop.PEEL_NOT_NEUTRALISED),  # no level
        (peel("1", neutralised=None), Stop.PEEL_NOT_NEUTRALISED),  # not answered counts as no
    ],
)
def test_a_stop_holds_whatever_the_downtime(rules, question, stop, hours):
    answer = look_up(rules, replace(question, expected_downtime_hours=hours and Decimal(hours)))
    assert isinstance(answer, Contraindicated)
    assert (answer.stop, answer.doses, codes(answer)) == (stop, (), [(stop.value, None)])


@pytest.mark.parametrize(
    "question",
    [
        peel("1"),  # a neutralised peel
        Question(procedure="microneedling", needle_depth_mm=Decimal("1"), peel_neutralised=False),  # the answer is about peels alone
        downtime("12"),  # no procedure named
    ],
)
def test_nothing_else_is_stopped(rules, question):
    assert isinstance(look_up(rules, question), Match)


# Rules with other bounds than ours: the flags are read, not assumed


@pytest.mark.parametrize(
    ("value", "low_in", "high_in", "expected"),
    [
        ("1", True, True, True),  # on the lower end, which belongs
        ("1", False, True, False),  # on the lower end, which does not
        ("2", True, True, True),  # on the upper end, which belongs
        ("2", True, False, False),  # on the upper end, which does not
        ("0.999", True, True, False),  # below
        ("2.001", True, True, False),  # above
        ("1.5", False, False, True),  # inside
    ],
)
def test_bounds_read_their_flags(value, low_in, high_in, expected):
    bounds = Bounds(Decimal(1), low_in, Decimal(2), high_in)
    assert bounds.contain(Decimal(value)) is expected


@pytest.mark.parametrize(
    ("volume_ml", "part", "to_open"),
    [
        ("0", "0", 0),  # nothing
        ("2.5", "0.5", 1),  # half an ampoule is still one to open
        ("5", "1", 1),  # exactly one
        ("5.01", "1.002", 2),  # just over one
        ("15", "3", 3),  # three
    ],
)
def test_ampoules(volume_ml, part, to_open):
    assert ampoules(Decimal(volume_ml)) == Decimal(part)
    assert ampoules_to_open(Decimal(volume_ml)) == to_open
