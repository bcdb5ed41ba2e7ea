"""From an extract to the tables of a release, with where each stands, and back to rows that are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from results.domain.disclosure import PROFILE, Disclosure, SafeTable, to_json
from results.domain.editions import WITH_EXCLUDED, key_of
from results.domain.plan import Plan, Unit, questions_with_excluded, units
from results.extract import Extract


def counted(
    extract: Extract, plan: Plan, disclosure: Disclosure, *, first: bool
) -> list[tuple[str, Unit]]:
    """The tables without those left out, with where they stand; in the first edition also with them.

    A further edition has no such second line: with that of the first one it would be about few people.
    """
    kept = extract.counted()
    found = units(plan, kept.columns, kept.codebook, disclosure)
    without = {table.name: table for unit in found for table, _ in unit if table.group is None}
    more: tuple[Unit, ...] = ()
    if first and extract.left_out:
        more = questions_with_excluded(plan, extract.columns, extract.codebook, disclosure, without=without)
    return [*(("", unit) for unit in found), *((WITH_EXCLUDED, unit) for unit in more)]


def profiles(tables: Iterable[tuple[str, SafeTable]]) -> dict[str, SafeTable]:
    """The published profiles, by the code of the characteristic."""
    return {table.question: table for _, table in tables if table.kind == PROFILE}


def name_in(where: str, table: SafeTable) -> str:
    """The name of a table among all of a release."""
    return f"{where}{key_of(table)}"


def named(characteristic: str, tables: Iterable[SafeTable]) -> Iterator[tuple[str, SafeTable]]:
    """Stored tables with their names; `characteristic` is what their row says."""
    where = characteristic if characteristic == WITH_EXCLUDED else ""
    return ((name_in(where, table), table) for table in tables)


def rows(release: str, tables: Iterable[tuple[str, SafeTable]]) -> list[dict[str, Any]]:
    """The rows that hold the tables of the release with that id: one a question and characteristic."""
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for where, table in tables:
        grouped.setdefault((table.question, where or table.group or ""), []).append(to_json(table))
    return [
        {"release_id": release, "question": question, "characteristic": group, "tables": own}
        for (question, group), own in grouped.items()
    ]
