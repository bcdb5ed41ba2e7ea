"""One row of a force's table: a record, a note, or what is wrong, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from survey.domain.records.cells import Cell, Unreadable, read_count, read_day, shown
from survey.domain.records.headings import Header
from survey.domain.records.record import (
    COLUMNS,
    FIGURES,
    LONGEST_PLACE,
    Record,
    contradictions,
    same_figures,
)
from survey.domain.wording import message, say

LONGEST_SHOWN = 60
_PARTS = {"true_alerts", "false_alerts"}
_TOO_MANY = message(
    "{cell} and the false alerts are together more than the alerts. Check the figures with the force."
)
_TOTALS = ("total", "totals", "grand total", "overall total", "sum")


@dataclass
class Work:
    """What has been found so far."""

    header: Header
    today: date
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    seen: dict[tuple[date, str], tuple[int, Record]] = field(default_factory=dict)

    def problem(self, row: int, name: str, *, cell: Cell, wrong: str) -> None:
        """`wrong` is a message about `{cell}`."""
        title = self.header.titles.get(name, COLUMNS.get(name, name))
        said = say("“{text}”", text=shortened(cell)) if shown(cell) else say("the empty cell")
        problem = say(wrong, cell=said, most=LONGEST_PLACE)
        self.problems.append(
            say("Row {row}, column “{title}”: {problem}", row=row, title=title, problem=problem)
        )


def shortened(cell: Cell) -> str:
    """The cell in a message: long texts are cut."""
    text = shown(cell)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def can_add(header: Header, name: str) -> bool:
    """Whether the figure has no column of its own, but is the sum of two that the table has."""
    return name == "alerts" and name not in header.columns and header.columns.keys() >= _PARTS


def read_row(work: Work, number: int, *, row: Sequence[Cell]) -> None:
    cells = {name: row[index] if index < len(row) else None for name, index in work.header.columns.items()}
    if not any(shown(cell) for cell in row):
        return
    first = next(shown(cell) for cell in row if shown(cell))
    if first.casefold().strip(" :.") in _TOTALS:
        work.notes.append(
            say("Row {number} (“{title}”) is a total and was left out.", number=number, title=first)
        )
        return
    if not any(shown(cell) for cell in cells.values()):
        work.notes.append(
            say("Row {number} holds nothing in the columns that are used, and was left out.", number=number)
        )
        return
    before = len(work.problems)
    record = _record(work, number, cells=cells)
    if len(work.problems) == before:
        _keep(work, number, record=record)


def _record(work: Work, number: int, *, cells: dict[str, Cell]) -> Record:
    """What the row says. What could not be read is left empty, so that the rest can be checked too."""
    day, place = _day(work, number, cell=cells["day"]), _place(work, number, cell=cells["place"])
    figures = {
        name: _count(work, number, name=name, cell=cells.get(name)) for name in (*FIGURES, "true_alerts")
    }
    true, false = figures.pop("true_alerts"), figures["false_alerts"]
    if can_add(work.header, "alerts") and true is not None and false is not None:
        figures["alerts"] = true + false
    record = Record(day or work.today, place, **figures)
    for name, wrong in contradictions(record, work.today):
        work.problem(number, name, cell=cells.get(name), wrong=wrong)
    if true is not None and record.alerts is not None and true + (false or 0) > record.alerts:
        work.problem(number, "true_alerts", cell=cells["true_alerts"], wrong=_TOO_MANY)
    if record.arrests is not None and record.alerts is not None and record.arrests > record.alerts:
        note = say(
            "Row {number} has more arrests than alerts. Check both figures with the force.", number=number
        )
        work.notes.append(note)
    return record


def _count(work: Work, number: int, *, name: str, cell: Cell) -> int | None:
    try:
        return read_count(cell)
    except Unreadable as error:
        work.problem(number, name, cell=cell, wrong=str(error))
        return None


def _day(work: Work, number: int, *, cell: Cell) -> date | None:
    try:
        return read_day(cell)
    except Unreadable as error:
        work.problem(number, "day", cell=cell, wrong=str(error))
        return None


def _place(work: Work, number: int, *, cell: Cell) -> str:
    place = shown(cell)
    if not place:
        work.problem(number, "place", cell=cell, wrong=message("{cell} needs the name of a place."))
    elif len(place) > LONGEST_PLACE:
        wrong = message("{cell} is too long. Use {most} characters or fewer.")
        work.problem(number, "place", cell=cell, wrong=wrong)
    return place


def _keep(work: Work, number: int, *, record: Record) -> None:
    earlier = work.seen.setdefault(record.key, (number, record))
    if earlier[0] == number:
        return
    use = f"{record.day:%d/%m/%Y}, {record.place}"
    if same_figures(earlier[1], record):
        work.notes.append(
            say(
                "Row {number} says the same as row {earlier} ({use}) and is counted once.",
                number=number,
                earlier=earlier[0],
                use=use,
            )
        )
        return
    work.problems.append(
        say(
            "Rows {earlier} and {number} are both {use}, with different figures. "
            "Keep the right one; if the cameras were used twice, say so in the place.",
            earlier=earlier[0],
            number=number,
            use=use,
        )
    )
