"""An expression → a condition of ours, as much of it as there is.

A part that has no counterpart is left out so that the question is asked more often than in the file, never
less: an organiser can tighten a condition, but nobody misses a question that was hidden by mistake. What was
left out is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from survey.domain.interchange.expressions.comparing import Unmappable, chosen, compare, empty
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
from survey.domain.interchange.expressions.variables import Kind, Scope, Variable
from survey.domain.questionnaires.questions import Condition
from survey.domain.wording import say

MOST_STEPS = 4_000
MOST_STEPS_OF_FORM = 200_000
# A formula that names itself, by way of others, ends after some forty turns.
COST_OF_FORMULA = 100
TOO_MUCH = say("the conditions of the form are far too many")
_THE_SAME = frozenset(
    ("number", "string", "once", "int", "trim", "normalize-space", "boolean", "intval", "strval")
)
_LENGTHS = frozenset(("count-selected", "string-length", "strlen", "count"))
Truth = Condition | bool


@dataclass(frozen=True)
class Routed:
    """When something is asked. `condition` None: always. `left_out` says what could not be taken over."""

    condition: Condition | None
    never: bool
    left_out: tuple[str, ...]


def route(trees: Iterable[Tree], scope: Scope) -> Routed:
    """The condition under which all of these hold."""
    if scope.steps > MOST_STEPS_OF_FORM:
        return Routed(None, never=False, left_out=(TOO_MUCH,))
    mapper = _Mapper(scope)
    truth = every([mapper.truth(tree, wide=True) for tree in trees])
    condition = None if isinstance(truth, bool) else truth
    return Routed(condition, truth is False, tuple(dict.fromkeys(mapper.left_out)))


def every(parts: list[Truth]) -> Truth:
    """All of them, simplified."""
    return _joined("all", parts, neutral=True)


def some(parts: list[Truth]) -> Truth:
    """Any of them, simplified."""
    return _joined("any", parts, neutral=False)


def _joined(name: str, parts: list[Truth], *, neutral: bool) -> Truth:
    if any(part is (not neutral) for part in parts):
        return not neutral
    flat: list[Condition] = []
    for part in parts:
        if not isinstance(part, bool):
            flat.extend(part[name] if set(part) == {name} else [part])
    unlike = list({json.dumps(part, sort_keys=True): part for part in flat}.values())
    if not unlike:
        return neutral
    return unlike[0] if len(unlike) == 1 else {name: unlike}


def negated(truth: Truth) -> Truth:
    """The opposite, simplified."""
    if isinstance(truth, bool):
        return not truth
    if set(truth) == {"question", "answered"}:
        return {"question": truth["question"], "answered": not truth["answered"]}
    return truth.get("not", {"not": truth})


class _Mapper:
    """Walks one expression. `wide` says which way a part without counterpart must err."""

    def __init__(self, scope: Scope) -> None:
        self.left_out: list[str] = []
        self._scope = scope
        self._steps = 0

    def truth(self, tree: Tree, *, wide: bool) -> Truth:
        self._steps += 1
        self._scope.steps += 1
        try:
            self._check_length()
            return self._truth(tree, wide=wide)
        except Unmappable as error:
            self.left_out.append(str(error))
            return wide

    def _truth(self, tree: Tree, *, wide: bool) -> Truth:
        if isinstance(tree, Binary) and tree.operator == "and":
            return every([self.truth(part, wide=wide) for part in joined_by("and", tree)])
        if isinstance(tree, Binary) and tree.operator == "or":
            return some([self.truth(part, wide=wide) for part in joined_by("or", tree)])
        if isinstance(tree, Binary) and tree.operator in COMPARISONS:
            return self._comparison(tree.operator, tree.left, tree.right, wide=wide)
        if isinstance(tree, Call):
            return self._call(tree, wide=wide)
        if isinstance(tree, Literal):
            return bool(tree.value) and tree.value != "0"
        if isinstance(tree, Name):
            return self._named(tree, wide=wide)
        raise Unmappable(say("a sum is not a condition"))

    def _named(self, tree: Name, *, wide: bool) -> Truth:
        formula = self._scope.formulas.get(tree.name)
        if formula is not None:
            return self._written_out(formula, wide=wide)
        return negated(empty(self._variable(tree.name)))

    def _written_out(self, formula: Tree, *, wide: bool) -> Truth:
        self._steps += COST_OF_FORMULA
        self._check_length()
        return self.truth(formula, wide=wide)

    def _check_length(self) -> None:
        if self._steps > MOST_STEPS or self._scope.steps > MOST_STEPS_OF_FORM:
            raise Unmappable(say("it is too long, with what it is worked out from"))

    def _call(self, tree: Call, *, wide: bool) -> Truth:
        function, arguments = tree.function, tree.arguments
        if function == "not" and len(arguments) == 1:
            return negated(self.truth(arguments[0], wide=not wide))
        if function == "selected" and len(arguments) == 2 and isinstance(arguments[1], Literal):  # noqa: PLR2004 - of what
            return self._selected(arguments[0], arguments[1], wide=wide)
        if function == "is_empty" and len(arguments) == 1:
            return self._comparison("=", arguments[0], Literal(""), wide=wide)
        if function == "if" and len(arguments) == 3:  # noqa: PLR2004 - if this, then that, else another
            return self._either(*arguments, wide=wide)
        if function in _THE_SAME and len(arguments) == 1:
            return self._truth(arguments[0], wide=wide)
        raise Unmappable(say("the function {function}() has no counterpart here", function=function))

    def _either(self, condition: Tree, then: Tree, otherwise: Tree, *, wide: bool) -> Truth:
        """`if(a, b, c)`: a and b, or not a and c. Left-out parts of `a` count for both, so both err wide."""
        first = every([self.truth(condition, wide=wide), self.truth(then, wide=wide)])
        second = every([negated(self.truth(condition, wide=not wide)), self.truth(otherwise, wide=wide)])
        return some([first, second])

    def _selected(self, subject: Tree, wanted: Literal, *, wide: bool) -> Truth:
        subject = self._bare(subject)
        if isinstance(subject, Name) and subject.name not in self._scope.formulas:
            variable = self._variable(subject.name)
            if variable.kind in (Kind.ONE, Kind.MANY):
                return chosen(variable, in_words(wanted.value))
        return self._comparison("=", subject, wanted, wide=wide)

    def _comparison(self, operator: str, left: Tree, right: Tree, *, wide: bool) -> Truth:
        left, right = self._bare(left), self._bare(right)
        if isinstance(left, Literal):
            left, right, operator = right, left, FLIPPED[operator]
        if not isinstance(right, Literal):
            raise Unmappable(say("it compares two answers with each other"))
        if isinstance(left, Literal):
            return _constant(operator, left, right)
        if isinstance(left, Call):
            return self._compared_call(operator, left, right, wide=wide)
        if not isinstance(left, Name):
            return self._as_truth(operator, left, right, wide=wide)
        formula = self._scope.formulas.get(left.name)
        if formula is not None:
            self._steps += COST_OF_FORMULA
            self._check_length()
            return self._comparison(operator, formula, right, wide=wide)
        return compare(operator, self._variable(left.name), right.value)

    def _compared_call(self, operator: str, call: Call, value: Literal, *, wide: bool) -> Truth:
        if call.function == "if" and len(call.arguments) == 3:  # noqa: PLR2004 - if this, then that, else another
            condition, then, otherwise = call.arguments
            both = (Binary(operator, then, value), Binary(operator, otherwise, value))
            return self._either(condition, *both, wide=wide)
        if call.function in _LENGTHS and len(call.arguments) == 1:
            return self._length(operator, call.arguments[0], value)
        return self._as_truth(operator, call, value, wide=wide)

    def _length(self, operator: str, subject: Tree, value: Literal) -> Truth:
        """How many are chosen, or how long a text is: none or some is what a condition can see."""
        if not isinstance(subject, Name) or subject.name in self._scope.formulas:
            raise Unmappable(say("a number that is counted has no counterpart here"))
        unanswered = empty(self._variable(subject.name))
        if (operator, value.value) in ((">", 0.0), (">=", 1.0), ("!=", 0.0)):
            return negated(unanswered)
        if (operator, value.value) in (("=", 0.0), ("<", 1.0), ("<=", 0.0)):
            return unanswered
        raise Unmappable(say("how many are chosen, or how long a text is, has no counterpart here"))

    def _as_truth(self, operator: str, tree: Tree, value: Literal, *, wide: bool) -> Truth:
        """A condition compared with true, false, 1 or 0."""
        says = {"1": True, "true": True, "0": False, "false": False}.get(in_words(value.value).lower())
        logical = isinstance(tree, Call) or (isinstance(tree, Binary) and tree.operator not in "+-*/mod")
        if says is None or operator not in ("=", "!=") or not logical:
            raise Unmappable(say("it reckons with answers"))
        wanted = says if operator == "=" else not says
        return self.truth(tree, wide=wide) if wanted else negated(self.truth(tree, wide=not wide))

    def _bare(self, tree: Tree) -> Tree:
        """Without the functions that only turn one kind of value into another."""
        while isinstance(tree, Call) and tree.function in _THE_SAME and len(tree.arguments) == 1:
            tree = tree.arguments[0]
        if isinstance(tree, Call) and tree.function == "coalesce" and tree.arguments[1:] == (Literal(""),):
            tree = self._bare(tree.arguments[0])
        return tree

    def _variable(self, name: str) -> Variable:
        found = self._scope.variables.get(name)
        if found:
            return found
        if name == ".":
            raise Unmappable(say("it looks at its own answer"))
        if name in self._scope.later:
            raise Unmappable(say("it looks at “{name}”, which is asked later", name=name))
        raise Unmappable(say("it looks at “{name}”, which is not asked here", name=name))


def _constant(operator: str, left: Literal, right: Literal) -> bool:
    one, other = number(left.value), number(right.value)
    if one is None or other is None:
        same = in_words(left.value) == in_words(right.value)
        return same if operator == "=" else (not same and operator == "!=")
    if operator in ("=", "!="):
        return (one == other) is (operator == "=")
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[operator]
