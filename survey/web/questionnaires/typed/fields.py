"""One field of a form about a question: how a value becomes text, and text a value or a problem.

A field's name is where its value stands in the thing: “text”, or “link.address” inside a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass
from dataclasses import fields as dataclass_fields
from datetime import date
from typing import Any

from survey.domain.wording import Words, message, say

Typed = Mapping[str, str]
Problems = dict[str, str]

NO_NUMBER = message("“{field}” must be a whole number, such as 100")
NO_DAY = message("“{field}” must be a real date, such as 15 7 2026")
DAY_PARTS = ("day", "month", "year")
LARGEST = 2_000_000_000
_NUMBER = re.compile(r"-?\d{1,10}")


@dataclass(frozen=True)
class Field:
    """What is asked, and how. `empty` is what nothing typed stands for; `needed` is said where it must be.

    `kind` is a row of `KINDS`. `choices` are values with their words, for radios and lists.
    """

    name: str
    label: Words
    hint: str = ""
    kind: str = "line"
    empty: Any = ""
    needed: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """Its name in a form."""
        return self.name.replace(".", "-").replace("_", "-")


@dataclass(frozen=True)
class Kind:
    """A kind of field.

    `fill` gives text by ending of its name, `read` the value or None, and the message of a problem.
    """

    fill: Callable[[Any], Mapping[str, str]]
    read: Callable[[Mapping[str, str]], tuple[Any, str]]
    endings: tuple[str, ...] = ("",)


def _read_number(typed: Mapping[str, str]) -> tuple[int | None, str]:
    plain = re.sub(r"[,\s£]", "", typed[""])
    good = bool(_NUMBER.fullmatch(plain)) and abs(int(plain)) <= LARGEST
    return (int(plain), "") if good else (None, NO_NUMBER)


def _fill_day(value: str) -> dict[str, str]:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return {"-day": "", "-month": "", "-year": value}
    return {f"-{part}": str(getattr(day, part)) for part in DAY_PARTS}


def _read_day(typed: Mapping[str, str]) -> tuple[str | None, str]:
    try:
        day = date(*(int(typed[f"-{part}"]) for part in reversed(DAY_PARTS)))
    except (ValueError, OverflowError):
        return None, NO_DAY
    return day.isoformat(), ""


def _text(typed: Mapping[str, str]) -> tuple[str, str]:
    return typed[""], ""


def _plain(value: str) -> dict[str, str]:
    return {"": value}


KINDS: Mapping[str, Kind] = {
    "line": Kind(_plain, _text),
    "text": Kind(_plain, _text),
    "radios": Kind(_plain, _text),
    "select": Kind(_plain, _text),
    "tick": Kind(lambda value: {"": "on" if value else ""}, lambda typed: (bool(typed[""]), "")),
    "number": Kind(lambda value: {"": str(value)}, _read_number),
    "day": Kind(_fill_day, _read_day, tuple(f"-{part}" for part in DAY_PARTS)),
}


def fill_field(field: Field, value: Any, prefix: str = "") -> dict[str, str]:  # noqa: ANN401 - any value of a field
    """The text of a field, by name in the form."""
    kind, name = KINDS[field.kind], prefix + field.key
    if value is None or (value == field.empty and field.kind != "tick"):
        return {name + ending: "" for ending in kind.endings}
    return {name + ending: text for ending, text in kind.fill(value).items()}


def read_field(field: Field, typed: Typed, prefix: str = "") -> tuple[Any, str]:
    """The value of a field, and what is wrong with it."""
    kind, name = KINDS[field.kind], prefix + field.key
    texts = {ending: typed.get(name + ending, "").strip() for ending in kind.endings}
    if not any(texts.values()):
        return (False if field.kind == "tick" else field.empty), field.needed
    value, problem = kind.read(texts)
    if field.choices and value not in dict(field.choices):
        return field.empty, field.needed
    return value, say(problem, field=field.label) if problem else ""


def of_path(thing: Any, path: str) -> Any:  # noqa: ANN401 - any dataclass
    """The value under a name such as “link.address”; None where there is no link."""
    for name in path.split("."):
        thing = getattr(thing, name, None)
    return thing


def fill_fields(fields: Iterable[Field], thing: Any, prefix: str = "") -> dict[str, str]:  # noqa: ANN401 - any dataclass
    """The text of these fields of a thing."""
    found: dict[str, str] = {}
    for field in fields:
        found |= fill_field(field, of_path(thing, field.name), prefix)
    return found


def read_fields(fields: Iterable[Field], typed: Typed, prefix: str = "") -> tuple[dict[str, Any], Problems]:
    """The values by name, those with a dot as they are, and what is wrong by name in the form."""
    values: dict[str, Any] = {}
    problems: Problems = {}
    for field in fields:
        values[field.name], problem = read_field(field, typed, prefix)
        if problem:
            problems[prefix + field.key] = problem
    return values, problems


def nested(values: Mapping[str, Any], parts: Mapping[str, type[Any]]) -> dict[str, Any]:
    """The same values with those of a part put together in it; without a text that it needs it is none."""
    whole = {name: value for name, value in values.items() if "." not in name}
    for part, cls in parts.items():
        inside = {n.removeprefix(f"{part}."): v for n, v in values.items() if n.startswith(f"{part}.")}
        if inside:
            needed = [field.name for field in dataclass_fields(cls) if field.default is MISSING]
            whole[part] = cls(**inside) if any(inside.get(name) for name in needed) else None
    return whole
