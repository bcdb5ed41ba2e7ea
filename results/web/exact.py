"""The organiser's exact view, for the council only, and audited.

Exact figures are tables and never charts. Equality answers are not among them: they are joined with opinions
only where tables pass disclosure control.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
from flask import (
    Blueprint,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from results.domain.disclosure import percent
from results.domain.filtering import fitting, needed
from results.domain.tables import Table
from results.domain.tabulate import Mask, one_way
from results.drawing import words
from results.extract import Extract
from results.partitions import Kept
from results.web.audited import audit, consultation_for, unavailable
from results.web.filters import Asked, Understood, Wanted, asked_in, chosen, offered, understood
from results.web.kept import kept_extract
from results.web.language import version_of
from results.web.view import caption
from survey.domain.accounts import Act
from survey.domain.questionnaires.questions import Question
from survey.web.access import staff
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE

bp = Blueprint("exact", __name__, url_prefix="/consultations/<slug>")

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


@bp.get("/exact/")
@staff(Act.SEE_EXACT)
def show(slug: str) -> str | tuple[str, int] | BaseResponse:
    """Exact counts of one question or all, of those who fit every filter in the address."""
    consultation = consultation_for(slug, Act.SEE_EXACT)
    instead = unavailable(consultation)
    if instead:
        return instead
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
        audit(Act.SEE_EXACT, _in_one_line(slug, wanted))
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
