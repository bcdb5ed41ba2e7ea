"""The facts of a plan, a page each: published with its source, asked for, or not published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import abort, render_template, url_for

from survey.domain.accounts import Act
from survey.domain.deployments.plan import FACTS, LABELS, Fact, FactState, faults_in_fact
from survey.domain.deployments.revisions import Revision, fact_in_words
from survey.domain.deployments.sections import GROUPS, is_blank
from survey.domain.evidence import Measure, Sureness
from survey.domain.faults import by_field
from survey.domain.wording import message, say
from survey.web.access import staff
from survey.web.clock import today
from survey.web.deployments.blueprint import bp
from survey.web.deployments.preparing import Part, edit, preparation
from survey.web.deployments.typed import (
    LATER,
    NO_DATE,
    Typed,
    citation_typed,
    day_typed,
    denominators_typed,
    has_day,
    read_citation_if_any,
    read_day,
    read_denominators,
)
from survey.web.forms import View

NO_STATE = message("Choose whether “{name}” is published")
NO_VALUE = say("Enter what is published")
NO_DAY = say("Enter the day on which the force was asked")
WRONG_DAY = {
    NO_DATE: say("The day of asking must be a real date, such as 15 7 2026"),
    LATER: say("The day of asking must be today or earlier"),
}

HINTS = {
    "announced": say("When, and by whom, it was made known."),
    "start": say("When the cameras are to be used for the first time."),
    "cameras": say("How many, and on what. Do not give positions that the force has not published."),
    "hours": say("When the cameras are in use."),
    "purposes": say("What the force says that they are for."),
    "operator": say("Who works the cameras and looks at the alerts."),
    "funder": say("Who pays, now and in later years."),
    "sum-asked": say("What the council is asked to pay, and for which years."),
    "alternatives": say("What the same sum would buy, with the source of each price."),
    "watchlist": say("Whose faces may be looked for, and who decides."),
    "threshold": say("How alike two faces must be for an alert."),
    "signs": say("What people are told before they are filmed."),
    "retention": say("How long pictures and data are kept."),
    "oversight": say("Who watches over it, and to whom people can complain."),
    "review": say("When it is looked at again, by whom."),
    "can-change": say("What the force or the council could still decide otherwise."),
    "decides": say("Which person or body decides."),
    "decision-date": say("The day or the meeting."),
}


@bp.get("/<slug>/facts/<group>/")
@staff(Act.KEEP_REGISTER)
def facts(slug: str, group: str) -> str:
    """The facts of one group, with their states."""
    at = preparation(slug)
    if group not in GROUPS:
        abort(404)
    plan = at.revision.plan
    listed = [(code, label, plan.fact(code)) for code, label in FACTS[GROUPS[group]].items()]
    rows = [
        (code, label, fact, [f.of(say("“{title}”", title=label)) for f in faults_in_fact(fact)])
        for code, label, fact in listed
    ]
    return render_template(
        "register/facts.html",
        deployment=at.deployment,
        plan=plan,
        group=group,
        title=GROUPS[group],
        rows=rows,
        is_blank=is_blank,
    )


@bp.route("/<slug>/facts/<group>/<code>/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
def fact(slug: str, group: str, code: str) -> View:
    """One fact."""
    at = preparation(slug)
    if group not in GROUPS or code not in FACTS[GROUPS[group]]:
        abort(404)
    shown = {
        "code": code,
        "group": group,
        "group_title": GROUPS[group],
        "label": LABELS[code],
        "hint": HINTS[code],
        "sureness": Sureness,
        "measures": Measure,
    }
    part = Part(
        "fact",
        lambda revision: fact_typed(revision.plan.fact(code)),
        lambda texts, revision: _put(code, texts, revision),
        words=lambda revision: [(LABELS[code], fact_in_words(revision.plan.fact(code)))],
        then=url_for("register.facts", slug=slug, group=group),
        shown=shown,
    )
    return edit(at, part)


def _put(code: str, texts: Typed, revision: Revision) -> tuple[Revision, dict[str, str]]:
    found, problems = read_fact(LABELS[code], texts, today=today())
    plan = replace(revision.plan, facts={**revision.plan.facts, code: found})
    return replace(revision, plan=plan), problems


def fact_typed(fact: Fact) -> dict[str, str]:
    """The fields of a fact. Of one about which nobody has said anything, no state is chosen."""
    return {
        "state": "" if is_blank(fact) else fact.state.value,
        "value": fact.value,
        "note": fact.note,
        **day_typed(fact.asked_on, "asked_on"),
        **citation_typed(fact.citation),
        **denominators_typed(fact.denominators),
    }


def read_fact(label: str, texts: Typed, *, today: date) -> tuple[Fact, dict[str, str]]:
    """The fact, and what is wrong with it by field. What belongs to a state not chosen is dropped."""
    state = texts.get("state", "")
    asked_on, wrong_day = read_day(texts, "asked_on", today=today)
    found = Fact(
        value=texts.get("value", "") if state == FactState.PUBLISHED else "",
        note=texts.get("note", ""),
        citation=read_citation_if_any(texts),
        denominators=read_denominators(texts),
        asked_on=asked_on if state == FactState.ASKED else None,
    )
    gaps = _gaps(label, texts, state)
    if state == FactState.ASKED and wrong_day:
        gaps["asked_on"] = WRONG_DAY[wrong_day]
    # A fact without its value or its day is in another state, of which faults would tell misleading things.
    faults = {} if gaps else by_field(say("“{title}”", title=label), faults_in_fact(found))
    return found, gaps | faults


def _gaps(label: str, texts: Typed, state: str) -> dict[str, str]:
    if state not in list(FactState):
        return {"state": say(NO_STATE, name=label)}
    if state == FactState.PUBLISHED and not texts.get("value"):
        return {"value": NO_VALUE}
    if state == FactState.ASKED and not has_day(texts, "asked_on"):
        return {"asked_on": NO_DAY}
    return {}
