"""Another wording while a consultation is announced or open: a new version, and a public note why."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.rewording import Change, changes, changes_of_meaning
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import NextVersion
from survey.store.questionnaires.versions import QuestionnaireVersion, freeze, frozen
from survey.store.translating.publishing import Hindrance, hindrances_of_new_words


class NotWording(Exception):
    """It would change what is asked, or somebody saved, published or closed meanwhile."""


class NotTranslated(Exception):
    """In a language on offer, new words have no translation that somebody else has checked."""

    def __init__(self, hindrances: list[Hindrance]) -> None:
        super().__init__(f"{len(hindrances)} texts")
        self.hindrances = tuple(hindrances)


def changes_to(
    session: Session, consultation: Consultation, questionnaire: Questionnaire
) -> tuple[Change, ...]:
    """What differs from the version that is asked."""
    return changes(frozen(session, consultation.version_id or "").asked, questionnaire)


def publish(
    session: Session, consultation: Consultation, row: NextVersion, *, edition: int, note: str, today: date
) -> QuestionnaireVersion:
    """Asks the next version from now on, and says so in the public log.

    Whoever has begun goes on with the new words: codes, conditions and counting are the same. Raises
    NotWording where the meaning differs, nothing differs, or `edition` is no longer what is kept; and
    NotTranslated where residents who read another language would lose words.
    """
    open_still = consultations.take_turn(session, consultation.id)
    session.refresh(row)
    found = changes_to(session, consultation, row.questionnaire)
    if not open_still or row.edition != edition or not found or changes_of_meaning(found):
        raise NotWording(consultation.slug)
    hindrances = hindrances_of_new_words(session, consultation, row.questionnaire)
    if hindrances:
        raise NotTranslated(hindrances)
    version = freeze(session, consultation.id, row.questionnaire)
    version.frozen_on, version.note = today, note
    consultation.version_id = version.id
    next_versions.forget(session, consultation)
    text = f"Version {version.number} of the questions: {len(found)} changed wordings. {note}"
    if len(found) == 1:
        text = f"Version {version.number} of the questions: one changed wording. {note}"
    consultations.log(session, consultation, day=today, text=text)
    return version
