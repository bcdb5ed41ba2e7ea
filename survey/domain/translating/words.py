"""The words of a consultation itself, beside its questions and its deployment."""

from __future__ import annotations

from dataclasses import dataclass, field

from survey.domain.changes import MaterialChange
from survey.domain.other_ways import OtherWays


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
