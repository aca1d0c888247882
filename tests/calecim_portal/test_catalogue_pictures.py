"""The pictures of the catalogue say what the words beside them say, and stay inside a phone's screen."""

from decimal import Decimal

import pytest

from calecim_portal.pictures import catalogue


@pytest.mark.parametrize(
    ("percent", "filled"),
    [
        ("80", 800),
        ("40", 400),
        ("0", 0),  # stated as nothing: a track without a fill
        ("100", 1000),
        ("0.05", 0),  # half a unit goes to the even one
        ("120", 1000),  # no bar leaves its track
    ],
)
def test_a_bar_is_as_long_as_its_share(percent, filled):
    bar = catalogue.concentration_bar(Decimal(percent))
    assert (bar.filled, bar.track) == (filled, 1000)


def layer(code, *, morning=True, evening=True, current=False):
    return {"code": code, "name": code.capitalize(), "morning": morning, "evening": evening, "current": current, "house": False}


LAYERS = [layer("cleanser"), layer("serum", current=True), layer("sunscreen", evening=False)]


@pytest.mark.parametrize(("used", "numbers"), [("morning", [1, 2, 3]), ("evening", [1, 2, None])])
def test_layers_are_numbered_from_the_top_and_a_gap_has_no_number(used, numbers):
    stack = catalogue.layering_stack(LAYERS, used=used, absent="not now", here="this product")
    assert [band.number for band in stack.bands] == numbers
    assert [band.remark for band in stack.bands] == ["", "this product", "" if used == "morning" else "not now"]


def phase(name="Later", state="use", word="Yes"):
    return {"name": name, "state": state, "word": word}


PHASES = [phase("Closed skin"), phase("Day 0", "not_yet", "Not yet"), phase("Day 1 to 2", "once_normal", "Once normal"), phase()]


def test_the_phases_stand_side_by_side_within_a_phone():
    strip = catalogue.phase_strip([{"name": "A", "phases": PHASES}])
    cells = strip.rows[0].cells
    assert [cell.state for cell in cells] == ["use", "not_yet", "once_normal", "use"]
    assert cells[0].x == 0
    assert cells[-1].x + cells[-1].width == strip.width <= 328  # a screen of 360 less its margins
    assert [[words for _baseline, words in header.lines] for header in strip.headers] == [
        ["Closed", "skin"],
        ["Day", "0"],
        ["Day", "1 to 2"],
        ["Later"],
    ]


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        ("Yes", ["Yes"]),
        ("Not yet", ["Not yet"]),  # as wide as a cell allows
        ("Once normal", ["Once", "normal"]),
    ],
)
def test_a_word_stays_inside_its_cell(word, lines):
    (cell,) = catalogue.phase_strip([{"name": "A", "phases": [phase(word=word)]}]).rows[0].cells
    assert [words for _baseline, words in cell.words.lines] == lines
    assert all(cell.y + 16 <= baseline <= cell.y + cell.height - 4 for baseline, _words in cell.words.lines)


@pytest.mark.parametrize(("count", "names"), [(1, [""]), (2, ["P0", "P1"])])
def test_products_are_named_where_there_are_several(count, names):
    rows = [{"name": f"P{number}", "phases": PHASES} for number in range(count)]
    strip = catalogue.phase_strip(rows)
    assert [row.name for row in strip.rows] == names
    assert all(cell.y + cell.height <= strip.height for row in strip.rows for cell in row.cells)


def test_no_product_is_no_picture():
    assert catalogue.phase_strip([]).rows == ()


GROUPS = ("laboratory", "statement", "opinion", "specification")


@pytest.mark.parametrize("marked", [(), ("laboratory",), ("statement", "opinion"), GROUPS])
def test_all_groups_of_evidence_stand_there_and_those_of_the_claims_are_marked(marked):
    groups = [{"group": group, "label": group, "remark": "this claim" if group in marked else ""} for group in GROUPS]
    ladder = catalogue.evidence_ladder(groups)
    assert tuple(rung.group for rung in ladder.rungs) == GROUPS
    assert tuple(rung.group for rung in ladder.rungs if rung.marked) == tuple(marked)
    assert ladder.rungs[-1].top + ladder.rungs[-1].height <= ladder.height
    assert all(rung.remark_baseline < rung.top + rung.height for rung in ladder.rungs if rung.marked)
