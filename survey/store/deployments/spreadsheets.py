"""Bytes in, cells out: CSV, ODS and XLSX as somebody uploaded them. No file is written, and none is trusted.

What a file says that it unpacks to is read before anything is unpacked, and how far its cells reach before
anything is laid out as a table: a few kilobytes can name a thousand million cells.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from python_calamine import CalamineError, PasswordError, load_workbook

from survey.domain.records.reading import Sheet
from survey.domain.wording import say

LARGEST = 2 * 1024 * 1024
LARGEST_UNPACKED = 40 * 1024 * 1024
MOST_SHOWN = 500 * 1024 * 1024
MOST_PARTS = 500
LAST_ROW, LAST_COLUMN = 20_000, 200
MOST_SHEETS = 50

TOO_LARGE = say(
    "The file is larger than 2 MB. Records of one deployment need far less: remove pictures or sheets."
)
BOMB = say("The file unpacks to more than 40 MB. Save only the sheet with the records, and try again.")
PASSWORD = say("The file is protected with a password. Save it without one, and try again.")
BROKEN = say(
    "The file cannot be read: it is damaged or incomplete. Open it, save it again, and try that file."
)
OLD_EXCEL = say(
    "This is an old Excel file, or one with a password. Save it as .xlsx, .ods or .csv without a password."
)
OTHER = say("This is not a spreadsheet. Upload a .csv, .ods or .xlsx file.")
FAR = say(
    "A sheet has cells below row 20,000 or right of column 200. Remove what stands there, and try again."
)
EMPTY = say("The file is empty.")
NOT_TEXT = say("The text in the file cannot be read. Save it as “CSV UTF-8”, and try again.")

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XLSX_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]*)(\d+)[\"']")
_ODS_TOKEN = re.compile(
    rb"<table:table[\s>]|<table:table-row\b[^>]*>|<table:(?:covered-)?table-cell\b[^>]*>|</table:table-row>"
)
_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"'](\d+)[\"']")


class FileRefused(ValueError):
    """The file cannot be used. The text says why and what to do."""


def read_file(data: bytes) -> list[Sheet]:
    """The tables of an uploaded file. Raises FileRefused."""
    if not data.strip():
        raise FileRefused(EMPTY)
    if len(data) > LARGEST:
        raise FileRefused(TOO_LARGE)
    if data.startswith(_OLE):
        raise FileRefused(PASSWORD if _ENCRYPTED in data else OLD_EXCEL)
    if data.startswith(b"PK"):
        _check_package(data)
        return _read_workbook(data)
    return _read_csv(_decoded(data))


def _check_package(data: bytes) -> None:
    """Refuses what is too large to unpack, protected or damaged, before any cell is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise FileRefused(BOMB)
            if any(part.flag_bits & 1 for part in parts):
                raise FileRefused(PASSWORD)
            # Reads everything once: a part that is larger than it says fails here.
            if package.testzip() is not None:
                raise FileRefused(BROKEN)
            _check_contents(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise FileRefused(BROKEN) from error


def _check_contents(package: zipfile.ZipFile) -> None:
    names = set(package.namelist())
    if "content.xml" in names:
        if "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise FileRefused(PASSWORD)
        _check_ods(package.read("content.xml"))
    elif "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        shared = package.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else b""
        longest = max(len(text) for text in shared.split(b"<si"))
        for name in sorted(names):
            if name.startswith("xl/worksheets/"):
                _check_xlsx(package.read(name), longest)
    else:
        raise FileRefused(OTHER)


def _check_xlsx(sheet: bytes, longest: int) -> None:
    """How far the cells reach, and how much they show: a text stands once, however many cells show it."""
    references = _XLSX_REFERENCE.findall(sheet)
    if len(references) * longest > MOST_SHOWN:
        raise FileRefused(BOMB)
    for letters, row in references:
        if len(row) > len(str(LAST_ROW)) or int(row) > LAST_ROW or _column(letters) > LAST_COLUMN:
            raise FileRefused(FAR)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - ord("A") + 1
    return number


def _check_ods(content: bytes) -> None:
    """Counts rows and columns as they will be laid out; what holds nothing is dropped at the end."""
    row = column = repeated = 0
    for token in _ODS_TOKEN.findall(content):
        if token.startswith(b"</table:table-row"):
            row, repeated = row + repeated, 0
        elif token.startswith(b"<table:table-row"):
            column, repeated = 0, _times(token)
        elif token.startswith((b"<table:table-cell", b"<table:covered")):
            column += _times(token)
            far = column > LAST_COLUMN or row + repeated > LAST_ROW
            if b"value-type" in token and far:
                raise FileRefused(FAR)
        else:
            row = column = repeated = 0


def _times(token: bytes) -> int:
    found = _REPEATED.search(token)
    return int(found[1][:9]) if found else 1


def _read_workbook(data: bytes) -> list[Sheet]:
    try:
        workbook = load_workbook(io.BytesIO(data))
        # Rows are counted from the top of the sheet, as its reader counts them.
        return [
            Sheet(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in workbook.sheet_names[:MOST_SHEETS]
        ]
    except PasswordError as error:
        raise FileRefused(PASSWORD) from error
    except (CalamineError, OSError, ValueError) as error:
        raise FileRefused(BROKEN) from error


def _decoded(data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileRefused(NOT_TEXT)


def _read_csv(text: str) -> list[Sheet]:
    """The same text by each separator; only one of them makes a row of headings that can be recognised."""
    try:
        return [Sheet("", list(_rows(text, separator))) for separator in ",;\t"]
    except csv.Error as error:
        raise FileRefused(BROKEN) from error


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
