"""Saving a change of the next version: on top of whatever is there by then, never over it.

A change is a function of the questionnaire, and is applied to the newest one: whoever sends a form has the
consultation to themselves. So two people who work on different parts do not notice each other.
"""

from __future__ import annotations

from collections.abc import Callable

from survey.domain.accounts import Act
from survey.domain.questionnaires import locking
from survey.domain.questionnaires.questions import Questionnaire
from survey.store.consultations import Consultation
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import Saved
from survey.web.access import signed_in_account
from survey.web.clock import today
from survey.web.database import db
from survey.web.planning.entering import audit
from survey.web.questionnaires import rewording
from survey.web.questionnaires.making import Making

Change = Callable[[Questionnaire], Questionnaire]


def refusal(consultation: Consultation, before: Questionnaire, after: Questionnaire) -> str:
    """Why this may not be saved now; empty where it may. What people are asked already keeps its meaning."""
    return "" if before == after else rewording.refusal(consultation, after)


def keep(at: Making, change: Change, words: str, *, joins: bool = False) -> str:
    """Applies the change to the newest questionnaire. Returns why not, or nothing.

    What the change raises, such as LookupError where a part is gone, is for the caller.
    """
    before = at.row.questionnaire
    after = change(before)
    refused = locking.refusal(before, after) or refusal(at.consultation, before, after)
    if after == before or refused:
        return refused
    saved = Saved(words, signed_in_account().name, today(), joins)
    next_versions.save(db(), at.row, after, edition=at.row.edition, saved=saved)
    audit(at.consultation, Act.BUILD)
    return ""
