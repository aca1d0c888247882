"""Every mistake in a content file is said in one sentence with file, line and field, and nothing is loaded."""

import re

import pytest

from tests.content_folders import (
    CLASSES,
    CONCERNS,
    COURSE,
    INGREDIENTS,
    PRECAUTIONS,
    PROCEDURES,
    PRODUCT,
    SAFEGUARDS,
    SERUM,
    SOURCES,
    ContentFolders,
    refusal,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folders(tmp_path):
    return ContentFolders(tmp_path)


# Mistakes in a file. Each row is one: (file, what stands there, what is written instead, field, words of the sentence).

CLAIM = "evidence: manufacturer_claim_with_unlisted_refs"
FIGURE = 'percent: "80"'
MISTAKES = {
    "an unknown field": (PRODUCT, "kind: cream", "knid: cream", "knid", "this field is not known here"),
    "a missing field": (PRODUCT, "kind: cream\n", "", "kind", "a value is missing"),
    "a blank where a value is needed": (PRODUCT, "kind: cream", "kind:", "kind", "a value is missing"),
    "a list for a text": (PRODUCT, "kind: cream", "kind: [cream]", "kind", "must be text; put it in quotes"),
    "a number for a text": (PRODUCT, "name: Multi-Action Cream", "name: 7", "name", "must be text; put it in quotes"),
    "a text for a list": (PRODUCT, "concerns: [ageing]", "concerns: ageing", "concerns", "must be a list of texts"),
    "a text for a whole number": (PRODUCT, "step: 3", 'step: "3"', "step", "must be a whole number"),
    "a fraction for a whole number": (PRODUCT, "step: 3", "step: 3.5", "step", "must be a whole number"),
    "a truth for a whole number": (PRODUCT, "step: 3", "step: true", "step", "must be a whole number"),
    "a step that is no place": (PRODUCT, "step: 3", "step: 10", "step", "less than or equal to 9"),
    "yes for true": (PRODUCT, "morning: true", "morning: yes", "morning", "must be true or false"),
    "a kind there is not": (PRODUCT, "kind: cream", "kind: lotion", "kind", "'lotion' is not a valid choice"),
    "a concern there is not": (PRODUCT, "concerns: [ageing]", "concerns: [aging]", "concerns", "there is no concern 'aging'"),
    "an audience there is not": (PRODUCT, "[consumer, practitioner]", "[consumer, doctor]", "audiences", "'doctor'"),
    "a moment there is not": (
        PRODUCT,
        "after_procedure: when_skin_has_normalised",
        "after_procedure: later",
        "after_procedure",
        "'later' is not a valid choice",
    ),
    "a summary that is too long": (
        PRODUCT,
        "kind: cream\nsummary: ",
        "kind: cream\nsummary: " + "x" * 161,
        "summary",
        "at most 160 characters",
    ),
    "a day that is none": (SERUM, 'checked_on: "2026-11-22"', 'checked_on: "22.11.2026"', "checked_on", "is not a day such as"),
    "a slug with a space": (PRODUCT, "slug: multi-action-cream", "slug: multi action", "slug", "valid “slug”"),
    "an ingredient there is not": (PRODUCT, "ingredient: clcm", "ingredient: clmc", "ingredient", "there is no ingredient 'clmc'"),
    "a list for an ingredient": (PRODUCT, "ingredient: clcm", "ingredient: [clcm]", "ingredient", "must be text"),
    "a section there is not": (
        SERUM,
        '"Professional Serum > What is CALECIM Serum?"',
        '"What?"',
        "cite",
        "no document 's1' with a section 'What?'",
    ),
    "a document there is not": (SERUM, "cite: [[s1,", "cite: [[s9,", "cite", "no document 's9'"),
    "a citation that is no pair": (SERUM, "cite: [[s1,", "cite: [[s1, s1,", "cite", "each citation is [document, section]"),
    "a citation of lists": (SERUM, "cite: [[s1,", "cite: [[[s1],", "cite", "each citation is [document, section]"),
    "a citation that is a text": (
        PRODUCT,
        'cite: [[s1, "Multi-Action Cream > What is it?"]]',
        "cite: s1",
        "cite",
        "each citation is [document, section]",
    ),
    "a citation that is a number": (
        PRODUCT,
        'cite: [[s1, "Multi-Action Cream > What is it?"]]',
        "cite: 5",
        "cite",
        "each citation is [document, section]",
    ),
    "a share that is a word": (SERUM, FIGURE, 'percent: "abc"', "percent", "'abc' is not a plain figure"),
    "a share over 100": (SERUM, FIGURE, 'percent: "101"', "percent", "less than or equal to 100"),
    "a share below 0": (SERUM, FIGURE, 'percent: "-1"', "percent", "'-1' is not a plain figure"),
    "a share with an exponent": (SERUM, FIGURE, 'percent: "1e1"', "percent", "is not a plain figure"),
    "an unquoted exponent": (SERUM, FIGURE, "percent: 1e1", "percent", "is not a plain figure"),
    "a share that is not a number": (SERUM, FIGURE, 'percent: "nan"', "percent", "is not a plain figure"),
    "a share without end": (SERUM, FIGURE, 'percent: "Infinity"', "percent", "is not a plain figure"),
    "a share with a comma": (SERUM, FIGURE, 'percent: "80,5"', "percent", "is not a plain figure"),
    "a share in other digits": (SERUM, FIGURE, 'percent: "８０"', "percent", "is not a plain figure"),
    "a share with an underline": (SERUM, FIGURE, 'percent: "8_0"', "percent", "is not a plain figure"),
    "a share with a space": (SERUM, FIGURE, 'percent: " 80"', "percent", "is not a plain figure"),
    "a share with a sign": (SERUM, FIGURE, 'percent: "80 %"', "percent", "is not a plain figure"),
    "a share without its zero": (SERUM, FIGURE, 'percent: ".5"', "percent", "is not a plain figure"),
    "a share without quotes": (SERUM, FIGURE, "percent: 80", "percent", "in quotes"),
    "a fraction without quotes": (SERUM, FIGURE, "percent: 79.5", "percent", "in quotes"),
    "a share with four decimals": (SERUM, FIGURE, 'percent: "79.0001"', "percent", "no more than 3 decimal places"),
    "a truth for a share": (SERUM, FIGURE, "percent: true", "percent", "in quotes"),
    "an exact share without a figure": (SERUM, FIGURE, "percent: null", None, "“Exact” and “about” need a share"),
    "a rest with a figure": (SERUM, "qualifier: about", "qualifier: remainder", None, "“the rest” and “not stated” have none"),
    "a qualifier there is not": (SERUM, "qualifier: about", "qualifier: nearly", "qualifier", "'nearly' is not a valid choice"),
    "a formula over 100": (
        SERUM,
        'percent: "20"\n    qualifier: about\n    as_stated: nearly 20 %',
        'percent: "20.001"\n    qualifier: about\n    as_stated: nearly 20.001 %',
        "formula",
        "add up to more than 100 %",
    ),
    "an ingredient twice": (SERUM, "ingredient: hyaluronic-acid", "ingredient: clcm", None, "stands twice"),
    "a line without a name": (SERUM, "ingredient: hexanediol", "ingredient: null", None, "the line needs an ingredient or a name"),
    "evidence there is not": (SERUM, CLAIM, "evidence: clinical_trial", "evidence", "'clinical_trial' is not a valid choice"),
    "a claim code twice": (SERUM, "code: shorter-downtime", "code: better-result", None, "stands twice"),
    "a fact code twice": (SERUM, "code: base-layer", "code: leave-on-serum", None, "stands twice"),
    "a topic there is not": (SERUM, "topic: what_it_is", "topic: what", "topic", "'what' is not a valid choice"),
    "readers there are not": (SERUM, "access: everyone", "access: all", "access", "must be one of everyone, professionals, practitioners"),
    "no readers": (SERUM, "access: everyone", "access: null", "access", "must be one of"),
    "steps in a place there is not": (SERUM, "  home:\n", "  house:\n", "house", "this field is not known here"),
    "a public step in the clinic": (
        SERUM,
        'has ended.", access: practitioners',
        'has ended.", access: everyone',
        None,
        "In-clinic steps are for verified practitioners",
    ),
    "a role there is not": (INGREDIENTS, "role: ingredient", "role: main", "role", "'main' is not a valid choice"),
    "a whole there is not": (INGREDIENTS, "part_of: null", "part_of: everything", "part_of", "there is no ingredient 'everything'"),
    "a product there is not": (INGREDIENTS, "also_in: []", "also_in: [night-cream]", "also_in", "there is no product 'night-cream'"),
    "a function without evidence": (INGREDIENTS, "evidence: manufacturer_claim", "evidence: null", "evidence", "a value is missing"),
    "a heading twice": (SOURCES, "heading: Opening paragraphs", "heading: 'Q: women and men'", None, "stands twice"),
    "a concern twice": (CONCERNS, "slug: pigmentation", "slug: ageing", None, "stands twice"),
    "a severity there is not": (PRECAUTIONS, "severity: never", "severity: danger", "severity", "'danger' is not a valid choice"),
    "a precaution twice": (PRECAUTIONS, "code: topical_only", "code: serum_oxygen_facial", None, "stands twice"),
    "a precaution for a product there is not": (
        PRECAUTIONS,
        "products: [calecim-serum]",
        "products: [serum]",
        "products",
        "there is no product 'serum'",
    ),
    "a bound that is a word": (CLASSES, 'upper_hours: "24"', 'upper_hours: "a day"', "upper_hours", "is not a plain figure"),
    "a setting there is not": (PROCEDURES, "setting: needle_depth_mm", "setting: depth", "setting", "'depth' is not a valid choice"),
    "a class there is not": (
        PROCEDURES,
        "downtime_class: minimal",
        "downtime_class: low",
        "downtime_class",
        "there is no downtime class 'low'",
    ),
    "a safeguard for nothing": (
        SAFEGUARDS,
        "precaution: topical_only",
        "precaution: topical",
        "precaution",
        "there is no precaution 'topical'",
    ),
    "a number of weeks in words": (COURSE, "weeks_minimum: ", "weeks_minimum: six #", "weeks_minimum", "must be a whole number"),
    "days that are words": (COURSE, "days: [", "days: [monday, ", "days", "must be a list of whole numbers"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_file_line_and_field(folders, mistake):
    name, old, new, field, words = MISTAKES[mistake]
    folders.only(name).replace(name, old, new)
    said = refusal(folders)
    assert words in said
    place = rf"Nothing was loaded\. {re.escape(name)}, line \d+{f', {field}' if field else ''}: "
    assert re.match(place, said), said


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SERUM, FIGURE, 'percent: "abc"'),  # a value is on the line of its field
        (PRODUCT, "kind: cream", "knid: cream"),
        (PRECAUTIONS, "severity: delay", "severity: later"),
        (CLASSES, 'upper_hours: "24"', 'upper_hours: "x"'),
    ],
)
def test_the_line_is_the_one_where_the_mistake_stands(folders, name, old, new):
    line = folders.only(name).replace(name, old, new)
    assert f"{name}, line {line}, " in refusal(folders)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "must hold one entry with its fields"),
        (b"- slug: x\n", "must hold one entry with its fields"),
        (b"slug: multi-action-cream\n  name: Cream\n", "line 2"),
        (b"slug: multi-action-cream\n\tname: Cream\n", "line 2"),
        (b"slug: a\nslug: b\n", "line 2, slug: this field stands twice"),
        (b"slug: caf\xe9\n", "cannot be read"),
        (b"slug: a\x00\n", "a character that YAML does not allow"),
        (b"slug: [", "line 1"),
        (b"[" * 5_000, "nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(folders, content, words):
    folders.only(PRODUCT).file(PRODUCT).write_bytes(content)
    said = refusal(folders)
    assert said.startswith(f"Nothing was loaded. {PRODUCT}")
    assert words in said


def test_a_bomb_of_aliases_is_refused_in_a_short_sentence(folders):
    levels = ["  - &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"  - &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    folders.only(PRODUCT).replace(PRODUCT, "aliases: []", "aliases:\n" + "\n".join(levels))
    assert f"{PRODUCT}, line" in refusal(folders)


def test_a_missing_file_is_named(folders):
    folders.only().file(PRECAUTIONS).unlink()
    assert refusal(folders) == f"Nothing was loaded. {PRECAUTIONS}: cannot be read (FileNotFoundError)"
