"""Outlines from a boundary file: upload it, then choose what each of its areas is.

The file itself is not kept. What was read from it, names and simplified outlines, waits in the next
revision's own content until somebody has chosen or thrown it away: so the choice can be made without scripts,
on another device or by a colleague, and is guarded by the same edition as every other change. A form that
carried the outlines back and forth would have to be trusted with them, and megabytes would travel twice.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from survey.domain.accounts import Act
from survey.domain.deployments.boundaries.file import LIMIT_IN_BYTES
from survey.domain.deployments.boundaries.problems import BoundaryError
from survey.domain.deployments.boundaries.reading import Reading, read_boundaries
from survey.domain.deployments.plan import Plan
from survey.domain.deployments.uploads import (
    IN_AREA,
    LEAVE_OUT,
    NEW_ZONE,
    OUTLINE_OF,
    WARD,
    choices_for,
    dump_reading,
    load_reading,
    problems_in_choices,
    suggestion,
    with_choices,
    worth_choosing,
)
from survey.domain.wording import say
from survey.web.access import staff
from survey.web.deployments.blueprint import bp
from survey.web.deployments.preparing import Preparation, act_on, edition_read, keep, preparation
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, sent, token_problem, uploads

# Somewhat more than a file may have, so that one that is a little too large is refused in words.
LARGEST_UPLOAD = 3 * LIMIT_IN_BYTES
NO_FILE = say("Choose the file with the outlines")
NO_ATTRIBUTION = say("Say whose the outlines are: it stands under every map")
ONS = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right."
)
LABELS = {
    LEAVE_OUT: say("Leave out"),
    WARD: say("Ward of the council, not in the area"),
    IN_AREA: say("Ward, in the area wholly or partly"),
    NEW_ZONE: say("A new zone"),
}
FIELD = "area-"


@bp.route("/<slug>/outlines/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
@uploads(LARGEST_UPLOAD)
def outlines(slug: str) -> View:
    """Takes a file, and says what is wrong with one that cannot be used."""
    at = preparation(slug)
    if request.method == "GET":
        return _upload_page(at, ())
    problems = list(token_problem().values())
    reading = None
    if not problems:
        reading, problems = _read_file(at.revision.plan)
    if reading is None:
        return _upload_page(at, problems), UNPROCESSABLE
    if keep(at, at.revision, uploaded=dump_reading(reading)):
        return redirect(url_for("register.choose", slug=slug))
    return _clash(at, url_for("register.outlines", slug=slug))


def _read_file(plan: Plan) -> tuple[Reading | None, list[str]]:
    file = request.files.get("file")
    if file is None or not file.filename:
        return None, [NO_FILE]
    try:
        return worth_choosing(read_boundaries(file.read()), plan), []
    except BoundaryError as error:
        return None, list(error.problems)


def _upload_page(at: Preparation, problems: tuple[str, ...] | list[str]) -> str:
    return render_template(
        "register/outlines.html",
        deployment=at.deployment,
        row=at.row,
        plan=at.revision.plan,
        found=problems,
        limit=LIMIT_IN_BYTES // 1024 // 1024,
        waiting=len(at.row.uploaded.get("areas", ())),
    )


def _clash(at: Preparation, then: str) -> View:
    shown = {"deployment": at.deployment, "plan": at.revision.plan, "problem": ""}
    return render_template("register/clash.html", **shown, clash=at.row, then=then), CONFLICT


@bp.route("/<slug>/outlines/choose/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
def choose(slug: str) -> View:
    """What each area of the file is: a ward, a zone, or nothing here."""
    at = preparation(slug)
    if not at.row.uploaded:
        return redirect(url_for("register.outlines", slug=slug))
    reading, plan = load_reading(at.row.uploaded), at.revision.plan
    if request.method == "GET":
        return _choices_page(at, reading, _suggested(reading, plan, at.revision.boundaries.attribution))
    texts = sent()
    edition = edition_read()
    chosen = {area.code: texts.get(f"{FIELD}{area.code}", "") for area in reading.areas}
    wrong = problems_in_choices(reading, chosen, plan)
    problems = token_problem() | {f"{FIELD}{code}": text for code, text in wrong.items()}
    if not texts.get("attribution"):
        problems["attribution"] = NO_ATTRIBUTION
    if edition != at.row.edition:
        return _choices_page(at, reading, texts, clash=True), CONFLICT
    if problems:
        return _choices_page(at, reading, texts, problems=problems), UNPROCESSABLE
    return _take(at, reading, chosen, texts["attribution"])


def _take(at: Preparation, reading: Reading, chosen: Mapping[str, str], attribution: str) -> View:
    changed = with_choices(at.revision, reading, chosen, attribution=attribution)
    slug = at.deployment.slug
    if keep(at, changed, uploaded={}):
        return redirect(url_for("register.area", slug=slug))
    return _clash(at, url_for("register.area", slug=slug))


def _suggested(reading: Reading, plan: Plan, attribution: str) -> dict[str, str]:
    official = ONS if reading.kind != "other" else ""
    found = {f"{FIELD}{area.code}": suggestion(area, reading, plan) for area in reading.areas}
    return found | {"attribution": attribution or official}


def _choices_page(
    at: Preparation,
    reading: Reading,
    texts: Mapping[str, str],
    *,
    problems: Mapping[str, str] | None = None,
    clash: bool = False,
) -> str:
    plan = at.revision.plan
    labels = LABELS | {
        f"{OUTLINE_OF}{zone.code}": say("Outline of the zone “{name}”", name=zone.name) for zone in plan.zones
    }
    areas = [(area, [(code, labels[code]) for code in choices_for(area, plan)]) for area in reading.areas]
    return render_template(
        "register/choose.html",
        deployment=at.deployment,
        row=at.row,
        plan=plan,
        reading=reading,
        likely=[row for row in areas if suggestion(row[0], reading, plan) != LEAVE_OUT],
        others=[row for row in areas if suggestion(row[0], reading, plan) == LEAVE_OUT],
        typed=texts,
        problems=problems or {},
        clash=at.row if clash else None,
        field=FIELD,
    )


@bp.post("/<slug>/outlines/discard/")
@staff(Act.KEEP_REGISTER)
def discard_outlines(slug: str) -> Response | View:
    """Throws away what was read from a file and not chosen."""
    at = preparation(slug)
    then = url_for("register.area", slug=slug)
    return act_on(at, lambda revision: revision, then=then, uploaded={})
