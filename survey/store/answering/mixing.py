"""Mixing: moves responses out of the inbox in random order, so that nothing tells who answered when.

Two rows written together carry a common trace in any database: PostgreSQL's transaction marks, the order on
disk, the write-ahead log. Responses therefore rest in an inbox and move in batches of at least 20 (finally,
at closing, whatever is left) in one transaction, in random order, each table in an order of its own. What a
backup kept elsewhere can still tell is in docs/threat-model.md.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, bindparam, delete, func, insert, select, text
from sqlalchemy.orm import Session

from survey.store import consultations, invitations
from survey.store.answering.responses import (
    EqualityAnswers,
    InboxEquality,
    InboxReceiptHash,
    InboxResponse,
    ReceiptHash,
    Response,
)

SMALLEST_BATCH = 20
INBOX = (InboxResponse, InboxEquality, InboxReceiptHash)

Shuffle = Callable[[list[Any]], None]


# Asked after every response; built once.
_INBOX = InboxResponse.__table__
_WAITING = select(func.count()).select_from(_INBOX).where(_INBOX.c.consultation_id == bindparam("mine"))


def waiting(session: Session, consultation_id: int) -> int:
    """How many responses rest in the inbox."""
    return session.connection().execute(_WAITING, {"mine": consultation_id}).scalar() or 0


def mix(session: Session, consultation_id: int, *, shuffle: Shuffle, final: bool = False) -> int:
    """Moves the inbox if it holds a batch, or in any case where `final`; returns how many moved."""
    fewest = 1 if final else SMALLEST_BATCH
    if waiting(session, consultation_id) < fewest:
        return 0
    # Another mixing may move them first; the few that came since would then make too small a batch.
    consultations.take_turn(session, consultation_id)
    if waiting(session, consultation_id) < fewest:
        return 0
    moved = _move(session, InboxResponse, Response, consultation_id=consultation_id, shuffle=shuffle)
    _move(session, InboxEquality, EqualityAnswers, consultation_id=consultation_id, shuffle=shuffle)
    _move(session, InboxReceiptHash, ReceiptHash, consultation_id=consultation_id, shuffle=shuffle)
    invitations.mix_individual(session, consultation_id, shuffle=shuffle)
    return moved


def _move(session: Session, source: Any, target: Any, *, consultation_id: int, shuffle: Shuffle) -> int:  # noqa: ANN401 - any two tables with the same columns
    mine = delete(source).where(source.consultation_id == consultation_id)
    rows = session.execute(mine.returning(*source.__table__.columns)).mappings().all()
    moved = [dict(row) for row in rows]
    shuffle(moved)
    if moved:
        session.execute(insert(target), moved)
    return len(moved)


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
