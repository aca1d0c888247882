"""CSV: UTF-8 and nothing else, separated by commas, semicolons or tabs."""

import csv
import io

from django.utils.translation import gettext as _

from catalogue.spreadsheets import text_in_cell

from .problems import Unreadable

SEPARATORS = ",;\t"


def rows(data: bytes):
    """(row number, texts) of every row. Raises Unreadable naming the row."""
    text = decoded(data)
    separator = separator_of(text)
    number, width = 0, None
    try:
        for number, cells in enumerate(reader(text, separator), 1):
            if cells and width is None:
                width = len(cells)
            if cells and len(cells) < width and any(cells):
                raise Unreadable(_("This row has fewer cells than there are columns: %(cells)s.") % {"cells": len(cells)}, row=number)
            yield number, [text_in_cell(cell) for cell in cells]
    except csv.Error as error:
        sentence = _("The quotation marks or line ends of this row are not those of a CSV file.")
        raise Unreadable(sentence, row=number + 1) from error


def reader(text, separator, **options):
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, **{"strict": True, **options})


def decoded(data):
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_utf8(data, error.start) from error
    if "\x00" in text:
        raise Unreadable(_("This row holds a NUL byte. Save the table again as CSV UTF-8."), row=row_at(data, data.index(b"\x00")))
    return text


def not_utf8(data, place):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Unreadable(_("The file is UTF-16. Save the table as CSV UTF-8."), row=1)
    sentence = _("This row is not UTF-8 text: accents would come out wrong. Save the table as CSV UTF-8.")
    return Unreadable(sentence, row=row_at(data, place), value=data[place : place + 12].decode("latin-1"))


def row_at(data, place):
    """Which row the byte at this place is in; a text in quotation marks may hold line ends."""
    text = data[:place].decode("utf-8-sig", errors="replace").replace("\x00", " ")
    try:
        complete = list(reader(f"{text}x", separator_of(text), strict=False))
    except csv.Error:
        return text.count("\n") + 1
    return max(1, len(complete))


def separator_of(text):
    """The one that stands most often in the first row, where no column name holds any of them."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(SEPARATORS, key=first.count)
