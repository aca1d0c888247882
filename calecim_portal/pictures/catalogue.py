"""Geometry of the catalogue's pictures: plain values in, whole numbers out. Standard library only.

The words and figures of a picture are printed beside it as well; a picture never carries a number alone.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from textwrap import wrap

TRACK_WIDTH = 1000  # units of the drawing for 100 %, so that one unit is 0.1 %


@dataclass(frozen=True)
class ConcentrationBar:
    track: int
    filled: int
    quarters: tuple[int, ...]


def concentration_bar(percent: Decimal) -> ConcentrationBar:
    """The whole track is 100 %: a bar that ended at its own share would make every product look full."""
    share = min(max(Decimal(percent), Decimal(0)), Decimal(100))
    filled = int((share * TRACK_WIDTH / 100).to_integral_value(rounding=ROUND_HALF_EVEN))
    return ConcentrationBar(track=TRACK_WIDTH, filled=filled, quarters=tuple(TRACK_WIDTH * part // 4 for part in (1, 2, 3)))


# One unit is one pixel on a screen of 360, where the text must not fall below 16.
STACK_WIDTH = 320
BAND_WIDTH = 48
NUMBER_X = BAND_WIDTH + 12
NAME_X = NUMBER_X + 22
LABEL_CHARACTERS = 26
SERUM_CODES = ("calecim-serum", "serum")  # drawn pink wherever it stands
LINE_HEIGHT = 20
BAND_PADDING = 12
BAND_GAP = 4


@dataclass(frozen=True)
class Band:
    number: int | None  # None: not used at this time of day
    top: int
    height: int
    lines: tuple[tuple[int, str], ...]  # baseline and words
    remark: str
    remark_baseline: int
    serum: bool
    current: bool
    house: bool
    used: bool


@dataclass(frozen=True)
class LayeringStack:
    width: int
    height: int
    band_width: int
    number_x: int
    name_x: int
    bands: tuple[Band, ...]


def layering_stack(layers, *, used: str, absent: str, here: str) -> LayeringStack:
    """One band a layer, what goes on first on top; a layer not used at this time of day (`used`: "morning" or "evening") stays as a gap.

    `absent` and `here` are the words for such a gap and for the product of the page.
    """
    bands, top, number = [], 1, 0
    for layer in layers:
        is_used = bool(layer[used])
        number += is_used
        names = wrap(layer["name"], LABEL_CHARACTERS) or [""]
        remark = absent if not is_used else here if layer["current"] else ""
        rows = len(names) + bool(remark)
        height = rows * LINE_HEIGHT + 2 * BAND_PADDING
        first = top + BAND_PADDING + 15
        bands.append(
            Band(
                number=number if is_used else None,
                top=top,
                height=height,
                lines=tuple((first + row * LINE_HEIGHT, words) for row, words in enumerate(names)),
                remark=remark,
                remark_baseline=first + len(names) * LINE_HEIGHT,
                serum=layer["code"] in SERUM_CODES,
                current=bool(layer["current"]),
                house=bool(layer["house"]),
                used=is_used,
            )
        )
        top += height + BAND_GAP
    return LayeringStack(
        width=STACK_WIDTH,
        height=max(top - BAND_GAP + 1, 0),
        band_width=BAND_WIDTH,
        number_x=NUMBER_X,
        name_x=NAME_X,
        bands=tuple(bands),
    )


# Four phases side by side, a cell of 78 each; two short lines of 16 units fit into a cell.
PHASE_PITCH = 80
PHASE_GAP = 2
CELL_HEIGHT = 52
CELL_CHARACTERS = 8
HEADER_HEIGHT = 48
ROW_GAP = 12


@dataclass(frozen=True)
class Lines:
    """Words in the middle of something: where they stand, and each line with its baseline."""

    middle: int
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Cell:
    x: int
    y: int
    width: int
    height: int
    state: str
    words: Lines


@dataclass(frozen=True)
class PhaseRow:
    name: str
    name_baseline: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class PhaseStrip:
    width: int
    height: int
    headers: tuple[Lines, ...]
    rows: tuple[PhaseRow, ...]


def phase_strip(rows) -> PhaseStrip:
    """One row of cells a product, a column a phase. A row: `name`, and `phases` with `name`, `state` and `word`. One product needs no name."""
    named = len(rows) > 1
    headers = tuple(
        Lines(_middle(column), tuple((15 + LINE_HEIGHT * line, words) for line, words in enumerate(_two_lines(phase["name"]))))
        for column, phase in enumerate(rows[0]["phases"] if rows else ())
    )
    drawn, top = [], HEADER_HEIGHT
    for row in rows:
        y = top + (LINE_HEIGHT + 4 if named else 0)
        cells = tuple(_cell(column, y, phase) for column, phase in enumerate(row["phases"]))
        drawn.append(PhaseRow(name=row["name"] if named else "", name_baseline=top + 15, cells=cells))
        top = y + CELL_HEIGHT + ROW_GAP
    return PhaseStrip(width=PHASE_PITCH * len(headers) - PHASE_GAP, height=max(top - ROW_GAP + 1, 0), headers=headers, rows=tuple(drawn))


def _middle(column):
    return PHASE_PITCH * column + (PHASE_PITCH - PHASE_GAP) // 2


def _two_lines(name):
    """The first word above the rest: a column is too narrow for `Closed skin` on one line."""
    first, _space, rest = name.partition(" ")
    return [first, rest] if rest else [first]


def _cell(column, y, phase):
    lines = wrap(phase["word"], CELL_CHARACTERS) or [""]
    first = y + CELL_HEIGHT // 2 + 6 - (len(lines) - 1) * LINE_HEIGHT // 2
    return Cell(
        x=PHASE_PITCH * column,
        y=y,
        width=PHASE_PITCH - PHASE_GAP,
        height=CELL_HEIGHT,
        state=phase["state"],
        words=Lines(_middle(column), tuple((first + LINE_HEIGHT * line, words) for line, words in enumerate(lines))),
    )


RUNG_HEIGHT, MARKED_RUNG_HEIGHT = 36, 56
RUNG_GAP = 4
RUNG_ICON = 16


@dataclass(frozen=True)
class Rung:
    group: str
    label: str
    remark: str
    top: int
    height: int
    label_baseline: int
    remark_baseline: int
    icon_top: int
    marked: bool


@dataclass(frozen=True)
class EvidenceLadder:
    width: int
    height: int
    rungs: tuple[Rung, ...]


def evidence_ladder(groups) -> EvidenceLadder:
    """The groups of evidence one under the other, always all of them. A group: `group`, `label`, and `remark`, words that mark it; "" where unmarked."""
    rungs, top = [], 1
    for group in groups:
        marked = bool(group["remark"])
        height = MARKED_RUNG_HEIGHT if marked else RUNG_HEIGHT
        baseline = top + RUNG_HEIGHT // 2 + 6
        rungs.append(
            Rung(
                group=group["group"],
                label=group["label"],
                remark=group["remark"],
                top=top,
                height=height,
                label_baseline=baseline,
                remark_baseline=baseline + LINE_HEIGHT,
                icon_top=top + (RUNG_HEIGHT - RUNG_ICON) // 2,
                marked=marked,
            )
        )
        top += height + RUNG_GAP
    return EvidenceLadder(width=STACK_WIDTH, height=max(top - RUNG_GAP + 1, 0), rungs=tuple(rungs))
