"""Results for councillors: the same release as everyone's, from the moment it is made, and ward by ward."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from results.web import breakdown, story, ward
from results.web.downloads import as_file, code_book_of, tables_of
from results.web.language import version_of
from results.web.reading import COUNCIL, NOT_FOUND, Read, councils, open_to_councillors, read_of
from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.domain.questionnaires.questions import Option
from survey.store import consultations
from survey.web.access import signed_in_account, staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.translating.showing import every_in_language, in_language, log_in_language

bp = Blueprint("council", __name__, url_prefix="/council")


@bp.get("/")
@staff(Act.SEE_RELEASE)
def index() -> str:
    """The consultations, with the results that may be read."""
    every = [found for found in consultations.every(db()) if found.phase(today()) != Phase.DRAFT]
    listed = [
        {"consultation": found, "phase": found.phase(today()), "read": read_of(found, COUNCIL)}
        for found in every_in_language(every)
    ]
    for entry in listed:
        entry["own"] = _own_ward(entry["read"])
    return render_template("council/index.html", listed=listed)


def _own_ward(read: Read | None) -> Option | None:
    """The ward that this councillor reads first, where the release knows it."""
    own = signed_in_account().ward
    if own is None or read is None:
        return None
    found = story.areas(read.consultation, version_of(db(), read.consultation), read.release)
    return next((option for option in found.options if option.code == own), None) if found else None


@bp.get("/consultations/<slug>/")
@staff(Act.SEE_RELEASE)
def show(slug: str) -> str:
    """The page to read in committee."""
    consultation = open_to_councillors(slug)
    read = read_of(consultation, COUNCIL)
    if read is None:
        return render_template("council/no_release.html", consultation=in_language(consultation))
    return render_template(
        "council/show.html",
        **read.page(),
        story=story.fragment(db(), read),
        log=log_in_language(consultation, consultations.log_of(db(), consultation)),
    )


@bp.get("/consultations/<slug>/areas/<code>/")
@staff(Act.SEE_RELEASE)
def area(slug: str, code: str) -> str | tuple[str, int]:
    """One ward or zone: every question for it, beside everybody."""
    read = councils(slug)
    found = ward.page(db(), read.shown, read.release, code=code)
    if found is None:
        return render_template("council/no_area.html", **read.page()), NOT_FOUND
    own = signed_in_account().ward == code
    return render_template("council/area.html", **read.page(), area=found, code=code, own=own)


@bp.get("/consultations/<slug>/<question>/by/<characteristic>/")
@staff(Act.SEE_RELEASE)
def by(slug: str, question: str, characteristic: str) -> str | tuple[str, int]:
    """One question by one characteristic of the plan."""
    read = councils(slug)
    wanted = breakdown.Wanted(question, characteristic, request.args.get("row", ""))
    found = breakdown.page(db(), read.shown, read.release, audience=COUNCIL, wanted=wanted)
    if found is None:
        names = breakdown.names(db(), read.shown, read.release)
        return render_template("council/no_table.html", **read.page(), characteristics=names), NOT_FOUND
    return render_template("council/by.html", **read.page(), table=found)


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
    read = councils(slug)
    return as_file(tables_of(db(), read.consultation, read.release), f"{read.file_name}-tables.csv")


@bp.get("/consultations/<slug>/code-book.csv")
@staff(Act.SEE_RELEASE)
def code_book(slug: str) -> Response:
    """What every code in the tables means."""
    read = councils(slug)
    return as_file(code_book_of(db(), read.consultation), f"{read.file_name}-code-book.csv")
