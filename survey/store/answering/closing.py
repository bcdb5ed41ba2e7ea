"""Closing: the last answers are mixed in, and every unfinished draft goes."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from survey.store import consultations
from survey.store.answering import drafts
from survey.store.answering.mixing import Shuffle, mix
from survey.store.consultations import Consultation


def close(session: Session, consultation: Consultation, *, day: date, text: str, shuffle: Shuffle) -> None:
    """Closes a consultation on that day, for a reason that goes into its public log. Does nothing twice."""
    if consultation.closed_on is not None:
        return
    consultation.closed_on = day
    mix(session, consultation.id, shuffle=shuffle, final=True)
    drafts.purge_consultation(session, consultation.id)
    consultations.log(session, consultation, day=day, text=text)
