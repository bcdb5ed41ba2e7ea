"""A sheet of responses → answers, or everything that is wrong with it, cell by cell. Never half of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from survey.domain.entry import Answered, asked_on_form, on_path
from survey.domain.imported.cells import (
    FORMULA,
    Column,
    Sent,
    column_of,
    columns_of,
    day_of,
    none_of,
    printed_column,
)
from survey.domain.interchange.xlsform.sheets import as_text
from survey.domain.questionnaires.conditions import Facts
from survey.domain.questionnaires.printing import PrintedForm
from survey.domain.questionnaires.questions import Answer, Question, Questionnaire
from survey.domain.questionnaires.validation import check
from survey.domain.wording import say

DAY, LANGUAGE = "day", "language"
# Columns of our own export that are worked out anew, or say what is known anyway.
PASSED_OVER = frozenset({"data", "channel", "stratum", "deployment_revision", "left_out", "option-order"})
MOST_ROWS = 20_000
MOST_SAID = 500
NO_ROWS = say("There is no row below the headings")
NO_HEADINGS = say("The first row that is not empty must hold the headings, as in the template")


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, and what to do. `cell` is such as C5; "" where it is about the sheet."""

    sheet: str
    cell: str
    words: str


@dataclass(frozen=True)
class Row:
    """One response of a sheet. `day` and `language` where the sheet says them."""

    answered: Answered
    day: date | None = None
    language: str = ""


@dataclass(frozen=True)
class Reading:
    """What came of a sheet: rows, or faults and no rows. `left_out`: answers to what was not asked."""

    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    more: int = 0
    left_out: int = 0


@dataclass(frozen=True)
class About:
    """What a sheet is read by: the questions, their form, and within which days responses may lie."""

    questionnaire: Questionnaire
    form: PrintedForm
    facts: Facts = frozenset()
    first_day: date | None = None
    last_day: date | None = None
    languages: tuple[str, ...] = ()

    @property
    def questions(self) -> list[Question]:
        """The questions that can be asked, in the order of the form."""
        return [one.question for one in self.form.questions]

    def headings(self) -> dict[str, Column]:
        """Every column that is known, by its heading in lower case."""
        found = {column.heading.lower(): column for q in self.questions for column in columns_of(q)}
        for one in asked_on_form(self.form):
            for entry in one.fields:
                found.setdefault(entry.code, printed_column(one.printed.question, entry))
        return found


@dataclass
class _Work:
    sheet: str
    about: About
    columns: dict[int, Column] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)
    passed: set[int] = field(default_factory=set)
    # Questions of which a column may stand under a heading that is wrong.
    partly: set[str] = field(default_factory=set)
    of_sheet: list[str] = field(default_factory=list)
    of_cells: dict[tuple[int, int], str] = field(default_factory=dict)
    left_out: int = 0

    def fault(self, row: int, column: int, words: str) -> None:
        """Something is wrong in a cell. What is said first of a cell is what is said of it."""
        self.of_cells.setdefault((row, column), words)

    def refused(self) -> Reading:
        """Everything that is wrong: with the sheet, then cell by cell from the top."""
        found = [("", words) for words in self.of_sheet]
        for (row, column), words in sorted(self.of_cells.items())[:MOST_SAID]:
            found.append((f"{letters(column)}{row}", words))
        said = tuple(Fault(self.sheet, cell, words) for cell, words in found[:MOST_SAID])
        return Reading(faults=said, more=len(self.of_sheet) + len(self.of_cells) - len(said))


def letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A, B, …, Z, AA."""
    more, last = divmod(column, 26)
    return (letters(more - 1) if more else "") + chr(ord("A") + last)


def place_of(cell: str) -> tuple[int, int]:
    """The row of a cell such as C5, counted from 1, and its column, counted from 0."""
    name, column = cell.rstrip("0123456789"), 0
    for letter in name:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(cell.removeprefix(name)), column - 1


def read_sheet(
    name: str, rows: Sequence[Sequence[object]], about: About, *, formulas: Iterable[str] = ()
) -> Reading:
    """The responses of one sheet, or all that is wrong with it.

    `formulas` are the cells that hold one. Nothing else is said of these: what they show may change.
    """
    work = _Work(name, about)
    for cell in formulas:
        work.fault(*place_of(cell), FORMULA)
    texts = [[as_text(cell).strip() for cell in row] for row in rows]
    filled = [number for number, row in enumerate(texts, start=1) if any(row)]
    if not filled:
        work.of_sheet.append(NO_HEADINGS)
        return work.refused()
    _read_headings(work, filled[0], texts[filled[0] - 1])
    rows_below = filled[1:]
    if not rows_below:
        work.of_sheet.append(NO_ROWS)
    if len(filled) > MOST_ROWS:
        words = say("There are more than {most} rows. Import it in parts", most=f"{MOST_ROWS:,}")
        work.of_sheet.append(words)
        rows_below = []
    # Rows are read even where a heading is wrong, so that all faults are told at once.
    found = [_read_row(work, number, texts[number - 1]) for number in rows_below]
    if work.of_sheet or work.of_cells:
        return work.refused()
    return Reading(tuple(row for row in found if row), left_out=work.left_out)


def _read_headings(work: _Work, number: int, cells: Sequence[str]) -> None:
    known = work.about.headings()
    for place, heading in enumerate(cells):
        bare = heading.lower()
        if bare in (DAY, LANGUAGE) and bare not in known:
            work.others[bare] = place
        elif bare in known:
            _take_column(work, number, place, known[bare])
        elif bare and bare not in PASSED_OVER:
            words = say(
                "no question has a column “{heading}”. Mend the heading, or delete the column",
                heading=heading[:40],
            )
            work.fault(number, place, words)
    wrong = {column for row, column in work.of_cells if row == number}
    headed = {place for place, heading in enumerate(cells) if heading}
    # What stands below a heading that is wrong is not said to have none.
    work.passed = (wrong | headed) - {*work.columns, *work.others.values()}
    work.partly = _partly(work, known) if wrong else set()
    asked = {column.question.code for column in work.columns.values()}
    missing = [q for q in work.about.questions if q.required and q.code not in asked]
    for question in missing:
        name = columns_of(question)[0].heading
        words = say("there is no column “{name}”, and each response needs an answer to it", name=name)
        work.of_sheet.append(words)


def _partly(work: _Work, known: Mapping[str, Column]) -> set[str]:
    """The questions that have a column here, and could have another."""
    here = {column.heading for column in work.columns.values()}
    kinds = {(column.question.code, _is_printed(column)) for column in work.columns.values()}
    return {
        column.question.code
        for column in known.values()
        if (column.question.code, _is_printed(column)) in kinds and column.heading not in here
    }


def _take_column(work: _Work, number: int, place: int, column: Column) -> None:
    """A heading stands once; and a question has the columns of the export or those of the form, not both."""
    same = [other for other in work.columns.values() if other.question.code == column.question.code]
    if any(other.heading == column.heading for other in same):
        work.fault(number, place, say("the column “{name}” is there twice", name=column.heading))
    elif any(_is_printed(other) is not _is_printed(column) for other in same):
        words = say(
            "question “{code}” has columns by its code and by its number. Keep one kind",
            code=column.question.code,
        )
        work.fault(number, place, words)
    else:
        work.columns[place] = column


def _is_printed(column: Column) -> bool:
    return column.heading[:1].isdigit()


def _read_row(work: _Work, number: int, cells: Sequence[str]) -> Row | None:
    before = len(work.of_cells)
    answers: dict[str, Answer] = {}
    for question, sent in _sent(work, number, cells):
        answers |= _checked(work, number, question, sent)
    day, language = _others(work, number, cells)
    _refuse_beyond(work, number, cells)
    if len(work.of_cells) > before:
        return None
    answered = on_path(work.about.questionnaire, answers, work.about.facts)
    kept = {**answered.opinion, **answered.equality}
    work.left_out += len([key for key in answers if key not in kept and not key.endswith(".typed")])
    return Row(answered, day, language)


def _sent(work: _Work, number: int, cells: Sequence[str]) -> Iterator[tuple[Question, Sent]]:
    found: dict[str, Sent] = {}
    questions: dict[str, Question] = {}
    for place, column in work.columns.items():
        cell = cells[place] if place < len(cells) else ""
        sent = found.setdefault(column.question.code, Sent())
        questions[column.question.code] = column.question
        words = FORMULA if cell.startswith("=") else column.read(cell, sent)
        if words:
            work.fault(number, place, words)
    yield from ((questions[code], sent) for code, sent in found.items())


def _checked(work: _Work, number: int, question: Question, sent: Sent) -> Mapping[str, Answer]:
    if sent.answers:
        return sent.answers
    checked = check(question, sent.raw)
    if checked.problems and _is_all_read(work, number, question):
        for name, words in checked.problems.items():
            place = column_of(work.columns, question, name)
            if place is not None:
                work.fault(number, place, words)
    return checked.answers


def _is_all_read(work: _Work, number: int, question: Question) -> bool:
    """Whether all that a row says of a question could be read: else what it lacks may stand in the rest."""
    own = [place for place, column in work.columns.items() if column.question.code == question.code]
    return question.code not in work.partly and not any((number, place) in work.of_cells for place in own)


def _others(work: _Work, number: int, cells: Sequence[str]) -> tuple[date | None, str]:
    """The day and the language of a row."""
    typed = {name: cells[place] if place < len(cells) else "" for name, place in work.others.items()}
    day, language = day_of(typed.get(DAY, "")[:10]), typed.get(LANGUAGE, "")
    if typed.get(DAY) and not _may_be(day, work.about):
        first, last = work.about.first_day, work.about.last_day
        words = say("use a day from {first} to {last}, written such as {first}", first=first, last=last)
        work.fault(number, work.others[DAY], words)
    if language and language not in work.about.languages:
        work.fault(number, work.others[LANGUAGE], none_of(language, list(work.about.languages)))
    return day, language


def _may_be(day: date | None, about: About) -> bool:
    if day is None:
        return False
    return (about.first_day or day) <= day <= (about.last_day or day)


def _refuse_beyond(work: _Work, number: int, cells: Sequence[str]) -> None:
    """A cell without a heading belongs to nothing."""
    known = {*work.columns, *work.others.values(), *work.passed}
    for place, cell in enumerate(cells):
        if cell and place not in known:
            work.fault(number, place, say("there is no heading above it. Delete it, or add the heading"))
