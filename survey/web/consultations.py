"""Public pages of consultations: the list, the overview, and all questions on one page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from survey.domain.consultations import Phase
from survey.domain.deployments.plan import LABELS
from survey.domain.questionnaires.conditions import in_words
from survey.domain.questionnaires.questions import Page, Questionnaire
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.web.access import public
from survey.web.answering.visit import consultation_or_404, frozen_of
from survey.web.clock import today
from survey.web.database import db
from survey.web.deployments.balance import balance_line

bp = Blueprint("consultations", __name__)

BUILT_IN = {
    "channel": "The way the answers came: on the web, on paper or with help",
    "stratum": "Whether somebody was invited by letter or found the consultation on their own",
}


@bp.get("/")
@public
def index() -> str:
    """All consultations that the public may know of, by phase."""
    listed: dict[str, list[Consultation]] = {phase.value: [] for phase in Phase}
    for consultation in consultations.every(db()):
        listed[consultation.phase(today()).value].append(consultation)
    del listed[Phase.DRAFT.value]
    return render_template("consultations/index.html", listed=listed)


@bp.get("/consultations/<slug>/")
@public
def overview(slug: str) -> str:
    """What is planned, what is known and disputed, what can still change, who decides; and where to start."""
    consultation = consultation_or_404(slug)
    revision = register.consulted_on(
        db(), consultation.deployment_id, number=consultation.deployment_revision
    )
    evidence = revision.evidence
    return render_template(
        "consultations/overview.html",
        consultation=consultation,
        phase=consultation.phase(today()),
        deployment=revision.deployment,
        revision=revision,
        labels=LABELS,
        evidence=evidence,
        checked=balance_line(revision.deployment, evidence, published_on=revision.published_on),
        log=consultations.log_of(db(), consultation),
        characteristics=characteristics_in_words(consultation),
    )


def characteristics_in_words(consultation: Consultation) -> list[str]:
    """The characteristics by which every question is also counted."""
    questions = frozen_of(consultation).questionnaire
    codes = consultation.counting_rules.characteristics
    return [BUILT_IN.get(code) or questions.question(code).text for code in codes]


@bp.get("/consultations/<slug>/questions/")
@public
def questions(slug: str) -> str:
    """All questions on one page, to read or print, with the routing in words."""
    consultation = consultation_or_404(slug)
    questionnaire = frozen_of(consultation).questionnaire
    return render_template(
        "consultations/questions.html",
        consultation=consultation,
        questionnaire=questionnaire,
        sections=[
            {"section": section, "pages": [_printed(questionnaire, page) for page in section.pages]}
            for section in questionnaire.sections
        ],
    )


def _printed(questionnaire: Questionnaire, page: Page) -> dict[str, Any]:
    return {"page": page, "when": in_words(page.when, questionnaire) if page.when else ""}
