"""What is kept inside of an edition of results, so that a further one can be made that gives nobody away.

It holds true figures of small groups, and is deleted together with the responses that they were counted from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from results.domain.editions import Chains, Stand
from survey.domain.integrity.reviewing import State
from survey.store import consultations, integrity, submissions
from survey.store.answering import responses
from survey.store.consultations import Consultation
from survey.store.database import Base

SHORTEST_REASON = 10
# What the public log says of a correction. With a reason after it, in the first case.
OPENED = "The count was opened again for a correction."
LEFT = "The correction ended without a new edition: the results stay as they were counted."


class EditionStand(Base):
    """What an edition was counted from, in numbers. It goes with the responses."""

    __tablename__ = "edition_stands"

    release_id: Mapped[str] = mapped_column(
        ForeignKey("releases.id"), primary_key=True, doc="Which edition of the results"
    )
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")
    edition: Mapped[int] = mapped_column(doc="Number of the edition")
    size: Mapped[int] = mapped_column(doc="How many responses there were, left out or not")
    marks: Mapped[int] = mapped_column(doc="Highest number of a marked response")
    left_out: Mapped[list[int]] = mapped_column(
        JSON, doc="Numbers of the marked responses that were left out"
    )
    bases: Mapped[dict[str, Any]] = mapped_column(
        JSON, doc="How many answered, table by table, in each edition in which the table was counted anew"
    )


class Correction(Base):
    """That the decisions and the log of what came in are open again, for a further edition."""

    __tablename__ = "corrections"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    begun_on: Mapped[date] = mapped_column(doc="Day on which it was begun")
    reason: Mapped[str] = mapped_column(String(1000), doc="What is to be corrected; published in the log")


def now(session: Session, consultation: Consultation) -> Stand:
    """What stands now."""
    marked = integrity.marked(session, consultation)
    left_out = [one.number for one in marked if one.state is State.LEFT_OUT]
    highest = max((one.number for one in marked), default=0)
    return Stand(responses.count(session, consultation.id), highest, frozenset(left_out))


def keep(
    session: Session, consultation: Consultation, which: tuple[str, int], *, stand: Stand, bases: Chains
) -> None:
    """Keeps what an edition was counted from. `which`: the id of its release, and its number."""
    session.add(
        EditionStand(
            release_id=which[0],
            consultation_id=consultation.id,
            edition=which[1],
            size=stand.responses,
            marks=stand.marks,
            left_out=sorted(stand.left_out),
            bases={name: [list(own) for own in chain] for name, chain in bases.items()},
        )
    )


def stands(session: Session, consultation: Consultation) -> list[Stand]:
    """What stood at each edition, the first one first; nothing where the responses are gone."""
    return [Stand(one.size, one.marks, frozenset(one.left_out)) for one in _every(session, consultation)]


def bases(session: Session, consultation: Consultation) -> Mapping[str, Sequence[Sequence[int]]]:
    """The true bases of each table of the newest edition."""
    found = _every(session, consultation)
    return found[-1].bases if found else {}


def _every(session: Session, consultation: Consultation) -> list[EditionStand]:
    mine = EditionStand.consultation_id == consultation.id
    return list(session.scalars(select(EditionStand).where(mine).order_by(EditionStand.edition)))


def correction(session: Session, consultation: Consultation) -> Correction | None:
    """The correction that is going on; None where everything is settled."""
    return session.get(Correction, consultation.id)


def begin(session: Session, consultation: Consultation, *, reason: str, today: date) -> None:
    """Opens decisions and the log of what came in again, which is logged in public with its reason."""
    consultations.take_turn(session, consultation.id)
    if correction(session, consultation) is not None:
        return
    session.add(Correction(consultation_id=consultation.id, begun_on=today, reason=reason))
    integrity.unsettle(session, consultation, day=today)
    submissions.unsettle(session, consultation)
    consultations.log(session, consultation, day=today, text=f"{OPENED} Reason: {reason}")


def end(session: Session, consultation: Consultation, *, edition: int, today: date) -> None:
    """Closes decisions and the log when an edition is made, and fixes what is published with it of them."""
    found = correction(session, consultation)
    if found is not None:
        session.delete(found)
    integrity.settle(session, consultation, edition=edition)
    submissions.settle(session, consultation, day=today, edition=edition)


def leave(session: Session, consultation: Consultation, *, today: date) -> bool:
    """Ends a correction without a further edition, which is logged in public. False where none went on.

    What was published of the decisions and of the log stays as it was counted.
    """
    found = correction(session, consultation)
    if found is None:
        return False
    session.delete(found)
    integrity.resettle(session, consultation)
    submissions.resettle(session, consultation, day=today)
    consultations.log(session, consultation, day=today, text=LEFT)
    return True


def forget(session: Session, consultation: Consultation, *, today: date) -> None:
    """Deletes what was kept inside of editions. Call it before the responses go, while all can be settled."""
    leave(session, consultation, today=today)
    mine = EditionStand.consultation_id == consultation.id
    session.execute(delete(EditionStand).where(mine))
