"""Phases of a consultation, what may happen in each, and the rules fixed before opening.

A phase is worked out from dates and acts; it is never stored, so it can never be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from survey.domain.wording import say


class Phase(StrEnum):
    """Where a consultation stands."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Timetable:
    """The dates that a phase follows from. `closes_on` is the last day on which anyone may answer."""

    opens_on: date | None = None
    closes_on: date | None = None
    frozen: bool = False
    closed_on: date | None = None
    published_on: date | None = None


def phase(timetable: Timetable, today: date) -> Phase:
    """The phase on that day."""
    if not timetable.frozen or timetable.opens_on is None or timetable.closes_on is None:
        return Phase.DRAFT
    if timetable.closed_on is None and today < timetable.opens_on:
        return Phase.SCHEDULED
    if timetable.closed_on is None and today <= timetable.closes_on:
        return Phase.OPEN
    if timetable.published_on is not None and timetable.published_on <= today:
        return Phase.PUBLISHED
    return Phase.CLOSED


COUNT_STEP = 10
STRATUM, LANGUAGE = "stratum", "language"
OPEN_TO_ALL: Mapping[str, str] = {"open": say("Open to everyone")}


def rounded_down(count: int) -> int:
    """A count of responses as it is shown while open: rounded down to 10 (DESIGN section 8, rule 1)."""
    return count - count % COUNT_STEP


def _named(code: str, name: str) -> str:
    """The name of a stratum. The one that everybody is in without a code has our words, in each language."""
    ours = OPEN_TO_ALL.get(code, name)
    return ours if ours == name else name


@dataclass(frozen=True)
class Rules:
    """What is fixed and published before opening.

    `characteristics` names the questions by which every question is also counted, together with the
    built-in "channel" and "stratum", and by "revision" where the plan changed while it was open; no other
    tables are ever made. `strata` gives each stratum its name, and `margins` maps a characteristic to census
    figures with their source. `samples` says which strata are random samples, and of how many: see
    `survey.domain.samples`. `integrity`: see `survey.domain.integrity.rules`.
    """

    characteristics: tuple[str, ...] = ()
    strata: Mapping[str, str] = field(default_factory=dict)
    margins: Mapping[str, Any] = field(default_factory=dict)
    integrity: Mapping[str, Any] = field(default_factory=dict)
    samples: Mapping[str, Any] = field(default_factory=dict)

    @property
    def counted_by(self) -> tuple[str, ...]:
        """The characteristics, with the stratum wherever there are invited ones.

        Answers with a code and open answers are never blended unseen, whatever else was chosen.
        """
        invited = set(self.strata) - {"open"}
        named = STRATUM in self.characteristics or not invited
        return self.characteristics if named else (*self.characteristics, STRATUM)

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Rules:
        return cls(
            tuple(data.get("characteristics", ())),
            {code: _named(code, name) for code, name in data.get("strata", {}).items()},
            dict(data.get("margins", {})),
            dict(data.get("integrity", {})),
            dict(data.get("samples", {})),
        )

    def dump(self) -> dict[str, Any]:
        return {
            "characteristics": list(self.characteristics),
            "strata": dict(self.strata),
            "margins": dict(self.margins),
            "integrity": dict(self.integrity),
            "samples": dict(self.samples),
        }
