"""Addresses for printing, from a CSV file as a council's address list gives it. They are used and not kept.

What is wrong is said with the number of the row, never with what stands in it: messages end up in places
where an address must not.
"""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from survey.domain.wording import message, say

# What fits behind the window of an envelope, at 10 points.
MOST_LINES = 6
LONGEST_LINE = 44
MOST_ADDRESSES = 50_000
MOST_PROBLEMS = 20
ENCODINGS = ("utf-8-sig", "cp1252")
SEPARATORS = ",;\t"

EMPTY = say("The file is empty. Choose a CSV file with one address in each row")
NOT_TEXT = say("The file is not a CSV file. In your spreadsheet program, save the list as “CSV UTF-8”")
NO_ADDRESS = say("No column holds addresses. Name them in the first row, such as “Address 1” and “Postcode”")
NO_EMAIL = say("No column holds email addresses. Name the column “Email” in the first row")
TOO_MANY = say("The file has more than {most} rows. Split it", most=f"{MOST_ADDRESSES:,}")
TOO_MANY_LINES = message(
    "Row {row} has more than {most} lines of {longest} characters, which is what a window shows"
)
NO_AT = message("Row {row} has no email address")
MORE = say("There are more such rows")

_OF_AN_ADDRESS = re.compile(
    r"name|addressee|recipient|occupier|organi[sz]ation|company|address|line ?\d|flat|house|building|premises"
    r"|street|road|locality|village|town|city|county|post ?code"
)
# An email address, a postcode at the end, or the number of a house at the beginning.
_OF_AN_ENTRY = re.compile(r"@|[A-Za-z]\d[A-Za-z\d]? ?\d[A-Za-z]{2}$|^\d+\w? ")
_EMAIL = re.compile(r"e-?mail")
_WHOLE_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")

Address = tuple[str, ...]


class ListRefused(ValueError):
    """The list cannot be used. `problems` says why, without anything that stands in it."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = problems


@dataclass(frozen=True)
class AddressList:
    """The addresses in the order of the file, and the headings of the columns that were left out."""

    rows: tuple[Address, ...]
    left_out: tuple[str, ...] = ()


def read_addresses(data: bytes) -> AddressList:
    """The postal addresses of a CSV file, line by line. Raises ListRefused."""
    rows = _rows(data)
    headings = _headings(rows, _OF_AN_ADDRESS)
    chosen = [place for place, name in enumerate(headings) if _is_of_an_address(name)]
    if headings and not chosen:
        raise ListRefused(NO_ADDRESS)
    left_out = tuple(name for place, name in enumerate(headings) if name and place not in chosen)
    body = rows[1:] if headings else rows
    found, problems = [], []
    for number, row in enumerate(body, start=2 if headings else 1):
        cells = [row[place] for place in chosen if place < len(row)] if headings else row
        lines = _lines(cells)
        if len(lines) > MOST_LINES:
            problems.append(say(TOO_MANY_LINES, row=number, most=MOST_LINES, longest=LONGEST_LINE))
        elif lines:
            found.append(lines)
    return AddressList(_checked(found, problems), left_out)


def read_emails(data: bytes) -> AddressList:
    """The email addresses of a CSV file. Raises ListRefused."""
    rows = _rows(data)
    headings = _headings(rows, _EMAIL)
    place = next((place for place, name in enumerate(headings) if _EMAIL.search(name.lower())), 0)
    if not headings and any(len(row) > 1 for row in rows):
        raise ListRefused(NO_EMAIL)
    body = rows[1:] if headings else rows
    found, problems = [], []
    for number, row in enumerate(body, start=2 if headings else 1):
        email = _plain(row[place]) if place < len(row) else ""
        if _WHOLE_EMAIL.fullmatch(email):
            found.append((email,))
        elif any(row):
            problems.append(say(NO_AT, row=number))
    left_out = tuple(name for other, name in enumerate(headings) if name and other != place)
    return AddressList(_checked(found, problems), left_out)


def _checked(found: list[Address], problems: list[str]) -> tuple[Address, ...]:
    if problems:
        more = (MORE,) if len(problems) > MOST_PROBLEMS else ()
        raise ListRefused(*problems[:MOST_PROBLEMS], *more)
    if not found:
        raise ListRefused(EMPTY)
    if len(found) > MOST_ADDRESSES:
        raise ListRefused(TOO_MANY)
    return tuple(found)


def _rows(data: bytes) -> list[list[str]]:
    text = _decoded(data)
    first = text.splitlines()[0] if text.strip() else ""
    if not first:
        raise ListRefused(EMPTY)
    separator = max(SEPARATORS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise ListRefused(NOT_TEXT) from None


def _decoded(data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not text.startswith("PK\x03\x04"):
            return text.strip("\r\n")
    raise ListRefused(NOT_TEXT)


def _headings(rows: Sequence[Sequence[str]], known: re.Pattern[str]) -> list[str]:
    """The first row, if it names columns and is not an entry that could be read so."""
    first = [_plain(cell).replace("_", " ") for cell in rows[0]]
    named = any(known.search(cell.lower()) for cell in first)
    is_entry = any(_OF_AN_ENTRY.search(cell) for cell in first)
    return first if named and not is_entry else []


def _is_of_an_address(heading: str) -> bool:
    return bool(_OF_AN_ADDRESS.search(heading.lower())) and not _EMAIL.search(heading.lower())


def _lines(cells: Iterable[str]) -> Address:
    return tuple(_broken(line for cell in cells for line in cell.splitlines()))


def _broken(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        plain = _plain(line)
        if plain:
            yield from textwrap.wrap(plain, LONGEST_LINE)


def _plain(cell: str) -> str:
    """The text of a cell without what cannot be printed, and with single spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in cell).split())
