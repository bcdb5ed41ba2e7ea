"""Looking at an outcome as everyone will see it, and publishing it."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.domain.outcomes.filling import missing, problem_with_note
from survey.domain.outcomes.telling import differences
from survey.domain.typed_numbers import whole
from survey.domain.wording import say
from survey.store import outcomes
from survey.store.consultations import Consultation
from survey.store.outcomes import OutcomeDraft, OutOfDate
from survey.web.access import staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, sent, token_problem
from survey.web.outcomes import telling
from survey.web.outcomes.blueprint import KEEPING, bp, kept_or_404
from survey.web.outcomes.showing import names_of, shown
from survey.web.outcomes.translations import how_far
from survey.web.planning.entering import audit

NOT_YET = say("An outcome can be published once the results are public")
LACKING = say("Something is missing. The list of parts says what")
CHANGED = say("Somebody changed the outcome while you were reading. Read it again, then publish it.")


@bp.route(f"{KEEPING}/preview/", methods=["GET", "POST"])
@staff(Act.KEEP_OUTCOME)
def preview(slug: str) -> View:
    """The page as it will be; a press publishes exactly what was shown."""
    consultation = kept_or_404(slug)
    draft = outcomes.draft_of(db(), consultation)
    if draft is None:
        return redirect(url_for("outcomes.tasks", slug=slug))
    if request.method == "GET":
        return _show(consultation, draft, {})
    problems = _problems(consultation, draft)
    if problems:
        return _show(consultation, draft, problems), UNPROCESSABLE
    return _publish(consultation, draft)


def _problems(consultation: Consultation, draft: OutcomeDraft) -> dict[str, str]:
    problems = token_problem()
    if consultation.phase(today()) is not Phase.PUBLISHED:
        problems[""] = NOT_YET
    elif missing(draft.record, today=today()):
        problems[""] = LACKING
    changes = outcomes.newest(db(), consultation) is not None
    note = problem_with_note(sent().get("note", ""), needed=changes) if changes else ""
    return problems | ({"note": note} if note else {})


def _publish(consultation: Consultation, draft: OutcomeDraft) -> View:
    typed = sent()
    edition, note = whole(typed.get("edition", "")) or 0, typed.get("note", "")
    try:
        outcome = outcomes.publish(db(), consultation, edition=edition, note=note, today=today())
    except OutOfDate:
        return _show(consultation, draft, {"": CHANGED}), CONFLICT
    audit(consultation, Act.KEEP_OUTCOME)
    telling.tell_followers(consultation, outcomes.log_entry(outcome), changed=outcome.version > 1)
    return redirect(url_for("outcomes.show", slug=consultation.slug))


def _show(consultation: Consultation, draft: OutcomeDraft, problems: dict[str, str]) -> str:
    before = outcomes.newest(db(), consultation)
    return render_template(
        "outcomes/preview.html",
        consultation=consultation,
        draft=draft,
        before=before,
        changed=differences(before.record, draft.record, names_of(consultation)) if before else (),
        shown=shown(consultation, draft.record),
        lacking=missing(draft.record, today=today()),
        may_publish=consultation.phase(today()) is Phase.PUBLISHED,
        standings=how_far(consultation),
        note=sent().get("note", ""),
        problems=problems,
    )
