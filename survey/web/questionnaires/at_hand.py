"""The questionnaire that an organiser has at hand: the next version, or without one the version asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flask import render_template

from survey.domain.accounts import Act
from survey.domain.questionnaires.problems import Problem
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.structure import problems_in_structure
from survey.store.consultations import Consultation
from survey.store.questionnaires import next_versions, preparing
from survey.store.questionnaires.next_versions import NextVersion
from survey.web.answering.visit import frozen_of
from survey.web.database import db
from survey.web.forms import CONFLICT, View
from survey.web.planning.entering import planned_or_404


@dataclass(frozen=True)
class AtHand:
    """A questionnaire and what it belongs to. `row` is None where the version that is asked stands here."""

    consultation: Consultation
    row: NextVersion | None

    @cached_property
    def own(self) -> Questionnaire:
        """As it is being made: without the places and facts of the deployment."""
        if self.row is not None:
            return self.row.questionnaire
        if self.consultation.version_id is not None:
            return frozen_of(self.consultation).asked
        return Questionnaire("questionnaire", self.consultation.title, ())

    @cached_property
    def asked(self) -> Questionnaire:
        """As it would be asked."""
        return preparing.asked_by(db(), self.consultation, self.own)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is missing before it can be asked."""
        return tuple(problems_in_structure(self.own))

    @property
    def is_begun(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.own.questions)


def at_hand(slug: str) -> AtHand:
    """The questionnaire that may be worked on in this consultation. Answers 404 or 403 otherwise."""
    consultation = planned_or_404(slug, Act.BUILD)
    return AtHand(consultation, next_versions.find(db(), consultation))


def not_ready(at: AtHand) -> View:
    """The page that says what is missing, where something needs a questionnaire that can be asked."""
    shown = {"consultation": at.consultation, "problems_found": at.problems}
    return render_template("questionnaires/not_ready.html", **shown), CONFLICT
