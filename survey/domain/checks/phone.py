"""Grids and lists that are longer than a phone shows: their height, worked out from rows and words.

A window of 360 by 740 points, about the smallest phone in use. The heights are those of this website’s own
fields: a row of a grid shows its answers below one another.
"""

from __future__ import annotations

from collections.abc import Iterator

from survey.domain.checks.findings import Finding, quoted
from survey.domain.checks.texts import labels, rows
from survey.domain.questionnaires.kinds import ConstantSum, Likelihood, Ranking
from survey.domain.questionnaires.questions import Area, Grid, Question, Questionnaire
from survey.domain.wording import message, say, say_many

SCREEN = 740
MOST_SCREENS = 4
MOST_COLUMNS = 7
# Letters that fit a line, and heights: of a line of text, of one thing to press, and around a row.
LINE_OF_ROW, LINE_OF_OPTION = 34, 34
LINE, TOUCH, AROUND = 25, 44, 50
FIELD = 90
GRID_TOO_HIGH = message("{question} is about {screens} phone screens long: {rows} of {answers}.")
LIST_TOO_HIGH = message("{question} is about {screens} phone screens long: {answers}.")


def phone_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """What cannot be taken in on a phone."""
    for question in questionnaire.questions:
        yield from _too_high(question)
        yield from _too_wide(question)


def _too_high(question: Question) -> Iterator[Finding]:
    screens = height(question) / SCREEN
    if screens > MOST_SCREENS and not isinstance(question, Area):
        said = say(
            GRID_TOO_HIGH if rows(question) else LIST_TOO_HIGH,
            question=quoted(question.text),
            screens=round(screens),
            rows=say_many("{count} row", "{count} rows", len(rows(question))),
            answers=say_many("{count} answer", "{count} answers", len(labels(question))),
        )
        yield Finding("phone", said, _texts(question), question=question.code)


def _too_wide(question: Question) -> Iterator[Finding]:
    columns = len(labels(question))
    if isinstance(question, Grid) and columns > MOST_COLUMNS:
        said = say(
            "{question} has {columns} answers in each row, more than fit side by side.",
            question=quoted(question.text),
            columns=columns,
        )
        yield Finding("phone", said, ("columns", *_texts(question)), question=question.code)


def _texts(question: Question) -> tuple[str, ...]:
    return (question.text, *rows(question), *labels(question))


def height(question: Question) -> int:
    """How high its answers are on a phone, in points."""
    if isinstance(question, Likelihood):
        return 2 * TOUCH
    if isinstance(question, (Ranking, ConstantSum)):
        return FIELD * len(question.keys)
    options = sum(_wrapped(label, LINE_OF_OPTION) for label in labels(question))
    answers = options * LINE + (TOUCH - LINE) * len(labels(question))
    if not isinstance(question, Grid):
        return answers
    heads = sum(_wrapped(row, LINE_OF_ROW) * LINE + AROUND for row in rows(question))
    return heads + answers * len(rows(question))


def _wrapped(text: str, line: int) -> int:
    return max(1, -(-len(text) // line))
