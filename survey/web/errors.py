"""Error pages: each says in plain English what happened and what to do. No exception text is ever shown."""

from __future__ import annotations

from flask import Flask, current_app, render_template
from werkzeug.exceptions import HTTPException

from survey.store.database import DatabaseBusy, DatabaseRefuses

PAGES = (400, 403, 404, 405, 409, 413, 429, 500, 503)


def _http_error(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    shown = code if code in PAGES else (400 if code < 500 else 500)  # noqa: PLR2004 - the border of HTTP's two kinds
    return render_template(f"errors/{shown}.html"), code


def _busy(_error: DatabaseBusy) -> tuple[str, int]:
    return render_template("errors/503.html"), 503


def _refused(error: DatabaseRefuses) -> tuple[str, int]:
    """Two saved the same at the same moment. Where that cannot be, it is a fault of ours: so it is logged."""
    current_app.logger.error("The database refused to save something.", exc_info=error)
    return render_template("errors/409.html"), 409


def init(app: Flask) -> None:
    """Registers the pages."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DatabaseBusy, _busy)
    app.register_error_handler(DatabaseRefuses, _refused)
