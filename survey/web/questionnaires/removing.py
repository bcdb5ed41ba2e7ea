"""Taking out a section, page or question: asked once, with what hangs on it; and it can be undone."""

from __future__ import annotations

from flask import redirect, request, url_for

from survey.domain.accounts import Act
from survey.domain.questionnaires import building
from survey.domain.questionnaires.questions import Page, Question, Questionnaire, Section
from survey.web.access import staff
from survey.web.forms import View
from survey.web.questionnaires.blueprint import bp
from survey.web.questionnaires.describing import name_of
from survey.web.questionnaires.history import REMOVED
from survey.web.questionnaires.making import making, render
from survey.web.questionnaires.moving import FINDS, act
from survey.web.questionnaires.placing import without

TAKE_OUT = {"section": building.remove_section, "page": building.remove_page, "question": without}


@bp.route("/<any(section, page, question):kind>/<code>/remove/", methods=["GET", "POST"])
@staff(Act.BUILD)
def remove(slug: str, kind: str, code: str) -> View:
    """Asks whether it is meant, then takes it out. What is out already is simply gone."""
    at = making(slug)
    then = url_for("questionnaires.index", slug=slug)
    try:
        thing = FINDS[kind](at.questionnaire, code)
    except LookupError:
        return redirect(then)
    if request.method == "POST":
        return act(at, kind, code, words=REMOVED, then=then, change=lambda q: TAKE_OUT[kind](q, code))
    inside = questions_in(thing)
    return render(
        "remove",
        at,
        what=kind,
        name=name_of(thing),
        inside=() if kind == "question" else [name_of(question) for question in inside],
        uses=_uses(at.questionnaire, inside),
        then=then,
    )


def questions_in(thing: Section | Page | Question) -> tuple[Question, ...]:
    """The questions that go with it."""
    if isinstance(thing, Question):
        return (thing,)
    pages = thing.pages if isinstance(thing, Section) else (thing,)
    return tuple(question for page in pages for question in page.questions)


def _uses(questionnaire: Questionnaire, going: tuple[Question, ...]) -> list[tuple[str, list[str]]]:
    """For each question that others look at: its name, and theirs. What goes with it is not told."""
    codes = {question.code for question in going}
    found = []
    for question in going:
        pages = building.uses_of(questionnaire, question.code)
        staying = [name_of(page) for page in pages if not codes >= {one.code for one in page.questions}]
        found += [(name_of(question), staying)] if staying else []
    return found
