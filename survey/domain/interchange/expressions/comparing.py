"""One comparison of an answer with a value → a condition of ours."""

from __future__ import annotations

import math

from survey.domain.interchange.expressions.tree import Value, in_words, number
from survey.domain.interchange.expressions.variables import Kind, Variable
from survey.domain.questionnaires.questions import Condition

_YES = frozenset(("Y", "y", "1", "true", "yes"))
_NO = frozenset(("N", "n", "0", "false", "no", ""))


class Unmappable(ValueError):
    """There is no condition of ours for this. The text says why."""


def empty(variable: Variable) -> Condition:
    """There is no answer."""
    if variable.kind is Kind.FLAG:
        return {"not": chosen_flag(variable)}
    if variable.kind is Kind.UNSEEN:
        raise Unmappable(f"the parts of “{variable.question}” cannot be looked at one by one")
    return {"question": variable.question, "answered": False}


def chosen_flag(variable: Variable) -> Condition:
    """The one option that the name stands for is chosen."""
    return {"question": variable.question, "is": list(variable.options.values())}


def chosen(variable: Variable, value: str) -> Condition:
    """The option with this value is chosen."""
    known = variable.options.get(value)
    codes = [known] if known else _equal_in_number(variable, value)
    if not codes:
        raise Unmappable(f"“{value}” is not an answer to “{variable.question}”")
    return {"question": variable.question, "is": codes}


def _equal_in_number(variable: Variable, value: str) -> list[str]:
    """The option that is the same number in other figures, such as 01."""
    wanted = number(value)
    if wanted is None:
        return []
    return [code for option, code in variable.options.items() if number(option) == wanted]


def compare(operator: str, variable: Variable, value: Value) -> Condition:
    """The condition for “answer, operator, value”."""
    if value == "" and operator in ("=", "!="):
        unanswered = empty(variable)
        if operator == "=":
            return unanswered
        return unanswered.get("not", {"question": variable.question, "answered": True})
    return _COMPARED[variable.kind](operator, variable, value)


def _one(operator: str, variable: Variable, value: Value) -> Condition:
    if operator in ("=", "!="):
        found = chosen(variable, in_words(value))
        return found if operator == "=" else {"not": found}
    wanted = number(value)
    values = {code: number(option) for option, code in variable.options.items()}
    if wanted is None or None in values.values():
        raise Unmappable(f"the answers to “{variable.question}” are not numbers")
    codes = [code for code, own in values.items() if own is not None and _holds(operator, own, wanted)]
    if not codes:
        raise Unmappable(f"no answer to “{variable.question}” is {operator} {in_words(value)}")
    return {"question": variable.question, "is": codes}


def _holds(operator: str, one: float, other: float) -> bool:
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[operator]


def _many(operator: str, variable: Variable, value: Value) -> Condition:
    """“=” means this option and no other."""
    if operator not in ("=", "!="):
        raise Unmappable(f"several answers to “{variable.question}” cannot be compared with a number")
    found = chosen(variable, in_words(value))
    others = [code for code in variable.options.values() if code not in found["is"]]
    only = {"all": [found, {"not": {"question": variable.question, "is": others}}]} if others else found
    return only if operator == "=" else {"not": only}


def _number(operator: str, variable: Variable, value: Value) -> Condition:
    wanted = number(value)
    if wanted is None:
        raise Unmappable(f"the answer to “{variable.question}” is a number, and “{value}” is none")
    code = variable.question
    limits = {
        "<": {"question": code, "at_most": math.ceil(wanted) - 1},
        "<=": {"question": code, "at_most": math.floor(wanted)},
        ">": {"question": code, "at_least": math.floor(wanted) + 1},
        ">=": {"question": code, "at_least": math.ceil(wanted)},
    }
    if operator in limits:
        return limits[operator]
    if not wanted.is_integer():
        raise Unmappable(f"the answer to “{code}” is a whole number")
    exactly = {"all": [limits["<="], limits[">="]]}
    return exactly if operator == "=" else {"not": exactly}


def _flag(operator: str, variable: Variable, value: Value) -> Condition:
    word = in_words(value)
    if operator not in ("=", "!=") or word not in _YES | _NO:
        raise Unmappable(f"an option of “{variable.question}” is chosen or not, and nothing else")
    wanted = (word in _YES) is (operator == "=")
    return chosen_flag(variable) if wanted else {"not": chosen_flag(variable)}


def _answered(_operator: str, variable: Variable, _value: Value) -> Condition:
    raise Unmappable(f"of “{variable.question}” it can only be seen whether there is an answer")


def _unseen(_operator: str, variable: Variable, _value: Value) -> Condition:
    raise Unmappable(f"the parts of “{variable.question}” cannot be looked at one by one")


_COMPARED = {
    Kind.ONE: _one,
    Kind.MANY: _many,
    Kind.NUMBER: _number,
    Kind.FLAG: _flag,
    Kind.ANSWERED: _answered,
    Kind.UNSEEN: _unseen,
}
