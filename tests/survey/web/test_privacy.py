"""Canaries: what a browser and a network tell is nowhere kept, and what a resident writes is nowhere logged."""

import logging
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from survey.store.database import Base
from tests.survey.web.answering.conftest import resident, soho  # noqa: F401 - fixtures used below
from tests.survey.web.answering.walking import BASE, INDIVIDUAL, send, walk

ADDRESS = "203.0.113.77"
AGENT = "CanaryBrowser/7.7"
CANARY = "canary-in-an-answer"
ANSWERS = INDIVIDUAL | {"main-reason": {"main-reason": CANARY}}


def everything_stored(session):
    """Every value of every row of every table, as text."""
    rows = [
        str(list(row))
        for table in Base.metadata.tables
        for row in session.execute(text(f'SELECT * FROM "{table}"'))
    ]
    return "\n".join(rows)


@pytest.fixture
def watched(resident, caplog):  # noqa: F811 - the fixture imported above
    """A resident whose browser and network say more than we want to know."""
    caplog.set_level(logging.DEBUG)
    resident.raw.environ_base |= {
        "REMOTE_ADDR": ADDRESS,
        "HTTP_USER_AGENT": AGENT,
        "HTTP_X_FORWARDED_FOR": ADDRESS,
    }
    return resident


def test_no_address_and_no_browser_is_stored_or_logged(watched, session, caplog):
    send(walk(watched.page, ANSWERS, until="check"))
    stored = everything_stored(session)
    assert CANARY in stored  # the net does catch what is there
    for canary in (ADDRESS, AGENT):
        assert canary not in stored
        assert canary not in caplog.text


def test_a_draft_cannot_be_read_from_the_database(watched, session):
    walk(watched.page, ANSWERS, until="check")
    assert CANARY not in everything_stored(session)


def test_a_sent_draft_leaves_nothing_in_the_database_file(watched, session, engine):
    if engine.dialect.name != "sqlite":
        return
    page = send(walk(watched.page, ANSWERS, until="check"))
    secret = watched.raw.get_cookie("answers", path=BASE).value.split(".")[0]
    session.close()
    with sqlite3.connect(engine.url.database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = Path(engine.url.database).read_bytes()
    assert CANARY.encode() in content
    assert secret.encode() not in content
    assert page.status == 200


@pytest.mark.parametrize("fault", ["unexpected", "database"])
def test_a_fault_while_an_answer_is_saved_logs_nothing_of_it(app, watched, caplog, monkeypatch, fault):
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    page = walk(watched.page, ANSWERS, until="main-reason")

    def fail(session, *_arguments, read):
        if fault == "database":
            session.execute(text("INSERT INTO nowhere VALUES (:answer)"), {"answer": CANARY})
        raise RuntimeError("something broke")

    monkeypatch.setattr("survey.web.answering.visit.drafts.save", fail)
    status = 503 if fault == "database" and app else 500
    response = watched.raw.post(page.url, data=page.form().values | {"main-reason": CANARY})
    assert response.status_code in (500, status)
    assert CANARY not in caplog.text
    assert CANARY not in response.get_data(as_text=True)


def test_an_answer_never_stands_in_an_address_or_a_header(watched):
    page = walk(watched.page, ANSWERS, until="main-reason")
    response = watched.raw.post(page.url, data=page.form().values | {"main-reason": CANARY})
    assert CANARY not in str(response.headers)


def test_the_server_for_development_writes_no_address(app):
    assert not logging.getLogger("werkzeug").isEnabledFor(logging.INFO)
