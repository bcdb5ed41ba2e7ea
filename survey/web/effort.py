"""What answering asks of a resident: about how long it takes, and which questions need an answer."""

from __future__ import annotations

from dataclasses import dataclass

from survey.domain.checks.length import times
from survey.domain.questionnaires.questions import Questionnaire
from survey.store.consultations import Consultation
from survey.web.answering.visit import frozen_of


@dataclass(frozen=True)
class Effort:
    """Minutes on the shortest and on the longest way through, and how many questions need an answer."""

    shortest: int
    longest: int
    needed: int
    first_only: bool


# A version never changes, so what it asks of people does not either; working it out walks every way through.
_KNOWN: dict[tuple[str, frozenset[str]], Effort] = {}
_MOST = 256


def effort_of(consultation: Consultation) -> Effort:
    """What the version that is asked takes."""
    key = (consultation.version_id or "", consultation.known_facts)
    found = _KNOWN.get(key)
    if found is None:
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        asked = frozen_of(consultation).questionnaire
        found = _KNOWN[key] = _effort(asked, consultation.known_facts)
    return found


def _effort(asked: Questionnaire, facts: frozenset[str]) -> Effort:
    took = times(asked, facts)
    needed = [question for question in asked.questions if question.asks and question.required]
    first = next(question for question in asked.questions if question.asks)
    return Effort(took.shortest, took.longest, len(needed), first_only=needed == [first])
