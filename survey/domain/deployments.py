"""A deployment: what a police force plans to fix where, as one numbered revision describes it.

Every fact is given with its source, or shown as not published. Zones and wards are named; camera positions
have no place in a revision at all, so none can be shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from survey.domain.evidence import (
    Citation,
    Denominator,
    Evidence,
    citation_problems,
    figure_problems,
    problems_in_evidence,
)

STATUSES = {
    "planned": "Planned",
    "trial": "On trial",
    "in-use": "In use",
    "ended": "Trial ended",
    "withdrawn": "Withdrawn",
}

# Group, then code and label of each fact, in the order in which a resident reads them.
FACTS: dict[str, dict[str, str]] = {
    "The cameras": {
        "announced": "Announced",
        "start": "Start",
        "cameras": "Cameras",
        "hours": "Hours of use",
        "purposes": "Purposes",
    },
    "Who runs it and who pays": {
        "operator": "Operated by",
        "funder": "Paid for by",
        "sum-asked": "Sum asked of the council",
        "alternatives": "What else the sum would buy",
    },
    "Rules and safeguards": {
        "watchlist": "Who may be on the watchlist",
        "threshold": "Match threshold",
        "signs": "Signs",
        "retention": "How long data is kept",
        "oversight": "Oversight",
        "review": "Review date",
    },
    "What is still open": {
        "can-change": "What can still change",
        "decides": "Who decides",
        "decision-date": "When it is decided",
    },
}
LABELS = {code: label for group in FACTS.values() for code, label in group.items()}

_COUNCIL = re.compile(r"E0[6-9]\d{6}")
_WARD = re.compile(r"E05\d{6}")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Fact:
    """One fact with its source. Without a value it is not published; the note says what is known instead."""

    value: str = ""
    note: str = ""
    citation: Citation | None = None
    denominators: tuple[Denominator, ...] = ()

    @property
    def published(self) -> bool:
        return bool(self.value)


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


@dataclass(frozen=True)
class Revision:
    """A published state of a deployment: the plan, the evidence, and why it was published."""

    number: int
    published_on: date
    summary: str
    reason: str
    plan: Plan
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True)
class Change:
    """One fact that differs between two revisions."""

    label: str
    before: str
    after: str


def problems_in_revision(revision: Revision) -> Iterator[str]:
    """Every problem in plain English. Nothing where the revision may be published."""
    if not revision.summary or not revision.reason:
        yield f"Revision {revision.number} needs a summary and the reason for it."
    yield from problems_in_plan(revision.plan)
    yield from problems_in_evidence(revision.evidence)


def problems_in_plan(plan: Plan) -> Iterator[str]:
    """Every problem of a plan, in plain English."""
    if not (plan.name and plan.council and plan.force):
        yield "A deployment needs a name, a council and a force."
    if not _COUNCIL.fullmatch(plan.council_code):
        yield f"“{plan.council_code}” is not the code of a council."
    if plan.status not in STATUSES:
        yield f"“{plan.status}” is not a status."
    for code in sorted(LABELS.keys() ^ plan.facts.keys()):
        yield f"The fact “{code}” is {'missing' if code in LABELS else 'unknown'}."
    for code, fact in plan.facts.items():
        yield from _problems_in_fact(code, fact)
    yield from _problems_in_zones(plan.zones)
    yield from _problems_in_wards(plan.wards)


def _problems_in_fact(code: str, fact: Fact) -> Iterator[str]:
    name = f"The fact “{code}”"
    if not fact.published and not fact.note:
        yield f"{name} is not published, so it needs a note that says what was looked for."
    if fact.published and fact.citation is None:
        yield f"{name} has a value but no source."
    if fact.citation is not None:
        yield from citation_problems(name, fact.citation)
    yield from figure_problems(name, f"{fact.value} {fact.note}", fact.denominators)


def _problems_in_zones(zones: tuple[Zone, ...]) -> Iterator[str]:
    if not zones:
        yield "A deployment needs at least one zone."
    yield from _repeated("zone", [zone.code for zone in zones])
    for zone in zones:
        if not _CODE.fullmatch(zone.code) or not zone.name:
            yield f"Zone “{zone.code}” needs a code in lower case and a name."


def _problems_in_wards(wards: tuple[Ward, ...]) -> Iterator[str]:
    yield from _repeated("ward", [ward.code for ward in wards])
    yield from _repeated("tile", [f"column {ward.column}, row {ward.row}" for ward in wards])
    for ward in wards:
        if not _WARD.fullmatch(ward.code) or not ward.name:
            yield f"Ward “{ward.code}” needs a code such as E05000001 and a name."
    if wards and not any(ward.in_area for ward in wards):
        yield "No ward is marked as being in the area."


def _repeated(what: str, values: list[str]) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"The {what} “{value}” is used {count} times."


def what_changed(before: Plan, after: Plan) -> tuple[Change, ...]:
    """What a resident would notice between two revisions, in reading order."""
    rows = [
        ("Name", before.name, after.name),
        ("Status", before.status_label, after.status_label),
        ("Police force", before.force, after.force),
        *((label, _shown(before.fact(code)), _shown(after.fact(code))) for code, label in LABELS.items()),
        ("Zones", _names(before.zones), _names(after.zones)),
        ("Wards in the area", _names(before.wards_in_area), _names(after.wards_in_area)),
    ]
    return tuple(Change(*row) for row in rows if row[1] != row[2])


def _shown(fact: Fact) -> str:
    return fact.value or "Not published"


def _names(places: tuple[Zone, ...] | tuple[Ward, ...]) -> str:
    return ", ".join(place.name for place in places)
