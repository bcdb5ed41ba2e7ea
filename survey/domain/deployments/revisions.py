"""Revisions: a published state of a deployment, and what changed between any two of them.

A change is said in words, field by field, so that it can be read without a map and by somebody who has never
seen either revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from survey.domain.deployments.comparing import Difference, State, compare
from survey.domain.deployments.plan import (
    LABELS,
    Boundaries,
    Fact,
    FactState,
    Plan,
    Ward,
    Zone,
    problems_in_plan,
)
from survey.domain.evidence import (
    Citation,
    Denominator,
    Document,
    DocumentState,
    Evidence,
    Figure,
    Promise,
    Stance,
    Statement,
    problems_in_evidence,
)

SIDES = {
    Stance.FOR: "Argument for",
    Stance.AGAINST: "Argument against",
    Stance.NEITHER: "Fact or figure",
}
NOTHING = "Not there"


@dataclass(frozen=True)
class Revision:
    """A published state of a deployment: the plan, the evidence, and why it was published.

    `change_summary` says in plain words what changed since the revision before; the first has none.
    `material` marks a change that may alter what somebody would answer.
    """

    number: int
    published_on: date
    summary: str
    reason: str
    plan: Plan
    evidence: Evidence = field(default_factory=Evidence)
    boundaries: Boundaries = field(default_factory=Boundaries)
    change_summary: str = ""
    material: bool = False


class Part(StrEnum):
    """Which part of a revision a change is in. The values are headings."""

    PLAN = "The plan"
    AREA = "Where"
    EVIDENCE = "Arguments, facts and figures"
    DOCUMENTS = "Documents needed"


@dataclass(frozen=True)
class Change:
    """One thing that differs between two revisions."""

    part: Part
    label: str
    before: str
    after: str


def problems_in_revision(revision: Revision) -> Iterator[str]:
    """Every problem in plain English. Nothing where the revision may be published."""
    if not revision.summary or not revision.reason:
        yield f"Revision {revision.number} needs a summary and the reason for it."
    if revision.number > 1 and not revision.change_summary:
        yield f"Revision {revision.number} needs a summary of what changed."
    yield from problems_in_plan(revision.plan)
    yield from problems_in_evidence(revision.evidence)


def what_changed(before: Revision, after: Revision) -> tuple[Change, ...]:
    """Everything that a reader could notice between two revisions, in reading order."""
    rows = (
        *_rows(Part.PLAN, _plan(before), _plan(after)),
        *_rows(Part.AREA, _area(before), _area(after)),
        *_rows(Part.EVIDENCE, _evidence(before.evidence), _evidence(after.evidence)),
        *_rows(Part.DOCUMENTS, _documents(before.evidence), _documents(after.evidence)),
    )
    return tuple(row for row in rows if row.before != row.after) + _moved_outlines(before, after)


# Label and text of each thing by its code. A code that is in one revision only was added or taken out.
Texts = Mapping[str, tuple[str, str]]


def _rows(part: Part, before: Texts, after: Texts) -> Iterator[Change]:
    for code in dict.fromkeys((*before, *after)):
        label = (after.get(code) or before[code])[0]
        texts = [side[code][1] if code in side else NOTHING for side in (before, after)]
        yield Change(part, label, *texts)


def _plan(revision: Revision) -> Texts:
    plan = revision.plan
    return {
        "summary": ("In one sentence", revision.summary),
        "name": ("Name", plan.name),
        "status": ("Status", plan.status_label),
        "council": ("Council", plan.council),
        "force": ("Police force", plan.force),
        **{f"fact {code}": (label, fact_in_words(plan.fact(code))) for code, label in LABELS.items()},
    }


def _area(revision: Revision) -> Texts:
    plan = revision.plan
    return {
        **{f"zone {zone.code}": (f"Zone: {zone.name}", _zone(zone)) for zone in plan.zones},
        "wards": ("Wards in the area", _sentence(ward.name for ward in plan.wards_in_area)),
        "all wards": ("All wards listed", _sentence(sorted(ward.name for ward in plan.wards))),
        "note": ("Note on the area", plan.area_note),
        "attribution": ("Whose the outlines are", revision.boundaries.attribution),
    }


def _zone(zone: Zone) -> str:
    return " ".join(part for part in (f"{zone.name}.", zone.description) if part)


def _moved_outlines(before: Revision, after: Revision) -> tuple[Change, ...]:
    """Outlines that were drawn, taken out or moved, of places that both revisions have."""
    names, earlier = ({place.code: place.name for place in _places(one.plan)} for one in (after, before))
    compared = compare(before.boundaries, after.boundaries, names)
    found = [one for one in compared if one.code in names and one.code in earlier]
    moved = [one for one in found if one.state is State.MOVED]
    return (
        *_outlines_together(found, State.ADDED, ("Not drawn", "Drawn on the map")),
        *_outlines_together(found, State.REMOVED, ("Drawn on the map", "Not drawn")),
        *(Change(Part.AREA, f"Outline: {one.name}", "The earlier outline", one.in_words) for one in moved),
    )


def _places(plan: Plan) -> tuple[Zone | Ward, ...]:
    return (*plan.zones, *plan.wards)


def _outlines_together(
    found: Iterable[Difference], state: State, words: tuple[str, str]
) -> tuple[Change, ...]:
    """The outlines that came, or went, as one change: a council's whole map may come at once."""
    names = [one.name for one in found if one.state is state]
    label = f"Outline: {names[0]}" if len(names) == 1 else f"Outlines: {', '.join(names)}"
    return (Change(Part.AREA, label, *words),) if names else ()


def _evidence(evidence: Evidence) -> Texts:
    return {
        **{s.code: (f"{SIDES[s.stance]}: {s.title}", statement_in_words(s)) for s in evidence.statements},
        **{p.code: (f"Promised and reported: {p.title}", promise_in_words(p)) for p in evidence.promises},
    }


def _documents(evidence: Evidence) -> Texts:
    return {document.code: (document.title, document_in_words(document)) for document in evidence.documents}


def fact_in_words(fact: Fact) -> str:
    """The fact with its state, note, denominators and source, as one text."""
    state = {
        FactState.PUBLISHED: fact.value,
        FactState.NOT_PUBLISHED: "Not published",
        FactState.ASKED: f"Asked for on {_day(fact.asked_on)}",
    }[fact.state]
    return _joined(state, fact.note, _denominators(fact.denominators), _cited(fact.citation))


def document_in_words(document: Document) -> str:
    """The state of the document, since when, where it can be read and why it is asked for."""
    known = document.state in (DocumentState.PROVIDED, DocumentState.REFUSED)
    since = f" on {_day(document.day)}" if document.day else ""
    missing = "" if known else "Not provided"
    return _joined(missing, f"{document.state.value}{since}", document.address, document.why)


def statement_in_words(statement: Statement) -> str:
    """The statement with its period, what its figures count, and its source."""
    period = f"Period: {statement.period}" if statement.period else ""
    return _joined(
        statement.title,
        statement.text,
        period,
        _denominators(statement.denominators),
        statement.note,
        _cited(statement.citation),
    )


def promise_in_words(promise: Promise) -> str:
    """What was promised and what was reported, each with its source."""
    reported = _figure(promise.reported) if promise.reported else "not reported"
    return _joined(f"Promised: {_figure(promise.promised)}", f"Reported: {reported}")


def _figure(figure: Figure) -> str:
    return _joined(figure.text, _denominators(figure.denominators), _cited(figure.citation))


def _cited(citation: Citation | None) -> str:
    if citation is None:
        return ""
    sources = ", ".join(f"{s.name} ({s.address})" if s.address else s.name for s in citation.sources)
    return _joined(f"{citation.speaker}, {citation.said}", f"Source: {sources}", citation.sureness.value)


def _denominators(denominators: Iterable[Denominator]) -> str:
    texts = "; ".join(one.text for one in denominators)
    return f"What the figures count: {texts}" if texts else ""


def _joined(*parts: str) -> str:
    """The parts as sentences: each ends with a full stop, unless it ends with a mark already."""
    return " ".join(part if part[-1] in ".!?”" else f"{part}." for part in parts if part)


def _sentence(names: Iterable[str]) -> str:
    return ", ".join(names) or "None"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "an unknown day"
