"""The map of the paths: from each page where each answer leads, which pages nobody or everybody comes to.

A condition looks back only, and pages come in one order, so no path runs in a circle: every one has an end.
What can be wrong is a page that no answers lead to, and a page that nobody can leave.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey.domain.questionnaires.answer_sorts import readable_comparisons
from survey.domain.questionnaires.conditions import Facts
from survey.domain.questionnaires.english import great
from survey.domain.questionnaires.paths import EQUALITY, OPINION
from survey.domain.questionnaires.questions import MultipleChoice, Page, Questionnaire, Section
from survey.domain.questionnaires.sorts_in_words import (
    condition_in_brief,
    condition_in_words,
    why_nobody,
)
from survey.domain.questionnaires.walking import NO, States, Walk
from survey.domain.questionnaires.ways_in_words import END, OTHERWISE, TOO_MANY, Leading, ways_in_words
from survey.domain.wording import listed, say


class Reached(StrEnum):
    """Who comes to a page."""

    EVERYONE = "everyone"
    SOME = "some"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Way:
    """Where a page leads: to the page of that code, or `END`; `when` is empty where it always does."""

    to: str
    when: str

    @property
    def begins(self) -> str:
        """The same as the beginning of a sentence."""
        if self.when == OTHERWISE or self.when.startswith(TOO_MANY):
            return great(self.when)
        return say("If {condition}", condition=self.when)


@dataclass(frozen=True)
class Stop:
    """A page on the map. `only_if` is its condition; `why_nobody` and `stuck` say what is wrong with it."""

    page: Page
    reached: Reached
    ways: tuple[Way, ...]
    only_if: str = ""
    in_brief: str = ""
    why_nobody: str = ""
    stuck: str = ""

    @property
    def name(self) -> str:
        """What it is called: its title, or its first question."""
        return self.page.title or (self.page.questions[0].text if self.page.questions else self.page.code)

    @property
    def is_branch(self) -> bool:
        """Whether only some come to it, or nobody."""
        return self.reached is not Reached.EVERYONE


@dataclass(frozen=True)
class Part:
    """The opinion pages, or the equality pages, with the ways in and how many pages a path through it has."""

    kind: str
    sections: tuple[tuple[Section, tuple[Stop, ...]], ...]
    ways_in: tuple[Way, ...]
    fewest: int
    most: int

    @property
    def stops(self) -> tuple[Stop, ...]:
        return tuple(stop for _, stops in self.sections for stop in stops)


@dataclass(frozen=True)
class PathsMap:
    """The whole map. Where it is not `exact`, numbers of pages are limits, and ways are what may be."""

    parts: tuple[Part, ...]
    exact: bool

    @property
    def stops(self) -> tuple[Stop, ...]:
        return tuple(stop for part in self.parts for stop in part.stops)

    @property
    def unreachable(self) -> tuple[Stop, ...]:
        """The pages that no answers lead to."""
        return tuple(stop for stop in self.stops if stop.reached is Reached.NOBODY)

    @property
    def stuck(self) -> tuple[Stop, ...]:
        """The pages that nobody can leave."""
        return tuple(stop for stop in self.stops if stop.stuck)


def map_of(questionnaire: Questionnaire, facts: Facts) -> PathsMap:
    """The map of a questionnaire as it is asked, with areas filled in, where these facts hold."""
    mappings = [_Mapping(questionnaire, facts, kind) for kind in (OPINION, EQUALITY)]
    parts = tuple(mapping.part() for mapping in mappings if mapping.has_pages)
    return PathsMap(parts, exact=mappings[0].walk.is_exact)


class _Mapping:
    """Makes one part of the map."""

    def __init__(self, questionnaire: Questionnaire, facts: Facts, kind: str) -> None:
        self._whole = questionnaire
        self._kind = kind
        self.walk = Walk(questionnaire, facts, counted=kind)
        kinds = [section.kind for section in questionnaire.sections for _ in section.pages]
        self._places = [place for place, one in enumerate(kinds) if one == kind]
        nobody = (visited.page for visited in self.walk.visited if visited.by_nobody)
        self._never = [question for page in nobody for question in page.questions]

    @property
    def has_pages(self) -> bool:
        return bool(self._places)

    def part(self) -> Part:
        """The pages of that kind, section by section."""
        stops = iter([self._stop(place) for place in self._places])
        sections = tuple(
            (section, tuple(next(stops) for _ in section.pages))
            for section in self._whole.sections
            if section.kind == self._kind
        )
        first = self._places[0]
        counts = list(self.walk.end.pages.values())
        return Part(
            kind=self._kind,
            sections=sections,
            ways_in=self._ways(self.walk.before[first], first, after=False),
            fewest=min(fewest for fewest, _ in counts),
            most=max(most for _, most in counts),
        )

    def _stop(self, place: int) -> Stop:
        visited = self.walk.visited[place]
        page = visited.page
        only_if = condition_in_words(page.when, self._whole) if page.when is not None else ""
        if visited.by_nobody:
            looked_at = {part["question"] for part in readable_comparisons(page.when)}
            never = [question for question in self._never if question.code in looked_at]
            why = why_nobody(page.when, self.walk.facts, never)
            return Stop(page, Reached.NOBODY, (), only_if, "nobody", why_nobody=why)
        reached = Reached.EVERYONE if visited.by_everyone else Reached.SOME
        ways = self._ways(visited.leaving, place + 1)
        in_brief = condition_in_brief(page.when, self._whole) if page.when is not None else ""
        return Stop(page, reached, ways, only_if, in_brief, stuck=_stuck(page))

    def _ways(self, states: States, place: int, *, after: bool = True) -> tuple[Way, ...]:
        """Where those in these states go on, from that place on, mostly after the page before it."""
        leading: list[Leading] = []
        asked = [question.code for question in self.walk.pages[place - 1].questions] if after else []
        for state in states.pages:
            known = dict(zip(states.codes, state, strict=True))
            leading.extend(Leading(known, to) for to in self._next(known, place))
        here = asked[0] if len(asked) == 1 else ""
        told = ways_in_words(leading, self.walk.sorts, self._whole, here=here)
        return tuple(Way(to, words) for to, words in told)

    def _next(self, known: dict[str, int | None], place: int) -> Iterator[str]:
        """The pages of this kind that may come next."""
        known = dict(known)
        for at in range(place, len(self.walk.pages)):
            page = self.walk.pages[at]
            outcomes = self.walk.outcomes(at, known)
            if at in self._places and True in outcomes:
                yield page.code
                if False not in outcomes:
                    return
            for question in page.questions:
                # What another kind of page asks in between may be anything.
                asked = at not in self._places and outcomes != NO
                known[question.code] = None if asked else self._unasked(question.code)
        yield END

    def _unasked(self, code: str) -> int | None:
        return self.walk.unasked(code) if code in self.walk.sorts else None


def _stuck(page: Page) -> str:
    """Questions that must be answered and cannot be."""
    stuck = (question for question in page.questions if question.required and not _can_be_answered(question))
    found = [
        say("“{question}” must be answered, and there is nothing to choose.", question=question.text)
        for question in stuck
    ]
    return listed(found, " ") if found else ""


def _can_be_answered(question: object) -> bool:
    options: Sequence[object] = getattr(question, "options", (None,))
    rows: Sequence[object] = getattr(question, "rows", (None,))
    limited = isinstance(question, MultipleChoice) and (question.at_least or 0) > len(options)
    return bool(options) and bool(rows) and not limited
