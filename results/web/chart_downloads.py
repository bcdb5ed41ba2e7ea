"""The addresses of every chart as a picture and of its figures: the same while its release stands."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, request

from results.web import chart_files
from results.web.chart_files import NO_MAP, About, Wanted
from results.web.reading import EVERYONE, NOT_FOUND, Read, councils, everyones
from survey.domain.accounts import Act
from survey.web.access import public, staff
from survey.web.database import db

# One blueprint for each audience of the story, so that its pages build either's addresses alike.
results_bp = Blueprint("results_charts", __name__, url_prefix="/consultations/<slug>/results/charts")
council_bp = Blueprint("council_charts", __name__, url_prefix="/council/consultations/<slug>/charts")

SVG, CSV = "image/svg+xml", "text/csv"
# A release never changes, but its words may: a translation is put in, a decision about a change is added.
AN_HOUR = 3600


@results_bp.get("/<question>.svg", defaults={"kind": "svg"})
@results_bp.get("/<question>.csv", defaults={"kind": "csv"})
@public
def alone(slug: str, question: str, kind: str) -> Response:
    """One question over everybody, or who answered by one characteristic."""
    return _file(everyones(slug), Wanted(question), kind)


@results_bp.get("/<question>/by/<characteristic>.svg", defaults={"kind": "svg"})
@results_bp.get("/<question>/by/<characteristic>.csv", defaults={"kind": "csv"})
@public
def by(slug: str, question: str, characteristic: str, kind: str) -> Response:
    """One question by one characteristic; `row` names the row of a grid."""
    return _file(everyones(slug), Wanted(question, characteristic, _row()), kind)


@results_bp.get("/<question>/by/<characteristic>/map/<int:side>.svg")
@public
def by_map(slug: str, question: str, characteristic: str, side: int) -> Response:
    """One side of a scale by area, as a map."""
    return _file(everyones(slug), Wanted(question, characteristic, _row(), side), "svg")


@results_bp.get("/responses/over-time.svg", defaults={"kind": "svg"})
@results_bp.get("/responses/over-time.csv", defaults={"kind": "csv"})
@public
def received(slug: str, kind: str) -> Response:
    """When responses came."""
    return _received(everyones(slug), kind)


@council_bp.get("/<question>.svg", defaults={"kind": "svg"}, endpoint="alone")
@council_bp.get("/<question>.csv", defaults={"kind": "csv"}, endpoint="alone")
@staff(Act.SEE_RELEASE)
def council_alone(slug: str, question: str, kind: str) -> Response:
    """As everyone sees it, from the moment the release is made."""
    return _file(councils(slug), Wanted(question), kind)


@council_bp.get("/<question>/by/<characteristic>.svg", defaults={"kind": "svg"}, endpoint="by")
@council_bp.get("/<question>/by/<characteristic>.csv", defaults={"kind": "csv"}, endpoint="by")
@staff(Act.SEE_RELEASE)
def council_by(slug: str, question: str, characteristic: str, kind: str) -> Response:
    """One question by one characteristic; `row` names the row of a grid."""
    return _file(councils(slug), Wanted(question, characteristic, _row()), kind)


@council_bp.get("/<question>/by/<characteristic>/map/<int:side>.svg", endpoint="by_map")
@staff(Act.SEE_RELEASE)
def council_by_map(slug: str, question: str, characteristic: str, side: int) -> Response:
    """One side of a scale by area, as a map."""
    return _file(councils(slug), Wanted(question, characteristic, _row(), side), "svg")


@council_bp.get("/responses/over-time.svg", defaults={"kind": "svg"}, endpoint="received")
@council_bp.get("/responses/over-time.csv", defaults={"kind": "csv"}, endpoint="received")
@staff(Act.SEE_RELEASE)
def council_received(slug: str, kind: str) -> Response:
    """When responses came."""
    return _received(councils(slug), kind)


def _row() -> str:
    return request.args.get("row", "")


Making = Callable[[About, Wanted], bytes | None]


def _about(read: Read) -> About:
    return About(db(), read.shown, read.release)


def _file(read: Read, wanted: Wanted, kind: str) -> Response:
    made: dict[str, Making] = {"svg": chart_files.picture_of, "csv": chart_files.figures_of}
    name = "-by-".join(filter(None, (wanted.question, wanted.characteristic)))
    name = "-".join(filter(None, (name, wanted.row, f"map-{wanted.side}" if wanted.side != NO_MAP else "")))
    return _answer(read, made[kind](_about(read), wanted) if kind in made else None, f"{name}.{kind}")


def _received(read: Read, kind: str) -> Response:
    made = {"svg": chart_files.received_picture, "csv": chart_files.received_figures}
    return _answer(read, made[kind](_about(read)) if kind in made else None, f"responses-over-time.{kind}")


def _answer(read: Read, content: bytes | None, name: str) -> Response:
    """The file, which a browser may keep for a while where everybody sees it."""
    if content is None:
        abort(NOT_FOUND)
    picture = name.endswith(".svg")
    response = Response(content, content_type=f"{SVG if picture else CSV}; charset=utf-8")
    # A picture stands on a page too; a table is only ever saved.
    way = "inline" if picture else "attachment"
    response.headers["Content-Disposition"] = f'{way}; filename="{read.file_name}-{name}"'
    if read.audience == EVERYONE:
        response.headers["Cache-Control"] = f"public, max-age={AN_HOUR}"
    else:
        response.headers["Cache-Control"] = "no-store"
    response.add_etag()
    return response.make_conditional(request)
