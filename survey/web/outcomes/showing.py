"""An outcome as a page shows it: in the page's words, with the council's own texts in its language.

A text that nobody has translated and checked stays as it was written, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask import url_for

from survey.domain.consultations import Phase
from survey.domain.deployments.plan import Fact
from survey.domain.outcomes.record import Record
from survey.domain.outcomes.reviewing import PlanChange, Review, Triggers
from survey.domain.outcomes.telling import Line, lines_of
from survey.domain.translating.words import OutcomeWords
from survey.domain.wording import Words, say, say_day
from survey.store import outcomes
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.translating.content import OWN
from survey.web.clock import today
from survey.web.database import db
from survey.web.languages import current_language
from survey.web.outcomes.blueprint import bp, questions_of
from survey.web.translating.showing import (
    mark_partly,
    only_in_english,
    outcome_in_language,
    revision_in_language,
)


@dataclass(frozen=True)
class ShownPoint:
    """What people said, the question it is about with where its results stand, and what is done."""

    question: str
    url: str
    said: str
    did: str


@dataclass(frozen=True)
class ShownRecord:
    """A record as a page shows it."""

    record: Record
    lines: tuple[Line, ...]
    points: tuple[ShownPoint, ...]
    sum_asked: Fact


@dataclass(frozen=True)
class Standing:
    """Whether the decision still fits: what changed since, what was said about it, and what waits."""

    changes: tuple[PlanChange, ...]
    reviews: tuple[Review, ...]
    waiting: Triggers


def own(text: str) -> str:
    """A text of the council's, in the language it was written in."""
    if text and current_language().code != OWN:
        mark_partly()
    return only_in_english(text) if text else ""


def in_words_of_page(consultation: Consultation, record: Record) -> Record:
    """The record with each of the council's texts in the language of the page, as far as it is translated."""
    return outcome_in_language(consultation, OutcomeWords(record)).record


def notes(consultation: Consultation, versions: Iterable[outcomes.Outcome]) -> Mapping[int, str]:
    """What the council said of each change, by the number of the version."""
    own_notes = OutcomeWords(Record(), outcomes.notes_of(versions))
    return {int(one.code): one.text for one in outcome_in_language(consultation, own_notes).notes}


def shown(consultation: Consultation, record: Record) -> ShownRecord:
    """The record with the words of the questions, and the sum that was asked."""
    record = in_words_of_page(consultation, record)
    revision = register.consulted_on(
        db(), consultation.deployment_id, number=consultation.deployment_revision
    )
    plan = revision_in_language(revision).plan
    return ShownRecord(record, lines_of(record), _points(consultation, record), plan.fact("sum-asked"))


def _points(consultation: Consultation, record: Record) -> tuple[ShownPoint, ...]:
    questions = questions_of(consultation)
    results = url_for("results.show", slug=consultation.slug)
    return tuple(
        ShownPoint(questions[one.question].text, f"{results}#question-{one.question}", one.said, one.did)
        if one.question in questions
        else ShownPoint("", "", one.said, one.did)
        for one in record.points
    )


def names_of(consultation: Consultation) -> Mapping[str, str]:
    """The words of each question that a point may be about."""
    return {code: question.text for code, question in questions_of(consultation).items()}


def standing(consultation: Consultation, outcome: outcomes.Outcome) -> Standing:
    """What happened since the outcome was first published."""
    waiting = outcomes.waiting(db(), consultation, outcome, today=today())
    reviews = tuple(outcomes.reviews_of(db(), consultation))
    changes = outcomes.changes_since(db(), consultation, outcome)
    return Standing(
        tuple(replace(one, summary=own(one.summary)) for one in changes),
        outcome_in_language(consultation, OutcomeWords(Record(), reviews=reviews)).reviews,
        waiting,
    )


def _published(outcome: outcomes.Outcome) -> Words:
    course = outcome.record.course
    day, decided = say_day(outcome.published_on), course.words if course else ""
    return say("The outcome was published on {day}: {decided}.", day=day, decided=decided)


@bp.app_template_global()
def outcome_line(consultation: Consultation) -> Words | None:
    """One line about the outcome for other pages; None while there is nothing to say."""
    phase = consultation.phase(today())
    if phase not in (Phase.CLOSED, Phase.PUBLISHED):
        return None
    outcome = outcomes.newest(db(), consultation)
    if outcome is not None:
        return _published(outcome)
    if phase is not Phase.PUBLISHED:
        return None
    if consultation.illustrative:
        return say("This is an illustration, so no council decides on it.")
    return say("The council has not yet recorded a decision.")


@bp.app_template_global()
def outcome_waits(consultation: Consultation) -> tuple[Words, ...]:
    """What waits for organisers about the outcome; nothing where nothing does."""
    return outcomes.waits(db(), consultation, today=today())
