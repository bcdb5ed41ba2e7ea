"""Where people decide about marked responses: after closing, one at a time, with a reason.

Leaving one out takes two.
Equality answers are never shown. Whoever opens a response is recorded, and so is every decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from survey.domain.accounts import Act
from survey.domain.integrity.reviewing import (
    KEEP,
    LEAVE_OUT,
    LONGEST_REASON,
    SHORTEST_REASON,
    Counts,
    NotAllowed,
    State,
)
from survey.domain.integrity.rules import BURSTS, RuleInWords, in_words
from survey.domain.questionnaires.answers_in_words import in_words as answer_in_words
from survey.domain.wording import say
from survey.store import accounts, consultations, integrity
from survey.store.answering.responses import Response
from survey.store.consultations import Consultation
from survey.store.integrity import Marked, Marking, Review, Wanted
from survey.store.questionnaires.versions import frozen
from survey.web.access import permit, signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import db, keep_despite_error
from survey.web.forms import Form, staff_meta
from survey.web.integrity.blueprint import bp
from survey.web.planning.written import sent_lines

UNPROCESSABLE, CONFLICT, NOT_FOUND = 422, 409, 404
MOST_LISTED = 200
# Those that wait for somebody come first.
ORDER = (State.WAITING, State.UNSEEN, State.LEFT_OUT, State.KEPT)
NO_CHOICE = say("Choose whether to keep the response or to leave it out")
NO_REASON = say("Write why, in {least} characters or more", least=SHORTEST_REASON)
LONG_REASON = say("The reason must be {most} characters or less", most=LONGEST_REASON)

View = str | tuple[str, int] | BaseResponse


@dataclass(frozen=True)
class Listed:
    """A rule with its counts, and the responses that it marked."""

    rule: RuleInWords
    counts: Counts
    marked: tuple[Marked, ...]


@bp.get("/organise/consultations/<slug>/integrity/")
@staff(Act.REVIEW_FLAGS)
def index(slug: str) -> str:
    """The rules with their counts, and what waits for somebody."""
    consultation = _consultation(slug)
    marking = integrity.marking_of(db(), consultation)
    every = integrity.marked(db(), consultation)
    counts = integrity.counts_now(db(), consultation)
    return render_template(
        "integrity/index.html",
        consultation=consultation,
        marking=marking,
        settled=_settled(marking),
        listed=[
            Listed(rule, counts.get(rule.code, Counts()), _of_rule(every, rule.code))
            for rule in _rules(consultation)
            if rule.code != BURSTS
        ],
        waiting=[one for one in every if one.state is State.WAITING],
        next=_next(every, signed_in_account().id),
        most=MOST_LISTED,
        days=[(date.fromisoformat(day["day"]), day) for day in marking.days] if marking else [],
        me=signed_in_account().id,
    )


def _consultation(slug: str) -> Consultation:
    found = consultations.find(db(), slug)
    if found is None:
        abort(NOT_FOUND)
    permit(Act.REVIEW_FLAGS, found)
    return found


def _rules(consultation: Consultation) -> tuple[RuleInWords, ...]:
    asked = frozen(db(), consultation.version_id or "").questionnaire
    return in_words(integrity.chosen_by(consultation), asked)


def _of_rule(every: list[Marked], code: str) -> tuple[Marked, ...]:
    mine = [one for one in every if code in one.rules]
    return tuple(sorted(mine, key=lambda one: (ORDER.index(one.state), one.number)))


def _next(every: list[Marked], account: int) -> Marked | None:
    """What somebody looks at next. First what waits for them as the second person: it blocks counting."""
    theirs = (one for one in every if one.state is State.WAITING and one.last and one.last.account != account)
    unseen = (one for one in every if one.state is State.UNSEEN)
    return next(theirs, None) or next(unseen, None)


def _settled(marking: Marking | None) -> bool:
    return marking is not None and marking.settled


@bp.route("/organise/consultations/<slug>/integrity/responses/<int:number>/", methods=["GET", "POST"])
@staff(Act.REVIEW_FLAGS)
def one(slug: str, number: int) -> View:
    """One marked response: what it said, which rules marked it, what others wrote, and the decision."""
    consultation = _consultation(slug)
    response = integrity.response_of(db(), consultation, number)
    if response is None:
        abort(NOT_FOUND)
    _audit(f"{slug}: marked response {number}, {'decision sent' if request.method == 'POST' else 'opened'}")
    # An error page shows the response too: opening it is recorded all the same.
    keep_despite_error()
    if request.method == "GET":
        return _show(consultation, response, number, {})
    problems = _problems()
    if problems:
        return _show(consultation, response, number, problems), UNPROCESSABLE
    try:
        integrity.review(
            db(), consultation, number, wanted=_wanted(), account=signed_in_account().id, day=today()
        )
    except NotAllowed as error:
        return _show(consultation, response, number, {"": error.args[0]}), CONFLICT
    return redirect(url_for("integrity.index", slug=slug))


def _audit(subject: str) -> None:
    accounts.audit(
        db(), at=now(), account=signed_in_account(), act=Act.REVIEW_FLAGS.value, subject=subject
    )


def _problems() -> dict[str, str]:
    form = Form(meta=staff_meta())
    found = {} if form.validate() else {"": form.csrf_token.errors[0]}
    if request.form.get("what") not in (KEEP, LEAVE_OUT):
        found["what"] = NO_CHOICE
    reason = sent_lines("reason")
    if len(reason) < SHORTEST_REASON:
        found["reason"] = NO_REASON
    elif len(reason) > LONGEST_REASON:
        found["reason"] = LONG_REASON
    return found


def _wanted() -> Wanted:
    seen = request.form.get("seen", "")
    # Anything that is no number is the mark of a page that was not ours: no review was read there.
    read = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 6 else -1  # noqa: PLR2004 - no page has more
    return Wanted(request.form["what"], sent_lines("reason"), read)


@dataclass(frozen=True)
class Told:
    """A review as others read it."""

    who: str
    review: Review


def _show(consultation: Consultation, response: Response, number: int, problems: dict[str, str]) -> str:
    marking = integrity.marking_of(db(), consultation)
    marked = next(one for one in integrity.marked(db(), consultation) if one.number == number)
    reviews = integrity.reviews_of(db(), consultation, number)
    names = integrity.reviewers(db(), reviews)
    return render_template(
        "integrity/one.html",
        consultation=consultation,
        number=number,
        response=response,
        stratum=consultation.counting_rules.strata.get(response.stratum, response.stratum),
        answers=_answers(response),
        rules=[rule for rule in _rules(consultation) if rule.code in marked.rules],
        same={rule: integrity.alike(db(), consultation, rule) for rule in marked.rules},
        busy=bool(marking and any(day["day"] == response.day.isoformat() for day in marking.days)),
        marked=marked,
        reviews=[Told(names[one.account_id], one) for one in reviews],
        mine=bool(marked.last and marked.last.account == signed_in_account().id),
        settled=_settled(marking),
        typed={"what": request.form.get("what", ""), "reason": sent_lines("reason")},
        problems=problems,
    )


def _answers(response: Response) -> list[tuple[str, list[str]]]:
    """The questions that were answered, in words. Equality questions are not among them."""
    asked = frozen(db(), response.version_id).questionnaire
    every = ((q.text, answer_in_words(q, response.answers)) for q in asked.questions_of("opinion"))
    return [(text, lines) for text, lines in every if lines]
