"""The log: what came in, where it stands, and what is done with what is no form."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.domain.submissions import (
    ANSWERS,
    INTERESTS,
    KINDS,
    LOGGED_BY_HAND,
    MOST_AT_ONCE,
    STATES,
    WITH_REASON,
    Kind,
    State,
    Written,
    accuracy,
    is_waiting,
    problem_with_day,
    problems_with,
    problems_with_change,
    ways_from,
)
from survey.domain.typed_numbers import whole
from survey.domain.wording import say
from survey.store import submissions
from survey.store.answering import entering
from survey.store.consultations import Consultation
from survey.store.submissions import Arrived, Settled, Submission
from survey.web.access import permitted, signed_in_account, staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.dates import TypedDate
from survey.web.planning.entering import (
    CONFLICT,
    UNPROCESSABLE,
    View,
    planned_or_404,
    sent_text,
    token_problem,
)
from survey.web.planning.written import sent_lines
from survey.web.submissions.blueprint import SETTLED, audit, bp, open_log_or_403, submission_or_404
from survey.web.submissions.entering import standing_of

MOST_LISTED = 300
MOST_SHARE = 1000
NO_NUMBER = say("Enter how many forms came in, from 1 to {most}", most=MOST_AT_ONCE)
NO_SHARE = say(
    "Enter a number from 0 to {most}. 0 means that no form is typed in twice", most=f"{MOST_SHARE:,}"
)
NO_CHANGE = say("Choose what to do with it")
CHANGED = say("Somebody else changed this meanwhile. Read what stands here now, and send again.")


@bp.get("/")
@staff(Act.WATCH)
def index(slug: str) -> str:
    """Everything that came in, what waits first."""
    return _index(planned_or_404(slug, Act.WATCH), {})


def _index(consultation: Consultation, problems: dict[str, str]) -> str:
    every = submissions.every(db(), consultation)
    about = submissions.log_of(db(), consultation)
    waiting = [one for one in every if is_waiting(one.as_state)]
    done = [one for one in every if not is_waiting(one.as_state)]
    shown = done if request.args.get("show") == "all" else done[-MOST_LISTED:]
    writable = about.settled_on is None and permitted(Act.LOG_SUBMISSIONS, consultation)
    return render_template(
        "submissions/index.html",
        consultation=consultation,
        waiting=waiting,
        done=shown[::-1],
        hidden=len(done) - len(shown),
        total=len(every),
        about=about,
        accuracy=accuracy(about.fields, about.differing),
        writable=writable,
        is_open=consultation.phase(today()) is Phase.OPEN,
        next_form=_next_form(consultation) if writable else None,
        kinds=KINDS,
        by_hand=LOGGED_BY_HAND,
        states=STATES,
        share=sent_text("share") if problems else about.share,
        problems=problems,
    )


def _next_form(consultation: Consultation) -> int | None:
    return submissions.next_form(
        db(), consultation, account=signed_in_account().id, last_day=entering.last_day(consultation)
    )


@bp.post("/share/")
@staff(Act.LOG_SUBMISSIONS)
def share(slug: str) -> View:
    """Which share of the forms two people type in."""
    consultation = open_log_or_403(slug)
    number = whole(sent_text("share"))
    problems = token_problem()
    if number is None or number > MOST_SHARE:
        problems["share"] = NO_SHARE
    if problems:
        return _index(consultation, problems), UNPROCESSABLE
    about = submissions.log_of(db(), consultation)
    about.share = number or 0
    submissions.keep(db(), about)
    audit(Act.LOG_SUBMISSIONS, f"{slug}: one form in {number} is typed in twice")
    return redirect(url_for("submissions.index", slug=slug))


@bp.route("/new/<kind>/", methods=["GET", "POST"])
@staff(Act.LOG_SUBMISSIONS)
def new(slug: str, kind: str) -> View:
    """Gives a number to something that came in; to several forms at once, if several came."""
    consultation = open_log_or_403(slug)
    if kind not in {one.value for one in LOGGED_BY_HAND}:
        abort(404)
    wanted = Kind(kind)
    day = TypedDate.sent(request.form, "day") if request.method == "POST" else TypedDate.of(today())
    problems = _problems_with_new(consultation, wanted, day) if request.method == "POST" else {}
    if request.method == "GET" or problems:
        page = _new(consultation, wanted, day, problems=problems)
        return page, UNPROCESSABLE if problems else 200
    written = Written() if wanted is Kind.PAPER else _written(wanted)
    came = Arrived(wanted, day.value or today(), written=written)
    try:
        numbers = submissions.log(db(), consultation, came, number=_how_many(wanted) or 1)
    except Settled:
        return _new(consultation, wanted, day, problems={"": SETTLED}), CONFLICT
    audit(Act.LOG_SUBMISSIONS, f"{slug}: {kind}, {len(numbers)} logged")
    if wanted is Kind.PAPER:
        return redirect(url_for("submissions.stamped", slug=slug, first=numbers[0], last=numbers[-1]))
    return redirect(url_for("submissions.show", slug=slug, number=numbers[0]))


def _how_many(kind: Kind) -> int | None:
    number = whole(sent_text("number")) if kind is Kind.PAPER else 1
    return number if number and number <= MOST_AT_ONCE else None


def _problems_with_new(consultation: Consultation, kind: Kind, day: TypedDate) -> dict[str, str]:
    problems = token_problem()
    if _how_many(kind) is None:
        problems["number"] = NO_NUMBER
    wrong = problem_with_day(day.value, opens_on=consultation.opens_on, today=today())
    problems |= {"day": wrong} if wrong else {}
    own = {} if kind is Kind.PAPER else problems_with(kind, _written(kind), sent_text("signatories"))
    return problems | own


def _written(kind: Kind) -> Written:
    """What was typed about something that is no form. What its kind does not have is not asked."""
    is_organisation = kind is Kind.ORGANISATION
    return Written(
        what="" if is_organisation else sent_text("what"),
        organisation=sent_text("organisation") if is_organisation else "",
        represents=sent_text("represents") if is_organisation else "",
        interest=sent_text("interest") if is_organisation else "",
        signatories=whole(sent_text("signatories")) if kind is Kind.PETITION else None,
        text=sent_lines("text"),
        redaction=sent_text("redaction"),
        summary=sent_lines("summary"),
    )


def _new(consultation: Consultation, kind: Kind, day: TypedDate, *, problems: dict[str, str]) -> str:
    return render_template(
        "submissions/new.html",
        consultation=consultation,
        kind=kind,
        name=KINDS[kind],
        interests=INTERESTS,
        day=day,
        typed={**asdict(_written(kind)), "number": sent_text("number") or "1", **_signed()},
        problems=problems,
    )


def _signed() -> dict[str, str]:
    return {"signatories": sent_text("signatories")} if request.method == "POST" else {}


@bp.get("/stamped/<int:first>/<int:last>/")
@staff(Act.LOG_SUBMISSIONS)
def stamped(slug: str, first: int, last: int) -> str:
    """Which numbers to write on the forms that were just logged."""
    consultation = open_log_or_403(slug)
    submission_or_404(consultation, first)
    submission_or_404(consultation, last)
    return render_template(
        "submissions/stamped.html",
        consultation=consultation,
        first=first,
        last=last,
        next_form=_next_form(consultation),
    )


@bp.route("/<int:number>/", methods=["GET", "POST"])
@staff(Act.LOG_SUBMISSIONS)
def show(slug: str, number: int) -> View:
    """One submission: what it says, and what was done with it."""
    consultation = planned_or_404(slug, Act.LOG_SUBMISSIONS)
    if request.method == "GET":
        return _show(consultation, submission_or_404(consultation, number), {})
    conflict = _take_turn(consultation)
    found = submission_or_404(consultation, number)
    if found.state != request.form.get("was"):
        conflict = conflict or CHANGED
    problems = {"": conflict} if conflict else _problems_with_show(found)
    if problems:
        return _show(consultation, found, problems), CONFLICT if conflict else UNPROCESSABLE
    _change(found, State(request.form["to"]))
    audit(Act.LOG_SUBMISSIONS, f"{slug}: number {number}, {found.state}")
    return redirect(url_for("submissions.index", slug=slug))


def _take_turn(consultation: Consultation) -> str:
    """Waits for others at this log. Why nothing can be changed in it any more; "" where something can."""
    try:
        entering.take_turn(db(), consultation)
    except entering.TooLate:
        return SETTLED
    return ""


def _problems_with_show(found: Submission) -> dict[str, str]:
    problems = token_problem()
    to = request.form.get("to", "")
    if to not in ways_from(found.as_kind, found.as_state):
        return problems | {"to": NO_CHANGE}
    problems |= problems_with_change(State(to), sent_lines("summary"), sent_lines("note"))
    if found.as_kind not in ANSWERS:
        problems |= problems_with(found.as_kind, _written(found.as_kind), sent_text("signatories"))
    return problems


def _change(found: Submission, to: State) -> None:
    if found.as_kind not in ANSWERS:
        for name, value in asdict(_written(found.as_kind)).items():
            setattr(found, name, value)
    if to in WITH_REASON:
        submissions.let_go(db(), found)
    found.note = "" if to in (State.RECEIVED, State.READ) else sent_lines("note")
    found.state, found.read_by = to.value, signed_in_account().name
    db().flush()


def _show(consultation: Consultation, found: Submission, problems: dict[str, str]) -> str:
    settled = submissions.is_settled(db(), consultation)
    fields = (*asdict(Written()), "note")
    typed: dict[str, Any] = {name: getattr(found, name) for name in fields}
    if request.method == "POST":
        typed = {**asdict(_written(found.as_kind)), **_signed(), "note": sent_lines("note")}
    return render_template(
        "submissions/show.html",
        consultation=consultation,
        one=found,
        is_answer=found.as_kind in ANSWERS,
        is_mine=standing_of(found).is_mine,
        may_enter=found.state in (State.RECEIVED, State.TYPED_ONCE) and found.as_kind in ANSWERS,
        in_time=entering.is_in_time(consultation, found),
        kinds=KINDS,
        states=STATES,
        ways=() if settled else ways_from(found.as_kind, found.as_state),
        interests=INTERESTS,
        typed=typed,
        to=request.form.get("to", ""),
        settled=settled,
        problems=problems,
    )
