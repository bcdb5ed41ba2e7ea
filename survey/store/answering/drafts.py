"""Sealed drafts. The server holds them and cannot read them; there is no way to list whose they are."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import ForeignKey, LargeBinary, and_, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import String

from survey.store.consultations import Consultation
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


class Kept(NamedTuple):
    """A draft as it is kept: the sealed bytes, and its last day."""

    sealed: bytes
    expires_on: date


# Built once: every page of an answer runs one or two of these, and building costs more than running.
_TABLE = SealedDraft.__table__
_ID = _TABLE.c.lookup_id == bindparam("lookup")
_START = insert(_TABLE)
_LOAD = (
    select(Consultation, _TABLE.c.sealed, _TABLE.c.expires_on)
    .outerjoin(_TABLE, and_(_ID, _TABLE.c.consultation_id == Consultation.id))
    .where(Consultation.slug == bindparam("slug"))
)
_UNCHANGED = _TABLE.c.sealed == bindparam("read")
_SAVE = update(_TABLE).where(_ID, _UNCHANGED).values(sealed=bindparam("new"))
_EXTEND = update(_TABLE).where(_ID).values(expires_on=bindparam("until"))
_REMOVE = delete(_TABLE).where(_ID)
_REMOVE_EXPIRED = _REMOVE.where(_TABLE.c.expires_on < bindparam("day"))
_REMOVE_UNCHANGED = _REMOVE.where(_UNCHANGED)


def start(session: Session, *, lookup_id: str, consultation_id: int, sealed: bytes, expires_on: date) -> None:
    """Stores a new draft."""
    session.connection().execute(
        _START,
        {
            "lookup_id": lookup_id,
            "consultation_id": consultation_id,
            "sealed": sealed,
            "expires_on": expires_on,
        },
    )


def start_once(
    session: Session, *, lookup_id: str, consultation_id: int, sealed: bytes, expires_on: date, today: date
) -> bool:
    """Stores a new draft, unless another device has begun one with the same code."""
    try:
        with session.begin_nested():
            session.connection().execute(_REMOVE_EXPIRED, {"lookup": lookup_id, "day": today})
            start(
                session,
                lookup_id=lookup_id,
                consultation_id=consultation_id,
                sealed=sealed,
                expires_on=expires_on,
            )
    except IntegrityError:
        return False
    return True


def load(session: Session, slug: str, lookup_id: str) -> tuple[Consultation | None, Kept | None]:
    """The consultation of that slug, and what is kept of this draft in it, by one statement.

    None where the draft is gone: sent, expired or never there.
    """
    found = session.execute(_LOAD, {"slug": slug, "lookup": lookup_id}).first()
    if found is None:
        return None, None
    return found[0], Kept(found[1], found[2]) if found[1] is not None else None


def save(session: Session, lookup_id: str, sealed: bytes, *, read: bytes) -> bool:
    """Replaces the sealed bytes that were read. False where they were changed since, or the draft is gone."""
    draft = {"lookup": lookup_id, "new": sealed, "read": read}
    return session.connection().execute(_SAVE, draft).rowcount == 1


def extend(session: Session, lookup_id: str, until: date) -> bool:
    """Lets the draft live until that day. False where it is gone."""
    return session.connection().execute(_EXTEND, {"lookup": lookup_id, "until": until}).rowcount == 1


def remove(session: Session, lookup_id: str) -> bool:
    """Deletes the draft. True for exactly one caller."""
    return session.connection().execute(_REMOVE, {"lookup": lookup_id}).rowcount == 1


def remove_unchanged(session: Session, lookup_id: str, sealed: bytes) -> bool:
    """Deletes the draft as it was read. True for exactly one caller: that makes sending happen exactly once.

    False, too, where another window of the browser changed it since.
    """
    draft = {"lookup": lookup_id, "read": sealed}
    return session.connection().execute(_REMOVE_UNCHANGED, draft).rowcount == 1


def keep_longer(session: Session, consultation_id: int, *, before: date, after: date) -> None:
    """Lets the drafts that would have gone with the old last day of a consultation live to the new one."""
    mine = _TABLE.c.consultation_id == consultation_id, _TABLE.c.expires_on == before
    session.connection().execute(update(_TABLE).where(*mine).values(expires_on=after))


def purge(session: Session, *, today: date) -> int:
    """Deletes the drafts that expired before that day; returns how many."""
    return session.connection().execute(delete(_TABLE).where(_TABLE.c.expires_on < today)).rowcount


def purge_consultation(session: Session, consultation_id: int) -> int:
    """Deletes every draft of a consultation, at its closing; returns how many."""
    mine = _TABLE.c.consultation_id == consultation_id
    return session.connection().execute(delete(_TABLE).where(mine)).rowcount
