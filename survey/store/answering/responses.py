"""Responses: an inbox, the mixed table, equality answers apart, and the hashes of receipts.

No column of any of these tables says who answered or at what time. A response and its equality answers share
a random id; a receipt's hash shares nothing with them (its holder can work the id out, see
`survey.domain.answering.response_id`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    bindparam,
    delete,
    func,
    insert,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from survey.domain.questionnaires.questions import Answer
from survey.store.answering import days
from survey.store.database import Base

CHANNELS = ("web", "paper", "assisted")
OPEN_STRATUM = "open"
_CHANNEL_IN_LIST = "channel IN ('web', 'paper', 'assisted')"


class ResponseColumns:
    """What is kept of a response. Nothing else is."""

    id: Mapped[str] = mapped_column(String(32), primary_key=True, doc="Random; says nothing about anybody")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")
    day: Mapped[date] = mapped_column(doc="Day of sending; never a time of day")
    channel: Mapped[str] = mapped_column(String(10), doc="On the web, on paper, or with help")
    stratum: Mapped[str] = mapped_column(
        String(40), doc="“open”, or the mailing that an invitation belonged to"
    )
    language: Mapped[str] = mapped_column(String(12), doc="Language in which the questions were read")
    version_id: Mapped[str] = mapped_column(
        ForeignKey("questionnaire_versions.id"), doc="Which version of the questions was asked"
    )
    deployment_revision: Mapped[int] = mapped_column(doc="Which revision of the deployment was shown")
    answers: Mapped[dict[str, Any]] = mapped_column(
        JSON, doc="The answers, without those on equality; and which of 24 orders of options was shown"
    )
    codes: Mapped[bytes] = mapped_column(LargeBinary, doc="The same answers as bytes, for counting")


class EqualityColumns:
    """Optional equality answers, apart from what was said about the cameras."""

    id: Mapped[str] = mapped_column(String(32), primary_key=True, doc="The random id of the response")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, doc="The equality answers")
    codes: Mapped[bytes] = mapped_column(LargeBinary, doc="The same answers as bytes, for counting")


class InboxResponse(ResponseColumns, Base):
    """A response that waits to be mixed with at least 19 others."""

    __tablename__ = "inbox_responses"
    __table_args__ = (CheckConstraint(_CHANNEL_IN_LIST, name="inbox_response_has_a_known_channel"),)


class InboxEquality(EqualityColumns, Base):
    """Equality answers that wait to be mixed."""

    __tablename__ = "inbox_equality_answers"


class Response(ResponseColumns, Base):
    """A response after mixing."""

    __tablename__ = "responses"
    __table_args__ = (
        CheckConstraint(_CHANNEL_IN_LIST, name="response_has_a_known_channel"),
        Index("ix_responses_counted", "consultation_id", "day", "channel", "stratum"),
    )


class EqualityAnswers(EqualityColumns, Base):
    """Equality answers after mixing, joined with responses only where tables are counted."""

    __tablename__ = "equality_answers"
    __table_args__ = (Index("ix_equality_answers_consultation", "consultation_id"),)


class ReceiptColumns:
    """The hash of a receipt. It leads to no response."""

    hash: Mapped[str] = mapped_column(String(64), primary_key=True, doc="SHA-256 of the receipt")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")


class InboxReceiptHash(ReceiptColumns, Base):
    """The hash of a receipt that waits to be mixed."""

    __tablename__ = "inbox_receipt_hashes"


class ReceiptHash(ReceiptColumns, Base):
    """The hash of a receipt: proof that a response was received, and no way to it."""

    __tablename__ = "receipt_hashes"


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Everything that is stored when a response is sent."""

    id: str = field(repr=False)
    receipt_hash: str = field(repr=False)
    consultation_id: int
    day: date
    channel: str
    version_id: str
    deployment_revision: int
    answers: Mapping[str, Answer] = field(repr=False)
    codes: bytes = field(repr=False)
    equality_answers: Mapping[str, Answer] = field(repr=False)
    equality_codes: bytes = field(repr=False)
    stratum: str = OPEN_STRATUM
    language: str = "en"


# Built once: building a statement costs more than running it.
_RECEIVE = insert(InboxResponse.__table__)
_RECEIVE_EQUALITY = insert(InboxEquality.__table__)
_RECEIVE_RECEIPT = insert(InboxReceiptHash.__table__)
RECEIPTS = (InboxReceiptHash, ReceiptHash)
_RECEIPT = union_all(
    *(select(table.consultation_id).where(table.hash == bindparam("wanted")) for table in RECEIPTS)
)


def receive(session: Session, submission: Submission) -> None:
    """Puts a response into the inbox, with its equality answers and the hash of its receipt, if any."""
    common = {"id": submission.id, "consultation_id": submission.consultation_id}
    names = ("day", "channel", "stratum", "language", "version_id", "deployment_revision", "codes")
    kept = {name: getattr(submission, name) for name in names}
    connection = session.connection()
    connection.execute(_RECEIVE, {**common, **kept, "answers": dict(submission.answers)})
    if submission.equality_answers:
        apart = {"answers": dict(submission.equality_answers), "codes": submission.equality_codes}
        connection.execute(_RECEIVE_EQUALITY, common | apart)
    if submission.receipt_hash:
        receipt = {"hash": submission.receipt_hash, "consultation_id": submission.consultation_id}
        connection.execute(_RECEIVE_RECEIPT, receipt)


def receipt_consultation(session: Session, receipt_hash: str) -> int | None:
    """The consultation in which the response with this receipt stands; None where there is none."""
    return session.connection().execute(_RECEIPT, {"wanted": receipt_hash}).scalar()


def withdraw(session: Session, *, response_id: str, receipt_hash: str) -> bool:
    """Deletes a response, its equality answers and its receipt's hash. False where there was none.

    Call `consultations.take_turn` before it, so that no mixing moves it meanwhile.
    """
    removed = 0
    for table in (InboxEquality, EqualityAnswers, InboxResponse):
        removed += session.execute(delete(table).where(table.id == response_id)).rowcount  # type: ignore[attr-defined] # a delete's result has a row count
    taken = delete(Response).where(Response.id == response_id)
    for consultation_id, day in session.execute(taken.returning(Response.consultation_id, Response.day)):
        days.forget(session, consultation_id, day)
        removed += 1
    for receipts in RECEIPTS:
        session.execute(delete(receipts).where(receipts.hash == receipt_hash))
    return removed > 0


def replace(session: Session, *, response_id: str, receipt_hash: str) -> str | None:
    """Deletes a response that another takes the place of, and returns its stratum; None where it is gone.

    Call `consultations.take_turn` before it, so that no mixing moves it meanwhile.
    """
    found = select(InboxResponse.stratum).where(InboxResponse.id == response_id)
    stratum = session.scalar(found.union_all(select(Response.stratum).where(Response.id == response_id)))
    if stratum is not None:
        withdraw(session, response_id=response_id, receipt_hash=receipt_hash)
    return stratum


def delete_all(session: Session, consultation_id: int) -> int:
    """Deletes all responses and equality answers of a consultation; returns how many responses."""
    number = count(session, consultation_id)
    for table in (InboxEquality, EqualityAnswers, InboxResponse, Response):
        session.execute(delete(table).where(table.consultation_id == consultation_id))
    days.forget(session, consultation_id)
    return number


def mixed_days(session: Session, consultation_id: int) -> list[date]:
    """The days that have mixed responses, in order.

    One look into the index for each day, however many responses it has.
    """
    mine = Response.consultation_id == consultation_id
    found = select(func.min(Response.day).label("day")).where(mine).cte("found", recursive=True)
    later = select(func.min(Response.day)).where(mine, Response.day > found.c.day).scalar_subquery()
    found = found.union_all(select(later).where(found.c.day.is_not(None)))
    return list(session.scalars(select(found.c.day).where(found.c.day.is_not(None))))


def count(session: Session, consultation_id: int) -> int:
    """Responses so far, mixed or not."""
    return _count(session, (InboxResponse, Response), consultation_id)


def counts_by(session: Session, consultation_id: int, column: str) -> dict[Any, int]:
    """Responses so far by "day", "channel" or "stratum", mixed or not: exact, for the caller to round."""
    totals: dict[Any, int] = {}
    for table in (InboxResponse, Response):
        key = getattr(table, column)
        query = select(key, func.count()).where(table.consultation_id == consultation_id).group_by(key)
        for value, number in session.execute(query):
            totals[value] = totals.get(value, 0) + number
    return dict(sorted(totals.items()))


def lists_receipts(session: Session, consultation_id: int, *, number: int) -> bool:
    """Whether as many receipts are mixed as an edition of the results names, so that they can be listed.

    None goes after closing, so these are the same. More came since, and a list of them would show which, one
    by one: it is held back until they are of an edition too. What waits to be mixed is never listed.
    """
    return _count(session, (ReceiptHash,), consultation_id) == number


def receipt_hashes(session: Session, consultation_id: int, *, number: int) -> list[str] | None:
    """The hashes of the receipts of an edition, sorted, so that their order tells nothing.

    `number` is how many it names; None where the list is held back (see `lists_receipts`).
    """
    query = select(ReceiptHash.hash).where(ReceiptHash.consultation_id == consultation_id)
    found = sorted(session.scalars(query))
    return found if len(found) == number else None


def count_receipts(session: Session, consultation_id: int) -> int:
    """How many receipts stand for responses of a consultation."""
    return _count(session, RECEIPTS, consultation_id)


def _count(session: Session, tables: Iterable[Any], consultation_id: int) -> int:
    return sum(
        session.scalar(
            select(func.count()).select_from(table).where(table.consultation_id == consultation_id)
        )
        or 0
        for table in tables
    )
