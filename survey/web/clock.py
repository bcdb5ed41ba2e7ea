"""The clock of the pages. Everything below `web` is told the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g

Clock = Callable[[], datetime]
LONDON = ZoneInfo("Europe/London")
_KEY = "lamppost-clock"


def system_clock() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """The time in UTC, without a zone, as the tables of staff keep it."""
    return current_app.extensions[_KEY]().replace(tzinfo=None)


def today() -> date:
    """The day in London: a consultation closes at midnight there. It stays the same during a request."""
    if "today" not in g:
        g.today = current_app.extensions[_KEY]().astimezone(LONDON).date()
    return cast("date", g.today)


def init(app: Flask, clock: Clock) -> None:
    """Sets the clock."""
    app.extensions[_KEY] = clock
