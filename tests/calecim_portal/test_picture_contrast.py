"""Contrast inside the data pictures, read from their templates, style sheets and the tokens: no checker of pages looks into an SVG.

What is drawn stands on paper, on surface or on a shape of its own picture. Text never lies on data 2, 4 or 5, in neither theme.
"""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from calecim_portal.pictures import catalogue, clinic

from .test_tokens import MARK, TEXT, THEMES, contrast

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES, STYLES = ROOT / "templates" / "components", ROOT / "static" / "css" / "components"
PICTURES = [
    "ampoule-count",
    "concentration-bar",
    "dose-timeline",
    "downtime-scale",
    "evidence-marks",
    "layering-stack",
    "phase-strip",
    "serum-swatch",
    "share-chart",
    "week-strip",
]
GROUNDS = ("paper", "surface")
NEVER_UNDER_TEXT = {"data-2", "data-4", "data-5"}
# Text that lies on a shape of its picture; all other text stands outside the shapes.
TEXT_ON = [
    *[("phase-strip", f"word--{state}", f"cell--{state}") for state in ("use", "depends", "not_yet", "once_normal", "ask")],
    ("evidence-marks", "label", "rung"),
    ("evidence-marks", "label--marked", "rung--marked"),
    ("evidence-marks", "remark", "rung--marked"),
]
# Marks that lie on another shape, and have to be seen on that.
MARK_ON = [
    ("week-strip", "dot", "fill", "mark"),
    ("serum-swatch", "lines", "stroke", "serum"),
    ("serum-swatch", "cloud", "stroke", "serum"),
    ("serum-swatch", "dots", "stroke", "serum"),
    ("evidence-marks", "icon", "fill", "rung"),
    ("evidence-marks", "icon--marked", "fill", "rung--marked"),
]
# The rest of a bar's track is told by its framed edge, its quarters are gaps, and the light on pink Serum is decoration.
CARRY_NOTHING = {"track", "quarter", "light"}
ON_A_SHAPE = {(picture, mark) for picture, mark, *_ in MARK_ON}

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
PAINT = re.compile(r"(fill|stroke):\s*(?:var\(--([a-z0-9-]+)\)|(none))")
ELEMENT = re.compile(r'<(rect|path|circle|text)\b[^>]*?class="([^"]*)"', re.DOTALL)
TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def paints(picture):
    """`{part: {fill or stroke: token, or None for none}}`, the part being what follows `__` in the class."""
    found = {}
    for selectors, declarations in RULE.findall((STYLES / f"{picture}.css").read_text(encoding="utf-8")):
        for selector in selectors.split(","):
            part = selector.strip().split("__")[-1]
            found.setdefault(part, {}).update({kind: token or None for kind, token, _none in PAINT.findall(declarations)})
    return found


def paint(picture, part):
    """What a part is painted with: a modifier takes over what its plain class sets."""
    found = paints(picture)
    return found.get(part.split("--")[0], {}) | found.get(part, {})


def parts(picture, *, of_text):
    """The parts that the template draws as text, or as shapes; with the modifiers that the style sheet knows."""
    drawn = set()
    for element, classes in ELEMENT.findall((TEMPLATES / f"{picture}.html").read_text(encoding="utf-8")):
        if (element == "text") is of_text:
            drawn |= {name.split("__")[-1].split("--")[0] for name in TEMPLATE_TAG.sub(" ", classes).split() if "__" in name}
    return sorted(part for part in paints(picture) if part.split("--")[0] in drawn)


TEXTS = [(picture, part) for picture in PICTURES for part in parts(picture, of_text=True)]
SHAPES = [(picture, part) for picture in PICTURES for part in parts(picture, of_text=False)]


def test_every_picture_that_uses_a_data_colour_is_looked_at():
    using = {sheet.stem for sheet in STYLES.glob("*.css") if re.search(r"(fill|stroke): var\(--(data|serum)", sheet.read_text())}
    assert using <= set(PICTURES)


def test_texts_and_shapes_are_found():
    """A change of the markup that hides them from this test is a fault of this test."""
    assert {picture for picture, _part in SHAPES} == set(PICTURES)
    assert {"label", "sequence", "day"} <= {part for picture, part in TEXTS if picture == "dose-timeline"}
    assert paint("phase-strip", "cell--use") == {"fill": "data-3", "stroke": "data-3"}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("picture", "text", "shape"), TEXT_ON)
def test_text_on_a_shape_can_be_read(theme, picture, text, shape):
    ground = paint(picture, shape)["fill"]
    assert ground not in NEVER_UNDER_TEXT
    for under in [ground] if ground else GROUNDS:
        assert contrast(THEMES[theme][paint(picture, text)["fill"]], THEMES[theme][under]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("picture", "text"), [pair for pair in TEXTS if pair not in {(one[0], one[1]) for one in TEXT_ON}])
def test_text_beside_the_shapes_can_be_read(theme, picture, text):
    for ground in GROUNDS:
        assert contrast(THEMES[theme][paint(picture, text)["fill"]], THEMES[theme][ground]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("picture", "shape"), [pair for pair in SHAPES if pair[1] not in CARRY_NOTHING and pair not in ON_A_SHAPE])
def test_a_shape_is_seen_by_its_fill_or_by_its_edge(theme, picture, shape):
    tokens = [token for token in paint(picture, shape).values() if token]
    for ground in GROUNDS:
        assert max(contrast(THEMES[theme][token], THEMES[theme][ground]) for token in tokens) >= MARK


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("picture", "mark", "kind", "shape"), MARK_ON)
def test_a_mark_on_a_shape_is_seen(theme, picture, mark, kind, shape):
    fill = paint(picture, shape)["fill"]
    for under in [fill] if fill else GROUNDS:
        assert contrast(THEMES[theme][paint(picture, mark)[kind]], THEMES[theme][under]) >= MARK


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("look", ["serum", "serum-yellow", "serum-orange", "swatch-light"])
def test_the_texture_of_each_look_of_the_serum_is_seen(theme, look):
    assert contrast(THEMES[theme]["swatch-ink"], THEMES[theme][look]) >= MARK


GAP = 2  # of surface between neighbours: the data colours stand at 2.2 to 2.6 against each other
HOME = [(Decimal("1.25"), number, False) for number in range(8)]
LAYER = {"code": "cleanser", "name": "Cleanser", "morning": True, "current": False, "house": False}
PHASE = {"name": "Later", "state": "use", "word": "Yes"}
RUNG = {"group": "opinion", "label": "Opinion", "remark": ""}


def across(shapes):
    return [(shape.x, shape.x + shape.width) for shape in shapes]


def down(shapes):
    return [(shape.top, shape.top + shape.height) for shape in shapes]


def timeline():
    picture = clinic.dose_timeline(in_clinic_ml=Decimal(5), applications=HOME)
    return across([picture.clinic, *picture.home])


def vessel():
    (one,) = clinic.ampoule_count(in_clinic_ml=Decimal("2.5"), take_home_ml=Decimal("2.5"))
    return [(share.y, share.y + share.height) for share in one.shares]


NEIGHBOURS = {
    "blocks of a timeline": timeline,
    "shares of an ampoule": vessel,
    "steps of the downtime": lambda: across(clinic.downtime_scale(codes=["a", "b", "c"])),
    "days of a week": lambda: [(x, x + clinic.week_strip()["side"]) for x in clinic.week_strip()["days"]],
    "layers": lambda: down(catalogue.layering_stack([LAYER, LAYER], used="morning", absent="", here="").bands),
    "phases": lambda: across(catalogue.phase_strip([{"name": "A", "phases": [PHASE] * 4}]).rows[0].cells),
    "groups of evidence": lambda: down(catalogue.evidence_ladder([RUNG, {**RUNG, "remark": "here"}, RUNG]).rungs),
}


@pytest.mark.parametrize("of", NEIGHBOURS)
def test_neighbours_keep_a_gap(of):
    edges = NEIGHBOURS[of]()
    assert len(edges) > 1
    assert min(right[0] - left[1] for left, right in zip(edges, edges[1:], strict=False)) >= GAP


@pytest.mark.parametrize("picture", ["concentration-bar", "share-chart"])
def test_the_parts_of_a_bar_are_parted_by_the_surface(picture):
    assert paint(picture, "quarter") == {"stroke": "surface"}
    assert re.search(rf"{picture}__quarter \{{[^}}]*stroke-width: {GAP}px", (STYLES / f"{picture}.css").read_text())


@pytest.mark.parametrize("picture", PICTURES)
def test_text_in_a_picture_is_never_below_16(picture):
    """One unit of a picture is one pixel or more at 360."""
    sizes = [int(size) for size in re.findall(r"font-size: (\d+)px", (STYLES / f"{picture}.css").read_text())]
    assert all(size >= 16 for size in sizes)
    assert bool(sizes) is bool(parts(picture, of_text=True))
