"""The JSON definition of a register entry: reading it, checking it, and writing a plan back.

    {"format": "lamppost-deployment", "format_version": 1, "slug": "…",
     "sources": {"key": {"name": "…", "address": "…"}},
     "revisions": [{"published_on": "2026-09-01", "summary": "…", "reason": "…",
                    "plan": {…}, "statements": […], "documents": […]}]}

Statements and facts name sources by their key. Revisions are numbered in order, from 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from survey.domain.deployments import Fact, Plan, Revision, Ward, Zone, problems_in_revision
from survey.domain.evidence import (
    Citation,
    Denominator,
    Document,
    Evidence,
    Measure,
    Source,
    Stance,
    Statement,
    Sureness,
)

FORMAT = "lamppost-deployment"
FORMAT_VERSION = 1
Sources = Mapping[str, Source]
_PLAIN = ("name", "council", "council_code", "force", "status")


class DefinitionError(ValueError):
    """A definition that cannot be used; `problems` says why in plain English."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Definition:
    """A whole register entry."""

    slug: str
    revisions: tuple[Revision, ...]


def read_definition(data: Mapping[str, Any]) -> Definition:
    """The entry that a definition describes. Raises DefinitionError where it cannot be used."""
    if data.get("format") != FORMAT or data.get("format_version") != FORMAT_VERSION:
        raise DefinitionError([f"This is not a {FORMAT} file of version {FORMAT_VERSION}."])
    try:
        definition = _read(data)
    except KeyError as error:
        raise DefinitionError([f"{error} is missing, or is not one of the sources."]) from error
    except (AttributeError, TypeError, ValueError) as error:
        raise DefinitionError([f"Something has the wrong kind of value: {error}."]) from error
    problems = [problem for revision in definition.revisions for problem in problems_in_revision(revision)]
    if problems or not definition.revisions:
        raise DefinitionError(problems or ["There is no revision."])
    return definition


def _read(data: Mapping[str, Any]) -> Definition:
    sources = {key: load_source(source) for key, source in data["sources"].items()}
    revisions = [
        _read_revision(number, item, sources=sources)
        for number, item in enumerate(data["revisions"], start=1)
    ]
    return Definition(data["slug"], tuple(revisions))


def _read_revision(number: int, data: Mapping[str, Any], *, sources: Sources) -> Revision:
    evidence = Evidence(
        tuple(_read_statement(item, sources) for item in data["statements"]),
        tuple(Document(**item) for item in data["documents"]),
    )
    return Revision(
        number=number,
        published_on=date.fromisoformat(data["published_on"]),
        summary=data["summary"],
        reason=data["reason"],
        plan=load_plan(data["plan"], sources),
        evidence=evidence,
    )


def _read_statement(data: Mapping[str, Any], sources: Sources) -> Statement:
    return Statement(
        code=data["code"],
        stance=Stance(data["stance"]),
        title=data["title"],
        text=data["text"],
        citation=load_citation(data, sources),
        denominators=load_denominators(data.get("denominators", ())),
        note=data.get("note", ""),
    )


def load_plan(data: Mapping[str, Any], sources: Sources) -> Plan:
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
    )


def load_citation(data: Mapping[str, Any], sources: Sources) -> Citation:
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
    """The plan with its sources written out; `load_plan(dump_plan(plan), {}) == plan`."""
    plain = {name: getattr(plan, name) for name in (*_PLAIN, "area_note")}
    return plain | {
        "facts": {code: _dump_fact(fact) for code, fact in plan.facts.items()},
        "zones": [asdict(zone) for zone in plan.zones],
        "wards": [asdict(ward) for ward in plan.wards],
    }


def _dump_fact(fact: Fact) -> dict[str, Any]:
    stated = {"value": fact.value, "note": fact.note}
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
