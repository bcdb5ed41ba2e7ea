"""The organiser's exact view, and the export of responses. Both are for the council only, and audited.

Exact figures are tables and never charts. Equality answers are in neither: they are joined with opinions only
where tables pass disclosure control.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
from results.domain.tables import Table
from results.domain.tabulate import one_way, subjects, who_chose
from results.drawing import words
from results.extract import Extract
from results.web.downloads import as_file
from results.web.kept import answers_deleted, kept_extract
from results.web.language import version_of
from results.web.view import caption, characteristic
from survey.domain.accounts import Act
from survey.domain.questionnaires.questions import Question
from survey.store import accounts, consultations
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import Frozen
from survey.web.access import permit, signed_in_account, staff
from survey.web.clock import now
from survey.web.database import db, new_session

bp = Blueprint("exact", __name__, url_prefix="/consultations/<slug>")

LONGEST_SUBJECT = 200
GONE = 410


@dataclass(frozen=True, slots=True)
class Choice:
    """What is looked at: a question or all of them, of everybody or of those who chose one option."""

    question: str = ""
    filter: str = ""
    value: str = ""


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
    account = signed_in_account()
    accounts.audit(db(), at=now(), account=account, act=act.value, subject=subject[:LONGEST_SUBJECT])


@bp.get("/exact/")
@staff(Act.SEE_EXACT)
def show(slug: str) -> str | tuple[str, int] | BaseResponse:
    """Exact counts of one question or all, with one filter at most."""
    consultation = _consultation(slug, Act.SEE_EXACT)
    unavailable = _unavailable(consultation)
    if unavailable:
        return unavailable
    group, dot, option = request.args.get("group", "").partition(".")
    if dot:
        question = request.args.get("question", "")
        return redirect(url_for(".show", slug=slug, question=question, filter=group, value=option))
    choice = Choice(**{name: request.args.get(name, "") for name in ("question", "filter", "value")})
    instance: Path = current_app.config["SETTINGS"].instance
    extract = kept_extract(db(), instance, consultation)
    version = version_of(db(), consultation)
    asked = _questions(consultation, version, extract)
    tables = _tables(extract, choice, asked)
    if tables is not None:
        _audit(Act.SEE_EXACT, f"{slug} {choice.question or 'all'} {choice.filter}={choice.value}")
    return render_template(
        "organise/exact.html", consultation=consultation, asked=asked, choice=choice, tables=tables
    ), 404 if tables is None else 200


def _questions(consultation: Consultation, version: Frozen, extract: Extract) -> dict[str, Question]:
    """What the kept extract holds, by code. It has no equality column."""
    codes = dict.fromkeys(subject.question for subject in subjects(extract.codebook))
    return {code: characteristic(consultation, version, code) for code in codes}


def _tables(extract: Extract, choice: Choice, asked: dict[str, Question]) -> list[ExactTable] | None:
    """The tables; None where there is no such question, filter or value."""
    if choice.question and choice.question not in asked:
        return None
    try:
        mask = choice.filter and who_chose(extract.columns, extract.codebook, choice.filter, [choice.value])
    except KeyError:
        return None
    counted = one_way(
        extract.columns,
        extract.codebook,
        questions=(choice.question,) if choice.question else tuple(asked),
        mask=None if isinstance(mask, str) else mask,
    )
    return [_in_words(table, asked[table.question]) for table in counted]


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
