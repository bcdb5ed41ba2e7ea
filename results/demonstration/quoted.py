"""Passages for publishing: one organiser takes out what tells who wrote it, the other one confirms.

Only comments whose writers allowed it, as many from each side, and a few from neither.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from results.comments import coding, quotes
from results.comments.quotes import Proposal, Quote
from results.comments.themes import By
from results.demonstration.coders import Reading
from results.demonstration.people import People
from results.domain.themes import Passage, Side
from survey.domain.synthetic_texts import SIDES, Comment
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.demo_whole import Whole

MOST = {Side.FOR: 4, Side.AGAINST: 4, Side.NEITHER: 2}
_SIDES = dict(zip(SIDES, (Side.FOR, Side.AGAINST, Side.NEITHER), strict=True))


@dataclass(frozen=True)
class Table:
    """Where the two sit, and whose turn it is."""

    session: Session
    consultation: Consultation
    question: str
    by: By
    then: By

    def turned(self) -> Table:
        """The other one proposes."""
        return replace(self, by=self.then, then=self.by)

    def propose(self, number: int, comment: Comment) -> Quote:
        """Proposes a comment with what tells who wrote it taken out."""
        passages = tuple(Passage(*one) for one in comment.taken_out)
        proposal = Proposal(comment.themes[0], passages)
        return quotes.propose(
            self.session, self.consultation, self.question, number, proposal=proposal, by=self.by
        )

    def confirm(self, made: Quote) -> None:
        """The other one has read what is left, and confirms it."""
        quotes.confirm(self.session, self.consultation, made, seen=quotes.mark_of(made), by=self.then)


def quote(
    session: Session, consultation: Consultation, whole: Whole, people: People, reading: Reading
) -> None:
    """Proposes and confirms as many of each side, taking turns. One more is proposed and taken back."""
    day = whole.day("settled")
    table = Table(session, consultation, whole.question, people.first(day), people.second(day))
    found = _allowed(session, consultation, whole, reading)
    even = min(len(found[Side.FOR]), len(found[Side.AGAINST]))
    left = []
    for side, own in found.items():
        most = min(MOST[side], even if side is not Side.NEITHER else len(own))
        for number, comment in own[:most]:
            table = table.turned()
            table.confirm(table.propose(number, comment))
        left += own[most:]
    for number, comment in left[:1]:
        made = table.propose(number, comment)
        quotes.take_back(session, consultation, made, reason=whole.written["taken_back"], by=table.then)


def propose_some(
    session: Session, consultation: Consultation, whole: Whole, by: tuple[By, By], reading: Reading
) -> None:
    """One of each side is proposed, and waits for somebody else to confirm it."""
    table = Table(session, consultation, whole.question, *by)
    for own in _allowed(session, consultation, whole, reading).values():
        for number, comment in own[:1]:
            table.propose(number, comment)


def _allowed(
    session: Session, consultation: Consultation, whole: Whole, reading: Reading
) -> dict[Side, list[tuple[int, Comment]]]:
    """The comments that can be read by themselves and whose writers allow it, by side."""
    ids = coding.numbers(session, consultation, whole.question)
    allowing = quotes.allowing(session, consultation)
    numbers = {words: number for number, words in reading.words.items() if ids[number] in allowing}
    return {
        _SIDES[side]: [(numbers[one.text], one) for one in own if one.quotable and one.text in numbers]
        for side, own in whole.comments.items()
    }
