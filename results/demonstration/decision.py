"""The invented decision: filled in part by part as on the pages of organisers, and published."""

from __future__ import annotations

from survey.domain.outcomes.fields import PARTS
from survey.domain.outcomes.filling import missing, read
from survey.store import outcomes
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.demo_whole import Whole
from survey.store.questionnaires.versions import frozen


class NotFit(ValueError):
    """What is shipped cannot be published by the rules of an outcome."""


def publish(session: Session, consultation: Consultation, whole: Whole) -> None:
    """Writes and publishes the outcome. Raises NotFit where the rules would refuse it."""
    day = whole.day("decided")
    asked = frozen(session, consultation.version_id or "").questionnaire
    questions = {question.code for question in asked.questions_of("opinion")}
    draft = outcomes.begin(session, consultation, today=day)
    for part in PARTS:
        reading = read(part.code, whole.content["outcome"][part.code], questions=questions)
        if reading.problems:
            raise NotFit(reading.problems)
        draft = outcomes.save(session, consultation, reading.values, today=day)
    if lacking := missing(draft.record, today=day):
        raise NotFit(lacking)
    outcomes.publish(session, consultation, edition=draft.edition, note="", today=day)
