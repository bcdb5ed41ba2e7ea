"""Strata: groups of invitations that are counted apart, and named in the rules before opening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import String

from survey.domain.consultations import OPEN_TO_ALL
from survey.domain.invitations import Kind, code_of_stratum
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.database import Base

_KIND_IN_LIST = "kind IN ('zone', 'mailing', 'panel')"


class Stratum(Base):
    """A group of invitations that is counted apart: a zone, a mailing, a panel."""

    __tablename__ = "strata"
    __table_args__ = (CheckConstraint(_KIND_IN_LIST, name="stratum_is_of_a_known_kind"),)

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    code: Mapped[str] = mapped_column(String(40), primary_key=True, doc="Its code, which responses carry")
    name: Mapped[str] = mapped_column(doc="What it is called in the results")
    kind: Mapped[str] = mapped_column(String(10), doc="A zone, a mailing or a panel")
    household: Mapped[bool] = mapped_column(doc="Whether a code is for everyone at an address")
    issued: Mapped[int] = mapped_column(doc="How many codes were printed or sent")
    used: Mapped[int | None] = mapped_column(doc="How many codes were used, counted at closing")
    individual: Mapped[int | None] = mapped_column(
        doc="How many codes members of households asked for, counted at closing"
    )
    made_on: Mapped[date] = mapped_column(doc="Day on which it was added")


def of(session: Session, consultation_id: int) -> list[Stratum]:
    """The strata of a consultation, in the order of their names."""
    mine = Stratum.consultation_id == consultation_id
    return list(session.scalars(select(Stratum).where(mine).order_by(Stratum.name)))


def find(session: Session, consultation_id: int, code: str) -> Stratum | None:
    """One stratum."""
    return session.get(Stratum, (consultation_id, code))


def add(
    session: Session, consultation: Consultation, *, name: str, kind: Kind, household: bool, day: date
) -> Stratum:
    """A new stratum, also in the rules by which responses are counted, which opening fixes."""
    session.flush()
    consultations.take_turn(session, consultation.id)
    session.refresh(consultation)
    taken = {other.code for other in of(session, consultation.id)}
    added = Stratum(
        consultation_id=consultation.id,
        code=code_of_stratum(name, taken),
        name=name,
        kind=kind.value,
        household=household,
        issued=0,
        made_on=day,
    )
    session.add(added)
    rules = consultation.counting_rules
    strata = {**OPEN_TO_ALL, **rules.strata, added.code: name}
    consultation.rules = replace(rules, strata=strata).dump()
    session.flush()
    return added


def remove(session: Session, consultation: Consultation, code: str) -> None:
    """Removes a stratum for which no code was ever issued, before opening."""
    session.flush()
    consultations.take_turn(session, consultation.id)
    session.refresh(consultation)
    mine = Stratum.consultation_id == consultation.id, Stratum.code == code, Stratum.issued == 0
    removed = session.scalars(delete(Stratum).where(*mine).returning(Stratum.code)).all()
    if removed:
        rules = consultation.counting_rules
        strata = {other: name for other, name in rules.strata.items() if other != code}
        consultation.rules = replace(rules, strata=strata).dump()


def forget(session: Session, consultation_id: int) -> None:
    """Deletes all strata of a consultation that is given up."""
    session.execute(delete(Stratum).where(Stratum.consultation_id == consultation_id))
