"""Reading a file that somebody brought: what is refused, where and how fast; and what is read."""

import time
import tracemalloc

import pytest

from catalogue.imports import reading
from catalogue.spreadsheets import cell, text_in_cell

from . import files
from .files import GOOD, GOOD_XLSX, csv_of, repacked, xlsx_of

HEADER = b"slug,name,summary\n"

# data, name of the file, row, column, a piece of the sentence
REFUSED = {
    "empty": (b"", "a.csv", None, "", "empty"),
    "blank": (b" \n\n", "a.csv", None, "", "empty"),
    "header alone": (HEADER, "a.csv", None, "", "there is no row"),
    "latin-1": (csv_of(*GOOD, ["other", "Crème", "x"], encoding="latin-1"), "a.csv", 3, "", "not UTF-8"),
    "mixed encodings": (csv_of(*GOOD, ["a", "Crème", "x"]) + csv_of(["b", "Crème", "x"], encoding="latin-1"), "a.csv", 4, "", "not UTF-8"),
    "latin-1 after a cell of two lines": (HEADER + b'a,"two\nlines",x\nb,\xe9,x\n', "a.csv", 3, "", "not UTF-8"),
    "latin-1 inside quotation marks": (HEADER + b'a,"two\nlin\xe9s",x\n', "a.csv", 2, "", "not UTF-8"),
    "utf-16": (csv_of(*GOOD, encoding="utf-16"), "a.csv", 1, "", "UTF-16"),
    "NUL byte": (HEADER + b"a,b,c\nd,\x00,f\n", "a.csv", 3, "", "NUL"),
    "open quotation mark": (HEADER + b'a,"b,c\n', "a.csv", 2, "", "quotation marks"),
    "text after a quotation mark": (HEADER + b'a,"b"x,c\n', "a.csv", 2, "", "quotation marks"),
    "a cell too few": (HEADER + b"a,b\n", "a.csv", 2, "", "fewer cells"),
    "a cell too many": (HEADER + b"a,b,c,d\n", "a.csv", 2, "D", "under no column name"),
    "column without a name": (b"slug,,summary\na,b,c\n", "a.csv", 1, "B", "no name"),
    "column twice": (b"slug,name,Name \na,b,c\n", "a.csv", 1, "name", "twice"),
    "too many columns": (",".join(f"c{n}" for n in range(101)).encode() + b"\n", "a.csv", 1, "", "100 columns"),
    "a long text": (HEADER + b"a," + b"x" * 20_001 + b",c\n", "a.csv", 2, "name", "longer than"),
    "workbook named csv": (GOOD_XLSX, "a.csv", None, "", "this is a workbook"),
    "another ending": (b"x", "a.pdf", None, "", "Only .csv and .xlsx"),
    "no ending": (b"x", "table", None, "", "Only .csv and .xlsx"),
    "macro file": (GOOD_XLSX, "a.xlsm", None, "", "macros"),
    "macro inside": (repacked(GOOD_XLSX, extra=[("xl/vbaProject.bin", b"x")]), "a.xlsx", None, "", "holds macros"),
    "csv named xlsx": (csv_of(*GOOD), "a.xlsx", None, "", "not an Excel workbook"),
    "zip without a workbook": (GOOD_XLSX.replace(b"[Content_Types]", b"[Kontent_Types]"), "a.xlsx", None, "", "not an Excel workbook"),
    "cut off": (GOOD_XLSX[:-200], "a.xlsx", None, "", "not an Excel workbook"),
    "damaged": (repacked(GOOD_XLSX, lambda name, content: b"<x>" if "sheet1" in name else content), "a.xlsx", None, "", "damaged"),
    "zip bomb": (files.bomb(), "a.xlsx", None, "", "unpacks to more"),
    "many parts": (files.many_parts(), "a.xlsx", None, "", "unpacks to more"),
    "document type": (files.with_document_type(), "a.xlsx", None, "", "document type"),
    "far cell": (files.far_cell(), "a.xlsx", 2, "", "reaches beyond"),
    "two sheets": (files.two_sheets(), "a.xlsx", None, "", "2 sheets"),
    "formula": (xlsx_of(*GOOD, ["a", "=1+1", "x"]), "a.xlsx", 3, "name", "formula"),
    "formula in the header": (xlsx_of(["slug", '="name"'], ["a", "b"]), "a.xlsx", 1, "B", "formula"),
    "formula beyond the columns": (xlsx_of(["slug"], ["a", "=1"]), "a.xlsx", 2, "B", "under no column name"),
    "error in a cell": (xlsx_of(*GOOD, ["a", "#REF!", "x"]), "a.xlsx", 3, "name", "error"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_broken_file_is_refused_at_its_place(case):
    data, name, row, column, said = REFUSED[case]
    problem = reading.read(data, name=name).problems[0]
    assert (problem.row, problem.column) == (row, column)
    assert said in problem.sentence


READ = [(2, {"slug": "good-one", "name": "Good", "summary": "A good one."})]
ACCEPTED = {
    "commas": (csv_of(*GOOD), "a.csv"),
    "semicolons": (csv_of(*GOOD, delimiter=";"), "a.csv"),
    "tabs": (csv_of(*GOOD, delimiter="\t"), "a.csv"),
    "byte order mark": (csv_of(*GOOD, encoding="utf-8-sig"), "A.CSV"),
    "old line ends": (csv_of(*GOOD).replace(b"\r\n", b"\r"), "a.csv"),
    "names in capitals": (csv_of(["Slug ", " NAME", "Summary"], GOOD[1]), "a.csv"),
    "empty rows after": (csv_of(*GOOD, ["", "", ""], []), "a.csv"),
    "workbook": (GOOD_XLSX, "a.xlsx"),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_table_is_read(case):
    data, name = ACCEPTED[case]
    table = reading.read(data, name=name)
    assert table.problems == []
    assert table.rows == READ


def test_rows_keep_their_numbers_where_others_are_empty():
    table = reading.read(csv_of(GOOD[0], [], ["", "", ""], GOOD[1]), name="a.csv")
    assert [number for number, _cells in table.rows] == [4]


@pytest.mark.parametrize(
    ("value", "text"),
    [(80, "80"), (80.0, "80"), (1.5, "1.5"), (0.1, "0.1"), (1e-7, "0.0000001"), (True, "yes"), (None, ""), ("007", "007")],
)
def test_a_number_in_a_workbook_reads_as_it_is_typed(value, text):
    (_number, cells), *_more = reading.read(xlsx_of(["slug", "name"], ["a", value]), name="a.xlsx").rows
    assert cells["name"] == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''-x", "'", "'quoted'", "''", "plain", "", "a=b", "1-2"])
def test_a_neutralised_text_comes_back_as_it_was(text):
    shown = cell(text)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert text_in_cell(shown) == text


def test_different_texts_stay_different_when_neutralised():
    texts = ["=x", "'=x", "''=x", "x", "'x"]
    assert len({cell(text) for text in texts}) == len(texts)


@pytest.mark.parametrize("start", ["=", "+", "@"])
def test_in_csv_what_looks_like_a_formula_is_text(start):
    (_number, cells), *_more = reading.read(csv_of(["slug", "name"], ["a", f"{start}SUM(A1)"]), name="a.csv").rows
    assert cells["name"] == f"{start}SUM(A1)"


# Size


@pytest.mark.parametrize(("make", "name"), [(files.long_csv, "a.csv"), (files.long_xlsx, "a.xlsx")])
def test_a_hundred_thousand_rows_are_refused_quickly_and_in_little_memory(make, name):
    data = make(100_000)
    tracemalloc.start()
    started = time.monotonic()
    problem = reading.read(data, name=name).problems[0]
    took = time.monotonic() - started
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "more than 20000 rows" in problem.sentence
    assert took < 3
    assert memory < 60_000_000


@pytest.mark.parametrize(("make", "name"), [(files.long_csv, "a.csv"), (files.long_xlsx, "a.xlsx")])
@pytest.mark.parametrize(("count", "accepted"), [(10, True), (11, False)])
def test_the_limit_of_rows(settings, make, name, count, accepted):
    settings.IMPORT_MAX_ROWS = 10
    assert (reading.read(make(count), name=name).problems == []) is accepted


@pytest.mark.parametrize(("size", "accepted"), [(0, True), (1, False)])
def test_the_limit_of_bytes(settings, size, accepted):
    data = csv_of(*GOOD)
    settings.IMPORT_MAX_BYTES = len(data) - size
    assert (reading.read(data, name="a.csv").problems == []) is accepted
