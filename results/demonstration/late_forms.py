"""A correction: paper forms that came in on time are found after the count, and typed in by organisers."""

from __future__ import annotations

import json
import random

import numpy as np

from results import editions
from survey.domain.entry import Answered, on_path
from survey.domain.submissions import Kind, State
from survey.domain.synthetic import Recipe, as_json, make
from survey.store import integrity, submissions
from survey.store.answering import entering
from survey.store.answering.entering import PAPER, Taken
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.demo_whole import Whole
from survey.store.questionnaires.versions import Frozen, frozen
from survey.store.submissions import Arrived


def correct(
    session: Session, consultation: Consultation, whole: Whole, recipe: Recipe, *, rng: np.random.Generator
) -> None:
    """Opens the count again and enters the forms. What the rules mark among them is counted as it is."""
    data, day = whole.content["late_forms"], whole.day("opened-again")
    editions.begin(session, consultation, reason=data["reason"], today=day)
    version = frozen(session, consultation.version_id or "")
    found = _answered(version, consultation, recipe, number=data["number"], rng=rng)
    came_on = consultation.closes_on or day
    numbers = submissions.log(session, consultation, Arrived(Kind.PAPER, came_on), number=len(found))
    taken = Taken(channel=PAPER, day=day, revision=consultation.deployment_revision)
    for number, answered in zip(numbers, found, strict=True):
        entering.take_turn(session, consultation)
        entering.enter(session, consultation, answered, taken)
        form = submissions.find(session, consultation, number)
        if form is not None:
            form.state = State.ENTERED.value
    entering.bring_together(session, consultation, shuffle=random.SystemRandom().shuffle)
    integrity.mark(session, consultation, day=day)


def _answered(
    version: Frozen, consultation: Consultation, recipe: Recipe, *, number: int, rng: np.random.Generator
) -> list[Answered]:
    """Synthetic answers as if read from paper: those on the path, and which questions were asked."""
    batch = make(version.questionnaire, recipe, size=number, rng=rng)
    opinion = as_json(batch, version.opinion, recipe)
    equality = as_json(batch, version.equality, recipe)
    return [
        on_path(version.questionnaire, json.loads(one) | json.loads(other), consultation.known_facts)
        for one, other in zip(opinion, equality, strict=True)
    ]
