"""Help with typing errors: the nearest word that this viewer could find something with, never a word of what they may not see."""

from django.db.models import Count, Max
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.models import SearchPart

from .words import fold, stem, words_of, written_words

SHORTEST = 4  # letters below which a word has too many neighbours
vocabularies = {}  # who reads what -> (state of the table, their words); one process keeps at most a handful


class Vocabulary:
    def __init__(self, texts):
        counts = {}
        for text in texts:
            for word in written_words(text):
                counts[word] = counts.get(word, 0) + 1
        # The more frequent of two equally near words comes first.
        self.words = sorted((word for word in counts if len(word) >= SHORTEST and word.isalpha()), key=lambda word: (-counts[word], word))
        self.stems = {stem(word) for word in counts}

    def nearest(self, word):
        """The word that was probably meant; the word itself if it is known or nothing is near."""
        if len(word) < SHORTEST or not word.isalpha() or stem(word) in self.stems or any(one in self.stems for one in words_of(word)):
            return word
        found = process.extractOne(word, self.words, scorer=OSA.distance, score_cutoff=1 if len(word) <= 6 else 2)
        return found[0] if found else word


def vocabulary(viewer):
    """The words of everything this viewer may read, built anew when the table has changed."""
    rows = SearchPart.objects.listed_for(viewer)
    state = tuple(SearchPart.objects.aggregate(Max("changed_at"), Count("pk")).values())
    key = (viewer.previews, viewer.audience)
    if vocabularies.get(key, (None,))[0] != state:
        texts = (f"{title} {names} {text}" for title, names, text in rows.order_by().values_list("title", "names", "text").iterator())
        vocabularies[key] = (state, Vocabulary(texts))
    return vocabularies[key][1]


def corrected(query, viewer):
    """The query with its unknown words replaced by near ones, or None where there is nothing to correct."""
    known = vocabulary(viewer)
    words = written_words(query)[:8]
    better = [known.nearest(word) for word in words]
    return " ".join(better) if better != words and fold(query) != " ".join(better) else None
