"""Where an organiser loads a look-up from postcode to ward. What residents look up is nowhere to be seen."""

from __future__ import annotations

from pathlib import PurePath
from typing import IO, Any, cast

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import StringField

from survey.domain.accounts import Act
from survey.domain.postcodes import LookupProblem, month_in, product_in
from survey.domain.wording import say
from survey.store import accounts, postcodes
from survey.store.deployments import register
from survey.store.postcode_files import lines_of
from survey.store.postcodes import PostcodeLookup
from survey.web.access import signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE, Form, View, staff_meta, typed, uploads

bp = Blueprint("postcodes", __name__, url_prefix="/organise/postcodes")

MEGABYTE = 1024 * 1024
LARGEST = 5 * MEGABYTE
LARGEST_UNPACKED = 100 * MEGABYTE
# Room for a file that is a little too large, so that it gets an answer in words.
LARGEST_FORM = LARGEST + MEGABYTE
LONGEST_MONTH = 40
NO_FILE = say("Choose a file: a .csv, or the .zip it came in")
TOO_LARGE = say("The file is larger than 5 MB. Load it with the command that is named below")
LONG_MONTH = say("The month must be 40 characters or less")


class LoadForm(Form):
    """The file is read from the request; its month may be in its name."""

    month = StringField(filters=(typed, str.strip))


@bp.route("/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
@uploads(LARGEST_FORM)
def index() -> View:
    """The look-ups that are loaded, and the form that loads another."""
    form = LoadForm(meta=staff_meta())
    if request.method == "GET":
        return _show(form, {})
    problems = _problems(form) or _load(form)
    if problems:
        return _show(form, problems), UNPROCESSABLE
    return redirect(url_for("postcodes.index"))


def _problems(form: LoadForm) -> dict[str, str]:
    if not form.validate():
        return {"": form.csrf_token.errors[0]}
    file = request.files.get("file")
    if file is None or not file.filename:
        return {"file": NO_FILE}
    if file.stream.seek(0, 2) > LARGEST:
        return {"file": TOO_LARGE}
    return {"month": LONG_MONTH} if len(form.month.data or "") > LONGEST_MONTH else {}


def _load(form: LoadForm) -> dict[str, str]:
    """Loads the file; the request commits it. A problem is undone with the whole request."""
    file = request.files["file"]
    name = PurePath(file.filename or "").name
    month = (form.month.data or "") or month_in(name)
    lookup = PostcodeLookup(name=product_in(name), month=month, loaded_on=today())
    try:
        with lines_of(cast("IO[bytes]", file.stream), LARGEST_UNPACKED) as lines:
            postcodes.load(db(), lines, lookup=lookup, councils=postcodes.councils_in_register(db()))
    except LookupProblem as problem:
        db().rollback()
        return {"file": problem.args[0]}
    subject = f"{lookup.name} {lookup.month}".strip()
    accounts.audit(db(), at=now(), account=signed_in_account(), act="load-postcodes", subject=subject)
    return {}


def _show(form: LoadForm, problems: dict[str, str]) -> str:
    return render_template(
        "postcodes/index.html",
        form=form,
        problems=problems,
        lookups=postcodes.lookups(db()),
        councils=_council_names(),
    )


def _council_names() -> dict[str, Any]:
    plans = [register.current(db(), one).plan for one in register.list_all(db())]
    return {plan.council_code: plan.council for plan in plans}
