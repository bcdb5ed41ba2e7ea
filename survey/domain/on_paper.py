"""What the checks of the web say, for somebody who types what somebody else filled in on paper.

Nobody who types decides for the writer, so no box can be unticked: what breaks a rule is left empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from survey.domain.wording import Words, say, say_many

Params = Mapping[str, Any]


def on_paper(problem: str) -> str:
    """The problem as it is said for a form on paper; itself where it is about what was typed."""
    say_so = _SAID.get(problem.message) if isinstance(problem, Words) else None
    return say_so(problem.params) if say_so else problem


def _none(_params: Params) -> str:
    return say("an answer is needed. If none can be told from the paper, set the form aside with a reason")


def _alone(params: Params) -> str:
    return say(
        "“{option}” is ticked on paper together with something else. Leave the field empty",
        option=params["option"],
    )


def _too_many(params: Params) -> str:
    return say_many(
        "more than {count} is ticked on paper. Leave the field empty",
        "more than {count} are ticked on paper. Leave the field empty",
        int(params["most"]),
    )


def _too_few(params: Params) -> str:
    return say(
        "fewer than {least} are ticked on paper. Leave the field empty",
        least=params["least"],
    )


def _row_missing(params: Params) -> str:
    return say(
        "“{row}” has no answer. If it has none on paper, leave every row of this question empty",
        row=params["row"],
    )


def _too_few_rows(params: Params) -> str:
    return say(
        "fewer than {least} rows are answered on paper. Leave every row of this question empty",
        least=params["least"],
    )


def _too_many_rows(params: Params) -> str:
    return say_many(
        "more than {count} row is answered on paper. Leave every row of this question empty",
        "more than {count} rows are answered on paper. Leave every row of this question empty",
        int(params["most"]),
    )


def _gap(params: Params) -> str:
    return say(
        "the paper says what comes {place}, but not what comes {gap}. Leave what comes {place} empty",
        place=params["place"],
        gap=params["gap"],
    )


def _off(params: Params) -> str:
    return say(
        "the figures must add up to {total}, and add up to {given} on paper. "
        "Leave every line of this question empty",
        total=params["total"],
        given=params["given"],
    )


def _number(_params: Params) -> str:
    return say(
        "it must be a whole number in figures, such as 250. If the paper has none, leave the field empty",
    )


def _out_of_range(params: Params) -> str:
    return say(
        "it must be a whole number from {least} to {most}. If the paper has another, leave the field empty",
        least=params["least"],
        most=params["most"],
    )


def _no_date(params: Params) -> str:
    return say(
        "it must be a date that exists, in figures, such as {example}. "
        "If the paper has none, leave the date empty",
        example=params["example"],
    )


def _part_of_date(params: Params) -> str:
    return say(
        "the date must include {parts}. If the paper has none, leave the whole date empty",
        parts=params["parts"],
    )


def _out_of_days(params: Params) -> str:
    return say(
        "the date must be from {first} to {last}. If the paper has another, leave the date empty",
        first=params["first"],
        last=params["last"],
    )


# By the message of the web's check. Not here: texts that are too long, and characters that cannot be read.
_SAID: Mapping[str, Callable[[Params], str]] = {
    "Choose an answer to this question. It is needed to show you the right questions.": _none,
    "Enter an answer to this question.": _none,
    "“{option}” cannot be combined with another answer. Choose it alone, or untick it.": _alone,
    "Choose up to {most} answers. You chose {number}: untick {extra}.": _too_many,
    "Choose at least {least} answers, or none. You chose {number}: tick {more} more.": _too_few,
    "{row}: choose an answer, or “No answer” in every row.": _row_missing,
    "Answer at least {least} of these, or none. You answered {number}. Answer {more} more.": _too_few_rows,
    "Answer up to {most} of these. You answered {number}. "
    "Choose “No answer” for {extra} more.": _too_many_rows,
    "You chose what comes {place}, but not what comes {gap}. "
    "Choose what comes {gap}, or leave {place} empty.": _gap,
    "Your answers must add up to {total}. They add up to {given} now: share out {off} more.": _off,
    "Your answers must add up to {total}. They add up to {given} now: take {off} away.": _off,
    "Enter a whole number in figures, such as 250.": _number,
    "Enter a whole number from {least} to {most}.": _out_of_range,
    "Enter a date that exists, in figures, such as {example}.": _no_date,
    "The date must include {parts}.": _part_of_date,
    "Enter a date from {first} to {last}.": _out_of_days,
}
