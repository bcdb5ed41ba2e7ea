"""The order in which options are shown, where it is random.

A resident's draft has one number from 0 to 23, drawn when it is begun and kept inside its seal, so the order
stays the same while they answer, and follows from no code. It says at which option the list begins and, from
12 on, that it runs backwards; it is the same number for every question. With the answers that number is sent,
as 1 to 24, and nothing else: one in 24 of all responses has it, so it singles nobody out, and whoever knows
in which order somebody saw the options cannot find their response by it. A number for each question would be
as good as a name.

"Other", "don't know" and what excludes the other answers stay last, in the order of the questionnaire.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from survey.domain.questionnaires.questions import Grid, Option, Question, Row

ORDERS = 24
BACKWARDS_FROM = 12
# The key under which the number is sent with the answers, and the name of its column.
ORDER = "option-order"

Thing = TypeVar("Thing", Option, Row)


def has_random_order(question: Question) -> bool:
    """Whether its options (for a grid its rows) are shown in random order."""
    return bool(getattr(question, "random_order", False))


def stays_last(thing: Option | Row) -> bool:
    """Whether an option keeps its place at the end."""
    return isinstance(thing, Option) and (thing.apart or thing.exclusive or thing.detail is not None)


def arranged(things: tuple[Thing, ...], number: int) -> tuple[Thing, ...]:
    """The things in the order of that number. Over all numbers each comes first about equally often."""
    moving = [thing for thing in things if not stays_last(thing)]
    start = number % max(1, len(moving))
    turned = moving[start:] + moving[:start]
    if number >= BACKWARDS_FROM:
        turned = [*turned[:1], *reversed(turned[1:])]
    return (*turned, *(thing for thing in things if stays_last(thing)))


def in_order(question: Question, number: int | None) -> Question:
    """The question as somebody with that number sees it. Without a number it is as it was written."""
    if number is None or not has_random_order(question):
        return question
    name = "rows" if isinstance(question, Grid) else "options"
    things: tuple[Any, ...] = getattr(question, name)
    return replace(question, **{name: arranged(things, number)})
