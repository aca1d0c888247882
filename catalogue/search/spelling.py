"""Help with typing errors: the nearest word that this viewer could find something with, never a word of what they may not see.

Every word is counted for each group of readers apart, so that it is gone from their vocabulary with the last part that holds it.
"""

from collections import Counter
from uuid import uuid4

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.models import LoadedRow, SearchPart, SearchWord

from .words import LONGEST, STOPPED, fold, stem, words_of, written_words

SHORTEST = 4  # letters below which a word has too many neighbours
MOST_CORRECTED = 20  # words of a query that are looked at; none is dropped that could be a warning
STATE = {"model": "search", "key": "words"}  # the row that changes with every change of the words
ADD = (
    "INSERT INTO catalogue_searchword (word, access, status, uses) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (word, access, status) DO UPDATE SET uses = catalogue_searchword.uses + excluded.uses"
)
vocabularies = {}  # who reads what -> (state of the words, their vocabulary); one process keeps at most a handful


def uses(rows):
    """How often each word stands in these parts, one count a part: `{(word, access, status): times}`."""
    return Counter(
        (word, row.access, row.status)
        for row in rows
        for word in {word for word in written_words(f"{row.title} {row.also_called} {row.text}") if len(word) <= LONGEST}
    )


def count(words):
    """Adds these uses to the table, or takes them away."""
    changed = sorted((*key, times) for key, times in words.items() if times)
    if not changed:
        return
    with connection.cursor() as cursor:
        cursor.executemany(ADD, changed)
    SearchWord.objects.filter(uses__lte=0).delete()
    LoadedRow.objects.update_or_create(**STATE, defaults={"fingerprint": uuid4().hex})


def count_again():
    SearchWord.objects.all().delete()
    words = Counter()
    for row in SearchPart.objects.iterator():
        words.update(uses([row]))
    count(words)


class Vocabulary:
    """The words one group of readers can find something with, the frequent ones first."""

    def __init__(self, rows):
        counts = Counter()
        for word, times in rows:
            counts[word] += times
        fit = (word for word in counts if len(word) >= SHORTEST and word.isalpha())
        self.words = sorted(fit, key=lambda word: (-counts[word], word))
        self.stems = {one for word in counts for one in words_of(word)}

    def nearest(self, word):
        """The word that was probably meant; the word itself if it is known or nothing is near."""
        if len(word) < SHORTEST or not word.isalpha() or stem(word) in self.stems:
            return word
        found = process.extractOne(word, self.words, scorer=OSA.distance, score_cutoff=1 if len(word) <= 6 else 2)
        return found[0] if found else word


def vocabulary(viewer):
    """The words of everything this viewer may read, read anew when they have changed."""
    state = LoadedRow.objects.filter(**STATE).values_list("fingerprint", flat=True).first()
    key = (viewer.previews, viewer.audience)
    if vocabularies.get(key, (None,))[0] != state:
        rows = SearchWord.objects.listed_for(viewer).values_list("word", "uses")
        vocabularies[key] = (state, Vocabulary(rows.iterator()))
    return vocabularies[key][1]


def corrected(query, viewer):
    """The query with its unknown words replaced by near ones, or None where there is nothing to correct."""
    known = vocabulary(viewer)
    words = written_words(query)[:MOST_CORRECTED]
    better = [word if stem(word) in STOPPED else known.nearest(word) for word in words]
    return " ".join(better) if better != words and fold(query) != " ".join(better) else None
