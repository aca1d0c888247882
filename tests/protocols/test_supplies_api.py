"""Supplies as JSON: what each line answers, what the total lacks, and what may not be planned."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from protocols.models import CourseStep, Phase
from tests import factories
from tests.protocols.conftest import DAY

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/supplies/"
PEEL = {"procedure": "chemical-peel", "peel_level": "3", "count": 2}
HAIR = {"course": "advanced-hair-system", "treatments": 6}
NO_RULE = {"procedure": "microneedling", "needle_depth_mm": "0.75", "count": 4}
CONFLICT = {"expected_downtime_hours": "72", "count": 3}
OXYGEN = {"procedure": "oxygen-facial", "count": 1}


def send(client, body, **headers):
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(ADDRESS, text, content_type="application/json", **headers)


def plan(client, *treatments, **more):
    answer = send(client, {"treatments": treatments, **more})
    assert answer.status_code == 200, answer.content
    return answer.json()


LINES = [
    # the line; outcome, volume, opened, of these shared, unopened, ampoules; why
    ({"procedure": "microneedling", "needle_depth_mm": "0.5", "count": 6}, "match", "30", "6", "6", "0", "6", "minimal"),
    (PEEL, "match", "20", "2", "0", "2", "4", "moderate; a planned peel counts as neutralised"),
    ({**PEEL, "peel_neutralised": True}, "match", "20", "2", "0", "2", "4", "neutralised, and says so"),
    ({"procedure": "dermabrasion", "count": 1}, "match", "15", "1", "0", "2", "3", "high, by its name"),
    ({"expected_downtime_hours": "12", "count": 999}, "match", "4995", "999", "999", "0", "999", "by the downtime alone"),
    ({**CONFLICT, "downtime_class": "moderate"}, "conflict", "30", "3", "0", "3", "6", "a conflict that was settled"),
    ({**CONFLICT, "downtime_class": "high"}, "conflict", "45", "3", "0", "6", "9", "the other way"),
    (CONFLICT, "conflict", None, None, None, None, None, "a conflict that nobody settled"),
    (NO_RULE, "no_rule", None, None, None, None, None, "between two rules"),
    ({"procedure": "other", "count": 1}, "no_rule", None, None, None, None, None, "not in the table"),
    (OXYGEN, "contraindicated", None, None, None, None, None, "never with oxygen"),
    ({**PEEL, "peel_neutralised": False}, "contraindicated", None, None, None, None, None, "not neutralised"),
]
SHOWN = ["outcome", "volume_ml", "opened_in_clinic", "shared_with_home", "handed_over_unopened", "ampoules"]


@pytest.mark.parametrize("row", LINES, ids=[row[-1] for row in LINES])
def test_one_line(clinic, row):
    treatment, *expected, _why = row
    answer = plan(clinic, treatment)
    (line,) = answer["lines"]
    assert [line[name] for name in SHOWN] == expected
    assert (line["count"], answer["ampoules"]) == (treatment["count"], expected[-1] or "0")
    assert line["reasons"]
    dosed = {name: line["treatment"][name] for name in treatment if name not in {"count", "peel_neutralised"}}
    assert dosed == {name: value for name, value in treatment.items() if name in dosed}


@pytest.mark.parametrize(
    ("treatment", "complete"),
    [
        (PEEL, True),  # one dose
        ({**CONFLICT, "downtime_class": "high"}, True),  # settled
        (CONFLICT, False),
        (NO_RULE, False),
        (OXYGEN, True),  # it never takes Serum, so nothing is missing
        ({**PEEL, "peel_neutralised": False}, False),  # once neutralised it will need some
    ],
)
def test_what_stops_a_total_from_looking_complete(clinic, treatment, complete):
    answer = plan(clinic, {"procedure": "dermabrasion", "count": 1}, treatment)
    assert answer["complete"] is complete
    assert bool(answer["incomplete_because"]) is not complete
    assert answer["products"][0]["complete"] is complete


def test_a_missing_line_is_named(clinic):
    assert plan(clinic, NO_RULE)["incomplete_because"] == [
        "Microneedling, needle depth 0.75\u00a0mm, 4 treatments: no protocol covers this."
    ]


def test_a_peel_says_that_it_counts_as_neutralised(clinic):
    said, unsaid = plan(clinic, {**PEEL, "peel_neutralised": True}, PEEL)["lines"]
    assert said["notes"] == []
    assert unsaid["notes"] == ["Counted as neutralised, as every planned peel is: Serum goes on only after that."]
    assert unsaid["treatment"]["peel_neutralised"] is True


def test_the_classes_to_choose_from_carry_no_figure(clinic):
    (line,) = plan(clinic, CONFLICT)["lines"]
    assert [set(one) for one in line["offered"]] == [{"downtime_class", "name", "hours", "governs"}] * 2


def test_a_line_answers_as_the_look_up_does(clinic):
    (line,) = plan(clinic, {"procedure": "microneedling", "needle_depth_mm": "0.5", "expected_downtime_hours": "48", "count": 1})["lines"]
    found = clinic.get("/api/v1/dosing/?procedure=microneedling&needle_depth_mm=0.5&expected_downtime_hours=48").json()
    assert (line["outcome"], line["reasons"]) == (found["outcome"], found["reasons"])


def test_precautions_travel_with_the_plan(clinic):
    answer = plan(clinic, PEEL)
    severities = [row["severity"] for row in answer["safeguards"]]
    assert severities[0] == "never"
    assert severities == sorted(severities, key=["never", "delay", "caution", "consult"].index)
    assert answer["citations"]


def test_lines_are_added_up(clinic):
    answer = plan(clinic, PEEL, {"expected_downtime_hours": "12", "count": 3}, NO_RULE)
    assert [answer[name] for name in SHOWN[1:]] == ["35", "5", "3", "2", "7"]
    assert answer["products"] == [
        {"product": "calecim-serum", "name": "CALECIM Serum", "volume_ml": "35", "ampoules": "7", "complete": False}
    ]


# A version that shows no figure


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"next_review_on": DAY.replace(year=DAY.year - 1)}, "review_overdue"),
        ({"status": "withdrawn", "end_reason": "A printing error."}, "protocol_withdrawn"),
    ],
)
@pytest.mark.parametrize("treatment", [PEEL, {**CONFLICT, "downtime_class": "high"}], ids=["a match", "a class chosen before"])
def test_a_version_not_in_force_counts_nothing(clinic, version, changes, code, treatment):
    type(version).objects.update(**changes)
    answer = plan(clinic, treatment)
    (line,) = answer["lines"]
    assert (line["outcome"], line["ampoules"], line["volume_ml"], answer["ampoules"]) == ("no_rule", None, None, "0")
    assert [reason["code"] for reason in line["reasons"]] == [code]
    assert answer["complete"] is False


# Courses


def test_a_course_has_millilitres_and_no_units(clinic):
    answer = plan(clinic, courses=[HAIR])
    (row,) = answer["courses"]
    assert (row["volume_ml"], row["ampoules"], row["treatments"]) == ("30", None, 6)
    assert "does not state the size of one unit" in row["reason"]
    assert row["citations"]
    assert answer["products"] == [
        {"product": "advanced-hair-system", "name": "Advanced Hair System", "volume_ml": "30", "ampoules": None, "complete": False}
    ]
    assert answer["complete"] is False


def test_serum_and_course_keep_their_own_totals(clinic):
    serum, hair = plan(clinic, PEEL, courses=[HAIR, {**HAIR, "treatments": 1}])["products"]
    assert (serum["ampoules"], serum["complete"]) == ("4", True)
    assert (hair["volume_ml"], hair["ampoules"], hair["complete"]) == ("35", None, False)


def test_a_course_follows_its_rows(clinic):
    CourseStep.objects.filter(code="rub-in").update(volume_ml="2")
    assert plan(clinic, courses=[HAIR])["courses"][0]["volume_ml"] == "33"


def test_where_two_phases_state_volumes_none_is_guessed(clinic):
    CourseStep.objects.filter(phase__code="clinic-maintenance", code="hand-over").update(volume_ml="2")
    answer = plan(clinic, courses=[HAIR])
    assert (answer["courses"][0]["volume_ml"], answer["products"][0]["volume_ml"]) == (None, None)


def test_a_course_whose_clinic_part_has_no_readers_is_not_offered(clinic):
    Phase.objects.filter(code="clinic-course").update(access="")
    assert send(clinic, {"courses": [HAIR]}).status_code == 400


# What may not be planned

PLAIN = "Enter a plain number such as 0.75: up to 4 digits, a point and up to 3 more."
HOW_MANY = "Say how many: a whole number from 1 to 999."
WRONG_LINES = [
    # what is wrong in a line that is right otherwise; the field, the sentence; why
    ({"count": 0}, "count", HOW_MANY, "just under one"),
    ({"count": 1000}, "count", HOW_MANY, "just over 999"),
    ({"count": -1}, "count", HOW_MANY, "less than nothing"),
    ({"count": 1.5}, "count", HOW_MANY, "half a treatment"),
    ({"count": True}, "count", HOW_MANY, "a yes is not 1"),
    ({"count": None}, "count", HOW_MANY, "never assumed"),
    ({"count": "１"}, "count", HOW_MANY, "other digits"),
    ({"count": "3\n"}, "count", HOW_MANY, "a line end"),
    ({"count": 10**400}, "count", HOW_MANY, "more than there is"),
    ({"count": ""}, "count", "Give a value, or leave the parameter out.", "empty"),
    ({"count": [1]}, "count", "Give one value here.", "a list"),
    ({"count": {"a": {"b": []}}}, "count", "Give one value here.", "a nest"),
    ({"peel_level": "x"}, "peel_level", PLAIN, "no figure"),
    ({"peel_level": True}, "peel_level", PLAIN, "a yes"),
    ({"peel_level": "3\x00"}, "peel_level", PLAIN, "a null byte"),
    ({"peel_level": "\ud800"}, "peel_level", PLAIN, "half a character"),
    ({"peel_level": ""}, "peel_level", "Give a value, or leave the parameter out.", "empty too"),
    ({"peel_level": None}, "peel_level", "Give the peel level, or the expected downtime.", "left out"),
    ({"needle_depth_mm": "1"}, "needle_depth_mm", "Chemical peel does not have this setting.", "the setting of another"),
    ({"procedure": "peel"}, "procedure", "There is no procedure with that name. The list of procedures names them all.", "no such slug"),
    ({"peel_neutralised": "yes"}, "peel_neutralised", "Answer true or false.", "no answer"),
    ({"downtime_class": "high"}, "downtime_class", "The answer does not offer this class.", "a class that does not fit"),
    ({"downtime_class": "none"}, "downtime_class", "The answer does not offer this class.", "no class at all"),
    ({"product": "multi-action-cream"}, "product", "Doses exist for CALECIM Serum alone (calecim-serum).", "another product"),
    ({"patient": "x"}, "patient", "This parameter is not known.", "nothing about a patient"),
    ({"a\x00b\ud800": "x"}, "ab", "This parameter is not known.", "a name that cannot be shown"),
]


@pytest.mark.parametrize("row", WRONG_LINES, ids=[row[-1] for row in WRONG_LINES])
def test_a_line_with_one_fault_is_named_by_its_place(clinic, row):
    wrong, field, sentence, _why = row
    answer = send(clinic, {"treatments": [PEEL, {**PEEL, **wrong}]})
    assert answer.status_code == 400
    assert list(answer.json()) == ["treatments"]
    assert list(answer.json()["treatments"]) == ["1"]
    assert answer.json()["treatments"]["1"][field][0] == sentence


def test_a_line_that_asks_nothing(clinic):
    answer = send(clinic, {"treatments": [{"count": 1}]})
    assert (answer.status_code, answer.json()) == (
        400,
        {"treatments": {"0": {"non_field_errors": ["Name a procedure or give the expected downtime."]}}},
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"course": "microneedling"}, "course"),  # no such course
        ({"course": None}, "course"),  # none at all
        ({"treatments": 0}, "treatments"),
        ({"treatments": 1000}, "treatments"),
        ({"weeks": 6}, "weeks"),  # not known
        ({"course": ["advanced-hair-system"]}, "course"),  # a list
    ],
)
def test_a_course_with_one_fault_is_named_by_its_place(clinic, wrong, field):
    answer = send(clinic, {"courses": [HAIR, {**HAIR, **wrong}]})
    assert answer.status_code == 400
    assert list(answer.json()["courses"]) == ["1"]
    assert list(answer.json()["courses"]["1"]) == [field]


NO_PLANS = [
    # the body; the name it is refused at; why
    ({}, "treatments", "nothing"),
    ({"treatments": []}, "treatments", "an empty list"),
    ({"treatments": [], "courses": []}, "treatments", "two empty lists"),
    ({"treatments": None}, "treatments", "null"),
    ({"treatments": {"0": PEEL}}, "treatments", "an object"),
    ({"treatments": "microneedling"}, "treatments", "a word"),
    ({"treatments": [[PEEL]]}, "treatments", "a list of lists"),
    ({"treatments": [PEEL, None]}, "treatments", "a hole"),
    ({"treatments": [PEEL], "courses": 1}, "courses", "a number"),
    ({"treatments": [PEEL], "patient": "x"}, "patient", "not known"),
    ([PEEL], "non_field_errors", "a bare list"),
    ("null", "non_field_errors", "bare null"),
    ("{", "non_field_errors", "no JSON"),
    ("", "treatments", "an empty body"),
    (b"\xff\xfe{}", "non_field_errors", "no UTF-8"),
    ('{"treatments": [], "treatments": []}', "non_field_errors", "a name twice"),
    ('{"treatments": [{"count": NaN}]}', "non_field_errors", "NaN"),
    ("[" * 100_000, "non_field_errors", "a deep nest"),
    ('{"treatments": [{"count": ' + "9" * 5000 + "}]}", "non_field_errors", "an endless figure"),
    ('{"treatments": "' + "x" * 1024 * 1024 + '"}', "non_field_errors", "a huge body"),
    ({"treatments": [PEEL] * 101}, "treatments", "just over 100 lines"),
    ({"treatments": [PEEL] * 60, "courses": [HAIR] * 41}, "treatments", "just over 100 together"),
    ({"treatments": [PEEL] * 10_000}, "treatments", "ten thousand lines"),
]


@pytest.mark.parametrize(("body", "name", "why"), NO_PLANS, ids=[row[-1] for row in NO_PLANS])
def test_what_is_no_plan(clinic, body, name, why):
    answer = send(clinic, body)
    assert answer.status_code == 400
    assert list(answer.json()) == [name]
    assert all(isinstance(sentence, str) and sentence for sentence in answer.json()[name])


def test_a_hundred_lines_are_a_plan(clinic):
    assert plan(clinic, *[PEEL] * 99, courses=[HAIR])["ampoules"] == "396"


def test_a_figure_is_read_as_it_was_written(clinic):
    """2.0000000000000001 is a figure of 2 to a computer, and over 2 in the maker's table."""
    line = '{"treatments": [{"procedure": "microneedling", "needle_depth_mm": %s, "count": 1}]}'
    assert send(clinic, line % "2.0").json()["lines"][0]["downtime_class"] == "moderate"
    assert send(clinic, line % "2.001").json()["lines"][0]["downtime_class"] == "high"
    assert send(clinic, line % "2.0000000000000001").json()["treatments"]["0"]["needle_depth_mm"] == [PLAIN]
    assert send(clinic, line % "1e0").json()["treatments"]["0"]["needle_depth_mm"] == [PLAIN]


# Who may, and what it costs


@pytest.mark.parametrize(("visitor", "status"), [(None, 401), (factories.user, 403), (lambda: factories.professional("salon"), 403)])
def test_it_is_for_verified_practitioners(client, visitor, status):
    if visitor:
        client.force_login(visitor())
    answer = send(client, {"treatments": [PEEL]})
    assert (answer.status_code, list(answer.json())) == (status, ["detail"])


def test_no_answer_is_stored_on_the_way(clinic):
    assert "no-store" in send(clinic, {"treatments": [PEEL]})["Cache-Control"]


def test_it_costs_the_same_for_one_line_and_for_a_hundred(clinic):
    counts = []
    for lines in (1, 50):
        with CaptureQueriesContext(connection) as queries:
            plan(clinic, *[PEEL] * lines, courses=[HAIR] * lines)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
