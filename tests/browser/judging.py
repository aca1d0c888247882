"""How an open page is judged: accessibility by axe, and by script what axe does not ask. One visit, many looks."""

from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

WIDE, PHONE = 1280, 360
ZOOMED = 640, 320  # a window of 1280 px at 200 % and at 400 %
HEIGHT = 800
LIMITS = {"nodes": 900, "warnings": 2}
PRIMARY_CONTROL = 48
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
# The dark theme changes colours and nothing else, so there only the rules on colours are asked again.
AXE_RULES_ON_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}


@cache
def scripts():
    return Axe().axe_script + Path(__file__).with_name("judging.js").read_text(encoding="utf-8")


def faults(page, *, framed=True, **limits):
    """What is wrong with the open page in every look. `limits`: others than LIMITS, for a page that is long on purpose.

    `framed`: it stands between the portal's header and footer. What does not, paper and the admin, is judged by axe and for its width.
    """
    page.evaluate(scripts())
    found = []

    def ask(look, question, *given):
        answers = page.evaluate("([question, given]) => judging[question](...given)", [question, given])
        found.extend(f"{look}: {answer}" for answer in answers)

    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        ask(width, "sideways")
        ask(width, "axe", AXE_RULES)
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        ask(f"{width} dark", "axe", AXE_RULES_ON_COLOURS)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    for width in ZOOMED:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        ask(width, "sideways")
    if framed:
        judge_the_rest(page, ask, {**LIMITS, **limits})
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")
    return found


def judge_the_rest(page, ask, limits):
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    ask("page", "structure", limits)
    ask(PHONE, "small", PRIMARY_CONTROL)
    ask("reduced motion", "moving")
    for width in (ZOOMED[-1], WIDE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate("judging.spaceOut()")
        ask(f"{width} spaced out", "sideways")
        ask(f"{width} spaced out", "clipped")
        page.evaluate("judging.spaceAsEver()")
    page.emulate_media(forced_colors="active")
    ask("forced colours", "edgeless")


def nothing_in(found):
    """The end of a test that collects: all of it is told, not only that two lists differ."""
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def walk(page, longest=400):
    """What is wrong on the way through the open page with the Tab key alone: what it misses, and where it stands unseen."""
    page.evaluate(scripts())
    page.evaluate("judging.walkFrom()")
    found = []
    for _ in range(longest):
        page.keyboard.press("Tab")
        here = page.evaluate("judging.arrived()")
        if here["end"]:
            break
        found += here["wrong"]
    return found + page.evaluate("judging.unreached()")


def refusal(page):
    """What is wrong with how the open page says that a form was wrong."""
    page.evaluate(scripts())
    return page.evaluate("judging.refusal()")
