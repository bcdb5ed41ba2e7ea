"""Mending the wording of questions that are announced or being answered: in public, with a note why."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.rewording import changes_of_meaning
from survey.domain.wording import listed, say
from survey.store.consultations import Consultation
from survey.store.questionnaires import next_versions, rewordings
from survey.store.questionnaires.next_versions import NextVersion
from survey.store.questionnaires.rewordings import NotTranslated, NotWording
from survey.store.translating.publishing import hindrances_of_new_words
from survey.web.access import staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, sent_text, token_problem
from survey.web.planning.entering import audit, planned_or_404
from survey.web.questionnaires.blueprint import bp
from survey.web.translating.hindering import by_language

SHORTEST, LONGEST = 10, 500
NO_NOTE = say("Write why the words change, in at least 10 characters")
LONG_NOTE = say("The note must be 500 characters or less")
CHANGED = say("Somebody changed something since you opened this page. Read it once more.")
UNTRANSLATED = say("Some new words are not ready in every language on offer. Translate and check them first")
INSTEAD = say(
    "People are asked this already, and their answers mean what they were asked. So only words can be "
    "mended: how a word is spelt, a clearer hint. In a hint, too, no number and no word that turns it round, "
    "says how much or names a side can come or go. To ask something else, close this consultation and begin "
    "another one, or ask it in a further consultation beside this one."
)


def refusal(consultation: Consultation, after: Questionnaire) -> str:
    """Why this may not be kept while the consultation is announced or open; empty where it may."""
    if consultation.phase(today()) is Phase.DRAFT:
        return ""
    found = changes_of_meaning(rewordings.changes_to(db(), consultation, after))
    if not found:
        return ""
    what = list(dict.fromkeys(change.what for change in found))
    return say(
        "This changes what is asked, not only how it is worded ({what}). {instead}",
        what=listed(what, "; "),
        instead=INSTEAD,
    )


@bp.route("/rewording/", methods=["GET", "POST"])
@staff(Act.BUILD)
def reword(slug: str) -> View:
    """What the next version says otherwise than the one that is asked; and asks it from now on."""
    consultation = planned_or_404(slug, Act.BUILD)
    if consultation.phase(today()) is Phase.DRAFT:
        return redirect(url_for("questionnaires.index", slug=slug))
    row = next_versions.find(db(), consultation)
    if row is None or request.method == "GET":
        return _show(consultation, row, "", {})
    note = sent_text("note")
    problems = token_problem()
    if not SHORTEST <= len(note) <= LONGEST:
        problems["note"] = NO_NOTE if len(note) < SHORTEST else LONG_NOTE
    if problems:
        return _show(consultation, row, note, problems), UNPROCESSABLE
    return _publish(consultation, row, note)


def _publish(consultation: Consultation, row: NextVersion, note: str) -> View:
    edition = request.form.get("edition", type=int) or 0
    try:
        rewordings.publish(db(), consultation, row, edition=edition, note=note, today=today())
    except NotWording:
        return _show(consultation, row, note, {"": CHANGED}), CONFLICT
    except NotTranslated:
        return _show(consultation, row, note, {"untranslated": UNTRANSLATED}), UNPROCESSABLE
    audit(consultation, Act.BUILD)
    return redirect(url_for("organise.show", slug=consultation.slug))


def _show(consultation: Consultation, row: NextVersion | None, note: str, problems: dict[str, str]) -> str:
    found = rewordings.changes_to(db(), consultation, row.questionnaire) if row else ()
    untranslated = hindrances_of_new_words(db(), consultation, row.questionnaire) if row else ()
    return render_template(
        "questionnaires/rewording.html",
        consultation=consultation,
        row=row,
        changes=found,
        meaning=changes_of_meaning(found),
        instead=INSTEAD,
        untranslated=by_language(untranslated),
        note=note,
        problems=problems,
    )


@bp.post("/rewording/give-up/")
@staff(Act.BUILD)
def give_up_rewording(slug: str) -> View:
    """Throws the next version away; the one that is asked stays."""
    consultation = planned_or_404(slug, Act.BUILD)
    problems = token_problem()
    if consultation.phase(today()) is Phase.DRAFT:
        abort(404)
    if problems:
        return _show(consultation, next_versions.find(db(), consultation), "", problems), UNPROCESSABLE
    next_versions.forget(db(), consultation)
    audit(consultation, Act.BUILD)
    return redirect(url_for("questionnaires.reword", slug=slug))
