"""Giving up the lock of a question's wording: asked once, with the reason, which stays with the question."""

from __future__ import annotations

from flask import redirect, request, url_for

from survey.domain.accounts import Act
from survey.domain.questionnaires.building import put_question
from survey.domain.questionnaires.locking import unlock as without_lock
from survey.domain.questionnaires.questions import Question, Questionnaire
from survey.domain.wording import say
from survey.web.access import staff
from survey.web.forms import UNPROCESSABLE, View, sent, token_problem
from survey.web.questionnaires.blueprint import bp
from survey.web.questionnaires.describing import name_of
from survey.web.questionnaires.history import UNLOCKED
from survey.web.questionnaires.making import Making, making, render
from survey.web.questionnaires.moving import find_question
from survey.web.questionnaires.saving import keep

SHORTEST, LONGEST = 10, 500
NO_REASON = say("Write why its answers need not be compared, in at least 10 characters")
LONG_REASON = say("The reason must be 500 characters or less")


@bp.route("/unlock/<code>/", methods=["GET", "POST"])
@staff(Act.BUILD)
def unlock(slug: str, code: str) -> View:
    """Asks for the reason, then unlocks. A question that is gone or not locked is left as it is."""
    at = making(slug)
    question = next((one for one in at.questionnaire.questions if one.code == code and one.locked), None)
    if question is None:
        return redirect(url_for("questionnaires.bank", slug=slug))
    if request.method == "GET":
        return _show(at, question, "", {})
    reason = sent().get("reason", "")
    problems = token_problem() | _problems_with(reason)
    if not problems:
        words = say(UNLOCKED, name=name_of(question), reason=reason)
        refused = keep(at, lambda now: _unlocked(now, code, reason), words)
        problems = {"": refused} if refused else {}
    if problems:
        return _show(at, question, reason, problems), UNPROCESSABLE
    return redirect(url_for("questionnaires.question", slug=slug, code=code))


def _unlocked(now: Questionnaire, code: str, reason: str) -> Questionnaire:
    """With that question unlocked, if somebody has not removed it meanwhile."""
    try:
        return put_question(now, without_lock(find_question(now, code), reason))
    except LookupError:
        return now


def _problems_with(reason: str) -> dict[str, str]:
    if SHORTEST <= len(reason) <= LONGEST:
        return {}
    return {"reason": NO_REASON if len(reason) < SHORTEST else LONG_REASON}


def _show(at: Making, question: Question, reason: str, problems: dict[str, str]) -> str:
    return render("unlock", at, question=question, reason=reason, problems=problems)
