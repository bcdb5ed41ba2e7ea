"""Workbooks: bytes → cells. How much a file unpacks to, and how far its cells reach, is read before anything
is laid out as a table: a few kilobytes can name a thousand million cells.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from survey.domain.interchange.result import Refused
from survey.domain.interchange.xlsform.sheets import Sheet
from survey.domain.wording import say
from survey.store.interchange.calamine import (
    BROKEN,
    FAR,
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    PASSWORD,
    cells_of,
)
from survey.store.interchange.old_workbooks import old_sheets_in

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
LARGEST_SHEET = 25 * 1024 * 1024
MOST_SHOWN = 200 * 1024 * 1024
MOST_LETTERS = 8_000_000
MOST_PARTS = 500

TOO_LARGE = say(
    "The workbook is larger than 10 MB. A form needs far less: take out pictures and other sheets."
)
BOMB = say(
    "The workbook unpacks to far more than a form needs. Save only the sheets of the form, and try again."
)
ENTITIES = say(
    "The workbook declares XML entities, which no spreadsheet program writes. Save it again in one."
)
OTHER_ZIP = say("This is an archive, but no Excel workbook. Save the form as .xlsx, and try again.")

OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TOKEN = re.compile(
    rb"<(?:\w{1,20}:)?(?:"
    rb"(?P<is_row>row)\b(?:[^<>]*?\sr\s*=\s*[\"'](?P<row>\d{1,9}))?"
    rb"|(?P<is_cell>c)\b(?:[^<>]*?\sr\s*=\s*[\"'](?P<column>[A-Za-z]{1,7})(?P<line>\d{1,9}))?"
    rb"|(?P<is_value>v|is|f)\b)"
)


def sheets_in(data: bytes) -> list[Sheet]:
    """The sheets with their cells. Raises Refused."""
    if len(data) > LARGEST:
        raise Refused(TOO_LARGE)
    if not data.startswith(OLE):
        _check_package(data)
    elif _ENCRYPTED in data:
        raise Refused(PASSWORD)
    sheets = old_sheets_in(data) if data.startswith(OLE) else cells_of(data)
    texts = (cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str))
    if sum(map(len, texts)) > MOST_LETTERS:
        raise Refused(BOMB)
    return sheets


def _check_package(data: bytes) -> None:
    """Refuses what is too large to unpack, protected or damaged, before any cell is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Refused(BOMB)
            if any(part.flag_bits & 1 for part in parts):
                raise Refused(PASSWORD)
            # Reads everything once: a part that is larger than it says fails here.
            if package.testzip() is not None:
                raise Refused(BROKEN)
            _check_parts(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as error:
        raise Refused(BROKEN) from error


def _check_parts(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    if "xl/workbook.xml" not in names:
        raise Refused(OTHER_ZIP)
    shared = package.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else b""
    longest = max(len(text) for text in shared.split(b"<si"))
    for name in names:
        if name.endswith((".xml", ".rels")):
            part = package.read(name)
            if _DECLARATION.search(part):
                raise Refused(ENTITIES)
            if "/worksheets/" in name:
                _check_sheet(part, longest)


def _check_sheet(sheet: bytes, longest: int) -> None:
    """How far the cells that hold something reach, and how much they show in all."""
    if len(sheet) > LARGEST_SHEET:
        raise Refused(BOMB)
    row = column = last = values = 0
    for token in _TOKEN.finditer(sheet):
        if token["is_row"]:
            row, column = int(token["row"] or row + 1), 0
        elif token["is_cell"]:
            row = int(token["line"] or row)
            column = _column(token["column"]) if token["column"] else column + 1
        else:
            values += 1
            last = max(last, column)
            if row > LAST_ROW or column > LAST_COLUMN or row * last > MOST_CELLS:
                raise Refused(FAR)
    # A shared text stands once in the file, however many cells show it.
    if values * longest > MOST_SHOWN:
        raise Refused(BOMB)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - ord("A") + 1
    return number
