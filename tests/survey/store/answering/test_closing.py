"""Closing brings the last answers together, removes drafts, and says so in public."""

import random
from datetime import date

from sqlalchemy import func, select

from survey.domain.consultations import Phase
from survey.store import consultations
from survey.store.answering import drafts, responses
from survey.store.answering.closing import close, delete_answers
from survey.store.answering.responses import InboxResponse, Response
from tests import demonstration
from tests.survey.store.answering.test_responses import submission

DAY = date(2026, 11, 5)


def test_closing_mixes_what_waits_and_removes_drafts(session):
    demonstration.load(session)
    soho = demonstration.consultation(session)
    drafts.start(session, lookup_id="a" * 32, consultation_id=soho.id, sealed=b"x", expires_on=DAY)
    for number in range(3):
        responses.receive(session, submission(soho, number))
    close(session, soho, day=DAY, text="Closed for a reason.", shuffle=random.Random(1).shuffle)
    assert soho.phase(DAY) == Phase.CLOSED
    assert session.scalar(select(func.count()).select_from(InboxResponse)) == 0
    assert session.scalar(select(func.count()).select_from(Response)) == 3
    assert drafts.load(session, soho.slug, "a" * 32) == (soho, None)
    assert consultations.log_of(session, soho)[-1].text == "Closed for a reason."


def test_closing_twice_changes_nothing(session):
    demonstration.load(session)
    soho = demonstration.consultation(session)
    for day in (DAY, date(2026, 11, 9)):
        close(session, soho, day=day, text="Closed.", shuffle=random.Random(1).shuffle)
    assert soho.closed_on == DAY
    assert [entry.text for entry in consultations.log_of(session, soho)].count("Closed.") == 1


def test_deleting_leaves_no_answer_and_no_secret_but_the_receipts_of_the_count(session):
    demonstration.load(session)
    soho = demonstration.consultation(session)
    for number in range(25):
        responses.receive(session, submission(soho, number))
    close(session, soho, day=DAY, text="Closed.", shuffle=random.Random(1).shuffle)
    assert delete_answers(session, soho, day=DAY) == 25
    assert responses.count(session, soho.id) == 0
    assert session.get(consultations.OffsetSecret, soho.id) is None
    assert responses.count_receipts(session, soho.id) == 25
    assert "25 single answers were deleted" in consultations.log_of(session, soho)[-1].text
    assert delete_answers(session, soho, day=DAY) == 0
