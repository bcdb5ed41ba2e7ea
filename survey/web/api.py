"""The register as open data, for programs: read-only JSON, its schema, and GeoJSON of areas.

The schema of our definitions of questionnaires is published beside it.

Everything here is public and the same for everybody, so pages of every site may read it, and nobody needs a
key. Addresses have no slash at their end; with one they answer the same.
"""

from __future__ import annotations

import json
from pathlib import Path

from flask import Blueprint, Response, abort, current_app
from werkzeug.exceptions import HTTPException

from survey.domain.deployments import open_data as shapes
from survey.domain.deployments.open_data import Json
from survey.domain.interchange.schema import schema as shape_of_definitions
from survey.settings import Settings
from survey.store.deployments import register
from survey.store.deployments.register import Deployment, DeploymentRevision
from survey.web.access import public
from survey.web.database import db
from survey.web.headers import open_data

bp = Blueprint("api", __name__)

NOT_FOUND = 404
FIVE_MINUTES = 300
GEOJSON = "application/geo+json"
CONTENT = Path(__file__).resolve().parent.parent / "content" / "api"
DESCRIPTIONS = {
    name: json.loads((CONTENT / f"{name}.json").read_text("utf-8")) for name in ("deployments", "openapi")
}


@bp.get("/api/v1/deployments", strict_slashes=False)
@public
def deployments() -> Response:
    """Every deployment as its newest revision describes it."""
    found = [(one.slug, one.revisions[-1]) for one in register.list_all(db()) if one.revisions]
    return _json({"deployments": [shapes.listed(slug, newest, base_url=_home()) for slug, newest in found]})


@bp.get("/api/v1/deployments/<slug>", strict_slashes=False)
@public
def deployment(slug: str) -> Response:
    """Every revision of a deployment, and the newest whole."""
    found = _deployment_or_404(slug)
    revisions = found.revisions
    return _json(
        shapes.listed(slug, revisions[-1], base_url=_home())
        | {
            "revisions": [shapes.change(slug, one, base_url=_home()) for one in revisions],
            "newest": shapes.whole(slug, revisions[-1], base_url=_home()),
        }
    )


@bp.get("/api/v1/deployments/<slug>/revisions/<int(max=9999):number>", strict_slashes=False)
@public
def revision(slug: str, number: int) -> Response:
    """Everything that one revision says."""
    return _json(shapes.whole(slug, _revision_or_404(slug, number), base_url=_home()))


@bp.get("/deployments/<slug>/areas.geojson")
@public
def areas(slug: str) -> Response:
    """The zones and wards of the newest revision."""
    newest = _deployment_or_404(slug).revisions[-1]
    return _json(shapes.areas(slug, newest.as_revision, base_url=_home()), GEOJSON)


@bp.get("/deployments/<slug>/revisions/<int(max=9999):number>/areas.geojson")
@public
def areas_of_revision(slug: str, number: int) -> Response:
    """The zones and wards of one revision."""
    found = _revision_or_404(slug, number)
    return _json(shapes.areas(slug, found.as_revision, base_url=_home()), GEOJSON)


@bp.get("/api/v1/schema/deployments.json")
@public
def schema() -> Response:
    """What the JSON of deployments looks like, as a JSON Schema."""
    return _json(DESCRIPTIONS["deployments"], "application/schema+json")


@bp.get("/api/v1/schema/questionnaire.json")
@public
def questionnaire_schema() -> Response:
    """What a definition of a questionnaire may hold, as a JSON Schema."""
    own = {"$id": f"{_home()}/api/v1/schema/questionnaire.json"}
    return _json(own | shape_of_definitions(), "application/schema+json")


@bp.get("/api/v1/openapi.json")
@public
def openapi() -> Response:
    """What may be asked, as an OpenAPI document."""
    return _json(DESCRIPTIONS["openapi"] | {"servers": [{"url": _home()}]})


@bp.errorhandler(NOT_FOUND)
def not_found(error: HTTPException) -> tuple[Response, int]:
    """A program reads JSON, also when there is nothing to read."""
    words = "There is no such deployment or revision. /api/v1/deployments lists all deployments."
    problem = {"title": "Not found", "status": error.code, "detail": words}
    return _json(problem, "application/problem+json"), NOT_FOUND


def _deployment_or_404(slug: str) -> Deployment:
    found = register.find(db(), slug)
    if found is None or not found.revisions:
        abort(NOT_FOUND)
    return found


def _revision_or_404(slug: str, number: int) -> DeploymentRevision:
    found = register.revision(db(), _deployment_or_404(slug), number)
    if found is None:
        abort(NOT_FOUND)
    return found


def _home() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.base_url


def _json(data: Json, media_type: str = "application/json") -> Response:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return open_data(Response(text, content_type=media_type), seconds=FIVE_MINUTES)
