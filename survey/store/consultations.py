"""Consultations, their public log, and the secret of their offsets."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Executable, ForeignKey, LargeBinary, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from survey.domain.changes import MaterialChange, Showing, showings
from survey.domain.consultations import Phase, Rules, Timetable, phase
from survey.domain.other_ways import OtherWays
from survey.domain.questionnaires.conditions import Facts
from survey.store.database import Base


class Consultation(Base):
    """One council asking about one deployment between two dates."""

    __tablename__ = "consultations"
    __table_args__ = (
        CheckConstraint("closes_on >= opens_on", name="consultation_closes_after_it_opens"),
        CheckConstraint(
            "opens_on IS NULL OR version_id IS NOT NULL", name="consultation_opens_with_a_frozen_version"
        ),
        CheckConstraint(
            "published_on IS NULL OR closed_on IS NOT NULL", name="results_are_sealed_until_closing"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    slug: Mapped[str] = mapped_column(String(80), unique=True, doc="Name in the address of its pages")
    title: Mapped[str] = mapped_column(doc="What it is called")
    summary: Mapped[str] = mapped_column(doc="What it asks, in one sentence")
    council: Mapped[str] = mapped_column(doc="Which council asks")
    deployment_id: Mapped[int] = mapped_column(
        ForeignKey("deployments.id"), doc="Which deployment it is about"
    )
    deployment_revision: Mapped[int] = mapped_column(
        doc="Which revision of the deployment residents are shown"
    )
    version_id: Mapped[str | None] = mapped_column(
        String(32), doc="Which frozen questionnaire version is asked"
    )
    planned_opening: Mapped[date | None] = mapped_column(doc="Day on which it is planned to open")
    opens_on: Mapped[date | None] = mapped_column(doc="First day on which anyone may answer")
    closes_on: Mapped[date | None] = mapped_column(doc="Last day on which anyone may answer")
    closed_on: Mapped[date | None] = mapped_column(
        doc="Day on which answers were brought together for counting"
    )
    published_on: Mapped[date | None] = mapped_column(doc="Day from which everyone sees the results")
    delete_on: Mapped[date | None] = mapped_column(
        doc="Day on which the individual responses are deleted; the results stay"
    )
    facts: Mapped[list[str]] = mapped_column(JSON, doc="Facts about the deployment that questions depend on")
    rules: Mapped[dict[str, Any]] = mapped_column(
        JSON, doc="How answers will be counted, fixed before opening"
    )
    changes: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON,
        server_default="[]",
        doc="Material changes of the plan while it was open, and what was decided about each",
    )
    shown: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON,
        server_default="[]",
        doc="On which day residents were shown which further revision, and which one before",
    )
    succeeded_by: Mapped[str | None] = mapped_column(
        String(80), doc="The consultation that asks again, where this one was ended by a change"
    )
    outdated_by: Mapped[int | None] = mapped_column(
        doc="Revision since which the plan is no longer what was consulted on"
    )
    other_ways: Mapped[dict[str, str]] = mapped_column(
        JSON, server_default="{}", doc="How to answer by phone, on paper, by post and in person"
    )
    languages: Mapped[list[str]] = mapped_column(
        JSON, server_default="[]", doc="In which languages it is offered besides its own"
    )
    checks: Mapped[dict[str, Any]] = mapped_column(
        JSON, server_default="{}", doc="What organisers were asked before opening, and their written answers"
    )
    illustrative: Mapped[bool] = mapped_column(
        doc="Whether this is an illustration that no council has opened"
    )
    synthetic: Mapped[bool] = mapped_column(doc="Whether its responses were made by a program")

    @property
    def timetable(self) -> Timetable:
        return Timetable(
            opens_on=self.opens_on,
            closes_on=self.closes_on,
            frozen=self.version_id is not None,
            closed_on=self.closed_on,
            published_on=self.published_on,
        )

    def phase(self, today: date) -> Phase:
        """The phase on that day."""
        return phase(self.timetable, today)

    @property
    def known_facts(self) -> Facts:
        return frozenset(self.facts)

    @property
    def material_changes(self) -> tuple[MaterialChange, ...]:
        """The material changes while it was open, the first one first."""
        return tuple(MaterialChange.load(one) for one in self.changes or ())

    @property
    def ways_to_answer(self) -> OtherWays:
        """The ways to answer besides this website."""
        return OtherWays.load(self.other_ways or {})

    @property
    def showings(self) -> tuple[Showing, ...]:
        """Which revision residents were shown, from which day to which."""
        until = self.closed_on or self.closes_on
        return showings(self.deployment_revision, self.shown or (), opens_on=self.opens_on, until=until)

    def revision_on(self, day: date) -> int:
        """The revision of the plan that was shown on that day."""
        shown = [one.revision for one in self.showings if one.first <= day]
        return shown[-1] if shown else self.deployment_revision

    @property
    def counting_rules(self) -> Rules:
        return Rules.load(self.rules)


class LogEntry(Base):
    """One act that everyone may know of: opening, a change, closing, a release."""

    __tablename__ = "consultation_log"

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")
    day: Mapped[date] = mapped_column(doc="Day of the act")
    text: Mapped[str] = mapped_column(doc="What was done, and why")
    edition: Mapped[int | None] = mapped_column(
        doc="Edition of the results whose numbers it tells, which is public only later; mostly none"
    )
    public_from: Mapped[date | None] = mapped_column(
        doc="Day from which everyone sees an entry that tells of an edition"
    )

    def is_public(self, today: date) -> bool:
        """Whether everyone may read it on that day."""
        return self.edition is None or (self.public_from is not None and self.public_from <= today)


class OffsetSecret(Base):
    """The secret behind the offsets of protected figures. It goes when the raw responses go."""

    __tablename__ = "offset_secrets"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    secret: Mapped[bytes] = mapped_column(LargeBinary, doc="32 random bytes")


# Every page asks for its consultation; building the statement anew would cost as much as running it.
_BY_SLUG = select(Consultation).where(Consultation.slug == bindparam("slug"))


# Sending, withdrawing, mixing and closing meet at the consultation's row: those who send share it with one
# another, the others have it alone. So no response comes in behind the last mixing, and no two mixings split
# a batch. SQLite has one writer at a time and locks no row: there the draft, deleted at closing, decides.
_TABLE = Consultation.__table__
_MINE = _TABLE.c.id == bindparam("number")
_STILL_OPEN = select(_TABLE.c.closed_on).where(_MINE).with_for_update(read=True)
_TAKE_TURN = update(_TABLE).where(_MINE).values(closed_on=_TABLE.c.closed_on).returning(_TABLE.c.closed_on)


def still_open(session: Session, number: int) -> bool:
    """Whether nobody has closed the consultation; closing then waits until this transaction ends."""
    return _unless_closed(session, number, _STILL_OPEN)


def take_turn(session: Session, number: int) -> bool:
    """Waits for others at this consultation, and makes others wait. False where it is closed already."""
    return _unless_closed(session, number, _TAKE_TURN)


def _unless_closed(session: Session, number: int, statement: Executable) -> bool:
    closed_on = session.connection().execute(statement, {"number": number}).scalar()
    if closed_on is not None:
        # What the session read before somebody else closed it is out of date.
        session.get(Consultation, number, populate_existing=True)
    return closed_on is None


def find(session: Session, slug: str) -> Consultation | None:
    """The consultation of that slug."""
    return session.scalar(_BY_SLUG, {"slug": slug})


def every(session: Session) -> list[Consultation]:
    """All consultations, the one that closes last first."""
    order = Consultation.closes_on.desc(), Consultation.slug
    return list(session.scalars(select(Consultation).order_by(*order)))


def about(session: Session, deployment_id: int) -> list[Consultation]:
    """The consultations about one deployment."""
    return list(session.scalars(select(Consultation).where(Consultation.deployment_id == deployment_id)))


def add(session: Session, consultation: Consultation, *, offset_secret: bytes) -> Consultation:
    """Stores a new consultation with the secret of its offsets."""
    session.add(consultation)
    session.flush()
    session.add(OffsetSecret(consultation_id=consultation.id, secret=offset_secret))
    session.flush()
    return consultation


def secret_of(session: Session, consultation: Consultation) -> bytes:
    """The secret of the consultation's offsets. Raises LookupError when it is gone with the responses."""
    row = session.get(OffsetSecret, consultation.id)
    if row is None:
        raise LookupError(consultation.slug)
    return row.secret


def forget_secret(session: Session, consultation: Consultation) -> None:
    """Deletes the secret of the offsets: with the responses gone, nothing can be counted again."""
    session.execute(delete(OffsetSecret).where(OffsetSecret.consultation_id == consultation.id))


def log(
    session: Session, consultation: Consultation, *, day: date, text: str, edition: int | None = None
) -> None:
    """Adds a line to the consultation's public log. With `edition` it waits until that is public."""
    session.add(LogEntry(consultation_id=consultation.id, day=day, text=text, edition=edition))
    session.flush()


def log_of(session: Session, consultation: Consultation) -> list[LogEntry]:
    """The whole log, oldest first, for staff who may read editions before they are public."""
    mine = LogEntry.consultation_id == consultation.id
    return list(session.scalars(select(LogEntry).where(mine).order_by(LogEntry.id)))


def public_log(session: Session, consultation: Consultation, *, today: date) -> list[LogEntry]:
    """The log as everyone reads it on that day, oldest first."""
    return [entry for entry in log_of(session, consultation) if entry.is_public(today)]


def publish_log(session: Session, consultation: Consultation, *, edition: int, on: date) -> None:
    """Sets the day from which everyone reads the entries that tell of an edition of the results.

    The first edition is public with a further one at the latest.
    """
    mine = LogEntry.consultation_id == consultation.id, LogEntry.edition.in_((1, edition))
    for entry in session.scalars(select(LogEntry).where(*mine)):
        if entry.edition == edition or entry.public_from is None:
            entry.public_from = on
    session.flush()


def by_id(session: Session, number: int) -> Consultation | None:
    """The consultation of that number."""
    return session.get(Consultation, number)
