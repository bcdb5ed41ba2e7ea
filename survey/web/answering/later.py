"""Coming back later: a code on request, shown once, and more time for answers that would go soon."""

from __future__ import annotations

import re

from flask import make_response, redirect, request, url_for

from survey.domain.answering import Holder
from survey.domain.codes import in_groups
from survey.domain.coming_back import code_after, last_day
from survey.domain.wording import say
from survey.store import invitations
from survey.store.consultations import Consultation
from survey.web.access import public
from survey.web.answering.blueprint import UNPROCESSABLE, bp, no_draft, not_open, render
from survey.web.answering.leaving import keep_longer
from survey.web.answering.opening import moved_on, seal_under_code
from survey.web.answering.pages import View, page_url
from survey.web.answering.visit import (
    Visit,
    enter,
    give_cookie,
    holder_of_request,
    is_open,
    open_draft,
    token_context,
)
from survey.web.clock import today
from survey.web.database import db
from survey.web.forms import Form

# A page of the journey: its last part, and whether it was reached from the check page.
PAGE_OF_JOURNEY = re.compile(r"(?:[a-z0-9-]+/)?(?:\?from=check)?")
SEEN = say(
    "If you have already seen a code, it still works. "
    "Ask for another only if you have lost it; the first then opens nothing."
)


@bp.get("/later/")
@public
def later(slug: str) -> View:
    """What a code is, and what it is not."""
    consultation, visit = enter(slug)
    if visit is None or not_open(consultation):
        return no_draft(consultation)
    return _explain(visit, Form(meta={"csrf_context": token_context(visit.holder)}))


def _explain(visit: Visit, form: Form) -> View:
    problems = {"": _expired(visit, form)} if form.csrf_token.errors else {}
    page = render(
        "later",
        visit.consultation,
        form=form,
        problems=problems,
        invited=bool(visit.draft.invitation),
        shared=invitations.is_shared(db(), visit.draft.invitation),
        until=last_day(today(), visit.consultation.closes_on),
        back_url=page_url(visit, visit.journey.to_continue()),
    )
    return (page, UNPROCESSABLE) if problems else page


def _expired(visit: Visit, form: Form) -> str:
    """What is wrong with a form that is too old. A page with a code that is loaded anew sends such a one."""
    return SEEN if visit.draft.has_code else str(form.csrf_token.errors[0])


@bp.post("/later/")
@public
def give_code(slug: str) -> View:
    """Seals the draft anew under a code, and shows the code this once.

    The second of two clicks comes with the secret of before, and is shown the same code.
    """
    consultation, visit = enter(slug)
    holder = holder_of_request()
    if holder is None or not is_open(consultation):
        return no_draft(consultation)
    form = Form(meta={"csrf_context": token_context(holder)})
    if not form.validate():
        return _explain(visit, form) if visit else no_draft(consultation)
    if visit and visit.draft.invitation:
        # Its code is on paper. Another would be a second one for one response.
        return _explain(visit, form)
    now = (seal_under_code(visit) if visit else None) or moved_on(consultation, holder)
    return _show_code(consultation, code_after(holder.secret), now) if now else no_draft(consultation)


def _show_code(consultation: Consultation, code: str, holder: Holder) -> View:
    visit = open_draft(consultation, holder.secret)
    if visit is None:
        return no_draft(consultation)
    page = render(
        "code",
        consultation,
        code=in_groups(code),
        ending=visit.ending,
        form=Form(meta={"csrf_context": token_context(holder)}),
        continue_url=page_url(visit, visit.journey.to_continue()),
    )
    return give_cookie(make_response(page), consultation.slug, holder)


@bp.post("/extend/")
@public
def extend(slug: str) -> View:
    """Lets the draft live as long as one that begins today, and comes back to the same page."""
    consultation, visit = enter(slug)
    if visit is None or not_open(consultation):
        return no_draft(consultation)
    page = request.form.get("page", "")
    if Form(meta={"csrf_context": token_context(visit.holder)}).validate():
        keep_longer(visit)
    return redirect(url_for("answering.begin", slug=slug) + (page if PAGE_OF_JOURNEY.fullmatch(page) else ""))
