"""The addresses of every chart as a picture and of its figures: the same while its release stands."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, request

from results import releases
from results.releases import Release
from results.web import chart_files
from results.web.chart_files import NO_MAP, About, Wanted
from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.web.access import permit, public, staff
from survey.web.answering.visit import consultation_or_404
from survey.web.clock import today
from survey.web.database import db
from survey.web.translating.showing import in_language

# One blueprint for each audience of the story, so that its pages build either's addresses alike.
results_bp = Blueprint("results_charts", __name__, url_prefix="/consultations/<slug>/results/charts")
council_bp = Blueprint("council_charts", __name__, url_prefix="/council/consultations/<slug>/charts")

NOT_FOUND = 404
SVG, CSV = "image/svg+xml", "text/csv"
# A release never changes, but its words may: a translation is put in, a decision about a change is added.
AN_HOUR = 3600


@results_bp.get("/<question>.svg", defaults={"kind": "svg"})
@results_bp.get("/<question>.csv", defaults={"kind": "csv"})
@public
def alone(slug: str, question: str, kind: str) -> Response:
    """One question over everybody, or who answered by one characteristic."""
    return _file(_public(slug), Wanted(question), kind)


@results_bp.get("/<question>/by/<characteristic>.svg", defaults={"kind": "svg"})
@results_bp.get("/<question>/by/<characteristic>.csv", defaults={"kind": "csv"})
@public
def by(slug: str, question: str, characteristic: str, kind: str) -> Response:
    """One question by one characteristic; `row` names the row of a grid."""
    return _file(_public(slug), Wanted(question, characteristic, _row()), kind)


@results_bp.get("/<question>/by/<characteristic>/map/<int:side>.svg")
@public
def by_map(slug: str, question: str, characteristic: str, side: int) -> Response:
    """One side of a scale by area, as a map."""
    return _file(_public(slug), Wanted(question, characteristic, _row(), side), "svg")


@results_bp.get("/responses/over-time.svg", defaults={"kind": "svg"})
@results_bp.get("/responses/over-time.csv", defaults={"kind": "csv"})
@public
def received(slug: str, kind: str) -> Response:
    """When responses came."""
    return _received(_public(slug), kind)


@council_bp.get("/<question>.svg", defaults={"kind": "svg"}, endpoint="alone")
@council_bp.get("/<question>.csv", defaults={"kind": "csv"}, endpoint="alone")
@staff(Act.SEE_RELEASE)
def council_alone(slug: str, question: str, kind: str) -> Response:
    """As everyone sees it, from the moment the release is made."""
    return _file(_council(slug), Wanted(question), kind)


@council_bp.get("/<question>/by/<characteristic>.svg", defaults={"kind": "svg"}, endpoint="by")
@council_bp.get("/<question>/by/<characteristic>.csv", defaults={"kind": "csv"}, endpoint="by")
@staff(Act.SEE_RELEASE)
def council_by(slug: str, question: str, characteristic: str, kind: str) -> Response:
    """One question by one characteristic; `row` names the row of a grid."""
    return _file(_council(slug), Wanted(question, characteristic, _row()), kind)


@council_bp.get("/<question>/by/<characteristic>/map/<int:side>.svg", endpoint="by_map")
@staff(Act.SEE_RELEASE)
def council_by_map(slug: str, question: str, characteristic: str, side: int) -> Response:
    """One side of a scale by area, as a map."""
    return _file(_council(slug), Wanted(question, characteristic, _row(), side), "svg")


@council_bp.get("/responses/over-time.svg", defaults={"kind": "svg"}, endpoint="received")
@council_bp.get("/responses/over-time.csv", defaults={"kind": "csv"}, endpoint="received")
@staff(Act.SEE_RELEASE)
def council_received(slug: str, kind: str) -> Response:
    """When responses came."""
    return _received(_council(slug), kind)


def _row() -> str:
    return request.args.get("row", "")


def _public(slug: str) -> About:
    consultation = consultation_or_404(slug)
    return _about(consultation, releases.newest_public(db(), consultation, today=today()))


def _council(slug: str) -> About:
    found = consultations.find(db(), slug)
    if found is None or found.phase(today()) == Phase.DRAFT:
        abort(NOT_FOUND)
    permit(Act.SEE_RELEASE, found)
    return _about(found, releases.newest(db(), found))


def _about(consultation: Consultation, release: Release | None) -> About:
    if release is None:
        abort(NOT_FOUND)
    return About(db(), in_language(consultation), release)


Making = Callable[[About, Wanted], bytes | None]


def _file(about: About, wanted: Wanted, kind: str) -> Response:
    made: dict[str, Making] = {"svg": chart_files.picture_of, "csv": chart_files.figures_of}
    name = "-by-".join(filter(None, (wanted.question, wanted.characteristic)))
    name = "-".join(filter(None, (name, wanted.row, f"map-{wanted.side}" if wanted.side != NO_MAP else "")))
    return _answer(about, made[kind](about, wanted) if kind in made else None, f"{name}.{kind}")


def _received(about: About, kind: str) -> Response:
    made = {"svg": chart_files.received_picture, "csv": chart_files.received_figures}
    return _answer(about, made[kind](about) if kind in made else None, f"responses-over-time.{kind}")


def _answer(about: About, content: bytes | None, name: str) -> Response:
    """The file, which a browser may keep for a while where everybody sees it."""
    if content is None:
        abort(NOT_FOUND)
    picture = name.endswith(".svg")
    response = Response(content, content_type=f"{SVG if picture else CSV}; charset=utf-8")
    # A picture stands on a page too; a table is only ever saved.
    way = "inline" if picture else "attachment"
    response.headers["Content-Disposition"] = f'{way}; filename="{about.consultation.slug}-{name}"'
    if request.blueprint == results_bp.name:
        response.headers["Cache-Control"] = f"public, max-age={AN_HOUR}"
    else:
        response.headers["Cache-Control"] = "no-store"
    response.add_etag()
    return response.make_conditional(request)
