"""The JSON definition of a register entry: reading it, checking it, and writing a plan back.

    {"format": "lamppost-deployment", "format_version": 1, "slug": "…",
     "sources": {"key": {"name": "…", "address": "…"}},
     "revisions": [{"published_on": "2026-09-01", "summary": "…", "reason": "…",
                    "plan": {…}, "statements": […], "documents": […]}]}

Statements and facts name sources by their key. Revisions are numbered in order, from 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from survey.domain.deployments.content import Sources, load_boundaries, load_evidence, load_plan, load_source
from survey.domain.deployments.revisions import Revision, problems_in_revision

FORMAT = "lamppost-deployment"
FORMAT_VERSION = 1


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
    return Revision(
        number=number,
        published_on=date.fromisoformat(data["published_on"]),
        summary=data["summary"],
        reason=data["reason"],
        plan=load_plan(data["plan"], sources),
        evidence=load_evidence(data, sources),
        boundaries=load_boundaries(data.get("boundaries", {})),
        change_summary=data.get("change_summary", ""),
        material=data.get("material", False),
    )
