"""Sorts of answers in words: which answers to one question are meant, of all that may be given there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from survey.domain.questionnaires.answer_sorts import Sort, Sorts
from survey.domain.questionnaires.conditions import FACTS_IN_WORDS, Facts, in_words, problems_in
from survey.domain.questionnaires.kinds import Date
from survey.domain.questionnaires.questions import Choice, Condition, MultipleChoice, Question, Questionnaire
from survey.domain.wording import Words, listed, message, say

# More labels than this are rather told by those that are not meant.
MOST_LABELS = 3
MOST_LISTED = 6
Meant = frozenset[int | None]


@dataclass(frozen=True)
class Told:
    """Words, and whether they name answers plainly, such as “the answer is yes”."""

    text: str
    plain: bool


def sorts_in_words(sorts: Sorts, meant: Meant, every: Meant, *, here: bool = False) -> Told:
    """The answers to one question that are meant, where those in `every` are all that may be.

    `here`: it is plain which question is spoken of.
    """
    telling = _ToldHere(sorts) if here else _ToldOf(sorts)
    if isinstance(sorts.question, Choice | Date) and not isinstance(sorts.question, MultipleChoice):
        return _by_label(telling, meant, every)
    return _by_comparison(telling, meant, every)


class _ToldHere:
    """Sentences about the answer to a question, where it is plain which question is spoken of."""

    def __init__(self, sorts: Sorts) -> None:
        self.sorts = sorts

    def none(self) -> Words:
        return say("there is no answer")

    def some(self) -> Words:
        return say("there is an answer")

    def one_of(self, labels: str) -> Words:
        return say("the answer is {answers}", answers=labels)

    def none_of(self, labels: str) -> Words:
        return say("the answer is not {answers}", answers=labels)

    def among(self, labels: str) -> Words:
        return say("{answers} is among the answers", answers=labels)

    def not_among(self, labels: str) -> Words:
        return say("{answers} is not among the answers", answers=labels)

    def at_least(self, number: str) -> Words:
        return say("the answer is {number} or more", number=number)

    def at_most(self, number: str) -> Words:
        return say("the answer is {number} or less", number=number)

    def less(self, number: str) -> Words:
        return say("the answer is less than {number}", number=number)

    def more(self, number: str) -> Words:
        return say("the answer is more than {number}", number=number)


class _ToldOf(_ToldHere):
    """The same sentences, which name the question."""

    def __init__(self, sorts: Sorts) -> None:
        super().__init__(sorts)
        self._asked = sorts.question.text

    def none(self) -> Words:
        return say("there is no answer to “{question}”", question=self._asked)

    def some(self) -> Words:
        return say("there is an answer to “{question}”", question=self._asked)

    def one_of(self, labels: str) -> Words:
        return say("the answer to “{question}” is {answers}", question=self._asked, answers=labels)

    def none_of(self, labels: str) -> Words:
        return say("the answer to “{question}” is not {answers}", question=self._asked, answers=labels)

    def among(self, labels: str) -> Words:
        return say("{answers} is among the answers to “{question}”", question=self._asked, answers=labels)

    def not_among(self, labels: str) -> Words:
        words = message("{answers} is not among the answers to “{question}”")
        return say(words, question=self._asked, answers=labels)

    def at_least(self, number: str) -> Words:
        return say("the answer to “{question}” is {number} or more", question=self._asked, number=number)

    def at_most(self, number: str) -> Words:
        return say("the answer to “{question}” is {number} or less", question=self._asked, number=number)

    def less(self, number: str) -> Words:
        return say("the answer to “{question}” is less than {number}", question=self._asked, number=number)

    def more(self, number: str) -> Words:
        return say("the answer to “{question}” is more than {number}", question=self._asked, number=number)


def _or_none(words: Words) -> Words:
    return say("{words}, or there is none", words=words)


def _by_label(telling: _ToldHere, meant: Meant, every: Meant) -> Told:
    chosen, none = _labels(telling.sorts, meant)
    others, none_of_them = _labels(telling.sorts, every - meant)
    if not chosen:
        return Told(telling.none(), plain=False)
    by_others = others and len(others) <= MOST_LABELS < len(chosen) and not none_of_them
    words = telling.none_of(_either(others)) if by_others else telling.one_of(_either(chosen))
    return Told(_or_none(words) if none else words, plain=not (by_others or none))


def _labels(sorts: Sorts, meant: Meant) -> tuple[list[str], bool]:
    """The labels of the options meant, in their order, and whether no answer is meant as well."""
    told = _sorts_meant(sorts, meant)
    codes = {code for sort in told for code in sort.options}
    labels = [option.label for option in sorts.question.counted if option.code in codes]
    return labels, any(sort.left_empty for sort in told)


def _sorts_meant(sorts: Sorts, meant: Meant) -> list[Sort]:
    return [sorts.told[at] for at in sorted(at for at in meant if at is not None)]


def _by_comparison(telling: _ToldHere, meant: Meant, every: Meant) -> Told:
    sorts = telling.sorts
    for place in range(len(sorts.comparisons)):
        fulfil = frozenset(at for at in every if at is not None and sorts.told[at].fulfils[place])
        if meant == fulfil:
            return Told(_compared(telling, place, fulfilled=True), plain=True)
        if meant == every - fulfil:
            return Told(_compared(telling, place, fulfilled=False), plain=False)
    told = [
        joined(_AND, [_compared(telling, place, fulfilled=yes) for place, yes in enumerate(sort.fulfils)])
        for sort in _sorts_meant(sorts, meant)
    ]
    return Told(joined(message("{first}, or {second}"), told), plain=False)


def _compared(telling: _ToldHere, place: int, *, fulfilled: bool) -> str:
    comparison = telling.sorts.comparisons[place]
    if "is" in comparison:
        labels = {option.code: option.label for option in telling.sorts.question.counted}
        named = _either([labels.get(code, code) for code in comparison["is"]])
        return telling.among(named) if fulfilled else telling.not_among(named)
    if "answered" in comparison:
        return telling.some() if comparison["answered"] is fulfilled else telling.none()
    return _limit(telling, comparison, fulfilled=fulfilled)


def _limit(telling: _ToldHere, comparison: Condition, *, fulfilled: bool) -> str:
    if "at_least" in comparison:
        limit = f"{comparison['at_least']:,}"
        return telling.at_least(limit) if fulfilled else _or_none(telling.less(limit))
    limit = f"{comparison['at_most']:,}"
    return telling.at_most(limit) if fulfilled else _or_none(telling.more(limit))


_AND, _OR = message("{first} and {second}"), message("{first} or {second}")


def joined(joint: str, parts: Sequence[str]) -> str:
    """The parts in one sentence, by a message that joins two of them."""
    return reduce(lambda one, other: say(joint, first=one, second=other), parts) if parts else ""


def _either(labels: Sequence[str]) -> str:
    if len(labels) > MOST_LISTED:
        some, number = _either(labels[:MOST_LABELS]), len(labels) - MOST_LABELS
        return say("{answers} or one of {number} others", answers=some, number=number)
    *most, last = [f"“{label}”" for label in labels]
    return say(_OR, first=listed(most), second=last) if most else last


def condition_in_words(condition: Condition, questionnaire: Questionnaire) -> str:
    """A condition in words, even where it cannot be used."""
    if any(problems_in(condition)):
        return say("a condition that cannot be read")
    try:
        return in_words(condition, questionnaire)
    except KeyError as missing:
        code = missing.args[0]
        return say("a condition on “{code}”, which the questionnaire does not ask", code=code)


def condition_in_brief(condition: Condition, questionnaire: Questionnaire) -> str:
    """A condition by the answers alone, for a drawing: “Yes” or “No”, or 10 or more."""
    if any(problems_in(condition)):
        return "?"
    for name, joint in (("all", _AND), ("any", _OR)):
        if name in condition:
            parts = [condition_in_brief(part, questionnaire) for part in condition[name]]
            return joined(joint, parts)
    if "not" in condition:
        return say("not {words}", words=condition_in_brief(condition["not"], questionnaire))
    if "fact" in condition:
        return FACTS_IN_WORDS.get(condition["fact"], condition["fact"])
    return _comparison_in_brief(condition, questionnaire)


def _comparison_in_brief(comparison: Condition, questionnaire: Questionnaire) -> str:
    if "is" in comparison:
        asked = (one for one in questionnaire.questions if one.code == comparison["question"])
        labels = {option.code: option.label for question in asked for option in question.counted}
        return _either([labels.get(code, code) for code in comparison["is"]])
    if "answered" in comparison:
        return say("answered") if comparison["answered"] else say("left empty")
    if "at_least" in comparison:
        return say("{number} or more", number=f"{comparison['at_least']:,}")
    return say("{number} or less", number=f"{comparison['at_most']:,}")


def why_nobody(condition: Condition | None, facts: Facts, never: Sequence[Question]) -> str:
    """Why nobody fulfils a condition. `never`: those of its questions that nobody is asked."""
    absent = [FACTS_IN_WORDS.get(name, name) for name in _facts_in(condition) if name not in facts]
    if absent:
        told = joined(message("{first} and that {second}"), absent)
        return say("It needs that {facts}. That is not so for this consultation.", facts=told)
    if never:
        asked = joined(_AND, [f"“{question.text}”" for question in never])
        return say("It looks at the answer to {questions}, which nobody is asked.", questions=asked)
    return say("No answers fulfil its condition.")


def _facts_in(condition: Condition | None) -> list[str]:
    if condition is None or any(problems_in(condition)):
        return []
    parts = [*condition.get("all", ()), *condition.get("any", ())]
    own = [condition["fact"]] if "fact" in condition else []
    return own + [name for part in parts for name in _facts_in(part)]
