"""Rows that hundreds of tests begin with: worked out once, and put back as they were from then on.

The demonstration takes the register and the consultations a tenth of a second to load, as it checks every
questionnaire. What it leaves in the tables is the same each time.
"""

from collections.abc import Callable, Hashable
from typing import Any

from sqlalchemy import Integer, Table, exists, func, insert, select
from sqlalchemy.orm import Session

from survey.store.database import Base

Rows = dict[Table, list[dict[str, Any]]]
_KEPT: dict[Hashable, Rows] = {}


def fill_once(session: Session, key: Hashable, fill: Callable[[], None]) -> None:
    """Fills by `fill` for the first time; later puts the same rows back. Tables that hold rows are filled by hand."""
    if key not in _KEPT:
        session.flush()
        empty = [table for table in Base.metadata.sorted_tables if _is_empty(session, table)]
        fill()
        session.flush()
        rows = {table: [dict(row) for row in session.execute(select(table)).mappings()] for table in empty}
        _KEPT[key] = {table: found for table, found in rows.items() if found}
    elif all(_is_empty(session, table) for table in _KEPT[key]):
        _put_back(session, _KEPT[key])
    else:
        fill()


def _is_empty(session: Session, table: Table) -> bool:
    return not session.scalar(select(exists(select(1).select_from(table))))


def _put_back(session: Session, rows: Rows) -> None:
    for table, found in rows.items():
        session.execute(insert(table), found)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(*(_counted_on(column) for table in rows for column in _numbers(table))))


def _numbers(table: Table) -> list[Any]:
    """The key that the database counts up, if it does."""
    keys = list(table.primary_key.columns)
    counted = len(keys) == 1 and isinstance(keys[0].type, Integer) and not keys[0].foreign_keys
    return keys if counted else []


def _counted_on(column: Any) -> Any:
    """The next row gets a number of its own."""
    sequence = func.pg_get_serial_sequence(column.table.name, column.name)
    return func.setval(sequence, select(func.max(column)).scalar_subquery())
