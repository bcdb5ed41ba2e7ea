"""What a revision holds as plain data: what a definition and the database keep, written and read back.

`load_…(dump_…(thing)) == thing`. Sources are written out; a definition may name them by key instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from survey.domain.deployments.plan import Boundaries, Fact, Outline, Plan, Ward, Zone
from survey.domain.evidence import (
    Citation,
    Denominator,
    Document,
    DocumentState,
    Evidence,
    Figure,
    Measure,
    Promise,
    Source,
    Stance,
    Statement,
    Sureness,
)

Sources = Mapping[str, Source]
NO_SOURCES: Sources = {}
_PLAIN = ("name", "council", "council_code", "force", "status")


def load_plan(data: Mapping[str, Any], sources: Sources = NO_SOURCES) -> Plan:
    """A plan, from a definition or as `dump_plan` wrote it."""
    return Plan(
        **{name: data[name] for name in _PLAIN},
        facts={code: _load_fact(fact, sources) for code, fact in data["facts"].items()},
        zones=tuple(Zone(**zone) for zone in data["zones"]),
        wards=tuple(Ward(**ward) for ward in data["wards"]),
        area_note=data.get("area_note", ""),
    )


def _load_fact(data: Mapping[str, Any], sources: Sources) -> Fact:
    return Fact(
        value=data.get("value", ""),
        note=data.get("note", ""),
        citation=load_citation(data, sources) if data.get("speaker") else None,
        denominators=load_denominators(data.get("denominators", ())),
        asked_on=_load_day(data.get("asked_on")),
    )


def _load_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _dump_day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def load_citation(data: Mapping[str, Any], sources: Sources = NO_SOURCES) -> Citation:
    """A citation whose sources are keys into `sources`, or written out. Raises KeyError on an unknown key."""
    found = data.get("sources", ())
    named = [sources[item] if isinstance(item, str) else load_source(item) for item in found]
    return Citation(
        speaker=data.get("speaker", ""),
        said=data.get("said", ""),
        sources=tuple(named),
        sureness=Sureness[data.get("sureness", "reported").upper()],
    )


def load_source(data: Mapping[str, str]) -> Source:
    """One source, written out."""
    return Source(data["name"], data.get("address", ""))


def load_denominators(data: Sequence[Mapping[str, str]]) -> tuple[Denominator, ...]:
    """The denominators, each with what it counts."""
    return tuple(Denominator(Measure(item["measure"]), item["text"]) for item in data)


def dump_plan(plan: Plan) -> dict[str, Any]:
    """The plan with its sources written out; `load_plan(dump_plan(plan)) == plan`."""
    plain = {name: getattr(plan, name) for name in (*_PLAIN, "area_note")}
    return plain | {
        "facts": {code: _dump_fact(fact) for code, fact in plan.facts.items()},
        "zones": [asdict(zone) for zone in plan.zones],
        "wards": [asdict(ward) for ward in plan.wards],
    }


def _dump_fact(fact: Fact) -> dict[str, Any]:
    stated = {"value": fact.value, "note": fact.note, "asked_on": _dump_day(fact.asked_on)}
    cited = dump_citation(fact.citation) if fact.citation else {}
    return stated | {"denominators": dump_denominators(fact.denominators)} | cited


def dump_citation(citation: Citation) -> dict[str, Any]:
    """The citation with its sources written out; `load_citation` reads it back."""
    return {
        "speaker": citation.speaker,
        "said": citation.said,
        "sources": [asdict(source) for source in citation.sources],
        "sureness": citation.sureness.name.lower(),
    }


def dump_denominators(denominators: Sequence[Denominator]) -> list[dict[str, str]]:
    """The denominators as a definition holds them."""
    return [{"measure": one.measure.value, "text": one.text} for one in denominators]


def load_evidence(data: Mapping[str, Any], sources: Sources = NO_SOURCES) -> Evidence:
    """Statements, documents and promised figures. Raises KeyError, TypeError or ValueError on wrong data."""
    return Evidence(
        tuple(load_statement(item, sources) for item in data["statements"]),
        tuple(load_document(item) for item in data["documents"]),
        tuple(_load_promise(item, sources) for item in data.get("promises", ())),
    )


def dump_evidence(evidence: Evidence) -> dict[str, Any]:
    """The evidence with its sources written out."""
    return {
        "statements": [dump_statement(one) for one in evidence.statements],
        "documents": [dump_document(one) for one in evidence.documents],
        "promises": [dump_promise(one) for one in evidence.promises],
    }


def load_statement(data: Mapping[str, Any], sources: Sources = NO_SOURCES) -> Statement:
    """One statement."""
    return Statement(
        code=data["code"],
        stance=Stance(data["stance"]),
        title=data["title"],
        text=data["text"],
        citation=load_citation(data, sources),
        denominators=load_denominators(data.get("denominators", ())),
        note=data.get("note", ""),
        period=data.get("period", ""),
    )


def dump_statement(statement: Statement) -> dict[str, Any]:
    """One statement as data."""
    own = {name: getattr(statement, name) for name in ("code", "title", "text", "note", "period")}
    figures = {"denominators": dump_denominators(statement.denominators)}
    return own | {"stance": statement.stance.value} | figures | dump_citation(statement.citation)


def load_document(data: Mapping[str, Any]) -> Document:
    """One document."""
    return Document(
        code=data["code"],
        title=data["title"],
        why=data["why"],
        state=DocumentState[data.get("state", "not-asked").replace("-", "_").upper()],
        day=_load_day(data.get("day")),
        address=data.get("address", ""),
    )


def dump_document(document: Document) -> dict[str, Any]:
    """One document as data."""
    own = {name: getattr(document, name) for name in ("code", "title", "why", "address")}
    state = document.state.name.lower().replace("_", "-")
    return own | {"state": state, "day": _dump_day(document.day)}


def _load_promise(data: Mapping[str, Any], sources: Sources) -> Promise:
    reported = data.get("reported")
    return Promise(
        code=data["code"],
        title=data["title"],
        promised=_load_figure(data["promised"], sources),
        reported=_load_figure(reported, sources) if reported else None,
    )


def load_promise(data: Mapping[str, Any]) -> Promise:
    """One promised figure, as `dump_promise` wrote it."""
    return _load_promise(data, NO_SOURCES)


def dump_promise(promise: Promise) -> dict[str, Any]:
    """One promised figure as data."""
    reported = _dump_figure(promise.reported) if promise.reported else None
    own = {"code": promise.code, "title": promise.title}
    return own | {"promised": _dump_figure(promise.promised), "reported": reported}


def _load_figure(data: Mapping[str, Any], sources: Sources) -> Figure:
    denominators = load_denominators(data.get("denominators", ()))
    return Figure(data["text"], load_citation(data, sources), denominators)


def _dump_figure(figure: Figure) -> dict[str, Any]:
    denominators = dump_denominators(figure.denominators)
    return {"text": figure.text, "denominators": denominators} | dump_citation(figure.citation)


def load_boundaries(data: Mapping[str, Any]) -> Boundaries:
    """Outlines by code, as GeoJSON writes the coordinates of a MultiPolygon."""
    outlines = {code: load_outline(coordinates) for code, coordinates in data.get("outlines", {}).items()}
    return Boundaries(data.get("attribution", ""), outlines)


def load_outline(coordinates: Sequence[Any]) -> Outline:
    """One outline from the coordinates of a MultiPolygon."""
    return tuple(
        tuple(tuple((float(x), float(y)) for x, y, *_ in ring) for ring in polygon) for polygon in coordinates
    )


def dump_boundaries(boundaries: Boundaries) -> dict[str, Any]:
    """Outlines as data: tuples become lists when they are written as JSON."""
    return {"attribution": boundaries.attribution, "outlines": dict(boundaries.outlines)}
