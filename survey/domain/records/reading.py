"""From a table of cells to records, or to every problem at once, each named as a spreadsheet's reader would.

Nothing is stored unless nothing is wrong: a table of which a part was read would give totals of which nobody
knows what they count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from survey.domain.records.cells import Cell
from survey.domain.records.headings import Header, find_header
from survey.domain.records.record import FIGURES, Record
from survey.domain.records.rows import Work, can_add, read_row, shortened
from survey.domain.wording import listed, say, say_many

MOST_SAID = 20
MOST_RECORDS = 5000

NO_HEADER = say(
    "No row names the columns. One of the first 20 rows must have headings such as "
    "Date, Place, Faces, Alerts, False alerts, Arrests."
)
# Headings are looked for in English, whatever the language of the page.
_NEEDED = {
    "day": say("No column is headed “Date”. Every record needs one."),
    "place": say("No column is headed “Place”. Every record needs one."),
}
NO_RECORDS = say("Below the headings there is no row with a record. Check that this is the right file.")


@dataclass(frozen=True)
class Sheet:
    """A table as it was read from a file. The name is empty where the file has one table only."""

    name: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Reading:
    """What came of a table: records and notes on them, or problems and no records."""

    records: tuple[Record, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def read_sheets(sheets: Sequence[Sheet], today: date) -> Reading:
    """The records of the first sheet whose columns are named."""
    for sheet in sheets:
        header = find_header(sheet.rows)
        if header is not None:
            return _read(sheet, header, others=[one.name for one in sheets if one is not sheet], today=today)
    return Reading(problems=(NO_HEADER,))


def _read(sheet: Sheet, header: Header, *, others: list[str], today: date) -> Reading:
    work = Work(header, today)
    if sheet.name and any(others):
        work.notes.append(
            say(
                "Only the sheet “{sheet}” was read. The file has others: {others}.",
                sheet=sheet.name,
                others=_quoted(others),
            )
        )
    _check_columns(work)
    if not work.problems:
        for number, row in enumerate(sheet.rows[header.row + 1 :], start=header.row + 2):
            read_row(work, number, row=row)
    records = tuple(record for _row, record in work.seen.values())
    if not records and not work.problems:
        work.problems.append(NO_RECORDS)
    if len(records) > MOST_RECORDS:
        work.problems.append(
            say(
                "The table has {number} records. Import {most} at a time.",
                number=f"{len(records):,}",
                most=f"{MOST_RECORDS:,}",
            )
        )
    if work.problems:
        return Reading(notes=_first(work.notes), problems=_first(work.problems))
    return Reading(tuple(sorted(records, key=lambda one: one.key)), _first(work.notes))


def _check_columns(work: Work) -> None:
    header = work.header
    for first, second in header.doubled:
        work.problems.append(
            say(
                "The columns “{first}” and “{second}” hold the same thing. Remove one of them.",
                first=first,
                second=second,
            )
        )
    for name, problem in _NEEDED.items():
        if name not in header.columns:
            work.problems.append(problem)
    _note_columns(work)


def _note_columns(work: Work) -> None:
    """What is left out of the table, and what is not in it."""
    header = work.header
    if header.unknown:
        work.notes.append(
            say_many(
                "The column was not recognised and not used: {columns}.",
                "These columns were not recognised and not used: {columns}.",
                len(header.unknown),
                columns=_quoted(header.unknown),
            )
        )
    absent = [name for name in FIGURES if name not in header.columns and not can_add(header, name)]
    if absent:
        missing = listed([say("“{title}”", title=FIGURES[name]) for name in absent])
        work.notes.append(say("There is no column for {columns}: not published.", columns=missing))
    if can_add(header, "alerts"):
        work.notes.append(say("The alerts are the true and the false alerts added up."))
    elif "true_alerts" in header.columns:
        title = header.titles["true_alerts"]
        work.notes.append(say("“{title}” was compared with the alerts and is not kept.", title=title))


def _first(said: list[str]) -> tuple[str, ...]:
    """Up to 20 of them, then how many more there are. The same words twice help nobody."""
    different = list(dict.fromkeys(said))
    more = len(different) - MOST_SAID
    return tuple(different[:MOST_SAID]) + ((say("And {number} more.", number=more),) if more > 0 else ())


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{shortened(name)}”" for name in names)
