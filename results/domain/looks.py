"""Which counts of a group are one look at the same people, and so share one figure.

How many people a question was asked and how many answered it are known exactly, over everybody. Where all but
one of them did, a group whose figure moved is that of the one. So a count that leaves out four people or
fewer of everybody, as the exact figures say, has the figure of the whole group, to which it is so near that
this figure can be within four of both. A question that was asked under a condition has the same for those who
were asked it, and for those who answered it. Any other count has a name, and so an offset, of its own: two
that moved together under one offset would tell by how much.

How many were not asked is the same for all questions under one condition; these share the name of the first.
Two conditions that left out as many of everybody by chance differ in the groups, and share nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from results.domain.tables import Breakdown, Table

# A count that lacks so many of everybody, or fewer, has their figure: it can be within four of both.
NEAR = 4
ALL = "*"


@dataclass(frozen=True, slots=True)
class Look:
    """One figure: the end of its name, the count that is rounded, and the least that it stands for."""

    name: str
    people: int
    least: int


class Looks:
    """The looks of all groups. `alone`: the exact tables over everybody, of the questions in `breakdowns`."""

    def __init__(self, alone: Iterable[Table], breakdowns: Iterable[Breakdown]) -> None:
        self._alone = {table.name: table for table in alone}
        of_groups = [table for breakdown in breakdowns for table in breakdown.tables]
        self._first = _first_not_asked_like([*self._alone.values(), *of_groups])
        self._least: dict[tuple[str | None, str | None, str], int] = {}
        for table in of_groups:
            self._note(table)

    def whole(self, group: str, value: str, people: int) -> Look:
        """All people of a group."""
        return Look(ALL, people, self._least.get((group, value, ALL), people))

    def base(self, table: Table) -> Look:
        """Those of a group who answered."""
        return self._look(table, self._alone[table.name].base, table.base, f"{table.name}|{ALL}")

    def option(self, table: Table, place: int) -> Look:
        """Those of a group who gave an answer."""
        name = f"{table.name}={table.options[place]}"
        return self._look(table, self._alone[table.name].counts[place], table.counts[place], name)

    def not_asked_like(self, table: Table) -> str:
        """The first question that was not asked of as many, of everybody and of each group."""
        return self._first[table.name]

    def _look(self, table: Table, everybody: int, count: int, name: str) -> Look:
        for own, total, people in self._tops(table):
            if total - everybody <= NEAR:
                return Look(own, people, self._least.get((table.group, table.value, own), people))
        return Look(name, count, count)

    def _tops(self, table: Table) -> Iterator[tuple[str, int, int]]:
        """All, those who were asked, and those who answered: name, how many in all, how many of the group."""
        all_ = self._alone[table.name]
        yield ALL, all_.respondents, table.respondents
        asked = all_.respondents - all_.not_asked
        if all_.not_asked > NEAR:
            yield f"{self.not_asked_like(table)}|*asked", asked, table.respondents - table.not_asked
        if all_.respondents - all_.base > NEAR and (all_.not_asked <= NEAR or asked - all_.base > NEAR):
            yield f"{table.name}|{ALL}", all_.base, table.base

    def _note(self, table: Table) -> None:
        counts = [(self.base(table), table.base)]
        counts += [(self.option(table, place), count) for place, count in enumerate(table.counts)]
        for look, count in counts:
            key = table.group, table.value, look.name
            self._least[key] = min(self._least.get(key, look.people), count)


def _first_not_asked_like(tables: Iterable[Table]) -> dict[str, str]:
    """For each question the first one that was not asked of as many in each of these tables."""
    counts: dict[str, set[tuple[str | None, str | None, int]]] = {}
    for table in tables:
        counts.setdefault(table.name, set()).add((table.group, table.value, table.not_asked))
    first: dict[frozenset[tuple[str | None, str | None, int]], str] = {}
    return {name: first.setdefault(frozenset(own), name) for name, own in counts.items()}
