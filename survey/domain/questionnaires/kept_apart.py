"""Equality answers are kept apart from opinions: what a page of either kind may look at.

A page that is asked only after a certain answer tells that answer: whoever has, or could have given, an
answer to it is known to have met its condition. The same holds for words that are put in. So opinion pages
look at no equality question, and equality pages at no opinion.
"""

from __future__ import annotations

from survey.domain.questionnaires.paths import EQUALITY, OPINION
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.wording import Words, say

# Who somebody answers as, such as for an organisation, and nothing with more than one answer.
_WHO = "single_choice"


def kept_from(questionnaire: Questionnaire, kind: str) -> frozenset[str]:
    """The codes of the questions that pages of that kind of section must not look at."""
    if kind != EQUALITY:
        return frozenset(question.code for question in questionnaire.questions_of(EQUALITY))
    opinions = {question.code for question in questionnaire.questions_of(OPINION)}
    return frozenset(opinions - _who_answers(questionnaire))


def _who_answers(questionnaire: Questionnaire) -> set[str]:
    """The single choices of the first section of opinions: who somebody is to the plan."""
    first = next((section for section in questionnaire.sections if section.kind == OPINION), None)
    pages = first.pages if first else ()
    return {question.code for page in pages for question in page.questions if question.kind == _WHO}


def why_kept_from(code: str, kind: str) -> Words:
    """Why pages of that kind cannot look at a question."""
    if kind != EQUALITY:
        return say(
            "“{code}” is an equality question, and this page is not in an equality section. Equality "
            "answers are kept apart from all others, so only equality pages can look at them.",
            code=code,
        )
    return say(
        "“{code}” cannot be looked at by an equality page, which would tell an opinion from equality "
        "answers. Of other questions it can look only at those with one answer in the first section.",
        code=code,
    )
