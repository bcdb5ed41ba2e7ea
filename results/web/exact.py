"""The organiser's exact view, and the export of responses. Both are for the council only, and audited.

Exact figures are tables and never charts. Equality answers are in neither: they are joined with opinions only
where tables pass disclosure control.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from results import exports
from results.domain.disclosure import percent
from results.domain.filtering import fitting, needed
from results.domain.tables import Table
from results.domain.tabulate import Mask, one_way
from results.drawing import words
from results.extract import Extract
from results.partitions import Kept
from results.web.downloads import as_file
from results.web.filters import Asked, Understood, Wanted, asked_in, chosen, offered, understood
from results.web.kept import answers_deleted, kept_extract
from results.web.language import version_of
from results.web.view import caption
from survey.domain.accounts import Act
from survey.domain.questionnaires.questions import Question
from survey.store import accounts, consultations
from survey.store.consultations import Consultation
from survey.web.access import permit, signed_in_account, staff
from survey.web.clock import now
from survey.web.database import db, new_session
from survey.web.forms import UNPROCESSABLE

bp = Blueprint("exact", __name__, url_prefix="/consultations/<slug>")

LONGEST_SUBJECT = 200
GONE = 410
NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: how many responses fit, of how many, and the tables over those."""

    fit: int
    of: int
    tables: tuple[ExactTable, ...]


@dataclass(frozen=True, slots=True)
class ExactTable:
    """Exact counts in words."""

    code: str
    title: str
    row: str
    lines: tuple[tuple[str, str, str], ...]
    base: str
    not_answered: str
    not_asked: str


def _consultation(slug: str, act: Act) -> Consultation:
    found = consultations.find(db(), slug)
    if found is None:
        abort(404)
    permit(act, found)
    return found


def _unavailable(consultation: Consultation) -> tuple[str, int] | BaseResponse | None:
    """The page that says that the answers were deleted, or what to do before they can be looked at."""
    if answers_deleted(db(), consultation):
        return render_template("organise/deleted.html", consultation=consultation), GONE
    if consultation.closed_on is None:
        # The last day has passed, but some answers still wait to be mixed: not all would be counted.
        return redirect(url_for("organise.show", slug=consultation.slug))
    return None


def _audit(act: Act, subject: str) -> None:
    """Records the whole of what was looked at, in as many lines as it takes."""
    account = signed_in_account()
    # What is not the first line says so: "2/3".
    length = LONGEST_SUBJECT if len(subject) <= LONGEST_SUBJECT else LONGEST_SUBJECT - len("10/10 ")
    pieces = [subject[start : start + length] for start in range(0, len(subject), length)]
    for number, piece in enumerate(pieces, start=1):
        text = piece if len(pieces) == 1 else f"{number}/{len(pieces)} {piece}"
        accounts.audit(db(), at=now(), account=account, act=act.value, subject=text)


@bp.get("/exact/")
@staff(Act.SEE_EXACT)
def show(slug: str) -> str | tuple[str, int] | BaseResponse:
    """Exact counts of one question or all, of those who fit every filter in the address."""
    consultation = _consultation(slug, Act.SEE_EXACT)
    unavailable = _unavailable(consultation)
    if unavailable:
        return unavailable
    wanted = Wanted.read(request.args)
    if list(request.args.items(multi=True)) != wanted.address:
        return redirect(_address(slug, wanted))
    instance: Path = current_app.config["SETTINGS"].instance
    kept = kept_extract(db(), instance, consultation)
    asked = asked_in(consultation, version_of(db(), consultation), kept.extract)
    meant = understood(wanted, asked, kept.extract.codebook)
    counted = None
    if not meant.problems:
        counted = _count(kept, wanted, meant, asked)
        _audit(Act.SEE_EXACT, _in_one_line(slug, wanted))
    shown = render_template(
        "organise/exact.html",
        consultation=consultation,
        asked=asked,
        wanted=wanted,
        chosen=chosen(wanted, meant, asked),
        offered=offered(asked, kept.extract.codebook),
        days=[one.day for one in kept.days],
        problems=meant.problems,
        counted=counted,
    )
    return shown, _status(meant)


def _address(slug: str, wanted: Wanted) -> str:
    query = urlencode(wanted.address)
    return url_for(".show", slug=slug) + (f"?{query}" if query else "")


def _in_one_line(slug: str, wanted: Wanted) -> str:
    days = [f"from {wanted.first}"] if wanted.first else []
    days += [f"to {wanted.last}"] if wanted.last else []
    return " ".join((slug, wanted.question or "all", *wanted.only, *days))


def _status(meant: Understood) -> int:
    if not meant.problems:
        return 200
    return NOT_FOUND if meant.missing else UNPROCESSABLE


def _count(kept: Kept, wanted: Wanted, meant: Understood, asked: Asked) -> Counted:
    extract = kept.between(meant.first, meant.last)
    mask = fitting(extract.columns, extract.codebook, meant.conditions)
    fit = extract.respondents if mask is None else int(np.count_nonzero(mask))
    tables = _tables(extract, wanted.question, asked, mask) if fit else ()
    return Counted(fit, kept.extract.respondents, tables)


def _tables(extract: Extract, question: str, asked: Asked, mask: Mask | None) -> tuple[ExactTable, ...]:
    codebook = tuple(needed(extract.codebook, [question] if question else asked))
    columns = {column.name: extract.columns[column.name] for column in codebook}
    return tuple(_in_words(table, asked[table.question]) for table in one_way(columns, codebook, mask=mask))


def _in_words(table: Table, question: Question) -> ExactTable:
    labels = words.option_labels(question)
    lines = [
        (words.label(labels, code), words.number(count), _share(count, table.base))
        for code, count in zip(table.options, table.counts, strict=True)
    ]
    residue = (words.number(count) for count in (table.base, table.not_answered, table.not_asked))
    row = caption(question, table.part) if table.part else ""
    return ExactTable(table.question, question.text, row, tuple(lines), *residue)


def _share(count: int, base: int) -> str:
    share = percent(count, base)
    return "" if share is None else f"{share}%"


@bp.get("/responses.csv")
@staff(Act.EXPORT_RESPONSES)
def responses(slug: str) -> Response | tuple[str, int] | BaseResponse:
    """Every response, without equality answers, as it is read from the database."""
    consultation = _consultation(slug, Act.EXPORT_RESPONSES)
    unavailable = _unavailable(consultation)
    if unavailable:
        return unavailable
    _audit(Act.EXPORT_RESPONSES, slug)
    response = as_file(stream_with_context(_chunks(consultation.id)), f"{slug}-responses.csv")
    response.headers["Cache-Control"] = "no-store"
    return response


def _chunks(number: int) -> Iterator[bytes]:
    # The request's own session has ended by the time the last piece is sent.
    session = new_session()
    try:
        consultation = consultations.by_id(session, number)
        if consultation is not None:
            for chunk, _rows in exports.response_chunks(session, consultation):
                yield chunk
    finally:
        session.close()
