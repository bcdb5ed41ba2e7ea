"""Where things stand in a revision: put in place of their former self, moved among their like, taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from survey.domain.deployments.revisions import Revision
from survey.domain.evidence import Evidence


class Coded(Protocol):
    """Anything with a code."""

    @property
    def code(self) -> str: ...


Item = TypeVar("Item", bound=Coded)
# “new” stands where a code stands in the address of the page that adds one.
RESERVED = frozenset({"new"})


def find(items: Sequence[Item], code: str) -> Item | None:
    """The one of that code."""
    return next((one for one in items if one.code == code), None)


def put(items: Sequence[Item], item: Item) -> tuple[Item, ...]:
    """The items with this one in place of the one of the same code, or at the end."""
    if any(one.code == item.code for one in items):
        return tuple(item if one.code == item.code else one for one in items)
    return (*items, item)


def without(items: Sequence[Item], code: str) -> tuple[Item, ...]:
    """The items but the one of that code."""
    return tuple(one for one in items if one.code != code)


def moved(items: Sequence[Item], item: Item, *, same: Sequence[bool], up: bool) -> tuple[Item, ...]:
    """The items with this one and its neighbour changed about; `same` says which count as neighbours."""
    places = [place for place, counts in enumerate(same) if counts]
    here = places.index(next(place for place, one in enumerate(items) if one.code == item.code))
    there = here - 1 if up else here + 1
    if not 0 <= there < len(places):
        return tuple(items)
    found = list(items)
    found[places[here]], found[places[there]] = found[places[there]], found[places[here]]
    return tuple(found)


def codes_in_use(evidence: Evidence) -> frozenset[str]:
    """The codes that a new statement, document or promised figure cannot have."""
    things: Sequence[Coded] = (*evidence.statements, *evidence.documents, *evidence.promises)
    return RESERVED | {thing.code for thing in things}


def with_evidence(revision: Revision, **changes: Any) -> Revision:  # noqa: ANN401 - fields of Evidence
    """The revision with part of its evidence replaced."""
    return replace(revision, evidence=replace(revision.evidence, **changes))
