"""Responses from a spreadsheet: the template, what is wrong in which cell, and all of it or nothing."""

from __future__ import annotations

import hashlib
import random

from flask import Response, redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.imported.reading import About, Reading
from survey.domain.interchange.result import Refused
from survey.domain.questionnaires.printing import printed
from survey.domain.wording import say
from survey.store.answering import entering, spreadsheets
from survey.store.answering.entering import TooLate
from survey.store.answering.spreadsheets import File, Imported
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.interchange.workbooks import LARGEST
from survey.store.interchange.writing import TYPE
from survey.store.questionnaires.versions import frozen
from survey.store.submissions import Settled
from survey.web.access import staff
from survey.web.clock import today
from survey.web.database import after_commit, db
from survey.web.forms import uploads
from survey.web.planning.entering import CONFLICT, UNPROCESSABLE, View, token_problem
from survey.web.submissions.blueprint import SETTLED, audit, bp, open_log_or_403
from survey.web.submissions.entering import mix_entered

NO_FILE = say("Choose a file: .xlsx, .ods or .csv")
WRONG = say("Nothing was imported. What is wrong is listed below, cell by cell")
AGAIN = say("This file was imported before, so nothing was imported now")


@bp.route("/spreadsheet/", methods=["GET", "POST"])
@staff(Act.ENTER_PAPER)
@uploads(LARGEST + 64 * 1024)
def spreadsheet(slug: str) -> View:
    """Checks a spreadsheet, and imports it where that is wanted and nothing is wrong."""
    consultation = open_log_or_403(slug, Act.ENTER_PAPER)
    if request.method == "GET":
        return _show(consultation, Reading(), {})
    data = request.files["file"].read() if "file" in request.files else b""
    problems = token_problem()
    if not data:
        problems["file"] = NO_FILE
    reading = Reading() if problems else _read(consultation, data, problems)
    if problems:
        return _show(consultation, reading, problems), UNPROCESSABLE
    if request.form.get("act") != "import":
        return _show(consultation, reading, {})
    return _import(consultation, reading, hashlib.sha256(data).hexdigest())


def about_sheets(session: Session, consultation: Consultation) -> About:
    """What a spreadsheet of responses to this consultation is read by."""
    version = frozen(session, consultation.version_id or "")
    facts = consultation.known_facts
    return About(
        version.questionnaire,
        printed(version.asked, facts=facts),
        facts,
        consultation.opens_on,
        min(filter(None, (entering.last_day(consultation), today()))),
        tuple(dict.fromkeys([version.language, *consultation.languages])),
    )


def _read(consultation: Consultation, data: bytes, problems: dict[str, str]) -> Reading:
    try:
        reading = spreadsheets.read(data, about_sheets(db(), consultation))
    except Refused as refused:
        problems["file"] = refused.args[0]
        return Reading()
    if reading.faults:
        problems["file"] = WRONG
    return reading


def _import(consultation: Consultation, reading: Reading, checksum: str) -> View:
    file = File(reading.rows, checksum, today())
    try:
        made = spreadsheets.import_rows(db(), consultation, file, shuffle=random.SystemRandom().shuffle)
    except Imported:
        return _show(consultation, Reading(), {"file": AGAIN}), CONFLICT
    except (TooLate, Settled):
        return _show(consultation, Reading(), {"": SETTLED}), CONFLICT
    audit(Act.ENTER_PAPER, f"{consultation.slug}: a spreadsheet with {made.last - made.first + 1} rows")
    after_commit(mix_entered, consultation.id)
    return redirect(url_for("submissions.spreadsheet", slug=consultation.slug, imported=made.first))


def _show(consultation: Consultation, reading: Reading, problems: dict[str, str]) -> str:
    imports = spreadsheets.imports_of(db(), consultation)
    # After an import its first number stands in the address; what is sent from there is another file.
    just = request.args.get("imported", "") if request.method == "GET" else ""
    return render_template(
        "submissions/spreadsheet.html",
        consultation=consultation,
        reading=reading,
        imports=imports,
        imported=next((one for one in imports if str(one.first) == just), None),
        problems=problems,
    )


@bp.get("/spreadsheet/template.xlsx")
@staff(Act.ENTER_PAPER)
def template(slug: str) -> Response:
    """A workbook to fill in."""
    consultation = open_log_or_403(slug, Act.ENTER_PAPER)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-responses.xlsx"'}
    made = spreadsheets.template(about_sheets(db(), consultation))
    return Response(made, mimetype=TYPE, headers=headers)
