"""What two organisers leave out: an advertisement that the published rules marked, and nothing else."""

from __future__ import annotations

from results.comments.themes import By
from survey.domain.integrity.reviewing import LEAVE_OUT
from survey.store import integrity
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.demo_whole import Whole
from survey.store.integrity import Wanted


def leave_out(session: Session, consultation: Consultation, whole: Whole, by: tuple[By, By]) -> None:
    """One proposes it and the other does it, response by response."""
    advert = whole.written["advert"]
    for one in integrity.marked(session, consultation):
        response = integrity.response_of(session, consultation, one.number)
        if response is None or response.answers.get(whole.question) != advert["text"]:
            continue
        for seen, own in enumerate(by):
            wanted = Wanted(LEAVE_OUT, advert["reason"], seen)
            integrity.review(
                session, consultation, one.number, wanted=wanted, account=own.account, day=own.day
            )
