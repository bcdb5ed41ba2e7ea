"""The plan of a deployment: what a police force means to fix where, as one numbered revision describes it.

Every fact is given with its source, or shown as not published. Zones and wards are named; camera positions
have no place in a revision at all, so none can be shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from survey.domain.evidence import Citation, Denominator, faults_in_citation, faults_in_figures
from survey.domain.faults import Fault
from survey.domain.wording import say

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
    def wards_in_area(self) -> tuple[Ward, ...]:
        return tuple(ward for ward in self.wards if ward.in_area)


def is_ward_code(code: str) -> bool:
    """Whether it is the official code of a ward."""
    return bool(_WARD.fullmatch(code))


def problems_in_plan(plan: Plan) -> Iterator[str]:
    """Every problem of a plan, in plain English."""
    yield from (fault.of("The deployment") for fault in faults_in_basics(plan))
    for code in sorted(LABELS.keys() ^ plan.facts.keys()):
        yield f"The fact “{code}” is {'missing' if code in LABELS else 'unknown'}."
    for code, fact in plan.facts.items():
        yield from (fault.of(f"The fact “{LABELS.get(code, code)}”") for fault in faults_in_fact(fact))
    yield from problems_in_area(plan)


def faults_in_basics(plan: Plan) -> Iterator[Fault]:
    """What is wrong with who plans it, where, and how far it is."""
    for name in ("name", "council", "force"):
        if not getattr(plan, name):
            yield Fault(name, "needs a name, a council and a force")
            break
    for name, words in (("name", "a name"), ("council", "a council’s name"), ("force", "a force’s name")):
        if len(getattr(plan, name)) > LONGEST_NAME:
            yield Fault(name, f"has {words} of more than {LONGEST_NAME} characters: no site notice has room")
    if not _COUNCIL.fullmatch(plan.council_code):
        typed = plan.council_code
        yield Fault("council_code", f"names “{typed}”, which is not the code of a council, such as E09000033")
    if plan.status not in STATUSES:
        yield Fault("status", f"is “{plan.status}”, which is not a status")


def faults_in_fact(fact: Fact) -> Iterator[Fault]:
    """What a fact lacks in the state that it is in."""
    if fact.state is FactState.NOT_PUBLISHED and not fact.note:
        yield Fault("note", "is not published, so it needs a note that says what was looked for")
    if fact.published and fact.asked_on:
        yield Fault("asked_on", "is published, so it is no longer asked for")
    if fact.published and fact.citation is None:
        yield Fault("speaker", "has a value but no source")
    if fact.citation is not None:
        yield from faults_in_citation(fact.citation)
    yield from faults_in_figures(f"{fact.value} {fact.note}", fact.denominators)


def problems_in_area(plan: Plan) -> Iterator[str]:
    """What is wrong with the zones and wards."""
    yield from _problems_in_zones(plan.zones)
    yield from _problems_in_wards(plan.wards)


def _problems_in_zones(zones: tuple[Zone, ...]) -> Iterator[str]:
    if not zones:
        yield "A deployment needs at least one zone."
    yield from _repeated("zone", [zone.code for zone in zones])
    for zone in zones:
        if not _CODE.fullmatch(zone.code) or not zone.name:
            yield f"Zone “{zone.code}” needs a code in lower case and a name."
        if len(zone.name) > LONGEST_NAME:
            yield f"The name of zone “{zone.code}” has more than {LONGEST_NAME} characters. Shorten it."


def _problems_in_wards(wards: tuple[Ward, ...]) -> Iterator[str]:
    yield from _repeated("ward", [ward.code for ward in wards])
    yield from _repeated("tile", [f"column {ward.column}, row {ward.row}" for ward in wards])
    for ward in wards:
        if not is_ward_code(ward.code) or not ward.name:
            yield f"Ward “{ward.code}” needs a code such as E05000001 and a name."
    if wards and not any(ward.in_area for ward in wards):
        yield "No ward is marked as being in the area."


def _repeated(what: str, values: list[str]) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"The {what} “{value}” is used {count} times."
