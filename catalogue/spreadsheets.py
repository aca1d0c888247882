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
    """Text that a spreadsheet shows and never runs; a blank stays one."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
