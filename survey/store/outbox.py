"""Mails that wait to be sent. A mail is deleted the moment it was delivered; nothing of it is kept.

A try is counted before it is made. So a sender that is interrupted loses nothing, two senders never send the
same mail, and at most the one mail that was on its way when the power went is sent again, on a later day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, and_, delete, insert, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from survey.domain.following import Mail, RandomBytes, new_token
from survey.store.database import Base

CONFIRMATION, NOTICE = "confirmation", "notice"
# Days to wait after the first failed try, after the second, and so on. One more try, and it is given up.
WAITS = (1, 2, 4, 8)
MOST_TRIES = len(WAITS) + 1


class QueuedMail(Base):
    """A mail that waits to be sent. It is deleted once it was delivered, or after five failed tries."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("kind IN ('confirmation', 'notice')", name="a_queued_mail_has_a_known_kind"),
        CheckConstraint("recipient <> ''", name="a_queued_mail_has_a_recipient"),
        CheckConstraint(f"tries BETWEEN 0 AND {MOST_TRIES}", name="a_mail_is_tried_five_times_at_most"),
    )

    mail_id: Mapped[str] = mapped_column(String(32), primary_key=True, doc="Random")
    kind: Mapped[str] = mapped_column(String(12), doc="A question whether to follow, or a notice of a change")
    recipient: Mapped[str] = mapped_column(String(254), index=True, doc="The email address it goes to")
    subject: Mapped[str] = mapped_column(doc="Its subject")
    body: Mapped[str] = mapped_column(doc="Its text")
    headers: Mapped[dict[str, Any]] = mapped_column(JSON, doc="How mail programs show a button to leave")
    queued_on: Mapped[date] = mapped_column(doc="Day on which it was written")
    tries: Mapped[int] = mapped_column(default=0, doc="How often sending it was tried")
    tried_on: Mapped[date | None] = mapped_column(doc="Day of the last try")
    problem: Mapped[str] = mapped_column(default="", doc="Why the last try failed; never the address")

    @property
    def mail(self) -> Mail:
        """The mail as the domain knows it."""
        return Mail(self.recipient, self.subject, self.body, self.headers)


@dataclass(frozen=True)
class Claim:
    """A mail that this process, and no other, may send now; and what was known of its tries before."""

    mail_id: str
    mail: Mail
    tries: int
    tried_on: date | None


def queue(
    session: Session, mails: Iterable[Mail], *, kind: str, today: date, random_bytes: RandomBytes
) -> int:
    """Puts mails into the queue; returns how many."""
    rows = [
        {
            "mail_id": new_token(random_bytes),
            "kind": kind,
            "recipient": mail.recipient,
            "subject": mail.subject,
            "body": mail.body,
            "headers": dict(mail.headers),
            "queued_on": today,
        }
        for mail in mails
    ]
    if rows:
        session.execute(insert(QueuedMail), rows)
    return len(rows)


def due(session: Session, *, today: date) -> list[str]:
    """The mails to try today: those that somebody waits for first, then the oldest."""
    late = [
        and_(QueuedMail.tries == tries, QueuedMail.tried_on <= today - timedelta(days=wait))
        for tries, wait in enumerate(WAITS, start=1)
    ]
    waiting = select(QueuedMail.mail_id).where(or_(QueuedMail.tries == 0, *late))
    order = QueuedMail.kind, QueuedMail.queued_on, QueuedMail.mail_id
    return list(session.scalars(waiting.order_by(*order)))


def claim(session: Session, mail_id: str, *, today: date) -> Claim | None:
    """Counts a try. None where somebody else was quicker, or the mail is not wanted any more."""
    row = session.get(QueuedMail, mail_id, populate_existing=True)
    if row is None:
        return None
    found = Claim(mail_id, row.mail, row.tries, row.tried_on)
    unchanged = QueuedMail.mail_id == mail_id, QueuedMail.tries == found.tries
    counted = update(QueuedMail).where(*unchanged).values(tries=found.tries + 1, tried_on=today)
    # The rows of other senders are compared as they are then, not as they were read.
    return found if session.connection().execute(counted).rowcount == 1 else None


def delivered(session: Session, claimed: Claim) -> None:
    """Deletes a mail that was delivered."""
    session.execute(delete(QueuedMail).where(QueuedMail.mail_id == claimed.mail_id))


def failed(session: Session, claimed: Claim, problem: str) -> bool:
    """Keeps why the try failed. True where it was the last: then the mail is deleted."""
    mine = QueuedMail.mail_id == claimed.mail_id
    given_up = claimed.tries + 1 >= MOST_TRIES
    noted = update(QueuedMail).where(mine).values(problem=problem)
    session.execute(delete(QueuedMail).where(mine) if given_up else noted)
    return given_up


def put_back(session: Session, claimed: Claim) -> None:
    """Takes back a try that was not made: the mail server could not be reached. The mail is not to blame."""
    mine = QueuedMail.mail_id == claimed.mail_id
    session.execute(update(QueuedMail).where(mine).values(tries=claimed.tries, tried_on=claimed.tried_on))


def forget(session: Session, email: str) -> None:
    """Deletes every mail that waits for this address: its holder left."""
    session.execute(delete(QueuedMail).where(QueuedMail.recipient == email))


def forget_questions(session: Session, *, before: date) -> None:
    """Deletes questions that wait since before that day: their links do not work any more."""
    late = QueuedMail.kind == CONFIRMATION, QueuedMail.queued_on < before
    session.execute(delete(QueuedMail).where(*late))
