"""Results for councillors: the same release as everyone's, from the moment it is made, and ward by ward."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from results import releases
from results.releases import Release
from results.web import breakdown, story, ward
from results.web.downloads import as_file, code_book_of, tables_of
from results.web.language import version_of
from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.domain.questionnaires.questions import Option
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.web.access import permit, signed_in_account, staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.translating.showing import every_in_language, in_language, log_in_language

bp = Blueprint("council", __name__, url_prefix="/council")

AUDIENCE = "council"
NOT_FOUND = 404


@bp.get("/")
@staff(Act.SEE_RELEASE)
def index() -> str:
    """The consultations, with the results that may be read."""
    every = [found for found in consultations.every(db()) if found.phase(today()) != Phase.DRAFT]
    listed = [
        {"consultation": found, "phase": found.phase(today()), "release": releases.newest(db(), found)}
        for found in every_in_language(every)
    ]
    for entry in listed:
        entry["own"] = _own_ward(entry["consultation"], entry["release"])
    return render_template("council/index.html", listed=listed)


def _own_ward(consultation: Consultation, release: Release | None) -> Option | None:
    """The ward that this councillor reads first, where the release knows it."""
    own = signed_in_account().ward
    if own is None or release is None:
        return None
    found = story.areas(consultation, version_of(db(), consultation), release)
    return next((option for option in found.options if option.code == own), None) if found else None


def _consultation(slug: str) -> Consultation:
    """The consultation, if councillors may read its results. Answers 403 before closing."""
    found = consultations.find(db(), slug)
    if found is None or found.phase(today()) == Phase.DRAFT:
        abort(NOT_FOUND)
    permit(Act.SEE_RELEASE, found)
    return in_language(found)


def _release(slug: str) -> tuple[Consultation, Release]:
    """The consultation and its release. Answers 404 where there is no release."""
    consultation = _consultation(slug)
    release = releases.newest(db(), consultation)
    if release is None:
        abort(NOT_FOUND)
    return consultation, release


@bp.get("/consultations/<slug>/")
@staff(Act.SEE_RELEASE)
def show(slug: str) -> str:
    """The page to read in committee."""
    consultation = _consultation(slug)
    release = releases.newest(db(), consultation)
    if release is None:
        return render_template("council/no_release.html", consultation=consultation)
    return render_template(
        "council/show.html",
        **_known(consultation, release),
        story=story.fragment(db(), consultation, release, audience=AUDIENCE),
        log=log_in_language(consultation, consultations.log_of(db(), consultation)),
    )


def _known(consultation: Consultation, release: Release) -> dict[str, Any]:
    public_now = consultation.phase(today()) == Phase.PUBLISHED
    return {
        "consultation": consultation,
        "release": release,
        "public_now": public_now,
        "audience": AUDIENCE,
    }


@bp.get("/consultations/<slug>/areas/<code>/")
@staff(Act.SEE_RELEASE)
def area(slug: str, code: str) -> str | tuple[str, int]:
    """One ward or zone: every question for it, beside everybody."""
    consultation, release = _release(slug)
    found = ward.page(db(), consultation, release, code=code)
    if found is None:
        return render_template("council/no_area.html", **_known(consultation, release)), NOT_FOUND
    own = signed_in_account().ward == code
    return render_template(
        "council/area.html", **_known(consultation, release), area=found, code=code, own=own
    )


@bp.get("/consultations/<slug>/<question>/by/<characteristic>/")
@staff(Act.SEE_RELEASE)
def by(slug: str, question: str, characteristic: str) -> str | tuple[str, int]:
    """One question by one characteristic of the plan."""
    consultation, release = _release(slug)
    wanted = breakdown.Wanted(question, characteristic, request.args.get("row", ""))
    found = breakdown.page(db(), consultation, release, audience=AUDIENCE, wanted=wanted)
    known = _known(consultation, release)
    if found is None:
        names = breakdown.names(db(), consultation, release)
        return render_template("council/no_table.html", **known, characteristics=names), NOT_FOUND
    return render_template("council/by.html", **known, table=found)


@bp.get("/consultations/<slug>/by/")
@staff(Act.SEE_RELEASE)
def choose(slug: str) -> BaseResponse:
    """Leads from the form on a page to the table that was chosen."""
    pair = {name: request.args.get(name, "") or "-" for name in ("question", "characteristic")}
    return redirect(url_for("council.by", slug=slug, **pair))


@bp.get("/consultations/<slug>/tables.csv")
@staff(Act.SEE_RELEASE)
def tables(slug: str) -> Response:
    """Every protected table."""
    consultation, release = _release(slug)
    return as_file(tables_of(db(), consultation, release), f"{consultation.slug}-tables.csv")


@bp.get("/consultations/<slug>/code-book.csv")
@staff(Act.SEE_RELEASE)
def code_book(slug: str) -> Response:
    """What every code in the tables means."""
    consultation, _found = _release(slug)
    return as_file(code_book_of(db(), consultation), f"{consultation.slug}-code-book.csv")
