"""One commit a request, in one place: what fails leaves no row, and who only looks changes nothing."""

import pytest
from flask import abort
from sqlalchemy import func, select

from survey.store.accounts import AuditEntry
from survey.web.access import public
from survey.web.clock import now
from survey.web.database import after_commit, db, keep_despite_error, let_go


def write():
    db().add(AuditEntry(at=now(), account_id=None, act="test", subject="test"))
    db().flush()


def write_and_refuse():
    write()
    abort(400)


def write_and_break():
    write()
    raise RuntimeError("broken")


def write_and_keep():
    write()
    keep_despite_error()
    return "refused", 422


def write_and_let_go():
    write()
    let_go()
    assert not db().in_transaction()


@pytest.fixture
def rows(app, session):
    """Makes a view of a function, asks for it, and counts the rows that it left."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.testing = False

    def ask(work, method="post"):
        def view():
            return work() or "done"

        app.add_url_rule("/probe/", "probe", public(view), methods=["GET", "POST"])
        getattr(app.test_client(), method)("/probe/", buffered=True)
        session.expire_all()
        return session.scalar(select(func.count()).select_from(AuditEntry))

    return ask


@pytest.mark.parametrize(
    ("work", "method", "left"),
    [
        (write, "post", 1),
        # A resident who only looks changes nothing, whatever the code behind the page does.
        (write, "get", 0),
        (write_and_refuse, "post", 0),
        # Long work begins after the transaction: the same holds for it.
        (write_and_let_go, "post", 1),
        (write_and_let_go, "get", 0),
        (write_and_break, "post", 0),
        # The rare error whose effect must stay: a wrong password is counted.
        (write_and_keep, "post", 1),
    ],
)
def test_what_a_request_leaves(rows, work, method, left):
    assert rows(work, method) == left


def test_a_commit_that_fails_is_an_error_and_leaves_nothing(app, rows, monkeypatch):
    def fail(_session):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("sqlalchemy.orm.Session.commit", fail)
    assert rows(write) == 0


def test_work_after_the_commit_sees_what_was_committed(rows):
    seen = []

    def look(sessions, _engine):
        with sessions() as fresh:
            seen.append(fresh.scalar(select(func.count()).select_from(AuditEntry)))

    def work():
        write()
        after_commit(look)

    rows(work)
    assert seen == [1]


def test_what_was_read_can_be_used_after_letting_go(rows, session):
    said = []

    def work():
        write()
        found = db().scalar(select(AuditEntry))
        let_go()
        said.append((found.act, db().in_transaction()))

    rows(work)
    assert said == [("test", False)]
