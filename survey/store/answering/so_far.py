"""Who has answered so far: counts of one characteristic over whole days, for disclosure control alone.

What people said about the cameras is not read. A response that waits to be mixed is not counted yet. What
disclosure control made of the counts is kept, and goes when the consultation closes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON

from survey.store.answering.responses import EqualityAnswers, Response
from survey.store.consultations import Consultation
from survey.store.database import Base
from survey.store.questionnaires.versions import Frozen


class SoFar(Base):
    """Who had answered when this was last counted, as organisers see it until closing."""

    __tablename__ = "answered_so_far"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    until: Mapped[date] = mapped_column(doc="Last day of which responses were counted")
    counted: Mapped[int] = mapped_column(doc="How many mixed responses were counted")
    tables: Mapped[list[dict[str, Any]]] = mapped_column(JSON, doc="Figures that passed disclosure control")


def kept(session: Session, consultation: Consultation) -> SoFar | None:
    """What was last counted, as it stands in the database now; None where nothing was."""
    return session.get(SoFar, consultation.id, populate_existing=True)


def keep(
    session: Session, consultation: Consultation, *, until: date, counted: int, tables: list[dict[str, Any]]
) -> SoFar:
    """Keeps protected tables in place of those before. Call `consultations.take_turn` before counting."""
    values = SoFar(consultation_id=consultation.id, until=until, counted=counted, tables=tables)
    found = session.merge(values)
    session.flush()
    return found


def forget(session: Session, consultation_id: int) -> None:
    """Deletes what was kept."""
    session.execute(delete(SoFar).where(SoFar.consultation_id == consultation_id))


def by_day(session: Session, consultation: Consultation, *, before: date) -> list[tuple[date, int]]:
    """How many responses came on each day before that one, in order."""
    table = Response.__table__.c
    query = select(table.day, func.count()).where(
        table.consultation_id == consultation.id, table.day < before
    )
    return [(row[0], row[1]) for row in session.execute(query.group_by(table.day).order_by(table.day))]


def codes_of(
    session: Session, consultation: Consultation, version: Frozen, question: str, *, until: date
) -> Mapping[int, int]:
    """How many responses up to that day have each code of a question that has one column.

    Raises KeyError where there is no such question.
    """
    table = Response.__table__.c
    mine = table.consultation_id == consultation.id, table.day <= until
    if question in version.equality.position:
        apart = EqualityAnswers.__table__.c
        code = func.substr(apart.codes, version.equality.position[question] + 1, 1)
        query = select(code, func.count()).where(*mine, apart.id == table.id)
    else:
        code = func.substr(table.codes, version.opinion.position[question] + 1, 1)
        query = select(code, func.count()).where(*mine)
    return {bytes(row[0])[0]: row[1] for row in session.execute(query.group_by(code))}
