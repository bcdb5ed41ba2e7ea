"""Public pages of consultations: the list, the overview, and all questions on one page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from flask import Blueprint, render_template

from survey.domain.consultations import Phase
from survey.domain.deployments.plan import LABELS
from survey.domain.languages import language
from survey.domain.planning import BUILT_IN
from survey.domain.questionnaires.definition import load
from survey.domain.questionnaires.printing import printed
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.rewording import changes
from survey.domain.questionnaires.translations import translations_in
from survey.domain.samples import Sample, samples_of
from survey.domain.submissions import Besides
from survey.domain.translating.differing import differing
from survey.store import consultations, submissions
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.questionnaires.versions import QuestionnaireVersion, versions_of
from survey.web.access import public
from survey.web.answering.visit import consultation_or_404, frozen_of
from survey.web.clock import today
from survey.web.database import db
from survey.web.deployments.balance import balance_line
from survey.web.effort import effort_of
from survey.web.integrity.public import rules_in_words
from survey.web.pdf import available
from survey.web.translating.showing import (
    every_in_language,
    in_language,
    log_in_language,
    revision_in_language,
)

bp = Blueprint("consultations", __name__)


@bp.get("/")
@public
def index() -> str:
    """All consultations that the public may know of, by phase."""
    listed: dict[str, list[Consultation]] = {phase.value: [] for phase in Phase}
    for consultation in every_in_language(consultations.every(db())):
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
    checked = balance_line(revision.deployment, revision.evidence, published_on=revision.published_on)
    shown = in_language(consultation, with_plan=True)
    revision = revision_in_language(revision)
    return render_template(
        "consultations/overview.html",
        consultation=shown,
        phase=consultation.phase(today()),
        deployment=revision.deployment,
        revision=revision,
        labels=LABELS,
        evidence=revision.evidence,
        checked=checked,
        effort=effort_of(consultation),
        log=log_in_language(
            consultation, consultations.public_log(db(), consultation, today=today())
        ),
        characteristics=characteristics_in_words(consultation),
        compared=compared_in_public(consultation),
        samples=samples_in_public(consultation),
        rules_for_review=rules_in_words(consultation),
        besides=_besides(consultation),
    )


def _besides(consultation: Consultation) -> Besides | None:
    """What came in besides the questionnaire: public with the results that were counted with it."""
    if consultation.phase(today()) is not Phase.PUBLISHED:
        return None
    return submissions.in_public(db(), consultation, on=today())


def characteristics_in_words(consultation: Consultation) -> list[str]:
    """The characteristics by which every question is also counted."""
    codes = consultation.counting_rules.counted_by
    return characteristics_called(codes, frozen_of(consultation).questionnaire)


def compared_in_public(consultation: Consultation) -> list[tuple[str, str]]:
    """What stands beside census figures: each characteristic as it is asked, and whose figures they are."""
    texts = {question.code: question.text for question in frozen_of(consultation).questionnaire.questions}
    margins = consultation.counting_rules.margins
    return [(texts[code], own["source"]) for code, own in margins.items() if own and code in texts]


def samples_in_public(consultation: Consultation) -> list[tuple[str, Sample]]:
    """The invited groups that are random samples, by name."""
    rules = consultation.counting_rules
    named = rules.strata
    return [(named[code], one) for code, one in samples_of(rules.samples).items() if code in named]


def characteristics_called(codes: Iterable[str], questionnaire: Questionnaire | None) -> list[str]:
    """What these characteristics are called. What the questionnaire does not have any more is left out."""
    texts = {question.code: question.text for question in questionnaire.questions} if questionnaire else {}
    names = (BUILT_IN.get(code) or texts.get(code, "") for code in codes)
    return [name for name in names if name]


@bp.get("/consultations/<slug>/questions/")
@public
def questions(slug: str) -> str:
    """All questions on one page, to read before answering, with the routing in words."""
    consultation = consultation_or_404(slug)
    return render_template(
        "consultations/questions.html",
        consultation=in_language(consultation),
        form=printed(frozen_of(consultation).asked, facts=consultation.known_facts),
        phase=consultation.phase(today()),
        has_pdf=available(),
        mended=len(versions_of(db(), consultation.id)) > 1,
    )


@bp.get("/consultations/<slug>/questions/versions/")
@public
def wordings(slug: str) -> str:
    """What was worded otherwise since the first version, in every language: when, why, and both wordings."""
    consultation = consultation_or_404(slug)
    return render_template(
        "consultations/wordings.html",
        consultation=consultation,
        mended=[_mended(before, after) for before, after in pairwise(versions_of(db(), consultation.id))],
    )


def _mended(before: QuestionnaireVersion, after: QuestionnaireVersion) -> dict[str, object]:
    """What a version says otherwise than the one before it."""
    old, new = load(before.definition), load(after.definition)
    texts = translations_in(before.definition), translations_in(after.definition)
    return {
        "version": after,
        "changes": changes(old, new),
        "translated": [(language(one.language), one) for one in differing(old, new, *texts)],
    }
