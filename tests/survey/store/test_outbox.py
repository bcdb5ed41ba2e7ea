"""The mail queue: every mail is tried by one sender at a time, with a growing wait, and gone once delivered."""

import os
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from survey.domain.following import Mail
from survey.store import outbox
from survey.store.database import session_factory
from survey.store.outbox import CONFIRMATION, NOTICE, QueuedMail
from tests.demonstration import TODAY

MAIL = Mail("ann@example.org", "Hello", "Text", {"List-Unsubscribe": "<https://x.example/>"})


def put(session, mail=MAIL, kind=NOTICE, day=TODAY):
    before = outbox.due(session, today=day)
    outbox.queue(session, [mail], kind=kind, today=day, random_bytes=os.urandom)
    session.commit()
    (mail_id,) = set(outbox.due(session, today=day)) - set(before)
    return mail_id


def test_a_mail_waits_until_it_is_delivered_and_is_then_gone(session):
    mail_id = put(session)
    claimed = outbox.claim(session, mail_id, today=TODAY)
    assert claimed.mail == MAIL
    outbox.delivered(session, claimed)
    assert session.scalars(select(QueuedMail)).all() == []


def test_nothing_to_queue_is_fine(session):
    assert outbox.queue(session, [], kind=NOTICE, today=TODAY, random_bytes=os.urandom) == 0


def test_those_that_somebody_waits_for_come_first_and_then_the_oldest(session):
    new = put(session)
    old = put(session, day=TODAY - timedelta(days=1))
    asked = put(session, kind=CONFIRMATION)
    assert set(outbox.due(session, today=TODAY)) == {new, old, asked}
    assert outbox.due(session, today=TODAY) == [asked, old, new]


def test_two_senders_never_get_the_same_mail(session, engine):
    mail_id = put(session)
    with session_factory(engine)() as other:
        assert outbox.due(other, today=TODAY) == [mail_id]
        assert outbox.claim(session, mail_id, today=TODAY) is not None
        session.commit()
        assert outbox.due(other, today=TODAY) == []
    assert outbox.claim(session, "nothing", today=TODAY) is None


def test_a_claim_on_a_row_that_changed_meanwhile_fails(session, engine, monkeypatch):
    mail_id = put(session)
    with session_factory(engine)() as other:
        assert outbox.claim(other, mail_id, today=TODAY) is not None
        other.commit()
    # Both senders read the row before either of them counted its try.
    monkeypatch.setattr(session, "get", lambda *_, **__: SimpleNamespace(mail=MAIL, tries=0, tried_on=None))
    assert outbox.claim(session, mail_id, today=TODAY) is None


def test_the_wait_grows_and_after_the_last_try_the_mail_is_deleted(session):
    mail_id, day, waits = put(session), TODAY, []
    for _try in range(outbox.MOST_TRIES - 1):
        claimed = outbox.claim(session, mail_id, today=day)
        assert not outbox.failed(session, claimed, "The mail server refused the mail (450).")
        before = day
        while not outbox.due(session, today=day):
            day += timedelta(days=1)
        waits.append((day - before).days)
    assert waits == [1, 2, 4, 8]
    assert session.get(QueuedMail, mail_id, populate_existing=True).problem.endswith("(450).")
    assert outbox.failed(session, outbox.claim(session, mail_id, today=day), "again")
    assert session.scalars(select(QueuedMail)).all() == []


def test_a_try_that_was_not_made_does_not_count(session):
    mail_id = put(session)
    outbox.put_back(session, outbox.claim(session, mail_id, today=TODAY))
    assert outbox.due(session, today=TODAY) == [mail_id]
    assert outbox.claim(session, mail_id, today=TODAY).tries == 0


def test_what_waits_for_an_address_can_be_deleted(session):
    put(session)
    kept = put(session, Mail("bob@example.org", "s", "b"))
    outbox.forget(session, MAIL.recipient)
    assert outbox.due(session, today=TODAY) == [kept]


@pytest.mark.parametrize("wrong", [{"kind": "advert"}, {"recipient": ""}, {"tries": 6}])
def test_the_database_refuses(session, wrong):
    row = {"mail_id": "m", "kind": NOTICE, "recipient": "a@b.example", "subject": "", "body": "", "headers": {}}
    session.add(QueuedMail(**row | {"queued_on": TODAY} | wrong))
    with pytest.raises(IntegrityError):
        session.flush()
