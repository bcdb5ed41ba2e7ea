"""Tables of an XLSForm: several select_one lines with one list, laid out together → one grid.

Where a condition looks at one line, or lines have conditions of their own, they stay questions of their own:
conditions here can look at a question, not at a row of a grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from survey.domain.interchange.xlsform.items import Group, Item
from survey.domain.interchange.xlsform.lists import list_key

FEWEST_ROWS = 2


@dataclass
class Table:
    """The lines of one table. `heading` is the line that only shows the options."""

    group: Group
    rows: list[Item] = field(default_factory=list)
    heading: Item | None = None

    @property
    def lines(self) -> list[Item]:
        """All its lines."""
        return [*self.rows, *([self.heading] if self.heading else [])]


def tables_in(items: Sequence[Item], named: set[str]) -> list[Table]:
    """The tables; `named` holds what conditions look at."""
    found: list[Table] = []
    for _, run in groupby(items, key=_layout):
        members = list(run)
        if _layout(members[0]) is not None:
            table = _table(members)
            if len(table.rows) >= FEWEST_ROWS and not named.intersection(row.name for row in table.rows):
                found.append(table)
    return found


def _layout(item: Item) -> tuple[int, str, str] | None:
    """What lines of one table have in common: group, list and condition. None for other lines."""
    if item.type.kind != "select one" or not item.groups or item.type.or_other or item.type.in_file:
        return None
    words = item.appearance.split()
    in_table = "table-list" in item.groups[-1].appearance or "list-nolabel" in words or "label" in words
    # The heading may lack the condition of its rows; then it stays outside.
    key = (item.groups[-1].line.number, list_key(item.type.list_name), item.line.get("relevant"))
    return key if in_table and not item.line.get("choice_filter") else None


def _table(members: list[Item]) -> Table:
    table = Table(members[0].groups[-1])
    for item in members:
        if "label" in item.appearance.split() and table.heading is None:
            table.heading = item
        else:
            table.rows.append(item)
    return table
