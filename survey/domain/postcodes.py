"""Postcodes: what people type made into one form, and ONS look-ups from postcode to ward read as a stream.

A postcode that a resident types is turned into a ward and forgotten. So no message here repeats one, and no
exception carries one: what is in neither can reach no log.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import reduce

from survey.domain.wording import MONTHS, message, say

_SHAPE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")
_OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(\d[A-Z]?)?")
_WARD = re.compile(r"[EWSN]\d{8}")
_NO_WARD = re.compile(r"[A-Z]9{8}")  # what ONS writes where there is none, such as E99999999
_COUNCIL = re.compile(r"[EWSN]\d{8}")
_SIGNS = re.compile(r"[\s.,\-–—_]+")
_PO_BOX = re.compile(r"P\.?\s*O\.?\s*BOX\b")
LONGEST_TYPED = 40

EMPTY = say("Enter a postcode, such as W1F 0TH")
PARTIAL = say("Enter the whole postcode, such as W1F 0TH. This is only its first part")
BOX = say("Enter the postcode alone, without the PO box")
NO_POSTCODE = say(
    "Enter a real postcode, such as W1F 0TH. Check that the letter O and the figure 0 are the right way round"
)


class PostcodeProblem(ValueError):
    """What was typed is no postcode. The text says what to do, and never repeats what was typed."""


def normalised(typed: str) -> str:
    """The postcode without its space, in capitals: W1F0TH. Raises PostcodeProblem. Nothing is guessed."""
    text = unicodedata.normalize("NFKC", typed).upper().strip()
    compact = _SIGNS.sub("", text)
    if not compact:
        raise PostcodeProblem(EMPTY)
    if len(typed) <= LONGEST_TYPED and _SHAPE.fullmatch(compact):
        return compact
    if _PO_BOX.match(text):
        raise PostcodeProblem(BOX)
    raise PostcodeProblem(PARTIAL if _OUTWARD.fullmatch(compact) else NO_POSTCODE)


# Through the years ONS renamed the columns. In each list the first that a file has is used; NN is a year.
POSTCODE_COLUMNS = (
    "pcds",  # all releases since about 2011: one space
    "pcd2",  # two spaces where the outward part is short
    "pcd",  # without a space, or padded to seven
    "pcd7",  # the same since 2023
    "pcd8",  # the same since 2023
    "postcode",  # made by others from the official files
)
WARD_COLUMNS = ("osward", "ward", r"wd\d\dcd", r"wd\d\dcdo")  # ONSPD to 2024, NSPL to 2021, both since
COUNCIL_COLUMNS = ("oslaua", "laua", r"lad\d\dcd", r"ltla\d\dcd")  # the same of the council
ENDED_COLUMNS = ("doterm",)  # empty while the postcode is in use

# A damaged file may hold some bad rows; more than one in twenty, and it is not what it says.
_TOLERATED = 20


class LookupProblem(ValueError):
    """The file is no look-up that can be used. The text says why and what to do."""


class Kind(Enum):
    """What became of one row."""

    KEPT = "kept"
    WITHOUT_WARD = "without a ward"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Place:
    """Where a postcode lies."""

    postcode: str
    ward_code: str
    council_code: str
    in_use: bool


@dataclass
class Tally:
    """How many rows were read, by what became of them."""

    kinds: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(Kind, 0))

    def __getitem__(self, kind: Kind) -> int:
        return self.kinds[kind]

    @property
    def rows(self) -> int:
        return sum(self.kinds.values())


def read_lookup(lines: Iterable[str], tally: Tally) -> Iterator[Place]:
    """The places of a look-up, one at a time, however long it is. Raises LookupProblem."""
    try:
        reader = csv.reader(lines, strict=True)
        columns = find_columns(next(reader, []))
        for row in reader:
            if not row:
                continue
            place = _place(row, columns)
            kind = place if isinstance(place, Kind) else Kind.KEPT
            tally.kinds[kind] += 1
            if isinstance(place, Place):
                yield place
    except csv.Error as error:
        problem = say("Row {row} is damaged. Fetch the file again.", row=tally.rows + 2)
        raise LookupProblem(problem) from error
    _check(tally)


def find_columns(headings: list[str]) -> Mapping[str, int]:
    """Where the postcode, the ward, the council and the ending stand. Raises LookupProblem."""
    names = [heading.strip().strip("\ufeff").strip('"').lower() for heading in headings]
    if not any(names):
        raise LookupProblem(say("The file is empty."))
    wanted = {
        "postcode": (POSTCODE_COLUMNS, say("of postcodes (pcds or pcd)")),
        "ward": (WARD_COLUMNS, say("of ward codes (osward, ward or one such as wd25cd)")),
        "council": (COUNCIL_COLUMNS, say("of council codes (oslaua, laua or one such as lad25cd)")),
        "ended": (ENDED_COLUMNS, ""),
    }
    found = {key: _first(names, patterns) for key, (patterns, _) in wanted.items()}
    missing = [words for key, (_, words) in wanted.items() if words and found[key] is None]
    if missing:
        raise LookupProblem(
            say(
                "The file has no column {columns}. "
                "Use the ONS Postcode Directory or the National Statistics Postcode Lookup, as CSV.",
                columns=reduce(_and_none, missing),
            )
        )
    return {key: index for key, index in found.items() if index is not None}


def _and_none(columns: str, more: str) -> str:
    return say("{columns}, and none {more}", columns=columns, more=more)


def _first(names: list[str], patterns: tuple[str, ...]) -> int | None:
    for pattern in patterns:
        # Of several years in one file, the newest set of wards is used.
        fits = sorted(((name, index) for index, name in enumerate(names) if re.fullmatch(pattern, name)))
        if fits:
            return fits[-1][1]
    return None


def _place(row: list[str], columns: Mapping[str, int]) -> Place | Kind:
    if len(row) <= max(columns.values()):
        return Kind.UNREADABLE
    cells = {key: row[index].strip() for key, index in columns.items()}
    postcode = _SIGNS.sub("", cells["postcode"]).upper()
    if not _SHAPE.fullmatch(postcode):
        return Kind.UNREADABLE
    ward, council = cells["ward"].upper(), cells["council"].upper()
    if not ward or not council or _NO_WARD.fullmatch(ward) or _NO_WARD.fullmatch(council):
        return Kind.WITHOUT_WARD
    if not _WARD.fullmatch(ward) or not _COUNCIL.fullmatch(council):
        return Kind.UNREADABLE
    return Place(postcode, ward, council, in_use=not cells.get("ended"))


def _check(tally: Tally) -> None:
    if not tally.rows:
        raise LookupProblem(say("The file has headings and no rows."))
    if tally[Kind.UNREADABLE] * _TOLERATED > tally.rows:
        raise LookupProblem(
            say(
                "{number} of {rows} rows hold no postcode or no codes of "
                "ward and council. The file is damaged, or not what its headings say. Fetch it again.",
                number=f"{tally[Kind.UNREADABLE]:,}",
                rows=f"{tally.rows:,}",
            )
        )


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OTHER = message("Postcode look-up")
_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*[ _-]*(20\d\d)", re.IGNORECASE)


def month_in(filename: str) -> str:
    """The month that a file's name tells, in words; empty where it tells none. ONSPD_FEB_2024_UK.csv."""
    found = _MONTH.search(filename)
    return f"{MONTHS[_MONTHS.index(found[1].lower())]} {found[2]}" if found else ""


def product_in(filename: str) -> str:
    """Which of the two official look-ups a file's name tells."""
    known = {"nspl": "National Statistics Postcode Lookup", "onspd": "ONS Postcode Directory"}
    return next((name for sign, name in known.items() if sign in filename.lower()), _OTHER)


def in_our_words(text: str) -> str:
    """What is kept as the name or month of a look-up: words of ours can be said in another language."""
    month, _, year = text.partition(" ")
    if month in MONTHS and year.isdecimal():
        return say("{month} {year}", month=MONTHS[MONTHS.index(month)], year=year)
    return say(_OTHER) if text == _OTHER else text
