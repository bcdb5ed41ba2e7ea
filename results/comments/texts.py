"""What people wrote in their own words, read from the mixed responses of a closed consultation.

    for text in each(session, consultation):                 # every text, by the responses' ids
    for text in each(session, consultation, keys=("why",)):  # of one question, or "why.other" for a detail
    count(session, consultation)                             # {"why": 1204, "why.other": 88}
    text_of(session, consultation, response=id, key="why")   # one of them, or None
    sources_of(session, consultation)                        # {"why": Source(question, option)}

There are two kinds. An ANSWER is given to a question that asks for a text, and its key is the code of the
question. A DETAIL goes with an option such as "other, please say", and its key is `question.option`.

Rows come in batches and only the texts are read out of the JSON, so memory does not grow with the responses.
Responses that two people left out are marked `excluded`; with `excluded=False` they are passed over. Equality
answers are never read here, nor what was written with a characteristic ("my connection is another one: …"):
themes and quotes of it would stand beside a group. A response's id is random; it may be stored beside what is
said of a text, and is never shown: with a receipt its holder could be found.

While a consultation is open nobody reads an answer: `each`, `count` and `text_of` raise StillOpen before it
is closed. Forms entered after closing come along once they are mixed, at the latest when a release is made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.domain.questionnaires.questions import (
    Choice,
    LongText,
    Option,
    Question,
    Questionnaire,
    ShortText,
)
from survey.store import integrity
from survey.store.answering.responses import Response
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import frozen, versions_of

BATCH = 1_000


class StillOpen(ValueError):
    """Texts are sealed until the consultation is closed."""


class Kind(StrEnum):
    """What a text belongs to."""

    ANSWER = "answer"
    DETAIL = "detail"


@dataclass(frozen=True)
class Source:
    """Where people could write. `option` is the one that a detail goes with."""

    question: Question
    option: Option | None = None

    @property
    def key(self) -> str:
        """Under which the text stands among the answers."""
        return f"{self.question.code}.{self.option.code}" if self.option else self.question.code

    @property
    def kind(self) -> Kind:
        return Kind.DETAIL if self.option else Kind.ANSWER


@dataclass(frozen=True, slots=True)
class Text:
    """One text: where it stands, the random id of its response, and whether that was left out.

    `language` is the one in which the questions were read; people may write in another.
    """

    key: str
    question: str
    kind: Kind
    response: str
    text: str
    language: str
    excluded: bool


def sources(questionnaire: Questionnaire, *, apart: Collection[str] = ()) -> tuple[Source, ...]:
    """Where people could write about the plan, in the order of the questions; not with those `apart`."""
    found: list[Source] = []
    for question in questionnaire.questions_of("opinion"):
        if question.code in apart:
            continue
        if isinstance(question, LongText | ShortText):
            found.append(Source(question))
        elif isinstance(question, Choice):
            found += [Source(question, option) for option in question.details]
    return tuple(found)


def sources_of(session: Session, consultation: Consultation) -> dict[str, Source]:
    """Where people could write in any version that was asked, by key; worded as in the newest.

    Nothing that goes with a characteristic, an equality question or one that is set beside the census.
    """
    found: dict[str, Source] = {}
    apart = about_people(session, consultation)
    for version in versions_of(session, consultation.id):
        asked = frozen(session, version.id).questionnaire
        found |= {source.key: source for source in sources(asked, apart=apart)}
    return found


def about_people(session: Session, consultation: Consultation) -> set[str]:
    """The questions that say who somebody is, in any version: of texts beside them nothing is told."""
    rules = consultation.counting_rules
    every = (frozen(session, version.id).questionnaire for version in versions_of(session, consultation.id))
    equality = {question.code for one in every for question in one.questions_of("equality")}
    return {*rules.counted_by, *rules.margins, *equality}


def asked(session: Session, consultation: Consultation) -> Iterator[Questionnaire]:
    """The questions of each version that was asked, in each language.

    A version that was followed by another one before the first day was read by nobody who answered.
    """
    versions = versions_of(session, consultation.id)
    opens = consultation.opens_on
    for place, version in enumerate(versions, start=1):
        until = versions[place].frozen_on if place < len(versions) else None
        if until and opens and until < opens:
            continue
        for language in ("", *frozen(session, version.id).translations):
            yield frozen(session, version.id, language).questionnaire


def each(
    session: Session, consultation: Consultation, *, keys: Sequence[str] = (), excluded: bool = True
) -> Iterator[Text]:
    """Every text, or those under `keys`, in the order of the responses' ids and then of the questions.

    Texts of white space alone are passed over. Raises StillOpen before closing.
    """
    wanted = _wanted(session, consultation, keys)
    left_out = frozenset(integrity.excluded(session, consultation))
    return _read(session, consultation, wanted, left_out, with_excluded=excluded)


def count(session: Session, consultation: Consultation, *, excluded: bool = True) -> dict[str, int]:
    """How many texts there are under each key. Raises StillOpen before closing."""
    found = dict.fromkeys(_wanted(session, consultation, ()), 0)
    for text in each(session, consultation, excluded=excluded):
        found[text.key] += 1
    return found


def text_of(session: Session, consultation: Consultation, *, response: str, key: str) -> Text | None:
    """One text; None where there is none. Raises StillOpen before closing."""
    wanted = _wanted(session, consultation, (key,))
    left_out = frozenset(integrity.excluded(session, consultation))
    only = Response.__table__.c.id == response
    return next(_read(session, consultation, wanted, left_out, with_excluded=True, only=only), None)


def _wanted(session: Session, consultation: Consultation, keys: Sequence[str]) -> dict[str, Source]:
    if consultation.closed_on is None:
        raise StillOpen(consultation.slug)
    every = sources_of(session, consultation)
    return {key: source for key, source in every.items() if not keys or key in keys}


def _read(
    session: Session,
    consultation: Consultation,
    wanted: Mapping[str, Source],
    left_out: frozenset[str],
    *,
    with_excluded: bool,
    only: Any = None,  # noqa: ANN401 - an SQL expression
) -> Iterator[Text]:
    table = Response.__table__.c
    own = [table.answers[key].as_string() for key in wanted]
    query = select(table.id, table.language, *own).where(table.consultation_id == consultation.id)
    query = (query if only is None else query.where(only)).order_by(table.id)
    # On the statement and not on the connection, where it would outlast this query and meet the next INSERT.
    found = session.connection().execute(query, execution_options={"yield_per": BATCH})
    for rows in found.partitions():
        for id_, language, *texts in rows:
            if with_excluded or id_ not in left_out:
                yield from _texts(wanted, texts, id_=id_, language=language, excluded=id_ in left_out)


def _texts(
    wanted: Mapping[str, Source], texts: Sequence[str | None], *, id_: str, language: str, excluded: bool
) -> Iterator[Text]:
    for (key, source), text in zip(wanted.items(), texts, strict=True):
        if text and not text.isspace():
            yield Text(key, source.question.code, source.kind, id_, text, language, excluded)
