"""The blueprint of both sides, and what their pages ask first."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint

from survey.domain.accounts import Act
from survey.domain.questionnaires.paths import never_asked
from survey.domain.questionnaires.questions import Question
from survey.store.consultations import Consultation
from survey.web.answering.visit import frozen_of
from survey.web.planning.entering import planned_or_404

bp = Blueprint("outcomes", __name__)

KEEPING = "/organise/consultations/<slug>/outcome"


def kept_or_404(slug: str) -> Consultation:
    """The consultation whose outcome the person signed in may keep now."""
    return planned_or_404(slug, Act.KEEP_OUTCOME)


def questions_of(consultation: Consultation) -> Mapping[str, Question]:
    """The questions that stand on the page of results, by code: what a point may be about."""
    version = frozen_of(consultation)
    counted = {column.question for column in version.opinion.columns}
    counted -= never_asked(version.questionnaire, consultation.known_facts)
    apart = set(consultation.counting_rules.counted_by)
    asked = version.questionnaire.questions_of("opinion")
    return {one.code: one for one in asked if one.code in counted - apart}
