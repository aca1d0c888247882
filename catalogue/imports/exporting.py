"""Tables and the whole content as files. What is exported can be imported again and then changes nothing."""

import io

import openpyxl
import yaml
from django.http import HttpResponse
from django.utils import timezone
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from catalogue.snapshots import ROOTS, snapshot
from catalogue.spreadsheets import csv_response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows_of(sheet):
    """The names of the columns, then every row as texts."""
    columns = sheet.columns
    yield list(columns)
    for row in sheet.stored():
        yield [column.show(column.value(row)) for column in columns.values()]


def as_csv(sheet):
    return csv_response(rows_of(sheet), filename=file_name(sheet.kind, "csv"))


def as_xlsx(sheet):
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet.kind)
    for place, row in enumerate(rows_of(sheet)):
        page.append([text_cell(page, text, bold=place == 0) for text in row])
    content = io.BytesIO()
    book.save(content)
    return download(content.getvalue(), XLSX, file_name(sheet.kind, "xlsx"))


def text_cell(page, text, *, bold):
    """A text, whatever it looks like: = is no formula, 0010 no number."""
    cell = WriteOnlyCell(page, value=ILLEGAL_CHARACTERS_RE.sub("", text) or None)
    if text:
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def as_yaml():
    """Every thing with its lines, and what apps above add. To be read and kept, not to be imported."""
    content = {label: [snapshot(row) for row in root.model._default_manager.order_by("pk")] for label, root in ROOTS.items()}
    content |= {model._meta.label: list(things()) for model, things in ALSO.items()}
    text = yaml.dump(content, Dumper=PlainDumper, allow_unicode=True, sort_keys=False, width=120)
    return download(text.encode(), "application/yaml; charset=utf-8", file_name("everything", "yaml"))


ALSO = {}  # model -> what gives its rows; for what is no root


class PlainDumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    def ignore_aliases(self, data):
        return True


def everything():
    """The models whose rows `as_yaml` holds."""
    return [*(root.model for root in ROOTS.values()), *ALSO]


def file_name(kind, ending):
    return f"{kind}-{timezone.localdate().isoformat()}.{ending}"


def download(content, content_type, name):
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
