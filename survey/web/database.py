"""The request's session, and the one place where a request commits."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Flask, Response, after_this_request, current_app, g, request

from survey.store.database import DatabaseBusy, Engine, Session, SessionFactory

_KEY = "lamppost-sessions"
_ENGINE = "lamppost-engine"
FIRST_ERROR = 400
READING = frozenset({"GET", "HEAD", "OPTIONS"})
STAFF_COOKIE = "staff"


def db() -> Session:
    """The session of this request, made when first asked for."""
    if "session" not in g:
        g.session = new_session()
    return cast("Session", g.session)


def new_session() -> Session:
    """A session of its own, for work after the response; its caller commits and closes it."""
    return cast("SessionFactory", current_app.extensions[_KEY])()


def engine() -> Engine:
    """The engine of this installation."""
    return cast("Engine", current_app.extensions[_ENGINE])


def _commit(response: Response) -> Response:
    """Commits what the request did; an error page commits nothing, unless its view asked for it.

    Nor does looking: a resident who only reads a page changes nothing, whatever its code does.
    """
    fine = response.status_code < FIRST_ERROR or g.get("commit_error_page")
    if "session" in g and fine and not _only_looks():
        g.session.commit()
    return response


def _only_looks() -> bool:
    return request.method in READING and STAFF_COOKIE not in request.cookies


def let_go() -> None:
    """Ends the transaction of this request before long work that needs nothing more from the database.

    While one is open, the database cannot clear away what is no longer valid. What was read can still be
    used; what is read later begins a transaction of its own.
    """
    if "session" in g:
        if not _only_looks():
            g.session.commit()
        g.session.close()


def after_commit(work: Callable[..., None], *arguments: object) -> None:
    """Runs `work(sessions, engine, *arguments)` once the request has committed and its answer is on its way.

    A failure there must not turn a response that is safely stored into an error page.
    """
    sessions, bound = current_app.extensions[_KEY], current_app.extensions[_ENGINE]
    logger = current_app.logger

    @after_this_request
    def arrange(response: Response) -> Response:
        @response.call_on_close
        def run() -> None:
            try:
                work(sessions, bound, *arguments)
            except DatabaseBusy:
                logger.warning("Work after a request waits for the next one: the database was busy.")

        return response


def keep_despite_error() -> None:
    """For the rare error page whose effect must stay, such as the count of failed sign-ins."""
    g.commit_error_page = True


def _close(_error: BaseException | None) -> None:
    session = g.pop("session", None)
    if session is not None:
        session.close()


def init(app: Flask, engine: Engine, sessions: SessionFactory) -> None:
    """Ties sessions to requests."""
    app.extensions[_KEY] = sessions
    app.extensions[_ENGINE] = engine
    app.after_request(_commit)
    app.teardown_request(_close)
