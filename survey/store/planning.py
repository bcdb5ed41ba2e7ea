"""Consultations that are planned: begun, changed, given up, and opened with everything fixed at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from survey.domain.consultations import OPEN_TO_ALL, Phase, Rules
from survey.domain.planning import still_there
from survey.domain.questionnaires.building import kebab_code
from survey.store import consultations, invitations
from survey.store.consultations import Consultation, LogEntry
from survey.store.deployments import register
from survey.store.deployments.register import Deployment
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.preparing import asked_by
from survey.store.questionnaires.versions import freeze
from survey.store.translating.translations import CONSULTATION, QUESTIONNAIRE, Subject, forget
from survey.store.zone_addresses import assign

# What stands where a slug stands in addresses of organisers' pages.
RESERVED = ("new",)


class NotReady(Exception):
    """The consultation cannot be opened as it was shown: something was changed since, or it is open."""


def begin(
    session: Session, deployment: Deployment, texts: Mapping[str, str], *, offset_secret: bytes
) -> Consultation:
    """A new consultation about the newest revision of a deployment. Nobody but organisers sees it."""
    taken = set(session.scalars(select(Consultation.slug)))
    revision = register.current(session, deployment)
    consultation = Consultation(
        slug=kebab_code(texts["title"], {*taken, *RESERVED}, "consultation"),
        title=texts["title"],
        summary=texts["summary"],
        council=texts["council"],
        deployment_id=deployment.id,
        deployment_revision=revision.number,
        facts=sorted(revision.plan.known_facts),
        rules=Rules((), dict(OPEN_TO_ALL)).dump(),
        illustrative=False,
        synthetic=False,
    )
    return consultations.add(session, consultation, offset_secret=offset_secret)


def give_up(session: Session, consultation: Consultation) -> None:
    """Throws a consultation away that was never announced."""
    consultations.forget_secret(session, consultation)
    next_versions.forget(session, consultation)
    invitations.forget(session, consultation.id)
    session.execute(delete(LogEntry).where(LogEntry.consultation_id == consultation.id))
    # The deployment keeps its own: they are for every consultation about it.
    forget(session, [Subject(QUESTIONNAIRE, consultation.id), Subject(CONSULTATION, consultation.id)])
    session.delete(consultation)
    session.flush()


def open_it(session: Session, consultation: Consultation, *, edition: int, today: date) -> None:
    """Fixes the questions, the dates and the rules, and announces the consultation.

    The steps that made the questions go: from here on the versions are the record.
    Raises NotReady where the questions are no longer those of `edition`, or it was opened meanwhile.
    """
    consultations.take_turn(session, consultation.id)
    session.refresh(consultation)
    row = next_versions.find(session, consultation)
    if row is None or row.edition != edition or consultation.phase(today) is not Phase.DRAFT:
        raise NotReady(consultation.slug)
    if consultation.planned_opening is None or consultation.closes_on is None:
        raise NotReady(consultation.slug)
    asked = asked_by(session, consultation, row.questionnaire)
    consultation.version_id = freeze(session, consultation.id, asked).id
    next_versions.forget(session, consultation)
    consultation.opens_on = consultation.planned_opening
    rules = consultation.counting_rules
    kept = still_there(rules.characteristics, asked)
    consultation.rules = replace(rules, characteristics=kept).dump()
    deployment = session.get_one(Deployment, consultation.deployment_id)
    assign(session, deployment, register.current(session, deployment).plan.zones)
    consultations.log(session, consultation, day=today, text=_announced(consultation))


def _announced(consultation: Consultation) -> str:
    opens, closes = consultation.opens_on, consultation.closes_on
    return (
        "The council fixed version 1 of the questions, the dates and the rules for counting. "
        f"Anyone can answer from {_day(opens)} to the end of {_day(closes)}."
    )


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
