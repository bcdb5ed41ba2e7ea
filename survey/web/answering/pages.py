"""Starting, and one page of questions at a time: POST, validate, redirect."""

from __future__ import annotations

import os
from datetime import timedelta

from flask import redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from survey.domain import answering
from survey.domain.answering import Draft
from survey.domain.questionnaires.presentation import Shown
from survey.domain.questionnaires.questions import Page
from survey.store.answering import drafts
from survey.web.access import public
from survey.web.answering.blueprint import UNPROCESSABLE, bp, no_draft, not_open, render
from survey.web.answering.visit import (
    Visit,
    enter,
    frozen_of,
    give_cookie,
    token_context,
)
from survey.web.clock import today
from survey.web.database import db
from survey.web.fields import PageForm, blank_html, fields_html, page_form
from survey.web.forms import token_for

DRAFT_LIFE = timedelta(days=30)
CHECK = "check"

View = str | tuple[str, int] | BaseResponse


@bp.get("/")
@public
def begin(slug: str) -> View:
    """Where somebody starts, or goes on with answers that this browser holds."""
    consultation, visit = enter(slug)
    return not_open(consultation) or render("begin", consultation, draft=visit)


@bp.post("/start/")
@public
def start(slug: str) -> View:
    """Makes an empty draft and hands over its cookie. Answers begun in this browser are offered first."""
    consultation, earlier = enter(slug)
    closed = not_open(consultation)
    if closed:
        return closed
    if earlier and not request.form.get("afresh"):
        return redirect(url_for("answering.begin", slug=slug))
    if earlier:
        drafts.remove(db(), answering.lookup_id(earlier.holder.secret))
    holder = answering.new_holder(os.urandom)
    drafts.start(
        db(),
        lookup_id=answering.lookup_id(holder.secret),
        consultation_id=consultation.id,
        sealed=answering.seal(Draft(revision=consultation.deployment_revision), holder, os.urandom),
        expires_on=min(today() + DRAFT_LIFE, consultation.closes_on or today()),
    )
    first = frozen_of(consultation).questionnaire.pages[0]
    return give_cookie(_to_page(slug, first), slug, holder)


@bp.route("/<page_code>/", methods=["GET", "POST"])
@public
def question(slug: str, page_code: str) -> View:
    """One page of questions."""
    consultation, visit = enter(slug)
    if visit is None or not_open(consultation):
        return no_draft(consultation)
    page = visit.journey.page(page_code)
    if page is None:
        next_page = visit.journey.to_continue()
        return render("off_path", consultation, continue_url=_url(slug, next_page)), 404
    return _answer(visit, page) if request.method == "POST" else _show(visit, page)


def _answer(visit: Visit, page: Page) -> View:
    form = _form(visit, page)
    if not form.validate():
        return _show(visit, page, form), UNPROCESSABLE
    journey = visit.journey.with_page(page, dict(form.answers))
    if not visit.save(journey.draft):
        return no_draft(visit.consultation)
    slug = visit.consultation.slug
    if page in journey.equality_pages:
        after = journey.after(page)
        return _to_page(slug, after) if after else redirect(url_for("answering.send", slug=slug))
    after = journey.to_continue() if _changing() else journey.after(page)
    return _to_page(slug, after)


def _show(visit: Visit, page: Page, form: PageForm | None = None) -> str:
    pages, shown = visit.journey.kind_of(page), visit.shown(page)
    return render(
        "question",
        visit.consultation,
        page=shown.page,
        questions=_questions(visit, page, shown, form=form),
        problems=form.problems if form else {},
        token=token_for(token_context(visit.holder)),
        back_url=_back_url(visit, page),
        progress={
            "number": pages.index(page) + 1,
            "total": len(pages),
            "section": visit.questionnaire.section_of(page).title,
        },
    )


def _questions(visit: Visit, page: Page, shown: Shown, *, form: PageForm | None) -> Markup:
    """The questions of the page as HTML: as sent, as answered before, or blank."""
    answered = any(key in visit.draft.answers for question in page.questions for key in question.keys)
    if form or answered:
        return fields_html((form or _form(visit, page)).fields, shown)
    return blank_html(visit.consultation.version_id or "", page, shown)


def _form(visit: Visit, page: Page) -> PageForm:
    version = visit.consultation.version_id or ""
    return page_form(version, page, answers=visit.draft.answers, holder=token_context(visit.holder))


def _changing() -> bool:
    """Whether the page was reached by a change link of the check page."""
    return request.args.get("from") == CHECK


def _url(slug: str, page: Page | None) -> str:
    if page is None:
        return url_for("answering.check", slug=slug)
    return url_for(
        "answering.question", slug=slug, page_code=page.code, **({"from": CHECK} if _changing() else {})
    )


def _to_page(slug: str, page: Page | None) -> BaseResponse:
    return redirect(_url(slug, page))


def _back_url(visit: Visit, page: Page) -> str:
    slug = visit.consultation.slug
    if _changing():
        return url_for("answering.check", slug=slug)
    before = visit.journey.before(page)
    if before:
        return _url(slug, before)
    if page in visit.journey.equality_pages:
        return url_for("answering.equality", slug=slug)
    return url_for("consultations.overview", slug=slug)
