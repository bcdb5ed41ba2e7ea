"""How one resident is shown a page: their earlier answers in its texts, their order of its options."""

from __future__ import annotations

from dataclasses import dataclass, replace

from survey.domain.questionnaires.ordering import has_random_order, in_order
from survey.domain.questionnaires.piping import codes_in, filled_page, words_of
from survey.domain.questionnaires.questions import Answers, Page, Questionnaire


@dataclass(frozen=True)
class Shown:
    """A page as it is shown, and in what it differs from the page of somebody else: nothing on most pages."""

    page: Page
    variant: tuple[object, ...] = ()


def shown(questionnaire: Questionnaire, page: Page, answers: Answers, *, order: int) -> Shown:
    """The page as somebody with these answers and this order of options sees it."""
    variant: tuple[object, ...] = ()
    piped = codes_in(page)
    if piped:
        found = words_of(questionnaire, {code: answers[code] for code in piped if code in answers})
        page, variant = filled_page(page, found), tuple(sorted(found.items()))
    if any(has_random_order(question) for question in page.questions):
        page = replace(page, questions=tuple(in_order(question, order) for question in page.questions))
        variant = (*variant, order)
    return Shown(page, variant)


def is_ordered(questionnaire: Questionnaire) -> bool:
    """Whether the order of anything in it is random."""
    return any(has_random_order(question) for question in questionnaire.questions)
