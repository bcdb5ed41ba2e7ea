"""How answers were begun: with a proof of work or without. In tens, and never of one person.

A proof is asked where answers are begun and nowhere else, so that no transaction holds both a response and a
proof. A draft is sent once, so a proof for each draft is a proof for each response.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import String

from survey.store.database import Base

STEP = 10
WITH_PROOF, WITHOUT_PROOF, TRAPPED = "proof", "no-proof", "trapped"


class UsedChallenge(Base):
    """A proof of work that was used, so that it cannot be used again. It says nothing about its sender."""

    __tablename__ = "used_challenges"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True, doc="The challenge, which was random")
    day: Mapped[date] = mapped_column(doc="Day of its use; it goes two days later")


class Arrival(Base):
    """How many people began to answer on a day, with a proof of work and without: in tens."""

    __tablename__ = "arrivals"
    __table_args__ = (CheckConstraint("count % 10 = 0", name="arrivals_are_counted_in_tens"),)

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    day: Mapped[date] = mapped_column(primary_key=True, doc="Which day")
    kind: Mapped[str] = mapped_column(
        String(10), primary_key=True, doc="With a proof, without one, or with what only programs fill in"
    )
    count: Mapped[int] = mapped_column(doc="How many, in tens; what is over is not kept")


def use(session: Session, challenge: str, *, day: date) -> bool:
    """Marks a challenge as used. False where it was used before, by whichever process."""
    try:
        with session.begin_nested():
            session.execute(insert(UsedChallenge), [{"hash": challenge, "day": day}])
    except IntegrityError:
        return False
    return True


def add_ten(session: Session, consultation_id: int, kind: str, *, day: date) -> None:
    """Ten more began on that day."""
    mine = Arrival.consultation_id == consultation_id, Arrival.day == day, Arrival.kind == kind
    more = update(Arrival).where(*mine).values(count=Arrival.count + STEP)
    if session.execute(more).rowcount:  # type: ignore[attr-defined] # an update's result has a row count
        return
    row = {"consultation_id": consultation_id, "day": day, "kind": kind, "count": STEP}
    try:
        with session.begin_nested():
            session.execute(insert(Arrival), [row])
    except IntegrityError:
        session.execute(more)


def counts(session: Session, consultation_id: int) -> dict[date, dict[str, int]]:
    """How many began, by day and kind."""
    query = select(Arrival.day, Arrival.kind, Arrival.count).where(Arrival.consultation_id == consultation_id)
    found: dict[date, dict[str, int]] = {}
    for day, kind, count in session.execute(query.order_by(Arrival.day)):
        found.setdefault(day, {})[kind] = count
    return found


def purge(session: Session, *, today: date) -> int:
    """Deletes used challenges whose time is over: not those of last night. Returns how many."""
    old = delete(UsedChallenge).where(UsedChallenge.day < today - timedelta(days=1))
    return session.execute(old).rowcount  # type: ignore[attr-defined] # a delete's result has a row count
