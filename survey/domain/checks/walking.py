"""Every way through a questionnaire at once: which pages can be reached, the shortest way and the longest.

Walking page by page, only what later conditions look at is remembered of an answer. So ways that go on alike
are one way, and even a long questionnaire has few of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from survey.domain.questionnaires.conditions import Facts, comparisons_in, holds
from survey.domain.questionnaires.kinds import Date
from survey.domain.questionnaires.questions import (
    Answer,
    Choice,
    Condition,
    MultipleChoice,
    Number,
    Page,
    Question,
    Questionnaire,
)

# With more ways than this at once it is given up, and only bounds are known.
MOST_WAYS = 2_000
MOST_ANSWERS = 64

# What is remembered: facts, and the answers that later conditions still look at.
Way = frozenset[tuple[str, str]]
Ways = dict[Way, tuple[float, float]]
Given = tuple[tuple[str, str], ...]
Cost = Callable[[Page], float]


@dataclass(frozen=True)
class Walk:
    """The pages that can be reached, and the least and the most that all pages on one way cost together."""

    reached: frozenset[str]
    least: float
    most: float
    complete: bool = True


def walk(questionnaire: Questionnaire, cost: Cost, *, facts: Facts | None = None) -> Walk:
    """Walks every way. Without `facts` each fact may hold or not."""
    pages = questionnaire.pages
    watched = _watched(pages)
    last = {part["question"]: at for at, page in enumerate(pages) for part in _parts(page)}
    ways: Ways = dict.fromkeys(_beginnings(pages, facts), (0.0, 0.0))
    reached: set[str] = set()
    for position, page in enumerate(pages):
        later = frozenset(code for code, at in last.items() if at > position)
        asked = _asked(page, ways)
        if asked:
            reached.add(page.code)
        after = list(_answered(page, watched, later))
        ways = _past(ways, asked, after=after, cost=cost(page), later=later)
        if len(ways) > MOST_WAYS:
            return _bounds(pages, cost)
    lows, highs = zip(*ways.values(), strict=True)
    return Walk(frozenset(reached), min(lows), max(highs))


def _asked(page: Page, ways: Ways) -> frozenset[Way]:
    """The ways on which a page is asked. Ways that a condition cannot tell apart are looked at once."""
    if page.when is None:
        return frozenset(ways)
    looked_at = {part["question"] for part in _parts(page)} | {""}
    known: dict[Way, bool] = {}
    asked = set()
    for way in ways:
        seen = frozenset(part for part in way if part[0] in looked_at)
        if seen not in known:
            known[seen] = holds(page.when, _answers(seen), _facts(seen))
        if known[seen]:
            asked.add(way)
    return frozenset(asked)


def _past(
    ways: Ways, asked: frozenset[Way], *, after: list[Given], cost: float, later: frozenset[str]
) -> Ways:
    """The ways as they go on behind a page."""
    going_on: Ways = {}
    for way, (low, high) in ways.items():
        extra = cost if way in asked else 0.0
        kept = frozenset((code, value) for code, value in way if not code or code in later)
        for given in after if way in asked else [()]:
            new = kept | frozenset(given)
            before = going_on.get(new, (low + extra, high + extra))
            going_on[new] = (min(before[0], low + extra), max(before[1], high + extra))
    return going_on


def _bounds(pages: Iterable[Page], cost: Cost) -> Walk:
    everything = list(pages)
    always = sum(cost(page) for page in everything if page.when is None)
    codes = frozenset(page.code for page in everything)
    return Walk(codes, always, sum(map(cost, everything)), complete=False)


def _parts(page: Page) -> Iterable[Condition]:
    return comparisons_in(page.when)


def _watched(pages: Iterable[Page]) -> dict[str, list[Condition]]:
    """What conditions look at, by the code of the question."""
    found: dict[str, list[Condition]] = {}
    for page in pages:
        for part in _parts(page):
            found.setdefault(part["question"], []).append(part)
    return found


def facts_in(condition: Condition | None) -> frozenset[str]:
    """The facts that a condition looks at."""
    if condition is None:
        return frozenset()
    inner = [*condition.get("all", ()), *condition.get("any", ())]
    inner += [condition["not"]] if "not" in condition else []
    own = frozenset({condition["fact"]}) if "fact" in condition else frozenset()
    return own.union(*(facts_in(part) for part in inner))


def _beginnings(pages: Iterable[Page], facts: Facts | None) -> Iterable[Way]:
    if facts is not None:
        return [frozenset(("", fact) for fact in facts)]
    every = sorted(frozenset().union(*(facts_in(page.when) for page in pages)))
    choices = product(*(((), (("", fact),)) for fact in every[:6]))
    return [frozenset(one for part in chosen for one in part) for chosen in choices]


def _facts(way: Way) -> Facts:
    return frozenset(fact for code, fact in way if not code)


def _answers(way: Way) -> Mapping[str, Answer]:
    return {code: json.loads(answer) for code, answer in way if code}


def _answered(
    page: Page, watched: Mapping[str, list[Condition]], later: frozenset[str]
) -> Iterable[Given]:
    """Every combination of answers on a page that later conditions can tell apart."""
    looked_at = [question for question in page.questions if question.code in later]
    each = [_telling(question, watched[question.code]) for question in looked_at]
    for combination in product(*each):
        yield tuple(
            (question.code, json.dumps(answer))
            for question, answer in zip(looked_at, combination, strict=True)
            if answer is not None
        )


def _telling(question: Question, parts: list[Condition]) -> list[Answer | None]:
    """One answer for each pattern of true and false that the conditions on a question can show."""
    found: dict[tuple[bool, ...], Answer | None] = {}
    possible = [*_possible(question, parts), *([] if question.required else [None])]
    for answer in possible:
        given: dict[str, Answer] = {} if answer is None else {question.code: answer}
        found.setdefault(tuple(holds(part, given) for part in parts), answer)
    if isinstance(question, MultipleChoice):
        _join(question, parts, found)
    return list(found.values()) or [None]


def _possible(question: Question, parts: list[Condition]) -> list[Answer]:
    if isinstance(question, MultipleChoice):
        return [[code] for code in question.option_codes]
    if isinstance(question, Choice):
        return list(question.option_codes)
    if isinstance(question, Date):
        return [band.code for band in question.counted_bands]
    if isinstance(question, Number):
        edges = [part[name] for part in parts for name in ("at_least", "at_most") if name in part]
        near = {edge + step for edge in edges for step in (-1, 0, 1)} | {question.minimum, question.maximum}
        return sorted(number for number in near if question.minimum <= number <= question.maximum)
    return ["something"] if question.asks else []


def _join(
    question: MultipleChoice, parts: list[Condition], found: dict[tuple[bool, ...], Answer | None]
) -> None:
    """Adds what several chosen options show together; an exclusive one stands alone."""
    exclusive = {option.code for option in question.options if option.exclusive}
    most = question.at_most or len(question.options)
    for _ in range(len(question.options)):
        lists = [one for one in found.values() if isinstance(one, list) and not exclusive & set(one)]
        before = len(found)
        for one, other in product(lists, lists):
            both = [code for code in question.option_codes if code in {*one, *other}]
            if len(both) <= most and len(found) < MOST_ANSWERS:
                found.setdefault(tuple(holds(part, {question.code: both}) for part in parts), both)
        if len(found) == before:
            return
