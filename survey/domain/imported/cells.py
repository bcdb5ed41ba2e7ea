"""What a cell means, by the kind of its column: what a browser would send, or words on what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from survey.domain.entry import Field
from survey.domain.questionnaires.kinds import ConstantSum, Date, Ranking
from survey.domain.questionnaires.questions import (
    Answer,
    Choice,
    Grid,
    MultipleChoice,
    Option,
    Question,
)
from survey.domain.spreadsheet_cells import bare_cell
from survey.domain.wording import say

NOT_ANSWERED = frozenset({"", "not-answered", "not-placed"})
YES, NO = frozenset({"1", "x", "yes", "true"}), frozenset({"0", "no", "false"})
MOST_NAMED = 12
FORMULA = say("it begins with “=”, as a formula does. Put the value in its place")


@dataclass
class Sent:
    """What the cells of one row say of one question: as a browser would send it, or as an answer already."""

    raw: dict[str, list[str]] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)


Reader = Callable[[str, Sent], str]


@dataclass(frozen=True)
class Column:
    """One column: its heading, the names under which it sends, and how a cell is read.

    `read` returns what is wrong; "" where nothing is. `allowed` are the codes with their meanings.
    """

    heading: str
    question: Question
    names: tuple[str, ...]
    read: Reader
    allowed: tuple[tuple[str, str], ...] = ()


def columns_of(question: Question) -> list[Column]:
    """The columns of a question under the names that responses are exported with."""
    if not question.asks:
        return []
    if isinstance(question, Choice):
        return [*_chosen(question), *_details(question)]
    return list(_by_part(question))


def _chosen(question: Choice) -> list[Column]:
    if isinstance(question, MultipleChoice):
        return [_flag(question, option) for option in question.options]
    return [_choice(question, question.code, question.options)]


def _by_part(question: Question) -> Iterator[Column]:
    if isinstance(question, Ranking):
        yield from (_place(question, part.code) for part in question.parts)
    elif isinstance(question, Grid):
        yield from (_choice(question, key, question.options) for key in question.keys)
    elif isinstance(question, Date):
        yield Column(question.code, question, question.inputs, _date(question), _of(question.counted))
    else:
        keys = question.keys if isinstance(question, ConstantSum) else (question.code,)
        yield from (Column(key, question, (key,), _written(key)) for key in keys)


def _of(options: Iterable[Option]) -> tuple[tuple[str, str], ...]:
    return tuple((option.code, option.label) for option in options)


def _choice(question: Question, key: str, options: Iterable[Option]) -> Column:
    allowed = _of(options)
    codes = {code.lower(): code for code, _label in allowed}
    codes |= {label.lower(): code for code, label in allowed if label.lower() not in codes}

    def read(cell: str, sent: Sent) -> str:
        if cell in NOT_ANSWERED:
            return ""
        if cell.lower() not in codes:
            return none_of(cell, [code for code, _label in allowed])
        sent.raw[key] = [codes[cell.lower()]]
        return ""

    return Column(key, question, (key,), read, allowed)


def none_of(cell: str, codes: list[str]) -> str:
    """That a cell holds none of the codes, and which there are."""
    typed, named, more = cell[:40], ", ".join(codes[:MOST_NAMED]), len(codes) - MOST_NAMED
    if more <= 0:
        return say("“{typed}” is none of the codes here. Use {codes}", typed=typed, codes=named)
    return say(
        "“{typed}” is none of the codes here. Use {codes} and {more} more",
        typed=typed,
        codes=named,
        more=more,
    )


def _flag(question: MultipleChoice, option: Option) -> Column:
    def read(cell: str, sent: Sent) -> str:
        if cell.lower() in YES:
            sent.raw.setdefault(question.code, []).append(option.code)
        elif cell.lower() not in NO | NOT_ANSWERED:
            return say("use 1 where it was ticked, and 0 or nothing where it was not")
        return ""

    allowed = (("1", option.label), ("0", "not ticked"))
    return Column(f"{question.code}.{option.code}", question, (question.code,), read, allowed)


def _details(question: Choice) -> list[Column]:
    keys = [f"{question.code}.{option.code}" for option in question.details]
    return [Column(f"{key}.text", question, (key,), _written(key)) for key in keys]


def _written(key: str) -> Reader:
    def read(cell: str, sent: Sent) -> str:
        if cell not in NOT_ANSWERED:
            sent.raw[key] = [bare_cell(cell)]
        return ""

    return read


def _place(question: Ranking, option: str) -> Column:
    numbers = {str(number): name for number, name in enumerate(question.keys, start=1)}
    numbers |= {str(word): name for word, name in zip(question.places, question.keys, strict=True)}

    def read(cell: str, sent: Sent) -> str:
        if cell in NOT_ANSWERED:
            return ""
        name = numbers.get(cell.lower())
        if name is None:
            return none_of(cell, list(numbers))
        if name in sent.raw:
            return say("place {place} was given before in this row. Each can be given once", place=cell)
        sent.raw[name] = [option]
        return ""

    allowed = tuple((number, f"put {number}") for number in numbers)
    return Column(f"{question.code}.{option}", question, question.keys, read, allowed)


def _date(question: Date) -> Reader:
    bands = {band.code.lower(): band.code for band in question.counted_bands}

    def read(cell: str, sent: Sent) -> str:
        if cell in NOT_ANSWERED:
            return ""
        if cell.lower() in bands:
            sent.answers[question.code] = bands[cell.lower()]
            return ""
        day = day_of(cell[: len(question.minimum)])
        if day is None:
            return say(
                "use a date such as {day}, or one of {bands}", day=question.minimum, bands=", ".join(bands)
            )
        sent.raw.update({name: [str(getattr(day, name.rpartition(".")[2]))] for name in question.inputs})
        return ""

    return read


def day_of(cell: str) -> date | None:
    """The day that a cell names, such as 2026-03-31; the first of a month where it names a month."""
    try:
        return date.fromisoformat(cell if len(cell) > len("2026-03") else f"{cell}-01")
    except ValueError:
        return None


def printed_column(question: Question, entry: Field) -> Column:
    """The column of a field of the paper form, headed by its printed code."""
    names = (entry.name,) if entry.name else tuple({name: "" for name, _value in entry.choices.values()})

    def read(cell: str, sent: Sent) -> str:
        if cell in NOT_ANSWERED:
            return ""
        if not entry.is_coded:
            return _written(entry.name)(cell, sent)
        codes, wrong = entry.chosen(cell)
        if wrong:
            return none_of(wrong[0], list(entry.short))
        return _take(entry, codes, sent, many=isinstance(question, MultipleChoice))

    return Column(entry.code, question, names, read, tuple(entry.short.items()))


def _take(entry: Field, codes: list[str], sent: Sent, *, many: bool) -> str:
    for code in codes:
        name, value = entry.choices[code]
        if name in sent.raw and not many:
            return say("it takes one answer, and more than one is given")
        sent.raw.setdefault(name, []).append(value)
    return ""


def column_of(columns: Mapping[int, Column], question: Question, name: str) -> int | None:
    """The column in which the trouble with a name is mended; else the first one of its question."""
    own = {place: column for place, column in columns.items() if column.question.code == question.code}
    return next((place for place, column in own.items() if name in column.names), next(iter(own), None))
