"""Check your answers, and the optional questions for equality that follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import redirect, request, url_for

from survey.domain.questionnaires.answers_in_words import in_words
from survey.domain.questionnaires.questions import Page, Question, Section
from survey.domain.wording import say
from survey.web.access import public
from survey.web.answering.blueprint import UNPROCESSABLE, bp, no_draft, not_open, render
from survey.web.answering.pages import View
from survey.web.answering.visit import Visit, enter, token_context
from survey.web.forms import Form

CHOOSE = say("Choose yes or no. You can go on either way.")


@bp.get("/check/")
@public
def check(slug: str) -> View:
    """Every question on the path with its answer and a link to change it."""
    consultation, visit = enter(slug)
    if visit is None or not_open(consultation):
        return no_draft(consultation)
    missing = visit.journey.missing()
    if missing:
        return redirect(url_for("answering.question", slug=slug, page_code=missing.code))
    if visit.unseen:
        return redirect(url_for("answering.changed", slug=slug))
    return render(
        "check",
        consultation,
        sections=summary(visit),
        back_url=url_for("answering.question", slug=slug, page_code=visit.journey.opinion_pages[-1].code),
        next_url=next_after_check(visit),
    )


def next_after_check(visit: Visit) -> str:
    """The equality questions where they are offered, else sending."""
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
        "change_url": url_for(
            "answering.question", slug=visit.consultation.slug, page_code=page.code, **{"from": "check"}
        ),
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
        return redirect(url_for("answering.check", slug=slug))
    form = Form(meta={"csrf_context": token_context(visit.holder)})
    wanted = request.form.get("equality") if request.method == "POST" else None
    if request.method == "GET" or not form.validate() or wanted not in ("yes", "no"):
        return _show_gate(visit, form)
    return _decide(visit, wanted == "yes")


def _show_gate(visit: Visit, form: Form) -> View:
    problems = {} if request.method == "GET" else {"equality": CHOOSE}
    if form.csrf_token.errors:
        problems = {"": str(form.csrf_token.errors[0])}
    known = {True: "yes", False: "no", None: ""}[visit.draft.equality]
    page = render(
        "equality_gate",
        visit.consultation,
        form=form,
        value=request.form.get("equality", known),
        problems=problems,
        back_url=url_for("answering.check", slug=visit.consultation.slug),
    )
    return (page, UNPROCESSABLE) if problems else page


def _decide(visit: Visit, wanted: bool) -> View:  # noqa: FBT001 - the answer to the one question asked
    kept = visit.draft.answers
    if not wanted:
        keys = {key for q in visit.questionnaire.questions_of("equality") for key in q.keys}
        kept = {key: value for key, value in kept.items() if key not in keys}
    draft = replace(visit.draft, answers=kept, equality=wanted)
    if not visit.save(draft):
        return no_draft(visit.consultation)
    slug = visit.consultation.slug
    if not wanted:
        return redirect(url_for("answering.send", slug=slug))
    first = visit.journey.equality_offered[0]
    return redirect(url_for("answering.question", slug=slug, page_code=first.code))
