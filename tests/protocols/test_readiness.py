"""What keeps a version from clinics: one fault at a time in rules that are otherwise ready."""

from dataclasses import replace
from decimal import Decimal

import pytest

from protocols.dosing import Application, Bounds, Dose, DowntimeClass, Example, MatchedBy, Procedure, Rules
from protocols.readiness import problems

CONTRADICTION, GAP = True, False  # a contradiction stops a save, a gap only stops publishing


def bounds(low, high=None, *, low_in=True, high_in=True):
    return Bounds(Decimal(low), low_in, None if high is None else Decimal(high), high_in)


def application(sequence, day, part_of_day, volume_ml="1.25"):
    return Application(sequence, day, part_of_day, Decimal(volume_ml))


SHORT = DowntimeClass("short", "Short", bounds("0", "24", high_in=False))
LONG = DowntimeClass("long", "Long", bounds("24"))
SHORT_DOSE = Dose("short", Decimal("2.5"), Decimal("2.5"), (application(1, 0, "evening"), application(2, 1, "morning")))
LONG_DOSE = Dose("long", Decimal("5"), Decimal("0"))
NEEDLING = Procedure("needling", "Needling", MatchedBy.NEEDLE_DEPTH_MM)
LASER = Procedure("laser", "Laser")
EXAMPLES = (
    Example("needling", "short", bounds("0.5", "1")),
    Example("needling", "long", bounds("1", low_in=False)),
    Example("laser", "long"),
)
READY = Rules((SHORT, LONG), (NEEDLING, LASER), EXAMPLES, (SHORT_DOSE, LONG_DOSE))


def with_dose(**changes):
    return replace(READY, doses=(replace(SHORT_DOSE, **changes), LONG_DOSE))


def with_hours(short, long):
    return replace(READY, classes=(replace(SHORT, hours=short), replace(LONG, hours=long)))


def with_examples(*examples):
    return replace(READY, examples=examples)


def found(rules):
    return [(problem.where, problem.contradiction) for problem in problems(rules)]


READY_TOO = [
    # the healthy side of each fault below; why
    (READY, "nothing is wrong"),
    (with_dose(in_clinic_ml=Decimal("7.5")), "10 ml is two ampoules"),
    (with_dose(applications=(application(1, 0, "evening", "2.5"),)), "one application of the whole volume"),
    (with_dose(applications=(application(1, 0, "morning"), application(2, 0, "evening"))), "morning comes before evening"),
    (with_hours(bounds("0", "24"), bounds("24")), "a shared bound leaves no hour out"),
    (with_hours(bounds("0", "24"), bounds("24", low_in=False)), "the first class holds the bound"),
    (with_hours(bounds("0", "30"), bounds("24")), "classes may overlap: the look-up then asks"),
    (with_hours(bounds("0"), bounds("24")), "the first class has no end, so nothing is left out"),
    (replace(READY, classes=(LONG, SHORT)), "the order of the rows does not matter"),
    (
        with_examples(Example("needling", "short", bounds("0.5", "1", high_in=False)), Example("needling", "long", bounds("1"))),
        "only the second holds the bound",
    ),
    (
        with_examples(Example("needling", "short", bounds("0.5", "0.5")), Example("needling", "long", bounds("1", "2"))),
        "a hole is no overlap",
    ),
    (with_examples(Example("needling", "short", bounds("1", "2")), Example("laser", "long")), "two procedures do not overlap"),
]


@pytest.mark.parametrize(("rules", "why"), READY_TOO, ids=[why for _, why in READY_TOO])
def test_ready_rules_have_no_problem(rules, why):
    assert problems(rules) == []


FAULTS = [
    # rules with one fault, the row it is at, how grave, what the sentence says; why
    (with_dose(in_clinic_ml=Decimal("2.4")), "short", CONTRADICTION, "add up to 4.9 ml", "just under an ampoule"),
    (with_dose(in_clinic_ml=Decimal("2.6")), "short", CONTRADICTION, "add up to 5.1 ml", "just over an ampoule"),
    (
        with_dose(in_clinic_ml=Decimal(0), take_home_ml=Decimal(0), applications=()),
        "short",
        CONTRADICTION,
        "add up to 0 ml",
        "no Serum at all",
    ),
    (
        with_dose(applications=(application(1, 0, "evening"), application(2, 1, "morning", "1.24"))),
        "short",
        CONTRADICTION,
        "add up to 2.49 ml, the take-home volume is 2.5 ml",
        "too little is applied",
    ),
    (
        with_dose(applications=(application(1, 0, "evening"), application(2, 1, "morning", "1.26"))),
        "short",
        CONTRADICTION,
        "add up to 2.51 ml",
        "too much is applied",
    ),
    (with_dose(applications=()), "short", GAP, "add up to 0 ml", "applications not entered yet"),
    (
        with_dose(applications=(application(1, 0, "evening"), application(2, 0, "morning"))),
        "short",
        CONTRADICTION,
        "not in order of time",
        "evening before morning of the same day",
    ),
    (
        with_dose(applications=(application(1, 1, "morning"), application(2, 0, "evening"))),
        "short",
        CONTRADICTION,
        "not in order of time",
        "day 1 before day 0",
    ),
    (
        with_dose(applications=(application(1, 0, "evening"), application(2, 0, "evening"))),
        "short",
        CONTRADICTION,
        "two fall in the same part of a day",
        "twice in one evening",
    ),
    (
        with_dose(applications=(application(1, 0, "evening"), application(3, 1, "morning"))),
        "short",
        CONTRADICTION,
        "not numbered 1, 2, 3",
        "a number is left out",
    ),
    (
        with_dose(applications=(application(0, 0, "evening"), application(1, 1, "morning"))),
        "short",
        CONTRADICTION,
        "not numbered 1, 2, 3",
        "numbers start at 0",
    ),
    (replace(READY, doses=(LONG_DOSE,)), "short", GAP, "has no dose", "a class without a dose"),
    (with_hours(bounds("0.001", "24"), bounds("24")), "downtime classes", GAP, "No class begins at 0", "the first minutes are left out"),
    (with_hours(bounds("0", "24", low_in=False), bounds("24")), "downtime classes", GAP, "No class begins at 0", "0 itself is left out"),
    (replace(READY, classes=(), doses=()), "downtime classes", GAP, "No class begins at 0", "there are no classes"),
    (with_hours(bounds("0", "23.999"), bounds("24")), "short", GAP, "between short and long", "a gap of a few seconds"),
    (
        with_hours(bounds("0", "24", high_in=False), bounds("24", low_in=False)),
        "short",
        GAP,
        "between short and long",
        "exactly 24 h is in neither",
    ),
    (with_hours(bounds("0", "24"), bounds("24", "2160")), "long", GAP, "has an upper bound", "longer downtimes are left out"),
    (
        with_examples(Example("needling", "short", bounds("0.5", "1")), Example("needling", "long", bounds("1"))),
        "needling",
        CONTRADICTION,
        "for short and long overlap",
        "both hold the shared bound",
    ),
    (
        with_examples(Example("needling", "short", bounds("0.5", "1.001")), Example("needling", "long", bounds("1", low_in=False))),
        "needling",
        CONTRADICTION,
        "overlap",
        "they share a thousandth",
    ),
    (
        with_examples(Example("needling", "long", bounds("2")), Example("needling", "short", bounds("0.5"))),
        "needling",
        CONTRADICTION,
        "overlap",
        "the lower one has no end",
    ),
    (
        with_examples(Example("laser", "short"), Example("laser", "long")),
        "laser",
        CONTRADICTION,
        "overlap",
        "a name without a setting in two classes",
    ),
    (
        with_examples(Example("needling", "short"), Example("needling", "long", bounds("1"))),
        "needling",
        CONTRADICTION,
        "overlap",
        "a name that covers every setting, and a setting",
    ),
]


@pytest.mark.parametrize(("rules", "where", "gravity", "words", "why"), FAULTS, ids=[fault[-1] for fault in FAULTS])
def test_one_fault_is_one_problem_at_its_row(rules, where, gravity, words, why):
    assert found(rules) == [(where, gravity)]
    assert words in problems(rules)[0].text


def test_two_faults_are_both_named():
    rules = replace(READY, doses=(replace(SHORT_DOSE, in_clinic_ml=Decimal("2.4")),))
    assert found(rules) == [("short", CONTRADICTION), ("long", GAP)]


@pytest.mark.django_db
def test_the_real_content_is_ready(rules):
    assert problems(rules) == []
