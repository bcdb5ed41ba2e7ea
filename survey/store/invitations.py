"""Invitations: the codes that can still be used, and the ids of all that were issued.

Using a code deletes its row and writes nothing. So no row is written together with a response, by which it
could be recognised afterwards: a code was used if it was issued and is not there any more. The ids of issued
codes are stored in the order of the ids, which says nothing about the order of a list of addresses.

At closing every id goes, and two numbers for each stratum stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import String

from survey.domain.invitations import (
    MOST_INDIVIDUAL,
    Kind,
    Uptake,
    issued_in_public,
    taken_back_in_public,
)
from survey.store import consultations, strata
from survey.store.consultations import Consultation
from survey.store.database import Base
from survey.store.strata import Stratum

Shuffle = Callable[[list[Any]], None]
_STRATUM = ["consultation_id", "stratum"], ["strata.consultation_id", "strata.code"]
_AT_ONCE = 500


class Changed(Exception):
    """Codes were issued meanwhile, or the consultation was closed: look again before issuing more."""


class Invitation(Base):
    """A code that can still be used. It goes when it is used, and at closing."""

    __tablename__ = "invitations"
    __table_args__ = (
        ForeignKeyConstraint(*_STRATUM),
        Index("ix_invitations_stratum", "consultation_id", "stratum"),
        # Without a hidden number that would tell which row came first.
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(
        String(32), primary_key=True, doc="From the code, by a key that is not in the database"
    )
    consultation_id: Mapped[int] = mapped_column(doc="Which consultation")
    stratum: Mapped[str] = mapped_column(String(40), doc="Which stratum")
    individual_left: Mapped[int] = mapped_column(doc="How many of the household may still ask for a code")


class IssuedCode(Base):
    """The id of a code that was issued, used or not, so that a used one can be told from a mistyped one."""

    __tablename__ = "issued_codes"
    __table_args__ = (
        ForeignKeyConstraint(*_STRATUM),
        Index("ix_issued_codes_stratum", "consultation_id", "stratum"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(
        String(32), primary_key=True, doc="From the code, by a key that is not in the database"
    )
    consultation_id: Mapped[int] = mapped_column(doc="Which consultation")
    stratum: Mapped[str] = mapped_column(String(40), doc="Which stratum")
    individual: Mapped[bool] = mapped_column(doc="Whether somebody in an invited household asked for it")


@dataclass(frozen=True)
class Invited:
    """What a code that can still be used opens."""

    id: str
    consultation_id: int
    stratum: str
    individual_left: int


TABLES = (Invitation, IssuedCode)
_ROWS, _ISSUED = Invitation.__table__, IssuedCode.__table__
_THIS = _ROWS.c.id == bindparam("invitation"), _ROWS.c.consultation_id == bindparam("mine")
_BURN = delete(_ROWS).where(*_THIS).returning(_ROWS.c.stratum)
_ONE_LESS = (
    update(_ROWS)
    .where(*_THIS, _ROWS.c.individual_left > 0)
    .values(individual_left=_ROWS.c.individual_left - 1)
    .returning(_ROWS.c.stratum)
)


def issue(session: Session, stratum: Stratum, ids: Iterable[str], *, seen: int, day: date) -> None:
    """Stores the ids of new codes, and says in public how many they are.

    `seen` is how many were issued when somebody decided on it. Raises Changed where that is no longer so.
    """
    ordered = sorted(ids)
    consultation = session.get_one(Consultation, stratum.consultation_id)
    is_open = consultations.take_turn(session, stratum.consultation_id)
    if not is_open or not _count(session, stratum, len(ordered), seen=seen):
        raise Changed(stratum.code)
    left = MOST_INDIVIDUAL if stratum.household else 0
    mine = {"consultation_id": stratum.consultation_id, "stratum": stratum.code}
    session.execute(insert(_ROWS), [{"id": one, **mine, "individual_left": left} for one in ordered])
    session.execute(insert(_ISSUED), [{"id": one, **mine, "individual": False} for one in ordered])
    text = issued_in_public(stratum.name, len(ordered), stratum.issued)
    consultations.log(session, consultation, day=day, text=text)


def _count(session: Session, stratum: Stratum, number: int, *, seen: int) -> bool:
    mine = Stratum.consultation_id == stratum.consultation_id, Stratum.code == stratum.code
    more = update(Stratum).where(*mine, Stratum.issued == seen).values(issued=seen + number)
    counted = session.connection().execute(more).rowcount
    session.refresh(stratum)
    return counted == 1


def take_back(session: Session, stratum: Stratum, ids: Iterable[str] | None = None, *, day: date) -> int:
    """Makes unused codes void: these, which nobody was sent, or all. Says so in public; returns how many."""
    consultations.take_turn(session, stratum.consultation_id)
    mine = Invitation.consultation_id == stratum.consultation_id, Invitation.stratum == stratum.code
    unused = set(session.scalars(select(Invitation.id).where(*mine)))
    gone = sorted(unused if ids is None else unused.intersection(ids))
    for start in range(0, len(gone), _AT_ONCE):
        for table in TABLES:
            session.execute(delete(table).where(table.id.in_(gone[start : start + _AT_ONCE])))
    session.refresh(stratum)
    stratum.issued -= len(gone)
    session.flush()
    if gone:
        consultation = session.get_one(Consultation, stratum.consultation_id)
        text = taken_back_in_public(stratum.name, len(gone), stratum.issued)
        consultations.log(session, consultation, day=day, text=text)
    return len(gone)


def find(session: Session, invitation_id: str) -> Invited | None:
    """What a code still opens; None where it was used, or never issued."""
    row = session.connection().execute(select(_ROWS).where(_ROWS.c.id == invitation_id)).first()
    return Invited(row.id, row.consultation_id, row.stratum, row.individual_left) if row else None


def is_shared(session: Session, invitation_id: str) -> bool:
    """Whether a code was sent to everyone at an address; not one that a member of the household asked for."""
    of_stratum = Stratum.consultation_id == IssuedCode.consultation_id, Stratum.code == IssuedCode.stratum
    this = IssuedCode.id == invitation_id, IssuedCode.individual.is_(False)
    return bool(session.scalar(select(Stratum.household).where(*of_stratum, *this)))


def was_used(session: Session, invitation_id: str) -> bool:
    """Whether a code that opens nothing was issued once, and used."""
    issued = session.connection().execute(select(_ISSUED.c.id).where(_ISSUED.c.id == invitation_id)).first()
    return issued is not None and find(session, invitation_id) is None


def burn(session: Session, invitation_id: str, consultation_id: int) -> str | None:
    """Uses the invitation up: returns its stratum to exactly one caller, None to every other.

    Call `consultations.still_open` before it in the same transaction, as sending does anyway: mixing, which
    rewrites rows, then waits.
    """
    this = {"invitation": invitation_id, "mine": consultation_id}
    found: str | None = session.connection().execute(_BURN, this).scalar()
    return found


def individual(session: Session, household: str, consultation_id: int, *, new: str) -> str | None:
    """Issues a code of its own for one member of an invited household, and returns its stratum.

    `household` and `new` are ids of invitations. No row leads from one to the other; the household's counts
    down. None where that code was used, was never for a household, or has none left, or all is closed. Who
    asks for the same new id twice has it once.
    """
    if not consultations.still_open(session, consultation_id):
        return None
    try:
        with session.begin_nested():
            found = _one_less(session, household, consultation_id, new=new)
    except IntegrityError:
        found = None
    return found or session.scalar(select(_ROWS.c.stratum).where(_ROWS.c.id == new))


def _one_less(session: Session, household: str, consultation_id: int, *, new: str) -> str | None:
    connection = session.connection()
    this = {"invitation": household, "mine": consultation_id}
    found: str | None = connection.execute(_ONE_LESS, this).scalar()
    if found is not None:
        mine = {"id": new, "consultation_id": consultation_id, "stratum": found}
        connection.execute(insert(_ROWS), {**mine, "individual_left": 0})
        connection.execute(insert(_ISSUED), {**mine, "individual": True})
    return found


def mix_individual(session: Session, consultation_id: int, *, shuffle: Shuffle) -> None:
    """Rewrites in random order what asking for individual codes touched.

    Rows that were touched together share a transaction mark until then.
    """
    households = select(Stratum.code).where(Stratum.consultation_id == consultation_id, Stratum.household)
    touched = _ROWS.c.stratum.in_(households), _ROWS.c.individual_left < MOST_INDIVIDUAL
    _rewrite(session, _ROWS, _ROWS.c.consultation_id == consultation_id, *touched, shuffle=shuffle)
    mine = _ISSUED.c.consultation_id == consultation_id
    _rewrite(session, _ISSUED, mine, _ISSUED.c.individual, shuffle=shuffle)


def _rewrite(session: Session, table: Any, *which: Any, shuffle: Shuffle) -> None:  # noqa: ANN401 - a table, and conditions on it
    rows = session.execute(delete(table).where(*which).returning(*table.columns)).mappings().all()
    moved = [dict(row) for row in rows]
    shuffle(moved)
    if moved:
        session.execute(insert(table), moved)


def uptake_of(session: Session, consultation_id: int) -> list[Uptake]:
    """How the strata stand: exact numbers, for the caller to round."""
    left = _by_stratum(session, _ROWS, consultation_id)
    every = _by_stratum(session, _ISSUED, consultation_id)
    asked = _by_stratum(session, _ISSUED, consultation_id, _ISSUED.c.individual)
    return [
        Uptake(
            code=stratum.code,
            name=stratum.name,
            kind=Kind(stratum.kind),
            household=stratum.household,
            issued=stratum.issued,
            individual=asked.get(stratum.code, 0) if stratum.individual is None else stratum.individual,
            used=_used(stratum, every) - left.get(stratum.code, 0),
        )
        for stratum in strata.of(session, consultation_id)
    ]


def _used(stratum: Stratum, every: dict[str, int]) -> int:
    return every.get(stratum.code, 0) if stratum.used is None else stratum.used


def _by_stratum(session: Session, table: Any, consultation_id: int, *more: Any) -> dict[str, int]:  # noqa: ANN401 - a table, and conditions on it
    mine = table.c.consultation_id == consultation_id, *more
    query = select(table.c.stratum, func.count()).where(*mine).group_by(table.c.stratum)
    return {row[0]: row[1] for row in session.execute(query)}


def close(session: Session, consultation_id: int) -> None:
    """At closing: counts what was used, and deletes every id. No code opens anything any more."""
    counted = {uptake.code: uptake for uptake in uptake_of(session, consultation_id)}
    for stratum in strata.of(session, consultation_id):
        stratum.used, stratum.individual = counted[stratum.code].used, counted[stratum.code].individual
    session.flush()
    _forget_ids(session, consultation_id)


def forget(session: Session, consultation_id: int) -> None:
    """Deletes every code and every stratum of a consultation that is given up."""
    _forget_ids(session, consultation_id)
    strata.forget(session, consultation_id)


def _forget_ids(session: Session, consultation_id: int) -> None:
    for table in TABLES:
        session.execute(delete(table).where(table.consultation_id == consultation_id))
