"""A councillor's own ward: which one it is, and the page about it to take into a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for

from results import releases
from results.charts import CHARTS
from results.domain.disclosure import SafeTable
from results.drawing import messages, words
from results.releases import Release
from results.web.council import bp
from results.web.downloads import as_file
from results.web.language import version_of
from results.web.reading import NOT_FOUND, Read, councils
from results.web.story import areas
from results.web.view import kept
from survey.domain.accounts import Act
from survey.domain.questionnaires.questions import Area, Question
from survey.domain.wording import say
from survey.store import accounts
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.web.access import signed_in_account, staff
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE, Form, View, staff_meta
from survey.web.pdf import ROOT, PdfError, available, make_pdf

AREA = "/consultations/<slug>/areas/<code>"
STYLES = ROOT / "static" / "brief.css"
UNAVAILABLE = 503
# So many questions go on one side of A4, with what may not be concluded.
MOST_QUESTIONS = 6
# Opinions first, then what people chose from lists.
HEADLINE = "support"
ORDER = {"scale": 0, "points": 1}


@dataclass(frozen=True, slots=True)
class Said:
    """One question: what was answered here, and by everyone."""

    question: Question
    here: str
    everyone: str


@dataclass(frozen=True, slots=True)
class Brief:
    """One ward or zone on one page. `base` is how many named it, in words; None where too few did."""

    name: str
    base: str | None
    said: tuple[Said, ...]
    further: int


@bp.post(f"{AREA}/own/")
@staff(Act.SEE_RELEASE)
def make_own(slug: str, code: str) -> View:
    """From now on this councillor's results open on this ward, or on everybody's again."""
    read = councils(slug)
    found = _area(read)
    if code not in {option.code for option in found.options if not option.apart}:
        abort(NOT_FOUND)
    back = url_for("council.area", slug=slug, code=code)
    form = Form(meta=staff_meta())
    if not form.validate():
        return render_template(
            "council/again.html", consultation=read.shown, back=back, problem=form.csrf_token.errors[0]
        ), UNPROCESSABLE
    accounts.read_first(db(), signed_in_account(), code if request.form.get("own") == "yes" else None)
    return redirect(back)


@bp.get(f"{AREA}/brief/", endpoint="brief_page")
@staff(Act.SEE_RELEASE)
def show(slug: str, code: str) -> str:
    """The ward on one page, to print."""
    read = councils(slug)
    return render_template("council/brief.html", **_known(read, code), with_pdf=available())


@bp.get(f"{AREA}/brief.pdf", endpoint="brief_pdf")
@staff(Act.SEE_RELEASE)
def pdf(slug: str, code: str) -> View:
    """The same as a tagged PDF."""
    read = councils(slug)
    html = render_template("council/brief_pdf.html", **_known(read, code))
    try:
        key = (read.release.id, "brief.pdf", code, read.public_now)
        made = kept(key, lambda: make_pdf(html, styles=STYLES))
    except PdfError:
        return render_template("council/no_pdf.html", **_known(read, code)), UNAVAILABLE
    response = as_file(made, f"{slug}-{code}.pdf", kind="application/pdf")
    response.headers["Content-Type"] = "application/pdf"
    return response


def _known(read: Read, code: str) -> dict[str, object]:
    made = brief(db(), read.shown, read.release, code=code)
    if made is None:
        abort(NOT_FOUND)
    return {
        "consultation": read.shown,
        "release": read.release,
        "public_now": read.public_now,
        "code": code,
        "brief": made,
    }


def _area(read: Read) -> Area:
    found = areas(read.shown, version_of(db(), read.shown), read.release)
    if found is None:
        abort(NOT_FOUND)
    return found


def brief(session: Session, consultation: Consultation, release: Release, *, code: str) -> Brief | None:
    """The page about one ward or zone; None where the release has no such place."""
    version = version_of(session, consultation)
    area = areas(consultation, version, release)
    if area is None or code not in {option.code for option in area.options if not option.apart}:
        return None
    alone = releases.alone(session, release)
    here = releases.everything_by(session, release, characteristic=area.code)
    said = [
        _said(version.questionnaire.question(question), _of(tables, code), alone[question])
        for question, tables in here.items()
    ]
    shown = sorted((one for one in said if one is not None), key=_place)
    counts = dict(zip(alone[area.code][0].options, alone[area.code][0].cells, strict=True))
    number = counts[code].count
    base = None if number is None else words.number(number)
    return Brief(area.option(code).label, base, tuple(shown[:MOST_QUESTIONS]), len(shown[MOST_QUESTIONS:]))


def _place(said: Said) -> tuple[bool, int]:
    kind = CHARTS[said.question.kind] or ""
    return said.question.code != HEADLINE, ORDER.get(kind, len(ORDER))


def _of(tables: Sequence[SafeTable], code: str) -> list[SafeTable]:
    return [table for table in tables if table.value == code]


def _said(question: Question, here: Sequence[SafeTable], everyone: Sequence[SafeTable]) -> Said | None:
    """None for what takes more than a line: grids and rankings."""
    if CHARTS[question.kind] == "rows" or not here[0].shown:
        return None
    return Said(question, _in_words(here[0], question), _in_words(everyone[0], question))


def _in_words(table: SafeTable, question: Question) -> str:
    if not table.shown:
        return say("not shown")
    labels, apart = words.option_labels(question), words.apart_codes(question)
    if CHARTS[question.kind] == "scale":
        return messages.of_scale(table, labels, apart)
    if CHARTS[question.kind] == "points":
        return messages.of_points(table, labels, apart)
    return messages.of_options(table, labels)
