"""Consultations and their published results as open data: read-only JSON beside the register's.

The same for everybody, without a key, and nothing before the results are public: see `survey.web.api`.
"""

from __future__ import annotations

import json
from pathlib import Path

from flask import Blueprint, Response, abort, current_app
from werkzeug.exceptions import HTTPException

from results.web import open_data as shapes
from results.web.open_data import Addresses, Json
from results.web.reading import EVERYONE, Read, read_of
from results.web.view import kept
from survey.domain.consultations import Phase
from survey.settings import Settings
from survey.store import consultations, outcomes
from survey.store.consultations import Consultation
from survey.web.access import public
from survey.web.clock import today
from survey.web.database import db
from survey.web.headers import open_data

bp = Blueprint("results_api", __name__)

NOT_FOUND = 404
FIVE_MINUTES = 300
SCHEMA: Json = json.loads(
    (Path(__file__).resolve().parent.parent / "content" / "results.json").read_text("utf-8")
)
NO_SUCH = (
    "There is no such consultation, its results are not published yet, or its release has no such table. "
    "/api/v1/consultations lists all consultations and says which have results."
)


@bp.get("/api/v1/consultations", strict_slashes=False)
@public
def every() -> Response:
    """Every consultation that was announced."""
    found = [one for one in consultations.every(db()) if one.phase(today()) is not Phase.DRAFT]
    return _json({"consultations": [_summary(one) for one in found]})


@bp.get("/api/v1/consultations/<slug>", strict_slashes=False)
@public
def one(slug: str) -> Response:
    """One consultation, with its public log."""
    consultation = _consultation_or_404(slug)
    log = [
        {"day": line.day.isoformat(), "text": line.text}
        for line in consultations.public_log(db(), consultation, today=today())
    ]
    return _json(_summary(consultation) | {"log": log})


@bp.get("/api/v1/consultations/<slug>/results", strict_slashes=False)
@public
def results(slug: str) -> Response:
    """The newest release, or the edition named: every question over everybody, and who answered."""
    read = _read_or_404(slug)
    addresses = _addresses(read)

    def make() -> bytes:
        return _text(shapes.whole(db(), read.consultation, read.release, addresses))

    # It lists the editions, so it changes with the next one.
    return _sent(kept((read.release.id, f"results.json {len(read.editions)} {read.named}"), make))


@bp.get("/api/v1/consultations/<slug>/results/<question>/by/<characteristic>", strict_slashes=False)
@public
def by(slug: str, question: str, characteristic: str) -> Response:
    """One question by one characteristic of the plan of tables."""
    read = _read_or_404(slug)
    found = shapes.by(db(), read.consultation, read.release, (question, characteristic))
    if found is None:
        abort(NOT_FOUND)
    return _json(found)


@bp.get("/api/v1/consultations/<slug>/outcome", strict_slashes=False)
@public
def outcome(slug: str) -> Response:
    """What was decided, each version of the record, and what came after."""
    return _json(outcomes.public_record(db(), _consultation_or_404(slug), today=today()))


@bp.get("/api/v1/schema/results.json")
@public
def schema() -> Response:
    """What the JSON of consultations and results looks like, as a JSON Schema."""
    return _sent(_text(SCHEMA), "application/schema+json")


@bp.errorhandler(NOT_FOUND)
def not_found(error: HTTPException) -> tuple[Response, int]:
    """A program reads JSON, also when there is nothing to read."""
    problem = {"title": "Not found", "status": error.code, "detail": NO_SUCH}
    return _sent(_text(problem), "application/problem+json"), NOT_FOUND


def _consultation_or_404(slug: str) -> Consultation:
    found = consultations.find(db(), slug)
    if found is None or found.phase(today()) is Phase.DRAFT:
        abort(NOT_FOUND)
    return found


def _read_or_404(slug: str) -> Read:
    read = read_of(_consultation_or_404(slug), EVERYONE)
    if read is None:
        abort(NOT_FOUND)
    return read


def _addresses(read: Read) -> Addresses:
    """Where the release stands: below the number of its edition where the request named that."""
    slug = read.consultation.slug
    own, page = f"{_home()}/api/v1/consultations/{slug}/", f"{_home()}/consultations/{slug}/results/"
    named = f"editions/{read.release.edition}/" if read.named else ""
    editions = [(one, f"{own}editions/{one.edition}/results") for one in read.editions]
    return Addresses(f"{own}{named}results", f"{page}{named}", editions)


def _summary(consultation: Consultation) -> Json:
    return shapes.summary(consultation, consultation.phase(today()), base_url=_home())


def _home() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.base_url


def _text(data: Json) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _json(data: Json) -> Response:
    return _sent(_text(data))


def _sent(text: bytes, media_type: str = "application/json") -> Response:
    return open_data(Response(text, content_type=media_type), seconds=FIVE_MINUTES)
