"""What a council decides when the plan changed during a consultation: in writing, for everyone to read.

Carry on, extend, or start again. Until then the results cannot be counted.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, url_for
from wtforms import StringField, TextAreaField

from survey.domain.accounts import Act
from survey.domain.changes import Choice, MaterialChange
from survey.domain.consultations import Phase
from survey.domain.wording import say
from survey.store import accounts, changes, consultations
from survey.store.changes import Decision
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.web import following
from survey.web.access import permit, signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import db
from survey.web.dates import TypedDate
from survey.web.forms import UNPROCESSABLE, Form, View, staff_meta, typed

bp = Blueprint("changes", __name__, url_prefix="/organise/consultations/<slug>/changes")

SHORTEST, LONGEST = 10, 1000
SECRET_BYTES = 32
LONGEST_DECIDER = 200
NO_DECIDER = say("Write who decided, and at which meeting or by which power, in at most 200 characters")
NO_CHOICE = say("Choose what the council decides")
NO_REASON = say("Write the council’s reason, in at least 10 characters")
LONG_REASON = say("The reason must be 1,000 characters or less")
NO_NEW_END = say("Enter a real date for the new last day, such as 15 7 2027")
NO_DATES = {
    "opens": say("Enter a real date for the first day, such as 15 7 2027"),
    "closes": say("Enter a real date for the last day, such as 15 7 2027"),
}
NOT_LATER = say("The new last day must be later than the one that was announced")
PAST = say("The first day must be today or later")
BACKWARDS = say("The last day must not be before the first")
FAR = say("The last day must be within ten years from now")
MOST_YEARS = 10


class DecideForm(Form):
    """The decision and its reason. Its dates are read beside it."""

    choice = StringField(default="")
    reason = TextAreaField(filters=(typed, str.strip))
    decided_by = StringField(filters=(typed, str.strip))


@bp.route("/<int(max=9999):number>/", methods=["GET", "POST"])
@staff(Act.DECIDE_ON_CHANGE)
def decide(slug: str, number: int) -> View:
    """Asks for the decision, shows it once more, then keeps it."""
    consultation, change = _to_decide(slug, number)
    form = DecideForm(meta=staff_meta())
    if request.method == "GET":
        return _show(consultation, change, form, {})
    decision, problems = _decision(form, consultation)
    if problems or decision is None:
        return _show(consultation, change, form, problems), UNPROCESSABLE
    if request.form.get("sure") != "yes":
        return _ask_again(consultation, change, decision)
    return redirect(url_for("organise.show", slug=_keep(consultation, number, decision).slug))


def _to_decide(slug: str, number: int) -> tuple[Consultation, MaterialChange]:
    consultation = consultations.find(db(), slug)
    if consultation is None:
        abort(404)
    permit(Act.DECIDE_ON_CHANGE, consultation)
    waiting = [c for c in consultation.material_changes if c.revision == number and c.choice is None]
    if not waiting:
        abort(404)
    return consultation, waiting[0]


def choices_for(consultation: Consultation) -> tuple[Choice, ...]:
    """What may be decided: a consultation that has closed cannot be extended."""
    if consultation.phase(today()) is Phase.OPEN:
        return tuple(Choice)
    return (Choice.CARRY_ON, Choice.START_AGAIN)


def _decision(form: DecideForm, consultation: Consultation) -> tuple[Decision | None, dict[str, str]]:
    """What was decided, or what is wrong with what was sent, by field."""
    if not form.validate():
        return None, {"": form.csrf_token.errors[0]}
    problems: dict[str, str] = {}
    chosen = next((one for one in choices_for(consultation) if one.name.lower() == form.choice.data), None)
    if chosen is None:
        problems["choice"] = NO_CHOICE
    problems |= _date_problems(chosen, consultation) | _text_problems(form)
    if problems or chosen is None:
        return None, problems
    decision = Decision(chosen, form.reason.data or "", form.decided_by.data or "")
    if chosen is Choice.EXTEND:
        return replace(decision, closes_on=_sent("until").value), {}
    if chosen is Choice.START_AGAIN:
        return replace(decision, opens_on=_sent("opens").value, closes_on=_sent("closes").value), {}
    return decision, {}


def _text_problems(form: DecideForm) -> dict[str, str]:
    reason, decided_by = form.reason.data or "", form.decided_by.data or ""
    found = {}
    if len(reason) < SHORTEST or len(reason) > LONGEST:
        found["reason"] = NO_REASON if len(reason) < SHORTEST else LONG_REASON
    if not 0 < len(decided_by) <= LONGEST_DECIDER:
        found["decided_by"] = NO_DECIDER
    return found


def _sent(name: str) -> TypedDate:
    return TypedDate.sent(request.form, name)


def _date_problems(chosen: Choice | None, consultation: Consultation) -> dict[str, str]:
    if chosen is Choice.EXTEND:
        return _problem_of_extending(consultation)
    return _problems_of_starting_again() if chosen is Choice.START_AGAIN else {}


def _problem_of_extending(consultation: Consultation) -> dict[str, str]:
    until, announced = _sent("until").value, consultation.closes_on
    if until is None:
        return {"until-day": NO_NEW_END}
    if announced and until <= announced:
        return {"until-day": NOT_LATER}
    return {"until-day": FAR} if _is_far(until) else {}


def _problems_of_starting_again() -> dict[str, str]:
    opens, closes = _sent("opens").value, _sent("closes").value
    if opens is None or closes is None:
        return {f"{name}-day": text for name, text in NO_DATES.items() if _sent(name).value is None}
    if opens < today():
        return {"opens-day": PAST}
    if _is_far(closes):
        return {"closes-day": FAR}
    return {"closes-day": BACKWARDS} if closes < opens else {}


def _is_far(day: date) -> bool:
    """So far that no calendar holds the day on which the answers would be deleted."""
    return day.year > today().year + MOST_YEARS


def _show(
    consultation: Consultation, change: MaterialChange, form: DecideForm, problems: dict[str, str]
) -> str:
    shown = register.consulted_on(db(), consultation.deployment_id, number=change.revision)
    return render_template(
        "changes/decide.html",
        consultation=consultation,
        change=change,
        deployment=shown.deployment,
        form=form,
        choices=choices_for(consultation),
        dates={name: _sent(name) for name in ("until", "opens", "closes")},
        problems=problems,
    )


def _ask_again(consultation: Consultation, change: MaterialChange, decision: Decision) -> str:
    return render_template(
        "changes/sure.html",
        consultation=consultation,
        change=change,
        decision=decision,
        sent=[(name, value) for name, value in request.form.items() if name != "csrf_token"],
    )


def _keep(consultation: Consultation, number: int, decision: Decision) -> Consultation:
    """Keeps the decision; gives the consultation to go on with."""
    try:
        changes.decide(db(), consultation, number, decision, today=today())
    except LookupError:
        # The second of two clicks, or somebody else was quicker: the page that follows says what was decided.
        return consultation
    following.notify_of_decision(consultation, number)
    subject = f"{consultation.slug} revision {number}"
    act = Act.DECIDE_ON_CHANGE.value
    accounts.audit(db(), at=now(), account=signed_in_account(), act=act, subject=subject)
    if decision.choice is not Choice.START_AGAIN:
        return consultation
    return changes.start_again(
        db(),
        consultation,
        decision,
        today=today(),
        offset_secret=os.urandom(SECRET_BYTES),
        shuffle=random.SystemRandom().shuffle,
    )
