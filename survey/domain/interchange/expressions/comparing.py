"""One comparison of an answer with a value → a condition of ours."""

from __future__ import annotations

import math

from survey.domain.interchange.expressions.tree import Value, in_words, number
from survey.domain.interchange.expressions.variables import Kind, Variable
from survey.domain.questionnaires.questions import Condition
from survey.domain.wording import message, say

_YES = frozenset(("Y", "y", "1", "true", "yes"))
_NO = frozenset(("N", "n", "0", "false", "no", ""))


NO_ANSWER = message("“{value}” is not an answer to “{question}”")
SEVERAL = message("several answers to “{question}” cannot be compared with a number")
NO_NUMBER = message("the answer to “{question}” is a number, and “{value}” is none")
CHOSEN_OR_NOT = message("an option of “{question}” is chosen or not, and nothing else")
ANSWERED_OR_NOT = message("of “{question}” it can only be seen whether there is an answer")
PARTS = message("the parts of “{question}” cannot be looked at one by one")


class Unmappable(ValueError):
    """There is no condition of ours for this. The text says why."""

    def __str__(self) -> str:
        """The text itself, which can be said in the language of a page."""
        words: str = self.args[0]
        return words


def empty(variable: Variable) -> Condition:
    """There is no answer."""
    if variable.kind is Kind.FLAG:
        return {"not": chosen_flag(variable)}
    if variable.kind is Kind.UNSEEN:
        raise Unmappable(say(PARTS, question=variable.question))
    return {"question": variable.question, "answered": False}


def chosen_flag(variable: Variable) -> Condition:
    """The one option that the name stands for is chosen."""
    return {"question": variable.question, "is": list(variable.options.values())}


def chosen(variable: Variable, value: str) -> Condition:
    """The option with this value is chosen."""
    known = variable.options.get(value)
    codes = [known] if known else _equal_in_number(variable, value)
    if not codes:
        raise Unmappable(say(NO_ANSWER, value=value, question=variable.question))
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
        raise Unmappable(say("the answers to “{question}” are not numbers", question=variable.question))
    codes = [code for code, own in values.items() if own is not None and _holds(operator, own, wanted)]
    if not codes:
        limit = f"{operator} {in_words(value)}"
        raise Unmappable(say("no answer to “{question}” is {limit}", question=variable.question, limit=limit))
    return {"question": variable.question, "is": codes}


def _holds(operator: str, one: float, other: float) -> bool:
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[operator]


def _many(operator: str, variable: Variable, value: Value) -> Condition:
    """“=” means this option and no other."""
    if operator not in ("=", "!="):
        raise Unmappable(say(SEVERAL, question=variable.question))
    found = chosen(variable, in_words(value))
    others = [code for code in variable.options.values() if code not in found["is"]]
    only = {"all": [found, {"not": {"question": variable.question, "is": others}}]} if others else found
    return only if operator == "=" else {"not": only}


def _number(operator: str, variable: Variable, value: Value) -> Condition:
    wanted = number(value)
    if wanted is None:
        raise Unmappable(say(NO_NUMBER, question=variable.question, value=value))
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
        raise Unmappable(say("the answer to “{question}” is a whole number", question=code))
    exactly = {"all": [limits["<="], limits[">="]]}
    return exactly if operator == "=" else {"not": exactly}


def _flag(operator: str, variable: Variable, value: Value) -> Condition:
    word = in_words(value)
    if operator not in ("=", "!=") or word not in _YES | _NO:
        raise Unmappable(say(CHOSEN_OR_NOT, question=variable.question))
    wanted = (word in _YES) is (operator == "=")
    return chosen_flag(variable) if wanted else {"not": chosen_flag(variable)}


def _answered(_operator: str, variable: Variable, _value: Value) -> Condition:
    raise Unmappable(say(ANSWERED_OR_NOT, question=variable.question))


def _unseen(_operator: str, variable: Variable, _value: Value) -> Condition:
    raise Unmappable(say(PARTS, question=variable.question))


_COMPARED = {
    Kind.ONE: _one,
    Kind.MANY: _many,
    Kind.NUMBER: _number,
    Kind.FLAG: _flag,
    Kind.ANSWERED: _answered,
    Kind.UNSEEN: _unseen,
}
