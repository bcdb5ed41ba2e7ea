"""Sealed drafts. The server holds them and cannot read them; there is no way to list whose they are."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, ForeignKey, LargeBinary, delete, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import String

from survey.store.database import Base


class SealedDraft(Base):
    """Unfinished answers, sealed with a key that only the resident's browser holds."""

    __tablename__ = "drafts"

    lookup_id: Mapped[str] = mapped_column(
        String(32), primary_key=True, doc="Derived from the resident’s secret"
    )
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")
    sealed: Mapped[bytes] = mapped_column(
        LargeBinary, doc="The answers so far, unreadable without the secret"
    )
    expires_on: Mapped[date] = mapped_column(doc="Day on which the draft is deleted unless it was sent")


def start(session: Session, *, lookup_id: str, consultation_id: int, sealed: bytes, expires_on: date) -> None:
    """Stores a new draft."""
    session.execute(
        insert(SealedDraft).values(
            lookup_id=lookup_id, consultation_id=consultation_id, sealed=sealed, expires_on=expires_on
        )
    )


def load(session: Session, lookup_id: str, consultation_id: int) -> bytes | None:
    """The sealed bytes; None where the draft is gone: sent, expired or never there."""
    mine = SealedDraft.lookup_id == lookup_id, SealedDraft.consultation_id == consultation_id
    return session.scalar(select(SealedDraft.sealed).where(*mine))


def save(session: Session, lookup_id: str, sealed: bytes) -> bool:
    """Replaces the sealed bytes. False where the draft is gone meanwhile."""
    return _changed(
        session, update(SealedDraft).where(SealedDraft.lookup_id == lookup_id).values(sealed=sealed)
    )


def remove(session: Session, lookup_id: str) -> bool:
    """Deletes the draft. True for exactly one caller: what makes submission happen exactly once."""
    return _changed(session, delete(SealedDraft).where(SealedDraft.lookup_id == lookup_id))


def purge(session: Session, *, today: date) -> int:
    """Deletes the drafts that expired before that day; returns how many."""
    return _rows(session, delete(SealedDraft).where(SealedDraft.expires_on < today))


def purge_consultation(session: Session, consultation_id: int) -> int:
    """Deletes every draft of a consultation, at its closing; returns how many."""
    return _rows(session, delete(SealedDraft).where(SealedDraft.consultation_id == consultation_id))


def _rows(session: Session, statement: Any) -> int:  # noqa: ANN401 - any update or delete
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def _changed(session: Session, statement: Any) -> bool:  # noqa: ANN401 - any update or delete
    return _rows(session, statement) == 1
