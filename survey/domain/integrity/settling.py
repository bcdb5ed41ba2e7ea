"""What was settled of the marked responses when an edition of the results was counted, and who reads it when.

That of the first edition stands apart (`first`), since it is public with the results; of each further one
(`later`) it is kept from which day everyone reads it.

How many each rule marked stays in a further edition as it was, unless 50 more were marked: a rule joins
several answers, and among a few forms that came late the number would tell what somebody answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from survey.domain.integrity.reviewing import Counts

Settled = Mapping[str, Any]
# As a further edition of the results needs so many changes: no test of it may be about fewer people.
LEAST_MARKED_ANEW = 50


def settled_of(edition: int, first: Settled | None, later: Iterable[Settled]) -> Settled | None:
    """What was settled when that edition was counted; None where nothing was."""
    if edition == 1:
        return first
    return next((one for one in later if one["edition"] == edition), None)


def settled_on(day: date, first: Settled | None, later: Iterable[Settled]) -> Settled | None:
    """What was settled for the newest edition that everyone sees on that day, once results are public.

    A further edition is counted before its day: until then everyone reads that of the one before.
    """
    came = [one for one in later if one["from"] and one["from"] <= day.isoformat()]
    return max(came, key=lambda one: int(one["edition"]), default=first)


def counts_in(settled: Settled | None) -> dict[str, Counts]:
    """The counts of each rule in what was settled; none where nothing was."""
    return {rule: Counts(**own) for rule, own in settled["rules"].items()} if settled else {}


def told(edition: int, now: Mapping[str, Counts], before: Settled | None) -> dict[str, Counts]:
    """The counts of each rule as an edition tells them. `before`: what was settled for the one before it.

    How many were left out is told exactly, so at least as many were marked.
    """
    if edition == 1:
        return dict(now)
    old = counts_in(before)
    return {rule: _told_anew(own, old.get(rule, Counts()).marked) for rule, own in now.items()}


def _told_anew(now: Counts, marked: int) -> Counts:
    moves = now.marked - marked >= LEAST_MARKED_ANEW
    return now if moves else replace(now, marked=max(marked, now.left_out))


def with_edition(later: Iterable[Settled], edition: int, settled: Settled) -> list[dict[str, Any]]:
    """`later` with what was settled for a further edition, which nobody else reads yet."""
    others = [dict(one) for one in later if one["edition"] != edition]
    return [*others, {"edition": edition, "from": None, **settled}]


def public_from(later: Iterable[Settled], edition: int, on: date) -> list[dict[str, Any]]:
    """`later` where everyone reads what was settled for that edition from a day on."""
    return [{**one, "from": on.isoformat()} if one["edition"] == edition else dict(one) for one in later]


def by_day(decisions: Sequence[tuple[date, str]]) -> list[dict[str, Any]]:
    """How many decisions of each kind there were on each day."""
    found: dict[str, dict[str, int]] = {}
    for day, decision in decisions:
        own = found.setdefault(day.isoformat(), {})
        own[decision] = own.get(decision, 0) + 1
    return [{"day": day, **own} for day, own in sorted(found.items())]
