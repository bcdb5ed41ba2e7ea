"""Results as everyone sees them: the newest release of a consultation, from the day on which it is public."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from results import releases
from results.releases import Release
from results.web import breakdown, story
from results.web.downloads import as_file, code_book_of, files_of, tables_of, tables_with_excluded_of
from survey.store import consultations
from survey.store.answering import responses
from survey.store.consultations import Consultation
from survey.web.access import public
from survey.web.answering.visit import consultation_or_404
from survey.web.clock import today
from survey.web.database import db
from survey.web.translating.showing import in_language, log_in_language

bp = Blueprint("results", __name__, url_prefix="/consultations/<slug>/results")

AUDIENCE = "results"
NOT_FOUND, UNAVAILABLE = 404, 503
LINES = 5_000


@bp.get("/")
@public
def show(slug: str) -> str:
    """What people said, how many, who they were, and what cannot be concluded."""
    consultation = consultation_or_404(slug)
    release = _released(consultation)
    if release is None:
        return render_template(
            "results/sealed.html", consultation=in_language(consultation), phase=consultation.phase(today())
        )
    shown = in_language(consultation)
    return render_template(
        "results/show.html",
        consultation=shown,
        release=release,
        story=story.fragment(db(), shown, release, audience=AUDIENCE),
        files=files_of(db(), consultation, release),
        log=log_in_language(consultation, consultations.log_of(db(), consultation)),
    )


def _released(consultation: Consultation) -> Release | None:
    """The release, if everyone may see it today."""
    return releases.newest_public(db(), consultation, today=today())


def _public_release(slug: str) -> tuple[Consultation, Release]:
    consultation = consultation_or_404(slug)
    release = _released(consultation)
    if release is None:
        abort(NOT_FOUND)
    return consultation, release


@bp.get("/<question>/by/<characteristic>/")
@public
def by(slug: str, question: str, characteristic: str) -> str | tuple[str, int]:
    """One question by one characteristic of the plan."""
    consultation, release = _public_release(slug)
    shown = in_language(consultation)
    wanted = breakdown.Wanted(question, characteristic, request.args.get("row", ""))
    found = breakdown.page(db(), shown, release, audience=AUDIENCE, wanted=wanted)
    known = {"consultation": shown, "audience": AUDIENCE}
    if found is None:
        names = breakdown.names(db(), shown, release)
        return render_template("results/no_table.html", **known, characteristics=names), NOT_FOUND
    return render_template("results/by.html", **known, table=found)


@bp.get("/by/")
@public
def choose(slug: str) -> BaseResponse:
    """Leads from the form on a page to the table that was chosen."""
    pair = {name: request.args.get(name, "") or "-" for name in ("question", "characteristic")}
    return redirect(url_for("results.by", slug=slug, **pair))


@bp.get("/tables.csv")
@public
def tables(slug: str) -> Response:
    """Every protected table."""
    consultation, release = _public_release(slug)
    return as_file(tables_of(db(), consultation, release), f"{consultation.slug}-tables.csv")


@bp.get("/tables-with-left-out.csv")
@public
def tables_with_excluded(slug: str) -> Response:
    """Every question over everybody, counted with the responses that were left out. 404 where few were."""
    consultation, release = _public_release(slug)
    if not release.has_second_line:
        abort(NOT_FOUND)
    content = tables_with_excluded_of(db(), consultation, release)
    return as_file(content, f"{consultation.slug}-tables-with-left-out.csv")


@bp.get("/code-book.csv")
@public
def code_book(slug: str) -> Response:
    """What every code in the tables means."""
    consultation, _release = _public_release(slug)
    return as_file(code_book_of(db(), consultation), f"{consultation.slug}-code-book.csv")


@bp.get("/receipt-hashes.txt")
@public
def receipt_hashes(slug: str) -> Response | tuple[str, int]:
    """The hashes of all receipts of the edition that is shown, one a line; 503 while others came since."""
    consultation, release = _public_release(slug)
    hashes = responses.receipt_hashes(db(), consultation.id, number=release.receipts)
    if hashes is None:
        shown = in_language(consultation)
        return render_template("results/no_receipts.html", consultation=shown), UNAVAILABLE
    return as_file(_lines(hashes), f"{consultation.slug}-receipt-hashes.txt", kind="text/plain")


def _lines(hashes: list[str]) -> Iterator[bytes]:
    for start in range(0, len(hashes), LINES):
        yield ("\n".join(hashes[start : start + LINES]) + "\n").encode()
