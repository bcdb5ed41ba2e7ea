"""What every page of planning does first: it finds the consultation and asks whether it may be planned."""

from __future__ import annotations

from flask import abort, request
from werkzeug.wrappers import Response

from survey.domain.accounts import Act
from survey.store import accounts, checked, consultations
from survey.store.consultations import Consultation
from survey.web.access import permit, signed_in_account
from survey.web.clock import now
from survey.web.database import db
from survey.web.forms import Form, staff_meta, typed

UNPROCESSABLE, CONFLICT = 422, 409
View = str | tuple[str, int] | Response


def planned_or_404(slug: str, act: Act = Act.PLAN) -> Consultation:
    """The consultation of that slug. Answers 404 without one, and 403 where this may not be done now."""
    found = consultations.find(db(), slug)
    if found is None:
        abort(404)
    if request.method == "POST":
        # Whoever opens it at this moment is waited for: what they fixed is not planned any more.
        checked.take_turn(db(), found)
    permit(act, found)
    return found


def token_problem() -> dict[str, str]:
    """What is wrong with the sending itself."""
    form = Form(meta=staff_meta())
    return {} if form.validate() else {"": form.csrf_token.errors[0]}


def sent_text(name: str) -> str:
    """One line as it was typed."""
    return " ".join(typed(request.form.get(name, "")).split())


def audit(consultation: Consultation, act: Act = Act.PLAN) -> None:
    """Records that somebody worked on the plan."""
    subject = consultation.slug
    accounts.audit(db(), at=now(), account=signed_in_account(), act=act.value, subject=subject)
