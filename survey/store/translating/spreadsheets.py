"""Texts ↔ a spreadsheet: one line a text, the translation in a column of its own.

Every cell is typed as text, so that what begins with “=” is no formula. What comes back may be .xlsx, .ods or
.csv; its columns are found by their headings, wherever they were moved.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from survey.domain.interchange.result import Refused
from survey.domain.interchange.xlsform.sheets import as_text
from survey.domain.languages import Language
from survey.domain.records.reading import Sheet
from survey.domain.translating.files import Returned, Row, tidy
from survey.domain.wording import say
from survey.store.deployments.spreadsheets import FileRefused, read_file
from survey.store.interchange.writing import OPTIONS

PLACE, NOTE, TEXT, TRANSLATION, STATE = "Place", "What it is", "Text", "Translation", "State"
OLD_TEXT, OLD_TRANSLATION = "Earlier text", "Earlier translation"
WIDTHS = (28, 34, 60, 60, 14, 40, 40)
# What a cell of a workbook can hold.
LONGEST_CELL = 32_000
NO_COLUMNS = say(
    "The file has no sheet with the columns “{place}”, “{text}” and “{translation}”. "
    "Export the texts again, and change only the column with the translations.",
    place=PLACE,
    text=TEXT,
    translation=TRANSLATION,
)


def workbook(languages: tuple[Language, Language], rows: Iterable[Row]) -> bytes:
    """An .xlsx file; the column of a language that runs from right to left does so too."""
    own, other = languages
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        sheet = book.add_worksheet("texts")
        wrapped = {"text_wrap": True, "valign": "top", "num_format": "@"}
        plain = book.add_format(wrapped)
        turned = book.add_format({**wrapped, "reading_order": 2, "align": "right"})
        head = book.add_format({**wrapped, "bold": True})
        formats = [turned if side.direction == "rtl" else plain for side in (own, other)]
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 1)
        _write(sheet, 0, _headings(own, other), [head] * len(WIDTHS))
        for number, row in enumerate(rows, start=1):
            cells = (row.key, row.note, row.source, row.text, row.state.value, row.old_source, row.old_text)
            _write(sheet, number, cells, [plain, plain, *formats, plain, *formats])
    return buffer.getvalue()


def _headings(own: Language, other: Language) -> tuple[str, ...]:
    text, translation = f"{TEXT} ({own.code})", f"{TRANSLATION} ({other.code})"
    return (PLACE, NOTE, text, translation, STATE, OLD_TEXT, OLD_TRANSLATION)


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    number: int,
    cells: Sequence[str],
    formats: Sequence[xlsxwriter.format.Format],
) -> None:
    for column, (cell, form) in enumerate(zip(cells, formats, strict=True)):
        # An empty cell is written too: what is typed there is then a text as well.
        fits = cell if len(cell) <= LONGEST_CELL else ""
        if fits:
            sheet.write_string(number, column, fits, form)
        else:
            sheet.write_blank(number, column, None, form)


def lines_in(data: bytes) -> tuple[str, list[Returned]]:
    """The language of the translations as the file names it, and every text. Raises Refused."""
    try:
        sheets = read_file(data)
    except FileRefused as refused:
        raise Refused(*refused.args) from refused
    for sheet in sheets:
        found = _lines(sheet)
        if found:
            return found
    raise Refused(NO_COLUMNS)


def _lines(sheet: Sheet) -> tuple[str, list[Returned]] | None:
    rows = [[as_text(cell) for cell in row] for row in sheet.rows]
    head = next((number for number, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    columns = _columns(rows[head]) if head is not None else None
    if head is None or columns is None:
        return None
    place, text, translation = columns
    language = rows[head][translation].strip().removeprefix(TRANSLATION).strip(" ()")
    found = []
    for row in rows[head + 1 :]:
        key, source, words = ((row[at] if at < len(row) else "").strip() for at in (place, text, translation))
        if key:
            found.append(Returned(key, tidy(source), tidy(words)))
    return language, found


def _columns(head: Sequence[str]) -> tuple[int, int, int] | None:
    """Where place, text and translation stand; None where one of them is missing."""
    names = [cell.partition("(")[0].strip().lower() for cell in head]
    wanted = [name.lower() for name in (PLACE, TEXT, TRANSLATION)]
    if any(name not in names for name in wanted):
        return None
    place, text, translation = (names.index(name) for name in wanted)
    return place, text, translation
