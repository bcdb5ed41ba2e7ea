"""What to suggest for an answer: the themes of answers like it that were coded. Nothing is given by itself.

Answers that two people code are suggested to nobody by somebody else's codes: each sees only what they gave
themselves, or their agreement would say nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from results.comments import coding, texts
from results.comments.coding import CodingPlan
from results.domain.similar import Likeness, Similar
from results.domain.themes import Standing, Themes
from survey.store.consultations import Consultation

# Below this, two answers share little more than the words that everybody uses.
ALIKE = 0.3
MOST = 3
LOOKED_THROUGH = 12
_MOST_KEPT = 4


@dataclass(frozen=True)
class Suggestion:
    """The themes of one or more similar answers, and how similar the nearest of them is, from 0 to 1."""

    themes: Themes
    answers: int
    similarity: float

    @property
    def percent(self) -> int:
        return int(100 * self.similarity)


@dataclass(frozen=True)
class _Prepared:
    numbers: tuple[int, ...]
    likeness: Likeness


# Texts that were made ready to compare, by question and number of answers: no text is in it. It can be built
# again, so it is kept in each process and goes with it. It goes with the answers too: at each use what has no
# plan of coding any more is dropped, and on a new day everything (see `forget_before`).
_PREPARED: dict[tuple[int, str, int, str], _Prepared] = {}
_KEPT_ON: dict[str, date] = {}


def suggest(
    session: Session,
    consultation: Consultation,
    question: str,
    number: int,
    *,
    every: Mapping[int, Standing],
    coder: int,
) -> list[Suggestion]:
    """What to suggest to this coder, the most similar first; nothing where no answer like it was coded."""
    usable = {
        other: own
        for other, one in every.items()
        if other != number and (own := _seen_by(one, coder, alone=every[number].twice))
    }
    if not usable:
        return []
    _drop_what_is_gone(session)
    ready = _prepared(session, consultation, question)
    if number not in ready.numbers:
        return []
    among = np.array([other in usable for other in ready.numbers])
    found = ready.likeness.most_similar(
        ready.numbers.index(number), number=LOOKED_THROUGH, least=ALIKE, among=among
    )
    return _grouped(found, ready.numbers, usable)


def _seen_by(one: Standing, coder: int, *, alone: bool) -> Themes | None:
    """The themes of an answer that this coder may be told: their own, or what it counts with."""
    return one.by.get(coder) if alone or one.themes is None else one.themes


def _grouped(
    found: list[Similar], numbers: tuple[int, ...], usable: Mapping[int, Themes]
) -> list[Suggestion]:
    made: dict[Themes, Suggestion] = {}
    for one in found:
        own = usable[numbers[one.place]]
        earlier = made.get(own)
        made[own] = Suggestion(
            own, 1 + (earlier.answers if earlier else 0), earlier.similarity if earlier else one.similarity
        )
    return list(made.values())[:MOST]


def _prepared(session: Session, consultation: Consultation, question: str) -> _Prepared:
    plan = coding.plan_of(session, consultation, question)
    if plan is None:
        return _Prepared((), Likeness.of([]))
    key = consultation.id, question, plan.looked_at, plan.seed
    if key not in _PREPARED:
        while len(_PREPARED) >= _MOST_KEPT:
            _PREPARED.pop(next(iter(_PREPARED)), None)
        _PREPARED[key] = _prepare(session, consultation, question)
    return _PREPARED[key]


def _drop_what_is_gone(session: Session) -> None:
    """Drops what stands for answers that were deleted, or were listed anew."""
    query = select(CodingPlan.consultation_id, CodingPlan.question, CodingPlan.looked_at, CodingPlan.seed)
    there = {tuple(row) for row in session.execute(query)}
    for key in [key for key in _PREPARED if key not in there]:
        _PREPARED.pop(key, None)


def forget_before(day: date) -> None:
    """Drops what was kept on another day: answers may have been deleted since, by another process."""
    if _KEPT_ON.get("day") != day:
        _PREPARED.clear()
        _KEPT_ON["day"] = day


def _prepare(session: Session, consultation: Consultation, question: str) -> _Prepared:
    listed = {id_: number for number, id_ in coding.numbers(session, consultation, question).items()}
    found = texts.each(session, consultation, keys=(question,))
    words = {listed[one.response]: one.text for one in found if one.response in listed}
    return _Prepared(tuple(words), Likeness.of(list(words.values())))
