"""How an organiser imports a force's table of records: upload, preview, accept.

Between the preview and the accepting no file is kept on the server. The page carries what was read, sealed,
so that what is stored is exactly what was looked at, under the checksum of the file it came from.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from flask import redirect, render_template, request, url_for
from wtforms import StringField

from survey.domain.accounts import Act
from survey.domain.records.reading import Reading, read_sheets
from survey.domain.records.record import FIGURES, Record, dump_record, load_record
from survey.domain.records.totals import totals
from survey.domain.wording import say
from survey.store import accounts
from survey.store.deployments import records
from survey.store.deployments.records import Provenance
from survey.store.deployments.register import Deployment
from survey.store.deployments.spreadsheets import LARGEST, FileRefused, read_file
from survey.web.access import signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import db
from survey.web.dates import TypedDate
from survey.web.deployments.records import bp, deployment_or_404, plan_of, shown
from survey.web.forms import UNPROCESSABLE, Form, View, staff_meta, typed, uploads
from survey.web.sealing import NotSealed, carried, carry

# Room for a file that is a little too large, so that it gets an answer in words, and for the carried records.
LARGEST_FORM = 2 * LARGEST
LONGEST_SOURCE, LONGEST_ADDRESS = 200, 500
NO_FILE = say("Choose a file: .csv, .ods or .xlsx")
NO_SOURCE = say("Enter the name of the source, such as “Metropolitan Police, deployment records 2026”")
NO_ADDRESS = say("Enter the address where it can be read, beginning with https:// or http://")
NO_DAY = say("Enter the day on which you read the source, such as 15 7 2026")
FUTURE = say("The day on which you read the source must be today or earlier")
NOT_SEALED = say("This preview is not from this page, or you signed in anew since. Upload the file again.")
ALREADY = say("The same file was imported already.")
WRONG = say("The records cannot be imported. What is wrong is listed below")


class ImportForm(Form):
    """Where the records come from. The file is read from the request."""

    source = StringField(filters=(typed, str.strip))
    address = StringField(filters=(typed, str.strip))


class AcceptForm(Form):
    """What the preview carried."""

    carried = StringField(default="")


@dataclass(frozen=True)
class Carried:
    """What a preview shows, and what is stored if it is accepted."""

    provenance: Provenance
    records: tuple[Record, ...]

    def seal(self, deployment: Deployment) -> str:
        """As the page carries it: bound to this deployment and to the session of whoever is signed in."""
        of = self.provenance
        where = {"source": of.source, "address": of.address, "read_on": of.read_on.isoformat()}
        found = [dump_record(record) for record in self.records]
        return carry(_purpose(deployment), {**where, "checksum": of.checksum, "records": found})

    @classmethod
    def unseal(cls, deployment: Deployment, sent: str) -> Carried:
        """What such a page carried. Raises NotSealed."""
        data = carried(_purpose(deployment), sent)
        found = tuple(load_record(record) for record in data.pop("records"))
        read_on = date.fromisoformat(data.pop("read_on"))
        return cls(Provenance(**data, read_on=read_on), found)


def _purpose(deployment: Deployment) -> str:
    return f"record import {deployment.slug}"


@bp.route("/organise/deployments/<slug>/records/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
@uploads(LARGEST_FORM)
def organise(slug: str) -> View:
    """The records of a deployment, and the form that reads more of them: its answer is a preview."""
    deployment = deployment_or_404(slug)
    form = ImportForm(meta=staff_meta())
    day = TypedDate.sent(request.form, "read-on")
    if request.method == "GET":
        return _list(deployment, form, day=TypedDate.of(today()), problems={})
    problems = _problems(form, day)
    data = request.files["file"].read() if "file" in request.files else b""
    reading = Reading() if problems else _read(data)
    if reading.problems:
        problems["file"] = WRONG
    if problems:
        return _list(deployment, form, day=day, problems=problems, reading=reading), UNPROCESSABLE
    provenance = Provenance(
        form.source.data or "",
        form.address.data or "",
        day.value or today(),
        hashlib.sha256(data).hexdigest(),
    )
    return _preview(deployment, Carried(provenance, reading.records), notes=reading.notes)


def _problems(form: ImportForm, day: TypedDate) -> dict[str, str]:
    if not form.validate():
        return {"": form.csrf_token.errors[0]}
    source, address = form.source.data or "", form.address.data or ""
    file = request.files.get("file")
    wrong = {
        "file": (not file or not file.filename, NO_FILE),
        "source": (not 0 < len(source) <= LONGEST_SOURCE, NO_SOURCE),
        "address": (not _is_address(address), NO_ADDRESS),
        "read-on": (day.value is None, NO_DAY),
    }
    found = {name: words for name, (is_wrong, words) in wrong.items() if is_wrong}
    if day.value is not None and day.value > today():
        found["read-on"] = FUTURE
    return found


def _is_address(text: str) -> bool:
    fits = text.startswith(("https://", "http://")) and "." in text and len(text) <= LONGEST_ADDRESS
    return fits and not any(letter.isspace() for letter in text)


def _read(data: bytes) -> Reading:
    try:
        return read_sheets(read_file(data), today())
    except FileRefused as refused:
        return Reading(problems=(refused.args[0],))


def _list(
    deployment: Deployment,
    form: ImportForm,
    *,
    day: TypedDate,
    problems: dict[str, str],
    reading: Reading | None = None,
) -> str:
    return render_template(
        "records/organise.html",
        **shown(deployment),
        imports=records.imports_of(db(), deployment),
        form=form,
        day=day,
        problems=problems,
        reading=reading or Reading(),
    )


def _preview(deployment: Deployment, read: Carried, *, notes: tuple[str, ...]) -> str:
    total = totals(read.records)
    return render_template(
        "records/preview.html",
        deployment=deployment,
        plan=plan_of(deployment),
        carried=read,
        sealed=read.seal(deployment),
        notes=notes,
        figures=FIGURES,
        total=total,
        comparison=records.compared(db(), deployment, read.records),
        already=records.imported_before(db(), deployment, read.provenance.checksum),
    )


@bp.post("/organise/deployments/<slug>/records/accept/")
@staff(Act.KEEP_REGISTER)
@uploads(LARGEST_FORM)
def accept(slug: str) -> View:
    """Stores what the preview showed."""
    deployment = deployment_or_404(slug)
    form = AcceptForm(meta=staff_meta())
    if not form.validate():
        return _refused(deployment, form.csrf_token.errors[0])
    try:
        accepted = Carried.unseal(deployment, form.carried.data or "")
    except NotSealed:
        return _refused(deployment, NOT_SEALED)
    if records.imported_before(db(), deployment, accepted.provenance.checksum):
        return _refused(deployment, ALREADY)
    _store(deployment, accepted)
    return redirect(url_for("records.organise", slug=slug))


def _refused(deployment: Deployment, problem: str) -> View:
    empty = ImportForm(None, meta=staff_meta())
    return _list(deployment, empty, day=TypedDate.of(today()), problems={"": problem}), UNPROCESSABLE


def _store(deployment: Deployment, accepted: Carried) -> None:
    person = signed_in_account()
    stored = records.add_import(
        db(),
        deployment,
        records=accepted.records,
        provenance=accepted.provenance,
        imported_on=today(),
        imported_by=person.name,
    )
    subject = f"{deployment.slug} import {stored.id}"
    accounts.audit(db(), at=now(), account=person, act="import-records", subject=subject)
