"""Starting, and one page of questions at a time: POST, validate, redirect.

The address of a page is its number on the path, so that a browser's history does not tell which questions
were asked. What a form answers is named in its body.
"""

from __future__ import annotations

from flask import redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from survey.domain.journeys import Journey
from survey.domain.questionnaires.presentation import Shown
from survey.domain.questionnaires.questions import Answers, Page
from survey.store.answering import drafts
from survey.web import proof
from survey.web.access import public
from survey.web.answering import clashing, leaving, opening
from survey.web.answering.blueprint import CONFLICT, UNPROCESSABLE, bp, no_draft, not_open, render
from survey.web.answering.clashing import PAGE, SHOWN, Clash, OffPath
from survey.web.answering.visit import Visit, enter, give_cookie, token_context
from survey.web.database import db, keep_despite_error
from survey.web.effort import effort_of
from survey.web.fields import PageForm, blank_html, fields_html, page_form
from survey.web.forms import token_for

CHECK = "check"
NOT_FOUND = 404

View = str | tuple[str, int] | BaseResponse


@bp.get("/")
@public
def begin(slug: str) -> View:
    """Where somebody starts, or goes on with answers that this browser holds."""
    consultation, visit = enter(slug)
    url = page_url(visit, visit.journey.to_continue()) if visit else ""
    return not_open(consultation) or render(
        "begin", consultation, draft=visit, continue_url=url, effort=effort_of(consultation)
    )


@bp.post("/start/")
@public
def start(slug: str) -> View:
    """Makes an empty draft and hands over its cookie. Answers begun in this browser are offered first.

    They go, unless somebody holds a code for them.
    """
    consultation, earlier = enter(slug)
    closed = not_open(consultation)
    if closed:
        return closed
    if earlier and not request.form.get("afresh"):
        return redirect(url_for("answering.begin", slug=slug))
    if earlier and not (earlier.draft.has_code or earlier.draft.invitation):
        drafts.remove(db(), earlier.lookup_id)
    proof.greet(consultation)
    return give_cookie(first_page(slug), slug, opening.begin(consultation))


def first_page(slug: str) -> BaseResponse:
    """Where everybody begins."""
    return redirect(url_for("answering.question", slug=slug, number=1))


@bp.route("/<int:number>/", methods=["GET", "POST"])
@public
def question(slug: str, number: int) -> View:
    """One page of questions."""
    consultation, visit = enter(slug)
    if visit is None or not_open(consultation):
        return no_draft(consultation)
    code = request.form.get(PAGE)
    page = visit.journey.page(code) if code else visit.journey.at(number)
    if page is None:
        return _off_path(visit)
    return _answer(visit, page) if request.method == "POST" else _show(visit, page)


@bp.get("/<page_code>/")
@public
def named(slug: str, page_code: str) -> View:
    """A page by the code of its name, as organisers and old links know it."""
    consultation, visit = enter(slug)
    if visit is None or not_open(consultation):
        return no_draft(consultation)
    page = visit.journey.page(page_code)
    return redirect(page_url(visit, page, from_check=_changing())) if page else _off_path(visit)


def _off_path(visit: Visit) -> View:
    url = page_url(visit, visit.journey.to_continue())
    unkept = request.method == "POST"
    page = render("off_path", visit.consultation, continue_url=url, unkept=unkept)
    return page, CONFLICT if unkept else NOT_FOUND


def _answer(visit: Visit, page: Page) -> View:
    form = _form(visit, page)
    if not form.validate() and (form.csrf_token.errors or not leaving.way()):
        return _show(visit, page, form), UNPROCESSABLE
    sent, lost = leaving.partly(visit, page, form.fields)
    change = clashing.left if leaving.way() else clashing.answered
    try:
        kept = visit.keep(lambda newest: change(newest, page, sent))
    except OffPath as overtaken:
        return _off_path(overtaken.visit)
    except Clash as overtaken:
        return _choose(overtaken.visit, page, sent), CONFLICT
    if kept is None:
        return no_draft(visit.consultation)
    if lost and not leaving.was_told(kept, lost):
        keep_despite_error()
        return _show(kept, page, form, told=kept.mark(lost)), UNPROCESSABLE
    return _gone_on(kept, page)


def _gone_on(visit: Visit, page: Page) -> BaseResponse:
    if not leaving.way():
        return redirect(_next(visit, page))
    return leaving.lead(visit, here=_here(visit, page), back=_back_url(visit, page))


def _here(visit: Visit, page: Page) -> str:
    """What the address of a page ends with, in every language."""
    return f"{visit.journey.number_of(page)}/" + (f"?from={CHECK}" if _changing() else "")


def _next(visit: Visit, page: Page) -> str:
    journey: Journey = visit.journey
    if page in journey.equality_pages:
        after = journey.after(page)
        return page_url(visit, after) if after else url_for("answering.send", slug=visit.consultation.slug)
    after = journey.to_continue() if _changing() else journey.after(page)
    return page_url(visit, after, from_check=_changing())


def _choose(visit: Visit, page: Page, sent: Answers) -> str:
    """Shows what was answered in another window beside what this one sends."""
    return render(
        "choose",
        visit.consultation,
        rows=clashing.both(visit, page, sent),
        fields=clashing.sent_again(page),
        page=page,
        shown=visit.mark(visit.draft.of_page(page)),
        token=token_for(token_context(visit.holder)),
        then=leaving.way(),
        keep_url=leaving.address(visit, here=_here(visit, page), back=_back_url(visit, page))
        if leaving.way()
        else _next(visit, page),
    )


def _show(visit: Visit, page: Page, form: PageForm | None = None, *, told: str = "") -> str:
    """A page to answer. `told` marks what was typed and is not kept, for somebody who wants to leave."""
    pages, shown = visit.journey.kind_of(page), visit.shown(page)
    now = visit.mark(visit.draft.of_page(page))
    return render(
        "question",
        visit.consultation,
        page=shown.page,
        questions=_questions(visit, page, shown, form=form),
        problems=({"": leaving.NOT_KEPT} if told else {}) | (form.problems if form else {}),
        told=told,
        # A form that comes back with a mistake in it was shown with the answers of then.
        shown=request.form.get(SHOWN, now) if form and not told else now,
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
    if form or visit.draft.of_page(page):
        return fields_html((form or _form(visit, page)).fields, shown)
    return blank_html(visit.consultation.version_id or "", page, shown)


def _form(visit: Visit, page: Page) -> PageForm:
    version = visit.consultation.version_id or ""
    return page_form(version, page, answers=visit.draft.answers, holder=token_context(visit.holder))


def _changing() -> bool:
    """Whether the page was reached by a change link of the check page."""
    return request.args.get("from") == CHECK


def page_url(visit: Visit, page: Page | None, *, from_check: bool = False) -> str:
    """The address of a page on the path; without one, that of the check page."""
    slug = visit.consultation.slug
    if page is None:
        return url_for("answering.check", slug=slug)
    origin = {"from": CHECK} if from_check else {}
    return url_for("answering.question", slug=slug, number=visit.journey.number_of(page), **origin)


def _back_url(visit: Visit, page: Page) -> str:
    slug = visit.consultation.slug
    if _changing():
        return url_for("answering.check", slug=slug)
    before = visit.journey.before(page)
    if before:
        return page_url(visit, before)
    if page in visit.journey.equality_pages:
        return url_for("answering.equality", slug=slug)
    return url_for("consultations.overview", slug=slug)
