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
from survey.domain.wording import Words, listed, message, say, say_day

SIDES = {
    Stance.FOR: say("Argument for"),
    Stance.AGAINST: say("Argument against"),
    Stance.NEITHER: say("Fact or figure"),
}
NOTHING = say("Not there")


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

    PLAN = message("The plan")
    AREA = message("Where")
    EVIDENCE = message("Arguments, facts and figures")
    DOCUMENTS = message("Documents needed")

    @property
    def words(self) -> Words:
        return say(self.value)


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
        yield say("Revision {number} needs a summary and the reason for it.", number=revision.number)
    if revision.number > 1 and not revision.change_summary:
        yield say("Revision {number} needs a summary of what changed.", number=revision.number)
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
        "summary": (say("In one sentence"), revision.summary),
        "name": (say("Name"), plan.name),
        "status": (say("Status"), plan.status_label),
        "council": (say("Council"), plan.council),
        "force": (say("Police force"), plan.force),
        **{f"fact {code}": (label, fact_in_words(plan.fact(code))) for code, label in LABELS.items()},
    }


def _area(revision: Revision) -> Texts:
    plan = revision.plan
    return {
        **{f"zone {zone.code}": (say("Zone: {name}", name=zone.name), _zone(zone)) for zone in plan.zones},
        "wards": (say("Wards in the area"), _sentence(ward.name for ward in plan.wards_in_area)),
        "all wards": (say("All wards listed"), _sentence(sorted(ward.name for ward in plan.wards))),
        "note": (say("Note on the area"), plan.area_note),
        "attribution": (say("Whose the outlines are"), revision.boundaries.attribution),
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
        *_outlines_together(found, State.ADDED, (say("Not drawn"), say("Drawn on the map"))),
        *_outlines_together(found, State.REMOVED, (say("Drawn on the map"), say("Not drawn"))),
        *(Change(Part.AREA, _outline(one.name), say("The earlier outline"), one.in_words) for one in moved),
    )


def _outline(name: str) -> str:
    return say("Outline: {name}", name=name)


def _places(plan: Plan) -> tuple[Zone | Ward, ...]:
    return (*plan.zones, *plan.wards)


def _outlines_together(
    found: Iterable[Difference], state: State, words: tuple[str, str]
) -> tuple[Change, ...]:
    """The outlines that came, or went, as one change: a council's whole map may come at once."""
    names = [one.name for one in found if one.state is state]
    label = _outline(names[0]) if len(names) == 1 else say("Outlines: {names}", names=", ".join(names))
    return (Change(Part.AREA, label, *words),) if names else ()


def _evidence(evidence: Evidence) -> Texts:
    return {
        **{
            s.code: (say("{kind}: {title}", kind=SIDES[s.stance], title=s.title), statement_in_words(s))
            for s in evidence.statements
        },
        **{
            p.code: (say("Promised and reported: {title}", title=p.title), promise_in_words(p))
            for p in evidence.promises
        },
    }


def _documents(evidence: Evidence) -> Texts:
    return {document.code: (document.title, document_in_words(document)) for document in evidence.documents}


def fact_in_words(fact: Fact) -> str:
    """The fact with its state, note, denominators and source, as one text."""
    state = {
        FactState.PUBLISHED: fact.value,
        FactState.NOT_PUBLISHED: say("Not published"),
        FactState.ASKED: say("Asked for on {day}", day=_day(fact.asked_on)),
    }[fact.state]
    return _joined(state, fact.note, _denominators(fact.denominators), _cited(fact.citation))


def document_in_words(document: Document) -> str:
    """The state of the document, since when, where it can be read and why it is asked for."""
    known = document.state in (DocumentState.PROVIDED, DocumentState.REFUSED)
    missing = "" if known else say("Not provided")
    state: str = document.state.words
    if document.day:
        state = say("{state} on {day}", state=state, day=_day(document.day))
    return _joined(missing, state, document.address, document.why)


def statement_in_words(statement: Statement) -> str:
    """The statement with its period, what its figures count, and its source."""
    period = say("Period: {period}", period=statement.period) if statement.period else ""
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
    reported = _figure(promise.reported) if promise.reported else say("not reported")
    return _joined(
        say("Promised: {figure}", figure=_figure(promise.promised)),
        say("Reported: {figure}", figure=reported),
    )


def _figure(figure: Figure) -> str:
    return _joined(figure.text, _denominators(figure.denominators), _cited(figure.citation))


def _cited(citation: Citation | None) -> str:
    if citation is None:
        return ""
    sources = ", ".join(f"{s.name} ({s.address})" if s.address else s.name for s in citation.sources)
    return _joined(
        f"{citation.speaker}, {citation.said}",
        say("Source: {sources}", sources=sources),
        citation.sureness.words,
    )


def _denominators(denominators: Iterable[Denominator]) -> str:
    texts = "; ".join(one.text for one in denominators)
    return say("What the figures count: {texts}", texts=texts) if texts else ""


def _joined(*parts: str) -> str:
    """The parts as sentences: each ends with a full stop, unless it ends with a mark already."""
    return listed(
        [part if part[-1] in ".!?”" else listed([part, "."], "") for part in parts if part] or [""], " "
    )


def _sentence(names: Iterable[str]) -> str:
    return ", ".join(names) or say("None")


def _day(day: date | None) -> str:
    return say_day(day) if day else say("an unknown day")
