"""When anyone may answer, when responses are deleted, and by which characteristics answers are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.planning import (
    BUILT_IN,
    Dates,
    possible_characteristics,
    problem_in_characteristics,
    problems_in_dates,
    suggested_characteristics,
)
from survey.domain.wording import listed, message, say, say_day
from survey.store.consultations import Consultation
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.preparing import asked_by
from survey.web.access import staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.dates import NO_DATE, TypedDate
from survey.web.forms import UNPROCESSABLE, View, token_problem
from survey.web.planning.blueprint import bp
from survey.web.planning.entering import audit, planned_or_404
from survey.web.planning.written import mark

FIELDS = {
    "opens": (
        say("First day"),
        say("Anyone can answer from the beginning of this day. For example, 4 1 2027"),
    ),
    "closes": (
        say("Last day"),
        say(
            "Anyone can answer until the end of this day. No law fixes a length. Give more time over "
            "holidays."
        ),
    ),
    "deletes": (
        say("Day on which the individual responses are deleted"),
        say("The results stay. Say it now: it is published. At least 90 days after the last day."),
    ),
}
OTHER_DATES = message("Somebody set the dates meanwhile: {dates}. Save again to put yours in their place.")
OTHER_RULES = say("Somebody saved other rules meanwhile. Save again to put yours in their place.")


@bp.route("/<slug>/plan/dates/", methods=["GET", "POST"])
@staff(Act.PLAN)
def dates(slug: str) -> View:
    """The three days, which are published when the consultation is announced."""
    consultation = planned_or_404(slug)
    if request.method == "GET":
        kept = (consultation.planned_opening, consultation.closes_on, consultation.delete_on)
        return _dates(consultation, dict(zip(FIELDS, map(TypedDate.of, kept), strict=True)), {})
    typed = {name: TypedDate.sent(request.form, name) for name in FIELDS}
    problems = token_problem() | {f"{n}-day": NO_DATE for n, one in typed.items() if one.value is None}
    opens, closes, deletes = (one.value for one in typed.values())
    if opens and closes and deletes:
        found = Dates(opens, closes, deletes)
        problems |= {f"{n}-day": text for n, text in problems_in_dates(found, today=today()).items()}
    if _changed_meanwhile(_stored_dates(consultation), [opens, closes, deletes]):
        problems[""] = say(OTHER_DATES, dates=_in_words(consultation))
    if problems:
        return _dates(consultation, typed, problems), UNPROCESSABLE
    consultation.planned_opening, consultation.closes_on, consultation.delete_on = opens, closes, deletes
    audit(consultation)
    return redirect(url_for("planning.tasks", slug=slug))


def _dates(consultation: Consultation, typed: dict[str, TypedDate], problems: dict[str, str]) -> str:
    return render_template(
        "planning/dates.html",
        consultation=consultation,
        typed=typed,
        fields=FIELDS,
        was=_mark(_stored_dates(consultation)),
        problems=problems,
    )


def _stored_dates(consultation: Consultation) -> list[date | None]:
    return [consultation.planned_opening, consultation.closes_on, consultation.delete_on]


def _in_words(consultation: Consultation) -> str:
    days = [say_day(day) for day in _stored_dates(consultation) if day]
    return listed(days) if days else say("none")


def _mark(stored: object) -> str:
    return mark(str(stored))


def _changed_meanwhile(stored: object, sent: object) -> bool:
    """Whether what is stored is neither what this form was made from nor what was sent."""
    return stored != sent and request.form.get("was", "") != _mark(stored)


@bp.route("/<slug>/plan/rules/", methods=["GET", "POST"])
@staff(Act.PLAN)
def rules(slug: str) -> View:
    """Which questions all others are also counted by. What is not chosen now can never be counted later."""
    consultation = planned_or_404(slug)
    row = next_versions.find(db(), consultation)
    if row is None:
        return redirect(url_for("planning.tasks", slug=slug))
    questionnaire = asked_by(db(), consultation, row.questionnaire)
    rules = consultation.counting_rules
    offered = {q.code: q.text for q in possible_characteristics(questionnaire)} | dict(BUILT_IN)
    suggested = suggested_characteristics(questionnaire)
    shown = {"consultation": consultation, "offered": offered, "suggested": suggested}
    shown["was"] = _mark(rules.characteristics)
    if request.method == "GET":
        chosen = rules.characteristics or suggested
        return render_template("planning/rules.html", **shown, chosen=chosen, problems={})
    sent = request.form.getlist("characteristics")
    chosen = tuple(code for code in offered if code in sent)
    problem = problem_in_characteristics(chosen, questionnaire)
    problems = token_problem() | ({"characteristics": problem} if problem else {})
    if _changed_meanwhile(rules.characteristics, chosen):
        problems[""] = OTHER_RULES
    if problems:
        page = render_template("planning/rules.html", **shown, chosen=chosen, problems=problems)
        return page, UNPROCESSABLE
    consultation.rules = replace(rules, characteristics=chosen).dump()
    audit(consultation)
    return redirect(url_for("planning.tasks", slug=slug))
