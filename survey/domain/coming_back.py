"""Coming back later: how long a draft lives, and the code under which it is sealed anew.

The code of a draft follows from the secret that opens it until then, so that a second click, or an answer
that a bad line swallowed, comes to the same code; and so that a browser that still holds the former secret
finds its answers again. Nobody who knows the code learns the former secret. Reasons:
docs/decisions/0016-coming-back.md.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta

from survey.domain.codes import new_code

DRAFT_LIFE = timedelta(days=30)
SOON = timedelta(days=3)


def code_after(secret: bytes) -> str:
    """The code that the holder of this secret is given on asking."""
    return new_code(lambda number: hmac.digest(secret, b"lamppost code", hashlib.sha256)[:number])


def last_day(today: date, closes_on: date | None) -> date:
    """The last day of a draft that begins, or is extended, today. None outlives the consultation."""
    return min(today + DRAFT_LIFE, closes_on or today)


@dataclass(frozen=True)
class Ending:
    """When unsent answers go. `at_closing` is when everything does, so that nothing can be extended."""

    day: date
    at_closing: bool
    is_near: bool

    @property
    def can_wait(self) -> bool:
        """Whether asking makes it later."""
        return self.is_near and not self.at_closing


def ending(expires_on: date, closes_on: date | None, *, today: date) -> Ending:
    """When a draft goes, as its holder is told."""
    day = min(expires_on, closes_on or expires_on)
    return Ending(day, at_closing=day == closes_on, is_near=day - today < SOON)
