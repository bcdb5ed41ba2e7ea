"""What is still open before the results are counted, so that nobody makes a release by a single press.

Themes, quotes and groups of texts cannot be opened again afterwards. All of it is for organisers only.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

from results.comments import campaigns, coding, published, quotes, texts
from results.comments.campaigns import Decision
from survey.domain.integrity.reviewing import State
from survey.store import integrity
from survey.store.consultations import Consultation
from survey.store.database import Session


@dataclass(frozen=True, slots=True)
class StillOpen:
    """How much waits for somebody: marked responses, texts, groups of nearly the same texts, and quotes."""

    unseen: int
    unread: int
    uncoded: int
    groups: int
    quotes: int

    @property
    def anything(self) -> bool:
        """Whether anything waits."""
        return any(astuple(self))


def still_open(session: Session, consultation: Consultation) -> StillOpen:
    """What waits. `unread` are texts under questions whose coding nobody began, `uncoded` are the others."""
    written = texts.count(session, consultation, excluded=False)
    begun = {key for key in written if coding.plan_of(session, consultation, key) is not None}
    groups = campaigns.every(session, consultation) if campaigns.search_of(session, consultation) else []
    return StillOpen(
        unseen=sum(one.state is State.UNSEEN for one in integrity.marked(session, consultation)),
        unread=sum(number for key, number in written.items() if key not in begun),
        uncoded=sum(published.uncoded(session, consultation).values()),
        groups=sum(one.state is Decision.UNDO for one in groups),
        quotes=sum(one.state == quotes.PROPOSED for one in quotes.every(session, consultation)),
    )
