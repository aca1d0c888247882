"""The answer to a query for one viewer: things in order, grouped by kind, with the passage that matched.

The database says which parts hold the words; the order is decided here, so that both databases give the same one.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from math import log

from django.utils.html import escape
from django.utils.safestring import mark_safe

from catalogue.models import SearchPart
from catalogue.visibility import Viewer

from . import engines
from .index import KINDS, LINE
from .spelling import corrected
from .words import LONGEST_QUERY, WORD, asked, fold, is_question, pieces, stem

MOST_NAMES = 100  # parts that are looked at because of their names
MOST_PARTS = 400  # parts that are looked at because of their words
SNIPPET = 200  # letters of the passage shown

# What a clinic is more likely to look for, where two things fit equally well.
KIND_WEIGHTS = {
    "product": 1.3,
    "page": 0.7,
    "ingredient": 1.2,
    "procedure": 1.2,
    "protocol": 1.1,
    "course": 1.0,
    "question": 1.0,
    "article": 1.0,
    "term": 0.9,
    "comparator": 0.85,
    "claim": 0.6,
    "disagreement": 0.35,
}
ASKED = 1.5  # a query worded as a question wants an answer


@dataclass
class Found:
    """One thing with its best passage."""

    kind: str
    slug: str
    score: float
    part: int  # the row of its best passage
    title: str = ""
    text: str = ""
    url: str = ""
    access: str = ""
    title_html: str = ""
    snippet_html: str = ""

    @property
    def kind_label(self):
        return KINDS[self.kind].label


@dataclass
class Answer:
    """`searched_for` differs from the query where only a near word found anything; `complete` is false where some words had to be left out."""

    query: str
    searched_for: str
    words: list
    found: list = field(default_factory=list)
    complete: bool = True

    @property
    def did_you_mean(self):
        return self.searched_for if self.searched_for != self.query else None

    def counts(self):
        counts = defaultdict(int)
        for one in self.found:
            counts[one.kind] += 1
        return {kind: counts[kind] for kind in KINDS if counts[kind]}


def search(query: str, viewer: Viewer) -> Answer:
    """Everything this viewer may see that fits the query, best first. Any text is a query; none is an error."""
    query = " ".join(query.encode("utf-8", "ignore").decode().replace("\0", " ").split())[:LONGEST_QUERY]
    words = asked(query)
    answer = Answer(query, query, words)
    if not words:
        return answer
    rows = SearchPart.objects.listed_for(viewer)
    weights = KIND_WEIGHTS | ({"question": ASKED} if is_question(query) else {})
    answer.found = ranked(parts_with_all(rows, words), words, weights)
    if not answer.found and (better := corrected(query, viewer)):
        answer.found = ranked(parts_with_all(rows, asked(better)), asked(better), weights)
        if answer.found:
            answer.searched_for, answer.words = better, asked(better)
    if not answer.found:
        answer.found, answer.complete = ranked(parts_with_most(rows, words), words, weights), False
    return answer


LIGHT = ["pk", "kind", "slug", "part", "names", "words"]


def parts_with_all(rows, words):
    named = engines.holding(rows, "names", words).order_by("pk").values_list(*LIGHT)[:MOST_NAMES]
    worded = engines.holding(rows, "words", words).order_by("pk").values_list(*LIGHT)[:MOST_PARTS]
    return {row[0]: row for row in [*named, *worded]}.values()


def parts_with_most(rows, words):
    """Where no part holds all words: those that hold all but one, else all but two, down to half of them."""
    for some in range(len(words) - 1, (len(words) - 1) // 2, -1):
        found = list(engines.holding(rows, "words", words, at_least=some).order_by("pk").values_list(*LIGHT)[:MOST_PARTS])
        if found:
            return found
    return []


def ranked(parts, words, weights):
    """Things in order of their best part, each once."""
    parts = [(pk, kind, slug, part, names, frozenset(text.split())) for pk, kind, slug, part, names, text in parts]
    rarity = rarity_of(words, parts)
    things = {}
    for pk, kind, slug, part, names, text in parts:
        score = score_of(words, rarity, names, text, is_head=not part) * weights[kind]
        best = things.get((kind, slug))
        if best is None or (score, -pk) > (best.score, -best.part):
            things[kind, slug] = Found(kind, slug, score, pk)
    return sorted(things.values(), key=lambda one: (-one.score, one.part))


def rarity_of(words, parts):
    """A word that few of the parts hold tells more than one that all hold."""
    return {word: 1 + log((1 + len(parts)) / (1 + sum(word in part[5] for part in parts))) for word in words}


def score_of(words, rarity, names, text, *, is_head):
    score = sum(rarity[word] * closeness(word, text) for word in words) / (1 + log(1 + len(text)) / 6)
    if not names:
        return score
    lines = [line.split() for line in names.split(LINE)]
    in_names = {word for line in lines for word in line}
    score += sum(3 * rarity[word] * closeness(word, in_names) for word in words)
    if any(line == words for line in lines):
        score += 20
    elif lines[0][: len(words)] == words:
        score += 3
    # A short name that the query covers nearly is meant more than a long one that happens to hold the word.
    covered = max(len(set(line) & set(words)) / len(line) for line in lines if line)
    return score * (1 + covered) + (1 if is_head else 0)


def closeness(word, text):
    if word in text:
        return 1
    return 0.5 if any(one.startswith(word) for one in text) else 0


def shown(found, words):
    """Fills in what a reader sees of these few: title, passage and address, with the words marked."""
    rows = SearchPart.objects.in_bulk([one.part for one in found])
    for one in found:
        row = rows[one.part]
        one.title, one.url, one.access = row.title, row.url, row.access
        one.text = passage(row.text, words)
        one.title_html, one.snippet_html = marked(one.title, words), marked(one.text, words)
    return found


def passage(text, words):
    """The stretch of a text around the first word that matched, cut at spaces."""
    if len(text) <= SNIPPET:
        return text
    first = next((match.start() for match in WORD.finditer(text) if matches(match[0], words)), 0)
    start = max(0, first - SNIPPET // 3)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + SNIPPET
    end = len(text) if end >= len(text) else text.rfind(" ", start, end)
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")


def matches(written, words):
    return any(stem(piece) in words for piece in pieces(fold(written))) or any(fold(written).startswith(word) for word in words[-1:])


def marked(text, words):
    html, end = [], 0
    for match in WORD.finditer(text):
        if matches(match[0], words):
            html += [escape(text[end : match.start()]), "<mark>", escape(match[0]), "</mark>"]
            end = match.end()
    return mark_safe("".join([*html, escape(text[end:])]))  # noqa: S308 - every piece is escaped above
