"""What counts as a word, alike for what is indexed and what is asked, so that both databases give the same answers.

Standard library only. A word is folded (no accents, no capitals), lightly stemmed and made of letters and digits alone.
"""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
FIGURE = re.compile(r"\d+[.,]\d+")
LONGEST = 40  # letters of one word that are kept
LONGEST_QUERY = 200  # letters of a query that are read
MOST_WORDS = 8  # words of a query that are used

# Words of a question that say nothing about its subject.
STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "being",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "get",
        "has",
        "have",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "me",
        "my",
        "of",
        "on",
        "or",
        "our",
        "please",
        "shall",
        "should",
        "so",
        "some",
        "tell",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "about",
        "after",
        "all",
        "also",
        "am",
        "before",
        "between",
        "both",
        "during",
        "each",
        "just",
        "more",
        "most",
        "no",
        "not",
        "only",
        "other",
        "over",
        "same",
        "such",
        "too",
        "under",
        "until",
        "up",
        "very",
    ]
)
QUESTION_WORDS = frozenset(
    ["how", "why", "what", "when", "where", "which", "who", "can", "could", "is", "are", "do", "does", "should", "may", "must", "will"]
)
PLURALS = (("sses", "ss"), ("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""))
# The rules of this file. Raise it when they change: the next start then writes the table anew.
RULES = "2"


def fold(text):
    """Letters without accents and capitals; what is no letter of any script stays as it is."""
    usable = text.encode("utf-8", "ignore").decode()
    decomposed = unicodedata.normalize("NFKD", usable.casefold())
    return unicodedata.normalize("NFC", "".join(letter for letter in decomposed if not unicodedata.combining(letter)))


def stem(word):
    """`creams` and `cream`, `tingling` and `tingle`, `moisturizer` and `moisturiser` are one word; short ones and figures stay.

    A light hand on purpose: two words that become one find each other, two that stay apart are still found by their beginning.
    """
    if len(word) < 4 or not word.isalpha():
        return word
    return without_ending(british(without_plural(word)))


def without_plural(word):
    for ending, instead in PLURALS:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + instead
    return word


def british(word):
    word = re.sub(r"(?<=\w\wi)z(?=[eai])", "s", word).replace("ageing", "aging")
    return word[:-3] + "or" if len(word) > 4 and word.endswith("our") else word


def without_ending(word):
    for ending, shortest in (("ing", 6), ("ed", 6)):
        if len(word) >= shortest and word.endswith(ending):
            word = word[: -len(ending)]
            return word[:-1] if word[-1] == word[-2] and word[-1] not in "lsz" else word.removesuffix("e")
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def pieces(written):
    """The words inside one written word: `PTT-6` is ptt, 6 and ptt6; `1.25` is one figure; `maker's` is maker."""
    if FIGURE.fullmatch(written):
        return [re.sub(r"[.,]", "p", written)]
    parts = [part for part in re.split(r"[.,'’-]", written) if part and part != "s"]
    return parts if len(parts) < 2 else [*parts, "".join(parts)]


def words_of(text):
    """Every word of a text that is to be found, in order, ready for the index."""
    return [stem(piece)[:LONGEST] for written in WORD.findall(fold(text)) for piece in pieces(written)]


def written_words(text):
    """The words as a reader knows them, folded but not stemmed: the vocabulary of suggestions."""
    return WORD.findall(fold(text))


def asked(query):
    """The words a query asks for: at most eight, without those that say nothing, each once."""
    found = []
    for written in WORD.findall(fold(query[:LONGEST_QUERY])):
        parts = pieces(written)
        # `multi-action` asks for both its words; the joined form would miss `multi action`.
        found += [stem(part)[:LONGEST] for part in (parts if len(parts) < 2 else parts[:-1])]
    found = list(dict.fromkeys(found))
    telling = [word for word in found if word not in STOPPED]
    return (telling or found)[:MOST_WORDS]


def is_question(query):
    return query.rstrip().endswith("?") or fold(query).split(" ", 1)[0] in QUESTION_WORDS


STOPPED = {stem(word) for word in STOP_WORDS}  # they are left in a query that holds nothing else
