"""Scales with more answers on one side, views without “don't know”, and views that must be given."""

from __future__ import annotations

from collections.abc import Iterator

from survey.domain.checks.findings import Finding, quoted
from survey.domain.checks.texts import in_english, labels, opinion_questions, options_of
from survey.domain.checks.views import asks_a_view, is_way_out, offers_way_out, plain, side
from survey.domain.questionnaires.kinds import AreaGrid
from survey.domain.questionnaires.questions import (
    Area,
    Choice,
    Grid,
    MultipleChoice,
    Question,
    Questionnaire,
    SingleChoice,
    SupportScale,
)
from survey.domain.wording import message, say, say_many

SCALES = (SingleChoice, SupportScale, Grid, AreaGrid)
FEWEST = 3
WITHOUT_WAY_OUT = message("{question} has no “Don’t know” among its answers.")
SEVERAL_WITHOUT_WAY_OUT = message("{question} has no “None of these” or “Don’t know” among its answers.")


def scale_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """What is wrong with what can be answered."""
    english = in_english(questionnaire)
    for _, question in opinion_questions(questionnaire):
        if english and isinstance(question, SCALES):
            yield from _unbalanced(question)
        if isinstance(question, (Choice, Grid)) and not isinstance(question, Area):
            yield from _without_way_out(question, english=english)
        if english and question.required and asks_a_view(question):
            said = say("{question} must be answered.", question=quoted(question.text))
            yield Finding("required-view", said, (question.text,), question=question.code)


def _unbalanced(question: Question) -> Iterator[Finding]:
    offered = [o.label for o in options_of(question) if not o.apart and not is_way_out(o.label)]
    sides = [side(label) for label in offered]
    if len(offered) < FEWEST or None in sides or not asks_a_view(question) or _one_way(offered):
        return
    up, down = sides.count(1), sides.count(-1)
    if up != down:
        said = say_many(
            "{question} offers {count} answer on one side and {other} on the other: {answers}.",
            "{question} offers {count} answers on one side and {other} on the other: {answers}.",
            up,
            question=quoted(question.text),
            other=down,
            answers=", ".join(quoted(label, 40) for label in offered),
        )
        yield Finding("unbalanced", said, (question.text, *offered), question=question.code)


def _one_way(offered: list[str]) -> bool:
    """Whether a scale measures how much of one thing, from nothing up, such as how important something is."""
    heads = {plain(label).lower().split()[-1] for label in offered}
    return len(heads) == 1 and not heads & {"support", "agree", "oppose", "disagree", "favour"}


def _without_way_out(question: Question, *, english: bool) -> Iterator[Finding]:
    if offers_way_out(question) or (english and not asks_a_view(question)):
        return
    if not english and not isinstance(question, SupportScale):
        return
    said = say(
        SEVERAL_WITHOUT_WAY_OUT if isinstance(question, MultipleChoice) else WITHOUT_WAY_OUT,
        question=quoted(question.text),
    )
    yield Finding("no-dont-know", said, (question.text, *labels(question)), question=question.code)
