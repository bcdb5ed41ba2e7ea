"""Whether people can object to the plan as a whole, and whether everyone is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.domain.checks.findings import Finding, quoted
from survey.domain.checks.texts import in_english, labels, opinion_questions
from survey.domain.checks.views import plain
from survey.domain.questionnaires.questions import (
    SUPPORT_POINTS,
    Choice,
    Page,
    Question,
    Questionnaire,
    SupportScale,
)

OBJECTION = re.compile(
    r"\b(oppose|opposed|object|against|reject|disapprove|disagree)\b|\bshould not (go ahead|happen|be)\b"
    r"|\b(no use|nowhere|not at all acceptable|never acceptable)\b|\bdo(n't| not) (support|want)\b"
    r"|^no\b(?!.*\b(view|opinion|preference|difference|change|answer|extra|effect)\b)",
    re.IGNORECASE,
)
_ABOUT_A_PLAN = re.compile(
    r"\b(support|oppose|agree|favour|plans?|propos\w+|cameras?|facial recognition|scheme|deployment"
    r"|go ahead)\b",
    re.IGNORECASE,
)
_SUPPORT_CODES = tuple(option.code for option in SUPPORT_POINTS)


def principle_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Nothing where everyone can say no to the plan as a whole."""
    found = [(page, q) for page, q in opinion_questions(questionnaire) if can_object(q)]
    if found:
        yield from _for_all(found)
    elif in_english(questionnaire):
        said = "No question has an answer with which people can oppose the plan as a whole."
        yield Finding("no-objection", said, ("whole",))
    else:
        said = "No question is of the type “support or oppose” with its usual answers."
        yield Finding("objection-not-told", said, (questionnaire.title,))


def _for_all(found: list[tuple[Page, Question]]) -> Iterator[Finding]:
    if all(page.when is not None for page, _ in found):
        page, question = found[0]
        said = f"{quoted(question.text)} is asked of some people only: its page has a condition."
        yield Finding("objection-not-for-all", said, (question.text, repr(page.when)), question=question.code)


def can_object(question: Question) -> bool:
    """Whether one answer is no to the thing itself. A grid asks about parts, so it is not enough."""
    if isinstance(question, SupportScale) and question.option_codes == _SUPPORT_CODES:
        return True
    if not isinstance(question, Choice) or not _ABOUT_A_PLAN.search(plain(question.text)):
        return False
    return any(OBJECTION.search(plain(label)) for label in labels(question))
