"""What a reviewer is shown: one change at a time in the real version 1, and exactly what it changes."""

from copy import deepcopy

import pytest

from protocols import golden
from protocols.dosing import Question
from protocols.readiness import Problem
from protocols.review import answers_changed, blockers, figures_changed, words_changed, words_left

pytestmark = pytest.mark.django_db  # the content is the one that ships

SPACE = "\u00a0"


@pytest.fixture
def before(shown):
    return shown.content


@pytest.fixture
def after(shown):
    return deepcopy(shown.content)


def row(rows, name, field="downtime_class"):
    return next(one for one in rows if one[field] == name)


def dose(content, code):
    return row(content["doses"], code)


def example(content, slug, code):
    return row(row(content["procedures"], slug, "slug")["examples"], code)


def hours(content, code):
    return row(content["downtime_classes"], code, "code")


def safeguard(content, code):
    return row(content["safeguards"], code, "code")


def step(content, setting, code):
    return row(content["technique"][setting], code, "code")


def unknown(content, code):
    return row(content["unknowns"], code, "code")


FIGURES = [
    (lambda c: dose(c, "moderate").update(in_clinic_ml="2.5"), "doses.moderate.in_clinic_ml", f"5{SPACE}ml", f"2.5{SPACE}ml"),
    (lambda c: dose(c, "high").update(take_home_ml="7.5"), "doses.high.take_home_ml", f"10{SPACE}ml", f"7.5{SPACE}ml"),
    (lambda c: dose(c, "high")["applications"][2].update(volume_ml="2"), "applications.high.3.volume_ml", f"1.25{SPACE}ml", f"2{SPACE}ml"),
    (lambda c: dose(c, "minimal")["applications"][1].update(day=2), "applications.minimal.2.day", "day 1", "day 2"),
    (
        lambda c: dose(c, "minimal")["applications"][0].update(part_of_day="morning"),
        "applications.minimal.1.part_of_day",
        "evening",
        "morning",
    ),
    (
        lambda c: dose(c, "moderate")["applications"][3].update(inferred=False),
        "applications.moderate.4.inferred",
        "inferred",
        "printed by the maker",
    ),
    (
        lambda c: dose(c, "moderate")["applications"].pop(),
        "applications.moderate.4",
        f"1.25{SPACE}ml, morning of day 2, inferred",
        "none",
    ),
    (
        lambda c: dose(c, "minimal")["applications"].append(
            {"sequence": 3, "day": 1, "part_of_day": "evening", "volume_ml": "1.25", "inferred": False}
        ),
        "applications.minimal.3",
        "none",
        f"1.25{SPACE}ml, evening of day 1, printed by the maker",
    ),
    (
        lambda c: hours(c, "moderate").update(lower_hours="20"),
        "downtime_classes.moderate.lower_hours",
        f"24{SPACE}hours",
        f"20{SPACE}hours",
    ),
    (lambda c: hours(c, "minimal").update(upper_hours="30"), "downtime_classes.minimal.upper_hours", f"24{SPACE}hours", f"30{SPACE}hours"),
    (lambda c: hours(c, "minimal").update(upper_inclusive=True), "downtime_classes.minimal.upper_inclusive", "not included", "included"),
    (lambda c: hours(c, "high").update(lower_inclusive=False), "downtime_classes.high.lower_inclusive", "included", "not included"),
    (
        lambda c: example(c, "microneedling", "moderate").update(maximum="1.8"),
        "procedures.microneedling.moderate.maximum",
        f"2{SPACE}mm",
        f"1.8{SPACE}mm",
    ),
    (
        lambda c: example(c, "microneedling", "high").update(minimum_inclusive=True),
        "procedures.microneedling.high.minimum_inclusive",
        "not included",
        "included",
    ),
    (
        lambda c: example(c, "chemical-peel", "minimal").update(whole_numbers=False),
        "procedures.chemical-peel.minimal.whole_numbers",
        "whole numbers only",
        "any figure",
    ),
    (
        lambda c: row(c["procedures"], "microneedling", "slug")["examples"].pop(),
        "procedures.microneedling.high",
        f"2{SPACE}mm (not included) and up",
        "none",
    ),
    (
        lambda c: row(c["procedures"], "other", "slug").update(setting="peel_level"),
        "procedures.other.setting",
        "matched by its name alone",
        "matched by peel level",
    ),
    (lambda c: c["procedures"].remove(row(c["procedures"], "other", "slug")), "procedures.other", "matched by its name alone", "none"),
]
KEYS = [case[1] for case in FIGURES]


@pytest.mark.parametrize(("change", "key", "was", "now"), FIGURES, ids=KEYS)
def test_one_change_of_a_figure_is_one_key(before, after, change, key, was, now):
    change(after)
    assert [(one.key, one.before, one.after) for one in figures_changed(before, after)] == [(key, was, now)]


@pytest.mark.parametrize(("change", "key"), [case[:2] for case in FIGURES[:6]], ids=KEYS[:6])
def test_a_change_of_a_figure_is_no_change_of_words(before, after, change, key):
    change(after)
    assert words_changed(before, after) == ()


def test_an_example_that_moves_to_another_class_is_gone_here_and_new_there(before, after):
    example(after, "dermabrasion", "high").update(downtime_class="moderate")
    assert [(one.key, one.before, one.after) for one in figures_changed(before, after)] == [
        ("procedures.dermabrasion.moderate", "none", "by its name alone"),
        ("procedures.dermabrasion.high", "by its name alone", "none"),
    ]


def test_the_same_figure_written_with_zeros_is_no_change(before, after):
    dose(after, "moderate").update(in_clinic_ml="5.000")
    assert figures_changed(before, after) == ()


def test_nothing_changed_is_nothing_to_tick(before, after):
    after["version"] = 2
    assert (figures_changed(before, after), words_changed(before, after), answers_changed(before, after)) == ((), (), ())


def test_of_a_first_version_every_figure_is_new(after):
    found = figures_changed(None, after)
    assert {one.before for one in found} == {"none"}
    assert len({one.key for one in found}) == len(found) == 6 + 14 + 3 + 10 + 11
    assert {"doses.high.take_home_ml", "applications.high.8", "downtime_classes.minimal", "procedures.microneedling.moderate"} <= {
        one.key for one in found
    }


@pytest.mark.parametrize(
    ("change", "key", "was", "now"),
    [
        (lambda c: step(c, "clinic", "press").update(text="Press."), "technique.clinic.press", None, "Press."),
        (lambda c: unknown(c, "peel-scale").update(text="Which scale."), "unknowns.peel-scale", None, "Which scale."),
        (lambda c: safeguard(c, "topical_only").update(severity="caution"), "safeguards.topical_only.severity", "never", "caution"),
        (
            lambda c: safeguard(c, "serum_unneutralised_peel").update(stop=None),
            "safeguards.serum_unneutralised_peel.stop",
            "peel_not_neutralised",
            "",
        ),
        (lambda c: safeguard(c, "topical_only").update(house=True), "safeguards.topical_only.house", "", "yes"),
        (
            lambda c: safeguard(c, "topical_only").update(downtime_classes=["high"]),
            "safeguards.topical_only.downtime_classes",
            "",
            "high",
        ),
        (lambda c: safeguard(c, "topical_only").update(citations=[]), "safeguards.topical_only.citations", None, ""),
        (lambda c: c["protocol"].update(summary="How much."), "protocol.summary", None, "How much."),
        (lambda c: c["protocol"].update(product="other-serum"), "protocol.product", "calecim-serum", "other-serum"),
        (lambda c: dose(c, "minimal").update(note="Send the rest home."), "doses.minimal.note", None, "Send the rest home."),
        (lambda c: dose(c, "minimal").update(citations=[]), "doses.minimal.citations", None, ""),
        (lambda c: hours(c, "high").update(label="Deep"), "downtime_classes.high.label", None, "Deep"),
        (lambda c: row(c["procedures"], "other", "slug").update(cautions="Ask."), "procedures.other.cautions", None, "Ask."),
        (
            lambda c: example(c, "nd-yag-laser", "high").update(as_printed="Nd:YAG"),
            "procedures.nd-yag-laser.high.as_printed",
            "ND YAG Laser",
            "Nd:YAG",
        ),
        (lambda c: c.update(audience="everyone"), "audience", "practitioners", "everyone"),
        (lambda c: c["technique"]["home"].reverse(), "technique.home.order", None, None),
    ],
)
def test_one_change_of_words_is_one_key_and_no_figure(before, after, change, key, was, now):
    change(after)
    assert figures_changed(before, after) == ()
    (found,) = words_changed(before, after)
    assert found.key == key
    assert was is None or found.before == was
    assert now is None or found.after == now
    assert found.before != found.after


def test_the_words_that_differ_are_marked_on_both_sides(before, after):
    step(after, "clinic", "press")["text"] = step(before, "clinic", "press")["text"].replace("lightly", "firmly")
    (found,) = words_changed(before, after)
    assert [piece.text for piece in found.before_pieces if piece.changed] == ["lightly"]
    assert [piece.text for piece in found.after_pieces if piece.changed] == ["firmly"]
    assert "".join(piece.text for piece in found.after_pieces) == found.after


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda c: dose(c, "moderate").update(in_clinic_ml="2.5"), ["Technique in the clinic, step 5"]),  # 5 ml at moderate and high
        (lambda c: dose(c, "high").update(take_home_ml="7.5"), []),  # 10 ml stands in no text
        (lambda c: dose(c, "moderate").update(note="Nothing."), []),  # no figure changes
        (lambda c: dose(c, "minimal").update(in_clinic_ml="7.5"), ["Technique in the clinic, step 5"]),  # 2.5 ml, and not the 5 in it
    ],
)
def test_words_that_stay_and_name_a_figure_that_changes_are_listed(before, after, change, named):
    change(after)
    assert [label for label, _text in words_left(before, after)] == named


def test_words_that_changed_with_the_figure_are_not_listed_again(before, after):
    dose(after, "moderate").update(in_clinic_ml="2.5")
    step(after, "clinic", "volume")["text"] = "Keep to 2.5 ml at minimal and moderate, 5 ml at high."
    assert words_left(before, after) == ()
    assert words_left(None, after) == ()


LISTS_OF_ROWS = {"examples", "citations", "applications"}  # the other empty lists hold codes


def leaves(value, path=()):
    """Every single thing that a content says, and the way to it."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from leaves(one, (*path, name))
    elif isinstance(value, list) and all(isinstance(one, dict) for one in value) and (value or path[-1] in LISTS_OF_ROWS):
        for place, one in enumerate(value):
            yield from leaves(one, (*path, place))
    else:
        yield path


def altered(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 7
    if isinstance(value, list):
        return [*value, "more"]
    return "97" if value is None or value.replace(".", "").isdigit() else f"{value} more"


# What cannot change alone: it names its row, or says how a row without bounds is included.
NAMES = {"sequence", "setting", "part_of_day", "source"}
UNBOUNDED = {"minimum", "minimum_inclusive", "maximum", "maximum_inclusive", "upper_inclusive", "whole_numbers"}


def test_nothing_that_a_content_says_changes_unseen(before):
    unseen = []
    for path in leaves(before):
        if path[-1] in NAMES | UNBOUNDED or path == ("version",):
            continue
        after = deepcopy(before)
        holder = after
        for name in path[:-1]:
            holder = holder[name]
        holder[path[-1]] = altered(holder[path[-1]])
        if not figures_changed(before, after) and not words_changed(before, after):
            unseen.append(path)
    assert unseen == []


# Answers


@pytest.mark.parametrize(
    ("change", "question", "was", "now"),
    [
        (lambda c: dose(c, "moderate").update(in_clinic_ml="2.5"), "Microneedling, 1.5 mm", "10 ml", "7.5 ml"),
        (lambda c: dose(c, "minimal").update(in_clinic_ml="7.5"), "Pulsed dye laser", "5 ml", "10 ml"),
        (
            lambda c: dose(c, "moderate").update(in_clinic_ml="2.5", take_home_ml="7.5"),
            "Expected downtime 24 hours",
            "5 ml in the clinic, 5 ml at home in 4 applications",
            "2.5 ml in the clinic, 7.5 ml at home in 4 applications",
        ),
        (
            lambda c: dose(c, "minimal")["applications"][1].update(day=2),
            "Expected downtime 0 hours",
            "1.25 ml evening of day 0, 1.25 ml morning of day 1",
            "1.25 ml evening of day 0, 1.25 ml morning of day 2",
        ),
        (lambda c: example(c, "microneedling", "moderate").update(maximum="1.8"), "Microneedling, 2 mm", "10 ml", "no rule"),
        (lambda c: example(c, "microneedling", "moderate").update(maximum="1.8"), "Microneedling, 1.9 mm", "10 ml", "no rule"),
        (lambda c: example(c, "chemical-peel", "moderate").update(maximum="5"), "Chemical peel, level 5", "no rule", "10 ml"),
        (
            lambda c: hours(c, "high").update(lower_inclusive=False),
            "Expected downtime 72 hours",
            "more than one class: moderate 10 ml or high 15 ml",
            "10 ml",
        ),
        (lambda c: c["procedures"].remove(row(c["procedures"], "other", "slug")), "Another procedure", "no rule", "not listed"),
        (lambda c: c["doses"].remove(dose(c, "high")), "Dermabrasion", "15 ml", "no dose stated"),
    ],
)
def test_a_change_shows_in_the_answer_to(before, after, change, question, was, now):
    change(after)
    found = {one.question.replace(SPACE, " "): one for one in answers_changed(before, after)}
    assert (found[question].before.replace(SPACE, " "), found[question].after.replace(SPACE, " ")) == (was, now)


def test_only_the_answers_of_the_class_that_changes_are_named(before, after):
    dose(after, "minimal").update(in_clinic_ml="7.5")
    found = {one.question.replace(SPACE, " ") for one in answers_changed(before, after)}
    assert {"Expected downtime 23.9 hours", "Microneedling, 0.5 mm", "Chemical peel, level 2", "Alexandrite laser"} <= found
    assert not {"Expected downtime 24 hours", "Microneedling, 1 mm", "Chemical peel, level 3", "High-powered oxygen facial"} & found


def test_a_bound_that_moves_is_asked_beside_where_it_was_and_where_it_is(before, after):
    hours(after, "minimal").update(upper_hours="30")
    hours(after, "moderate").update(lower_hours="30")
    found = {one.question.replace(SPACE, " ") for one in answers_changed(before, after)}
    assert {"Expected downtime 24 hours", "Expected downtime 24.1 hours", "Expected downtime 29.9 hours"} <= found
    assert "Expected downtime 30 hours" not in found


@pytest.mark.parametrize("slug", ["oxygen-facial", "chemical-peel"])
def test_what_is_stopped_is_among_the_questions(slug):
    stopped = Question(slug, peel_level=golden.Decimal(1), peel_neutralised=False) if slug == "chemical-peel" else Question(slug)
    assert stopped in golden.questions()


def test_of_a_first_version_every_answer_is_new(after):
    assert len(answers_changed(None, after)) == len(golden.answers(after)) > 35


# What stands in the way


def test_what_ships_has_nothing_in_its_way(before):
    assert blockers(before) == []


@pytest.mark.parametrize(
    ("change", "where", "about", "text"),
    [
        (lambda c: dose(c, "high").update(citations=[]), "high", "doses.high", "No source is cited for this dose."),
        (lambda c: hours(c, "high").update(citations=[]), "high", "downtime_classes.high", "No source is cited for this downtime class."),
        (
            lambda c: step(c, "home", "cleanse").update(citations=[]),
            "cleanse",
            "technique.home.cleanse",
            "No source is cited for this step of the technique.",
        ),
        (
            lambda c: unknown(c, "peel-scale").update(citations=[]),
            "peel-scale",
            "unknowns.peel-scale",
            "No source is cited for this statement of what is not known.",
        ),
        (
            lambda c: safeguard(c, "topical_only").update(citations=[]),
            "topical_only",
            "safeguards.topical_only",
            "No source is cited for this safeguard.",
        ),
        (
            lambda c: (
                hours(c, "minimal").update(upper_inclusive=True, note="No lower limit.")
                or hours(c, "moderate").update(note="72 hours also starts the high class.")
            ),
            "minimal",
            "downtime_classes.minimal",
            "It shares hours with moderate, from 24 on, and the note of neither class names 24 hours.",
        ),
        (
            lambda c: [hours(c, code).update(note="In 172 hours.") for code in ("moderate", "high")],
            "moderate",
            "downtime_classes.moderate",
            "It shares hours with high, from 72 on, and the note of neither class names 72 hours.",
        ),
        (
            lambda c: dose(c, "minimal").update(in_clinic_ml="2.6"),
            "minimal",
            "doses.minimal",
            "Clinic and home volumes add up to 5.1 ml, which is not whole 5 ml ampoules.",
        ),
        (lambda c: c["doses"].remove(dose(c, "high")), "high", "doses", "This downtime class has no dose."),
        (
            lambda c: hours(c, "minimal").update(upper_hours="20"),
            "minimal",
            "downtime_classes.minimal",
            "Hours between minimal and moderate belong to no class.",
        ),
        (
            lambda c: example(c, "microneedling", "high").update(minimum_inclusive=True),
            "microneedling",
            "procedures.microneedling",
            "Its settings for moderate and high overlap.",
        ),
    ],
)
def test_one_fault_is_one_blocker_with_its_row(after, change, where, about, text):
    change(after)
    found = blockers(after)
    assert [(one.where, one.about, one.text) for one in found] == [(where, about, text)]


@pytest.mark.parametrize("code", ["moderate", "high"])
def test_one_note_that_names_the_shared_hours_is_enough(after, code):
    hours(after, code).update(note="")
    assert blockers(after) == []


def test_a_missing_source_stops_publishing_and_no_save(after):
    dose(after, "high").update(citations=[])
    assert blockers(after) == [Problem("high", "No source is cited for this dose.", contradiction=False)]
