"""What organisers see that can show what one person answered: who may, until when, and the record of it."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from results.web.kept import answers_deleted
from survey.domain.accounts import Act
from survey.store import accounts, consultations
from survey.store.consultations import Consultation
from survey.web.access import permit, signed_in_account
from survey.web.clock import now
from survey.web.database import db

LONGEST_SUBJECT = 200
GONE = 410
NOT_FOUND = 404


def consultation_for(slug: str, act: Act) -> Consultation:
    """The consultation, if whoever is signed in may do that with it. Answers 403 or 404 otherwise."""
    found = consultations.find(db(), slug)
    if found is None:
        abort(NOT_FOUND)
    permit(act, found)
    return found


def unavailable(consultation: Consultation) -> tuple[str, int] | BaseResponse | None:
    """The page that says that the answers were deleted, or what to do before they can be looked at."""
    if answers_deleted(db(), consultation):
        return render_template("organise/deleted.html", consultation=consultation), GONE
    if consultation.closed_on is None:
        # The last day has passed, but some answers still wait to be mixed: not all would be counted.
        return redirect(url_for("organise.show", slug=consultation.slug))
    return None


def audit(act: Act, subject: str) -> None:
    """Records the whole of what was looked at, in as many lines as it takes."""
    account = signed_in_account()
    # What is not the first line says so: "2/3".
    length = LONGEST_SUBJECT if len(subject) <= LONGEST_SUBJECT else LONGEST_SUBJECT - len("10/10 ")
    pieces = [subject[start : start + length] for start in range(0, len(subject), length)]
    for number, piece in enumerate(pieces, start=1):
        text = piece if len(pieces) == 1 else f"{number}/{len(pieces)} {piece}"
        accounts.audit(db(), at=now(), account=account, act=act.value, subject=text)
