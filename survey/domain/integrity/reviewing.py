"""What people decide about a marked response: one keeps it, two leave it out, and either can be undone.

Until somebody has looked, a marked response is kept and counted like every other one. Leaving it out is
proposed by one person and done by another. A later review undoes an earlier one, until the results are
counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from survey.domain.wording import say

KEEP, LEAVE_OUT = "keep", "leave-out"
SHORTEST_REASON, LONGEST_REASON = 10, 500


class Decision(StrEnum):
    """What a review did."""

    KEEP = "keep"
    PROPOSE = "propose"
    EXCLUDE = "exclude"


class State(StrEnum):
    """Where a marked response stands."""

    UNSEEN = "unseen"
    KEPT = "kept"
    WAITING = "waiting"
    LEFT_OUT = "left-out"


_STATES: Mapping[Decision | None, State] = {
    None: State.UNSEEN,
    Decision.KEEP: State.KEPT,
    Decision.PROPOSE: State.WAITING,
    Decision.EXCLUDE: State.LEFT_OUT,
}


class NotAllowed(ValueError):
    """A review that may not be made. Its argument says why, in words for a page."""


@dataclass(frozen=True)
class Last:
    """The newest review of a response: what it did, and by whom."""

    decision: Decision
    account: int


def state(decision: Decision | None) -> State:
    """Where a response stands after its newest review."""
    return _STATES[decision]


def decided(wanted: str, last: Last | None, account: int) -> Decision:
    """What a review does that wants to keep a response or leave it out. Raises NotAllowed."""
    where = state(last.decision if last else None)
    if wanted == KEEP:
        if where is State.KEPT:
            raise NotAllowed(say("It is kept already."))
        return Decision.KEEP
    if where is State.LEFT_OUT:
        raise NotAllowed(say("It is left out already."))
    if where is not State.WAITING or last is None:
        return Decision.PROPOSE
    if last.account == account:
        raise NotAllowed(say("You proposed this yourself. Somebody else has to look at it."))
    return Decision.EXCLUDE


@dataclass(frozen=True)
class Counts:
    """How many responses a rule marked, and what became of them."""

    marked: int = 0
    left_out: int = 0
    kept: int = 0
    waiting: int = 0
    unseen: int = 0


def counts(states: Iterable[tuple[str, State]]) -> dict[str, Counts]:
    """The counts of each rule, from the state of each response that it marked."""
    found: dict[str, dict[State, int]] = {}
    for rule, where in states:
        own = found.setdefault(rule, dict.fromkeys(State, 0))
        own[where] += 1
    return {
        rule: Counts(
            sum(own.values()), own[State.LEFT_OUT], own[State.KEPT], own[State.WAITING], own[State.UNSEEN]
        )
        for rule, own in found.items()
    }
