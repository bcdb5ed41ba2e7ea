"""Mixing: moves responses out of the inbox in random order, so that nothing tells who answered when.

Two rows written together carry a common trace in any database: PostgreSQL's transaction marks, the order on
disk, the write-ahead log. Responses therefore rest in an inbox and move in batches of at least 20 in one
transaction, in random order, each table in an order of its own. A batch has at least 20 receipts, or none:
one receipt among twenty forms on paper would lead to its response. Finally, at closing, whatever is left
moves together with rows drawn at random from those that moved before. What a backup kept elsewhere can still
tell is in docs/threat-model.md.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, bindparam, delete, func, insert, select, text
from sqlalchemy.orm import Session

from survey.store import consultations, invitations
from survey.store.answering import days, responses
from survey.store.answering.responses import (
    EqualityAnswers,
    InboxEquality,
    InboxReceiptHash,
    InboxResponse,
    ReceiptHash,
    Response,
)

SMALLEST_BATCH = 20
# How many rows of each table move once more with the last, whose batch may be small.
COMPANY = 40
INBOX = (InboxResponse, InboxEquality, InboxReceiptHash)

Shuffle = Callable[[list[Any]], None]
Rows = list[dict[str, Any]]


# Asked after every response; built once.
_INBOX = InboxResponse.__table__
_WAITING = select(func.count()).select_from(_INBOX).where(_INBOX.c.consultation_id == bindparam("mine"))
_RECEIPTS = select(func.count()).where(InboxReceiptHash.consultation_id == bindparam("mine"))


def waiting(session: Session, consultation_id: int) -> int:
    """How many responses rest in the inbox."""
    return session.connection().execute(_WAITING, {"mine": consultation_id}).scalar() or 0


def mix(session: Session, consultation_id: int, *, shuffle: Shuffle, final: bool = False) -> int:
    """Moves the inbox if it holds a batch, or in any case where `final`; returns how many moved."""
    if not _is_batch(session, consultation_id, final=final):
        return 0
    # Another mixing may move them first; the few that came since would then make too small a batch.
    consultations.take_turn(session, consultation_id)
    if not _is_batch(session, consultation_id, final=final):
        return 0
    moved = waiting(session, consultation_id)
    if final:
        for mixed, inbox in ((Response, InboxResponse), (EqualityAnswers, InboxEquality)):
            take_back(session, mixed, inbox, mixed.id, _some(mixed, mixed.id, consultation_id))
        some = _some(ReceiptHash, ReceiptHash.hash, consultation_id)
        take_back(session, ReceiptHash, InboxReceiptHash, ReceiptHash.hash, some)
    rows = _move(session, InboxResponse, Response, consultation_id=consultation_id, shuffle=shuffle)
    days.changed(session, consultation_id, (row["day"] for row in rows))
    _move(session, InboxEquality, EqualityAnswers, consultation_id=consultation_id, shuffle=shuffle)
    _move(session, InboxReceiptHash, ReceiptHash, consultation_id=consultation_id, shuffle=shuffle)
    invitations.mix_individual(session, consultation_id, shuffle=shuffle)
    return moved


def _is_batch(session: Session, consultation_id: int, *, final: bool) -> bool:
    """Whether what waits may move."""
    found = waiting(session, consultation_id)
    if final or found < SMALLEST_BATCH:
        return final and found > 0
    receipts = session.connection().execute(_RECEIPTS, {"mine": consultation_id}).scalar() or 0
    return receipts == 0 or receipts >= SMALLEST_BATCH


def _some(mixed: Any, key: Any, consultation_id: int) -> Any:  # noqa: ANN401 - a table, and its key
    """The keys of a few rows of a mixed table, drawn at random."""
    mine = mixed.consultation_id == consultation_id
    return select(key).where(mine).order_by(func.random()).limit(COMPANY)


def take_back(session: Session, source: Any, inbox: Any, key: Any, which: Any) -> None:  # noqa: ANN401 - two tables with the same columns, and a select
    """Brings rows that were mixed before back to the inbox, to be mixed once more."""
    taken = delete(source).where(key.in_(which)).returning(*source.__table__.columns)
    rows = [dict(row) for row in session.execute(taken).mappings()]
    if rows:
        session.execute(insert(inbox), rows)


def _move(session: Session, source: Any, target: Any, *, consultation_id: int, shuffle: Shuffle) -> Rows:  # noqa: ANN401 - any two tables with the same columns
    """Moves all rows of a consultation; returns them in the order in which they now stand."""
    mine = delete(source).where(source.consultation_id == consultation_id)
    rows = session.execute(mine.returning(*source.__table__.columns)).mappings().all()
    moved = [dict(row) for row in rows]
    shuffle(moved)
    if moved:
        session.execute(insert(target), moved)
    return moved


def mark_days(session: Session, consultation_id: int) -> None:
    """Gives a mark to every day that has mixed responses and none. Call `consultations.take_turn` before."""
    marked = days.marks(session, consultation_id)
    found = responses.mixed_days(session, consultation_id)
    days.changed(session, consultation_id, (day for day in found if day not in marked))


def vacuum(engine: Engine) -> None:
    """Clears what the moved rows left behind: dead rows in PostgreSQL, the write-ahead log of SQLite.

    SQLite overwrites deleted rows by itself, but its log still holds them, in the order of their arrival. A
    reader may be in the way; then the next mixing clears the log.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            return
        # A deleted invitation bears the mark of the response that it was used for, until it is cleared away.
        for table in (*INBOX, *invitations.TABLES):
            connection.execute(text(f"VACUUM {table.__tablename__}"))
