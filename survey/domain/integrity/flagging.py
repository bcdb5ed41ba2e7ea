"""Which responses and days the chosen rules mark. Pure: the same responses in any order give the same marks.

A mark is a reason for a person to look, and nothing more. Answering "don't know" or "prefer not to say", or
leaving a question with options empty, never adds a mark. What each rule finds wrongly is in
docs/decisions/0015-integrity.md.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from survey.domain.integrity.rules import BURSTS, IMPOSSIBLE, SAME_TEXT, STRAIGHT_LINING, Chosen
from survey.domain.questionnaires.questions import (
    Answers,
    Choice,
    Grid,
    LongText,
    Question,
    Questionnaire,
    ShortText,
    SupportScale,
)

AROUND = 7
FEWEST_AROUND = 3
WEB, OPEN = "web", "open"


@dataclass(frozen=True)
class Given:
    """A response as the rules see it: no equality answer, no time, and nothing about who sent it."""

    id: str
    answers: Answers
    day: date
    channel: str = WEB
    stratum: str = OPEN


@dataclass(frozen=True, order=True)
class Flag:
    """A rule marks a response for review."""

    response: str
    rule: str


@dataclass(frozen=True)
class BusyDay:
    """A day with far more open answers than the days around it: how many, and the middle of the others."""

    day: date
    count: int
    usual: int


@dataclass(frozen=True)
class Findings:
    """What the rules marked."""

    flags: tuple[Flag, ...] = ()
    days: tuple[BusyDay, ...] = ()


@dataclass
class _Seen:
    """What one walk over the responses gathers."""

    flags: set[Flag] = field(default_factory=set)
    texts: dict[bytes, list[str]] = field(default_factory=dict)
    days: Counter[date] = field(default_factory=Counter)


def look(responses: Iterable[Given], chosen: Chosen, questionnaire: Questionnaire) -> Findings:
    """Walks once over the responses."""
    seen, texts, scales = _Seen(), _text_keys(questionnaire), _scales(questionnaire)
    limits = chosen.limits
    for given in responses:
        if SAME_TEXT in limits:
            for mark in _marks(given.answers, texts, limits[SAME_TEXT]["characters"]):
                seen.texts.setdefault(mark, []).append(given.id)
        if IMPOSSIBLE in limits and any(pair.found_in(given.answers) for pair in chosen.pairs):
            seen.flags.add(Flag(given.id, IMPOSSIBLE))
        rows = limits.get(STRAIGHT_LINING, {}).get("rows", 0)
        if rows and _is_straight(given.answers, scales, texts, rows=rows):
            seen.flags.add(Flag(given.id, STRAIGHT_LINING))
        if (given.channel, given.stratum) == (WEB, OPEN):
            seen.days[given.day] += 1
    if SAME_TEXT in limits:
        seen.flags.update(_copies(seen.texts, limits[SAME_TEXT]["responses"]))
    days = busy_days(seen.days, **limits[BURSTS]) if BURSTS in limits else ()
    return Findings(tuple(sorted(seen.flags)), days)


def _copies(texts: Mapping[bytes, list[str]], fewest: int) -> Iterable[Flag]:
    for ids in texts.values():
        if len(ids) >= fewest:
            yield from (Flag(one, SAME_TEXT) for one in ids)


def plain(text: str) -> str:
    """A text without what copying changes: capitals, spaces, punctuation, the form of its characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def _text_keys(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The keys under which people write in their own words."""
    found: list[str] = []
    for question in questionnaire.questions_of("opinion"):
        if isinstance(question, (LongText, ShortText)):
            found.append(question.code)
        elif isinstance(question, Choice):
            found += [f"{question.code}.{option.code}" for option in question.details]
    return tuple(found)


def _marks(answers: Answers, keys: Iterable[str], shortest: int) -> set[bytes]:
    """A mark of each long text. A response that holds one text twice counts once."""
    texts = (plain(str(answers[key])) for key in keys if len(str(answers.get(key, ""))) >= shortest)
    return {hashlib.sha256(text.encode()).digest() for text in texts if len(text) >= shortest}


@dataclass(frozen=True)
class _Scales:
    grids: tuple[Grid, ...]
    scales: tuple[SupportScale, ...]


def _scales(questionnaire: Questionnaire) -> _Scales:
    """The scales and tables that everybody is asked.

    Were those included that only some are asked, another answer (even "prefer not to say") could take away
    the one scale that was answered in the middle, and so add a mark.
    """
    pages = (page for s in questionnaire.sections if s.kind == "opinion" for page in s.pages)
    asked: list[Question] = [question for page in pages if page.when is None for question in page.questions]
    return _Scales(
        tuple(question for question in asked if isinstance(question, Grid)),
        tuple(question for question in asked if isinstance(question, SupportScale)),
    )


def _is_straight(answers: Answers, asked: _Scales, texts: Iterable[str], *, rows: int) -> bool:
    grids = [grid for grid in asked.grids if len(grid.rows) >= rows]
    if not grids or not asked.scales or any(key in answers for key in texts):
        return False
    ends = {_end(grid, answers.get(key)) for grid in grids for key in grid.keys}
    ends |= {_end(scale, answers.get(scale.code)) for scale in asked.scales}
    return len(ends) == 1 and "" not in ends


def _end(question: Grid | SupportScale, answer: object) -> str:
    """At which end of its scale an answer stands; "" for any other, for none, and for what stands apart."""
    points = [option.code for option in question.options if not option.apart]
    return {points[0]: "first", points[-1]: "last"}.get(str(answer), "") if len(points) > 1 else ""


def busy_days(counts: Mapping[date, int], *, times: int, least: int) -> tuple[BusyDay, ...]:
    """The days that stand out against the middle (median) of the days around, which no single day moves."""
    if not counts:
        return ()
    first, last = min(counts), max(counts)
    found = []
    for day in sorted(counts):
        steps = [timedelta(days=step) for step in range(-AROUND, AROUND + 1) if step]
        around = [counts.get(day + step, 0) for step in steps if first <= day + step <= last]
        if len(around) < FEWEST_AROUND or counts[day] < least:
            continue
        usual = median(around)
        if counts[day] >= times * max(usual, 1):
            found.append(BusyDay(day, counts[day], round(usual)))
    return tuple(found)
