"""Sorts of answers in words: which answers to one question are meant, of all that may be given there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey.domain.questionnaires.answer_sorts import Sort, Sorts
from survey.domain.questionnaires.conditions import FACTS_IN_WORDS, Facts, in_words, problems_in
from survey.domain.questionnaires.kinds import Date
from survey.domain.questionnaires.questions import Choice, Condition, MultipleChoice, Question, Questionnaire

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
    about = "" if here else f" to “{sorts.question.text}”"
    if isinstance(sorts.question, Choice | Date) and not isinstance(sorts.question, MultipleChoice):
        return _by_label(sorts, meant, every, about=about)
    return _by_comparison(sorts, meant, every, about=about)


def _by_label(sorts: Sorts, meant: Meant, every: Meant, *, about: str) -> Told:
    chosen, none = _labels(sorts, meant)
    others, none_of_them = _labels(sorts, every - meant)
    if not chosen:
        return Told(f"there is no answer{about}", plain=False)
    or_none = ", or there is none" if none else ""
    if others and len(others) <= MOST_LABELS < len(chosen) and not none_of_them:
        return Told(f"the answer{about} is not {_either(others)}{or_none}", plain=False)
    return Told(f"the answer{about} is {_either(chosen)}{or_none}", plain=not none)


def _labels(sorts: Sorts, meant: Meant) -> tuple[list[str], bool]:
    """The labels of the options meant, in their order, and whether no answer is meant as well."""
    told = _sorts_meant(sorts, meant)
    codes = {code for sort in told for code in sort.options}
    labels = [option.label for option in sorts.question.counted if option.code in codes]
    return labels, any(sort.left_empty for sort in told)


def _sorts_meant(sorts: Sorts, meant: Meant) -> list[Sort]:
    return [sorts.told[at] for at in sorted(at for at in meant if at is not None)]


def _by_comparison(sorts: Sorts, meant: Meant, every: Meant, *, about: str) -> Told:
    for place in range(len(sorts.comparisons)):
        fulfil = frozenset(at for at in every if at is not None and sorts.told[at].fulfils[place])
        if meant == fulfil:
            return Told(_compared(sorts, place, about, fulfilled=True), plain=True)
        if meant == every - fulfil:
            return Told(_compared(sorts, place, about, fulfilled=False), plain=False)
    told = (
        " and ".join(_compared(sorts, place, about, fulfilled=yes) for place, yes in enumerate(sort.fulfils))
        for sort in _sorts_meant(sorts, meant)
    )
    return Told(", or ".join(told), plain=False)


def _compared(sorts: Sorts, place: int, about: str, *, fulfilled: bool) -> str:
    comparison = sorts.comparisons[place]
    if "is" in comparison:
        labels = {option.code: option.label for option in sorts.question.counted}
        named = _either([labels.get(code, code) for code in comparison["is"]])
        among = "is among" if fulfilled else "is not among"
        return f"{named} {among} the answers{about}"
    if "answered" in comparison:
        answered = comparison["answered"] is fulfilled
        return f"there is {'an' if answered else 'no'} answer{about}"
    return _limit(comparison, about, fulfilled=fulfilled)


def _limit(comparison: Condition, about: str, *, fulfilled: bool) -> str:
    least = "at_least" in comparison
    limit = f"{comparison['at_least' if least else 'at_most']:,}"
    if fulfilled:
        return f"the answer{about} is {limit} or {'more' if least else 'less'}"
    return f"the answer{about} is {'less' if least else 'more'} than {limit}, or there is none"


def _either(labels: Sequence[str]) -> str:
    if len(labels) > MOST_LISTED:
        return f"{_either(labels[:MOST_LABELS])} or one of {len(labels) - MOST_LABELS} others"
    quoted = [f"“{label}”" for label in labels]
    *most, last = quoted
    return f"{', '.join(most)} or {last}" if most else last


def condition_in_words(condition: Condition, questionnaire: Questionnaire) -> str:
    """A condition in words, even where it cannot be used."""
    if any(problems_in(condition)):
        return "a condition that cannot be read"
    try:
        return in_words(condition, questionnaire)
    except KeyError as missing:
        return f"a condition on “{missing.args[0]}”, which the questionnaire does not ask"


def condition_in_brief(condition: Condition, questionnaire: Questionnaire) -> str:
    """A condition by the answers alone, for a drawing: “Yes” or “No”, or 10 or more."""
    if any(problems_in(condition)):
        return "?"
    for name, joint in (("all", " and "), ("any", " or ")):
        if name in condition:
            return joint.join(condition_in_brief(part, questionnaire) for part in condition[name])
    if "not" in condition:
        return f"not {condition_in_brief(condition['not'], questionnaire)}"
    if "fact" in condition:
        return FACTS_IN_WORDS.get(condition["fact"], condition["fact"])
    return _comparison_in_brief(condition, questionnaire)


def _comparison_in_brief(comparison: Condition, questionnaire: Questionnaire) -> str:
    if "is" in comparison:
        asked = (one for one in questionnaire.questions if one.code == comparison["question"])
        labels = {option.code: option.label for question in asked for option in question.counted}
        return _either([labels.get(code, code) for code in comparison["is"]])
    if "answered" in comparison:
        return "answered" if comparison["answered"] else "left empty"
    least = "at_least" in comparison
    return f"{comparison['at_least' if least else 'at_most']:,} or {'more' if least else 'less'}"


def why_nobody(condition: Condition | None, facts: Facts, never: Sequence[Question]) -> str:
    """Why nobody fulfils a condition. `never`: those of its questions that nobody is asked."""
    absent = [name for name in _facts_in(condition) if name not in facts]
    if absent:
        told = " and that ".join(FACTS_IN_WORDS.get(name, name) for name in absent)
        return f"It needs that {told}. That is not so for this consultation."
    if never:
        asked = " and ".join(f"“{question.text}”" for question in never)
        return f"It looks at the answer to {asked}, which nobody is asked."
    return "No answers fulfil its condition."


def _facts_in(condition: Condition | None) -> list[str]:
    if condition is None or any(problems_in(condition)):
        return []
    parts = [*condition.get("all", ()), *condition.get("any", ())]
    own = [condition["fact"]] if "fact" in condition else []
    return own + [name for part in parts for name in _facts_in(part)]
