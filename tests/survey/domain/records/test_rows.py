"""One row of a table: every fault is named by row and column, as a reader of a spreadsheet names it."""

from datetime import date

import pytest

from survey.domain.records.rows import LONGEST_SHOWN, shortened
from tests.survey.domain.records.samples import read_table

TODAY = date(2026, 11, 2)
HEADINGS = ["Date", "Place", "Faces", "Alerts", "False alerts", "Arrests"]
GOOD = ["09/01/2026", "North End", "20,000", "14", "1", "7"]


def with_cell(column, value):
    return [value if HEADINGS[index] == column else cell for index, cell in enumerate(GOOD)]


FAULTS = [
    ("Alerts", "about 7", "Row 2, column “Alerts”: “about 7” is not a whole number."),
    ("Faces", "470,000+", "Row 2, column “Faces”: “470,000+” is not a whole number."),
    ("Date", "soon", "Row 2, column “Date”: “soon” is not a date."),
    ("Date", "", "Row 2, column “Date”: the empty cell is not a date."),
    ("Date", "03/11/2026", "Row 2, column “Date”: “03/11/2026” is in the future."),
    ("Place", "", "Row 2, column “Place”: the empty cell needs the name of a place."),
    ("Place", "x" * 201, "is too long. Use 200 characters or fewer."),
    ("False alerts", "15", "Row 2, column “False alerts”: “15” is more than the alerts of the same row."),
    ("Alerts", "20,001", "Row 2, column “Alerts”: “20,001” is more than the faces of the same row."),
]


@pytest.mark.parametrize(("column", "value", "said"), FAULTS)
def test_a_fault_is_named_where_it_stands_and_says_what_to_do(column, value, said):
    reading = read_table([HEADINGS, with_cell(column, value)], TODAY)
    [problem] = reading.problems
    assert said.rstrip(".") in problem
    assert problem.endswith(".")
    assert not reading.records


def test_several_faults_of_one_row_are_all_named():
    row = ["soon", "", "x", "y", "z", "w"]
    assert len(read_table([HEADINGS, row], TODAY).problems) == 6


def test_true_and_false_alerts_together_are_not_more_than_the_alerts():
    headings = ["Date", "Place", "Alerts", "True alerts", "False alerts"]
    [problem] = read_table([headings, ["09/01/2026", "x", "5", "5", "1"]], TODAY).problems
    assert "column “True alerts”" in problem
    open_ended = read_table([headings, ["09/01/2026", "x", "5", "3", "1"]], TODAY)  # one was never settled
    assert [record.alerts for record in open_ended.records] == [5]


def test_alerts_are_added_up_where_only_their_parts_are_published():
    headings = ["Date", "Place", "Confirmed", "False alerts"]
    reading = read_table([headings, ["09/01/2026", "x", "5", "1"], ["10/01/2026", "x", "5", ""]], TODAY)
    assert [record.alerts for record in reading.records] == [6, None]
    assert "The alerts are the true and the false alerts added up." in reading.notes


def test_a_long_cell_is_cut_in_messages():
    assert len(shortened("x" * 500)) == LONGEST_SHOWN + 1


def test_what_can_be_read_is_checked_beside_what_cannot():
    row = ["03/12/2026", "Bond Street", "470,000+", "5", "9", "1"]
    problems = read_table([HEADINGS, row], TODAY).problems
    assert [problem.split(":")[0] for problem in problems] == [
        "Row 2, column “Faces”",
        "Row 2, column “Date”",
        "Row 2, column “False alerts”",
    ]
