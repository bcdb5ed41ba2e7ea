"""How an organiser takes over somebody else's questionnaire: upload, see what was read, accept.

The file is not kept. What was read of it is carried by the page, sealed, so that what is accepted is exactly
what was looked at. Accepting changes the next version, in one step that can be taken back.
"""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.domain.interchange.result import Imported, Note, Outcome, Refused
from survey.domain.interchange.telling import fitted, packed, told, unpacked
from survey.domain.languages import english_name, language
from survey.domain.questionnaires.joining import join
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.structure import problems_in_structure
from survey.domain.questionnaires.tracing import keeping_locks, traced, worded_otherwise
from survey.domain.wording import message, say
from survey.store.interchange.files import LARGEST_TEXT, import_file
from survey.store.questionnaires import imported as stored
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import Saved
from survey.store.translating.translations import By
from survey.web.access import signed_in_account, staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, token_problem, typed, uploads
from survey.web.planning.entering import audit
from survey.web.questionnaires.at_hand import AtHand, at_hand
from survey.web.questionnaires.blueprint import bp
from survey.web.questionnaires.offered import block_called
from survey.web.sealing import NotSealed, carried, carry

# Somewhat more than a file may have, so that one that is a little too large is refused in words.
LARGEST_FORM = LARGEST_TEXT + 4 * 1024 * 1024
PURPOSE = "questionnaire import"
REPLACE, APPEND = "replace", "append"
LONGEST_NAME = 80
NO_FILE = say("Choose the file with the questionnaire")
NOTHING = say("Nothing in the file can be asked here. What it holds is listed below")
NO_CHOICE = say("Choose what to do with the questions that are there")
NOT_SEALED = say("This preview is not from this page, or you signed in anew since. Upload the file again")
REFUSED = message("“{name}” was not imported. {why}")
LOCKED = message(
    "The wording of some questions is locked here, so that their answers can be compared, and the file words "
    "them otherwise: {names}. Unlock them first and say why, or put the questions of the file after your own"
)
UNTRUE = message(
    "“{text}” says that it comes from “{block}” of the bank, and has not the words that “{block}” has here. "
    "It is taken over as a question of your own: its answers cannot be compared with those of other surveys."
)
SAVED_BETWEEN = message(
    "Nothing was imported yet: {name} changed the questionnaire since you opened this page. "
    "Look at what is there now, and accept once more if you still want to"
)


@bp.route("/import/", methods=["GET", "POST"])
@staff(Act.BUILD)
@uploads(LARGEST_FORM)
def import_page(slug: str) -> View:
    """Takes a file. Its answer shows what was read, and what could not be."""
    at = at_hand(slug)
    if not _may_import(at):
        return _upload(at, {}), CONFLICT
    if request.method == "GET":
        return _upload(at, {})
    problems = token_problem()
    file = request.files.get("file")
    if file is None or not file.filename:
        problems = problems or {"file": NO_FILE}
    if problems or file is None:
        return _upload(at, problems), UNPROCESSABLE
    name = typed(file.filename or "")[-LONGEST_NAME:]
    try:
        found = _traced(fitted(import_file(file.read(), name)))
    except Refused as refused:
        return _upload(at, {"file": say(REFUSED, name=name, why=str(refused))}), UNPROCESSABLE
    if found.questionnaire is None:
        return _upload(at, {"file": NOTHING}, found), UNPROCESSABLE
    return _preview(at, name, found)


def _traced(found: Imported) -> Imported:
    """With the locks that hold, and a note on each question that is not what it says."""
    if found.questionnaire is None:
        return found
    whole = traced(found.questionnaire, block_called)
    notes = (
        Note(
            say("the bank"), "", Outcome.FALLBACK, say(UNTRUE, text=one.text, block=one.block or one.locked)
        )
        for one in whole.untrue
    )
    return replace(found, questionnaire=whole.questionnaire, notes=(*found.notes, *notes))


def _may_import(at: AtHand) -> bool:
    """Once it is announced, only words can be mended."""
    return at.consultation.phase(today()) is Phase.DRAFT


def _upload(at: AtHand, problems: dict[str, str], found: Imported | None = None) -> str:
    rows, remarks = told(found) if found else ([], [])
    return render_template(
        "questionnaires/import.html",
        consultation=at.consultation,
        may=_may_import(at),
        limit=LARGEST_TEXT // 1024 // 1024,
        rows=rows,
        remarks=remarks,
        problems=problems,
    )


def _preview(at: AtHand, name: str, found: Imported, *, problems: dict[str, str] | None = None) -> str:
    rows, remarks = told(found)
    whole = found.questionnaire or at.own
    texts = stored.fitting(whole, found.translations)
    content = {"name": name, "imported": packed(found)}
    return render_template(
        "questionnaires/import_preview.html",
        consultation=at.consultation,
        name=name,
        imported=found,
        questionnaire=whole,
        rows=[row for row in rows if row.outcome is not Outcome.WHOLE],
        whole=[row for row in rows if row.outcome is Outcome.WHOLE],
        remarks=remarks,
        unsound=list(problems_in_structure(whole)),
        languages={code: len(kept) for code, kept in texts.kept.items()},
        unknown=[english_name(code) for code in texts.kept if language(code) is None],
        lost=texts.lost,
        there=at.own if at.is_begun else None,
        edition=at.row.edition if at.row else 0,
        content=carry(_purpose(at), content),
        chosen=request.form.get("how", ""),
        problems=problems or {},
    )


def _purpose(at: AtHand) -> str:
    return f"{PURPOSE} {at.consultation.slug}"


@bp.post("/import/accept/")
@staff(Act.BUILD)
@uploads(LARGEST_FORM)
def accept_import(slug: str) -> View:
    """Takes over what the preview showed, in place of what is there or after it."""
    at = at_hand(slug)
    problems = token_problem()
    if problems or not _may_import(at):
        return _upload(at, problems), UNPROCESSABLE if problems else CONFLICT
    try:
        content = carried(_purpose(at), request.form.get("content", ""))
    except NotSealed:
        return _upload(at, {"": NOT_SEALED}), UNPROCESSABLE
    name, found = content["name"], unpacked(content["imported"])
    how = request.form.get("how", "") if at.is_begun else REPLACE
    if how not in (REPLACE, APPEND):
        return _preview(at, name, found, problems={"how": NO_CHOICE}), UNPROCESSABLE
    locked = worded_otherwise(at.own, found.questionnaire or at.own) if how == REPLACE else ()
    if locked:
        names = "; ".join(f"“{one.text}”" for one in locked)
        return _preview(at, name, found, problems={"how": say(LOCKED, names=names)}), UNPROCESSABLE
    if not _take(at, name, found, how):
        saved_by = at.row.edited_by if at.row else ""
        return _preview(at, name, found, problems={"": say(SAVED_BETWEEN, name=saved_by)}), CONFLICT
    audit(at.consultation, Act.BUILD)
    return redirect(url_for("questionnaires.index", slug=slug))


def _take(at: AtHand, name: str, found: Imported, how: str) -> bool:
    """Keeps the questionnaire and its translations. False where somebody saved in between."""
    more = found.questionnaire or at.own
    whole, texts = keeping_locks(at.own, more), found.translations
    if how == APPEND:
        joined = join(at.own, more)
        whole = joined.questionnaire
        texts = {
            language: {joined.place(place): joined.text(text) for place, text in placed.items()}
            for language, placed in texts.items()
        }
    person = signed_in_account()
    saved = Saved(say("Imported {file}", file=name), person.name, today())
    if not _save(at, whole, saved):
        return False
    by = By(person.name, today(), agency=f"the file {name}")
    stored.keep(db(), at.consultation, whole, stored.fitting(whole, texts).kept, by=by)
    return True


def _save(at: AtHand, whole: Questionnaire, saved: Saved) -> bool:
    edition = request.form.get("edition", type=int) or 0
    if at.row is not None:
        return next_versions.save(db(), at.row, whole, edition=edition, saved=saved)
    next_versions.begin(db(), at.consultation, whole, saved=saved)
    return True
