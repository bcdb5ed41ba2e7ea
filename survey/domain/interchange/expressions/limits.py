"""What an answer must fulfil → the limits that our questions have: how many, how much, which stand alone.

What is not one of these is told and left out. A limit that can be taken over in part errs wide: nobody's
answer is refused that the file would have taken.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from survey.domain.interchange.expressions.tree import (
    COMPARISONS,
    FLIPPED,
    Binary,
    Call,
    Literal,
    Name,
    Tree,
    in_words,
    joined_by,
    number,
)

SELF = Name(".")
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_PLAIN = ("number", "int", "string", "date")


@dataclass(frozen=True)
class Range:
    """From where to where, both included. `exact`: the file says just this and nothing more."""

    low: float = -math.inf
    high: float = math.inf
    exact: bool = True


@dataclass
class ChoiceLimits:
    """What may be chosen together. `exact` as above; `alone` holds values that exclude all others."""

    at_least: int | None = None
    at_most: int | None = None
    alone: set[str] = field(default_factory=set)
    exact: bool = True


def plainly(tree: Tree, *, positive: bool = True) -> Tree:
    """The same with every “not” moved to where it can be seen what it denies."""
    if isinstance(tree, Call) and tree.function == "not" and len(tree.arguments) == 1:
        return plainly(tree.arguments[0], positive=not positive)
    if isinstance(tree, Binary) and tree.operator in ("and", "or"):
        operator = tree.operator if positive else {"and": "or", "or": "and"}[tree.operator]
        first, *others = (plainly(part, positive=positive) for part in joined_by(tree.operator, tree))
        for other in others:
            first = Binary(operator, first, other)
        return first
    if positive:
        return tree
    if isinstance(tree, Binary) and tree.operator in COMPARISONS:
        return Binary(_OPPOSITE[tree.operator], tree.left, tree.right)
    return Call("not", (tree,))


def _compared(tree: Tree) -> tuple[str, Tree, Literal] | None:
    """Operator, what is looked at, and the value."""
    if not isinstance(tree, Binary) or tree.operator not in COMPARISONS:
        return None
    left, right = _bare(tree.left), _bare(tree.right)
    if isinstance(left, Literal):
        left, right = right, left
        return (FLIPPED[tree.operator], left, right) if isinstance(right, Literal) else None
    return (tree.operator, left, right) if isinstance(right, Literal) else None


def _bare(tree: Tree) -> Tree:
    while isinstance(tree, Call) and tree.function in _PLAIN and len(tree.arguments) == 1:
        tree = tree.arguments[0]
    return tree


def range_of(tree: Tree, subject: Tree = SELF) -> Range:
    """The range that the subject must lie in."""
    return _range(plainly(tree), subject)


def _range(tree: Tree, subject: Tree) -> Range:
    if isinstance(tree, Binary) and tree.operator == "and":
        parts = [_range(part, subject) for part in joined_by("and", tree)]
        low, high = max(part.low for part in parts), min(part.high for part in parts)
        return Range(low, high, all(part.exact for part in parts)) if low <= high else Range(exact=False)
    if isinstance(tree, Binary) and tree.operator == "or":
        parts = [_range(part, subject) for part in joined_by("or", tree)]
        return Range(min(part.low for part in parts), max(part.high for part in parts), exact=False)
    if isinstance(tree, Literal) and tree.value is True:
        return Range()
    return _one_range(tree, subject)


def _one_range(tree: Tree, subject: Tree) -> Range:
    found = _compared(tree)
    value = number(found[2].value) if found and found[1] == subject else None
    if found is None or value is None:
        return Range(exact=False)
    return {
        "=": Range(value, value),
        "!=": Range(exact=False),
        "<": Range(high=math.ceil(value) - 1),
        "<=": Range(high=math.floor(value)),
        ">": Range(low=math.floor(value) + 1),
        ">=": Range(low=math.ceil(value)),
    }[found[0]]


def length_range(tree: Tree) -> Range:
    """How long a text may be."""
    return range_of(tree, Call("string-length", (SELF,)))


def days_of(tree: Tree) -> tuple[str, str, bool]:
    """The first and the last day, as written, and whether that is all that is said."""
    first = last = ""
    exact = True
    for part in joined_by("and", plainly(tree)):
        found = _compared(part)
        operator = found[0] if found and found[1] == SELF and isinstance(found[2].value, str) else ""
        if operator == ">=" and found:
            first = str(found[2].value)
        elif operator == "<=" and found:
            last = str(found[2].value)
        else:
            exact = False
    return first, last, exact


def choice_limits(tree: Tree) -> ChoiceLimits:
    """How many may be chosen, and what stands alone."""
    limits = ChoiceLimits()
    for part in joined_by("and", plainly(tree)):
        alone = _stands_alone(joined_by("or", part))
        if alone is not None:
            limits.alone.add(alone)
            continue
        found = _range(part, Call("count-selected", (SELF,)))
        limits.exact = limits.exact and found.exact
        if found.exact and math.isfinite(found.low):
            limits.at_least = int(found.low)
        if found.exact and math.isfinite(found.high):
            limits.at_most = int(found.high)
    return limits


def _stands_alone(parts: list[Tree]) -> str | None:
    """“x is not chosen, or one is chosen” and “x is not chosen, or x is all” say that x stands alone."""
    denied = {in_words(value.value) for part in parts if (value := _not_chosen(part)) is not None}
    if len(parts) != 2 or len(denied) != 1:  # noqa: PLR2004 - one or the other
        return None
    value = next(iter(denied))
    rest = next((part for part in parts if _not_chosen(part) is None), None)
    found = _compared(rest) if rest is not None else None
    if found is None:
        return None
    counts_one = found[1] == Call("count-selected", (SELF,)) and _one_range(rest, found[1]).high == 1
    is_all = found[0] == "=" and found[1] == SELF and in_words(found[2].value) == value
    return value if counts_one or is_all else None


def _not_chosen(part: Tree) -> Literal | None:
    inner = part.arguments[0] if isinstance(part, Call) and part.function == "not" else None
    if isinstance(inner, Call) and inner.function == "selected" and inner.arguments[:1] == (SELF,):
        value = inner.arguments[1] if len(inner.arguments) > 1 else None
        return value if isinstance(value, Literal) else None
    return None
