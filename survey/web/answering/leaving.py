"""Leaving a page otherwise than by Continue: back, to read the plan, to come back later, to another language.

What stands on the page is kept first. Only Continue marks a page as visited, and drops answers that the new
ones lead past; nothing here does.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from survey.domain.coming_back import last_day
from survey.domain.languages import Language, language
from survey.domain.questionnaires.questions import Answer, Answers, Page
from survey.domain.questionnaires.sent import readable
from survey.domain.wording import say
from survey.store.answering import drafts
from survey.web.answering.language import opened_in
from survey.web.answering.visit import Visit
from survey.web.clock import today
from survey.web.database import db
from survey.web.fields import QuestionField
from survey.web.languages import offered

# No question can have names like these. THEN is the name of the buttons, TOLD says that somebody was told.
THEN, TOLD = "_then", "_told"
BACK, LATER, LONGER, PLAN, LANGUAGE = "back", "later", "longer", "plan", "language-"
NOT_KEPT = say(
    "Not everything on this page can be kept as it stands. Put right what is marked, "
    "or do the same once more to leave without it."
)
_WAYS = frozenset({BACK, LATER, LONGER, PLAN})


def way() -> str:
    """Which way the form leaves its page; "" for Continue."""
    wanted = request.form.get(THEN, "")
    return wanted if wanted in _WAYS or _language(wanted) else ""


def _language(wanted: str) -> Language | None:
    found = language(wanted.removeprefix(LANGUAGE)) if wanted.startswith(LANGUAGE) else None
    return found if found in offered() else None


def partly(visit: Visit, page: Page, fields: list[QuestionField]) -> tuple[Answers, Mapping[str, list[str]]]:
    """What of a page can be kept, and what was typed or ticked that cannot.

    Where a question has a problem, its part that has none is kept only if its page is asked again before the
    answers are sent. Otherwise it keeps the answer that it had.
    """
    journey, kept = visit.journey, visit.draft.of_page(page)
    asked_again = page in journey.opinion_pages and page.code not in visit.draft.visited
    answers: dict[str, Answer] = {}
    lost: dict[str, list[str]] = {}
    for field in fields:
        found = field.checked.answers if asked_again or not field.problems else {}
        if field.problems:
            lost |= {name: typed for name, typed in _typed(field).items() if name not in found}
            found = found or {key: kept[key] for key in field.asked.keys if key in kept}
        answers |= found
    return answers, lost


def _typed(field: QuestionField) -> dict[str, list[str]]:
    """What was typed or ticked in the fields of a question."""
    some = {name: sent for name, sent in field.raw.items() if any(map(str.strip, sent))}
    return {name: sorted(map(readable, sent)) for name, sent in some.items()}


def was_told(visit: Visit, lost: Mapping[str, list[str]]) -> bool:
    """Whether whoever leaves was told that exactly this is not kept."""
    return request.form.get(TOLD) == visit.mark(lost)


def lead(visit: Visit, *, here: str, back: str) -> Response:
    """Goes the way that was wanted. `here` is the page within the journey, `back` the address before it."""
    chosen = _language(way())
    if chosen:
        return opened_in(chosen, here, slug=visit.consultation.slug, holder=visit.holder)
    if way() == LONGER:
        keep_longer(visit)
    return redirect(address(visit, here=here, back=back))


def address(visit: Visit, *, here: str, back: str) -> str:
    """Where a link leads the way that was wanted: to the page itself where only a form can go it."""
    slug = visit.consultation.slug
    if way() == BACK:
        return back
    if way() == LATER:
        return url_for("answering.later", slug=slug)
    if way() == PLAN:
        return url_for("consultations.overview", slug=slug, _anchor="plan")
    return url_for("answering.begin", slug=slug) + here


def keep_longer(visit: Visit) -> None:
    """Lets the draft live as long as one that begins today."""
    drafts.extend(db(), visit.lookup_id, last_day(today(), visit.consultation.closes_on))
