"""Conditions as data: when a page is on the path.

A condition is a JSON object with one of these forms; a test holds the table of operators to them.

    {"question": "capacity", "is": ["organisation"]}    any of these options is chosen
    {"question": "reason", "answered": true}            there is an answer (or, with false, there is none)
    {"question": "limit", "at_least": 10}               a number of 10 or more ("at_most" likewise)
    {"fact": "sum-published"}                           a fact about the deployment holds
    {"all": [...]}, {"any": [...]}, {"not": {...}}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from typing import Any

from survey.domain.questionnaires.questions import Answers, Condition, Questionnaire
from survey.domain.wording import Words, say

Facts = frozenset[str]


def _chosen(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (str(value),)


def _is(value: object, wanted: list[str]) -> bool:
    return not set(_chosen(value)).isdisjoint(wanted)


def _answered(value: object, wanted: bool) -> bool:  # noqa: FBT001 - the operator's argument is the JSON value
    return (value is not None) is wanted


def _at_least(value: object, wanted: int) -> bool:
    return isinstance(value, int) and value >= wanted


def _at_most(value: object, wanted: int) -> bool:
    return isinstance(value, int) and value <= wanted


OPERATORS: Mapping[str, tuple[Callable[[Any, Any], bool], type]] = {
    "is": (_is, list),
    "answered": (_answered, bool),
    "at_least": (_at_least, int),
    "at_most": (_at_most, int),
}


def holds(condition: Condition | None, answers: Answers, facts: Facts = frozenset()) -> bool:
    """Whether the condition holds for these answers. No condition always holds."""
    if condition is None:
        return True
    if "all" in condition:
        return all(holds(part, answers, facts) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, answers, facts) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], answers, facts)
    if "fact" in condition:
        return condition["fact"] in facts
    return _compare(condition, answers)


def _compare(condition: Condition, answers: Answers) -> bool:
    value = _value_of(condition["question"], answers)
    return all(
        compare(value, condition[name]) for name, (compare, _) in OPERATORS.items() if name in condition
    )


def _value_of(code: str, answers: Answers) -> object:
    """The answer to a question; for one that is answered in several parts, whether there is any."""
    value = answers.get(code)
    return any(key.startswith(f"{code}.") for key in answers) or None if value is None else value


def comparisons_in(condition: Condition | None) -> Iterator[Condition]:
    """The parts of a condition that look at a question."""
    if condition is None:
        return
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from comparisons_in(part)
    if "not" in condition:
        yield from comparisons_in(condition["not"])
    if "question" in condition:
        yield condition


def problems_in(condition: object) -> Iterator[Words]:
    """What is wrong with the form of a condition, in plain words. Nothing where it is sound."""
    if not isinstance(condition, Mapping):
        yield say("A condition must be an object such as {“question”: “capacity”, “is”: [“individual”]}.")
        return
    forms = [name for name in ("all", "any", "not", "fact", "question") if name in condition]
    if len(forms) != 1:
        yield say("A condition needs exactly one of “question”, “fact”, “all”, “any” and “not”.")
        return
    yield from _PROBLEMS_OF_FORM[forms[0]](condition)


def _problems_in_list(condition: Mapping[str, Any]) -> Iterator[Words]:
    parts = condition.get("all", condition.get("any"))
    if not isinstance(parts, list) or not parts:
        yield say("“all” and “any” need a list of at least one condition.")
        return
    for part in parts:
        yield from problems_in(part)


def _problems_in_not(condition: Mapping[str, Any]) -> Iterator[Words]:
    yield from problems_in(condition["not"])


def _problems_in_fact(condition: Mapping[str, Any]) -> Iterator[Words]:
    if not isinstance(condition["fact"], str):
        yield say("“fact” needs the name of a fact.")


def _problems_in_comparison(condition: Mapping[str, Any]) -> Iterator[Words]:
    names = [name for name in OPERATORS if name in condition]
    if len(names) != 1 or set(condition) != {"question", *names}:
        yield say("A condition on a question needs exactly one of {names}.", names=", ".join(OPERATORS))
        return
    if not isinstance(condition[names[0]], OPERATORS[names[0]][1]):
        wanted = OPERATORS[names[0]][1].__name__
        yield say("“{name}” needs a {type}.", name=names[0], type=wanted)


_PROBLEMS_OF_FORM: Mapping[str, Callable[[Mapping[str, Any]], Iterator[Words]]] = {
    "all": _problems_in_list,
    "any": _problems_in_list,
    "not": _problems_in_not,
    "fact": _problems_in_fact,
    "question": _problems_in_comparison,
}


FACTS_IN_WORDS: Mapping[str, str] = {"sum-published": say("a sum asked of the council has been published")}


def in_words(condition: Condition, questionnaire: Questionnaire) -> str:
    """A condition as the end of the sentence "Asked only if ...", for print and for review."""
    if "all" in condition:
        return reduce(_both, (in_words(part, questionnaire) for part in condition["all"]))
    if "any" in condition:
        return reduce(_either, (in_words(part, questionnaire) for part in condition["any"]))
    if "not" in condition:
        return say("it is not so that {condition}", condition=in_words(condition["not"], questionnaire))
    if "fact" in condition:
        return FACTS_IN_WORDS.get(condition["fact"], condition["fact"])
    return _comparison_in_words(condition, questionnaire)


def _comparison_in_words(condition: Condition, questionnaire: Questionnaire) -> str:
    question = questionnaire.question(condition["question"])
    if "is" in condition:
        labels = {option.code: option.label for option in question.counted}
        names = [f"“{labels.get(code, code)}”" for code in condition["is"]]
        return say(
            "the answer to “{question}” is {answers}", question=question.text, answers=reduce(_either, names)
        )
    if "answered" in condition:
        if condition["answered"]:
            return say("the answer to “{question}” is given", question=question.text)
        return say("the answer to “{question}” is left empty", question=question.text)
    if "at_least" in condition:
        least = f"{condition['at_least']:,}"
        return say("the answer to “{question}” is {number} or more", question=question.text, number=least)
    most = f"{condition['at_most']:,}"
    return say("the answer to “{question}” is {number} or less", question=question.text, number=most)


def _both(first: str, second: str) -> str:
    return say("{first} and {second}", first=first, second=second)


def _either(first: str, second: str) -> str:
    return say("{first} or {second}", first=first, second=second)
