"""Answers as coded bytes: one byte a column, written beside the answers when a response is stored.

Every table is counted from these columns. The order of questions and options in the frozen version fixes
them, so a version's code book never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from survey.domain.questionnaires.kinds import ConstantSum, Ranking
from survey.domain.questionnaires.ordering import ORDER, ORDERS, has_random_order
from survey.domain.questionnaires.questions import (
    Answers,
    Band,
    Choice,
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
    answered, 2 answered) or "flags" (bit i set: options[i] chosen; up to eight options). "order" is like a
    choice, but nobody answered it and no table counts it: in which order options were shown.
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
        """The code book of these questions; those that are only read have no column."""
        asked = tuple(question for question in questions if question.asks)
        columns = tuple(column for question in asked for column in _columns(question))
        order = (_ORDER,) if any(has_random_order(question) for question in asked) else ()
        return cls((*columns, *order), asked)

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
        coded = b"".join(
            encode(answers) if code in asked else bytes(width) for code, width, encode in self._encoders
        )
        return coded + _coded_order(answers) if self.ordered else coded

    @cached_property
    def ordered(self) -> bool:
        """Whether it has a column for the order in which options were shown."""
        return ORDER in self.position


_ORDER = Column(ORDER, ORDER, None, "order", tuple(str(number) for number in range(1, ORDERS + 1)))


def _coded_order(answers: Answers) -> bytes:
    """The number of the order; "not asked" where it has none, as on paper."""
    number = answers.get(ORDER)
    return bytes([FIRST_OPTION + number - 1 if isinstance(number, int) else NOT_ASKED])


def _columns(question: Question) -> Iterator[Column]:
    code, counted = question.code, tuple(option.code for option in question.counted)
    if isinstance(question, MultipleChoice):
        yield Column(code, code, None, "state", ())
        for start in range(0, len(counted), FLAGS_PER_COLUMN):
            part = counted[start : start + FLAGS_PER_COLUMN]
            yield Column(f"{code}#{start // FLAGS_PER_COLUMN}", code, None, "flags", part)
    elif question.by_part:
        for row in question.parts:
            yield Column(f"{code}.{row.code}", code, row.code, "choice", counted)
    else:
        yield Column(code, code, None, "choice" if _is_choice(question) else "state", counted)


def _is_choice(question: Question) -> bool:
    return isinstance(question, Choice) or bool(question.counted)


def _encoder(question: Question) -> Callable[[Answers], bytes]:
    counted = tuple(option.code for option in question.counted)
    if isinstance(question, MultipleChoice):
        return _flags_encoder(question)
    if isinstance(question, Number) and question.bands:
        return _band_encoder(question.code, question.bands)
    if question.by_part:
        return _encoder_by_part(question, counted)
    if _is_choice(question):
        return _choice_encoder(question.code, counted)
    return _state_encoder(question.code)


def _encoder_by_part(question: Question, counted: tuple[str, ...]) -> Callable[[Answers], bytes]:
    if isinstance(question, Ranking):
        return _ranking_encoder(question)
    if isinstance(question, ConstantSum):
        return _joined(_band_encoder(key, question.counted_bands) for key in question.keys)
    return _joined(_choice_encoder(key, counted) for key in question.keys)


def _joined(encoders: Iterable[Callable[[Answers], bytes]]) -> Callable[[Answers], bytes]:
    """One byte after another, such as the rows of a grid."""
    rows = list(encoders)
    return lambda answers: b"".join(row(answers) for row in rows)


def _ranking_encoder(question: Ranking) -> Callable[[Answers], bytes]:
    """A byte for each option: the place that it was put in, or that it was not among them."""
    codes, last = question.option_codes, len(question.places)

    def encode(answers: Answers) -> bytes:
        places = {answers[key]: place for place, key in enumerate(question.keys) if key in answers}
        if not places:
            return bytes([NOT_ANSWERED]) * len(codes)
        return bytes(FIRST_OPTION + places.get(code, last) for code in codes)

    return encode


def _choice_encoder(key: str, options: tuple[str, ...]) -> Callable[[Answers], bytes]:
    values: dict[object, bytes] = {code: bytes([FIRST_OPTION + i]) for i, code in enumerate(options)}
    values[None] = bytes([NOT_ANSWERED])
    return lambda answers: values[answers.get(key)]


def _flags_encoder(question: MultipleChoice) -> Callable[[Answers], bytes]:
    bits = {code: 1 << place for place, code in enumerate(question.option_codes)}
    length = -(-len(bits) // FLAGS_PER_COLUMN)

    def encode(answers: Answers) -> bytes:
        chosen = answers.get(question.code)
        if not isinstance(chosen, list):
            return bytes([NOT_ANSWERED]) + bytes(length)
        return bytes([ANSWERED]) + sum(bits[code] for code in chosen).to_bytes(length, "little")

    return encode


def _band_encoder(key: str, bands: tuple[Band, ...]) -> Callable[[Answers], bytes]:
    def encode(answers: Answers) -> bytes:
        number = answers.get(key)
        for place, band in enumerate(bands):
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
