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
