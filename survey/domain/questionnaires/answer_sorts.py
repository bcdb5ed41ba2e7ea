"""What conditions can tell apart: the answers to a question, in sorts that lead the same way.

Any two answers of one sort fulfil the same comparisons, so one of them stands for all. There are few sorts
where there are many answers: of a number and the condition “10 or more”, two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from survey.domain.questionnaires.conditions import comparisons_in, holds, problems_in
from survey.domain.questionnaires.kinds import Date
from survey.domain.questionnaires.questions import (
    Answer,
    Answers,
    Choice,
    Condition,
    MultipleChoice,
    Number,
    Option,
    Page,
    Question,
)

# Kinds of options of a multiple choice, as conditions tell them apart. Each doubles the combinations.
MOST_KINDS_OF_OPTIONS = 8


@dataclass(frozen=True)
class Sort:
    """Answers that no condition tells apart: one of them, and the options among them where one is chosen."""

    answers: Answers
    fulfils: tuple[bool, ...]
    options: tuple[str, ...] = ()
    left_empty: bool = False


@dataclass(frozen=True)
class Sorts:
    """The sorts of answers to one question. `offered`: those that somebody who is asked can give.

    `unasked` is the sort of those who are not asked. Where there would be too many, `told` is empty.
    """

    question: Question
    comparisons: tuple[Condition, ...]
    told: tuple[Sort, ...] = ()
    offered: tuple[int, ...] = ()
    unasked: int = 0


def sorts_of(pages: Sequence[Page]) -> dict[str, Sorts]:
    """The sorts of answers to each question that a condition looks at, by code."""
    compared: dict[str, list[Condition]] = {}
    for page in pages:
        for comparison in readable_comparisons(page.when):
            known = compared.setdefault(comparison["question"], [])
            if comparison not in known:
                known.append(comparison)
    questions = {question.code: question for page in pages for question in page.questions}
    return {code: _sorts(questions[code], found) for code, found in compared.items() if code in questions}


def readable_comparisons(condition: Condition | None) -> tuple[Condition, ...]:
    """The comparisons in a condition; none where it cannot be read."""
    if condition is None or any(problems_in(condition)):
        return ()
    return tuple(comparisons_in(condition))


def _sorts(question: Question, comparisons: Sequence[Condition]) -> Sorts:
    whole = Sorts(question, tuple(comparisons))
    given = _answers(question, comparisons)
    if given is None:
        return whole
    found: dict[tuple[bool, ...], list[dict[str, Answer]]] = {}
    for answers in given:
        found.setdefault(_fulfilled(comparisons, answers), []).append(answers)
    # Of somebody who is not asked there is no answer. That may be a sort that nobody who is asked can give.
    nothing = _fulfilled(comparisons, {})
    offered = tuple(range(len(found)))
    found.setdefault(nothing, [{}])
    told = tuple(_sort(question, fulfilled, members) for fulfilled, members in found.items())
    return Sorts(question, whole.comparisons, told, offered, list(found).index(nothing))


def _fulfilled(comparisons: Iterable[Condition], answers: Answers) -> tuple[bool, ...]:
    return tuple(holds(comparison, answers) for comparison in comparisons)


def _sort(question: Question, fulfilled: tuple[bool, ...], members: Sequence[Answers]) -> Sort:
    answered = [answers for answers in members if answers]
    codes = [answers[question.code] for answers in answered if question.code in answers]
    options = tuple(code for code in codes if isinstance(code, str))
    return Sort(members[0], fulfilled, options, len(answered) < len(members))


def _answers(question: Question, comparisons: Sequence[Condition]) -> list[dict[str, Answer]] | None:
    """Enough answers that every sort has one; {} where it may be left empty. None where that is too many."""
    answered = _given(question, comparisons)
    if answered is None:
        return None
    may_be_empty = not question.required or not answered
    return [*answered, {}] if may_be_empty else answered


def _given(question: Question, comparisons: Sequence[Condition]) -> list[dict[str, Answer]] | None:
    code = question.code
    if isinstance(question, MultipleChoice):
        chosen = _combinations(question, comparisons)
        return None if chosen is None else [{code: codes} for codes in chosen]
    if isinstance(question, Choice | Date):
        return [{code: option.code} for option in question.counted]
    if isinstance(question, Number):
        return [{code: number} for number in _numbers(question, comparisons)]
    return [{key: "x"} for key in question.keys[:1]]


def _numbers(question: Number, comparisons: Sequence[Condition]) -> list[int]:
    """The ends of the range, and both sides of every limit that is compared with."""
    limits = [part[name] for part in comparisons for name in ("at_least", "at_most") if name in part]
    near = {question.minimum, question.maximum, *(limit + by for limit in limits for by in (-1, 0, 1))}
    return sorted(number for number in near if question.minimum <= number <= question.maximum)


def _combinations(question: MultipleChoice, comparisons: Sequence[Condition]) -> list[list[str]] | None:
    """The combinations of options that differ to conditions, within the limits of the question."""
    looked_for = [frozenset(part["is"]) for part in comparisons if "is" in part]
    kinds: dict[tuple[bool, ...], list[Option]] = {}
    alone: dict[tuple[bool, ...], Option] = {}
    for option in question.options:
        kind = tuple(option.code in codes for codes in looked_for)
        if option.exclusive:
            alone.setdefault(kind, option)
        else:
            kinds.setdefault(kind, []).append(option)
    if len(kinds) > MOST_KINDS_OF_OPTIONS:
        return None
    together = (_within(question, groups) for groups in _subsets(list(kinds.values())))
    return [*([option.code] for option in alone.values()), *(codes for codes in together if codes)]


def _subsets(groups: Sequence[list[Option]]) -> Iterator[tuple[list[Option], ...]]:
    return chain.from_iterable(combinations(groups, size) for size in range(1, len(groups) + 1))


def _within(question: MultipleChoice, groups: Sequence[Sequence[Option]]) -> list[str]:
    """Options of each of these groups and no other, as many as must be; none where the limits forbid it."""
    least = max(question.at_least or 1, len(groups))
    if question.at_most is not None and least > question.at_most:
        return []
    first = [group[0] for group in groups]
    others = [option for group in groups for option in group[1:]]
    codes = [option.code for option in (*first, *others[: least - len(groups)])]
    return codes if len(codes) == least else []

