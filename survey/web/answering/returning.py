"""Coming back with a code, on whichever device: one that was given here, or one that was printed.

A code is typed at `/return/`, where no cookie of answers is known. So the form goes on, as it is, to the
pages of the consultation that the code belongs to; there it opens the answers, or begins them where it is an
invitation. What was never given and what is over read the same. The code travels in bodies of forms only.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request

from survey.domain.codes import (
    draft_secret,
    in_groups,
    looks_like_receipt,
    problem_with,
    read_code,
    secret_in,
    stretched,
)
from survey.domain.coming_back import last_day
from survey.domain.languages import ENGLISH, known
from survey.domain.wording import say
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.invitations import Invited
from survey.web.access import public
from survey.web.answering import opening
from survey.web.answering.blueprint import AGAIN, ELSEWHERE, UNPROCESSABLE, bp, not_open, render
from survey.web.answering.pages import View, first_page, page_url
from survey.web.answering.visit import (
    Visit,
    consultation_or_404,
    enter,
    give_cookie,
    is_open,
    open_draft,
    pages_of,
)
from survey.web.clock import today
from survey.web.database import db
from survey.web.effort import effort_of
from survey.web.forms import typed
from survey.web.invitations.entry import individual_code, invited, new_once, opened_by, was_used
from survey.web.languages import current_language
from survey.web.translating.showing import in_language

entrance = Blueprint("returning", __name__)

GO_ON, PRIVATE = "go-on", "private"

USED = say(
    "Answers were already sent with this code, so it opens nothing any more. "
    "If it was not you, somebody at your address may have used it. You can still answer without a code."
)
UNKNOWN = say(
    "This code opens no unfinished answers. Compare each character once more. If they are all right, "
    "the answers were sent, or their time was over, or the code was replaced by a newer one."
)


@entrance.get("/return/")
@public
def ask() -> str:
    """Where to type a code."""
    return _ask(None)


@entrance.post("/return/")
@public
def find() -> View:
    """Leads to the consultation that the code belongs to."""
    code = read_code(_typed())
    if code is None:
        return _ask(None, problem_with(_typed())), UNPROCESSABLE
    found = opened_by(code)
    consultation = consultations.by_id(db(), found.consultation_id) if found else _with_draft(code)
    if consultation is None:
        return _ask(None, USED if was_used(code) else UNKNOWN), UNPROCESSABLE
    return _go_on(consultation)


@entrance.get("/consultations/<slug>/return/")
@public
def ask_here(slug: str) -> View:
    """Where to type a code of one consultation, while it is open."""
    consultation = consultation_or_404(slug)
    return not_open(consultation) or _ask(consultation)


@entrance.post("/consultations/<slug>/return/")
@public
def find_here(slug: str) -> View:
    """Leads on; what the code opens is found there."""
    return _go_on(consultation_or_404(slug))


def _go_on(consultation: Consultation) -> View:
    """The same form, sent to where the cookie of answers is known."""
    offers = (ENGLISH, *known(consultation.languages))
    language = current_language() if current_language() in offers else ENGLISH
    return redirect(pages_of(consultation.slug, language) + "return/", AGAIN)


def _with_draft(code: str) -> Consultation | None:
    """The open consultation in which this code opens answers."""
    slowly = stretched(code)
    every = (found for found in consultations.every(db()) if is_open(found))
    return next((c for c in every if open_draft(c, secret_in(c.slug, slowly))), None)


def _typed() -> str:
    return typed(request.form.get("code"))


def _ask(consultation: Consultation | None, problem: str = "") -> str:
    return render_template(
        "returning/ask.html",
        consultation=in_language(consultation) if consultation else None,
        typed=_typed(),
        problem=problem,
        is_receipt=looks_like_receipt(_typed()),
        elsewhere=ELSEWHERE,
    )


@bp.post("/return/")
@public
def come_back(slug: str) -> View:
    """Opens the answers that lie under the code, or begins them with an invitation."""
    consultation, here = enter(slug)
    closed, code = not_open(consultation), read_code(_typed())
    if closed:
        return closed
    if code is None:
        return _ask(consultation, problem_with(_typed())), UNPROCESSABLE
    secret = draft_secret(code, consultation.slug)
    others = here if here and here.holder.secret != secret else None
    there, found = open_draft(consultation, secret), invited(consultation, code)
    if there is None and found is None:
        return _ask(consultation, USED if was_used(code) else UNKNOWN), UNPROCESSABLE
    if others and not request.form.get("instead"):
        return _others(others, code)
    if there and not (found and _asks_first(found)):
        return _open(there)
    return _invited(consultation, code, found, begun=bool(there)) if found else _ask(consultation, UNKNOWN)


def _asks_first(found: Invited) -> bool:
    """Somebody else in the household may have begun: nobody is led into their answers without being asked.

    Nor is whoever wants a private code, when the last one went meanwhile, or to their own first click.
    """
    wish = request.form.get("wish")
    return wish == PRIVATE or (found.individual_left > 0 and wish != GO_ON)


def _open(there: Visit) -> View:
    """Goes on where these answers stopped."""
    page = redirect(page_url(there, there.journey.to_continue()))
    return give_cookie(page, there.consultation.slug, there.holder)


def _others(here: Visit, code: str) -> View:
    """This browser holds other answers, which must not be lost unseen."""
    url = page_url(here, here.journey.to_continue())
    return render("others", here.consultation, continue_url=url, fields={"code": in_groups(code)})


def _invited(consultation: Consultation, code: str, found: Invited, *, begun: bool) -> View:
    """Somebody holds an invitation that was not used up: alone, or with others at their address."""
    wish = request.form.get("wish")
    if wish == PRIVATE:
        given = individual_code(consultation, code, once=typed(request.form.get("once")))
        if given and opening.open_by_code(consultation, given):
            # Begun with meanwhile: a page of the history that is sent once more tells nobody that code.
            given = individual_code(consultation, code, once=new_once())
        shown = in_groups(given) if given else ""
        until, fields = last_day(today(), consultation.closes_on), {"code": in_groups(code)}
        return render("private_code", consultation, code=shown, until=until, fields=fields)
    if begun or wish != "begin":
        return render(
            "invited",
            consultation,
            begun_with_it=begun,
            wish=GO_ON if begun else "begin",
            once=new_once(),
            left=found.individual_left,
            stratum=consultation.counting_rules.strata.get(found.stratum, ""),
            effort=effort_of(consultation),
            fields={"code": in_groups(code)},
        )
    holder = opening.begin_invited(consultation, code, invitation=found.id)
    if holder is None:
        # Another device was faster by a moment: here are the answers that it began.
        there = opening.open_by_code(consultation, code)
        holder = there.holder if there else None
    page = first_page(consultation.slug)
    return give_cookie(page, consultation.slug, holder) if holder else page
