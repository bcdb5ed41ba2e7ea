"""How each type of question stands on paper: boxes to tick, places to write, and the small code beside each.

A code is the number of the question, a letter for a row or a part, and after a point the number of the box:
“5b.3” is the third box of the second row of question 5. With it goes what it means: the name and the value
with which a browser would send the same answer. So paper is checked and counted by the program of the web.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from survey.domain.questionnaires.kinds import ConstantSum, Date, Likelihood, Ranking
from survey.domain.questionnaires.questions import (
    Choice,
    Detail,
    Grid,
    LongText,
    MultipleChoice,
    Number,
    Option,
    Question,
    ShortText,
)
from survey.domain.wording import say, say_many

# Without those that look like figures.
LETTERS = "abcdefghjkmnpqrstuvwxyz"
ONE_LINE = 80
# A list of more boxes than this stands in columns, and a wider table does not fit a sheet.
LONG_LIST = 12
WIDEST_TABLE = 7


@dataclass(frozen=True)
class Blank:
    """A place to write. `meanings` are for figures that stand for something else: code, name and value."""

    code: str
    name: str
    label: str = ""
    room: str = "line"
    prefix: str = ""
    suffix: str = ""
    hint: str = ""
    meanings: tuple[tuple[str, str, str], ...] = ()

    def codes(self) -> Iterator[tuple[str, str, str | None]]:
        """Its codes with name and value; None where the value is what is written there."""
        yield from self.meanings or ((self.code, self.name, None),)


@dataclass(frozen=True)
class Tick:
    """A box to tick, and the words that may go with it."""

    code: str
    name: str
    value: str
    label: str
    hint: str = ""
    apart: bool = False
    words: Blank | None = None

    def codes(self) -> Iterator[tuple[str, str, str | None]]:
        """Its codes with name and value."""
        yield self.code, self.name, self.value
        if self.words:
            yield from self.words.codes()


@dataclass(frozen=True)
class Line:
    """One row of a table."""

    code: str
    label: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class Layout:
    """A question on paper. `asks` says how to answer; `kind` is the name of the way in which it is set."""

    kind: str
    asks: tuple[str, ...] = ()
    ticks: tuple[Tick, ...] = ()
    blanks: tuple[Blank, ...] = ()
    lines: tuple[Line, ...] = ()

    def codes(self) -> Iterator[tuple[str, str, str | None]]:
        """Every code with what it means."""
        for thing in (*self.ticks, *self.blanks, *(tick for line in self.lines for tick in line.ticks)):
            yield from thing.codes()


def letter(place: int) -> str:
    """The letter of a row or part: a, b, …, z, aa, ab, …"""
    more, last = divmod(place, len(LETTERS))
    return (letter(more - 1) if more else "") + LETTERS[last]


def _ticks(name: str, options: Sequence[Option], number: str) -> tuple[Tick, ...]:
    return tuple(
        Tick(
            code=f"{number}.{place}",
            name=name,
            value=option.code,
            label=option.label,
            hint=option.hint,
            apart=option.apart or option.exclusive,
            words=_words(option.detail, f"{number}.{place}w", f"{name}.{option.code}"),
        )
        for place, option in enumerate(options, start=1)
    )


def _words(detail: Detail | None, code: str, name: str) -> Blank | None:
    return Blank(code, name, detail.label, hint=detail.on_publishing) if detail else None


def _one(question: Choice, number: str) -> Layout:
    kind = "columns" if len(question.options) > LONG_LIST else "boxes"
    return Layout(kind, (say("Tick one box."),), _ticks(question.code, question.options, number))


def _points(question: Likelihood, number: str) -> Layout:
    """The code of a point is the point itself, and what stands apart goes on after 10."""
    points = sorted(question.options, key=lambda option: option.apart)
    ticks = tuple(
        replace(tick, code=f"{number}.{place}")
        for place, tick in enumerate(_ticks(question.code, points, number))
    )
    return Layout("points", (say("Tick one box."),), ticks)


def _many(question: MultipleChoice, number: str) -> Layout:
    kind = "columns" if len(question.options) > LONG_LIST else "boxes"
    return Layout(kind, tuple(_how_many(question)), _ticks(question.code, question.options, number))


def _how_many(question: MultipleChoice) -> Iterator[str]:
    if question.at_least and question.at_least > 1:
        yield say("Tick at least {least} boxes, or none.", least=question.at_least)
    if question.at_most:
        yield say_many("Tick one box at most.", "Tick up to {count} boxes.", question.at_most)
    elif not question.hint and (not question.at_least or question.at_least == 1):
        yield say("Tick all that apply.")
    alone = [option.label for option in question.options if option.exclusive]
    if len(alone) == 1:
        yield say("If you tick “{label}”, tick nothing else.", label=alone[0])


def _grid(question: Grid, number: str) -> Layout:
    rows = [(row, f"{number}{letter(place)}") for place, row in enumerate(question.rows)]
    lines = tuple(
        Line(code, row.label, _ticks(f"{question.code}.{row.code}", question.options, code))
        for row, code in rows
    )
    kind = "table" if len(question.options) <= WIDEST_TABLE else "rows"
    return Layout(kind, tuple(_how_many_rows(question)), lines=lines)


def _how_many_rows(question: Grid) -> Iterator[str]:
    yield say("Tick one box in each row.")
    if question.all_rows:
        yield say("Answer in every row, or in none.")
    elif question.at_least and question.at_least > 1:
        yield say("Answer at least {least} rows, or none.", least=question.at_least)
    if question.at_most:
        yield say_many("Answer one row at most.", "Answer up to {count} rows.", question.at_most)


def _ranking(question: Ranking, number: str) -> Layout:
    places = len(question.places)
    if places == 1:
        asks = (say("Write 1 beside what you prefer most."),)
    else:
        first = say("Write 1 beside what you prefer most, then 2 and so on, up to {most}.", most=places)
        asks = (first, say("Give each number once. You can stop after any of them."))
    blanks = []
    for place, option in enumerate(question.options):
        code = f"{number}{letter(place)}"
        meanings = tuple((f"{code}.{at}", key, option.code) for at, key in enumerate(question.keys, start=1))
        blanks.append(Blank(code, question.code, option.label, "figure", hint=option.hint, meanings=meanings))
    return Layout("figures", asks, blanks=tuple(blanks))


def _sum(question: ConstantSum, number: str) -> Layout:
    total = question.in_words(question.total)
    asks = say("Together your figures must be {total}. Leave a line empty to give nothing.", total=total)
    blanks = tuple(
        Blank(
            f"{number}{letter(place)}",
            f"{question.code}.{option.code}",
            option.label,
            "figures",
            question.prefix,
            question.suffix,
            option.hint,
        )
        for place, option in enumerate(question.options)
    )
    return Layout("figures", (asks,), blanks=blanks)


_PARTS = {"day": say("Day"), "month": say("Month"), "year": say("Year")}


def _date(question: Date, number: str) -> Layout:
    first, last = question.in_words(question.earliest), question.in_words(question.latest)
    month, period = say("Only the month is kept."), say("Only the period that it falls in is kept.")
    asks = (_dates(question, first, last), month if question.by_month else period)
    parts = zip(question.input_parts, question.inputs, strict=True)
    blanks = tuple(
        Blank(f"{number}{letter(place)}", name, _PARTS[part], "year" if part == "year" else "figure")
        for place, (part, name) in enumerate(parts)
    )
    return Layout("date", asks, blanks=blanks)


def _dates(question: Date, first: str, last: str) -> str:
    if question.asks_day:
        return say("Write a date from {first} to {last}, in figures.", first=first, last=last)
    return say("Write a month from {first} to {last}, in figures.", first=first, last=last)


def _number(question: Number, number: str) -> Layout:
    blank = Blank(number, question.code, "", "figures", question.prefix, question.suffix)
    return Layout("writing", (_whole(question),), blanks=(blank,))


def _whole(question: Number) -> str:
    """Which number to write. The largest that a question takes by itself says nothing to anybody."""
    low, high = f"{question.minimum:,}", f"{question.maximum:,}"
    if question.maximum < Number.maximum:
        return say("Write a whole number from {low} to {high}, in figures.", low=low, high=high)
    if question.minimum:
        return say("Write a whole number of {low} or more, in figures.", low=low)
    return say("Write a whole number, in figures.")


def _line(question: ShortText, number: str) -> Layout:
    room = "line" if question.max_length <= ONE_LINE else "two"
    return Layout("writing", (question.on_publishing,), blanks=(Blank(number, question.code, "", room),))


def _text(question: LongText, number: str) -> Layout:
    more = say("If you need more room, use another sheet and write the number of the question on it.")
    asks = question.on_publishing, more
    return Layout("writing", asks, blanks=(Blank(number, question.code, "", "lines"),))


def _nothing(question: Question, number: str) -> Layout:  # noqa: ARG001 - one signature for all
    return Layout("reading")


LAYOUTS: Mapping[str, Callable[[Any, str], Layout]] = {
    "single_choice": _one,
    "support_scale": _one,
    "area": _one,
    "likelihood": _points,
    "multiple_choice": _many,
    "grid": _grid,
    "area_grid": _grid,
    "ranking": _ranking,
    "constant_sum": _sum,
    "date": _date,
    "number": _number,
    "short_text": _line,
    "long_text": _text,
    "reader_text": _nothing,
    "document": _nothing,
}
