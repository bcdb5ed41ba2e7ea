"""The translations that a version is frozen with, so that what was asked in each language is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.domain.areas import asked_of, codes_of
from survey.domain.citing import with_facts
from survey.domain.deployments.revisions import Revision
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.translations import Translations
from survey.domain.translating.progress import Translation
from survey.domain.translating.texts import Lookup, texts_of, translated
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.deployments.register import DeploymentRevision
from survey.store.translating.translations import DEPLOYMENT, QUESTIONNAIRE, Subject, kept_of, words_of

Words = Mapping[tuple[str, str], str]


def bare(revision: DeploymentRevision) -> Revision:
    """A revision without its outlines, which are large and hold one text that may stay as it is."""
    return Revision(
        revision.number,
        revision.published_on,
        revision.summary,
        revision.reason,
        revision.plan,
        revision.evidence,
        change_summary=revision.change_summary,
        material=revision.material,
    )


def lookup(words: Words) -> Lookup:
    """Looks up by place and source; what is not there stays as it is."""
    return lambda place, text: words.get((place, text)) or text


class Before(NamedTuple):
    """The version that is asked until now, and its translations."""

    asked: Questionnaire
    translations: Translations

    def still(self, language: str, asked: Questionnaire) -> dict[str, str]:
        """By place, its translations of those texts that are worded as they were."""
        earlier = {text.place: text.text for text in texts_of(self.asked)}
        said = self.translations.get(language, {})
        now = texts_of(asked)
        return {t.place: said[t.place] for t in now if t.place in said and earlier.get(t.place) == t.text}


def to_freeze(
    session: Session,
    consultation: Consultation,
    asked: Questionnaire,
    *,
    before: Before | None = None,
    languages: Collection[str] | None = None,
) -> dict[str, dict[str, str]]:
    """By language on offer, every text of a questionnaire that has a translation, by place.

    Places and facts come from the deployment's own translations, as far as they are checked. Once a version
    is asked (`before`), only what somebody else than the translator has checked takes the place of what
    people read until now.
    """
    wanted = consultation.languages or () if languages is None else languages
    offered = [language for language in wanted if language != asked.language]
    if not offered:
        return {}
    number = consultation.deployment_revision
    revision = bare(register.consulted_on(session, consultation.deployment_id, number=number))
    questions = Subject(QUESTIONNAIRE, consultation.id)
    deployment = Subject(DEPLOYMENT, consultation.deployment_id)
    kept = kept_of(session, (questions, deployment), offered)
    if before is not None:
        kept = {key: [one for one in found if one.checked_by_another] for key, found in kept.items()}
    return {
        language: (before.still(language, asked) if before else {})
        | _from_deployment(asked, revision, kept.get((deployment, language), ()))
        | _own(asked, words_of(kept.get((questions, language), ())))
        for language in offered
    }


def _own(asked: Questionnaire, words: Words) -> dict[str, str]:
    keys = ((text.place, text.text) for text in texts_of(asked))
    return {key[0]: words[key] for key in keys if key in words}


def _from_deployment(
    asked: Questionnaire, revision: Revision, kept: Iterable[Translation]
) -> dict[str, str]:
    """What its wards, zones and facts are in the other language, by place: so their order stays."""
    words = words_of(kept, checked=True)
    other = translated(revision, lookup(words))
    placed = asked_of(asked, other.plan, earlier=codes_of(revision.plan))
    filled = with_facts(placed, other.plan, other.evidence)
    own = {text.place: text.text for text in texts_of(asked)}
    found = {text.place: text.text for text in texts_of(filled)}
    return {place: text for place, text in found.items() if place in own and own[place] != text}
