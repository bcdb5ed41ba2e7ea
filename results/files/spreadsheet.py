"""A workbook of a release as an .xlsx file: tables marked as tables, and every text a text.

No cell is a formula, whatever its text begins with.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from textwrap import wrap
from typing import TYPE_CHECKING

import xlsxwriter

from results.files.sheets import Book, Cell, Sheet, widths
from results.files.zips import archive, opened

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CORE = "docProps/core.xml"
PROSE_WIDTH = 90
LINE_HEIGHT = 16.0  # points
PLAIN = {"font_name": "Arial", "font_size": 12, "text_wrap": True, "valign": "top"}


class _Formats:
    """How cells look. Nothing is said by a look alone."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.title = workbook.add_format(PLAIN | {"bold": True, "font_size": 16, "text_wrap": False})
        self.heading = workbook.add_format(PLAIN | {"bold": True, "bottom": 1})
        self.text = workbook.add_format(PLAIN)
        self.line = workbook.add_format(PLAIN | {"text_wrap": False})
        self.number = workbook.add_format(PLAIN | {"num_format": "#,##0", "align": "right"})
        self.link = workbook.add_format(PLAIN | {"underline": 1, "font_color": "#1B5699"})


def xlsx(book: Book, *, day: date, language: str = "en-GB") -> bytes:
    """The workbook. Its properties name the day of the release as the one on which it was made."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as workbook:
        workbook.set_properties(
            {
                "title": book.title,
                "author": book.publisher,
                "company": book.publisher,
                "created": datetime(day.year, day.month, day.day),  # noqa: DTZ001 - a day, which is in no zone
            }
        )
        formats = _Formats(workbook)
        for number, sheet in enumerate(book.sheets):
            _write(workbook.add_worksheet(sheet.name), sheet, formats, number)
    return _with_language(buffer.getvalue(), language, day)


def _with_language(content: bytes, language: str, day: date) -> bytes:
    """The library has no property for the language, which screen readers ask for."""
    files = opened(content)
    end = b"</cp:coreProperties>"
    files[CORE] = files[CORE].replace(end, f"<dc:language>{language}</dc:language>".encode() + end)
    return archive(files, day=day)


def _write(page: Worksheet, sheet: Sheet, formats: _Formats, number: int) -> None:
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, sheet.title, formats.title)
    prose = formats.line if sheet.header else formats.text
    for place, text in enumerate(sheet.about, start=1):
        page.write_string(place, 0, text, prose)
        page.set_row(place, LINE_HEIGHT if sheet.header else _height([text], [PROSE_WIDTH]))
    if sheet.header:
        _table(page, sheet, formats, number)
    else:
        page.set_column(0, 0, PROSE_WIDTH)


def _height(cells: Sequence[Cell], room: Sequence[int]) -> float:
    """How high a row is whose texts are wrapped: not every program works it out by itself."""
    lines = (len(wrap(str(cell), width)) for cell, width in zip(cells, room, strict=True))
    return LINE_HEIGHT * max(1, *lines)


def _table(page: Worksheet, sheet: Sheet, formats: _Formats, number: int) -> None:
    top = len(sheet.about) + 1
    room = widths(sheet, sheet.rows)
    for column, width in enumerate(room):
        page.set_column(column, column, width)
    columns = [{"header": text, "header_format": formats.heading} for text in sheet.header]
    page.add_table(
        top,
        0,
        top + len(sheet.rows),
        len(sheet.header) - 1,
        {"name": f"table_{number}", "columns": columns, "style": None, "autofilter": False},
    )
    for row, cells in enumerate(sheet.rows, start=top + 1):
        page.set_row(row, _height(cells, room))
        for column, cell in enumerate(cells):
            _cell(page, (row, column), cell, sheet, formats)
    page.freeze_panes(top + 1, 0)
    page.repeat_rows(top)


def _cell(page: Worksheet, place: tuple[int, int], cell: Cell, sheet: Sheet, formats: _Formats) -> None:
    row, column = place
    if isinstance(cell, int):
        page.write_number(row, column, cell, formats.number)
    elif sheet.name == "Contents" and column == 0:
        page.write_url(row, column, f"internal:'{cell}'!A1", formats.link, cell)
    else:
        page.write_string(row, column, cell, formats.number if column >= sheet.text else formats.text)
