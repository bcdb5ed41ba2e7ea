"""Every way through a questionnaire at once: who comes to a page, and where they go from there.

People who differ only in answers that no later condition looks at walk on together, as one state. So there
are few states where there are many answers, and what is said of them is exact. Where there would be more than
`MOST_STATES`, the answer that is looked at again last is no longer told apart: from there on it may be any,
and what is said is what may be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from survey.domain.questionnaires.answer_sorts import Sorts, readable_comparisons, sorts_of
from survey.domain.questionnaires.conditions import Facts, holds, problems_in
from survey.domain.questionnaires.questions import Answer, Page, Questionnaire

MOST_STATES = 600
MOST_EXTENDED = 4 * MOST_STATES
# Of what is not told apart, more combinations than this are not tried: the outcome may be either.
MOST_TRIED = 500
YES, NO, EITHER = frozenset({True}), frozenset({False}), frozenset({True, False})
# The sort of the answer to each of some questions, in their order; None where it may be any.
State = tuple[int | None, ...]
# With each state the smallest and the largest number of pages that lead there, or what these pages cost.
Counts = dict[State, tuple[int, int]]
Cost = Callable[[Page], int]


@dataclass(frozen=True)
class States:
    """What may be known of those who stand at one place: sorts of answers to these questions."""

    codes: tuple[str, ...]
    pages: Counts

    @property
    def are_exact(self) -> bool:
        """Whether every answer is told apart."""
        return all(None not in state for state in self.pages)


@dataclass(frozen=True)
class Visited:
    """A page, those who go on from it, and whether everyone comes to it."""

    page: Page
    leaving: States
    by_everyone: bool

    @property
    def by_nobody(self) -> bool:
        """Whether no answers lead to it."""
        return not self.leaving.pages


class Walk:
    """The walk of everyone through a questionnaire, page by page, as its paths are (see `paths.path`).

    Pages of sections of the kind `counted` are counted, or all; each counts as much as it costs.
    """

    def __init__(
        self, questionnaire: Questionnaire, facts: Facts, *, counted: str = "", cost: Cost = lambda _page: 1
    ) -> None:
        self.pages = questionnaire.pages
        self._counts = [
            cost(page) if counted in ("", section.kind) else 0
            for section in questionnaire.sections
            for page in section.pages
        ]
        self.facts = facts
        self.sorts: dict[str, Sorts] = sorts_of(self.pages)
        self._looked_at = [self._codes_in(page) for page in self.pages]
        self._known: dict[tuple[int, State], frozenset[bool]] = {}
        self.before: list[States] = []
        self.visited: list[Visited] = []
        states = States((), {(): (0, 0)})
        for place in range(len(self.pages)):
            self.before.append(states)
            states = self._step(place, states)
        self.end = states

    @property
    def is_exact(self) -> bool:
        """Whether every answer was told apart all along. What nobody comes to is certain in any case."""
        every = (*self.before, *(visited.leaving for visited in self.visited))
        told = all(sorts.told for sorts in self.sorts.values())
        return told and all(states.are_exact for states in every)

    def _codes_in(self, page: Page) -> tuple[str, ...]:
        codes = [part["question"] for part in readable_comparisons(page.when)]
        return tuple(sorted({code for code in codes if code in self.sorts}))

    def _needed(self, codes: Iterable[str], place: int) -> tuple[str, ...]:
        """Those of the questions that a condition from that place on looks at."""
        later = {code for looked_at in self._looked_at[place:] for code in looked_at}
        return tuple(sorted(code for code in codes if code in later))

    # ---- one page

    def _step(self, place: int, before: States) -> States:
        page = self.pages[place]
        asked = [question.code for question in page.questions if question.code in self.sorts]
        needed = self._needed({*before.codes, *asked}, place + 1)
        kept = tuple(code for code in needed if code not in asked)
        coming: Counts = {}
        passing: Counts = {}
        everyone = True
        for state, (fewest, most) in before.pages.items():
            known = dict(zip(before.codes, state, strict=True))
            outcomes = self.outcomes(place, known)
            everyone = everyone and outcomes == YES
            if True in outcomes:
                by = self._counts[place]
                _widen(coming, tuple(known[code] for code in kept), (fewest + by, most + by))
            if False in outcomes:
                after = known | {code: self.unasked(code) for code in asked}
                _widen(passing, tuple(after[code] for code in needed), (fewest, most))
        leaving = self._answered(coming, kept, needed, place=place)
        self.visited.append(Visited(page, States(needed, leaving), everyone))
        for state, counts in leaving.items():
            _widen(passing, state, counts)
        return States(needed, self._fewer(passing, needed, place))

    def _answered(
        self, coming: Counts, kept: tuple[str, ...], needed: tuple[str, ...], *, place: int
    ) -> Counts:
        """The states of those who answer the page: every sort that each of its questions offers."""
        codes, states = kept, coming
        new = sorted(set(needed) - set(kept), key=lambda code: self._next_use(code, place))
        for code in new:
            offered = self._offered(code)
            if len(states) * len(offered) > MOST_EXTENDED:
                offered = (None,)
            codes = (*codes, code)
            states = {(*state, sort): counts for state, counts in states.items() for sort in offered}
        order = [codes.index(code) for code in needed]
        in_order = {tuple(state[at] for at in order): counts for state, counts in states.items()}
        return self._fewer(in_order, needed, place)

    def _offered(self, code: str) -> tuple[int | None, ...]:
        return self.sorts[code].offered or (None,)

    def unasked(self, code: str) -> int | None:
        """The sort of those who are not asked that question."""
        return self.sorts[code].unasked if self.sorts[code].told else None

    def _fewer(self, states: Counts, codes: Sequence[str], place: int) -> Counts:
        """Not more states than there may be: what is looked at again last is told apart no longer."""
        latest = sorted(range(len(codes)), key=lambda at: self._next_use(codes[at], place), reverse=True)
        for at in latest:
            if len(states) <= MOST_STATES:
                break
            merged: Counts = {}
            for state, counts in states.items():
                _widen(merged, (*state[:at], None, *state[at + 1 :]), counts)
            states = merged
        return states

    def _next_use(self, code: str, place: int) -> int:
        later = range(place + 1, len(self.pages))
        return next((at for at in later if code in self._looked_at[at]), len(self.pages))

    # ---- conditions

    def outcomes(self, place: int, known: Mapping[str, int | None]) -> frozenset[bool]:
        """Whether the page of that place is asked: surely, surely not, or one or the other."""
        codes = self._looked_at[place]
        state = tuple(known.get(code, self.unasked(code)) for code in codes)
        if (place, state) not in self._known:
            self._known[place, state] = self._try(place, codes, state)
        return self._known[place, state]

    def _try(self, place: int, codes: Sequence[str], state: State) -> frozenset[bool]:
        when = self.pages[place].when
        if when is not None and any(problems_in(when)):
            return EITHER
        told = zip(codes, state, strict=True)
        possible = [range(len(self.sorts[code].told)) if sort is None else (sort,) for code, sort in told]
        if not 0 < prod(map(len, possible)) <= MOST_TRIED:
            return EITHER
        return frozenset(
            holds(when, self._answers(codes, chosen), self.facts) for chosen in product(*possible)
        )

    def _answers(self, codes: Sequence[str], chosen: Sequence[int]) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for code, sort in zip(codes, chosen, strict=True):
            answers.update(self.sorts[code].told[sort].answers)
        return answers


def _widen(states: Counts, state: State, counts: tuple[int, int]) -> None:
    fewest, most = states.get(state, counts)
    states[state] = (min(fewest, counts[0]), max(most, counts[1]))
