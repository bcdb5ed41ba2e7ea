"""Used proofs and counts of beginnings: nothing of one person, and no way to a draft or a response."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from survey.store import arrivals
from survey.store.arrivals import WITH_PROOF, WITHOUT_PROOF, Arrival
from survey.store.database import Base, session_factory
from tests import demonstration

DAY = date(2026, 11, 2)


@pytest.fixture
def soho(session):
    demonstration.load(session)
    return demonstration.consultation(session)


def test_a_challenge_is_used_once_in_whichever_process(session, engine):
    assert arrivals.use(session, "a" * 64, day=DAY)
    session.commit()
    with session_factory(engine)() as other:
        assert not arrivals.use(other, "a" * 64, day=DAY)
        # What else this request did is not lost.
        assert arrivals.use(other, "b" * 64, day=DAY)


def test_used_challenges_go_when_their_time_is_over(session):
    for days in (0, 1, 2):
        arrivals.use(session, f"{days}" * 64, day=DAY - timedelta(days=days))
    assert arrivals.purge(session, today=DAY) == 1
    assert not arrivals.use(session, "1" * 64, day=DAY)


def test_beginnings_are_counted_in_tens_by_day(session, soho):
    for kind in (WITH_PROOF, WITH_PROOF, WITHOUT_PROOF):
        arrivals.add_ten(session, soho.id, kind, day=DAY)
    assert arrivals.counts(session, soho.id) == {DAY: {WITH_PROOF: 20, WITHOUT_PROOF: 10}}


def test_no_count_of_fewer_can_be_stored(session, soho):
    with pytest.raises(IntegrityError, match="arrivals_are_counted_in_tens"):
        session.execute(
            insert(Arrival), [{"consultation_id": soho.id, "day": DAY, "kind": WITH_PROOF, "count": 3}]
        )


def test_what_is_kept_shares_nothing_with_drafts_and_responses():
    tables = Base.metadata.tables
    assert set(tables["used_challenges"].columns.keys()) == {"hash", "day"}
    assert set(tables["arrivals"].columns.keys()) == {"consultation_id", "day", "kind", "count"}
    assert not tables["used_challenges"].foreign_keys
