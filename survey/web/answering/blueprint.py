"""The blueprint that the pages of the journey hang on, and what they all show."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from survey.domain.consultations import Phase
from survey.store.consultations import Consultation
from survey.web.answering.opening import moved_on
from survey.web.answering.visit import (
    give_cookie,
    holder_of_request,
    token_context,
    visit_of_page,
    was_sent,
)
from survey.web.clock import today
from survey.web.forms import Form
from survey.web.translating.showing import in_language

bp = Blueprint("answering", __name__, url_prefix="/consultations/<slug>/answer")

AGAIN = 307
CONFLICT = 409
GONE = 410
UNPROCESSABLE = 422
# Somebody who is in a hurry to leave goes here: a page that tells nothing and is always there.
ELSEWHERE = "https://www.bbc.co.uk/weather"


def render(template: str, consultation: Consultation, **values: Any) -> str:  # noqa: ANN401 - template variables
    """A page of the journey."""
    visit = visit_of_page()
    frame = {
        "begun": visit is not None,
        "correcting": bool(visit and visit.draft.replaces),
        "ending": visit.ending if visit else None,
        "elsewhere": ELSEWHERE,
    }
    shown = in_language(consultation)
    return render_template(f"answering/{template}.html", consultation=shown, **{**frame, **values})


def no_draft(consultation: Consultation) -> tuple[str, int] | Response:
    """The page for somebody whose draft cannot be opened: sent already, closed, or lost.

    Where it was sealed under a code, and this browser never got the answer that said so, it is opened.
    """
    holder = holder_of_request()
    if holder and was_sent(consultation, holder):
        form = Form(meta={"csrf_context": token_context(holder)})
        return render("already_sent", consultation, form=form), GONE
    closed = not_open(consultation)
    if closed:
        return closed
    moved = moved_on(consultation, holder) if holder else None
    if moved is None:
        return render("lost", consultation), GONE
    # The same request once more, a form with all that was typed into it, too.
    here = request.script_root + request.full_path.rstrip("?")
    return give_cookie(redirect(here, AGAIN), consultation.slug, moved)


def not_open(consultation: Consultation) -> tuple[str, int] | None:
    """The page for a consultation that takes no answers today; None where it does."""
    phase = consultation.phase(today())
    if phase == Phase.OPEN:
        return None
    template = "not_open" if phase == Phase.SCHEDULED else "closed"
    return render(template, consultation, phase=phase), GONE
