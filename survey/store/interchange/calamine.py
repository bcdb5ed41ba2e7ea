"""The cells of a workbook, .xlsx or .xls. A formula is the value that it had when the file was saved."""

from __future__ import annotations

import io

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, load_workbook

from survey.domain.interchange.result import Refused
from survey.domain.interchange.xlsform.sheets import Sheet
from survey.domain.wording import say

LAST_ROW, LAST_COLUMN = 20_000, 1_000
MOST_CELLS = 6_000_000
MOST_SHEETS = 60
PASSWORD = say("The workbook is protected with a password. Save it without one, and try again.")
BROKEN = say(
    "The workbook cannot be read: it is damaged or incomplete. Open it, save it again, and try that."
)
FAR = say(
    "A sheet has cells below row {row} or right of column {column}, or far too many. "
    "Take out what stands there.",
    row=f"{LAST_ROW:,}",
    column=f"{LAST_COLUMN:,}",
)
REFUSALS = (PASSWORD, BROKEN, FAR)


def cells_of(data: bytes) -> list[Sheet]:
    """The sheets with their cells. Raises Refused."""
    try:
        return _cells(load_workbook(io.BytesIO(data)))
    except PasswordError as error:
        raise Refused(PASSWORD) from error
    except (CalamineError, OSError, ValueError, MemoryError) as error:
        raise Refused(BROKEN) from error
    except BaseException as error:
        # What the reader was not prepared for comes as an exception that no other exception is like.
        if type(error).__name__ != "PanicException":
            raise
        raise Refused(BROKEN) from error


def _cells(workbook: CalamineWorkbook) -> list[Sheet]:
    sheets = []
    for name in workbook.sheet_names[:MOST_SHEETS]:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.total_height > LAST_ROW or sheet.total_height * sheet.total_width > MOST_CELLS:
            raise Refused(FAR)
        # Rows are counted from the top of the sheet, as its reader counts them.
        sheets.append(Sheet(name, [_trimmed(row) for row in sheet.to_python(skip_empty_area=False)]))
    return sheets


def _trimmed(row: list[object]) -> list[object]:
    """The row without what is empty at its end: some programs write hundreds of empty cells in each."""
    end = len(row) if row.count("") < len(row) else 0
    while end and row[end - 1] == "":
        end -= 1
    return row[:end]
