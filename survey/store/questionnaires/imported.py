"""Translations that come with an imported questionnaire, and those that go with one that is exported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.translations import Translations
from survey.domain.translating.placeholders import problem_with
from survey.domain.translating.texts import texts_of
from survey.store.consultations import Consultation
from survey.store.translating import translations
from survey.store.translating.translations import QUESTIONNAIRE, By, Edit, Subject, words_of

LONGEST_LANGUAGE = 40


def sources_of(questionnaire: Questionnaire) -> dict[str, str]:
    """Every text that can be translated, by its place."""
    return {text.place: text.text for text in texts_of(questionnaire)}


@dataclass(frozen=True)
class Fitting:
    """Translations by language and place: those with a counterpart here, and those without."""

    kept: dict[str, dict[str, str]]
    lost: dict[str, dict[str, str]]


def fitting(questionnaire: Questionnaire, found: Translations) -> Fitting:
    """Which translations belong to a text of the questionnaire as it is."""
    sources, kept, lost = sources_of(questionnaire), {}, {}
    for language, texts in found.items():
        known = language != questionnaire.language and len(language) <= LONGEST_LANGUAGE
        fit = {at: text for at, text in texts.items() if known and _fits(sources.get(at, ""), text)}
        rest = {at: text for at, text in texts.items() if at not in fit}
        kept |= {language: fit} if fit else {}
        lost |= {language: rest} if rest else {}
    return Fitting(kept, lost)


def _fits(source: str, text: str) -> bool:
    return bool(source and text.strip()) and not problem_with(source, text)


def keep(
    session: Session,
    consultation: Consultation,
    questionnaire: Questionnaire,
    found: Mapping[str, Mapping[str, str]],
    *,
    by: By,
) -> None:
    """Keeps the translations of an import. A text that somebody here translated already stays.

    Take a turn at the consultation first: then nobody can translate one of them meanwhile.
    """
    sources, subject = sources_of(questionnaire), Subject(QUESTIONNAIRE, consultation.id)
    for language, texts in found.items():
        there = {(one.place, one.source) for one in translations.kept(session, subject, language)}
        edits = [
            Edit(place, sources[place], text)
            for place, text in texts.items()
            if place in sources and (place, sources[place]) not in there
        ]
        if translations.save(session, subject, language, edits, by=by):
            raise RuntimeError("take a turn first")


def translations_of(
    session: Session, consultation: Consultation, questionnaire: Questionnaire
) -> dict[str, dict[str, str]]:
    """What is kept of the texts as they are now, by language and place."""
    sources, subject = sources_of(questionnaire), Subject(QUESTIONNAIRE, consultation.id)
    found = {}
    for language in translations.languages_of(session, subject):
        words = words_of(translations.kept(session, subject, language))
        found[language] = {at: words[at, source] for at, source in sources.items() if (at, source) in words}
    return {language: texts for language, texts in found.items() if texts}
