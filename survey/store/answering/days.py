"""Marks of days: whether the mixed responses of a day are still those of which an extract was made.

Whoever adds mixed responses to a day, or changes which of them are counted, gives the day a new mark in the
same transaction. Whoever takes one away removes the mark: a mark written then would stand beside what the
same person sends instead, and both bear the sign of one transaction. Marks are random and no counts: they do
not tell how often a day changed, and none comes back when a backup is restored.

Call `consultations.take_turn` before anything that changes a mark. Whoever sends a response changes none.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date

from sqlalchemy import ForeignKey, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import String

from survey.store.database import Base

BYTES = 8


class DayMark(Base):
    """What changes whenever the mixed responses of a day do."""

    __tablename__ = "day_marks"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    day: Mapped[date] = mapped_column(primary_key=True, doc="Day on which responses were sent")
    mark: Mapped[str] = mapped_column(
        String(2 * BYTES), doc="Random; another one after each change of the day's responses"
    )


_TABLE = DayMark.__table__


def changed(session: Session, consultation_id: int, days: Iterable[date]) -> None:
    """Gives these days new marks."""
    chosen = sorted(set(days))
    if not chosen:
        return
    connection = session.connection()
    mine = _TABLE.c.consultation_id == consultation_id
    connection.execute(delete(_TABLE).where(mine, _TABLE.c.day.in_(chosen)))
    rows = [
        {"consultation_id": consultation_id, "day": day, "mark": secrets.token_hex(BYTES)} for day in chosen
    ]
    connection.execute(insert(_TABLE), rows)


def forget(session: Session, consultation_id: int, day: date | None = None) -> None:
    """Removes the mark of a day, or of all days: nothing made of them before holds any more."""
    mine = delete(_TABLE).where(_TABLE.c.consultation_id == consultation_id)
    session.connection().execute(mine if day is None else mine.where(_TABLE.c.day == day))


def marks(session: Session, consultation_id: int) -> dict[date, str]:
    """The marks of a consultation by day. A day may have responses and no mark."""
    query = select(_TABLE.c.day, _TABLE.c.mark).where(_TABLE.c.consultation_id == consultation_id)
    return dict(session.connection().execute(query).all())
