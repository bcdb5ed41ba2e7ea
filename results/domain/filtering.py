"""Which responses fit several conditions at once: the filters of the organiser's exact view.

A condition is one answer to one question (or one row of a grid), or that it was not answered or not asked.
The conditions that `values_of` lists for what has single answers divide everybody: each response fits one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from results.domain.histograms import Columns
from results.domain.tabulate import Mask, Subject, subjects, who_chose
from survey.domain.questionnaires.codebook import ANSWERED, NOT_ANSWERED, NOT_ASKED, Column

# No code of an option begins so.
ANSWERED_AT_ALL, DID_NOT_ANSWER, WAS_NOT_ASKED = "~answered", "~not-answered", "~not-asked"
STATES = {ANSWERED_AT_ALL: ANSWERED, DID_NOT_ANSWER: NOT_ANSWERED, WAS_NOT_ASKED: NOT_ASKED}


@dataclass(frozen=True, slots=True)
class Condition:
    """One answer: the code of the question, of the row if it is a grid, and of the option or state."""

    question: str
    part: str | None
    value: str

    @classmethod
    def read(cls, text: str) -> "Condition":
        """`question.value` or `question.row.value`. Raises ValueError where it is neither."""
        pieces = text.split(".")
        if len(pieces) not in (2, 3) or not all(pieces):
            raise ValueError(text)
        question, *part, value = pieces
        return cls(question, part[0] if part else None, value)

    def __str__(self) -> str:
        return ".".join(filter(None, (self.question, self.part, self.value)))


def values_of(subject: Subject) -> tuple[str, ...]:
    """What may be asked of a subject, each value once."""
    options = subject.options or (ANSWERED_AT_ALL,)
    return (*options, DID_NOT_ANSWER, WAS_NOT_ASKED)


def fitting(columns: Columns, codebook: Iterable[Column], conditions: Iterable[Condition]) -> Mask | None:
    """The responses that fit all conditions; None where there is none, for everybody.

    Raises KeyError, with the condition as its argument, where the columns hold no such answer.
    """
    known = {(subject.question, subject.part): subject for subject in subjects(codebook)}
    masks = [_fits(columns, known, condition) for condition in conditions]
    return np.logical_and.reduce(masks) if masks else None


def _fits(columns: Columns, known: dict[tuple[str, str | None], Subject], condition: Condition) -> Mask:
    subject = known.get((condition.question, condition.part))
    if subject is None or condition.value not in {*values_of(subject), ANSWERED_AT_ALL}:
        raise KeyError(condition)
    if condition.value in subject.options:
        return who_chose(columns, subject.columns, subject.question, [condition.value])
    # The first column of a subject says whether it was asked and answered.
    states, code = columns[subject.columns[0].name], STATES[condition.value]
    return states >= code if code == ANSWERED else states == code


def needed(codebook: Iterable[Column], questions: Iterable[str]) -> Iterator[Column]:
    """The columns of these questions, in the order of the code book."""
    chosen = set(questions)
    return (column for column in codebook if column.question in chosen)
