"""Cuts the two typefaces down to the characters and weights in use.

The sources are pinned packages; the results are written at set-up and never committed. Output is the same bytes every
time for the same versions, so a stamp of versions and options says whether there is anything to do.
"""

import hashlib
import json
import os
from importlib import metadata
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

PACKAGES = ("fonttools", "brotli", "fontpkg-newsreader", "fontpkg-atkinson-hyperlegible")
FONTS = {
    "newsreader.woff2": {
        "package": "fontpkg_newsreader",
        "file": "Newsreader[opsz,wght].ttf",
        # One optical size and two weights: 43 kB; every axis kept would be 137 kB.
        "axes": {"opsz": 36, "wght": (400, 700)},
    },
    "atkinson-regular.woff2": {"package": "fontpkg_atkinson_hyperlegible", "file": "AtkinsonHyperlegible-Regular.ttf", "names": True},
    "atkinson-bold.woff2": {"package": "fontpkg_atkinson_hyperlegible", "file": "AtkinsonHyperlegible-Bold.ttf", "names": True},
}
CHARACTERS = (
    (0x20, 0x7E),  # basic Latin
    (0xA0, 0xFF),  # Latin-1: no-break space, ° ± ² ³ µ · × ® ½
    (0x2010, 0x2015),  # hyphens and dashes
    (0x2018, 0x201E),  # quotation marks
    (0x2020, 0x2022),  # daggers, bullet
    (0x2026, 0x2026),  # …
    (0x2030, 0x2030),  # ‰
    (0x2032, 0x2033),  # ′ ″
    (0x2039, 0x203A),  # ‹ ›
    (0x20AC, 0x20AC),  # €
    (0x2122, 0x2122),  # ™
    (0x2212, 0x2212),  # −
    (0x2248, 0x2248),  # ≈
    (0x2260, 0x2260),  # ≠
    (0x2264, 0x2265),  # ≤ ≥
)
# Latin Extended-A, for the names of people in text. Titles are our own words: there it would cost 11 kB of the 65 allowed.
CHARACTERS_OF_NAMES = ((0x100, 0x17F),)
FEATURES = ("tnum", "lnum", "kern", "liga", "case", "sups")
STAMP = ".fonts"  # beside the folder; a leading dot keeps it out of collectstatic


def versions():
    """The version of each package, or None where one is missing."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    return found


def stamp(found):
    facts = json.dumps([found, FONTS, CHARACTERS, CHARACTERS_OF_NAMES, FEATURES], sort_keys=True)
    return hashlib.sha256(facts.encode()).hexdigest()


def build(folder: Path):
    """Write the fonts to `folder` and say what was done: "written", "kept", or the names of the packages that are missing."""
    found = versions()
    missing = [name for name, version in found.items() if version is None]
    if missing:
        return ", ".join(missing)
    mark, stamp_file = stamp(found), folder.parent / STAMP
    if stamp_file.is_file() and stamp_file.read_text() == mark and all((folder / name).is_file() for name in FONTS):
        return "kept"
    folder.mkdir(parents=True, exist_ok=True)
    for name, options in FONTS.items():
        part = folder / f".{name}.{os.getpid()}"
        part.write_bytes(cut(**options))
        part.replace(folder / name)
    stamp_file.write_text(mark)
    return "written"


def cut(*, package, file, axes=None, names=False):
    """One font file as woff2 bytes."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(Path(find_spec(package).origin).parent / "files" / file, recalcTimestamp=False)
    if axes:
        # The subsetter loses .notdef of a font that was instanced in memory: save it and open it again.
        instanced = BytesIO()
        instantiateVariableFont(font, axes).save(instanced)
        instanced.seek(0)
        font = TTFont(instanced, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = list(FEATURES)
    options.hinting = False
    subsetter = subset.Subsetter(options)
    ranges = CHARACTERS + (CHARACTERS_OF_NAMES if names else ())
    subsetter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    subsetter.subset(font)
    font.flavor = "woff2"
    packed = BytesIO()
    font.save(packed)
    return packed.getvalue()
