"""Check your answers, and the optional questions for equality that follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import redirect, request, url_for

from survey.domain.answering import Draft
from survey.domain.questionnaires.answers_in_words import in_words
from survey.domain.questionnaires.questions import Page, Question, Section
from survey.domain.wording import say
from survey.web.access import public
from survey.web.answering import leaving
from survey.web.answering.blueprint import UNPROCESSABLE, bp, no_draft, not_open, render
from survey.web.answering.clashing import SHOWN, Overtaken
from survey.web.answering.pages import View, page_url
from survey.web.answering.visit import Visit, enter, token_context
from survey.web.forms import Form

CHOOSE = say("Choose yes or no. You can go on either way.")
OVERTAKEN = say(
    "In another window you chose something else here meanwhile, or answered these questions. "
    "Choose once more. With “no”, those answers are dropped."
)
EQUALITY = "equality"
WANTED = {"yes": True, "no": False}


@bp.get("/check/")
@public
def check(slug: str) -> View:
    """Every question on the path with its answer and a link to change it."""
    consultation, visit = enter(slug)
    if visit is None or not_open(consultation):
        return no_draft(consultation)
    missing = visit.journey.missing()
    if missing:
        return redirect(page_url(visit, missing))
    if visit.is_behind:
        return redirect(url_for("answering.changed", slug=slug))
    return render(
        "check",
        consultation,
        unseen=visit.journey.to_continue() is not None,
        sections=summary(visit),
        back_url=page_url(visit, visit.journey.opinion_pages[-1]),
        next_url=next_after_check(visit),
    )


def next_after_check(visit: Visit) -> str:
    """What was not seen yet; then the equality questions where they are offered, else sending."""
    rest = visit.journey.to_continue()
    if rest:
        return page_url(visit, rest, from_check=True)
    view = "answering.equality" if visit.journey.equality_offered else "answering.send"
    return url_for(view, slug=visit.consultation.slug)


def summary(visit: Visit) -> list[dict[str, Any]]:
    """What the check page lists: sections, and in each the questions asked with their answers in words."""
    sections = [s for s in visit.questionnaire.sections if s.kind == "opinion"]
    listed = [{"title": s.title, "rows": _rows(visit, s)} for s in sections]
    return [section for section in listed if section["rows"]]


def _rows(visit: Visit, section: Section) -> list[dict[str, Any]]:
    on_path = {page.code for page in visit.journey.opinion_pages}
    return [
        _row(visit, page, question)
        for page in section.pages
        if page.code in on_path
        for question in visit.shown(page).page.questions
        if question.asks
    ]


def _row(visit: Visit, page: Page, question: Question) -> dict[str, Any]:
    return {
        "question_text": question.text,
        "answers": in_words(question, visit.draft.answers),
        "change_url": page_url(visit, page, from_check=True),
        "change_hidden": question.text,
    }


@bp.route("/equality/", methods=["GET", "POST"])
@public
def equality(slug: str) -> View:
    """Whether to answer the optional equality questions."""
    consultation, visit = enter(slug)
    if visit is None or not_open(consultation):
        return no_draft(consultation)
    if visit.journey.to_continue() or not visit.journey.equality_offered:
        return redirect(_before_equality(visit))
    form = Form(meta={"csrf_context": token_context(visit.holder)})
    wanted = request.form.get(EQUALITY) if request.method == "POST" else None
    is_leaving = bool(leaving.way())
    if request.method == "GET" or not form.validate() or (wanted not in WANTED and not is_leaving):
        return _show_gate(visit, form)
    return _decide(visit, form, WANTED.get(wanted or ""))


def _before_equality(visit: Visit) -> str:
    """Where somebody goes who cannot be asked yet, or at all."""
    return page_url(visit, visit.journey.to_continue(), from_check=True)


def _show_gate(visit: Visit, form: Form, problem: str = CHOOSE) -> View:
    problems = {} if request.method == "GET" else {EQUALITY: problem}
    if form.csrf_token.errors:
        problems = {"": str(form.csrf_token.errors[0])}
    known = {True: "yes", False: "no", None: ""}[visit.draft.equality]
    page = render(
        "equality_gate",
        visit.consultation,
        form=form,
        value=request.form.get(EQUALITY, known),
        shown=visit.mark(_of_equality(visit)),
        problems=problems,
        back_url=url_for("answering.check", slug=visit.consultation.slug),
    )
    return (page, UNPROCESSABLE) if problems else page


def _of_equality(visit: Visit) -> dict[str, object]:
    """What was decided and answered about the optional questions so far."""
    keys = {key for question in visit.questionnaire.questions_of(EQUALITY) for key in question.keys}
    return {"": visit.draft.equality} | {k: v for k, v in visit.draft.answers.items() if k in keys}


def _decided(visit: Visit, wanted: bool | None) -> Draft:  # noqa: FBT001 - the answer to the one question asked
    """The draft after that decision. A "no" drops what was answered, where this window had shown it.

    Whoever leaves the page drops nothing, and need not have decided.
    """
    known = _of_equality(visit)
    if wanted is None:
        return visit.draft
    if wanted is not visit.draft.equality and request.form.get(SHOWN) != visit.mark(known):
        raise Overtaken(visit)
    dropped = set() if wanted or leaving.way() else known.keys()
    kept = {key: value for key, value in visit.draft.answers.items() if key not in dropped}
    return replace(visit.draft, answers=kept, equality=wanted)


def _decide(visit: Visit, form: Form, wanted: bool | None) -> View:  # noqa: FBT001 - the answer to the one question asked
    try:
        kept = visit.keep(lambda newest: _decided(newest, wanted))
    except Overtaken as overtaken:
        return _show_gate(overtaken.visit, form, OVERTAKEN)
    if kept is None:
        return no_draft(visit.consultation)
    slug = visit.consultation.slug
    if leaving.way():
        return leaving.lead(kept, here=f"{EQUALITY}/", back=url_for("answering.check", slug=slug))
    if not wanted:
        return redirect(url_for("answering.send", slug=slug))
    return redirect(page_url(kept, kept.journey.equality_offered[0]))
