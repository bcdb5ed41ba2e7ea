"""Results as everyone sees them: a release of a consultation, from the day on which it is public."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from results.web import breakdown, story
from results.web.downloads import as_file, code_book_of, files_of, tables_of, tables_with_excluded_of
from results.web.reading import EVERYONE, NOT_FOUND, everyones, read_of
from survey.store import consultations
from survey.store.answering import responses
from survey.web.access import public
from survey.web.answering.visit import consultation_or_404
from survey.web.clock import today
from survey.web.database import db
from survey.web.translating.showing import in_language, log_in_language

bp = Blueprint("results", __name__, url_prefix="/consultations/<slug>/results")

UNAVAILABLE = 503
LINES = 5_000


@bp.get("/")
@public
def show(slug: str) -> str:
    """What people said, how many, who they were, and what cannot be concluded."""
    consultation = consultation_or_404(slug)
    read = read_of(consultation, EVERYONE)
    if read is None:
        return render_template(
            "results/sealed.html", consultation=in_language(consultation), phase=consultation.phase(today())
        )
    return render_template(
        "results/show.html",
        **read.page(),
        story=story.fragment(db(), read),
        files=files_of(db(), read),
        log=log_in_language(consultation, consultations.public_log(db(), consultation, today=today())),
    )


@bp.get("/<question>/by/<characteristic>/")
@public
def by(slug: str, question: str, characteristic: str) -> str | tuple[str, int]:
    """One question by one characteristic of the plan."""
    read = everyones(slug)
    wanted = breakdown.Wanted(question, characteristic, request.args.get("row", ""))
    found = breakdown.page(db(), read.shown, read.release, audience=EVERYONE, wanted=wanted)
    if found is None:
        names = breakdown.names(db(), read.shown, read.release)
        return render_template("results/no_table.html", **read.page(), characteristics=names), NOT_FOUND
    return render_template("results/by.html", **read.page(), table=found)


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
    read = everyones(slug)
    return as_file(tables_of(db(), read.consultation, read.release), f"{read.file_name}-tables.csv")


@bp.get("/tables-with-left-out.csv")
@public
def tables_with_excluded(slug: str) -> Response:
    """Every question over everybody, counted with the responses that were left out. 404 where few were."""
    read = everyones(slug)
    if not read.release.has_second_line:
        abort(NOT_FOUND)
    content = tables_with_excluded_of(db(), read.consultation, read.release)
    return as_file(content, f"{read.file_name}-tables-with-left-out.csv")


@bp.get("/code-book.csv")
@public
def code_book(slug: str) -> Response:
    """What every code in the tables means."""
    read = everyones(slug)
    return as_file(code_book_of(db(), read.consultation), f"{read.file_name}-code-book.csv")


@bp.get("/receipt-hashes.txt")
@public
def receipt_hashes(slug: str) -> Response | tuple[str, int]:
    """The hashes of all receipts of the newest edition, one a line; 503 while others came since."""
    read = everyones(slug)
    hashes = responses.receipt_hashes(db(), read.consultation.id, number=read.release.receipts)
    if hashes is None:
        return render_template("results/no_receipts.html", **read.page()), UNAVAILABLE
    return as_file(_lines(hashes), f"{slug}-receipt-hashes.txt", kind="text/plain")


def _lines(hashes: list[str]) -> Iterator[bytes]:
    for start in range(0, len(hashes), LINES):
        yield ("\n".join(hashes[start : start + LINES]) + "\n").encode()
