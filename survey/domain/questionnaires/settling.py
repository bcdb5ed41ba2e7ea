"""Conditions of which a part is known beforehand: facts, what is never asked, or what was just ticked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from survey.domain.questionnaires.conditions import Facts
from survey.domain.questionnaires.questions import Choice, Condition, MultipleChoice, Option, Questionnaire

# Whether a comparison holds; None where that is not known.
Judge = Callable[[Condition], bool | None]


def settled(condition: Condition | None, facts: Facts, judge: Judge) -> bool | Condition:
    """What is left of a condition: whether it holds, where that is known; else the part that is not."""
    if condition is None:
        return True
    if "fact" in condition:
        return condition["fact"] in facts
    if "not" in condition:
        inner = settled(condition["not"], facts, judge)
        return not inner if isinstance(inner, bool) else {"not": inner}
    for name, deciding in (("all", False), ("any", True)):
        if name in condition:
            return _together(name, [settled(part, facts, judge) for part in condition[name]], deciding)
    known = judge(condition)
    return condition if known is None else known


def _together(name: str, parts: list[bool | Condition], deciding: bool) -> bool | Condition:  # noqa: FBT001 - the value that decides
    if any(part is deciding for part in parts):
        return deciding
    left = [part for part in parts if not isinstance(part, bool)]
    if not left:
        return not deciding
    return left[0] if len(left) == 1 else {name: left}


def never_answered(codes: frozenset[str]) -> Judge:
    """Nobody answers these questions, since nobody is asked them."""

    def judge(comparison: Condition) -> bool | None:
        return comparison.get("answered") is False if comparison["question"] in codes else None

    return judge


@dataclass(frozen=True)
class Known:
    """What is known of somebody's choices, by question: one of these codes, or at least all of these."""

    one_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    all_of: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of_those_who_meet(cls, condition: Condition | None, questionnaire: Questionnaire) -> Known:
        """What is known of everybody who meets a condition."""
        known = cls()
        parts = condition.get("all", [condition]) if condition else ()
        for part in parts:
            codes = frozenset(part.get("is", ()))
            question = questionnaire.question(part["question"]) if codes else None
            if isinstance(question, Choice) and not isinstance(question, MultipleChoice):
                known = replace(known, one_of={**known.one_of, question.code: codes})
            elif isinstance(question, MultipleChoice) and len(codes) == 1:
                known = replace(known, all_of={**known.all_of, question.code: codes})
        return known

    def after(self, question: Choice, option: Option) -> Known:
        """What is known besides, once that option is ticked."""
        chosen = frozenset({option.code})
        if isinstance(question, MultipleChoice) and not option.exclusive:
            return replace(self, all_of={**self.all_of, question.code: chosen})
        return replace(self, one_of={**self.one_of, question.code: chosen})

    def judge(self, comparison: Condition) -> bool | None:
        """Whether a comparison holds, as far as this tells."""
        code, wanted = comparison["question"], set(comparison.get("is", ()))
        one, every = self.one_of.get(code), self.all_of.get(code)
        if one is None and every is None:
            return None
        if "answered" in comparison:
            return bool(comparison["answered"])
        if every is not None and not every.isdisjoint(wanted):
            return True
        if one is None:
            return None
        return True if one <= wanted else False if one.isdisjoint(wanted) else None
