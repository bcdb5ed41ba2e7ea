"""What everyone reads: where the decision stands, and the outcome in each of its versions."""

from __future__ import annotations

from flask import abort, render_template

from survey.domain.outcomes.telling import differences
from survey.store import consultations, outcomes
from survey.store.consultations import Consultation
from survey.web.access import public
from survey.web.answering.visit import consultation_or_404
from survey.web.clock import today
from survey.web.database import db
from survey.web.outcomes.blueprint import bp
from survey.web.outcomes.showing import in_words_of_page, names_of, notes, own, shown, standing
from survey.web.translating.showing import in_language

NOT_FOUND = 404


@bp.get("/consultations/<slug>/outcome/")
@public
def show(slug: str) -> str:
    """We asked, you said, we did; before that, honestly, what is known of when and by whom it is decided."""
    consultation = consultation_or_404(slug)
    versions = outcomes.versions_of(db(), consultation)
    if not versions:
        return _awaited(consultation)
    newest = versions[-1]
    return render_template(
        "outcomes/show.html",
        consultation=in_language(consultation),
        outcome=newest,
        first=versions[0],
        versions=versions,
        shown=shown(consultation, newest.record),
        notes=notes(consultation, versions),
        standing=standing(consultation, newest),
    )


def _awaited(consultation: Consultation) -> str:
    expected = outcomes.expected(db(), consultation)
    successor = consultation.succeeded_by
    return render_template(
        "outcomes/awaited.html",
        consultation=in_language(consultation),
        phase=consultation.phase(today()),
        expected=expected,
        decider=own(expected.decider),
        successor=consultations.find(db(), successor) if successor else None,
    )


@bp.get("/consultations/<slug>/outcome/versions/<int(max=9999):number>/")
@public
def version(slug: str, number: int) -> str:
    """One version as it was published, and what it says otherwise than the one before."""
    consultation = consultation_or_404(slug)
    versions = outcomes.versions_of(db(), consultation)
    if not 0 < number <= len(versions):
        abort(NOT_FOUND)
    found = versions[number - 1]
    changed = (
        differences(
            in_words_of_page(consultation, versions[number - 2].record),
            in_words_of_page(consultation, found.record),
            names_of(consultation),
        )
        if number > 1
        else ()
    )
    return render_template(
        "outcomes/version.html",
        consultation=in_language(consultation),
        outcome=found,
        newest=versions[-1],
        shown=shown(consultation, found.record),
        note=notes(consultation, [found]).get(number, ""),
        changed=changed,
    )
