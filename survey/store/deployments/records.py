"""Records of uses of the cameras, as a force published them and the council imported them.

A published record is never altered. A later import for the same day and place stands in its stead and says
so; both are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.types import String

from survey.domain.records.record import FIGURES, LONGEST_PLACE, Record, same_figures
from survey.domain.wording import MONTHS, say, say_day
from survey.store.database import Base
from survey.store.deployments.register import Deployment


class RecordImport(Base):
    """One table of records that an organiser read from what the force published."""

    __tablename__ = "record_imports"
    __table_args__ = (
        CheckConstraint("source <> '' AND address <> ''", name="an_import_names_its_source"),
        CheckConstraint("rows > 0", name="an_import_holds_records"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    deployment_id: Mapped[int] = mapped_column(
        ForeignKey("deployments.id"), index=True, doc="Which deployment the records are about"
    )
    source: Mapped[str] = mapped_column(String(200), doc="Name of the source")
    address: Mapped[str] = mapped_column(String(500), doc="Where the source can be read")
    period: Mapped[str] = mapped_column(String(100), doc="The days that the records cover, in words")
    read_on: Mapped[date] = mapped_column(doc="Day on which the organiser read the source")
    imported_on: Mapped[date] = mapped_column(doc="Day of the import")
    rows: Mapped[int] = mapped_column(doc="How many records it holds")
    imported_by: Mapped[str] = mapped_column(String(200), default="", doc="Name of the organiser")
    checksum: Mapped[str] = mapped_column(String(64), doc="SHA-256 of the file that was uploaded")
    records: Mapped[list[DeploymentRecord]] = relationship(order_by="DeploymentRecord.id")

    @property
    def days_covered(self) -> str:
        """The period in the language of the page."""
        days = [_said(day) for day in self.period.split(" to ")]
        return days[0] if len(days) == 1 else say("{first} to {last}", first=days[0], last=days[-1])


class DeploymentRecord(Base):
    """What a force published about one use of the cameras."""

    __tablename__ = "deployment_records"
    __table_args__ = (
        UniqueConstraint("import_id", "day", "place_key"),
        CheckConstraint("place <> ''", name="a_record_has_a_place"),
        CheckConstraint(
            "faces >= 0 AND alerts >= 0 AND false_alerts >= 0 AND arrests >= 0",
            name="records_count_from_nought",
        ),
        CheckConstraint("false_alerts <= alerts", name="false_alerts_are_alerts"),
        CheckConstraint("alerts <= faces", name="an_alert_has_a_face"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    import_id: Mapped[int] = mapped_column(
        ForeignKey("record_imports.id"), doc="The import that it came with"
    )
    day: Mapped[date] = mapped_column(doc="Day on which the cameras were used")
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE), doc="Where, as the source writes it")
    place_key: Mapped[str] = mapped_column(
        String(2 * LONGEST_PLACE), doc="The place without capitals and punctuation, to tell places apart"
    )
    faces: Mapped[int | None] = mapped_column(
        doc="Faces seen, as the force estimates; empty if not published"
    )
    alerts: Mapped[int | None] = mapped_column(doc="Alerts; empty if not published")
    false_alerts: Mapped[int | None] = mapped_column(doc="Alerts that were false; empty if not published")
    arrests: Mapped[int | None] = mapped_column(doc="Arrests; empty if not published")
    from_import: Mapped[RecordImport] = relationship(back_populates="records")

    @property
    def as_record(self) -> Record:
        """The record as the domain knows it."""
        return Record(self.day, self.place, **{name: getattr(self, name) for name in FIGURES})


@dataclass(frozen=True)
class Published:
    """A record that counts, and earlier ones of the same use whose figures differ, newest first."""

    newest: DeploymentRecord
    replaced: tuple[DeploymentRecord, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What an import would do to what is published already."""

    new: tuple[Record, ...]
    same: tuple[Record, ...]
    changed: tuple[tuple[Record, Record], ...]  # what is published, and what would stand in its stead


@dataclass(frozen=True)
class Provenance:
    """Where the records of an import come from."""

    source: str
    address: str
    read_on: date
    checksum: str


def add_import(
    session: Session,
    deployment: Deployment,
    *,
    records: Sequence[Record],
    provenance: Provenance,
    imported_on: date,
    imported_by: str,
) -> RecordImport:
    """Stores the records of one file."""
    row = RecordImport(
        deployment_id=deployment.id,
        source=provenance.source,
        address=provenance.address,
        read_on=provenance.read_on,
        checksum=provenance.checksum,
        period=period_of(records),
        imported_on=imported_on,
        imported_by=imported_by,
        rows=len(records),
        records=[_row(record) for record in records],
    )
    session.add(row)
    session.flush()
    return row


def _row(record: Record) -> DeploymentRecord:
    figures = {name: record.figure(name) for name in FIGURES}
    return DeploymentRecord(day=record.day, place=record.place, place_key=record.key[1], **figures)


def period_of(records: Sequence[Record]) -> str:
    """From the first day to the last, in words."""
    first, last = min(one.day for one in records), max(one.day for one in records)
    words = [f"{day.day} {day:%B %Y}" for day in (first, last)]
    return words[0] if first == last else " to ".join(words)


def _said(day: str) -> str:
    """A day of a period, as `period_of` wrote it."""
    number, month, year = day.split(" ")
    return say_day(date(int(year), MONTHS.index(month) + 1, int(number)))


def imports_of(session: Session, deployment: Deployment) -> list[RecordImport]:
    """The imports of a deployment, newest first."""
    mine = RecordImport.deployment_id == deployment.id
    return list(session.scalars(select(RecordImport).where(mine).order_by(RecordImport.id.desc())))


def imported_before(session: Session, deployment: Deployment, checksum: str) -> RecordImport | None:
    """The import of the very same file, if there was one."""
    mine = RecordImport.deployment_id == deployment.id
    return session.scalar(select(RecordImport).where(mine, RecordImport.checksum == checksum).limit(1))


def published(session: Session, deployment: Deployment) -> list[Published]:
    """What counts, newest day first, with what it replaced."""
    every = session.scalars(
        select(DeploymentRecord)
        .join(DeploymentRecord.from_import)
        .where(RecordImport.deployment_id == deployment.id)
        .order_by(DeploymentRecord.day.desc(), DeploymentRecord.place_key, DeploymentRecord.import_id.desc())
    )
    found: dict[tuple[date, str], list[DeploymentRecord]] = {}
    for row in every:
        found.setdefault((row.day, row.place_key), []).append(row)
    return [Published(rows[0], _different(rows)) for rows in found.values()]


def _different(rows: list[DeploymentRecord]) -> tuple[DeploymentRecord, ...]:
    """The earlier ones of which the next later one says something else."""
    pairs = pairwise(rows)
    return tuple(older for newer, older in pairs if not same_figures(newer.as_record, older.as_record))


def records_of(session: Session, deployment: Deployment) -> list[Record]:
    """The records that count, newest day first."""
    return [one.newest.as_record for one in published(session, deployment)]


def compared(session: Session, deployment: Deployment, records: Sequence[Record]) -> Comparison:
    """What is new in these records, what is published already, and what would be replaced."""
    known = {record.key: record for record in records_of(session, deployment)}
    met = [(known[record.key], record) for record in records if record.key in known]
    return Comparison(
        tuple(record for record in records if record.key not in known),
        tuple(record for old, record in met if same_figures(old, record)),
        tuple((old, record) for old, record in met if not same_figures(old, record)),
    )
