"""Accounts of staff, their sessions, and the audit of what they did. Residents have none."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import String

from survey.domain.accounts import IDLE_LIMIT, Role, Tries
from survey.store.database import Base


class Account(Base):
    """Somebody who works for the council, or a councillor."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint(
            "role IN ('organiser', 'councillor', 'administrator')", name="account_has_a_known_role"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    email: Mapped[str] = mapped_column(String(254), unique=True, doc="Address that this person signs in with")
    name: Mapped[str] = mapped_column(doc="Name shown in the audit")
    role: Mapped[str] = mapped_column(String(20), doc="Organiser, councillor or administrator")
    password_hash: Mapped[str] = mapped_column(doc="Argon2id hash of the password")
    ward: Mapped[str | None] = mapped_column(
        String(80), doc="Code of the ward that a councillor reads first, if they chose one"
    )
    failed: Mapped[int] = mapped_column(default=0, doc="Failed sign-ins since the last success")
    last_failed: Mapped[datetime | None] = mapped_column(doc="Time of the last failed sign-in")

    @property
    def tries(self) -> Tries:
        return Tries(self.failed, self.last_failed)

    @property
    def as_role(self) -> Role:
        return Role(self.role)


class StaffSession(Base):
    """A signed-in browser of a member of staff."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True, doc="SHA-256 of the cookie’s token")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), doc="Whose session")
    last_used: Mapped[datetime] = mapped_column(
        doc="Time of the last page; it ends after 30 minutes without one"
    )


class AuditEntry(Base):
    """What a member of staff did."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    at: Mapped[datetime] = mapped_column(doc="Time of the act")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), doc="Who did it")
    act: Mapped[str] = mapped_column(String(40), doc="What was done")
    subject: Mapped[str] = mapped_column(String(200), doc="To what it was done")


def add(session: Session, *, email: str, name: str, role: Role, password_hash: str) -> Account:
    """Stores a new account."""
    account = Account(
        email=email.strip().lower(), name=name.strip(), role=role, password_hash=password_hash, failed=0
    )
    session.add(account)
    session.flush()
    return account


def find(session: Session, email: str) -> Account | None:
    """The account of that address, whatever the case of its letters."""
    return session.scalar(select(Account).where(Account.email == email.strip().lower()))


def with_role(session: Session, role: Role) -> list[Account]:
    """The accounts with that role, in the order in which they were added."""
    return list(session.scalars(select(Account).where(Account.role == role.value).order_by(Account.id)))


def read_first(session: Session, account: Account, ward: str | None) -> None:
    """From now on this account's results open on this ward; None: on everybody's."""
    account.ward = ward
    session.flush()


def record_failure(session: Session, account: Account, now: datetime) -> None:
    """Counts a failed sign-in. The database adds, so that of many at once each counts."""
    account.failed = Account.failed + 1  # type: ignore[assignment] # an expression, until it is flushed
    account.last_failed = now
    session.flush()


def token_hash(token: str) -> str:
    """What is stored of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(session: Session, account: Account, *, token: str, now: datetime) -> None:
    """Starts a session, and forgets the failures before it. Sessions long unused go at the same time."""
    account.failed = 0
    account.last_failed = None
    session.execute(delete(StaffSession).where(StaffSession.last_used < now - IDLE_LIMIT))
    session.add(StaffSession(token_hash=token_hash(token), account_id=account.id, last_used=now))
    session.flush()


def signed_in(session: Session, token: str, now: datetime) -> Account | None:
    """The account of a session that has not been idle too long. Marks the session as used."""
    staff_session = session.get(StaffSession, token_hash(token))
    if staff_session is None or staff_session.last_used < now - IDLE_LIMIT:
        return None
    # A row written on every page would make every read a write; a minute is fine enough for the idle limit.
    if (now - staff_session.last_used).total_seconds() > 60:  # noqa: PLR2004 - one minute, said above
        staff_session.last_used = now
    return session.get(Account, staff_session.account_id)


def sign_out(session: Session, token: str) -> None:
    """Ends the session."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash(token)))


def audit(session: Session, *, at: datetime, account: Account | None, act: str, subject: str) -> None:
    """Records an act."""
    session.add(AuditEntry(at=at, account_id=account.id if account else None, act=act, subject=subject))
    session.flush()
