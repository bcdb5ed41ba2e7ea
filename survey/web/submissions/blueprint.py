"""The blueprint of the log, and what all its pages ask first."""

from __future__ import annotations

from flask import Blueprint, abort

from survey.domain.accounts import Act
from survey.domain.wording import say
from survey.store import accounts, submissions
from survey.store.consultations import Consultation
from survey.store.submissions import Submission
from survey.web.access import signed_in_account
from survey.web.clock import now
from survey.web.database import db
from survey.web.planning.entering import planned_or_404

bp = Blueprint("submissions", __name__, url_prefix="/organise/consultations/<slug>/submissions")

SETTLED = say(
    "The results were counted, so nothing can be added to the log and nothing in it can be changed."
)


def open_log_or_403(slug: str, act: Act = Act.LOG_SUBMISSIONS) -> Consultation:
    """The consultation whose log can still be written. Answers 403 once its results were counted."""
    found = planned_or_404(slug, act)
    if submissions.is_settled(db(), found):
        abort(403)
    return found


def submission_or_404(consultation: Consultation, number: int) -> Submission:
    """The submission of that number in the log."""
    found = submissions.find(db(), consultation, number)
    if found is None:
        abort(404)
    return found


def audit(act: Act, subject: str) -> None:
    """Records what was done. Of a form that is entered its number is not recorded, only that it was one."""
    accounts.audit(db(), at=now(), account=signed_in_account(), act=act.value, subject=subject)
