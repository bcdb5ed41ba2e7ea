"""Answers as coded bytes: one byte a column, written beside the answers when a response is stored.

Every table is counted from these columns. The order of questions and options in the frozen version fixes
them, so a version's code book never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from survey.domain.questionnaires.questions import (
    Answers,
    Choice,
    Grid,
    MultipleChoice,
    Number,
    Question,
    Questionnaire,
)

NOT_ASKED = 0
NOT_ANSWERED = 1
FIRST_OPTION = 2
ANSWERED = 2
FLAGS_PER_COLUMN = 8
MOST_OPTIONS = 250


@dataclass(frozen=True)
class Column:
    """One byte of a response.

    `kind` is "choice" (0 not asked, 1 not answered, 2 + place of the option), "state" (0 not asked, 1 not
    answered, 2 answered) or "flags" (bit i set: options[i] chosen; up to eight options).
    """

    name: str
    question: str
    part: str | None
    kind: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """The columns of one kind of section of a questionnaire version, in order."""

    columns: tuple[Column, ...]
    questions: tuple[Question, ...]

    @classmethod
    def of(cls, questions: tuple[Question, ...]) -> Codebook:
        return cls(tuple(c for q in questions for c in _columns(q)), questions)

    @property
    def width(self) -> int:
        """Bytes a response."""
        return len(self.columns)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The place of each column by its name."""
        return {column.name: place for place, column in enumerate(self.columns)}

    @cached_property
    def _encoders(self) -> tuple[tuple[str, int, Callable[[Answers], bytes]], ...]:
        return tuple((q.code, len(tuple(_columns(q))), _encoder(q)) for q in self.questions)

    def encode(self, answers: Answers, asked: frozenset[str]) -> bytes:
        """The coded bytes of one response (length `width`). `asked` holds the questions on its path."""
        return b"".join(
            encode(answers) if code in asked else bytes(width) for code, width, encode in self._encoders
        )


def _columns(question: Question) -> Iterator[Column]:
    code = question.code
    if isinstance(question, MultipleChoice):
        yield Column(code, code, None, "state", ())
        for start in range(0, len(question.options), FLAGS_PER_COLUMN):
            part = question.option_codes[start : start + FLAGS_PER_COLUMN]
            yield Column(f"{code}#{start // FLAGS_PER_COLUMN}", code, None, "flags", part)
    elif isinstance(question, Grid):
        for row in question.rows:
            yield Column(f"{code}.{row.code}", code, row.code, "choice", question.option_codes)
    elif isinstance(question, Choice):
        yield Column(code, code, None, "choice", question.option_codes)
    elif isinstance(question, Number) and question.bands:
        yield Column(code, code, None, "choice", tuple(band.code for band in question.bands))
    else:
        yield Column(code, code, None, "state", ())


def _encoder(question: Question) -> Callable[[Answers], bytes]:
    if isinstance(question, MultipleChoice):
        return _flags_encoder(question)
    if isinstance(question, Grid):
        return _grid_encoder(question)
    if isinstance(question, Choice):
        return _choice_encoder(question.code, question.option_codes)
    if isinstance(question, Number) and question.bands:
        return _band_encoder(question)
    return _state_encoder(question.code)


def _choice_encoder(key: str, options: tuple[str, ...]) -> Callable[[Answers], bytes]:
    values: dict[object, bytes] = {code: bytes([FIRST_OPTION + i]) for i, code in enumerate(options)}
    values[None] = bytes([NOT_ANSWERED])
    return lambda answers: values[answers.get(key)]


def _grid_encoder(question: Grid) -> Callable[[Answers], bytes]:
    rows = [_choice_encoder(key, question.option_codes) for key in question.keys]
    return lambda answers: b"".join(row(answers) for row in rows)


def _flags_encoder(question: MultipleChoice) -> Callable[[Answers], bytes]:
    bits = {code: 1 << place for place, code in enumerate(question.option_codes)}
    length = -(-len(bits) // FLAGS_PER_COLUMN)

    def encode(answers: Answers) -> bytes:
        chosen = answers.get(question.code)
        if not isinstance(chosen, list):
            return bytes([NOT_ANSWERED]) + bytes(length)
        return bytes([ANSWERED]) + sum(bits[code] for code in chosen).to_bytes(length, "little")

    return encode


def _band_encoder(question: Number) -> Callable[[Answers], bytes]:
    def encode(answers: Answers) -> bytes:
        number = answers.get(question.code)
        for place, band in enumerate(question.bands):
            if isinstance(number, int) and band.minimum <= number <= band.maximum:
                return bytes([FIRST_OPTION + place])
        return bytes([NOT_ANSWERED])

    return encode


def _state_encoder(key: str) -> Callable[[Answers], bytes]:
    return lambda answers: bytes([ANSWERED if key in answers else NOT_ANSWERED])


def codebooks(questionnaire: Questionnaire) -> tuple[Codebook, Codebook]:
    """The code books of the opinion questions and of the equality questions."""
    return (
        Codebook.of(questionnaire.questions_of("opinion")),
        Codebook.of(questionnaire.questions_of("equality")),
    )
