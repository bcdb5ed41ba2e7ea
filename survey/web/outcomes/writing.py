"""Where organisers write an outcome, part by part; nobody else sees it until it is published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.domain.outcomes.fields import BY_CODE, CONDITIONS, NAMES, PARTS, POINTS, Part
from survey.domain.outcomes.filling import LISTS, Reading, missing, read, rows_of, typed_of
from survey.domain.outcomes.record import ConditionState, Record
from survey.domain.wording import say
from survey.store import outcomes
from survey.store.consultations import Consultation
from survey.web.access import staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.dates import PARTS as PARTS_OF_A_DATE
from survey.web.dates import TypedDate
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, sent, token_problem
from survey.web.outcomes.blueprint import KEEPING, bp, kept_or_404, questions_of
from survey.web.outcomes.translations import how_far
from survey.web.planning.entering import audit

NOT_FOUND = 404
BLANK_ROWS = 2
CHANGED = say(
    "Somebody else saved this part while you were typing. What you typed stands below; save again to keep it "
    "instead of theirs."
)
# Parts that are lists have pages of their own.
TEMPLATES = {POINTS: "outcomes/points.html", CONDITIONS: "outcomes/conditions.html"}


@bp.get(f"{KEEPING}/")
@staff(Act.KEEP_OUTCOME)
def tasks(slug: str) -> str:
    """What belongs to the outcome, part by part, and what is still missing."""
    return _tasks(kept_or_404(slug), {})


def _tasks(consultation: Consultation, problems: Mapping[str, str]) -> str:
    draft = outcomes.draft_of(db(), consultation)
    lacking = missing(draft.record, today=today()) if draft else {}
    return render_template(
        "outcomes/tasks.html",
        consultation=consultation,
        draft=draft,
        parts=PARTS,
        lacking=lacking,
        versions=outcomes.versions_of(db(), consultation),
        may_publish=consultation.phase(today()) is Phase.PUBLISHED,
        standings=how_far(consultation),
        waits=outcomes.waits(db(), consultation, today=today()),
        problems=problems,
    )


@bp.post(f"{KEEPING}/begin/")
@staff(Act.KEEP_OUTCOME)
def begin(slug: str) -> View:
    """Begins the record, or a change of the one that stands."""
    consultation = kept_or_404(slug)
    if problems := token_problem():
        return _tasks(consultation, problems), UNPROCESSABLE
    outcomes.begin(db(), consultation, today=today())
    audit(consultation, Act.KEEP_OUTCOME)
    return redirect(url_for("outcomes.tasks", slug=slug))


@bp.route(f"{KEEPING}/discard/", methods=["GET", "POST"])
@staff(Act.KEEP_OUTCOME)
def discard(slug: str) -> View:
    """Throws the draft away, once somebody said so a second time."""
    consultation = kept_or_404(slug)
    if request.method == "GET":
        return render_template("outcomes/discard.html", consultation=consultation)
    if problems := token_problem():
        return _tasks(consultation, problems), UNPROCESSABLE
    outcomes.discard(db(), consultation)
    audit(consultation, Act.KEEP_OUTCOME)
    return redirect(url_for("outcomes.tasks", slug=slug))


@bp.route(f"{KEEPING}/parts/<code>/", methods=["GET", "POST"])
@staff(Act.KEEP_OUTCOME)
def part(slug: str, code: str) -> View:
    """One part: what was kept, what is typed, and what is wrong with it."""
    consultation = kept_or_404(slug)
    draft = outcomes.draft_of(db(), consultation)
    found = BY_CODE.get(code)
    if found is None:
        abort(NOT_FOUND)
    if draft is None:
        return redirect(url_for("outcomes.tasks", slug=slug))
    if request.method == "GET":
        return _show(consultation, found, draft.record, typed_of(code, draft.record), {})
    typed = sent()
    reading = read(code, typed, questions=set(questions_of(consultation)))
    problems = token_problem() | reading.problems
    if problems:
        return _show(consultation, found, draft.record, typed, problems), UNPROCESSABLE
    if typed.get("mark") != mark_of(found, draft.record):
        return _show(consultation, found, draft.record, {**typed, "mark": ""}, {"": CHANGED}), CONFLICT
    return _keep(consultation, found, reading)


def _keep(consultation: Consultation, found: Part, reading: Reading) -> View:
    outcomes.save(db(), consultation, reading.values, today=today())
    audit(consultation, Act.KEEP_OUTCOME)
    if request.form.get("then") == "more":
        return redirect(url_for("outcomes.part", slug=consultation.slug, code=found.code, _anchor="more"))
    return redirect(url_for("outcomes.tasks", slug=consultation.slug))


def mark_of(found: Part, record: Record) -> str:
    """What tells whether this part is still as it was when its page was opened."""
    data = record.dump()
    kept = json.dumps([data[name] for name in NAMES[found.code]], sort_keys=True)
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


def _show(
    consultation: Consultation,
    found: Part,
    record: Record,
    typed: Mapping[str, str],
    problems: Mapping[str, str],
) -> str:
    return render_template(
        TEMPLATES.get(found.code, "outcomes/part.html"),
        consultation=consultation,
        part=found,
        typed=typed,
        dates={name: TypedDate.sent(typed, name) for name in _dates_in(typed)},
        rows=_rows(found, typed),
        questions=questions_of(consultation),
        states=ConditionState,
        # Only somebody who was told that a colleague saved this part meanwhile may put theirs in its place.
        mark=typed.get("mark") or mark_of(found, record),
        problems=problems,
        lacking=missing(record, today=today()).get(found.code, {}),
    )


def _dates_in(typed: Mapping[str, str]) -> set[str]:
    named = (name.rpartition("-") for name in typed)
    return {name for name, _, last in named if last in PARTS_OF_A_DATE}


def _rows(found: Part, typed: Mapping[str, str]) -> range:
    """The rows of a list: those with anything in them, and some more to fill in."""
    if found.code not in (POINTS, CONDITIONS):
        return range(0)
    used = rows_of(typed, found.code)
    most = LISTS[found.code][1]
    return range(1, min(most, (used[-1] if used else 0) + BLANK_ROWS) + 1)
