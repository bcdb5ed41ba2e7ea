"""Records of uses of the cameras: the public page and its CSV. Importing them is in records_import.py."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, render_template

from survey.domain.deployments.plan import Plan
from survey.domain.records.record import COLUMNS, FIGURES
from survey.domain.records.totals import rates, totals, without_rates
from survey.domain.spreadsheet_cells import safe_cell
from survey.store.deployments import records, register
from survey.store.deployments.records import Published
from survey.store.deployments.register import Deployment
from survey.web.access import public
from survey.web.database import db

bp = Blueprint("records", __name__)


@bp.get("/deployments/<slug>/records/")
@public
def show(slug: str) -> str:
    """What the force published about each use of the cameras, with totals and every rate."""
    deployment = deployment_or_404(slug)
    page = shown(deployment)
    if not page["records"]:
        abort(404)
    return render_template("records/show.html", **page, imports=records.imports_of(db(), deployment))


@bp.get("/deployments/<slug>/records.csv")
@public
def download(slug: str) -> Response:
    """The same as a file."""
    deployment = deployment_or_404(slug)
    found = records.published(db(), deployment)
    if not found:
        abort(404)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([*COLUMNS.values(), "Source", "Address", "Imported on"])
    for one in found:
        row, of = one.newest, one.newest.from_import
        figures = [getattr(row, name) for name in FIGURES]
        cells = [row.day.isoformat(), row.place, *figures, of.source, of.address, of.imported_on.isoformat()]
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in cells])
    headers = {"Content-Disposition": f'attachment; filename="{slug}-records.csv"'}
    # A byte order mark makes spreadsheets read UTF-8.
    return Response("\ufeff" + file.getvalue(), mimetype="text/csv", headers=headers)


def shown(deployment: Deployment) -> dict[str, Any]:
    """What the list and its rates need."""
    found = records.published(db(), deployment)
    return {
        "deployment": deployment,
        "plan": plan_of(deployment),
        "records": found,
        **added_up(found),
    }


def added_up(found: Sequence[Published]) -> dict[str, Any]:
    """Totals of these records, and every rate that may be shown."""
    total = totals([one.newest.as_record for one in found])
    return {
        "figures": FIGURES,
        "total": total,
        "rates": rates(total),
        "without_rates": without_rates(total),
    }


def plan_of(deployment: Deployment) -> Plan:
    """The plan of the newest revision."""
    return register.current(db(), deployment).plan


def deployment_or_404(slug: str) -> Deployment:
    """The deployment of that slug, if it was published."""
    found = register.find(db(), slug)
    if found is None:
        abort(404)
    return found
