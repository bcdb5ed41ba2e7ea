"""Frozen questionnaire versions. A version never changes once stored; its id is a hash of its content."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from survey.domain.questionnaires.codebook import Codebook, codebooks
from survey.domain.questionnaires.definition import dump, load
from survey.domain.questionnaires.piping import without_pipes
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.translations import Translations, translations_in, with_translations
from survey.domain.translating.table import Kind
from survey.domain.translating.texts import marking, texts_of, translated
from survey.store.consultations import Consultation
from survey.store.database import Base
from survey.store.translating.freezing import Before, to_freeze


class QuestionnaireVersion(Base):
    """The questions exactly as they were asked."""

    __tablename__ = "questionnaire_versions"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, doc="Hash of the content")
    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), doc="Which consultation asks"
    )
    number: Mapped[int] = mapped_column(doc="1 for the first version")
    definition: Mapped[dict[str, Any]] = mapped_column(JSON, doc="Every question, option and condition")
    frozen_on: Mapped[date | None] = mapped_column(doc="From when it was asked, if not from the first day")
    note: Mapped[str] = mapped_column(server_default="", default="", doc="Why the wording was changed")


def freeze(session: Session, consultation_id: int, questionnaire: Questionnaire) -> QuestionnaireVersion:
    """Stores the next version of a consultation's questionnaire, in every language on offer."""
    mine = QuestionnaireVersion.consultation_id == consultation_id
    number = (session.scalar(select(func.max(QuestionnaireVersion.number)).where(mine)) or 0) + 1
    consultation = session.get_one(Consultation, consultation_id)
    found = to_freeze(session, consultation, questionnaire, before=asked_before(session, consultation))
    definition = with_translations(dump(questionnaire), found)
    content = json.dumps([consultation_id, number, definition], sort_keys=True, ensure_ascii=False)
    version = QuestionnaireVersion(
        id=hashlib.sha256(content.encode()).hexdigest()[:32],
        consultation_id=consultation_id,
        number=number,
        definition=definition,
    )
    session.add(version)
    session.flush()
    return version


def asked_before(session: Session, consultation: Consultation) -> Before | None:
    """What is asked until now, once anything is."""
    if consultation.version_id is None:
        return None
    now = frozen(session, consultation.version_id)
    return Before(now.asked, now.translations)


def versions_of(session: Session, consultation_id: int) -> list[QuestionnaireVersion]:
    """All versions of a consultation's questionnaire, the first one first."""
    mine = QuestionnaireVersion.consultation_id == consultation_id
    return list(
        session.scalars(select(QuestionnaireVersion).where(mine).order_by(QuestionnaireVersion.number))
    )


@dataclass(frozen=True)
class Frozen:
    """A version as it is used: its questions, and the code books that fix how answers are counted.

    `asked` has places for earlier answers in its texts; in `questionnaire` words for everyone stand there.
    `language` is the one that its texts are in, except where they have no translation; `partly` says that
    some have none. Codes and code books are the same in every language. `number` is 1 for the first version.
    """

    asked: Questionnaire
    questionnaire: Questionnaire
    opinion: Codebook
    equality: Codebook
    translations: Translations = field(default_factory=dict)
    language: str = "en"
    partly: bool = False
    number: int = 0


# Reading a definition costs milliseconds and every page of an answer needs it. The id is a hash of the
# content, so what is kept here can never be stale, whichever database it came from.
_LOADED: dict[tuple[str, str], Frozen] = {}
_MOST_LOADED = 128


def frozen(session: Session, version_id: str, language: str = "") -> Frozen:
    """The version of that id, in this language if it was frozen with it. Raises LookupError."""
    own = _LOADED.get((version_id, ""))
    if own is None:
        version = session.get(QuestionnaireVersion, version_id)
        if version is None:
            raise LookupError(version_id)
        own = _keep((version_id, ""), _read(version))
    if language not in own.translations:
        return own
    return _LOADED.get((version_id, language)) or _keep((version_id, language), _in_language(own, language))


def _keep(key: tuple[str, str], loaded: Frozen) -> Frozen:
    if len(_LOADED) >= _MOST_LOADED:
        _LOADED.clear()
    _LOADED[key] = loaded
    return loaded


def _read(version: QuestionnaireVersion) -> Frozen:
    asked = load(version.definition)
    return Frozen(
        asked,
        without_pipes(asked),
        *codebooks(asked),
        translations=translations_in(version.definition),
        language=asked.language,
        number=version.number,
    )


def _in_language(own: Frozen, language: str) -> Frozen:
    texts = own.translations[language]
    asked = translated(own.asked, marking(texts, own.language))
    partly = any(text.kind is not Kind.NAME and text.place not in texts for text in texts_of(own.asked))
    return replace(
        own, asked=asked, questionnaire=without_pipes(asked), language=language, partly=partly
    )
