"""The mark of a day changes with its mixed responses, names nobody, and stands in no sender's way."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select, text

from survey.domain import answering
from survey.store import consultations
from survey.store.answering import days, entering, mixing, responses
from survey.store.answering.closing import close, delete_answers
from survey.store.answering.days import DayMark
from survey.store.answering.responses import ReceiptHash, Response
from survey.store.database import session_factory
from tests.survey.store.answering.test_responses import soho, submission  # noqa: F401 - a fixture

FIRST, SECOND = date(2026, 11, 2), date(2026, 11, 3)


def send(session, consultation, number, *, day=FIRST, **more):
    receipts = [answering.new_receipt(random.Random(n + 1000 * day.day).randbytes) for n in range(number)]
    for receipt in receipts:
        sent = {"id": answering.response_id(receipt), "receipt_hash": answering.receipt_hash(receipt)}
        responses.receive(session, submission(consultation, day=day, **sent | more))
    return receipts


def mix(session, consultation, **more):
    mixing.mix(session, consultation.id, shuffle=random.Random(1).shuffle, **more)
    session.commit()


def withdraw(session, receipt):
    this = {"response_id": answering.response_id(receipt), "receipt_hash": answering.receipt_hash(receipt)}
    assert responses.withdraw(session, **this)


def marks(session, consultation):
    return days.marks(session, consultation.id)


@pytest.fixture
def mixed(session, soho):  # noqa: F811 - the fixture
    """Twenty responses of each of two days, mixed; their receipts by day."""
    receipts = {day: send(session, soho, 20, day=day) for day in (FIRST, SECOND)}
    assert marks(session, soho) == {}
    mix(session, soho)
    return receipts


def test_mixing_marks_the_days_that_it_adds_to_and_no_other(session, soho, mixed):  # noqa: F811 - the fixture
    before = marks(session, soho)
    assert sorted(before) == [FIRST, SECOND] == responses.mixed_days(session, soho.id)
    send(session, soho, 20, day=SECOND + timedelta(days=1))
    assert marks(session, soho) == before  # what waits to be mixed is not counted
    send(session, soho, 1, day=SECOND, id="f" * 32, receipt_hash="e" * 64)
    mix(session, soho)
    after = marks(session, soho)
    assert after[FIRST] == before[FIRST]
    assert after[SECOND] != before[SECOND]
    assert sorted(after) == [FIRST, SECOND, SECOND + timedelta(days=1)]


def test_taking_a_response_away_removes_the_mark_of_its_day(session, soho, mixed):  # noqa: F811 - the fixture
    before = marks(session, soho)
    withdraw(session, mixed[FIRST][0])
    assert marks(session, soho) == {SECOND: before[SECOND]}
    # One that waits to be mixed is in no extract.
    (waiting,) = send(session, soho, 1, day=SECOND, id="f" * 32, receipt_hash="e" * 64)
    responses.withdraw(session, response_id="f" * 32, receipt_hash="e" * 64)
    assert marks(session, soho) == {SECOND: before[SECOND]}
    assert waiting


def test_correcting_leaves_nothing_written_beside_what_is_sent_instead(session, soho, engine):  # noqa: F811 - the fixture
    """A mark written with the new response would tell on which day its sender had answered first."""
    (receipt, *_) = send(session, soho, 20)
    mix(session, soho)
    written = []

    def watch(_connection, _cursor, statement, *_):
        written.append(statement)

    event.listen(engine, "before_cursor_execute", watch)
    consultations.take_turn(session, soho.id)
    this = {"response_id": answering.response_id(receipt), "receipt_hash": answering.receipt_hash(receipt)}
    responses.replace(session, **this)
    send(session, soho, 1, day=SECOND)
    session.commit()
    event.remove(engine, "before_cursor_execute", watch)
    touching = [one for one in written if DayMark.__tablename__ in one]
    assert len(touching) == 1
    assert touching[0].startswith("DELETE")


def test_sending_touches_no_mark(session, soho, engine):  # noqa: F811 - the fixture
    written = []

    def watch(_connection, _cursor, statement, *_):
        written.append(statement)

    event.listen(engine, "before_cursor_execute", watch)
    consultations.still_open(session, soho.id)
    send(session, soho, 3)
    session.commit()
    event.remove(engine, "before_cursor_execute", watch)
    assert written
    assert not [one for one in written if DayMark.__tablename__ in one]


def test_nobody_who_sends_waits_for_whoever_holds_a_mark(session, soho, engine):  # noqa: F811 - the fixture
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer at a time, whatever it writes")
    send(session, soho, 20)
    mix(session, soho)
    days.changed(session, soho.id, [FIRST])
    with session_factory(engine)() as other:
        other.execute(text("SET lock_timeout = '1s'"))
        assert consultations.still_open(other, soho.id)
        send(other, soho, 1, day=SECOND)
        other.commit()


def test_closing_marks_every_day(session, soho, mixed):  # noqa: F811 - the fixture
    withdraw(session, mixed[FIRST][0])
    before = marks(session, soho)
    close(session, soho, day=SECOND, text="Closed.", shuffle=random.Random(1).shuffle)
    after = marks(session, soho)
    assert sorted(after) == [FIRST, SECOND]
    assert after[SECOND] == before[SECOND]


def test_forms_brought_together_after_closing_mark_their_days(session, soho, mixed):  # noqa: F811 - the fixture
    close(session, soho, day=SECOND, text="Closed.", shuffle=random.Random(1).shuffle)
    before = marks(session, soho)
    send(session, soho, 1, day=SECOND, channel="paper", id="f" * 32, receipt_hash="")
    entering.bring_together(session, soho, shuffle=random.Random(1).shuffle)
    after = marks(session, soho)
    assert after[SECOND] != before[SECOND]
    assert len(session.scalars(select(Response.id).where(Response.channel == "paper")).all()) == 1


def test_marks_go_with_the_responses(session, soho, mixed):  # noqa: F811 - the fixture
    close(session, soho, day=SECOND, text="Closed.", shuffle=random.Random(1).shuffle)
    delete_answers(session, soho, day=SECOND)
    assert marks(session, soho) == {}


def test_a_mark_is_random_and_shares_nothing_with_a_response_or_a_receipt(session, soho, mixed):  # noqa: F811 - the fixture
    seen = set()
    for _ in range(20):
        days.changed(session, soho.id, [FIRST, FIRST, SECOND])
        seen |= set(marks(session, soho).values())
    assert len(seen) == 40
    assert {len(mark) for mark in seen} == {16}
    known = [*session.scalars(select(Response.id)), *session.scalars(select(ReceiptHash.hash))]
    assert not [mark for mark in seen for one in known if mark in one]
    assert {column.name for column in DayMark.__table__.columns} == {"consultation_id", "day", "mark"}
