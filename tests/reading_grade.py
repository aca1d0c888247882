"""How hard a text is to read: the Flesch–Kincaid grade, with syllables counted near enough for an average."""

import re

SENTENCE_END = re.compile(r"[.!?:;]+(?:\s|$)")
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-zÀ-ÿ]+)*")
VOWELS = re.compile(r"[aeiouyà-ÿ]+")
SILENT_END = re.compile(r"[^aeiouyl]e(s|d)?$")  # "made", "uses", not "table"
SPOKEN_END = re.compile(r"([td]ed|[cgsxz]es|[sc]hes)$")  # "treated", "faces"


def syllables(word):
    word = word.lower()
    silent = SILENT_END.search(word) and not SPOKEN_END.search(word)
    return max(1, len(VOWELS.findall(word)) - bool(silent))


def reading_grade(text):
    """Years of school needed to follow the text."""
    sentences = [part for part in SENTENCE_END.split(text) if WORD.search(part)]
    words = WORD.findall(text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
