"""Other translations, and other languages, of questions that are asked already: a new version, in public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.translating.progress import Translation
from survey.domain.translating.siblings import alike, traded
from survey.domain.translating.table import Kind
from survey.domain.translating.texts import Translatable, texts_of
from survey.domain.wording import message, say
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import asked_before, freeze, frozen
from survey.store.translating.content import own_texts, untranslated
from survey.store.translating.freezing import to_freeze
from survey.store.translating.translations import QUESTIONNAIRE, Subject, kept


class Why(StrEnum):
    """What is wrong with a translation. The values are what organisers read."""

    MISSING = message("“{text}” is not translated, or not checked")
    SAME_PERSON = message("“{text}” is checked by nobody else than the translator")
    ALIKE = message("“{text}” is translated like another answer of the same question")
    TRADED = message("“{text}” is translated as another answer of the same question was until now")


class Hindrance(NamedTuple):
    """One text that cannot be published as it is translated."""

    language: str
    text: str
    why: Why

    def words(self, text: str) -> str:
        """What is wrong, of the text as a page shows it: a long one is cut."""
        return say(self.why.value, text=text)


class NotPublished(Exception):
    """What stands in the way; nothing where the consultation was closed meanwhile."""

    def __init__(self, hindrances: Sequence[Hindrance] = ()) -> None:
        super().__init__(f"{len(hindrances)} texts")
        self.hindrances = tuple(hindrances)


def publish(
    session: Session, consultation: Consultation, added: Sequence[str], *, note: str, today: date
) -> None:
    """Asks the same questions from now on with the translations as they are now, and says so in the log.

    Languages can only be added: people answer in the others. Codes, conditions and counting are the same.
    Raises NotPublished.
    """
    if not consultations.take_turn(session, consultation.id):
        raise NotPublished
    session.refresh(consultation)
    asked = frozen(session, consultation.version_id or "").asked
    new = [code for code in added if code not in consultation.languages and code != asked.language]
    found = hindrances(session, consultation, asked, [*consultation.languages, *new])
    found += _of_everything_else(session, consultation, new)
    if found:
        raise NotPublished(found)
    consultation.languages = [*consultation.languages, *new]
    version = freeze(session, consultation.id, asked)
    version.frozen_on, version.note = today, note
    consultation.version_id = version.id
    text = f"Version {version.number} of the questions: the same questions, other translations. {note}"
    consultations.log(session, consultation, day=today, text=text)


def _of_everything_else(session: Session, consultation: Consultation, new: list[str]) -> list[Hindrance]:
    """What is missing of the consultation and its plan in a language that is added."""
    return [
        Hindrance(language, text, Why.MISSING)
        for language, gaps in untranslated(session, consultation, languages=new).items()
        for place, text in gaps
        if ": " in place
    ]


def hindrances(
    session: Session, consultation: Consultation, asked: Questionnaire, languages: Sequence[str]
) -> list[Hindrance]:
    """Why these questions cannot be asked in these languages with the translations as they are now."""
    texts = own_texts(session, consultation, asked)
    return _hindrances(session, consultation, asked, texts=texts, languages=languages)


def hindrances_of_new_words(
    session: Session, consultation: Consultation, after: Questionnaire
) -> list[Hindrance]:
    """The same of those texts alone that differ from what is asked, in every language on offer."""
    asked = frozen(session, consultation.version_id or "").asked
    there = {(text.place, text.text) for text in texts_of(asked)}
    own = own_texts(session, consultation, after)
    texts = [text for text in own if (text.place, text.text) not in there]
    return _hindrances(session, consultation, after, texts=texts, languages=consultation.languages)


def _hindrances(
    session: Session,
    consultation: Consultation,
    asked: Questionnaire,
    *,
    texts: Sequence[Translatable],
    languages: Sequence[str],
) -> list[Hindrance]:
    before = asked_before(session, consultation)
    frozen_so = to_freeze(session, consultation, asked, before=before, languages=languages)
    subject, sources = Subject(QUESTIONNAIRE, consultation.id), {t.place: t.text for t in texts_of(asked)}
    listed = []
    for language, found in frozen_so.items():
        now = {(one.place, one.source): one for one in kept(session, subject, language)}
        listed += [Hindrance(language, *what) for what in _wanting(texts, now, found)]
        until_now = before.translations.get(language, {}) if before else {}
        listed += [Hindrance(language, sources[at], Why.ALIKE) for at in sorted(alike(sources, found))]
        listed += [Hindrance(language, sources[at], Why.TRADED) for at in sorted(traded(until_now, found))]
    return listed


def _wanting(
    texts: Sequence[Translatable], now: dict[tuple[str, str], Translation], found: dict[str, str]
) -> Iterator[tuple[str, Why]]:
    """Texts without a translation that can be published, and changed ones that nobody else has checked."""
    for text in texts:
        kept_now = now.get((text.place, text.text))
        if kept_now and kept_now.text != found.get(text.place):
            yield text.text, Why.SAME_PERSON if kept_now.checked else Why.MISSING
        elif text.place not in found and text.kind is not Kind.NAME:
            yield text.text, Why.MISSING
