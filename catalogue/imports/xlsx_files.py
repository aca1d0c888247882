"""Excel workbooks, by openpyxl. A workbook is a packed folder of XML: it is looked through, within limits, before openpyxl opens it."""

import io
import warnings
import zipfile
import zlib
from datetime import date, datetime
from decimal import Decimal

import openpyxl
from django.conf import settings
from django.utils.translation import gettext as _

from .problems import Problem, Unreadable

MOST_PARTS = 200
UNPACKED_TIMES = 10  # the largest file times this is the most that a workbook may unpack to
HIGHEST_RATIO = 200  # a table packs to a tenth or so
SMALL_PART = 1_000_000  # bytes; below, no ratio hurts
LAST_ROW = 1_048_576  # of a sheet in Excel
MOST_CELLS_IN_A_ROW = 200
CHUNK = 64 * 1024
MACROS = ("vbaproject", "macrosheets/")


def rows(data: bytes):
    """(row number, texts or Problems) of every row of the one sheet. Raises Unreadable."""
    look_through(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of looks that openpyxl does not know
            yield from rows_of_workbook(data)
    except (Unreadable, GeneratorExit):
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise Unreadable(_("The workbook is damaged. Open it in a spreadsheet and save it anew as .xlsx.")) from error


def rows_of_workbook(data):
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        if len(book.sheetnames) != 1 or not book.worksheets:
            raise Unreadable(_("The workbook has %(count)s sheets. Keep the one to be imported.") % {"count": len(book.sheetnames)})
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        for number, cells in enumerate(sheet.iter_rows(), 1):
            if number > LAST_ROW or len(cells) > MOST_CELLS_IN_A_ROW:
                raise Unreadable(_("The sheet reaches beyond what a table needs. Copy the table alone into a new sheet."), row=number)
            yield number, [text_of(cell) for cell in cells]
    finally:
        book.close()


def text_of(cell):
    """As a reader of the sheet would type it. A formula is refused: its value is whatever was computed last."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        shown = value if isinstance(value, str) else str(getattr(value, "text", "") or "=…")
        return Problem(_("This cell holds a formula. Write its value instead."), value=shown)
    if cell.data_type == "e":
        return Problem(_("This cell holds an error."), value=str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return figure(value)
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def figure(value):
    text = f"{Decimal(repr(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# Before it is opened


def look_through(data):
    """What the folder says of itself first, then its parts within those limits. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as folder:
            parts = folder.infolist()
            refuse_what_is_declared(parts)
            for part in parts:
                look_through_part(folder, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise Unreadable(_("This is not an Excel workbook, or it is damaged or locked by a password.")) from error


def refuse_what_is_declared(parts):
    names = [part.filename.lower() for part in parts]
    if "[content_types].xml" not in names:
        raise Unreadable(_("This is not an Excel workbook. Save the table as .xlsx."))
    if any(macro in name for name in names for macro in MACROS):
        raise Unreadable(_("The workbook holds macros. Save it as an Excel workbook without them (.xlsx)."))
    most = UNPACKED_TIMES * settings.IMPORT_MAX_BYTES
    dense = any(part.file_size > SMALL_PART and part.file_size > HIGHEST_RATIO * max(1, part.compress_size) for part in parts)
    if len(parts) > MOST_PARTS or len(set(names)) < len(names) or dense or sum(part.file_size for part in parts) > most:
        raise Unreadable(
            _(
                "The workbook unpacks to more than an import takes (%(bytes)s MB, %(rows)s rows). "
                "Copy the table alone into a new workbook, or divide it."
            )
            % {"bytes": most // 1_000_000, "rows": settings.IMPORT_MAX_ROWS}
        )


def look_through_part(folder, part):
    """No document type, so no entities; UTF-8; no macros; not more rows than are taken. The part is read in pieces."""
    before, rows_seen = b"", 0
    with folder.open(part) as content:
        while piece := content.read(CHUNK):
            seen = before + piece
            if not before and part.filename.lower().endswith((".xml", ".rels")):
                refuse_encoding(piece)
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise Unreadable(_("The workbook holds a document type definition, which no spreadsheet writes. It was not opened."))
            if b"macroEnabled" in seen:
                raise Unreadable(_("The workbook holds macros. Save it as an Excel workbook without them (.xlsx)."))
            rows_seen += seen.count(b"<row ") - before.count(b"<row ")
            before = seen[-16:]
            if "worksheets/" in part.filename.lower() and rows_seen > settings.IMPORT_MAX_ROWS + 1:
                raise too_many_rows()


def refuse_encoding(start):
    head = start[:200].lower()
    named = head.partition(b"encoding=")[2][1:6] if head.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml") and b"encoding=" in head else b"utf-8"
    if b"\x00" in head or named not in (b"utf-8", b"us-as"):
        raise Unreadable(_("A part of the workbook is not UTF-8. Open it in a spreadsheet and save it anew as .xlsx."))


def too_many_rows():
    sentence = _("The sheet has more than %(most)s rows, the most that one import takes; empty rows with a format count too.")
    return Unreadable(sentence % {"most": settings.IMPORT_MAX_ROWS})
