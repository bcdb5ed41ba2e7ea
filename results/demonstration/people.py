"""Who does what in the demonstration: two organisers, and the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from results.comments.themes import By


@dataclass(frozen=True)
class People:
    """The accounts of two organisers, since some things take two."""

    one: int
    other: int

    def first(self, day: date) -> By:
        """The first of them, on that day."""
        return By(self.one, day)

    def second(self, day: date) -> By:
        """The second one."""
        return By(self.other, day)
