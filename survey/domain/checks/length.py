"""How long answering takes: an estimate from the words and the kinds of questions, by the way through.

Reading: 238 words a minute, the mean of silent reading of non-fiction in English by adults (Brysbaert 2019,
“How many words do we read per minute?”, Journal of Memory and Language 109). Choosing and writing: our own
figures, set so that an ordinary question takes about 10 seconds in all, as Pew Research Center measured
(“How we keep our online surveys from running too long”, 2022). People differ by half as much again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from survey.domain.checks.texts import every_text, words
from survey.domain.questionnaires.conditions import Facts
from survey.domain.questionnaires.questions import Page, Question, Questionnaire
from survey.domain.questionnaires.walking import Walk

WORDS_A_MINUTE = 238
LONGEST_MINUTES = 15
# Finding and pressing the button, and waiting for the next page.
SECONDS_A_PAGE = 2.0

_ONE_CHOICE = 4.0
_EACH_TICK = 1.5
_EACH_ROW = 4.0
_EACH_PLACE = 6.0
_SHORT_TEXT = 15.0
_LONG_TEXT = 60.0
# Of those who may write at length most write little, and many nothing.
_OPTIONAL_TEXT = 30.0


def _by_options(each: float) -> Callable[[Any], float]:
    return lambda question: _ONE_CHOICE + each * len(question.options) / 2


def _by_parts(each: float) -> Callable[[Any], float]:
    return lambda question: each * len(question.parts)


def _fixed(seconds: float) -> Callable[[Any], float]:
    return lambda _question: seconds


# How long it takes to decide and to enter an answer, by type. Reading comes on top.
SECONDS: Mapping[str, Callable[[Any], float]] = {
    "single_choice": _fixed(_ONE_CHOICE),
    "support_scale": _fixed(_ONE_CHOICE),
    "likelihood": _fixed(_ONE_CHOICE),
    "area": _fixed(_ONE_CHOICE),
    "multiple_choice": _by_options(_EACH_TICK),
    "grid": _by_parts(_EACH_ROW),
    "area_grid": _by_parts(_EACH_ROW),
    "ranking": lambda question: _EACH_PLACE * len(question.places),
    "constant_sum": _by_parts(_EACH_PLACE),
    "number": _fixed(8.0),
    "date": _fixed(10.0),
    "short_text": _fixed(_SHORT_TEXT),
    "long_text": lambda question: _LONG_TEXT if question.required else _OPTIONAL_TEXT,
    "reader_text": _fixed(0.0),
    "document": _fixed(5.0),
}


def seconds_for(question: Question) -> float:
    """Reading and answering one question, without opening what opens under it."""
    read = sum(len(words(text)) for text in every_text(question)) * 60 / WORDS_A_MINUTE
    return read + SECONDS[question.kind](question)


def seconds_on(page: Page) -> float:
    """Reading and answering one page."""
    title = len(words(page.title)) * 60 / WORDS_A_MINUTE
    return SECONDS_A_PAGE + title + sum(seconds_for(question) for question in page.questions)


@dataclass(frozen=True)
class Times:
    """Whole minutes on the shortest and on the longest way; limits of them where it is not `exact`."""

    shortest: int
    longest: int
    exact: bool = True


def times(questionnaire: Questionnaire, facts: Facts = frozenset()) -> Times:
    """How long it takes, of a questionnaire without structural problems."""
    walk = Walk(questionnaire, facts, cost=lambda page: round(seconds_on(page) * 1000))
    costs = list(walk.end.pages.values())
    least, most = min(low for low, _ in costs), max(high for _, high in costs)
    return Times(_minutes(least / 1000), _minutes(most / 1000), walk.is_exact)


def _minutes(seconds: float) -> int:
    return max(1, round(seconds / 60))
