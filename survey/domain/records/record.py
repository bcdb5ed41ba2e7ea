"""One use of the cameras as a force publishes it, and how two of them are told apart.

A figure that is not published is None, never nought. Faces are the force's estimate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from survey.domain.wording import message, say

# The figures of a record and what their columns are called, in reading order.
FIGURES: Mapping[str, str] = {
    "faces": say("Faces"),
    "alerts": say("Alerts"),
    "false_alerts": say("False alerts"),
    "arrests": say("Arrests"),
}
COLUMNS: Mapping[str, str] = {"day": say("Date"), "place": say("Place"), **FIGURES}
LONGEST_PLACE = 200


@dataclass(frozen=True)
class Record:
    """What the force published about one day at one place."""

    day: date
    place: str
    faces: int | None = None
    alerts: int | None = None
    false_alerts: int | None = None
    arrests: int | None = None

    @property
    def key(self) -> tuple[date, str]:
        """Two records with the same key are about the same use of the cameras."""
        return self.day, place_key(self.place)

    def figure(self, name: str) -> int | None:
        """One of FIGURES; None where it is not published."""
        value = getattr(self, name)
        return None if value is None else int(value)


def same_figures(one: Record, other: Record) -> bool:
    """Whether two records publish the same figures."""
    return all(one.figure(name) == other.figure(name) for name in FIGURES)


def place_key(place: str) -> str:
    """A place without what only its writing differs in: case, punctuation, runs of white space."""
    return re.sub(r"[\W_]+", " ", place.casefold()).strip() or place.strip()


def contradictions(record: Record, today: date) -> Iterable[tuple[str, str]]:
    """What cannot be, as (name of the column, a message about its `{cell}`)."""
    if record.day > today:
        words = message("{cell} is in the future. Records are of what has happened: correct the date.")
        yield "day", words
    if _more(record.false_alerts, record.alerts):
        words = message("{cell} is more than the alerts of the same row. Check both figures with the force.")
        yield "false_alerts", words
    if _more(record.alerts, record.faces):
        words = message("{cell} is more than the faces of the same row. Check both figures with the force.")
        yield "alerts", words


def _more(part: int | None, whole: int | None) -> bool:
    return part is not None and whole is not None and part > whole


def dump_record(record: Record) -> dict[str, Any]:
    """The record as plain data. `load_record(dump_record(record)) == record`."""
    return asdict(record) | {"day": record.day.isoformat()}


def load_record(data: Mapping[str, Any]) -> Record:
    """The record that `dump_record` wrote."""
    return Record(**{**data, "day": date.fromisoformat(data["day"])})
