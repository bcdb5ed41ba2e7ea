"""Questions about a day. Here only the band or the month that a day lies in is kept, so bands are needed."""

from __future__ import annotations

from datetime import date

from survey.domain.questionnaires.kinds import Date, DateBand
from survey.domain.questionnaires.problems_of_types import MOST_MONTHS
from survey.domain.wording import say

EARLIEST, LATEST = date(1900, 1, 1), date(2099, 12, 31)
MONTHS_IN_A_YEAR = 12
YEARS_BY_YEAR = 12
DECADE = 10
COUNTED = say(
    "Only month and year are asked, and answers are counted in bands. Set the bands that you need."
)


def day_question(code: str, text: str, first: date | None, last: date | None) -> Date:
    """The question between two days: by month where they are near, else by year or decade."""
    earliest, latest = first or EARLIEST, last or LATEST
    if latest < earliest:
        earliest, latest = EARLIEST, LATEST
    limits = {"minimum": earliest.isoformat(), "maximum": latest.isoformat()}
    months = (latest.year - earliest.year) * MONTHS_IN_A_YEAR + latest.month - earliest.month + 1
    if months <= MOST_MONTHS:
        return Date(code=code, text=text, by_month=True, **limits)
    return Date(code=code, text=text, bands=_bands(earliest, latest), **limits)


def _bands(earliest: date, latest: date) -> tuple[DateBand, ...]:
    step = 1 if latest.year - earliest.year < YEARS_BY_YEAR else DECADE
    later = range(earliest.year + 1, latest.year + 1)
    starts = [earliest.year, *(year for year in later if year % step == 0)]
    return tuple(
        _band(start, (starts[place + 1] - 1) if place + 1 < len(starts) else latest.year, earliest, latest)
        for place, start in enumerate(starts)
    )


def _band(first_year: int, last_year: int, earliest: date, latest: date) -> DateBand:
    first, last = max(earliest, date(first_year, 1, 1)), min(latest, date(last_year, 12, 31))
    name = str(first_year) if first_year == last_year else f"{first_year}-{last_year}"
    label = name.replace("-", " to ")
    return DateBand(name, label, first.isoformat(), last.isoformat())


def day_in(text: str) -> date | None:
    """A day written as 2026-03-31, with or without a time after it."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
