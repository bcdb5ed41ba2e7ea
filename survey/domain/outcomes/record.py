"""What was decided after a consultation, by whom, when and why: the record as it is kept.

A record may be unfinished; `survey.domain.outcomes.filling` says what is still missing. Its texts are the
council's own. Nothing in it is judged: whether a decision departs from the responses is for the council to
say, and then it must say why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from survey.domain.wording import Words, message, say

NAMES_OF_DAYS = ("decided_on", "equality_on", "review_on")


class Course(StrEnum):
    """What was decided about the plan, in words that take no side."""

    AS_PLANNED = "as-planned"
    WITH_CHANGES = "with-changes"
    NOT_NOW = "not-now"
    NOT_AT_ALL = "not-at-all"
    REFER = "refer"
    OTHER = "other"

    @property
    def words(self) -> Words:
        return say(_COURSES[self])


_COURSES: Mapping[Course, str] = {
    Course.AS_PLANNED: message("Go ahead as planned"),
    Course.WITH_CHANGES: message("Go ahead with changes"),
    Course.NOT_NOW: message("Not now"),
    Course.NOT_AT_ALL: message("Not at all"),
    Course.REFER: message("Refer it elsewhere"),
    Course.OTHER: message("Something else"),
}


class Voting(StrEnum):
    """Whether there was a vote."""

    VOTE = "vote"
    NO_VOTE = "no-vote"
    DELEGATED = "delegated"

    @property
    def words(self) -> Words:
        return say(_VOTINGS[self])


_VOTINGS: Mapping[Voting, str] = {
    Voting.VOTE: message("There was a vote"),
    Voting.NO_VOTE: message("No vote was taken"),
    Voting.DELEGATED: message("Delegated to an officer"),
}


class Departs(StrEnum):
    """Whether the decision departs from the responses, as the council itself says."""

    YES = "yes"
    NO = "no"

    @property
    def words(self) -> Words:
        return say(_DEPARTS[self])


_DEPARTS: Mapping[Departs, str] = {
    Departs.YES: message("Yes, in something"),
    Departs.NO: message("No"),
}


class ConditionState(StrEnum):
    """Where a condition stands."""

    OPEN = "open"
    MET = "met"
    DROPPED = "dropped"

    @property
    def words(self) -> Words:
        return say(_STATES[self])


_STATES: Mapping[ConditionState, str] = {
    ConditionState.OPEN: message("Not met yet"),
    ConditionState.MET: message("Met"),
    ConditionState.DROPPED: message("No longer required"),
}


@dataclass(frozen=True)
class Point:
    """One thing that people said, by the question it answers, and what the council does about it."""

    question: str = ""
    said: str = ""
    did: str = ""


@dataclass(frozen=True)
class Condition:
    """Something that the decision depends on: who sees to it, by when, and where it stands."""

    text: str = ""
    who: str = ""
    by: date | None = None
    state: ConditionState = ConditionState.OPEN

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Condition:
        state = ConditionState(data.get("state") or ConditionState.OPEN)
        return cls(data.get("text", ""), data.get("who", ""), _day(data.get("by")), state)

    def dump(self) -> dict[str, str]:
        by = self.by.isoformat() if self.by else ""
        return {"text": self.text, "who": self.who, "by": by, "state": self.state.value}

    def overdue(self, today: date) -> bool:
        """Whether its day has passed and it is not met."""
        return self.state is ConditionState.OPEN and self.by is not None and self.by < today


@dataclass(frozen=True)
class Record:
    """The decision. Empty texts and None are what has not been written; the sum is in whole pounds."""

    course: Course | None = None
    decision: str = ""
    decided_by: str = ""
    meeting: str = ""
    decided_on: date | None = None
    minutes: str = ""
    sum_agreed: int | None = None
    budget: str = ""
    voting: Voting | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    asked: str = ""
    reasons: str = ""
    considered: str = ""
    departs: Departs | None = None
    departure: str = ""
    points: tuple[Point, ...] = ()
    conditions: tuple[Condition, ...] = ()
    weighed: str = ""
    equality: str = ""
    equality_on: date | None = None
    equality_link: str = ""
    review_on: date | None = None
    next_steps: str = ""

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Record:
        """The record of its JSON. What it does not hold is empty; what is not known any more is left out."""
        names = {field.name for field in fields(cls)}
        own = {name: value for name, value in data.items() if name in names}
        own |= {name: _day(own.get(name)) for name in NAMES_OF_DAYS}
        own["points"] = tuple(Point(**one) for one in own.get("points", ()))
        own["conditions"] = tuple(Condition.load(one) for one in own.get("conditions", ()))
        for name, kind in (("course", Course), ("voting", Voting), ("departs", Departs)):
            own[name] = kind(own[name]) if own.get(name) else None
        return cls(**own)

    def dump(self) -> dict[str, Any]:
        """Everything as JSON can hold it."""
        data = asdict(self)
        data |= {name: _iso(getattr(self, name)) for name in NAMES_OF_DAYS}
        data["points"] = [asdict(one) for one in self.points]
        data["conditions"] = [one.dump() for one in self.conditions]
        for name in ("course", "voting", "departs"):
            data[name] = data[name].value if data[name] else ""
        return data


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
