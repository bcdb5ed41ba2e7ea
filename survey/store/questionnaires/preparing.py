"""A questionnaire as a consultation would ask it: with the wards, zones and facts of its deployment."""

from __future__ import annotations

from sqlalchemy.orm import Session

from survey.domain.areas import area_options
from survey.domain.citing import with_facts
from survey.domain.deployments.plan import Plan
from survey.domain.evidence import Evidence
from survey.domain.questionnaires.definition import with_areas
from survey.domain.questionnaires.questions import Questionnaire
from survey.store.consultations import Consultation
from survey.store.deployments import register


def asked_about(questionnaire: Questionnaire, plan: Plan, evidence: Evidence) -> Questionnaire:
    """The questionnaire with a deployment's wards, zones and facts filled in, as it would be frozen."""
    return with_facts(with_areas(questionnaire, area_options(plan)), plan, evidence)


def asked_by(session: Session, consultation: Consultation, questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire as that consultation would ask it. Once opened, places and facts are fixed."""
    if consultation.version_id is not None:
        return questionnaire
    revision = register.consulted_on(
        session, consultation.deployment_id, number=consultation.deployment_revision
    )
    return asked_about(questionnaire, revision.plan, revision.evidence)
