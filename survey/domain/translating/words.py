"""The words of a consultation itself, beside its questions and its deployment; and those of its outcome."""

from __future__ import annotations

from dataclasses import dataclass, field

from survey.domain.changes import MaterialChange
from survey.domain.other_ways import OtherWays
from survey.domain.outcomes.record import Record
from survey.domain.outcomes.reviewing import Review


@dataclass(frozen=True)
class Line:
    """One entry of the public log; the code is its number."""

    code: str
    text: str


@dataclass(frozen=True)
class ConsultationWords:
    """What residents read of a consultation on every one of its pages."""

    title: str
    summary: str
    council: str
    other_ways: OtherWays = field(default_factory=OtherWays)
    changes: tuple[MaterialChange, ...] = ()
    log: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Note:
    """What changed with a version of the outcome; the code is its number."""

    code: str
    text: str


@dataclass(frozen=True)
class OutcomeWords:
    """What the council wrote of an outcome: a version of it, the notes on changes, and its reviews."""

    record: Record
    notes: tuple[Note, ...] = ()
    reviews: tuple[Review, ...] = ()
