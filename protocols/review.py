"""What a reviewer must see before signing: every figure that differs, every word that differs, every answer that differs, what blocks.

Plain values in, plain values out: two contents as `content.compose` makes them; `before` None is a protocol without an active version,
so that everything is new. A figure is whatever changes a volume, a moment or the class a treatment falls in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from . import readiness
from .frozen_rules import rules_of
from .golden import AnswerChange, answers_changed
from .review_words import WordChange, texts, words_changed

__all__ = [
    "AnswerChange",
    "Change",
    "WordChange",
    "answers_changed",
    "blockers",
    "figures_changed",
    "to_check",
    "words_changed",
    "words_left",
]

NO_BREAK_SPACE = "\u00a0"
UNITS = {"needle_depth_mm": "mm", "peel_level": ""}
MATCHED = {"needle_depth_mm": "by needle depth in mm", "peel_level": "by peel level", None: "by its name alone"}
INCLUDED = {True: "included", False: "not included", None: "no end"}
INFERRED = {True: "inferred", False: "printed by the maker"}
ABSENT = "none"  # nothing stands there in that version


@dataclass(frozen=True)
class Change:
    """One figure that differs. `key` stays the same from one page load to the next, so that a tick can name it."""

    key: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Figure:
    key: str
    label: str
    printed: str


@dataclass(frozen=True)
class Row:
    """A row of figures with one name. `whole` prints it as one line, for when it is added or removed; empty where each figure stands alone."""

    key: str
    label: str
    whole: str = ""
    figures: tuple[Figure, ...] = field(default=())


def figures_changed(before: dict | None, after: dict) -> tuple[Change, ...]:
    """Every figure that differs, in the order in which the protocol is read. A row that is new or gone is one change; of a dose, two."""
    old, new = rows_by_key(before), rows_by_key(after)
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(change for key in keys for change in changes_of(old.get(key), new.get(key)))


def to_check(before: dict | None, after: dict) -> tuple[Change, ...]:
    """What a reviewer ticks one by one: every figure that differs, and every text whose change alters what a clinic does."""
    return (*figures_changed(before, after), *words_to_check(before, after))


IN_WORDS = re.compile(r"\d+(?:[.,]\d+)*")
SETTLES = ("severity", "stop", "procedures", "also_without_procedure", "downtime_classes")  # what a safeguard does, and to which answers


def words_to_check(before, after) -> Iterator[Change]:
    """Texts in which another figure stands, and safeguards that are milder, sterner, wider, narrower, new or gone."""
    for change in words_changed(before, after):
        part, field = change.key.split(".")[0], change.key.rpartition(".")[2]
        if field == "citations":
            continue
        other_figures = IN_WORDS.findall(change.before) != IN_WORDS.findall(change.after)
        new_or_gone = field == "text" and not (change.before and change.after)
        safeguard = before is not None and part == "safeguards" and (field in SETTLES or new_or_gone)
        if other_figures or safeguard:
            yield Change(change.key, change.label, change.before or ABSENT, change.after or ABSENT)


A_FIGURE = re.compile(rf"\d[\d.]*{NO_BREAK_SPACE}(?:ml|mm|hours)")


def words_left(before: dict | None, after: dict) -> tuple[tuple[str, str], ...]:
    """The texts that stay as they are and name a figure that changes: (label, text). One of them may now say what is no longer so."""
    gone = {figure for change in figures_changed(before, after) for figure in A_FIGURE.findall(change.before)}
    if not gone:
        return ()
    old = dict(texts(before))
    naming = re.compile(rf"(?<![\d.])(?:{'|'.join(re.escape(figure.replace(NO_BREAK_SPACE, ' ')) for figure in sorted(gone))})(?!\w)")
    return tuple(said for key, said in texts(after) if old.get(key) == said and naming.search(said[1].replace(NO_BREAK_SPACE, " ")))


def rows_by_key(content) -> dict[str, Row]:
    return {row.key: row for row in rows(content)} if content else {}


def changes_of(old: Row | None, new: Row | None) -> Iterator[Change]:
    row = new or old
    if row.whole and not (old and new):
        yield Change(row.key, row.label, old.whole if old else ABSENT, new.whole if new else ABSENT)
        return
    printed = {figure.key: figure.printed for figure in old.figures} if old else {}
    stated = {figure.key: figure.printed for figure in new.figures} if new else {}
    for figure in row.figures:
        was, now = printed.get(figure.key, ABSENT), stated.get(figure.key, ABSENT)
        if was != now:
            yield Change(figure.key, figure.label, was, now)


def rows(content) -> Iterator[Row]:
    names = {row["code"]: row["name"] for row in content["downtime_classes"]}
    yield from (dose_row(row, names) for row in content["doses"])
    yield from (application_row(row, one, names) for row in content["doses"] for one in row["applications"])
    yield from (class_row(row) for row in content["downtime_classes"])
    for procedure in content["procedures"]:
        yield procedure_row(procedure)
        yield from (example_row(procedure, example, names) for example in procedure["examples"])


def dose_row(row, names):
    key, name = f"doses.{row['downtime_class']}", class_name(names, row["downtime_class"])
    figures = (
        Figure(f"{key}.in_clinic_ml", f"{name}: in the clinic", amount(row["in_clinic_ml"], "ml")),
        Figure(f"{key}.take_home_ml", f"{name}: at home, in all", amount(row["take_home_ml"], "ml")),
    )
    return Row(key, name, figures=figures)


def application_row(row, one, names):
    code = row["downtime_class"]
    key, name = f"applications.{code}.{one['sequence']}", f"{class_name(names, code)}, home application {one['sequence']}"
    printed = {
        "day": ("day", f"day {one['day']}"),
        "part_of_day": ("part of the day", one["part_of_day"]),
        "volume_ml": ("volume", amount(one["volume_ml"], "ml")),
        "inferred": ("where it comes from", INFERRED[bool(one["inferred"])]),
    }
    whole = f"{printed['volume_ml'][1]}, {one['part_of_day']} of day {one['day']}, {printed['inferred'][1]}"
    return Row(key, name, whole, named(key, name, printed))


def class_row(row):
    key, name = f"downtime_classes.{row['code']}", f"{row['name']} class"
    printed = {
        "lower_hours": ("downtime from", amount(row["lower_hours"], "hours")),
        "lower_inclusive": ("lower end", INCLUDED[row["lower_inclusive"]]),
        "upper_hours": ("downtime to", amount(row["upper_hours"], "hours", none="no upper end")),
        "upper_inclusive": ("upper end", INCLUDED[row["upper_inclusive"] if row["upper_hours"] is not None else None]),
    }
    return Row(key, f"{name}: expected downtime", range_of(*(value for _, value in printed.values())), named(key, name, printed))


def procedure_row(row):
    key = f"procedures.{row['slug']}"
    how = f"matched {MATCHED[row['setting']]}"
    return Row(key, f"{row['name']}: on the list", how, (Figure(f"{key}.setting", f"{row['name']}: how it is matched", how),))


def example_row(procedure, row, names):
    key = f"procedures.{procedure['slug']}.{row['downtime_class']}"
    name, unit = f"{procedure['name']}, {class_name(names, row['downtime_class']).lower()}", UNITS.get(procedure["setting"], "")
    if row["minimum"] is None:
        return Row(key, name, "by its name alone", named(key, name, {"minimum": ("from", "by its name alone")}))
    endless = row["maximum"] is None
    printed = {
        "minimum": ("from", amount(row["minimum"], unit)),
        "minimum_inclusive": ("lower end", INCLUDED[row["minimum_inclusive"]]),
        "maximum": ("to", amount(row["maximum"], unit, none="no upper end")),
        "maximum_inclusive": ("upper end", INCLUDED[None if endless else row["maximum_inclusive"]]),
        "whole_numbers": ("steps", "whole numbers only" if row["whole_numbers"] else "any figure"),
    }
    ends = [value for _, value in printed.values()][:4]
    whole = range_of(*ends) + (", whole numbers only" if row["whole_numbers"] else "")
    return Row(key, name, whole, named(key, name, printed))


def named(key, name, printed):
    return tuple(Figure(f"{key}.{field}", f"{name}: {words}", value) for field, (words, value) in printed.items())


def range_of(low, low_included, high, high_included):
    if high == "no upper end":
        return f"{low} ({low_included}) and up"
    return f"{low} ({low_included}) to {high} ({high_included})"


def class_name(names, code):
    return names.get(code, code)


def amount(value, unit, *, none="not stated"):
    if value is None:
        return none
    return f"{readiness.plain(Decimal(value))}{NO_BREAK_SPACE}{unit}" if unit else readiness.plain(Decimal(value))


def blockers(content: dict) -> list[readiness.Problem]:
    """What keeps this content from clinics: figures that do not reconcile, hours in two classes that no note tells of, no source.

    `about` of each is the key of its row, from which a page finds the form to mend it in.
    """
    return [*readiness.problems(rules_of(content)), *untold_overlaps(content), *without_source(content)]


def untold_overlaps(content):
    """Hours in two classes make every look-up there a choice. The maker's own 72 hours does; whoever widens that must say so."""
    rules = rules_of(content)
    notes = {row["code"]: row["note"] for row in content["downtime_classes"]}
    classes = sorted(rules.classes, key=lambda row: row.hours.minimum)
    found = []
    for place, first in enumerate(classes):
        for second in classes[place + 1 :]:
            start = readiness.plain(second.hours.minimum)
            if readiness.overlap(first.hours, second.hours) and not any(mentions(notes[row.code], start) for row in (first, second)):
                text = f"It shares hours with {second.code}, from {start} on, and the note of neither class names {start} hours."
                found.append(readiness.Problem(first.code, text, contradiction=False, about=f"downtime_classes.{first.code}"))
    return found


def mentions(note, figure):
    return figure in note.replace(",", " ").replace(";", " ").replace(".", " ").split()


def without_source(content):
    """Each dose, sentence, safeguard and class that no document is cited for."""
    for section, key, name, row in cited_rows(content):
        if not row["citations"]:
            yield readiness.Problem(name, f"No source is cited for this {section}.", contradiction=False, about=key)


def cited_rows(content):
    for row in content["downtime_classes"]:
        yield "downtime class", f"downtime_classes.{row['code']}", row["code"], row
    for row in content["doses"]:
        yield "dose", f"doses.{row['downtime_class']}", row["downtime_class"], row
    for setting, steps in content["technique"].items():
        for row in steps:
            yield "step of the technique", f"technique.{setting}.{row['code']}", row["code"], row
    for row in content["unknowns"]:
        yield "statement of what is not known", f"unknowns.{row['code']}", row["code"], row
    for row in content["safeguards"]:
        yield "safeguard", f"safeguards.{row['code']}", row["code"], row
