"""What stands in one cell: a day, or a count, or nothing published. What cannot be read is never guessed.

“470,000+” and “about 7” are refused, not kept as 470000 and 7: every rate made from them would look exact.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from survey.domain.wording import message

Cell = str | int | float | bool | date | datetime | time | timedelta | None

# No camera has seen this many faces in a day; a longer number is a telephone number or a slip.
MOST = 100_000_000
_FIRST_YEAR = 2000
_SERIALS = range(36_526, 73_050)  # a spreadsheet's own numbers for the days from 2000 to 2099

_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_IN_WORDS = re.compile(r"(?:[A-Za-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORTEST_MONTH = 3
_GROUPED = re.compile(r"\d{1,3}(?:[, \u00a0\u2009\u202f]\d{3})+|\d+")
_SPACES = re.compile(r"\s+")

NOT_PUBLISHED = frozenset({
    "",  # an empty cell
    "-", "–", "—",  # drawn by hand
    "n/a", "na", "n.a.", "not applicable",
    "not published", "not available", "not recorded", "not known", "unknown",
    "tbc",  # to be confirmed: not published yet
})  # fmt: skip
NOUGHT = frozenset({"nil", "none", "zero"})  # said in words, and still a count


class Unreadable(ValueError):
    """What stands in a cell is not what its column holds.

    The text is a message about `{cell}`: what is wrong with it, and what to do.
    """


def shown(cell: Cell) -> str:
    """The cell as its reader sees it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _SPACES.sub(" ", str(cell)).strip()


def read_count(cell: Cell) -> int | None:
    """A whole number; None where it is not published. Raises Unreadable."""
    text = shown(cell)
    lowered = text.casefold()
    if lowered in NOT_PUBLISHED:
        return None
    if lowered in NOUGHT:
        return 0
    # A yes-or-no or a date is no count, though Python could make a number of either.
    if isinstance(cell, bool | date | time | timedelta) or not _GROUPED.fullmatch(text):
        raise Unreadable(
            message(
                "{cell} is not a whole number. Write one such as 44,160, or leave the cell empty if it is "
                "not published."
            )
        )
    digits = re.sub(r"\D", "", text)
    if len(digits) > len(str(MOST)) or int(digits) > MOST:
        raise Unreadable(message("{cell} is more than anybody could count in a day. Check the number."))
    return int(digits)


def read_day(cell: Cell) -> date:
    """A day, written as people or spreadsheets write it, with the day before the month. Raises Unreadable."""
    if isinstance(cell, datetime):
        return _possible(cell.year, cell.month, day=cell.day)
    if isinstance(cell, date):
        return _possible(cell.year, cell.month, day=cell.day)
    text = shown(cell)
    if text.isdecimal() and int(text[:6]) in _SERIALS:
        raise Unreadable(
            message("{cell} is a spreadsheet’s own number for a day. Format the column as a date.")
        )
    return _possible(*_parts(text)[:2], day=_parts(text)[2])


def _parts(text: str) -> tuple[int, int, int]:
    """Year, month and day as written."""
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NUMERIC.fullmatch(text):
        year = int(found[3])
        return year if len(found[3]) > 2 else _FIRST_YEAR + year, int(found[2]), int(found[1])  # noqa: PLR2004 - yy
    if (found := _IN_WORDS.fullmatch(text)) and (month := _month(found[2])):
        return int(found[3]), month, int(found[1])
    raise Unreadable(message("{cell} is not a date. Write it such as 09/01/2026 or 9 January 2026."))


def _month(name: str) -> int:
    """1 for Jan or January. 0 where it is no month."""
    lowered = name.casefold()
    fits = [number for number, full in enumerate(_MONTHS, start=1) if full.startswith(lowered)]
    if lowered == "sept":
        return _MONTHS.index("september") + 1
    whole = len(fits) == 1 and (len(lowered) == _SHORTEST_MONTH or lowered in _MONTHS)
    return fits[0] if whole else 0


def _possible(year: int, month: int, *, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise Unreadable(
            message(
                "{cell} is not a day in the calendar. Write the day before the month, such as 09/01/2026."
            )
        ) from error
    if found.year < _FIRST_YEAR:
        raise Unreadable(message("{cell} is before the year 2000. Check the year."))
    return found
