"""A whole table: records, notes on what was left out, or every problem at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.records.reading import MOST_SAID, NO_HEADER, NO_RECORDS, Sheet, read_sheets
from survey.domain.records.record import Record
from tests.survey.domain.records.samples import WEST_END, WEST_END_HEADINGS, read_table

TODAY = date(2026, 11, 2)
HEADINGS = ["Date", "Place", "Alerts", "Arrests"]


def test_the_west_end_sample():
    reading = read_table([WEST_END_HEADINGS, *WEST_END], TODAY)
    assert not reading.problems
    assert not reading.notes
    assert len(reading.records) == 9
    assert reading.records[0] == Record(date(2025, 9, 24), "Oxford Circus", 44160, 10, 0, 3)


def test_what_is_not_published_stays_so():
    reading = read_table([HEADINGS, ["09/01/2026", "x", "-", "n/a"], ["10/01/2026", "x"]], TODAY)
    assert [(one.alerts, one.arrests, one.faces) for one in reading.records] == [(None, None, None)] * 2
    assert reading.notes == ("There is no column for “Faces”, “False alerts”: not published.",)


def test_columns_that_are_not_recognised_are_named():
    reading = read_table(
        [[*HEADINGS, "Watchlist size", "Disposals"], ["09/01/2026", "x", 1, 1, 16000, 3]], TODAY
    )
    assert "These columns were not recognised and not used: “Watchlist size”, “Disposals”." in reading.notes


def test_blank_rows_and_totals_are_left_out():
    rows = [
        HEADINGS,
        [],
        ["09/01/2026", "x", 1, 1],
        ["", None],
        ["Total", "", 1, 1],
        ["", "Grand total:", 1, 1],
    ]
    reading = read_table(rows, TODAY)
    assert len(reading.records) == 1
    assert "Row 5 (“Total”) is a total and was left out." in reading.notes
    assert "Row 6 (“Grand total:”) is a total and was left out." in reading.notes


def test_identical_rows_count_once_and_different_ones_are_a_problem():
    row, other = ["09/01/2026", "North End", 5, 1], ["9 January 2026", "NORTH END", 6, 1]
    reading = read_table([HEADINGS, row, row], TODAY)
    assert len(reading.records) == 1
    assert "Row 3 says the same as row 2 (09/01/2026, North End) and is counted once." in reading.notes
    [problem] = read_table([HEADINGS, row, other], TODAY).problems
    assert problem.startswith("Rows 2 and 3 are both 09/01/2026, NORTH END, with different figures.")


def test_all_problems_come_at_once_and_not_too_many():
    rows = [HEADINGS, *(["09/01/2026", f"place {n}", f"about {n}", 1] for n in range(MOST_SAID + 5))]
    problems = read_table(rows, TODAY).problems
    assert len(problems) == MOST_SAID + 1
    assert problems[-1] == "And 5 more."


REFUSED = [
    ([], NO_HEADER),
    ([["Name", "Age"], ["A", 3]], NO_HEADER),
    ([HEADINGS], NO_RECORDS),
    (
        [["Date", "Faces", "Alerts"], ["09/01/2026", 2, 1]],
        "No column is headed “Place”. Every record needs one.",
    ),
    ([["Place", "Faces", "Alerts"], ["x", 2, 1]], "No column is headed “Date”. Every record needs one."),
    (
        [[*HEADINGS, "All alerts"], ["09/01/2026", "x", 1, 1, 1]],
        "The columns “Alerts” and “All alerts” hold the same",
    ),
]


@pytest.mark.parametrize(("rows", "said"), REFUSED)
def test_a_table_that_cannot_be_read(rows, said):
    [problem] = read_table(rows, TODAY).problems
    assert problem.startswith(said)


def test_of_several_sheets_the_first_with_headings_is_read():
    sheets = [Sheet("Notes", [["About this file"]]), Sheet("2026", [HEADINGS, ["09/01/2026", "x", 1, 1]])]
    reading = read_sheets(sheets, TODAY)
    assert len(reading.records) == 1
    assert reading.notes[0] == "Only the sheet “2026” was read. The file has others: “Notes”."


CELLS = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-5, 10**7), st.floats(), st.dates(), st.booleans(),
    st.sampled_from(["Date", "Place", "Alerts", "False alerts", "Total", "09/01/2026", "n/a", "12"]),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=7), max_size=12))
def test_any_table_gives_records_or_problems_never_both(rows):
    for table in (rows, [HEADINGS, *rows]):
        reading = read_table(table, TODAY)
        assert bool(reading.records) != bool(reading.problems)
        assert len({record.key for record in reading.records}) == len(reading.records)
