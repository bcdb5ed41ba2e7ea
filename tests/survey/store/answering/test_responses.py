"""Receiving, counting, withdrawing: each response once, and leaving no trace of its sender."""

import hashlib
import random
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from survey.store.answering import mixing, responses
from survey.store.answering.responses import (
    EqualityAnswers,
    InboxEquality,
    InboxReceiptHash,
    InboxResponse,
    ReceiptHash,
    Response,
    Submission,
)
from survey.store.database import session_factory
from tests import demonstration

TABLES = (InboxResponse, InboxEquality, Response, EqualityAnswers)
KEPT = ("id", "consultation_id", "day", "stratum", "language", "version_id", "deployment_revision", "answers", "codes")


@pytest.fixture
def soho(session):
    demonstration.load(session)
    return demonstration.consultation(session)


def submission(consultation, number=0, **changes):
    name = f"{number:04}"
    given = {
        "id": hashlib.sha256(name.encode()).hexdigest()[:32],
        "receipt_hash": hashlib.sha256(b"receipt" + name.encode()).hexdigest(),
        "consultation_id": consultation.id,
        "day": date(2026, 11, 2),
        "channel": "web",
        "version_id": consultation.version_id,
        "deployment_revision": 1,
        "answers": {"capacity": "individual", "main-reason": name},
        "codes": bytes([number % 256]) * 3,
        "equality_answers": {"age": "25-34"},
        "equality_codes": b"\x04",
    }
    return Submission(**given | changes)


def receive(session, consultation, number):
    for place in range(number):
        responses.receive(session, submission(consultation, place))
    session.commit()


def size(session, table):
    return session.scalar(select(func.count()).select_from(table))


def mix(session, consultation, **more):
    moved = mixing.mix(session, consultation.id, shuffle=random.Random(1).shuffle, **more)
    session.commit()
    return moved


def test_a_response_waits_in_the_inbox_with_its_equality_answers_apart(session, soho):
    receive(session, soho, 1)
    assert [size(session, table) for table in TABLES] == [1, 1, 0, 0]
    (response,) = session.scalars(select(InboxResponse))
    assert "age" not in response.answers


def test_no_equality_answers_leave_no_row(session, soho):
    responses.receive(session, submission(soho, equality_answers={}, equality_codes=b"\x00"))
    assert size(session, InboxEquality) == 0


def test_a_channel_that_nobody_promised_is_refused_by_the_database(session, soho):
    with pytest.raises(IntegrityError):
        responses.receive(session, submission(soho, channel="police"))


@pytest.mark.parametrize(
    ("number", "final", "moved"),
    [
        # Fewer than twenty wait for more, except at closing.
        (19, False, 0),
        (20, False, 20),
        (33, False, 33),
        (3, True, 3),
        (0, True, 0),
    ],
)
def test_mixing_moves_whole_batches_and_at_closing_the_rest(session, soho, number, final, moved):
    receive(session, soho, number)
    assert mix(session, soho, final=final) == moved
    assert size(session, Response) == size(session, EqualityAnswers) == moved
    assert size(session, InboxResponse) == number - moved


def test_mixing_changes_no_answer_and_loses_none(session, soho):
    receive(session, soho, 25)
    before = {r.id: (r.answers, r.codes, r.day) for r in session.scalars(select(InboxResponse))}
    mix(session, soho)
    after = {r.id: (r.answers, r.codes, r.day) for r in session.scalars(select(Response))}
    assert after == before


def test_after_mixing_the_order_of_rows_tells_nothing_of_the_order_of_arrival(session, soho):
    receive(session, soho, 40)
    mix(session, soho)
    system_column = "rowid" if session.get_bind().dialect.name == "sqlite" else "ctid"
    rows = session.connection().exec_driver_sql(f"SELECT answers FROM responses ORDER BY {system_column}")
    stored = [str(row[0]) for row in rows]
    equality = session.connection().exec_driver_sql(
        f"SELECT id FROM equality_answers ORDER BY {system_column}"
    )
    ids = session.connection().exec_driver_sql(f"SELECT id FROM responses ORDER BY {system_column}")
    assert stored != sorted(stored)
    # Nor do the two tables stand in one order, which would join them without an id.
    assert [row[0] for row in equality] != [row[0] for row in ids]


def test_after_mixing_a_batch_shares_one_transaction_mark(session, soho):
    if session.get_bind().dialect.name != "postgresql":
        return
    for place in range(20):
        responses.receive(session, submission(soho, place))
        session.commit()
    before = session.connection().exec_driver_sql("SELECT count(DISTINCT xmin::text) FROM inbox_responses")
    assert before.scalar() == 20
    mix(session, soho)
    for table in ("responses", "equality_answers", "receipt_hashes"):
        after = session.connection().exec_driver_sql(f"SELECT count(DISTINCT xmin::text) FROM {table}")
        assert after.scalar() == 1, table


@pytest.mark.parametrize(
    ("by_web", "on_paper", "moved"),
    [
        # Forms on paper have no receipt: one receipt among them would lead to its response.
        (1, 19, 0),
        (19, 21, 0),
        (20, 1, 21),
        # Without any receipt nothing can be told.
        (0, 20, 20),
    ],
)
def test_a_batch_has_many_receipts_or_none(session, soho, by_web, on_paper, moved):
    receive(session, soho, by_web)
    for place in range(on_paper):
        own = submission(soho, 100 + place)
        session.add(InboxResponse(**{name: getattr(own, name) for name in KEPT} | {"channel": "paper"}))
    session.commit()
    assert mix(session, soho) == moved
    assert size(session, ReceiptHash) == (by_web if moved else 0)


def test_the_last_at_closing_move_in_company(session, soho):
    for start, number, final in ((0, 60, False), (60, 1, True)):
        for place in range(start, start + number):
            responses.receive(session, submission(soho, place))
        session.commit()
        assert mix(session, soho, final=final) == number
    last = submission(soho, 60)
    for table, key, own in (("responses", "id", last.id), ("receipt_hashes", "hash", last.receipt_hash)):
        assert size(session, Response if table == "responses" else ReceiptHash) == 61
        assert len(moved_with(session, table, key, own)) >= mixing.COMPANY + 1


def moved_with(session, table, key, own):
    """The rows that cannot be told from this one by when they were written."""
    run = session.connection().exec_driver_sql
    if session.get_bind().dialect.name == "sqlite":
        # Rows were written in the order of their numbers; those that moved again come after all others.
        rows = [row[0] for row in run(f"SELECT {key} FROM {table} ORDER BY rowid")]
        return rows[-mixing.COMPANY - 1 :] if own in rows[-mixing.COMPANY - 1 :] else [own]
    marks = {row[0]: row[1] for row in run(f"SELECT {key}, xmin::text FROM {table}")}
    return [one for one, mark in marks.items() if mark == marks[own]]


def test_what_was_moved_is_cleared_from_the_log_and_the_inbox(session, soho):
    receive(session, soho, 20)
    mix(session, soho)
    session.close()
    engine = session.get_bind()
    mixing.vacuum(engine)
    if engine.dialect.name == "sqlite":
        # The write-ahead log would tell the order of arrival.
        assert Path(f"{engine.url.database}-wal").stat().st_size == 0
        return
    dead = "SELECT sum(n_dead_tup) FROM pg_stat_get_dead_tuples('inbox_responses'::regclass) AS n_dead_tup"
    assert session.connection().exec_driver_sql(dead).scalar() in (0, None)


@pytest.mark.parametrize("final", [False, True])
def test_a_response_can_be_withdrawn_before_and_after_mixing(session, soho, final):
    receive(session, soho, 3)
    mix(session, soho, final=final)
    sent = submission(soho, 1)
    assert responses.withdraw(session, response_id=sent.id, receipt_hash=sent.receipt_hash)
    assert not responses.withdraw(session, response_id=sent.id, receipt_hash=sent.receipt_hash)
    assert responses.count(session, soho.id) == 2
    assert responses.receipt_consultation(session, sent.receipt_hash) is None
    ids = [row for table in TABLES for row in session.scalars(select(table.id))]
    assert sent.id not in ids


def test_counts_add_up_over_inbox_and_mixed_responses(session, soho):
    receive(session, soho, 20)
    mix(session, soho)
    responses.receive(session, submission(soho, 99, channel="paper", day=date(2026, 11, 3)))
    assert responses.count(session, soho.id) == 21
    assert responses.counts_by(session, soho.id, "channel") == {"paper": 1, "web": 20}
    assert responses.counts_by(session, soho.id, "day") == {date(2026, 11, 2): 20, date(2026, 11, 3): 1}
    assert sum(responses.counts_by(session, soho.id, "stratum").values()) == 21


def test_the_list_of_receipts_is_sorted_and_is_that_of_an_edition(session, soho):
    receive(session, soho, 25)
    # What waits to be mixed is not listed: polling would show each receipt when it comes.
    assert responses.receipt_hashes(session, soho.id, number=25) is None
    mix(session, soho, final=True)
    assert (size(session, InboxReceiptHash), size(session, ReceiptHash)) == (0, 25)
    listed = responses.receipt_hashes(session, soho.id, number=25)
    assert listed == sorted(listed)
    assert len(listed) == responses.count_receipts(session, soho.id)
    late = submission(soho, 99, channel="paper")
    responses.receive(session, late)
    assert responses.lists_receipts(session, soho.id, number=25)
    assert responses.receipt_hashes(session, soho.id, number=25) == listed
    mix(session, soho, final=True)
    assert not responses.lists_receipts(session, soho.id, number=25)
    assert responses.receipt_hashes(session, soho.id, number=25) is None
    assert late.receipt_hash in responses.receipt_hashes(session, soho.id, number=26)


def test_a_mixing_that_was_overtaken_leaves_the_few_that_came_since(session, soho, engine, monkeypatch):
    receive(session, soho, 20)
    count = mixing.waiting

    def count_and_be_overtaken(own, consultation_id):
        found = count(own, consultation_id)
        monkeypatch.undo()
        with session_factory(engine)() as other:
            assert mixing.mix(other, consultation_id, shuffle=random.Random(1).shuffle) == 20
            responses.receive(other, submission(soho, 99))
            other.commit()
        return found

    monkeypatch.setattr(mixing, "waiting", count_and_be_overtaken)
    assert mix(session, soho) == 0
    assert (size(session, InboxResponse), size(session, Response)) == (1, 20)
