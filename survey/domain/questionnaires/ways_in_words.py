"""Where answers lead, in words: of all that is known of people only what decides, as short as it goes.

What decides is found by leaving out question after question, as long as what is left still tells where to go.
Then answers that lead the same way are said together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from survey.domain.questionnaires.answer_sorts import Sorts
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.sorts_in_words import Told, condition_in_words, joined, sorts_in_words
from survey.domain.wording import message, say

END = ""
# More questions or more cases than this are not a sentence any more.
MOST_QUESTIONS = 3
MOST_CASES = 3
OTHERWISE = say("otherwise")
TOO_MANY = say("this depends on more answers than can be drawn")

# For each question that decides the sorts that are meant together.
Case = tuple[frozenset[int | None], ...]


@dataclass(frozen=True)
class Leading:
    """What is known of somebody, by question, and where they go."""

    known: Mapping[str, int | None]
    to: str


def ways_in_words(
    leading: Sequence[Leading], sorts: Mapping[str, Sorts], questionnaire: Questionnaire, *, here: str = ""
) -> list[tuple[str, str]]:
    """Every page that comes next, in order, with when it does; empty where it is the only one.

    `here` is the code of the question that the page before asks, if it asks only one.
    """
    order = {page.code: place for place, page in enumerate(questionnaire.pages)}
    targets = sorted({one.to for one in leading}, key=lambda code: order.get(code, len(order)))
    if len(targets) == 1:
        return [(targets[0], "")]
    codes = _deciding(leading)
    if codes is None or len(codes) > MOST_QUESTIONS or _is_open(codes, leading):
        return [(to, _too_many(to, questionnaire)) for to in targets]
    telling = _Telling(codes, leading, sorts, here)
    told = {to: telling.cases(to) for to in targets}
    other = _otherwise(told)
    cases = ((to, words) for to, words in told.items() if to != other)
    found = [(to, _together(words) or _too_many(to, questionnaire)) for to, words in cases]
    return found if other is None else [*found, (other, OTHERWISE)]


def _deciding(leading: Sequence[Leading]) -> tuple[str, ...] | None:
    """The fewest questions that still tell where to go; None where not even all of them do."""
    codes = tuple(leading[0].known)
    if not _decides(codes, leading):
        return None
    for code in tuple(leading[0].known):
        fewer = tuple(one for one in codes if one != code)
        if _decides(fewer, leading):
            codes = fewer
    return codes


def _decides(codes: Sequence[str], leading: Iterable[Leading]) -> bool:
    found: dict[tuple[int | None, ...], str] = {}
    return all(found.setdefault(tuple(one.known[c] for c in codes), one.to) == one.to for one in leading)


def _is_open(codes: Sequence[str], leading: Sequence[Leading]) -> bool:
    """Whether what decides is not known of somebody."""
    return any(one.known[code] is None for one in leading for code in codes)


def _too_many(to: str, questionnaire: Questionnaire) -> str:
    page = questionnaire.page(to)
    if page is None or page.when is None:
        return TOO_MANY
    condition = condition_in_words(page.when, questionnaire)
    return say("{words}; it is asked only if {condition}", words=TOO_MANY, condition=condition)


def _otherwise(told: Mapping[str, Sequence[Told]]) -> str | None:
    """The page that is best told by “otherwise”: the least plain. None where all are plain."""
    least = max(told, key=lambda to: _trouble(told[to]))
    return None if _trouble(told[least]) < (False, 2) else least


def _trouble(cases: Sequence[Told]) -> tuple[bool, int, int]:
    """How hard cases are to read."""
    plain = all(words.plain for words in cases)
    return not plain, len(cases), sum(len(words.text) for words in cases)


def _together(cases: Sequence[Told]) -> str:
    told = [words.text for words in cases]
    return joined(message("{first}; or if {second}"), told) if len(told) <= MOST_CASES else ""


class _Telling:
    """Tells cases in words, of the questions that decide."""

    def __init__(
        self, codes: Sequence[str], leading: Sequence[Leading], sorts: Mapping[str, Sorts], here: str
    ) -> None:
        self._codes = codes
        self._here = here
        self._sorts = sorts
        self._leading = leading
        self._every = [frozenset(one.known[code] for one in leading) for code in codes]

    def cases(self, to: str) -> list[Told]:
        """The cases that lead to a page, as few as merging makes them."""
        chosen = {tuple(one.known[code] for code in self._codes) for one in self._leading if one.to == to}
        cases: list[Case] = [tuple(frozenset({sort}) for sort in one) for one in sorted(chosen, key=repr)]
        at = 0
        while at < len(self._codes):
            merged = _merged(cases, at)
            at = at + 1 if len(merged) == len(cases) else 0
            cases = merged
        return [self._case(case) for case in cases]

    def _case(self, case: Case) -> Told:
        parts = zip(self._codes, case, self._every, strict=True)
        told = [
            sorts_in_words(self._sorts[code], meant, every, here=code == self._here)
            for code, meant, every in parts
            if meant != every
        ]
        words = joined(message("{first}, and {second}"), [one.text for one in told])
        return Told(words, plain=all(one.plain for one in told))


def _merged(cases: Sequence[Case], at: int) -> list[Case]:
    """Cases that differ in one question only, made one."""
    found: dict[Case, frozenset[int | None]] = {}
    for case in cases:
        rest = (*case[:at], frozenset(), *case[at + 1 :])
        found[rest] = found.get(rest, frozenset()) | case[at]
    return [(*rest[:at], merged, *rest[at + 1 :]) for rest, merged in found.items()]
