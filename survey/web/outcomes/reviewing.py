"""Where the council says what it does about a decision after the plan, or the time, moved on."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.outcomes.reviewing import ReviewChoice
from survey.domain.wording import say
from survey.store import outcomes
from survey.store.consultations import Consultation
from survey.store.outcomes import Outcome, OutOfDate, Result
from survey.web.access import staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.dates import NO_DATE, TypedDate
from survey.web.forms import UNPROCESSABLE, View, sent, token_problem
from survey.web.outcomes import telling
from survey.web.outcomes.blueprint import KEEPING, bp, kept_or_404
from survey.web.planning.entering import audit

SHORTEST, LONGEST, LONGEST_DECIDER, MOST_YEARS = 10, 1000, 200, 10
NO_CHOICE = say("Choose what the council does")
NO_REASON = say("Write the council’s reason, in at least 10 characters")
LONG_REASON = say("The reason must be 1,000 characters or less")
NO_DECIDER = say("Write who decided, and at which meeting or by which power, in at most 200 characters")
NOT_LATER = say("The day must be later than today, and within ten years")


@bp.route(f"{KEEPING}/review/", methods=["GET", "POST"])
@staff(Act.KEEP_OUTCOME)
def review(slug: str) -> View:
    """Asks what the council does about what happened, shows it once more, then keeps it."""
    consultation = kept_or_404(slug)
    outcome = outcomes.newest(db(), consultation)
    waiting = outcome and outcomes.waiting(db(), consultation, outcome, today=today())
    if outcome is None or not waiting:
        return redirect(url_for("outcomes.tasks", slug=slug))
    if request.method == "GET":
        return _show(consultation, outcome, {})
    result, problems = _result()
    if result is None:
        return _show(consultation, outcome, problems), UNPROCESSABLE
    if request.form.get("sure") != "yes":
        return _ask_again(consultation, result)
    return _keep(consultation, result)


def _result() -> tuple[Result | None, dict[str, str]]:
    """What the council says, or what is wrong with what was sent, by field."""
    typed, problems = sent(), token_problem()
    chosen = next((one for one in ReviewChoice if one.value == typed.get("choice")), None)
    if chosen is None:
        problems["choice"] = NO_CHOICE
    on = TypedDate.sent(typed, "review_on")
    if chosen is ReviewChoice.LATER and (problem := _problem_with_day(on)):
        problems["review_on-day"] = problem
    problems |= _text_problems(typed)
    if problems or chosen is None:
        return None, problems
    day = on.value if chosen is ReviewChoice.LATER else None
    return Result(chosen, typed["reason"], typed["decided_by"], day), {}


def _problem_with_day(typed: TypedDate) -> str:
    day = typed.value
    if day is None:
        return NO_DATE
    return "" if today() < day and day.year <= today().year + MOST_YEARS else NOT_LATER


def _text_problems(typed: dict[str, str]) -> dict[str, str]:
    reason, decided_by = typed.get("reason", ""), typed.get("decided_by", "")
    found = {}
    if not SHORTEST <= len(reason) <= LONGEST:
        found["reason"] = NO_REASON if len(reason) < SHORTEST else LONG_REASON
    if not 0 < len(decided_by) <= LONGEST_DECIDER:
        found["decided_by"] = NO_DECIDER
    return found


def _show(consultation: Consultation, outcome: Outcome, problems: dict[str, str]) -> str:
    typed = sent()
    return render_template(
        "outcomes/review.html",
        consultation=consultation,
        outcome=outcome,
        waits=outcomes.waits(db(), consultation, today=today()),
        choices=ReviewChoice,
        typed=typed,
        review_on=TypedDate.sent(typed, "review_on"),
        problems=problems,
    )


def _ask_again(consultation: Consultation, result: Result) -> str:
    return render_template(
        "outcomes/review_sure.html",
        consultation=consultation,
        result=result,
        sent=[(name, value) for name, value in sent().items() if name != "csrf_token"],
    )


def _keep(consultation: Consultation, result: Result) -> View:
    try:
        kept = outcomes.review(db(), consultation, result, today=today())
    except OutOfDate:
        # The second of two clicks, or somebody else was quicker: the page that follows says what was decided.
        return redirect(url_for("outcomes.show", slug=consultation.slug))
    audit(consultation, Act.KEEP_OUTCOME)
    telling.tell_followers(consultation, outcomes.review_entry(kept), changed=True)
    return redirect(url_for("outcomes.show", slug=consultation.slug))
