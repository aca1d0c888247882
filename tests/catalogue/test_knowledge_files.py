"""Walks the content files themselves: what the documents know is there, and each of it says where it comes from."""

import re
from collections import Counter

import pytest

from catalogue.content_files import DATA
from catalogue.models import Evidence
from catalogue.yaml_files import Mapping, read, read_list
from tests.reading_grade import reading_grade

FILES = sorted(path.relative_to(DATA) for path in DATA.rglob("*.yaml") if path.name != "sources.yaml")
DOCUMENTS = {row["code"]: {section["heading"] for section in row["sections"]} for row in read_list(DATA / "sources.yaml")}


def rows(pattern):
    return [row for path in sorted(DATA.glob(pattern)) for row in read_list(path)]


def articles():
    return [read(path) for path in sorted((DATA / "articles").glob("*.yaml"))]


def claims():
    in_products = [claim for path in sorted((DATA / "products").glob("*.yaml")) for claim in read(path).get("claims", [])]
    return in_products + rows("claims.yaml")


def questions():
    return rows("questions/*.yaml")


def passages(node):
    """Every citation in a file."""
    if isinstance(node, Mapping):
        for name, value in node.items():
            yield from [tuple(pair) for pair in value] if name == "cite" else passages(value)
    elif isinstance(node, list):
        for one in node:
            yield from passages(one)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_every_citation_names_a_known_document_and_section(path):
    unknown = [pair for pair in passages(read(DATA / path)) if pair[1] not in DOCUMENTS.get(pair[0], ())]
    assert unknown == []


def uncited(things, name):
    return [thing[name] for thing in things if not thing.get("cite")]


def test_every_claim_question_and_section_cites_something():
    assert uncited(claims(), "code") == []
    assert uncited(questions(), "slug") == []
    assert [article["slug"] for article in articles() if not article["sections"] or uncited(article["sections"], "code")] == []
    assert [row["slug"] for row in rows("disagreements.yaml") if uncited(row["positions"], "text")] == []


def test_all_questions_of_the_three_documents_are_answered():
    codes = Counter(row["code"] for row in questions())
    wanted = [f"faq-{n}" for n in range(1, 55)] + [f"guide-{n}" for n in range(1, 14)] + [f"interview-{n}" for n in range(1, 6)]
    assert codes == Counter(wanted)
    assert len(wanted) == 72


def test_the_answers_on_dosing_and_on_needling_in_the_clinic_are_for_practitioners_and_no_other():
    assert {row["code"] for row in questions() if row.get("access", "everyone") != "everyone"} == {"faq-21", "faq-36"}


def test_the_ledger_holds_seventy_five_claims_each_once():
    entries = Counter(row["ledger"] for row in claims() if row.get("ledger"))
    assert len(entries) == 75
    assert max(entries.values()) == 1


def test_every_claim_has_a_kind_of_evidence():
    assert {row["evidence"] for row in claims()} <= set(Evidence.values)


def test_a_laboratory_claim_says_so_in_its_first_words():
    in_vitro = [row["text"] for row in claims() if row["evidence"] == "in_vitro"]
    assert len(in_vitro) == 5
    assert [text for text in in_vitro if not text.startswith("In the laboratory")] == []


def test_up_to_stands_in_every_claim_that_prints_it():
    up_to = [row for row in claims() if row.get("qualifier") == "up to"]
    assert {row["ledger"] for row in up_to} == {"downtime-50", "tnf-30x", "dermal-papilla-26"}
    assert [row["text"] for row in up_to if "up to" not in row["text"]] == []


def test_forty_disagreements_each_with_one_cautious_position_first():
    disagreements = rows("disagreements.yaml")
    assert len({row["slug"] for row in disagreements}) == len(disagreements) == 40
    wrong = [row["slug"] for row in disagreements if [one.get("cautious", False) for one in row["positions"]].index(True) != 0]
    assert wrong == []
    assert [row["slug"] for row in disagreements if sum(one.get("cautious", False) for one in row["positions"]) != 1] == []
    assert [row["slug"] for row in disagreements if len(row["positions"]) < 2] == []


def test_six_other_products_and_fifteen_criteria():
    comparators = rows("comparators.yaml")
    assert [row["slug"] for row in comparators] == [
        "skinmedica-tns",
        "neocutis-bio-serum-firm",
        "angela-caglia-cell-forte",
        "kate-somerville-supercell",
        "eighth-day-regenerative",
        "symbiome-the-answer",
    ]
    assert {row["slug"]: row["human_origin"] for row in comparators if row["human_origin"] != "yes"} == {
        "kate-somerville-supercell": "no",
        "eighth-day-regenerative": "not_stated",
        "symbiome-the-answer": "not_stated",
    }
    assert len(rows("criteria.yaml")) == 15


# The maker's table, written out by hand: a row for each trait, a letter for each source in the order of the columns.
CELLS = {"Y": "Yes", "N": "No", "X": "Extreme", "M": "Mixed", "I": "Infant", "A": "Adult"}
TABLE = ["YNYYNN", "NNNNNN", "XNNNNN", "YYYYYN", "YNYNNY", "YNMYNN", "IAMIAA", "YNYNNN"]


def test_the_forty_eight_cells_of_the_comparison_are_those_printed():
    table = read(DATA / "stem_cell_sources.yaml")
    columns = [column["slug"] for column in table["columns"]]
    assert columns == ["cord-lining", "bone-marrow", "placenta", "whartons-jelly", "adipose", "skin"]
    printed = [[CELLS[letter] for letter in row] for row in TABLE]
    assert [[row["values"][column] for column in columns] for row in table["rows"]] == printed
    assert sum(map(len, printed)) == 48


def test_eighteen_terms_twenty_nine_facts_on_the_maker_and_eighteen_kinds():
    assert len(rows("glossary.yaml")) == 18
    assert len(rows("maker.yaml")) == 29
    assert Counter(row["group"] for row in rows("stem_cell_kinds.yaml")) == {"label": 5, "source": 7, "biology": 6}


def test_the_fifteen_articles():
    assert [row["slug"] for row in sorted(articles(), key=lambda row: row["position"])] == [
        "what-the-label-means",
        "kinds-of-stem-cell-ingredient",
        "how-the-signals-work",
        "sources-and-trade-offs",
        "evidence-and-its-limits",
        "safety-sourcing-and-rules",
        "choosing-a-serum",
        "using-it-in-a-routine",
        "cost-and-expectations",
        "who-should-be-careful",
        "skin-tone",
        "menopause",
        "timelines",
        "cord-lining-and-red-deer",
        "what-is-still-unknown",
    ]


def plain(markdown):
    without_addresses = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", markdown)
    return without_addresses.replace("**", "").replace("\n- ", ". ")


@pytest.mark.parametrize("text", [row["answer"] for row in questions()], ids=[row["slug"] for row in questions()])
def test_an_answer_is_easy_to_read(text):
    """One short answer with a long name in it may stand a little higher than the eight that hold on average."""
    assert reading_grade(plain(text)) <= 10


def test_answers_and_articles_stay_at_eight_years_of_school():
    assert reading_grade(" ".join(plain(row["answer"]) for row in questions())) <= 8
    for article in articles():
        assert reading_grade(" ".join(plain(section["body"]) for section in article["sections"])) <= 8, article["slug"]
