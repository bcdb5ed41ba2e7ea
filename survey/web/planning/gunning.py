"""The questions of fairness, which a council answers before it asks anyone else, and in public."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.checks.gunning import (
    LONGEST_TEXT,
    NOT_ANSWERED,
    QUESTIONS,
    SHORTEST_TEXT,
    FairnessAnswer,
    FairnessQuestion,
    Kind,
    is_answered,
)
from survey.domain.deployments.plan import Plan
from survey.domain.wording import listed, message, say
from survey.store import checked
from survey.store.checked import FAIRNESS
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.web.access import signed_in_account, staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.dates import NO_DATE, TypedDate
from survey.web.forms import UNPROCESSABLE, View, token_problem
from survey.web.planning.blueprint import bp
from survey.web.planning.checks import fairness_of
from survey.web.planning.entering import audit, planned_or_404
from survey.web.planning.written import REMOVED, mark, sent_lines

TOO_SHORT = say("Write at least {number} characters, or leave it empty", number=SHORTEST_TEXT)
TOO_LONG = say("Write {number} characters or less", number=f"{LONGEST_TEXT:,}")
THEIRS = message("{name} answered this meanwhile: “{answer}”. Save again to put your answer in its place")
SOMEBODYS = message(
    "Somebody answered this meanwhile: “{answer}”. Save again to put your answer in its place"
)
CHOICES = {"yes": say("yes"), "no": say("no")}


@dataclass(frozen=True)
class Line:
    """A question as it stands on the page. `says` is what the register says of the same."""

    question: FairnessQuestion
    answer: FairnessAnswer
    typed: TypedDate
    was: str
    says: str = ""
    by: str = ""
    day: date | None = None


@bp.route("/<slug>/plan/questions-of-fairness/", methods=["GET", "POST"])
@staff(Act.PLAN)
def gunning(slug: str) -> View:
    """All the questions; what is not answered yet may stay empty until opening."""
    consultation = planned_or_404(slug)
    if request.method == "GET":
        return _show(consultation, fairness_of(consultation), {}, {})
    stored = fairness_of(consultation)
    sent = {question.code: _sent(question) for question in QUESTIONS}
    days = {question.code: TypedDate.sent(request.form, question.code) for question in QUESTIONS}
    sent = {code: stored.get(code, NOT_ANSWERED) if _left_alone(code, a) else a for code, a in sent.items()}
    changed = {code: answer for code, answer in sent.items() if answer != stored.get(code, NOT_ANSWERED)}
    problems = _problems(consultation, changed, days) | token_problem()
    if problems:
        return _show(consultation, sent, days, problems), UNPROCESSABLE
    if changed:
        _keep(consultation, changed)
    return redirect(url_for("planning.gunning", slug=slug, saved=len(changed)))


def _sent(question: FairnessQuestion) -> FairnessAnswer:
    choice = request.form.get(f"{question.code}-choice", "")
    text = sent_lines(f"{question.code}-text")
    if question.kind is Kind.DATE:
        return FairnessAnswer("", text, TypedDate.sent(request.form, question.code).value)
    return FairnessAnswer(choice if question.kind is Kind.YES_NO and choice in ("yes", "no") else "", text)


def _problems(
    consultation: Consultation, changed: Mapping[str, FairnessAnswer], days: Mapping[str, TypedDate]
) -> dict[str, str]:
    found = {}
    for code, typed in days.items():
        if not typed.empty and typed.value is None:
            found[f"{code}-day"] = NO_DATE
    for code, answer in changed.items():
        problem = _problem(consultation, code, answer)
        if problem:
            found[f"{code}-text"] = problem
    return found


def _problem(consultation: Consultation, code: str, answer: FairnessAnswer) -> str:
    stored = checked.part(consultation, FAIRNESS).get(code, {})
    before = FairnessAnswer.load(stored)
    if request.form.get(f"was-{code}", "") != _mark(before):
        name = stored.get("by", "")
        return say(THEIRS if name else SOMEBODYS, name=name, answer=_in_short(before)) if stored else REMOVED
    if len(answer.text) > LONGEST_TEXT:
        return TOO_LONG
    has_date = answer.day is not None
    return TOO_SHORT if 0 < len(answer.text) < SHORTEST_TEXT and not has_date else ""


def _left_alone(code: str, answer: FairnessAnswer) -> bool:
    """Whether it was sent as it was shown, whatever somebody else did meanwhile."""
    return request.form.get(f"was-{code}", "") == _mark(answer)


def _in_short(answer: FairnessAnswer) -> str:
    parts = [CHOICES.get(answer.choice, ""), answer.day.isoformat() if answer.day else "", answer.text]
    given = [part for part in parts if part]
    return listed(given) if given else ""


def _mark(answer: FairnessAnswer) -> str:
    return mark(json.dumps(answer.dump(), sort_keys=True))


def _keep(consultation: Consultation, changed: Mapping[str, FairnessAnswer]) -> None:
    by = {"by": signed_in_account().name, "on": today().isoformat()}
    entries = {code: {} if a == NOT_ANSWERED else {**a.dump(), **by} for code, a in changed.items()}
    checked.keep(db(), consultation, FAIRNESS, entries)
    audit(consultation)


def _show(
    consultation: Consultation,
    answers: Mapping[str, FairnessAnswer],
    days: Mapping[str, TypedDate],
    problems: dict[str, str],
) -> str:
    number = consultation.deployment_revision
    plan = register.consulted_on(db(), consultation.deployment_id, number=number).plan
    return render_template(
        "planning/gunning.html",
        consultation=consultation,
        lines=[_line(consultation, plan, question, answers=answers, days=days) for question in QUESTIONS],
        missing=len(_missing(consultation)),
        saved=request.args.get("saved", ""),
        problems=problems,
        limits=(SHORTEST_TEXT, LONGEST_TEXT),
    )


def _line(
    consultation: Consultation,
    plan: Plan,
    question: FairnessQuestion,
    *,
    answers: Mapping[str, FairnessAnswer],
    days: Mapping[str, TypedDate],
) -> Line:
    stored = checked.part(consultation, FAIRNESS).get(question.code, {})
    answer = answers.get(question.code, NOT_ANSWERED)
    return Line(
        question,
        answer,
        days.get(question.code, TypedDate.of(answer.day)),
        _mark(FairnessAnswer.load(stored)),
        says=plan.fact(question.fact).value if question.fact else "",
        by=stored.get("by", ""),
        day=date.fromisoformat(stored["on"]) if stored.get("on") else None,
    )


def _missing(consultation: Consultation) -> list[FairnessQuestion]:
    answers = fairness_of(consultation)
    return [one for one in QUESTIONS if not is_answered(one, answers.get(one.code, NOT_ANSWERED))]
