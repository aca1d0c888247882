"""What travels with an answer, and every answer as it was last read through."""

import datetime
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

from protocols.answers import answer
from protocols.current import current
from tests import factories
from tests.guards import guards_down
from tests.protocols import golden
from tests.protocols.conftest import DAY

pytestmark = pytest.mark.django_db

GOLDEN = golden.kept()
SEVERITIES = ["never", "delay", "caution", "consult"]
SKIN_TONE = {"deep_tone_peel", "deep_tone_needling", "deep_tone_laser", "deep_tone_any_procedure"}


@pytest.fixture(scope="module")
def answered(shown):
    """Every golden question, answered now."""
    return golden.answers(shown)


def asked(query):
    return golden.question_of(dict(parse_qsl(query)))


def travelling(shown, query):
    return {one["code"]: one for one in answer(shown, asked(query))["safeguards"]}


# The golden file


def test_the_golden_file_asks_every_question(answered):
    assert list(GOLDEN["answers"]) == list(answered)


@pytest.mark.parametrize("part", ["doses", "safeguards", "safeguard_sets", "protocol", "citations"])
def test_what_the_answers_share_is_the_golden_one(answered, part):
    assert golden.packed(answered)[part] == GOLDEN[part]


def test_every_answer_is_the_golden_one(answered):
    now = golden.packed(answered)["answers"]
    assert {query: now[query] for query in now if now[query] != GOLDEN["answers"].get(query)} == {}


def test_every_answer_cites_its_source(answered):
    assert [query for query, one in answered.items() if not one["citations"]] == []


def test_an_answer_without_a_dose_holds_no_figure(answered):
    for query, one in answered.items():
        if one["outcome"] in {"no_rule", "contraindicated"}:
            assert one["doses"] == [], query
            assert one["reasons"], query
            assert not [reason["text"] for reason in one["reasons"] if "ml" in reason["text"].split()], query


# Safeguards: the order, and which travel when


def test_safeguards_stand_in_the_order_never_delay_caution_consult(answered):
    for query, one in answered.items():
        ranks = [SEVERITIES.index(safeguard["severity"]) for safeguard in one["safeguards"]]
        assert ranks == sorted(ranks), query
        assert set(ranks) == {0, 1, 2, 3}, query


WITH_EVERY_ANSWER = [
    # code, severity; the design's reason
    ("serum_oxygen_facial", "never"),  # no high-powered oxygen
    ("serum_unneutralised_peel", "never"),  # neutralise a peel first
    ("topical_only", "never"),  # never injected
    ("serum_discoloured", "never"),  # discoloured or cloudy serum is not applied
    ("mac_active_acne", "never"),  # creams not with active acne
    ("rhc_active_acne", "never"),
    ("mac_immediately_post", "delay"),  # creams only once skin has normalised
    ("rhc_immediately_post", "delay"),
    ("rnc_ablative", "delay"),  # and the night complex after an ablative procedure
    ("serum_sting", "caution"),  # it tingles
    ("pregnancy", "consult"),
    ("transplant", "consult"),
]


@pytest.mark.parametrize(("code", "severity"), WITH_EVERY_ANSWER)
def test_a_safeguard_that_travels_with_every_answer(answered, code, severity):
    for query, one in answered.items():
        assert {row["code"]: row["severity"] for row in one["safeguards"]}.get(code) == severity, query


@pytest.mark.parametrize("code", ["ahs_hair_wash", "ahs_hair_dye", "pps_pregnancy_maker", "human_origin_market"])
def test_what_is_not_about_the_serum_stays_away(answered, code):
    assert [query for query, one in answered.items() if code in {row["code"] for row in one["safeguards"]}] == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("expected_downtime_hours=23.999", set()),  # a minimal dose, no procedure named
        ("expected_downtime_hours=24", {"deep_tone_peel", "deep_tone_needling", "deep_tone_any_procedure"}),  # it could be any of these
        ("expected_downtime_hours=72", {"deep_tone_peel", "deep_tone_needling", "deep_tone_any_procedure"}),  # both classes
        ("expected_downtime_hours=72.001", {"deep_tone_peel", "deep_tone_needling", "deep_tone_any_procedure"}),  # high
        ("procedure=microneedling&needle_depth_mm=0.5", set()),  # minimal needling
        ("procedure=microneedling&needle_depth_mm=1", {"deep_tone_needling"}),  # moderate needling
        ("procedure=microneedling&needle_depth_mm=2.001", {"deep_tone_needling"}),  # high needling
        ("procedure=microneedling&needle_depth_mm=0.5&expected_downtime_hours=24", {"deep_tone_needling"}),  # one of two doses is moderate
        ("procedure=microneedling&needle_depth_mm=0.75", set()),  # no dose at all
        ("procedure=chemical-peel&peel_level=2&peel_neutralised=true", set()),  # minimal peel
        ("procedure=chemical-peel&peel_level=3&peel_neutralised=true", {"deep_tone_peel"}),  # moderate peel
        ("procedure=chemical-peel&peel_level=3&peel_neutralised=false", set()),  # stopped, so no dose
        ("procedure=pulsed-dye-laser", {"deep_tone_laser"}),  # every laser, a minimal one too
        ("procedure=alexandrite-laser", {"deep_tone_laser"}),
        ("procedure=co2-laser-resurfacing", {"deep_tone_laser"}),
        ("procedure=erbium-glass-laser", {"deep_tone_laser"}),
        ("procedure=nd-yag-laser", {"deep_tone_laser"}),
        ("procedure=dermabrasion", {"deep_tone_any_procedure"}),  # high, no laser
        ("procedure=dermabrasion&expected_downtime_hours=72.001", {"deep_tone_any_procedure"}),
        ("procedure=other", set()),  # no dose
        ("procedure=other&expected_downtime_hours=23.999", set()),  # minimal
        ("procedure=other&expected_downtime_hours=24", {"deep_tone_any_procedure"}),  # moderate
        ("procedure=oxygen-facial", set()),  # stopped
    ],
)
def test_skin_tone_travels_with_moderate_and_high_doses_and_every_laser(shown, query, expected):
    assert SKIN_TONE & set(travelling(shown, query)) == expected


def test_no_moderate_or_high_dose_goes_without_a_word_on_skin_tone(answered):
    for query, one in answered.items():
        if {dose["downtime_class"] for dose in one["doses"]} & {"moderate", "high"}:
            assert SKIN_TONE & {row["code"] for row in one["safeguards"]}, query


@pytest.mark.parametrize(
    ("code", "house"),
    [
        ("line_topical_only", True),  # the maker's ban on injecting names Serum only
        ("pregnancy", True),  # printed for products of human origin
        ("deep_tone_peel", True),  # its scope in dosing is ours
        ("deep_tone_needling", True),
        ("deep_tone_any_procedure", True),
        ("topical_only", False),  # as printed
        ("serum_oxygen_facial", False),
        ("mac_active_acne", False),
    ],
)
def test_what_this_house_widened_says_so(shown, code, house):
    assert travelling(shown, "expected_downtime_hours=48")[code]["house"] is house


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("procedure=oxygen-facial", "serum_oxygen_facial"),  # the device
        ("procedure=chemical-peel&peel_neutralised=false", "serum_unneutralised_peel"),  # the peel
    ],
)
def test_a_stop_names_the_safeguard_that_says_what_to_do_instead(shown, query, code):
    (reason,) = answer(shown, asked(query))["reasons"]
    assert [row["code"] for row in travelling(shown, query).values() if row["stop"] == reason["code"]] == [code]


# Sentences


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ("expected_downtime_hours=72", "downtime_on_a_bound", "72\u00a0hours is the end of one class and the start of the next"),
        ("procedure=dermabrasion", "confirm_downtime", "Confirm that you expect a downtime of 72 hours or more"),
        ("procedure=pulsed-dye-laser", "confirm_downtime", "a downtime of under 24 hours"),
        ("procedure=microneedling&needle_depth_mm=0.75", "needle_depth_in_no_class", "A needle depth of 0.75\u00a0mm is in no class"),
        ("procedure=chemical-peel&peel_level=5&peel_neutralised=true", "peel_level_in_no_class", "Peel level 5 is in no class"),
        ("procedure=other", "procedure_not_listed", "Give the expected downtime"),
        (
            "procedure=microneedling&needle_depth_mm=0.5&expected_downtime_hours=24",
            "downtime_governs",
            "the class of the downtime governs",
        ),
    ],
)
def test_a_reason_in_words(shown, query, code, words):
    texts = {reason["code"]: reason["text"] for reason in answer(shown, asked(query))["reasons"]}
    assert words in texts[code]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("procedure=microneedling&needle_depth_mm=0.5&expected_downtime_hours=24", True),  # a conflict that the downtime settles
        ("expected_downtime_hours=72", False),  # a conflict that nothing settles
        ("expected_downtime_hours=24", False),  # no conflict
    ],
)
def test_that_the_downtime_governs_is_said_only_where_it_settles_a_conflict(shown, query, said):
    assert ("downtime_governs" in {reason["code"] for reason in answer(shown, asked(query))["reasons"]}) is said


# A version out of date, stopped or replaced

ONE_DAY = datetime.timedelta(days=1)
A_MATCH, A_CONFLICT, A_GAP = "expected_downtime_hours=12", "expected_downtime_hours=72", "procedure=other"


@pytest.mark.parametrize(
    ("next_review_on", "outcome"),
    [
        (DAY - ONE_DAY, "no_rule"),  # overdue since today
        (DAY, "match"),  # its last day
        (DAY + ONE_DAY, "match"),  # tomorrow
    ],
)
def test_a_dose_is_shown_until_the_day_of_the_review(version, next_review_on, outcome):
    type(version).objects.update(next_review_on=next_review_on)
    assert answer(current(factories.PRACTITIONER), asked(A_MATCH))["outcome"] == outcome


def withheld(shown, because):
    return replace(shown, withheld_because=because)


@pytest.mark.parametrize("because", ["review_overdue", "protocol_withdrawn", "no_active_version"])
@pytest.mark.parametrize("query", [A_MATCH, A_CONFLICT, A_GAP])
def test_a_version_not_in_force_gives_its_reason_and_no_dose(shown, because, query):
    found = answer(withheld(shown, because), asked(query))
    assert (found["outcome"], found["doses"]) == ("no_rule", [])
    assert [reason["code"] for reason in found["reasons"]] == [because]
    assert found["safeguards"]


@pytest.mark.parametrize("because", ["review_overdue", "protocol_withdrawn", "no_active_version"])
@pytest.mark.parametrize(
    ("query", "code"),
    [("procedure=oxygen-facial", "oxygen_facial"), ("procedure=chemical-peel&peel_neutralised=false", "peel_not_neutralised")],
)
def test_a_stop_comes_before_the_state_of_the_version(shown, because, query, code):
    found = answer(withheld(shown, because), asked(query))
    assert found["outcome"] == "contraindicated"
    assert [reason["code"] for reason in found["reasons"]] == [code]


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"status": "withdrawn", "end_reason": "A printing error."}, "protocol_withdrawn"),  # stopped
        ({"status": "retired"}, "no_active_version"),  # replaced, and its successor is not there
        ({"status": "withdrawn", "end_reason": "Why.", "next_review_on": DAY - ONE_DAY}, "protocol_withdrawn"),  # the graver of two
        ({}, ""),  # in force
    ],
)
def test_why_a_version_shows_no_figure(version, changes, because):
    type(version).objects.update(**changes)
    assert current(factories.PRACTITIONER).withheld_because == because


@pytest.mark.parametrize("viewer", [factories.CONSUMER, factories.SALON])
def test_who_may_not_read_protocols_has_no_current_version(viewer):
    assert current(viewer) is None


def test_a_draft_is_never_the_current_version(version):
    with guards_down():
        type(version).objects.update(status="draft")
    assert current(factories.STAFF) is None
