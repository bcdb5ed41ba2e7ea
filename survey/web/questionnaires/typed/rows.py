"""Rows of a form: options, lines of a grid, bands, definitions. Adding, moving and removing need no script.

A row's fields are called `option-3-label`; its code, made once from its label, is carried along unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from survey.domain.questionnaires.building import kebab_code
from survey.domain.questionnaires.problems_of_types import CODE
from survey.domain.questionnaires.questions import Detail
from survey.domain.wording import say
from survey.web.questionnaires.typed.fields import Field, Problems, Typed, fill_fields, nested, read_fields

LONGEST_LABEL = 60
MOST_LINES = 200
Row = dict[str, str]


@dataclass(frozen=True)
class Named:
    """What one row is called: within a sentence, and where its name stands alone."""

    name: str
    title: str


@dataclass(frozen=True)
class One:
    """One row of a kind in messages: what it is called by its number, and the words of what adds rows."""

    name: str
    title: str
    add: str
    paste: str = ""
    pasted: str = ""

    def named(self, number: int) -> Named:
        """The row of that number."""
        return Named(say(self.name, number=number), say(self.title, number=number))


@dataclass(frozen=True)
class Rows:
    """Rows of one kind. `name` begins their names in the form, `attribute` is where they stand in a question.

    The first column is the label. `ready` are whole rows that a button adds, by its words. `only` tells which
    of the things are rows here; the others are kept as they are, before them. `always` is what all rows are.
    """

    name: str
    attribute: str
    of: type[Any]
    columns: tuple[Field, ...]
    title: str
    one: One
    hint: str = ""
    ready: tuple[tuple[str, Mapping[str, str]], ...] = ()
    coded: bool = True
    only: Callable[[Any], bool] = lambda _thing: True
    others: tuple[Any, ...] = ()
    label_of: Callable[[Mapping[str, Any]], str] | None = None
    fewest: int = 0
    always: tuple[tuple[str, Any], ...] = ()

    @property
    def parts(self) -> dict[str, type[Any]]:
        return {"detail": Detail}


def fill_rows(rows: Rows, question: Any) -> dict[str, str]:  # noqa: ANN401 - any question
    """The fields of every row."""
    found: dict[str, str] = {}
    for number, thing in enumerate(filter(rows.only, getattr(question, rows.attribute, ())), start=1):
        prefix = f"{rows.name}-{number}-"
        found |= fill_fields(rows.columns, thing, prefix)
        found |= {f"{prefix}code": thing.code} if rows.coded else {}
    return found


def read_rows(rows: Rows, typed: Typed, before: Any) -> tuple[tuple[Any, ...], Problems]:  # noqa: ANN401 - any question
    """The things that the rows are, and what is wrong by name in the form. Rows without a text do not count.

    What a thing has besides the columns is kept.
    """
    had = {getattr(thing, "code", ""): thing for thing in getattr(before, rows.attribute, ())}
    kept = tuple(t for t in getattr(before, rows.attribute, ()) if not rows.only(t)) or rows.others
    found, problems = [], {}
    for number, _row in numbered(typed, rows.name):
        prefix = f"{rows.name}-{number}-"
        values, wrong = read_fields(rows.columns, typed, prefix)
        row = rows.one.named(number).title
        problems |= {name: say("{row}: {fault}", row=row, fault=text) for name, text in wrong.items()}
        code = typed.get(f"{prefix}code", "")
        if not wrong:
            found.append(_thing(rows, values, code, old=had.get(code)))
    return (*kept, *found), problems


def _thing(rows: Rows, values: Mapping[str, Any], code: str, *, old: Any) -> Any:  # noqa: ANN401 - any dataclass
    whole = nested(values, rows.parts) | dict(rows.always)
    if rows.label_of and not whole["label"]:
        whole["label"] = rows.label_of(whole)
    if rows.coded:
        whole["code"] = code
    if old is not None:
        shown = {column.name.split(".")[0] for column in rows.columns} | {"code"}  # what the form says of it
        whole = {f.name: getattr(old, f.name) for f in fields(old) if f.name not in shown} | whole
    return rows.of(**whole)


def numbered(typed: Typed, name: str) -> list[tuple[int, Row]]:
    """The rows that hold any text, with their numbers, in order."""
    return [(number, row) for number, row in _all(typed, name) if _holds(row)]


def _holds(row: Row) -> bool:
    return any(text.strip() for text in _written(row))


def _written(row: Row) -> list[str]:
    """What somebody wrote in a row: neither its code nor what is ticked or chosen."""
    chosen = ("code", "detail-publishing")
    return [text for ending, text in row.items() if ending not in chosen and text != "on"]


def rows_shown(typed: Typed, rows: Rows) -> range:
    """The numbers of the rows that a page shows."""
    there = [number for number, _row in _all(typed, rows.name)]
    return range(1, max([rows.fewest, *there]) + 1)


def _all(typed: Typed, name: str) -> list[tuple[int, Row]]:
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,3}})-([A-Za-z0-9-]+)")
    found: dict[int, Row] = {}
    for key, text in typed.items():
        match = pattern.fullmatch(key)
        if match:
            found.setdefault(int(match[1]), {})[match[2]] = text
    return sorted(found.items())


def with_rows(typed: Typed, name: str, rows: Sequence[Row]) -> dict[str, str]:
    """The form with these rows, numbered anew, in place of those that it had."""
    old = {f"{name}-{number}-{ending}" for number, row in _all(typed, name) for ending in row}
    rest = {key: text for key, text in typed.items() if key not in old}
    new = {f"{name}-{n}-{ending}": text for n, row in enumerate(rows, 1) for ending, text in row.items()}
    return rest | new


def with_codes(typed: Typed, rows: Rows, taken: Iterable[str]) -> dict[str, str]:
    """The form with a code for each row that has none yet, made from its label or its figures."""
    known = {row.get("code", "") for _number, row in _all(typed, rows.name)} | set(taken)
    done = dict(typed)
    for number, row in numbered(typed, rows.name) if rows.coded else ():
        if not CODE.fullmatch(row.get("code", "")):
            words = row.get(rows.columns[0].key) or " ".join(_written(row))
            code = kebab_code(words[:LONGEST_LABEL], known, rows.name)
            known.add(code)
            done[f"{rows.name}-{number}-code"] = code
    return done


def pasted(typed: Typed, rows: Rows) -> dict[str, str]:
    """The form with a row for each line that was pasted, before those that stand at the end."""
    lines = [line.strip() for line in typed.get(f"{rows.name}-lines", "").splitlines() if line.strip()]
    rest = {key: text for key, text in typed.items() if key != f"{rows.name}-lines"}
    if not lines:
        return rest
    there = [row for _number, row in numbered(typed, rows.name)]
    label = rows.columns[0].key
    return with_rows(rest, rows.name, _before_the_last(there, [{label: line} for line in lines[:MOST_LINES]]))


def _before_the_last(rows: list[Row], new: list[Row]) -> list[Row]:
    """The new rows before “don't know” and the like, which stand at the end."""
    place = len(rows)
    while place and any(rows[place - 1].get(name) for name in ("apart", "exclusive", "detail-label")):
        place -= 1
    return [*rows[:place], *new, *rows[place:]]


def acted(typed: Typed, rows: Rows, act: str) -> dict[str, str]:
    """The form after a button of its rows was pressed, such as “up 3”, “remove 2”, “add” or “ready 1”."""
    there = [row for _number, row in _all(typed, rows.name)]
    what, _space, argument = act.partition(" ")
    number = int(argument) if argument.isdigit() and len(argument) < 4 else 0  # noqa: PLR2004 - as row numbers
    done = _ACTS[what](rows, there, number) if what in _ACTS else there
    return with_rows(typed, rows.name, done)


def _add(rows: Rows, there: list[Row], _number: int) -> list[Row]:
    return _before_the_last(there, [{rows.columns[0].key: ""}])


def _add_ready(rows: Rows, there: list[Row], number: int) -> list[Row]:
    chosen = [dict(row) for _words, row in rows.ready[number - 1 : number]]
    return [*there, *chosen]


def _remove(_rows: Rows, there: list[Row], number: int) -> list[Row]:
    return [row for place, row in enumerate(there, start=1) if place != number]


def _swap(there: list[Row], one: int, other: int) -> list[Row]:
    if not (1 <= one <= len(there) and 1 <= other <= len(there)):
        return there
    done = list(there)
    done[one - 1], done[other - 1] = done[other - 1], done[one - 1]
    return done


_ACTS: Mapping[str, Callable[[Rows, list[Row], int], list[Row]]] = {
    "add": _add,
    "ready": _add_ready,
    "remove": _remove,
    "up": lambda _rows, there, number: _swap(there, number, number - 1),
    "down": lambda _rows, there, number: _swap(there, number, number + 1),
}
