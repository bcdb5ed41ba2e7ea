"""The plan of a deployment: what a police force means to fix where, as one numbered revision describes it.

Every fact is given with its source, or shown as not published. Zones and wards are named; camera positions
have no place in a revision at all, so none can be shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from survey.domain.evidence import Citation, Denominator, faults_in_citation, faults_in_figures
from survey.domain.faults import Fault
from survey.domain.wording import Words, message, say, say_many

STATUSES = {
    "planned": say("Planned"),
    "trial": say("On trial"),
    "live": say("In use"),
    "moved": say("Moved"),
    "ended": say("Trial ended"),
    "withdrawn": say("Withdrawn"),
}

# Group, then code and label of each fact, in the order in which a resident reads them.
FACTS: dict[str, dict[str, str]] = {
    say("The cameras"): {
        "announced": say("Announced"),
        "start": say("Start"),
        "cameras": say("Cameras"),
        "hours": say("Hours of use"),
        "purposes": say("Purposes"),
    },
    say("Who runs it and who pays"): {
        "operator": say("Operated by"),
        "funder": say("Paid for by"),
        "sum-asked": say("Sum asked of the council"),
        "alternatives": say("What else the sum would buy"),
    },
    say("Rules and safeguards"): {
        "watchlist": say("Who may be on the watchlist"),
        "threshold": say("Match threshold"),
        "signs": say("Signs"),
        "retention": say("How long data is kept"),
        "oversight": say("Oversight"),
        "review": say("Review date"),
    },
    say("What is still open"): {
        "can-change": say("What can still change"),
        "decides": say("Who decides"),
        "decision-date": say("When it is decided"),
    },
}
LABELS = {code: label for group in FACTS.values() for code, label in group.items()}

# Longitude and latitude in degrees (WGS84). A ring is closed; a polygon is its outer ring, then its holes.
Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]
Outline = tuple[Polygon, ...]

# What a site notice has room for.
LONGEST_NAME = 80

Value = TypeVar("Value", bound=Hashable)

_COUNCIL = re.compile(r"(E0[6-9]|W06|S12|N09)\d{6}")
_WARD = re.compile(r"(E05|W05|S13|N08)\d{6}")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class FactState(StrEnum):
    """How much of a fact the public knows."""

    PUBLISHED = "published"
    NOT_PUBLISHED = "not-published"
    ASKED = "asked"


@dataclass(frozen=True)
class Fact:
    """One fact with its source. Without a value it is not published; the note says what is known instead.

    `asked_on` is the day on which the council asked the force for what is not published.
    """

    value: str = ""
    note: str = ""
    citation: Citation | None = None
    denominators: tuple[Denominator, ...] = ()
    asked_on: date | None = None

    @property
    def published(self) -> bool:
        return bool(self.value)

    @property
    def state(self) -> FactState:
        """Whether it is published, asked for, or neither."""
        if self.published:
            return FactState.PUBLISHED
        return FactState.ASKED if self.asked_on else FactState.NOT_PUBLISHED


@dataclass(frozen=True)
class Zone:
    """A named part of the area."""

    code: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class Ward:
    """A ward of the council, and its place on the tile map: rows from the north, columns from the west."""

    code: str
    name: str
    column: int
    row: int
    in_area: bool = False


@dataclass(frozen=True)
class Boundaries:
    """Outlines of zones and wards by their code, and whose they are. Places without one are only named."""

    attribution: str = ""
    outlines: Mapping[str, Outline] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What one revision says."""

    name: str
    council: str
    council_code: str
    force: str
    status: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    zones: tuple[Zone, ...] = ()
    wards: tuple[Ward, ...] = ()
    area_note: str = ""

    @property
    def status_label(self) -> str:
        return STATUSES[self.status]

    def fact(self, code: str) -> Fact:
        """The fact of that code; one that nobody stated is not published."""
        return self.facts.get(code, Fact())

    @property
    def known_facts(self) -> frozenset[str]:
        """The facts that questions may depend on."""
        return frozenset({"sum-published"}) if self.fact("sum-asked").published else frozenset()

    @property
    def names(self) -> dict[str, str]:
        """The names of its zones and wards by their code."""
        return {place.code: place.name for place in (*self.zones, *self.wards)}

    @property
    def wards_in_area(self) -> tuple[Ward, ...]:
        return tuple(ward for ward in self.wards if ward.in_area)


def is_ward_code(code: str) -> bool:
    """Whether it is the official code of a ward."""
    return bool(_WARD.fullmatch(code))


def problems_in_plan(plan: Plan) -> Iterator[str]:
    """Every problem of a plan, in plain English."""
    yield from (fault.of(say("The deployment")) for fault in faults_in_basics(plan))
    for code in sorted(LABELS.keys() - plan.facts.keys()):
        yield say("The fact “{code}” is missing.", code=code)
    for code in sorted(plan.facts.keys() - LABELS.keys()):
        yield say("The fact “{code}” is unknown.", code=code)
    for code, fact in plan.facts.items():
        name = say("The fact “{label}”", label=LABELS.get(code, code))
        yield from (fault.of(name) for fault in faults_in_fact(fact))
    yield from problems_in_area(plan)


_TOO_LONG = {
    "name": message("{name} has a name of more than {most} characters: no site notice has room."),
    "council": message(
        "{name} has a council’s name of more than {most} characters: no site notice has room."
    ),
    "force": message("{name} has a force’s name of more than {most} characters: no site notice has room."),
}


def faults_in_basics(plan: Plan) -> Iterator[Fault]:
    """What is wrong with who plans it, where, and how far it is."""
    for name in ("name", "council", "force"):
        if not getattr(plan, name):
            yield Fault(name, message("{name} needs a name, a council and a force."))
            break
    for name, words in _TOO_LONG.items():
        if len(getattr(plan, name)) > LONGEST_NAME:
            yield Fault(name, words, {"most": LONGEST_NAME})
    if not _COUNCIL.fullmatch(plan.council_code):
        words = message("{name} names “{code}”, which is not the code of a council, such as E09000033.")
        yield Fault("council_code", words, {"code": plan.council_code})
    if plan.status not in STATUSES:
        words = message("{name} is “{status}”, which is not a status.")
        yield Fault("status", words, {"status": plan.status})


def faults_in_fact(fact: Fact) -> Iterator[Fault]:
    """What a fact lacks in the state that it is in."""
    if fact.state is FactState.NOT_PUBLISHED and not fact.note:
        words = message("{name} is not published, so it needs a note that says what was looked for.")
        yield Fault("note", words)
    if fact.published and fact.asked_on:
        yield Fault("asked_on", message("{name} is published, so it is no longer asked for."))
    if fact.published and fact.citation is None:
        yield Fault("speaker", message("{name} has a value but no source."))
    if fact.citation is not None:
        yield from faults_in_citation(fact.citation)
    yield from faults_in_figures(f"{fact.value} {fact.note}", fact.denominators)


def problems_in_area(plan: Plan) -> Iterator[str]:
    """What is wrong with the zones and wards."""
    yield from _problems_in_zones(plan.zones)
    yield from _problems_in_wards(plan.wards)


def _problems_in_zones(zones: tuple[Zone, ...]) -> Iterator[str]:
    if not zones:
        yield say("A deployment needs at least one zone.")
    for code, count in _repeated([zone.code for zone in zones]):
        yield say_many(
            "The zone “{code}” is used {count} time.",
            "The zone “{code}” is used {count} times.",
            count,
            code=code,
        )
    for zone in zones:
        if not _CODE.fullmatch(zone.code) or not zone.name:
            yield say("Zone “{code}” needs a code in lower case and a name.", code=zone.code)
        if len(zone.name) > LONGEST_NAME:
            yield say(
                "The name of zone “{code}” has more than {most} characters. Shorten it.",
                code=zone.code,
                most=LONGEST_NAME,
            )


def _problems_in_wards(wards: tuple[Ward, ...]) -> Iterator[str]:
    yield from _repeated_wards(wards)
    for ward in wards:
        if not is_ward_code(ward.code) or not ward.name:
            yield say("Ward “{code}” needs a code such as E05000001 and a name.", code=ward.code)
    if wards and not any(ward.in_area for ward in wards):
        yield say("No ward is marked as being in the area.")


def _repeated_wards(wards: tuple[Ward, ...]) -> Iterator[Words]:
    for code, count in _repeated([ward.code for ward in wards]):
        yield say_many(
            "The ward “{code}” is used {count} time.",
            "The ward “{code}” is used {count} times.",
            count,
            code=code,
        )
    for (column, row), count in _repeated([(ward.column, ward.row) for ward in wards]):
        yield say_many(
            "The tile “column {column}, row {row}” is used {count} time.",
            "The tile “column {column}, row {row}” is used {count} times.",
            count,
            column=column,
            row=row,
        )


def _repeated(values: Iterable[Value]) -> Iterator[tuple[Value, int]]:
    """What stands there more than once, and how often."""
    return ((value, count) for value, count in Counter(values).items() if count > 1)
