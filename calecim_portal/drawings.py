"""Our own drawings: one SVG file each in static/drawings/, all of them symbols of one sprite that a page refers to.

A fill is a token of static/css/tokens.css, so that a drawing follows the theme. The Serum is drawn pink and clear, always: yellow,
orange or cloudy would mean "do not use".
"""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDER = settings.BASE_DIR / "static" / "drawings"
SPRITE = "img/drawings.svg"
PLAIN = "plain"  # stands for what has no drawing of its own
FRAME = re.compile(r"<svg\b[^>]*\bviewBox=\"([0-9 ]+)\"[^>]*>(.*)</svg>", re.DOTALL)
BETWEEN_TAGS = re.compile(r">\s+<")


@cache
def names():
    return frozenset(file.stem for file in FOLDER.glob("*.svg"))


def name_for(*wanted):
    """The first of these that is drawn, else the plain one."""
    return next((name for name in wanted if name in names()), PLAIN)


def sprite(folder: Path = FOLDER):
    """Every drawing as a symbol named after its file."""
    symbols = "".join(symbol(file) for file in sorted(folder.glob("*.svg")))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'


def symbol(file: Path):
    view_box, shapes = FRAME.search(file.read_text(encoding="utf-8")).groups()
    return f'<symbol id="{file.stem}" viewBox="{view_box}">{BETWEEN_TAGS.sub("><", shapes.strip())}</symbol>'
