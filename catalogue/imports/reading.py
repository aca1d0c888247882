"""A file that somebody brought → rows of text with their places. Nothing is guessed: what cannot be read for certain is refused."""

from dataclasses import dataclass, field
from itertools import chain

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import csv_files, xlsx_files
from .problems import Problem, Unreadable

READERS = {"csv": csv_files.rows, "xlsx": xlsx_files.rows}
LONGEST_CELL = 20_000  # characters; no text of the portal comes near
MOST_COLUMNS = 100
MOST_PROBLEMS = 200  # more would not be read


@dataclass
class Table:
    """`rows` is a list of (row number, {column: text}); wholly empty rows are left out."""

    columns: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)


def read(data: bytes, *, name: str) -> Table:
    """The table in a file. What is wrong stands in `problems`; then the rows are not to be used."""
    table = Table()
    try:
        fill(table, READERS[kind_of(data, name)](data))
    except Unreadable as error:
        table.problems.append(error.problem)
    return table


def refuse_large(size):
    """Before anything of the file is read. Raises Unreadable."""
    if size > settings.IMPORT_MAX_BYTES:
        raise Unreadable(
            _("The file is larger than %(most)s kB, the most that one import takes. Divide it into several.")
            % {"most": settings.IMPORT_MAX_BYTES // 1000}
        )


def kind_of(data, name):
    refuse_large(len(data))
    ending = name.lower().rpartition(".")[2]
    if not data.strip():
        raise Unreadable(_("The file is empty."))
    if ending in {"xlsm", "xlsb", "xltm"}:
        raise Unreadable(_("The file may hold macros. Save it as an Excel workbook without them (.xlsx)."))
    if ending not in READERS:
        raise Unreadable(_("Only .csv and .xlsx files are read. Save the table as one of them."))
    if ending == "csv" and data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(_("The name ends in .csv, but this is a workbook. Save the table as CSV UTF-8, or bring it as .xlsx."))
    return ending


def fill(table, cells_of_rows):
    """`cells_of_rows` gives (row number, list of texts or of problems without a column)."""
    cells_of_rows = iter(cells_of_rows)
    number, header = next(((number, cells) for number, cells in cells_of_rows if any(cells)), (1, []))
    table.columns = header_of(header, number)
    for number, cells in cells_of_rows:
        if not any(cells):
            continue
        if len(table.rows) >= settings.IMPORT_MAX_ROWS:
            raise too_many_rows()
        table.rows.append((number, row_of(table, cells, number)))
        if len(table.problems) >= MOST_PROBLEMS:
            break
    if not table.rows and not table.problems:
        raise Unreadable(_("Below the row of column names there is no row."))


def too_many_rows():
    most = settings.IMPORT_MAX_ROWS
    sentence = ngettext(
        "The file has more than %(most)s row, the most that one import takes. Divide it into several.",
        "The file has more than %(most)s rows, the most that one import takes. Divide it into several.",
        most,
    )
    return Unreadable(sentence % {"most": most})


def header_of(cells, number):
    """Column names are compared without capitals and outer spaces."""
    names = [cell.strip().lower() if isinstance(cell, str) else cell for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise Unreadable(_("There are more than %(most)s columns.") % {"most": MOST_COLUMNS}, row=number)
    for place, name in enumerate(names):
        if not isinstance(name, str):
            raise Unreadable(name.sentence, row=number, column=letter(place))
        if not name:
            raise Unreadable(_("This column has no name."), row=number, column=letter(place))
        if name in names[:place]:
            raise Unreadable(_("This column stands there twice."), row=number, column=name)
    return names


def row_of(table, cells, number):
    names = table.columns
    beyond = [(place, cell) for place, cell in enumerate(cells) if place >= len(names) and cell]
    for place, cell in beyond[:1]:
        value = cell if isinstance(cell, str) else cell.value
        table.problems.append(Problem(_("This cell stands under no column name."), number, letter(place), value))
    texts = {}
    for name, cell in zip(names, chain(cells, [""] * len(names)), strict=False):
        if isinstance(cell, Problem):
            table.problems.append(Problem(cell.sentence, number, name, cell.value))
            cell = ""
        elif len(cell) > LONGEST_CELL:
            table.problems.append(Problem(_("This text is longer than %(most)s characters.") % {"most": LONGEST_CELL}, number, name, cell))
        texts[name] = cell
    return texts


def letter(place):
    """The column as a spreadsheet names it: 0 is A, 26 is AA."""
    return (letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)
