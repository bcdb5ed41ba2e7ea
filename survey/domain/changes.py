"""When what is consulted on changes: what makes a change material, and what the council decides about it.

A change is material where it may alter what somebody would answer. While a consultation is open, the council
must decide in writing: carry on, extend, or start again. Until it has, the results cannot be counted; then
they are also counted before and after the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from survey.domain.deployments.comparing import State, compare
from survey.domain.deployments.plan import Plan
from survey.domain.deployments.revisions import Revision
from survey.domain.wording import Words, message, say


class Choice(StrEnum):
    """What the council decides. The values are what residents read."""

    CARRY_ON = message("carry on")
    EXTEND = message("extend")
    START_AGAIN = message("start again")

    @property
    def words(self) -> Words:
        return say(self.value)


@dataclass(frozen=True)
class MaterialChange:
    """A material revision that was published while a consultation was open, and the decision about it.

    `before` is the revision that residents were shown until then. Without a choice nobody has decided yet.
    """

    revision: int
    before: int
    day: date
    summary: str
    choice: Choice | None = None
    reason: str = ""
    decided_on: date | None = None
    decided_by: str = ""

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> MaterialChange:
        return cls(
            revision=data["revision"],
            before=data["before"],
            day=date.fromisoformat(data["day"]),
            summary=data["summary"],
            choice=Choice(data["choice"]) if data["choice"] else None,
            reason=data["reason"],
            decided_on=date.fromisoformat(data["decided_on"]) if data["decided_on"] else None,
            decided_by=data["decided_by"],
        )

    def dump(self) -> dict[str, Any]:
        return {
            "revision": self.revision,
            "before": self.before,
            "day": self.day.isoformat(),
            "summary": self.summary,
            "choice": self.choice.value if self.choice else None,
            "reason": self.reason,
            "decided_on": self.decided_on.isoformat() if self.decided_on else None,
            "decided_by": self.decided_by,
        }


@dataclass(frozen=True)
class Era:
    """The responses whose residents were shown one of these revisions: from `first`, and before `end`.

    `end` is None for the last era.
    """

    first: int
    end: int | None

    @property
    def code(self) -> str:
        return f"from-revision-{self.first}"

    def holds(self, revision: int) -> bool:
        """Whether a response that was given to this revision belongs here."""
        return self.first <= revision and (self.end is None or revision < self.end)


def undecided(changes: Iterable[MaterialChange]) -> tuple[MaterialChange, ...]:
    """The changes about which the council has still to decide."""
    return tuple(change for change in changes if change.choice is None)


def decided(changes: Iterable[MaterialChange]) -> tuple[MaterialChange, ...]:
    """The changes about which the council has decided, the first one first."""
    return tuple(sorted((c for c in changes if c.choice), key=lambda change: change.revision))


def eras(changes: Sequence[MaterialChange]) -> tuple[Era, ...]:
    """How results are split: before and after each material change, whatever was decided about it.

    Before a decision to start again, too, some may have answered about the new revision. Empty where nothing
    is to be split. The first era begins with revision 1, whatever was shown first.
    """
    starts = [change.revision for change in decided(changes)]
    if not starts:
        return ()
    bounds = [1, *starts]
    ends: list[int | None] = [*bounds[1:], None]
    return tuple(Era(first, end) for first, end in zip(bounds, ends, strict=True))


@dataclass(frozen=True)
class Showing:
    """From which day to which the residents of a consultation were shown one revision, both days included."""

    revision: int
    first: date
    last: date


def showings(
    current: int, shown: Sequence[Mapping[str, Any]], *, opens_on: date | None, until: date | None
) -> tuple[Showing, ...]:
    """The revisions that residents were shown while they could answer, in order.

    `shown` says on which day each further revision took the place of which. On the day of a change both were
    shown. What was replaced before opening was shown to nobody who could answer.
    """
    if opens_on is None or until is None:
        return ()
    revisions = [shown[0]["before"] if shown else current, *(one["revision"] for one in shown)]
    starts = [opens_on, *(max(opens_on, date.fromisoformat(one["day"])) for one in shown)]
    ends = [*starts[1:], until]
    spans = zip(revisions, starts, ends, strict=True)
    return tuple(
        Showing(revision, first, last)
        for place, (revision, first, last) in enumerate(spans)
        if place == len(starts) - 1 or last > opens_on or starts[place + 1] > opens_on
    )


def unseen(changes: Iterable[MaterialChange], shown: int) -> tuple[MaterialChange, ...]:
    """The changes since the revision that somebody was shown."""
    return tuple(change for change in changes if change.revision > shown)


# Facts whose change may alter what somebody would answer; a council may add others by its own judgement.
WEIGHTY = {
    "cameras": say("the cameras changed"),
    "hours": say("the hours of use changed"),
    "purposes": say("the purposes changed"),
    "operator": say("who operates them changed"),
    "funder": say("who pays changed"),
    "sum-asked": say("the sum asked of the council changed"),
    "watchlist": say("who may be on the watchlist changed"),
    "threshold": say("the match threshold changed"),
    "retention": say("how long data is kept changed"),
    "alternatives": say("what else the sum would buy changed"),
    "review": say("the review date changed"),
    "can-change": say("what can still change changed"),
    "decides": say("who decides changed"),
    "decision-date": say("when it is decided changed"),
}


def reasons_to_call_it_material(before: Revision, after: Revision) -> Iterator[str]:
    """What in a change would make most people call it material, in words. Nothing where there is none.

    A change of the area or of the status is always material.
    """
    yield from always_material(before, after)
    for code, words in WEIGHTY.items():
        if before.plan.fact(code).value != after.plan.fact(code).value:
            yield words


def always_material(before: Revision, after: Revision) -> Iterator[str]:
    """What nobody may call immaterial: another place, or another status, such as in use."""
    if _zones(before) != _zones(after) or _zones_moved(before, after):
        yield say("the zones changed")
    if _wards(before.plan) != _wards(after.plan):
        yield say("the wards in the area changed")
    if before.plan.status != after.plan.status:
        yield say("the status is now “{status}”", status=after.plan.status_label)


def _zones(revision: Revision) -> dict[str, str]:
    return {zone.code: zone.name for zone in revision.plan.zones}


def _zones_moved(before: Revision, after: Revision) -> bool:
    """Whether the outline of a zone is another, by more than rounding. A first outline moves nothing."""
    names = _zones(after)
    found = compare(before.boundaries, after.boundaries, names)
    return any(one.code in names and one.state in (State.MOVED, State.REMOVED) for one in found)


def _wards(plan: Plan) -> set[str]:
    return {ward.code for ward in plan.wards_in_area}
