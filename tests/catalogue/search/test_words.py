import pytest

from catalogue.search.words import LONGEST_QUERY, MOST_WORDS, asked, fold, is_question, stem, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cream", "creams"),
        ("study", "studies"),
        ("tingle", "tingling"),
        ("moisturiser", "moisturizer"),
        ("moisturising", "moisturizing"),
        ("colour", "color"),
        ("colours", "color"),
        ("ageing", "aging"),
        ("dose", "dosing"),
        ("dose", "doses"),
        ("mix", "mixes"),
        ("stop", "stopping"),
        ("peel", "peeled"),
    ],
)
def test_two_spellings_are_one_word(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("serum", "sebum"),
        ("retinol", "retinoid"),
        ("hour", "hormone"),
        ("gas", "gap"),
        ("loss", "lose"),  # a double s is no plural
        ("virus", "vir"),
        ("analysis", "analys"),
        ("egf", "eg"),  # words of three letters stay
        ("ptt6", "ptt"),
        ("four", "for"),
    ],
)
def test_two_words_stay_two(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cell Forté", ["cell", "fort"]),  # no accent, and the final e of the stem gone
        ("STRAẞE", ["strass"]),  # casefold before all else
        ("1.25 ml", ["1p25", "ml"]),  # one figure
        ("1,25 ml", ["1p25", "ml"]),
        ("PTT-6", ["ptt", "6", "ptt6"]),  # found with its hyphen, without it and in parts
        ("the maker's", ["the", "maker"]),
        ("the maker’s", ["the", "maker"]),
        ("細胞美人", ["細胞美人"]),
        ("a_b", ["a", "b"]),
        ("!?… — %", []),
        ("x" * 60, ["x" * 40]),
    ],
)
def test_words_of_a_text(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Multi-Action", ["multi", "action"]),  # so that the text may have it with a space
        ("is it safe in pregnancy?", ["saf", "pregnancy"]),
        ("who", ["who"]),  # nothing else is left
        ("serum serum SERUM", ["serum"]),
        ("", []),
        ("   ", []),
        ('"NEAR(" * ^ : () AND', ["near"]),
        ("\0serum\0", ["serum"]),
        ("\udcffserum", ["serum"]),
        ("1.5 mm", ["1p5", "mm"]),
    ],
)
def test_words_of_a_query(query, words):
    assert asked(query) == words


def test_a_query_uses_its_first_words_only():
    assert asked(" ".join(f"w{number}" for number in range(MOST_WORDS + 1))) == [f"w{number}" for number in range(MOST_WORDS)]


def test_a_query_is_read_to_a_length():
    assert asked("x " * LONGEST_QUERY + "serum") == ["x"]


def test_what_is_indexed_and_what_is_asked_meet():
    for text in ("Multi-Action Cream", "4-n-butylresorcinol", "TNF-alpha", "studies", "Wharton’s jelly", "0.5 mm"):
        assert set(asked(text)) <= set(words_of(text))


@pytest.mark.parametrize(("query", "answer"), [("why pink", True), ("pink?", True), ("Does it sting", True), ("pink", False), ("", False)])
def test_a_question_is_known_by_its_first_word_or_its_mark(query, answer):
    assert is_question(query) is answer


def test_folding_keeps_other_scripts():
    assert fold("Ångström é ﬁ 細") == "angstrom e fi 細"
