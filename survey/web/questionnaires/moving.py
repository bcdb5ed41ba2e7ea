"""Changes that one button makes: moving, undoing, doing again, and putting a question elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from flask import abort, redirect, request, url_for

from survey.domain.accounts import Act
from survey.domain.questionnaires import building
from survey.domain.questionnaires.questions import Page, Question, Questionnaire, Section
from survey.domain.wording import say
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import Saved
from survey.web.access import signed_in_account, staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, token_problem
from survey.web.planning.entering import audit
from survey.web.questionnaires.blueprint import bp
from survey.web.questionnaires.describing import name_of
from survey.web.questionnaires.history import MOVED, MOVED_DOWN, MOVED_UP
from survey.web.questionnaires.making import Making, making, render
from survey.web.questionnaires.placing import elsewhere
from survey.web.questionnaires.saving import Change, keep, refusal

BY = {"up": -1, "down": 1}
Find = Callable[[Questionnaire, str], Section | Page | Question]
Move = Callable[[Questionnaire, str, int], Questionnaire]


def find_question(questionnaire: Questionnaire, code: str) -> Question:
    """The question of that code. Raises LookupError where it is gone."""
    page = building.page_of(questionnaire, code)
    return next(one for one in page.questions if one.code == code)


FINDS: Mapping[str, Find] = {"section": building.section, "page": building.page, "question": find_question}
MOVES: Mapping[str, Move] = {
    "section": building.move_section,
    "page": building.move_page,
    "question": building.move_question,
}


@bp.post("/move/")
@staff(Act.BUILD)
def move(slug: str) -> View:
    """One place up or down. The focus comes back to the button that was pressed."""
    at = making(slug)
    kind, code, by = (request.form.get(name, "") for name in ("kind", "code", "by"))
    if kind not in MOVES or by not in BY:
        abort(400)
    then = url_for("questionnaires.index", slug=slug, moved=f"{kind}:{code}", _anchor=f"{by}-{kind}-{code}")
    words = MOVED_UP if by == "up" else MOVED_DOWN
    return act(at, kind, code, words=words, then=then, change=lambda q: MOVES[kind](q, code, BY[by]))


@bp.post("/questions/<code>/elsewhere/")
@staff(Act.BUILD)
def put_elsewhere(slug: str, code: str) -> View:
    """At the end of another page, or on a page of its own."""
    page = request.form.get("page", "")
    then = url_for("questionnaires.index", slug=slug, _anchor=f"question-{code}")
    change = partial(elsewhere, code=code, page=page)
    return act(making(slug), "question", code, words=MOVED, then=then, change=change)


def act(at: Making, kind: str, code: str, *, words: str, then: str, change: Change) -> View:
    """Does what a button asks for, or says why not. `words` is the message that the step keeps."""
    refused = token_problem().get("", "")
    if refused:
        return stopped(at, refused)
    try:
        name = name_of(FINDS[kind](at.questionnaire, code))
        refused = keep(at, change, say(words, name=name))
    except LookupError:
        why = say("{name} changed something meanwhile, and this is gone.", name=at.row.edited_by)
        return stopped(at, why, CONFLICT)
    return stopped(at, refused) if refused else redirect(then)


def stopped(at: Making, why: str, status: int = UNPROCESSABLE) -> View:
    """Nothing was changed, and why."""
    return render("stopped", at, why=why), status


@bp.post("/undo/")
@staff(Act.BUILD)
def undo(slug: str) -> View:
    """Takes the last change back."""
    return _go(making(slug), next_versions.undo)


@bp.post("/redo/")
@staff(Act.BUILD)
def redo(slug: str) -> View:
    """Brings a change again that was taken back."""
    return _go(making(slug), next_versions.redo)


def _go(at: Making, go: Callable[..., bool]) -> View:
    """Goes a step, unless somebody saved since the button was shown. What is refused is not committed."""
    edition, before = request.form.get("edition", type=int), at.questionnaire
    problem = token_problem().get("", "")
    if problem:
        return stopped(at, problem)
    saved = Saved("", signed_in_account().name, today())
    if edition is None or not go(db(), at.row, edition=edition, saved=saved):
        why = say(
            "{name} saved something after you opened the page. Look at it as it is now.",
            name=at.row.edited_by,
        )
        return stopped(at, why, CONFLICT)
    refused = refusal(at.consultation, before, at.row.questionnaire)
    if refused:
        return stopped(at, refused)
    audit(at.consultation, Act.BUILD)
    return redirect(url_for("questionnaires.index", slug=at.slug, _anchor="history"))
