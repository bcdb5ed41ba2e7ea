"""Reminders to organisers: of what is missing, once a week, until it is done."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from survey.store.outbox import QueuedMail
from survey.web.outcomes.telling import remind
from tests.conftest import add_account
from tests.survey.web.outcomes.recording import CLOSED, PUBLIC, change_plan, mails, published, record

MISSING = PUBLIC + timedelta(days=30)


@pytest.fixture
def consultation(session, clock, password_hash):
    clock.today = MISSING
    for name, role in (("one", "organiser"), ("two", "organiser"), ("three", "councillor")):
        add_account(session, role, password_hash, name=name)
    return published(session, clock.today)


@pytest.fixture
def run(app, session, clock):
    """Runs the daily reminder on that day; gives whom it wrote to."""

    def on(day):
        clock.today = day
        before = {mail.mail_id for mail in mails(session, "Outcome")}
        with app.test_request_context():
            remind(session)
        session.commit()
        return sorted(mail.recipient for mail in mails(session, "Outcome") if mail.mail_id not in before)

    return on


BOTH = ["one@lamppost.example", "two@lamppost.example"]


def test_every_organiser_is_reminded_once_a_week_until_it_is_recorded(run, session, consultation):
    days = {day: run(MISSING + timedelta(days=day)) for day in (-1, 0, 1, 6, 7, 8)}
    assert days == {-1: [], 0: BOTH, 1: [], 6: [], 7: BOTH, 8: []}
    mail = session.scalars(select(QueuedMail)).first()
    assert "The outcome has been missing for 1 day." in mail.body or "for 8 days." in mail.body
    assert "/organise/consultations/soho-fixed-cameras/outcome/" in mail.body
    record(session, consultation, MISSING)
    assert run(MISSING + timedelta(days=20)) == []


def test_a_review_that_waits_is_reminded_of_too(run, session, consultation):
    record(session, consultation, MISSING)
    change_plan(session, consultation, MISSING)
    assert run(MISSING) == BOTH
    assert "Moved to the north side." in " ".join(mails(session, "Outcome")[0].body.split())


@pytest.mark.parametrize("case", ["illustrative", "not public"])
def test_nobody_is_reminded_of_what_nobody_can_record(run, session, consultation, case):
    consultation.illustrative = case == "illustrative"
    if case == "not public":
        consultation.published_on = None
    session.commit()
    assert run(date(2027, 6, 1)) == []
    assert run(CLOSED) == []


def test_the_daily_command_reminds(app, session, consultation, clock):
    said = app.test_cli_runner().invoke(args=["purge"])
    assert said.exit_code == 0, said.output
    assert "2 reminders queued" in said.output
    assert "reminders" not in app.test_cli_runner().invoke(args=["purge"]).output, "once a week"
    assert len(mails(session, "Outcome")) == 2
