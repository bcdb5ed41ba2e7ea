"""What the columns of a force's table are called, and which row names them.

A heading is compared in lower case, without what stands in brackets and without punctuation. A column that is
not recognised is reported, never used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.domain.records.cells import Cell, shown

# Nobody writes more than a title, a note and some blank rows above the heading.
FIRST_ROWS = 20
FEWEST = 3  # a date, a place and one figure

SYNONYMS: Mapping[str, str] = {
    # When. A table may say only "Date", or whose date it is.
    "date": "day",
    "day": "day",
    "date of deployment": "day",
    "deployment date": "day",
    "date of use": "day",
    "event date": "day",
    # Where. Forces write the street, the town or the name of the operation's place.
    "place": "place",
    "location": "place",
    "deployment location": "place",
    "location of deployment": "place",
    "site": "place",
    "area": "place",
    "where": "place",
    # How many faces passed. Always an estimate, whether or not the heading says so.
    "faces": "faces",
    "faces seen": "faces",
    "faces scanned": "faces",
    "faces processed": "faces",
    "faces detected": "faces",
    "number of faces": "faces",
    "number of faces seen": "faces",
    "estimated faces": "faces",
    "estimated faces seen": "faces",
    "estimated number of faces seen": "faces",
    "people seen": "faces",
    # How often the system said that somebody is on the watchlist.
    "alerts": "alerts",
    "total alerts": "alerts",
    "number of alerts": "alerts",
    "alerts generated": "alerts",
    "total number of alerts": "alerts",
    "all alerts": "alerts",
    # Alerts that officers confirmed. With the false ones they add up to the alerts, if nothing is left open.
    "true alerts": "true_alerts",
    "number of true alerts": "true_alerts",
    "confirmed": "true_alerts",
    "confirmed alerts": "true_alerts",
    "confirmed true alerts": "true_alerts",
    "correct alerts": "true_alerts",
    # Alerts for somebody who was not the person on the watchlist.
    "false alerts": "false_alerts",
    "number of false alerts": "false_alerts",
    "confirmed false alerts": "false_alerts",
    "incorrect alerts": "false_alerts",
    "false positives": "false_alerts",
    "false positive alerts": "false_alerts",
    "misidentifications": "false_alerts",
    # Arrests that followed.
    "arrests": "arrests",
    "arrest": "arrests",
    "number of arrests": "arrests",
    "total arrests": "arrests",
    "arrests made": "arrests",
}

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Header:
    """Where the headings stand: the row counted from 0, the column of each meaning, and what is left over."""

    row: int
    columns: Mapping[str, int]
    titles: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    doubled: tuple[tuple[str, str], ...] = ()


def meaning(cell: Cell) -> str:
    """What a column with this heading holds; empty where nobody knows."""
    words = _PUNCTUATION.sub(" ", _BRACKETS.sub(" ", shown(cell).casefold())).strip()
    return SYNONYMS.get(words.removeprefix("no of ").removeprefix("lfr ").strip(), "")


def find_header(rows: Sequence[Sequence[Cell]]) -> Header | None:
    """The first row that names enough columns. None where no row does."""
    for number, row in enumerate(rows[:FIRST_ROWS]):
        if len({meaning(cell) for cell in row} - {""}) >= FEWEST:
            return _read(number, row)
    return None


def _read(number: int, row: Sequence[Cell]) -> Header:
    columns: dict[str, int] = {}
    doubled: list[tuple[str, str]] = []
    unknown: list[str] = []
    for index, cell in enumerate(row):
        name = meaning(cell)
        if not name and shown(cell):
            unknown.append(shown(cell))
        elif name in columns:
            doubled.append((shown(row[columns[name]]), shown(cell)))
        elif name:
            columns[name] = index
    titles = {name: shown(row[index]) for name, index in columns.items()}
    return Header(number, columns, titles=titles, unknown=tuple(unknown), doubled=tuple(doubled))
