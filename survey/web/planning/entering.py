"""What every page of planning does first: it finds the consultation and asks whether it may be planned."""

from __future__ import annotations

from flask import abort, request

from survey.domain.accounts import Act
from survey.store import accounts, consultations
from survey.store.consultations import Consultation
from survey.web.access import permit, signed_in_account
from survey.web.clock import now
from survey.web.database import db
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, sent_text, token_problem

# Some modules look here for what stands in `forms`.
__all__ = ["CONFLICT", "UNPROCESSABLE", "View", "audit", "planned_or_404", "sent_text", "token_problem"]


def planned_or_404(slug: str, act: Act = Act.PLAN) -> Consultation:
    """The consultation of that slug. Answers 404 without one, and 403 where this may not be done now.

    A form has the consultation to itself from here on, as it is by then.
    """
    found = consultations.find(db(), slug)
    if found is not None and request.method == "POST":
        # Whoever opens it or gives it up at this moment is waited for: it is not planned any more.
        consultations.take_turn(db(), found.id)
        db().expire(found)
        found = consultations.find(db(), slug)
    if found is None:
        abort(404)
    permit(act, found)
    return found


def audit(consultation: Consultation, act: Act = Act.PLAN) -> None:
    """Records that somebody worked on the plan."""
    subject = consultation.slug
    accounts.audit(db(), at=now(), account=signed_in_account(), act=act.value, subject=subject)
