"""Editions: when the results of a consultation may be counted again, and which tables of them may move.

Two exact tables of one question differ by what those answered who were added or left out in between. So a new
edition needs at least 50 changed responses, and in it a table is counted anew only where the number of its
answers changed by at least 50; otherwise it stays as it was. More than two editions can be added up and
subtracted in many ways: `renewable` keeps each of these ways from being about fewer than 50 people.

Which responses an edition counted is not kept: among few responses that were added later, it would tell whose
they are. Counts are enough, and the numbers of the marked responses that two people left out, which stand in
the record of decisions anyway. Where counts do not tell, fewer changes are assumed than there may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from results.domain.disclosure import PROFILE, SMALLEST_GROUP, SafeTable
from results.domain.plan import Unit
from results.domain.tables import Table

LEAST_CHANGED = SMALLEST_GROUP
# Where tables over everybody and the responses left out stand. No code of a question has this mark.
WITH_EXCLUDED = "*with-excluded"
# Of each table by its name: its true bases, edition by edition.
Chains = Mapping[str, Sequence[Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Stand:
    """What stood when an edition was counted, or stands now.

    `responses` counts all that are there, left out or not: none goes after closing, so more of them are new.
    `marks` is the highest number of a marked response: a later one was marked later, old or new.
    """

    responses: int
    marks: int
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two stands. `at_least` is how many responses, as far as is certain."""

    added: int
    left_out: int
    taken_back: int
    at_least: int

    @property
    def missing(self) -> int:
        """How many more must change before there may be a new edition."""
        return max(0, LEAST_CHANGED - self.at_least)


def changes(before: Stand, now: Stand) -> Changes:
    """What changed. A response that was added and left out at once was never counted, and is no change.

    Of those marked since, nobody keeps which were there before; each may be one of those added.
    """
    turned = before.left_out ^ now.left_out
    unsure = sum(number > before.marks for number in turned)
    added = now.responses - before.responses
    return Changes(
        added=added,
        left_out=len(now.left_out - before.left_out),
        taken_back=len(before.left_out - now.left_out),
        at_least=len(turned) - unsure + abs(added - unsure),
    )


@dataclass(frozen=True, slots=True)
class Edition:
    """The tables of an edition with where each stands; the true bases of each, edition by edition, to be kept
    inside; and the names of the tables that stayed as they were.
    """

    tables: list[tuple[str, SafeTable]]
    chains: dict[str, Sequence[Sequence[int]]]
    kept: list[str]


@dataclass(frozen=True, slots=True)
class Moves:
    """Of all editions together: how many decisions turned, and how many responses may have changed twice."""

    turned: int
    twice: int


def moves(stands: Sequence[Stand]) -> Moves:
    """The moves over all stands, the oldest first and the present one last.

    Twice may have changed what was decided twice, and what was marked after the first edition: it may have
    been added in one edition and left out in a later one.
    """
    seen: set[int] = set()
    turned = twice = 0
    for place, (before, now) in enumerate(pairwise(stands)):
        own = before.left_out ^ now.left_out
        turned += len(own)
        twice += sum(place > 0 and (number in seen or number > stands[0].marks) for number in own)
        seen |= own
    return Moves(turned, twice)


def enough(bases: Sequence[int], moved: Moves) -> bool:
    """Whether a table with these bases, edition by edition, may be published with the last of them.

    Each step must hold 50 responses that changed in it and in no other: then every sum and difference of
    these editions in which a step appears is about at least 50 people. One in which none does is the first
    edition, of which at least 50 must never have changed.
    """
    steps = [abs(now - before) for before, now in pairwise(bases)]
    if len(steps) == 1:
        return steps[0] >= LEAST_CHANGED
    own = all(step - moved.twice >= LEAST_CHANGED for step in steps)
    return own and bases[0] - moved.turned >= LEAST_CHANGED


def key_of(table: Table | SafeTable) -> str:
    """The name of a table among all of a release: question, row, characteristic and group."""
    group = f"{table.group}={table.value}" if table.group else ""
    return f"{table.name}|{group}"


def bases_of(table: Table, *, profile: bool) -> list[int]:
    """The true numbers by which it is told whether enough of a table changed: how many answered.

    In a profile every figure is about a group, so there it is all of them.
    """
    return [table.base, table.not_answered, table.not_asked, *table.counts] if profile else [table.base]


def renewable(old: SafeTable, new: SafeTable, chain: Sequence[Sequence[int]], moved: Moves) -> bool:
    """Whether a table may be published as it is now. `chain`: its true bases, edition by edition, and now.

    Of a profile each figure that moves must be that of a group which changed enough.
    """
    if old == new:
        return True
    if old.options != new.options:
        return False
    if new.kind != PROFILE:
        return enough([bases[0] for bases in chain], moved)
    moving = [before != now for before, now in zip(_figures(old), _figures(new), strict=True)]
    each = zip(moving, zip(*chain, strict=True), strict=True)
    return all(enough(own, moved) for moves, own in each if moves)


def _figures(table: SafeTable) -> list[int | None]:
    """The published figures of a profile, in the order of `bases_of`."""
    return [table.base, table.not_answered, table.not_asked, *(cell.count for cell in table.cells)]


def edition(
    units: Iterable[tuple[str, Unit]], old: Mapping[str, SafeTable], chains: Chains, moved: Moves
) -> Edition:
    """The tables of a new edition: each unit as it is now, or as it was where too little of it changed.

    `units` come with where they stand, which is part of the names in `old` and `chains`.
    """
    # What has no place in this edition still counts for the next one: its figures stay readable.
    found = Edition([], dict(chains), [])
    for where, unit in units:
        names = [f"{where}{key_of(table)}" for table, _ in unit]
        grown = {name: [*chains.get(name, ()), _bases(pair)] for name, pair in zip(names, unit, strict=True)}
        known = [name for name in names if name in old]
        same = all(old.get(name) == safe for name, (_, safe) in zip(names, unit, strict=True))
        anew = not same and _is_renewable(unit, names, old, grown, moved)
        if not known or (anew and _is_apart(names, grown, chains)):
            found.tables.extend((where, safe) for _, safe in unit)
            found.chains.update(grown)
        else:
            found.tables.extend((where, old[name]) for name in known)
            found.kept.extend(known)
    return found


def _is_apart(names: Sequence[str], grown: Chains, chains: Chains) -> bool:
    """Whether the new tables are 50 people away from the line with those left out of the first edition.

    Or none at all. A line is published once, so its chain has one base.
    """
    lines = [(grown[name][-1][0], chains.get(WITH_EXCLUDED + name, ())) for name in names]
    return all(now == base or abs(now - base) >= LEAST_CHANGED for now, line in lines for base, *_ in line)


def _bases(pair: tuple[Table, SafeTable]) -> list[int]:
    return bases_of(pair[0], profile=pair[1].kind == PROFILE)


def _is_renewable(
    unit: Unit, names: Sequence[str], old: Mapping[str, SafeTable], grown: Chains, moved: Moves
) -> bool:
    """Whether all tables of a unit may be published anew. One that is new among old ones may not."""
    pairs = zip(names, unit, strict=True)
    return all(name in old and renewable(old[name], new, grown[name], moved) for name, (_, new) in pairs)
