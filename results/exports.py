"""Files to take away: protected tables with their code book for everyone, responses for organisers.

Both open safely in a spreadsheet: a cell that a program would take for a formula is marked as text. The
export of responses holds no equality answers; these are joined with opinions only where tables are counted.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from results.domain.disclosure import SafeCell, SafeTable
from results.extract import RESPONSE_FIELDS, response_batches
from survey.domain.questionnaires.codebook import FIRST_OPTION, FLAGS_PER_COLUMN, Codebook
from survey.domain.questionnaires.codebook import NOT_ANSWERED as STATE_NOT_ANSWERED
from survey.domain.questionnaires.columns import column_names
from survey.domain.questionnaires.definition import labels
from survey.domain.questionnaires.ordering import ORDER, ORDERS, has_random_order, in_order
from survey.domain.questionnaires.questions import Option, Question
from survey.domain.spreadsheet_cells import safe_cell
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.questionnaires.versions import frozen

FEWER = "fewer than 10"
SYNTHETIC = "synthetic demonstration data"
NOT_SHOWN = "not shown"
NOT_ANSWERED = "not-answered"
STRATUM = RESPONSE_FIELDS.index("stratum")
LEFT_OUT = "left_out"
WRITTEN = "answered in words"
# Of these the answers themselves are exported, not what they were counted as.
IN_FULL = ("number", "constant_sum", "short_text", "long_text")

Codes = NDArray[np.uint8]
Cells = Sequence[str]
Texts = Mapping[str, list[str]]


def _csv(rows: Iterable[Sequence[Any]]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode()


# A byte order mark makes spreadsheets read UTF-8.
_MARK = b"\xef\xbb\xbf"


def response_chunks(
    session: Session, consultation: Consultation, *, in_one_line: bool = False
) -> Iterator[tuple[bytes, int]]:
    """The responses as CSV, piece by piece in constant memory, with the rows in each piece.

    `in_one_line`: what people wrote has spaces for line breaks, as some programs read line by line.
    """
    codebook = frozen(session, consultation.version_id or "").opinion
    mark = _mark(consultation)
    yield _MARK + _csv([[safe_cell(name) for name in response_columns(consultation, codebook)]]), 0
    for batch in response_batches(session, consultation):
        marks = [[value] * len(batch) for value in mark.values()]
        cells = _cells(batch, codebook, _one_line if in_one_line else safe_cell)
        yield _csv(zip(*marks, *cells, strict=True)), len(batch)


def response_columns(consultation: Consultation, codebook: Codebook) -> list[str]:
    """The names of the columns of the file of responses, in order, no two alike.

    A question may have the name of one of our own columns, such as “day”: it is called “day.answer” then.
    """
    own = own_columns(consultation)
    asked = [name for question in codebook.questions for name in column_names(question)]
    order = [ORDER] if codebook.ordered else []
    return [*own, *(f"{name}.answer" if name in own else name for name in asked), *order]


def own_columns(consultation: Consultation) -> list[str]:
    """The columns before those of the questions."""
    return [*_mark(consultation), *RESPONSE_FIELDS, LEFT_OUT]


def _one_line(text: str) -> str:
    return safe_cell(" ".join(text.split()))


def _mark(consultation: Consultation) -> dict[str, str]:
    """A column that says so where a program made the responses: a file must not lose its label."""
    return {"data": SYNTHETIC} if consultation.synthetic else {}


def _cells(batch: Sequence[Any], codebook: Codebook, as_cell: Callable[[str], str]) -> list[Sequence[Any]]:
    """The cells of a batch, column by column."""
    *meta, answers, codes = zip(*batch, strict=True)
    coded = np.frombuffer(b"".join(codes), np.uint8).reshape(-1, codebook.width)
    texts = _texts(answers, codebook, coded, as_cell)
    meta[STRATUM] = [safe_cell(stratum) for stratum in meta[STRATUM]]
    columns: list[Sequence[Any]] = list(meta)
    for question in codebook.questions:
        columns.extend(EXPORTERS[question.kind](question, codebook, coded, texts))
    if codebook.ordered:
        numbers = codebook.columns[codebook.position[ORDER]].options
        columns.append(_lookup(["", "", *numbers], coded[:, codebook.position[ORDER]]))
    return columns


def _texts(
    answers: Sequence[str], codebook: Codebook, coded: Codes, as_cell: Callable[[str], str]
) -> Texts:
    """What cannot be read off the codes, by key: texts and numbers, safe for a spreadsheet.

    Only the responses whose codes say that they hold any are parsed.
    """
    questions = [q for q in codebook.questions if q.kind in IN_FULL]
    keys = {key for q in questions for key in q.keys}
    keys |= {f"{q.code}.{option.code}" for q in codebook.questions for option in _details_of(q)}
    held = [coded[:, codebook.position[_first_column(q)]] >= FIRST_OPTION for q in questions]
    held += [_chose(option.code, q, codebook, coded) for q in codebook.questions for option in _details_of(q)]
    texts = {key: [""] * len(answers) for key in keys}
    for row in np.flatnonzero(np.logical_or.reduce(held)).tolist() if held else ():
        given = json.loads(answers[row])
        for key in keys.intersection(given):
            texts[key][row] = as_cell(str(given[key]))
    return texts


def _first_column(question: Question) -> str:
    """The column that tells whether a question was answered."""
    return question.keys[0] if question.by_part else question.code


def _details_of(question: Question) -> Sequence[Option]:
    return getattr(question, "details", ())


def _chose(option: str, question: Question, codebook: Codebook, coded: Codes) -> NDArray[np.bool_]:
    """Which responses chose this option."""
    place = getattr(question, "option_codes", ()).index(option)
    if question.kind != "multiple_choice":
        return coded[:, codebook.position[question.code]] == FIRST_OPTION + place
    flags = coded[:, codebook.position[f"{question.code}#{place // FLAGS_PER_COLUMN}"]]
    return (flags >> np.uint8(place % FLAGS_PER_COLUMN)) & 1 == 1


def _lookup(words: Sequence[str], codes: Codes) -> Cells:
    return np.array(words, object)[codes].tolist()  # type: ignore[no-any-return] # a list of the words


def _choice_columns(question: Question, codebook: Codebook, coded: Codes, texts: Texts) -> Iterator[Cells]:
    own = [column for column in codebook.columns if column.question == question.code]
    for column in own:
        words = ["", NOT_ANSWERED, *column.options]
        yield _lookup(words, coded[:, codebook.position[column.name]])
    yield from _details(question, texts)


def _multiple_columns(question: Question, codebook: Codebook, coded: Codes, texts: Texts) -> Iterator[Cells]:
    state = coded[:, codebook.position[question.code]]
    for option in getattr(question, "option_codes", ()):
        chosen = _chose(option, question, codebook, coded)
        # 0: not asked; 1: not answered; 2 and 3: answered without and with this option.
        yield _lookup(["", NOT_ANSWERED, "0", "1"], state + ((state > 1) & chosen).astype(np.uint8))
    yield from _details(question, texts)


def _details(question: Question, texts: Texts) -> Iterator[Cells]:
    for option in _details_of(question):
        yield texts[f"{question.code}.{option.code}"]


def _text_columns(question: Question, codebook: Codebook, coded: Codes, texts: Texts) -> Iterator[Cells]:  # noqa: ARG001 - one signature for all
    yield texts[question.code]


def _number_columns(question: Question, codebook: Codebook, coded: Codes, texts: Texts) -> Iterator[Cells]:
    for key in question.keys:
        states = coded[:, codebook.position[key]].tolist()
        yield [
            NOT_ANSWERED if state == STATE_NOT_ANSWERED else number
            for state, number in zip(states, texts[key], strict=True)
        ]


def _no_columns(question: Question, codebook: Codebook, coded: Codes, texts: Texts) -> Iterator[Cells]:  # noqa: ARG001 - one signature for all
    yield from ()


Exporter = Callable[[Question, Codebook, Codes, Texts], Iterator[Cells]]
EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        "single_choice": _choice_columns,
        "support_scale": _choice_columns,
        "area": _choice_columns,
        "grid": _choice_columns,
        "multiple_choice": _multiple_columns,
        "number": _number_columns,
        "short_text": _text_columns,
        "long_text": _text_columns,
        "ranking": _choice_columns,
        "date": _choice_columns,
        "area_grid": _choice_columns,
        "likelihood": _choice_columns,
        "constant_sum": _number_columns,
        "reader_text": _no_columns,
        "document": _no_columns,
    }
)

TABLE_HEADER = (
    "question",
    "row",
    "characteristic",
    "group",
    "option",
    "count",
    "percent",
    "base",
    "figures",
)


def tables_csv(tables: Iterable[SafeTable], consultation: Consultation) -> bytes:
    """Protected tables, a line a figure. "fewer than 10" and "not shown" stand for what is held back."""
    mark = _mark(consultation)
    lines = ((*mark.values(), *line) for table in tables for line in _table_lines(table))
    return _MARK + _csv([(*mark, *TABLE_HEADER), *lines])


def _table_lines(table: SafeTable) -> Iterator[Sequence[Any]]:
    names = (table.question, table.part or "", table.group or "", table.value or "")
    figures = "exact" if table.exact else "protected"
    # Of a text it is only said how many people wrote one.
    cells = list(zip(table.options, table.cells, strict=True)) or [(WRITTEN, SafeCell(table.base, None))]
    for option, cell in cells:
        count = NOT_SHOWN if not table.shown else FEWER if cell.count is None else cell.count
        percent = "" if cell.percent is None else cell.percent
        base = NOT_SHOWN if table.base is None else table.base
        yield (*map(safe_cell, (*names, option)), count, percent, base, figures)


def codebook_csv(questions: Iterable[Question]) -> bytes:
    """What every code means: a line an option, with the words as residents read them."""
    header = ("question", "type", "question text", "row", "row text", "option", "option text")
    asked = [question for question in questions if question.asks]
    lines = [*(line for q in asked for line in _code_lines(q)), *(line for q in asked for line in _orders(q))]
    return _MARK + _csv([header, *lines])


def _orders(question: Question) -> Iterator[Sequence[str]]:
    """What each number in the column of orders means for a question: the codes in the order shown."""
    for number in range(ORDERS if has_random_order(question) else 0):
        shown = in_order(question, number)
        codes = [part.code for part in shown.parts or getattr(shown, "options", ())]
        named = (ORDER, "order", "Order in which options were shown", question.code, question.text)
        yield tuple(map(safe_cell, (*named, str(number + 1), ", ".join(codes))))


def _code_lines(question: Question) -> Iterator[Sequence[str]]:
    own = (question.code, question.kind, question.text)
    rows = [(part.code, part.label) for part in question.parts] or [("", "")]
    options = list(labels(question).items()) or [("", "")]
    for row, row_text in rows:
        for option, label in options:
            yield tuple(map(safe_cell, (*own, row, row_text, option, label)))
