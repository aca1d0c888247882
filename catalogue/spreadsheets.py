"""Tables as CSV files for spreadsheets: read as UTF-8, and never run."""

import csv

from django.http import HttpResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of a formula
BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet reads accents wrong


def csv_response(rows, *, filename):
    """The rows as a download."""
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    csv.writer(response).writerows([cell(value) for value in row] for row in rows)
    return response


def cell(value):
    """Text that a spreadsheet shows and never runs; a blank stays one. `text_in_cell` gives the text back."""
    text = "" if value is None else str(value)
    return f"'{text}" if is_marked(text) else text


def text_in_cell(text):
    """What `cell` was given. One apostrophe goes where `cell` puts one, also before a text that began with one itself."""
    return text[1:] if text.startswith("'") and is_marked(text[1:]) else text


def is_marked(text):
    """A text that would run, with or without apostrophes before it: those are marked too, or the mark could not be told from them."""
    return text.lstrip("'").startswith(FORMULA_STARTS)
