"""The tree of an expression, whichever program wrote it."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | float | bool


@dataclass(frozen=True)
class Literal:
    """A text, a number, or true and false."""

    value: Value


@dataclass(frozen=True)
class Name:
    """Another question, by the name that its file gives it. “.” is the question itself."""

    name: str


@dataclass(frozen=True)
class Call:
    """A function of other expressions; “not” is one."""

    function: str
    arguments: tuple[Tree, ...]


@dataclass(frozen=True)
class Binary:
    """Two expressions and what stands between: and, or, =, !=, <, <=, >, >=, or arithmetic."""

    operator: str
    left: Tree
    right: Tree


Tree = Literal | Name | Call | Binary

LARGEST = 1e15
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
FLIPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def names_in(tree: Tree) -> set[str]:
    """Every question that the expression names."""
    found: set[str] = set()
    rest: list[Tree] = [tree]
    while rest:
        part = rest.pop()
        if isinstance(part, Name):
            found.add(part.name)
        elif isinstance(part, Call):
            rest.extend(part.arguments)
        elif isinstance(part, Binary):
            rest.extend((part.left, part.right))
    return found


def number(value: Value) -> float | None:
    """The value as a number, or None. A truth is none."""
    if isinstance(value, bool):
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    return found if -LARGEST < found < LARGEST else None


def in_words(value: Value) -> str:
    """A value as its file writes it: a whole number without its decimals."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def joined_by(operator: str, tree: Tree) -> list[Tree]:
    """The parts that “and” (or another operator that groups from the left) joins, in order."""
    found: list[Tree] = []
    rest: list[Tree] = [tree]
    while rest:
        part = rest.pop()
        if isinstance(part, Binary) and part.operator == operator:
            rest.extend((part.right, part.left))
        else:
            found.append(part)
    return found
