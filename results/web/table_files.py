"""Exactly the figures of one chart as CSV: codes and words side by side, with the base of every percentage.

A figure that is held back is written as words, and never as a nought.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from results.domain.disclosure import PROFILE, SafeCell, SafeTable
from results.domain.profile import ProfileRow, compare
from results.domain.timeline import Timeline
from results.drawing import words
from results.exports import FEWER, NOT_SHOWN, SYNTHETIC, WRITTEN
from results.web.profiles import margin_of
from results.web.received import way_name
from survey.domain.questionnaires.questions import Question
from survey.domain.spreadsheet_cells import safe_cell

NAMES = ("question", "question_text", "row", "row_text", "characteristic", "group", "group_text")
FIGURES = ("option", "option_text", "count", "percent", "base", "figures")
CENSUS = ("census_percent", "missing", "census_source")
RECEIVED = ("first_day", "last_day", "way", "way_text", "count", "figures")
# A byte order mark makes spreadsheets read UTF-8.
_MARK = b"\xef\xbb\xbf"

Line = Sequence[Any]


def figures_csv(
    tables: Sequence[SafeTable],
    question: Question,
    group: Question | None,
    *,
    census: Mapping[str, Any],
    synthetic: bool,
) -> bytes:
    """One chart's tables, a line a figure. `census` is what the rules hold of it, or empty."""
    lines = (line for table in tables for line in _lines(table, question, group))
    head: tuple[str, ...] = (*NAMES, *FIGURES)
    if census and tables[0].shown:
        beside = _census(tables[0], census)
        head = (*head, *CENSUS)
        lines = ((*line, *beside.get(line[len(NAMES)], ("", "", ""))) for line in lines)
    return _file(head, lines, synthetic=synthetic)


def _lines(table: SafeTable, question: Question, group: Question | None) -> Iterator[Line]:
    options, parts = words.option_labels(question), words.part_labels(question)
    of_group = words.label(words.option_labels(group), table.value) if group and table.value else ""
    names = (
        table.question,
        question.text,
        table.part or "",
        words.label(parts, table.part) if table.part else "",
        table.group or "",
        table.value or "",
        of_group,
    )
    base = NOT_SHOWN if table.base is None else table.base
    # Of a text it is only said how many people wrote one.
    cells = list(zip(table.options, table.cells, strict=True)) or [(WRITTEN, SafeCell(table.base, None))]
    for option, cell in cells:
        count = NOT_SHOWN if not table.shown else FEWER if cell.count is None else cell.count
        share = "" if cell.percent is None else cell.percent
        how = "exact" if table.exact else "protected"
        yield (*names, option, words.label(options, option), count, share, base, how)


def _census(table: SafeTable, census: Mapping[str, Any]) -> dict[str, Line]:
    if table.kind != PROFILE:
        return {}
    found = compare(table, margin_of(table.question, census), apart=tuple(census.get("apart", ())))
    return {row.category: _beside(row, census["source"]) for row in found.rows}


def _beside(row: ProfileRow, source: str) -> Line:
    return row.census_share, row.missing, source


def received_csv(found: Timeline, *, synthetic: bool) -> bytes:
    """When responses came, a line for each day or week and each way."""
    lines = (
        (first, last, table.value or "", way_name(table), cell.count or FEWER, ROUNDED)
        for table in (found.everybody, *found.ways)
        for (first, last), cell in zip(found.periods, table.cells, strict=True)
    )
    return _file(RECEIVED, lines, synthetic=synthetic)


ROUNDED = "rounded down to ten"


def _file(head: Sequence[str], lines: Iterable[Line], *, synthetic: bool) -> bytes:
    """The file. Where a program made the responses, every line says so."""
    mark = {"data": SYNTHETIC} if synthetic else {}
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow((*mark, *head))
    for line in lines:
        writer.writerow((*mark.values(), *(_cell(value) for value in line)))
    return _MARK + file.getvalue().encode()


def _cell(value: Any) -> Any:  # noqa: ANN401 - numbers, days and texts
    return safe_cell(words.spoken(value)) if isinstance(value, str) else value
