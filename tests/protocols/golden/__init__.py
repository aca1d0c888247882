"""Every answer of the look-up on every edge, as it stood when it was last read through.

`answers.json` holds the doses, the safeguards and the sets in which they travel once each, and one line a question. A changed line is a
changed answer in a clinic: read it before it is committed. Written anew, in a database of its own, by

    python -m tests.protocols.golden
"""

import json
from decimal import Decimal
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

from protocols.dosing import Question

FILE = Path(__file__).with_name("answers.json")

DOWNTIMES = ["0", "23.999", "24", "71.999", "72", "72.001", "2160"]
DEPTHS = ["0", "0.25", "0.499", "0.5", "0.501", "0.75", "0.999", "1", "1.5", "2", "2.001", "10"]
LEVELS = ["0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5"]
NAMED = ["pulsed-dye-laser", "alexandrite-laser", "co2-laser-resurfacing", "erbium-glass-laser", "dermabrasion", "nd-yag-laser"]


def questions():
    """Every procedure × its settings on their edges × downtimes on their edges, as the address writes them."""
    for hours in DOWNTIMES:
        yield {"expected_downtime_hours": hours}
    for slug, hours in product([*NAMED, "oxygen-facial", "other"], [None, *DOWNTIMES]):
        yield asked(procedure=slug, expected_downtime_hours=hours)
    for depth, hours in product([None, *DEPTHS], [None, *DOWNTIMES]):
        if depth or hours:
            yield asked(procedure="microneedling", needle_depth_mm=depth, expected_downtime_hours=hours)
    for level, hours in product([None, *LEVELS], [None, *DOWNTIMES]):
        if level or hours:
            yield asked(procedure="chemical-peel", peel_level=level, peel_neutralised="true", expected_downtime_hours=hours)
    for level, hours in product([None, "1", "5"], [None, *DOWNTIMES]):
        yield asked(procedure="chemical-peel", peel_level=level, peel_neutralised="false", expected_downtime_hours=hours)


def asked(**parameters):
    return {name: value for name, value in parameters.items() if value is not None}


def question_of(parameters):
    figures = ("needle_depth_mm", "peel_level", "expected_downtime_hours")
    values = {name: Decimal(value) if name in figures else value for name, value in parameters.items()}
    if "peel_neutralised" in values:
        values["peel_neutralised"] = values["peel_neutralised"] == "true"
    return Question(**values)


def answers(shown):
    """Every question with its whole answer, by the address's query."""
    from protocols.answers import answer  # late: this package is imported before the command has set Django up

    return {urlencode(parameters): answer(shown, question_of(parameters)) for parameters in questions()}


def packed(found):
    """The same answers with what they share written once."""
    book = {"doses": {}, "safeguards": {}, "safeguard_sets": {}, "protocol": {}, "citations": [], "answers": {}}
    for query, one in found.items():
        book["protocol"] = one["protocol"]
        book["answers"][query] = {
            "outcome": one["outcome"],
            "doses": [[*fit_of(book, dose)] for dose in one["doses"]],
            "reasons": one["reasons"],
            "safeguards": set_of(book, one["safeguards"]),
            "citations": place(book["citations"], one["citations"]),
        }
    return book


def fit_of(book, dose):
    """The dose by its class; what it is matched by belongs to the answer."""
    own = ("matched_by", "matched_by_text", "governs")
    stated = {name: value for name, value in dose.items() if name not in own}
    if book["doses"].setdefault(dose["downtime_class"], stated) != stated:
        raise ValueError(f"The {dose['downtime_class']} dose differs between two answers.")
    return dose["downtime_class"], "+".join(dose["matched_by"]), "governs" if dose["governs"] else ""


def set_of(book, safeguards):
    for one in safeguards:
        if book["safeguards"].setdefault(one["code"], one) != one:
            raise ValueError(f"The safeguard {one['code']} differs between two answers.")
    travelling = [one["code"] for one in safeguards]
    names = {tuple(codes): name for name, codes in book["safeguard_sets"].items()}
    name = names.get(tuple(travelling), f"set {len(names) + 1}")
    book["safeguard_sets"].setdefault(name, travelling)
    return name


def place(rows, row):
    if row not in rows:
        rows.append(row)
    return rows.index(row)


def written(book):
    """JSON with one entry a line, so that a difference is one line too."""
    about = "Every dosing answer on every edge. Written by `python -m tests.protocols.golden`; see tests/protocols/golden/__init__.py."
    parts = [f'"about": {line(about)}']
    for name, part in book.items():
        rows = [f"{line(key)}: {line(value)}" for key, value in part.items()] if isinstance(part, dict) else [line(row) for row in part]
        start, end = "{}" if isinstance(part, dict) else "[]"
        parts.append(f"{line(name)}: {start}\n  " + ",\n  ".join(rows) + f"\n {end}")
    return "{\n " + ",\n ".join(parts) + "\n}\n"


def line(value):
    return json.dumps(value, ensure_ascii=False)


def kept():
    return json.loads(FILE.read_text(encoding="utf-8"))
