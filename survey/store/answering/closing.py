"""Closing, when every unfinished draft goes, and deletion, when every individual response does."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from survey.store import consultations, integrity, invitations, submissions
from survey.store.answering import drafts, responses, so_far
from survey.store.answering.mixing import Shuffle, mark_days, mix
from survey.store.consultations import Consultation


def close(session: Session, consultation: Consultation, *, day: date, text: str, shuffle: Shuffle) -> bool:
    """Closes a consultation on that day, for a reason that goes into its public log.

    Does nothing twice: False where somebody else closed it before.
    """
    # Waits for responses on their way, so that the last mixing finds them; none can begin behind it.
    if not consultations.take_turn(session, consultation.id):
        return False
    consultation.closed_on = day
    mix(session, consultation.id, shuffle=shuffle, final=True)
    mark_days(session, consultation.id)
    invitations.close(session, consultation.id)
    so_far.forget(session, consultation.id)
    drafts.purge_consultation(session, consultation.id)
    consultations.log(session, consultation, day=day, text=text)
    integrity.mark(session, consultation, day=day)
    return True


def delete_answers(session: Session, consultation: Consultation, *, day: date) -> int:
    """Deletes every response of a consultation, its equality answers and the secret of its offsets.

    The release stays, and so do the hashes of the receipts that its count is checked with. Returns how many
    responses were deleted.
    """
    deleted = responses.delete_all(session, consultation.id)
    so_far.forget(session, consultation.id)
    integrity.forget(session, consultation.id)
    submissions.forget(session, consultation.id)
    consultations.forget_secret(session, consultation)
    if deleted:
        text = f"The {deleted:,} individual responses were deleted, as announced. The results stay."
        consultations.log(session, consultation, day=day, text=text)
    return deleted
