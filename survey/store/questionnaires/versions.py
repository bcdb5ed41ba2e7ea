"""Frozen questionnaire versions. A version never changes once stored; its id is a hash of its content."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from survey.domain.questionnaires.codebook import Codebook, codebooks
from survey.domain.questionnaires.definition import dump, load
from survey.domain.questionnaires.piping import without_pipes
from survey.domain.questionnaires.questions import Questionnaire
from survey.store.database import Base


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


def freeze(session: Session, consultation_id: int, questionnaire: Questionnaire) -> QuestionnaireVersion:
    """Stores the next version of a consultation's questionnaire."""
    mine = QuestionnaireVersion.consultation_id == consultation_id
    number = (session.scalar(select(func.max(QuestionnaireVersion.number)).where(mine)) or 0) + 1
    definition = dump(questionnaire)
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


@dataclass(frozen=True)
class Frozen:
    """A version as it is used: its questions, and the code books that fix how answers are counted.

    `asked` has places for earlier answers in its texts; in `questionnaire` words for everyone stand there.
    """

    asked: Questionnaire
    questionnaire: Questionnaire
    opinion: Codebook
    equality: Codebook


# Reading a definition costs milliseconds and every page of an answer needs it. The id is a hash of the
# content, so what is kept here can never be stale, whichever database it came from.
_LOADED: dict[str, Frozen] = {}
_MOST_LOADED = 64


def frozen(session: Session, version_id: str) -> Frozen:
    """The version of that id. Raises LookupError where there is none."""
    loaded = _LOADED.get(version_id)
    if loaded is None:
        version = session.get(QuestionnaireVersion, version_id)
        if version is None:
            raise LookupError(version_id)
        if len(_LOADED) >= _MOST_LOADED:
            _LOADED.clear()
        asked = load(version.definition)
        loaded = _LOADED[version_id] = Frozen(asked, without_pipes(asked), *codebooks(asked))
    return loaded
