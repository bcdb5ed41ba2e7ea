"""The path: the pages that these answers lead through. Only answers on the path count.

A page's condition sees only answers given on earlier pages of the path, so an answer that a resident
gave and then routed away from cannot open a page.
"""

from __future__ import annotations

from survey.domain.questionnaires.conditions import Facts, holds
from survey.domain.questionnaires.ordering import ORDER, has_random_order
from survey.domain.questionnaires.questions import Answer, Answers, Condition, Page, Questionnaire

OPINION = "opinion"
EQUALITY = "equality"


def path(
    questionnaire: Questionnaire,
    answers: Answers,
    *,
    facts: Facts = frozenset(),
    kind: str | None = None,
) -> tuple[Page, ...]:
    """The pages on the path, in order; of one kind of section where `kind` is given."""
    seen: dict[str, Answer] = {}
    pages: list[Page] = []
    for section in questionnaire.sections:
        for page in section.pages:
            if not holds(page.when, seen, facts):
                continue
            seen.update(_answers_of(page, answers))
            if kind in (None, section.kind):
                pages.append(page)
    return tuple(pages)


def _answers_of(page: Page, answers: Answers) -> dict[str, Answer]:
    return {key: answers[key] for q in page.questions for key in q.keys if key in answers}


def answers_on(pages: tuple[Page, ...], answers: Answers) -> dict[str, Answer]:
    """The answers given on these pages; all others are dropped."""
    kept: dict[str, Answer] = {}
    for page in pages:
        kept.update(_answers_of(page, answers))
    return kept


def sent_on(pages: tuple[Page, ...], answers: Answers, *, order: int | None = None) -> dict[str, Answer]:
    """The answers as they are sent: without what only the draft keeps.

    With them goes the number of the order of options, from 1 on, where any question was asked in one.
    """
    questions = [question for page in pages for question in page.questions]
    left_out = {key for question in questions for key in question.draft_only}
    kept = {key: answer for key, answer in answers_on(pages, answers).items() if key not in left_out}
    ordered = order is not None and any(has_random_order(question) for question in questions)
    return kept | {ORDER: order + 1} if ordered else kept


def asked_on(pages: tuple[Page, ...]) -> frozenset[str]:
    """The codes of the questions asked on these pages."""
    return frozenset(question.code for page in pages for question in page.questions)


def first_unanswered(pages: tuple[Page, ...], answers: Answers) -> Page | None:
    """The first page whose required question has no answer, or None."""
    for page in pages:
        if any(q.required and not any(key in answers for key in q.keys) for q in page.questions):
            return page
    return None


def page_after(pages: tuple[Page, ...], code: str) -> Page | None:
    """The page that follows on the path; None after the last."""
    codes = [page.code for page in pages]
    position = codes.index(code) + 1
    return pages[position] if position < len(pages) else None


def page_before(pages: tuple[Page, ...], code: str) -> Page | None:
    """The page before on the path; None before the first."""
    position = [page.code for page in pages].index(code)
    return pages[position - 1] if position else None


def never_asked(questionnaire: Questionnaire, facts: Facts) -> frozenset[str]:
    """The codes of the questions that no answers lead to, since a fact about the deployment does not hold."""
    never: set[str] = set()
    for page in questionnaire.pages:
        if page.when is not None and not _possible(page.when, facts, never):
            never.update(question.code for question in page.questions)
    return frozenset(never)


def _possible(condition: Condition, facts: Facts, never: set[str]) -> bool:
    """Whether some answers may fulfil a condition. Where that is hard to say, they may."""
    if "all" in condition:
        return all(_possible(part, facts, never) for part in condition["all"])
    if "any" in condition:
        return any(_possible(part, facts, never) for part in condition["any"])
    if "fact" in condition:
        return condition["fact"] in facts
    wants_nothing = "not" in condition or condition.get("answered") is False
    return wants_nothing or condition["question"] not in never
