"""The colours of static/css/tokens.css keep the contrast they were chosen for, by day and by night."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\b", re.IGNORECASE)
TEXT, MARK = 4.5, 3.0  # WCAG 2.2: text, and edges or marks that carry meaning


def themes():
    """The tokens by theme: what the dark one leaves out, it takes from the light one."""
    light, dark = TOKENS.split("@media screen and (prefers-color-scheme: dark)")
    day = dict(COLOUR.findall(light))
    return {"light": day, "dark": day | dict(COLOUR.findall(dark))}


THEMES = themes()


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# (text or mark, ground, contrast in the light theme, in the dark one): measured when the colours were chosen.
MEASURED = [
    ("ink", "paper", 15.0, 15.2),
    ("ink", "surface", 15.9, 13.7),
    ("ink", "sunk", 13.6, 15.9),
    ("quiet", "paper", 6.1, 9.5),
    ("hairline", "paper", 1.4, 1.7),
    ("edge", "paper", 3.4, 5.8),
    ("rose", "paper", 7.7, 9.0),
    ("teal", "paper", 7.2, 10.1),
    ("good", "paper", 6.2, 9.8),
    ("stop", "stop-ground", 6.4, 7.9),
    ("caution", "caution-ground", 5.4, 7.9),
    ("teal", "info-ground", 6.6, 8.0),
    ("data-1", "surface", 8.1, 8.1),
    ("data-3", "surface", 7.6, 9.1),
    ("data-2", "surface", 4.0, 3.8),
    ("data-4", "surface", 3.8, 3.7),
    ("data-5", "surface", 3.6, 8.1),
]


@pytest.mark.parametrize(("mark", "ground", "light", "dark"), MEASURED)
def test_a_pair_has_the_contrast_it_was_measured_with(mark, ground, light, dark):
    assert contrast(THEMES["light"][mark], THEMES["light"][ground]) == pytest.approx(light, abs=0.1)
    assert contrast(THEMES["dark"][mark], THEMES["dark"][ground]) == pytest.approx(dark, abs=0.1)


READ = [
    *[(text, ground) for text in ("ink", "quiet", "rose", "teal", "good", "stop") for ground in ("paper", "surface", "sunk")],
    *[("ink", f"{name}-ground") for name in ("stop", "caution", "info")],
    ("on-rose", "rose"),
    ("on-teal", "teal"),
    ("on-data-1", "data-1"),
    ("on-data-3", "data-3"),
    ("stop", "stop-ground"),
    ("caution", "caution-ground"),
]
SEEN = [
    *[("edge", ground) for ground in ("paper", "surface", "sunk")],
    *[(f"data-{number}", "surface") for number in range(1, 6)],
    ("serum-edge", "surface"),
    ("focus-outline", "focus"),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), READ)
def test_text_can_be_read(theme, text, ground):
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), SEEN)
def test_an_edge_can_be_seen(theme, mark, ground):
    assert contrast(THEMES[theme][mark], THEMES[theme][ground]) >= MARK


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "surface", "sunk"])
def test_the_focus_ring_or_its_outline_can_be_seen(theme, ground):
    tokens = THEMES[theme]
    assert max(contrast(tokens["focus"], tokens[ground]), contrast(tokens["focus-outline"], tokens[ground])) >= MARK


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)]
)
def test_the_measure_itself(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


def test_both_themes_name_the_same_colours():
    light, dark = TOKENS.split("@media screen and (prefers-color-scheme: dark)")
    assert dict(COLOUR.findall(light)).keys() == dict(COLOUR.findall(dark)).keys()
