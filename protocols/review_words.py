"""Every sentence, name and citation that differs between two contents, with the words that differ marked. Standard library only."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of words; `changed` where the other text has not got it."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class WordChange:
    """One text that differs, on both sides, whole and in pieces. A text that is new or gone is empty on the other side."""

    key: str
    label: str
    before: str
    after: str
    before_pieces: tuple[Piece, ...] = ()
    after_pieces: tuple[Piece, ...] = ()


def words_changed(before: dict | None, after: dict) -> tuple[WordChange, ...]:
    old, new = dict(texts(before)) if before else {}, dict(texts(after))
    keys = [*new, *(key for key in old if key not in new)]
    pairs = [(key, (new.get(key) or old[key])[0], old.get(key, ("", ""))[1], new.get(key, ("", ""))[1]) for key in keys]
    return tuple(WordChange(key, label, was, now, *marked(was, now)) for key, label, was, now in pairs if was != now)


def marked(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces: what stands in both, and what stands in one of them only."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    left, right = [], []
    for what, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = what == "equal"
        left += [Piece("".join(old[start:end]), not same)] if end > start else []
        right += [Piece("".join(new[new_start:new_end]), not same)] if new_end > new_start else []
    return tuple(left), tuple(right)


Text = tuple[str, tuple[str, str]]  # key, (label, text)


def texts(content) -> Iterator[Text]:
    yield "audience", ("Who reads it", content["audience"])
    protocol = content["protocol"]
    fields = ("name", "product", "summary", "intended_for", "not_for", "slug", "citations")
    yield from of_row("protocol", "Protocol", protocol, dict(zip(fields, PROTOCOL, strict=True)))
    yield from technique(content)
    yield from unknowns(content)
    for row in content["safeguards"]:
        yield from of_row(f"safeguards.{row['code']}", f"Safeguard “{row['text']}”", row, SAFEGUARD)
    for row in content["doses"]:
        yield from of_row(f"doses.{row['downtime_class']}", f"Dose, {row['downtime_class']}", row, {"note": "note", "citations": "sources"})
    for row in content["downtime_classes"]:
        yield from of_row(f"downtime_classes.{row['code']}", f"{row['name']} class", row, CLASS)
    yield from procedures(content)


PROTOCOL = ("name", "product", "summary", "when to use", "when not to use", "address", "sources")
CLASS = {"name": "name", "label": "label", "note": "note", "citations": "sources"}
SAFEGUARD = {
    "text": "text",
    "severity": "severity",
    "stop": "stops the dose",
    "reason": "reason",
    "action": "what to do",
    "scope_as_printed": "scope as printed",
    "house": "house precaution",
    "procedures": "procedures",
    "also_without_procedure": "also without a procedure",
    "downtime_classes": "downtime classes",
    "citations": "sources",
}
PROCEDURE = {
    "name": "name",
    "aliases": "other names",
    "family": "family",
    "summary": "summary",
    "cautions": "cautions",
    "citations": "sources",
}


def technique(content):
    for setting, steps in content["technique"].items():
        where = {"clinic": "Technique in the clinic", "home": "Technique at home"}[setting]
        for place, row in enumerate(steps, start=1):
            yield from said(f"technique.{setting}.{row['code']}", f"{where}, step {place}", row)
        if steps:
            yield f"technique.{setting}.order", (f"{where}: order of the steps", ", ".join(row["code"] for row in steps))


def unknowns(content):
    for row in content["unknowns"]:
        yield from said(f"unknowns.{row['code']}", f"Not stated by the maker: {row['code']}", row)


def procedures(content):
    for row in content["procedures"]:
        key = f"procedures.{row['slug']}"
        yield from of_row(key, row["name"], row, PROCEDURE)
        for example in row["examples"]:
            label = f"{row['name']}, {example['downtime_class']}"
            yield from of_row(f"{key}.{example['downtime_class']}", label, example, {"as_printed": "as printed", "citations": "sources"})


def said(key, label, row):
    yield key, (label, row["text"])
    yield f"{key}.citations", (f"{label}: sources", printed(row["citations"]))


def of_row(key, label, row, fields):
    for name, words in fields.items():
        yield f"{key}.{name}", (f"{label}: {words}", printed(row[name]))


def printed(value) -> str:
    """A value of the content as a reader sees it; nothing where nothing is said."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list):
        return "; ".join(citation(one) if isinstance(one, dict) else one for one in value)
    return value or ""


def citation(one):
    return f"{one['title']} › {one['section']}" if one["section"] else one["title"]
