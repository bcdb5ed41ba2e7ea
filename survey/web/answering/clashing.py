"""The same page answered differently in two windows or on two devices: both are shown, and nobody decides but
the resident. Answers to different pages never clash: each is put into what is kept by then."""

from __future__ import annotations

from dataclasses import replace

from flask import request

from survey.domain.answering import Draft, settled
from survey.domain.questionnaires.answers_in_words import in_words
from survey.domain.questionnaires.questions import Answers, Page
from survey.web.answering.visit import Visit

# No question can have names like these.
SHOWN, PAGE = "_shown", "_page"


class Overtaken(Exception):
    """Another window was faster. `visit` is what is kept by now."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.visit = visit


class Clash(Overtaken):
    """The same page was answered differently."""


class OffPath(Overtaken):
    """An answer in another window leads past this page now."""


def answered(visit: Visit, page: Page, sent: Answers) -> Draft:
    """The draft with what this window sends of a page. Raises Clash and OffPath."""
    answers = _settled(visit, page, sent)
    if page.code not in visit.draft.visited and dict(answers) != dict(sent):
        # Left here by another window, half of it perhaps: nobody has checked it for Continue.
        raise Clash(visit)
    return visit.journey.with_page(page, dict(answers)).draft


def left(visit: Visit, page: Page, sent: Answers) -> Draft:
    """The draft with what stood on a page that somebody leaves without Continue. Raises Clash and OffPath.

    It says nothing about whether the page was visited, and drops nothing that the new answers lead past.
    """
    draft = visit.draft.with_page(page, _settled(visit, page, sent))
    return replace(draft, visited=visit.draft.visited)


def _settled(visit: Visit, page: Page, sent: Answers) -> Answers:
    if visit.journey.page(page.code) is None:
        raise OffPath(visit)
    now = visit.draft.of_page(page)
    shown = request.form.get(SHOWN) or visit.mark({})
    answers = settled(visit.holder.secret, shown=shown, now=now, sent=sent)
    if answers is None:
        raise Clash(visit)
    return answers


def both(visit: Visit, page: Page, sent: Answers) -> list[dict[str, object]]:
    """The questions that were answered differently, with both answers in words."""
    kept = visit.draft.answers
    return [
        {"text": question.text, "there": in_words(question, kept), "here": in_words(question, sent)}
        for question in visit.shown(page).page.questions
        if question.asks and any(kept.get(key) != sent.get(key) for key in question.keys)
    ]


def sent_again(page: Page) -> list[tuple[str, str]]:
    """The fields of this page as they were sent, for a form that sends them once more."""
    names = {name for question in page.questions for name in question.inputs}
    return [(name, value) for name, value in request.form.items(multi=True) if name in names]
