"""Closing brings the last answers together, removes drafts, and says so in public."""

import random
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date

from sqlalchemy import func, select

from survey.domain.consultations import Phase
from survey.store import consultations
from survey.store.answering import drafts, responses
from survey.store.answering.closing import close, delete_answers
from survey.store.answering.responses import InboxResponse, Response
from survey.store.database import session_factory
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
    assert "25 individual responses were deleted" in consultations.log_of(session, soho)[-1].text
    assert delete_answers(session, soho, day=DAY) == 0


def closed_in_a_session_of_its_own(engine, slug, text="Closed."):
    with session_factory(engine)() as other:
        found = consultations.find(other, slug)
        done = close(other, found, day=DAY, text=text, shuffle=random.Random(1).shuffle)
        other.commit()
        return done


def test_a_response_on_its_way_while_the_consultation_closes_is_counted(session, engine):
    demonstration.load(session)
    soho = demonstration.consultation(session)
    drafts.start(session, lookup_id="a" * 32, consultation_id=soho.id, sealed=b"x", expires_on=DAY)
    session.commit()
    assert consultations.still_open(session, soho.id)
    assert drafts.remove(session, "a" * 32)
    responses.receive(session, submission(soho))
    with ThreadPoolExecutor(1) as pool:
        closing = pool.submit(closed_in_a_session_of_its_own, engine, soho.slug)
        # Closing waits for the response.
        assert not wait([closing], timeout=0.3).done
        session.commit()
        assert closing.result()
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(InboxResponse)) == 0
    assert session.scalar(select(func.count()).select_from(Response)) == 1


def test_after_closing_nothing_is_sent_any_more_whatever_was_read_before(session, engine):
    demonstration.load(session)
    soho = demonstration.consultation(session)
    session.commit()
    assert soho.closed_on is None
    assert closed_in_a_session_of_its_own(engine, soho.slug)
    assert not consultations.still_open(session, soho.id)
    assert not consultations.take_turn(session, soho.id)
    assert soho.closed_on == DAY


def test_of_two_who_close_at_once_one_does_and_one_reason_is_published(session, engine):
    demonstration.load(session)
    soho = demonstration.consultation(session)
    session.commit()
    assert soho.closed_on is None
    assert closed_in_a_session_of_its_own(engine, soho.slug, text="The first reason.")
    assert not close(session, soho, day=DAY, text="The second.", shuffle=random.Random(1).shuffle)
    assert [entry.text for entry in consultations.log_of(session, soho)][-1] == "The first reason."
