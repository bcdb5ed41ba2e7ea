"""The questions of a release in the language of its page.

Answers count by their codes, so figures are the same in every language. Downloads do not come by here: they
are in the language of the questionnaire.
"""

from __future__ import annotations

from dataclasses import replace

from results.web.view import kept
from survey.domain.questionnaires.piping import without_pipes
from survey.domain.translating.texts import marking, translated
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.questionnaires.versions import Frozen, frozen
from survey.store.translating.content import OWN
from survey.web.languages import current_language
from survey.web.translating.showing import mark_partly


def version_of(session: Session, consultation: Consultation) -> Frozen:
    """What was asked, in the language of the page. A text that has no translation is marked with its own.

    To be called for every page, also for what is kept: the page says that parts of it are in English.
    """
    code, version = current_language().code, consultation.version_id or ""
    found = frozen(session, version, code)
    if found.language == code and not found.partly:
        return found
    if code != OWN:
        mark_partly()
    return found if code in (found.language, OWN) else kept((version, "own language"), lambda: _marked(found))


def _marked(own: Frozen) -> Frozen:
    """A version that was never asked in the language of the page."""
    asked = translated(own.asked, marking({}, own.language))
    return replace(own, asked=asked, questionnaire=without_pipes(asked), partly=True)
