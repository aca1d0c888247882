"""Files for tests: tables as CSV and XLSX, good ones and broken ones."""

import csv
import io
import zipfile

import openpyxl


def csv_of(*rows, encoding="utf-8", delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_of(*rows):
    """Values as they are; a text that begins with = becomes a formula, as when somebody types it."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("table")
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def repacked(data, change=None, *, extra=()):
    """The workbook with `change(name, content)` done to each part, and with more parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(part.filename, content) if change else content)
        for name, content in extra:
            new.writestr(name, content)
    return packed.getvalue()


GOOD = [["slug", "name", "summary"], ["good-one", "Good", "A good one."]]
GOOD_XLSX = xlsx_of(*GOOD)


def bomb():
    return repacked(GOOD_XLSX, extra=[("xl/worksheets/sheet2.xml", b" " * 60_000_000)])


def many_parts():
    return repacked(GOOD_XLSX, extra=[(f"xl/media/{number}.png", b"") for number in range(300)])


def with_document_type():
    def change(name, content):
        if not name.endswith("sheet1.xml"):
            return content
        content = content.removeprefix(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>')
        return b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content

    return repacked(GOOD_XLSX, change)


def far_cell():
    return repacked(GOOD_XLSX, lambda name, content: content.replace(b'r="C2"', b'r="XFD2"') if name.endswith("sheet1.xml") else content)


def two_sheets():
    book = openpyxl.Workbook()
    book.active.append(GOOD[0])
    book.create_sheet("another").append(GOOD[0])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def long_csv(count):
    lines = "".join(f"long-{number},Long {number},A long one.\n" for number in range(count))
    return f"slug,name,summary\n{lines}".encode()


def long_xlsx(count):
    """As openpyxl writes it, which takes seconds for many rows."""
    lines = ([f"long-{number}", f"Long {number}", "A long one."] for number in range(count))
    rows = "".join(row_of(number, line) for number, line in enumerate([GOOD[0], *lines], 1)).encode()

    def change(name, content):
        if not name.endswith("sheet1.xml"):
            return content
        return content[: content.index(b"<row ")] + rows + content[content.index(b"</sheetData>") :]

    return repacked(GOOD_XLSX, change)


def row_of(number, texts):
    cells = "".join(f'<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for column, text in zip("ABC", texts, strict=True))
    return f'<row r="{number}">{cells}</row>'
