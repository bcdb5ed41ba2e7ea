"""Responses that somebody typed in for somebody else: from paper, by phone, from a spreadsheet.

They go to the inbox and are mixed like all others, so nothing leads from a number of the log to a response.
On paper there is no receipt; by phone there is one for whoever wants it. Forms that came in time may be typed
in after closing: these take the last day for their day and are mixed together with all responses that did not
come by the web, so that they do not stand at the end of the table.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.domain import answering
from survey.domain.entry import Answered
from survey.domain.submissions import in_time
from survey.store import consultations, submissions
from survey.store.answering import mixing, responses
from survey.store.answering.mixing import Shuffle
from survey.store.answering.responses import (
    OPEN_STRATUM,
    EqualityAnswers,
    InboxEquality,
    InboxResponse,
    Response,
)
from survey.store.answering.responses import Submission as Sent
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import frozen

WEB, PAPER, ASSISTED = responses.CHANNELS
ID_BYTES = 16


class TooLate(Exception):
    """The results were counted, or nobody may answer yet: nothing can be entered."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What is kept of a response beside its answers. `receipt` is "" where nobody wants one."""

    channel: str
    day: date
    revision: int
    language: str = "en"
    stratum: str = OPEN_STRATUM
    receipt: str = ""


def take_turn(session: Session, consultation: Consultation) -> None:
    """Waits for others at this consultation. Raises TooLate where nothing can be entered any more."""
    consultations.take_turn(session, consultation.id)
    if submissions.is_settled(session, consultation) or consultation.version_id is None:
        raise TooLate


def enter(session: Session, consultation: Consultation, answered: Answered, taken: Taken) -> None:
    """Puts a response into the inbox. Call `take_turn` before, in the same transaction."""
    version = frozen(session, consultation.version_id or "")
    sent = Sent(
        id=answering.response_id(taken.receipt) if taken.receipt else secrets.token_hex(ID_BYTES),
        receipt_hash=answering.receipt_hash(taken.receipt) if taken.receipt else "",
        consultation_id=consultation.id,
        day=_day_of(consultation, taken.day),
        channel=taken.channel,
        stratum=taken.stratum,
        language=taken.language,
        version_id=consultation.version_id or "",
        deployment_revision=taken.revision,
        answers=answered.opinion,
        codes=version.opinion.encode(answered.opinion, answered.opinion_asked),
        equality_answers=answered.equality,
        equality_codes=version.equality.encode(answered.equality, answered.equality_asked),
    )
    responses.receive(session, sent)


def _day_of(consultation: Consultation, day: date) -> date:
    """What is typed in after the last day counts for that day."""
    return min(day, last_day(consultation) or day)


def mix(session: Session, consultation: Consultation, *, shuffle: Shuffle) -> int:
    """Mixes the inbox as usual; after closing when a batch is there, or no form waits. Returns how many."""
    if consultation.closed_on is None:
        return mixing.mix(session, consultation.id, shuffle=shuffle)
    enough = mixing.waiting(session, consultation.id) >= mixing.SMALLEST_BATCH
    if not enough and submissions.forms_waiting(session, consultation):
        return 0
    return bring_together(session, consultation, shuffle=shuffle)


def bring_together(session: Session, consultation: Consultation, *, shuffle: Shuffle) -> int:
    """Mixes what was entered after closing with all responses that did not come by the web.

    A few late forms on their own would stand together, and apart from all others.
    """
    if not mixing.waiting(session, consultation.id):
        return 0
    consultations.take_turn(session, consultation.id)
    others = select(Response.id).where(
        Response.consultation_id == consultation.id, Response.channel != WEB
    )
    # Equality answers first: which ones these are can be told only while the responses stand there.
    mixing.take_back(session, EqualityAnswers, InboxEquality, EqualityAnswers.id, others)
    mixing.take_back(session, Response, InboxResponse, Response.id, others)
    return mixing.mix(session, consultation.id, shuffle=shuffle, final=True)


def last_day(consultation: Consultation) -> date | None:
    """The last day on which a form may come in."""
    ends = [found for found in (consultation.closed_on, consultation.closes_on) if found]
    return min(ends) if ends else None


def is_in_time(consultation: Consultation, submission: submissions.Submission) -> bool:
    """Whether a submission came in early enough to become a response."""
    return in_time(submission.day, last_day(consultation))
