"""The blueprint that the pages of the journey hang on, and what they all show."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from survey.domain.consultations import Phase
from survey.store.consultations import Consultation
from survey.web.answering.visit import holder_of_request, token_context, was_sent
from survey.web.clock import today
from survey.web.forms import Form
from survey.web.translating.showing import in_language

bp = Blueprint("answering", __name__, url_prefix="/consultations/<slug>/answer")

GONE = 410
UNPROCESSABLE = 422


def render(template: str, consultation: Consultation, **values: Any) -> str:  # noqa: ANN401 - template variables
    """A page of the journey."""
    return render_template(f"answering/{template}.html", consultation=in_language(consultation), **values)


def no_draft(consultation: Consultation) -> tuple[str, int]:
    """The page for somebody whose draft cannot be opened: sent already, closed, or lost."""
    holder = holder_of_request()
    if holder and was_sent(consultation, holder):
        form = Form(meta={"csrf_context": token_context(holder)})
        return render("already_sent", consultation, form=form), GONE
    return not_open(consultation) or (render("lost", consultation), GONE)


def not_open(consultation: Consultation) -> tuple[str, int] | None:
    """The page for a consultation that takes no answers today; None where it does."""
    phase = consultation.phase(today())
    if phase == Phase.OPEN:
        return None
    template = "not_open" if phase == Phase.SCHEDULED else "closed"
    return render(template, consultation, phase=phase), GONE
