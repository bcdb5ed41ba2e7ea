"""What stands in a cell: days and counts as people and spreadsheets write them. Nothing is guessed."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.records.cells import Unreadable, read_count, read_day, shown

DAYS = [
    ("09/01/2026", "as most forces write it"),
    ("9/1/2026", "without noughts"),
    ("09/01/26", "a short year is of this century"),
    ("09-01-2026", "with hyphens"),
    ("09.01.2026", "with full stops"),
    ("2026-01-09", "ISO"),
    ("2026-01-09 00:00:00", "ISO as a program exports it"),
    ("9 January 2026", "in words"),
    ("9th Jan 2026", "shortened"),
    ("Friday, 9 January 2026", "with the day of the week"),
    ("  9  January\u00a02026 ", "with stray spaces"),
    (date(2026, 1, 9), "a spreadsheet's date"),
    (datetime(2026, 1, 9, 14, 30), "a spreadsheet's date with a time"),
]


@pytest.mark.parametrize(("cell", "why"), DAYS)
def test_a_day(cell, why):
    assert read_day(cell) == date(2026, 1, 9), why


NO_DAYS = [
    ("", "is not a date"),
    ("13/25/2026", "is not a day in the calendar"),  # the month first, as elsewhere
    ("31/02/2026", "is not a day in the calendar"),
    ("January 2026", "is not a date"),
    ("46031", "a spreadsheet’s own number"),
    (46031.0, "a spreadsheet’s own number"),
    ("09/01/1926", "before the year 2000"),
    ("9 Janvier 2026", "is not a date"),
    ("09/01", "is not a date"),
    (time(9), "is not a date"),
]


@pytest.mark.parametrize(("cell", "said"), NO_DAYS)
def test_no_day(cell, said):
    with pytest.raises(Unreadable, match=said):
        read_day(cell)


COUNTS = [
    ("44160", 44160), ("44,160", 44160), ("44 160", 44160), ("1,234,567", 1234567),
    (335.0, 335),  # a spreadsheet keeps every number so
    (0, 0), ("0", 0), ("nil", 0), ("None", 0),
    (None, None), ("", None), ("-", None), ("–", None), ("n/a", None), ("N/A", None), ("Not published", None),
    ("tbc", None),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "count"), COUNTS)
def test_a_count(cell, count):
    assert read_count(cell) == count


NO_COUNTS = [
    "about 7",
    "470,000+",  # a floor: every rate made from it would look exact
    "7.5", 7.5,
    "-3",
    "1,23",  # a slip of the comma
    "1.234",  # a thousand elsewhere, a little over one here
    "4-5",
    True,
    date(2026, 1, 9),
    "٧٧٧٧٧٧٧٧٧٧٧٧",
    "9" * 40,
    "*",  # suppressed: ask what it stands for
    timedelta(days=3),
    "=1+1",
]  # fmt: skip


@pytest.mark.parametrize("cell", NO_COUNTS)
def test_no_count(cell):
    with pytest.raises(Unreadable):
        read_count(cell)


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.datetimes(), st.times()
)


@given(ANYTHING)
def test_whatever_stands_there_is_read_or_refused_in_words(cell):
    for read in (read_day, read_count):
        with suppress(Unreadable):
            read(cell)
    assert isinstance(shown(cell), str)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_the_same_however_it_is_written(day):
    written = [
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d/%m/%y}",
        f"{day.day} {day:%B %Y}",
        f"{day.day} {day:%b %Y}",
    ]
    assert {read_day(text) for text in written} == {day}


@given(st.integers(0, 100_000_000))
def test_a_count_is_the_same_with_commas_and_without(count):
    assert read_count(f"{count:,}") == read_count(str(count)) == read_count(float(count)) == count
