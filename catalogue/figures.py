"""How a figure is written: alike on every page, in every locale, on paper and in the API. Standard library only."""

import re
from decimal import Decimal

NO_BREAK_SPACE = "\u00a0"


def plain(value: Decimal) -> str:
    """`1.25`, `5`, `0.5`: a point, no trailing zeros, no exponent, whatever the reader's locale."""
    figure = f"{Decimal(value):f}"
    return figure.rstrip("0").rstrip(".") if "." in figure else figure


def with_unit(value: Decimal, unit: str) -> str:
    """`1.25 ml` with a space that never breaks, so that a dose stays on one line."""
    return f"{plain(value)}{NO_BREAK_SPACE}{unit}"


UNIT_AFTER_FIGURE = re.compile(r"(?<=\d) (?=(?:ml|mm|%)(?!\w))")


def bind_units(text: str) -> str:
    """Running text in which no figure is parted from its unit at the end of a line."""
    return UNIT_AFTER_FIGURE.sub(NO_BREAK_SPACE, text)
