"""A councillor's own ward: which one it is, and the page about it to take into a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from markupsafe import Markup

from results import releases
from results.charts import CHARTS
from results.domain.disclosure import SafeTable
from results.drawing import messages, picture, words
from results.releases import Release
from results.web.briefly import Line, base_of, in_lines
from results.web.council import bp
from results.web.downloads import as_file
from results.web.headline import asked_first
from results.web.language import version_of
from results.web.reading import NOT_FOUND, Read, councils
from results.web.story import areas, written
from results.web.view import kept
from results.web.ward import area_answer
from survey.domain.accounts import Act
from survey.domain.questionnaires.questions import Area, Question, Questionnaire
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
# So many questions go on one side of A4, with a chart and what may not be concluded.
MOST_QUESTIONS = 5
# How wide the chart is drawn, for a telephone and for paper, in the units of its words.
CHART_WIDTHS = (("narrow", 320), ("wide", 560))
# Questions whose answers have both sides in them.
BOTH_SIDES = ("scale", "points")


@dataclass(frozen=True, slots=True)
class Heard:
    """What some people answered to one question: in a sentence, in a few lines, and who they are."""

    sentence: str
    lines: tuple[Line, ...]
    base: str


@dataclass(frozen=True, slots=True)
class Said:
    """One question: what was answered here, and by everyone."""

    question: Question
    here: Heard
    everyone: Heard


@dataclass(frozen=True, slots=True)
class Brief:
    """One ward or zone on one page. `base` is how many named it, in words; None where too few did.

    `chart` is of the first question, here and by everyone. `changed`: the plan did, while people answered.
    """

    name: str
    base: str | None
    said: tuple[Said, ...]
    further: int
    chart: Markup
    changed: bool


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
        about = written(read.shown, read.release)
        key = (*about, "brief.pdf", code, read.public_now, read.newer and read.newer.edition)
        made = kept(key, lambda: make_pdf(html, styles=STYLES))
    except PdfError:
        return render_template("council/no_pdf.html", **_known(read, code)), UNAVAILABLE
    response = as_file(made, f"{read.file_name}-{code}.pdf", kind="application/pdf")
    response.headers["Content-Type"] = "application/pdf"
    return response


def _known(read: Read, code: str) -> dict[str, object]:
    key = (*written(read.shown, read.release), "brief", code)
    made = kept(key, lambda: brief(db(), read.shown, read.release, code=code))
    if made is None:
        abort(NOT_FOUND)
    return {**read.page(), "code": code, "brief": made}


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
    said = {
        question: _said(version.questionnaire.question(question), _of(tables, code), alone[question])
        for question, tables in here.items()
        if _takes_a_line(version.questionnaire.question(question))
    }
    first = asked_first(version, alone, without=release.characteristics)
    chosen = _chosen(version.questionnaire, said, first.code if first else "")
    known = {question: one for question, one in said.items() if one is not None}
    shown = tuple(known[question] for question in chosen)
    name, number = area.option(code).label, _number(alone[area.code][0], code)
    chart = _chart(shown[0].question, _of(here[chosen[0]], code), alone[chosen[0]], name) if shown else ""
    drawing = Markup(chart)  # noqa: S704 - every word in it was escaped
    changed = bool(releases.counted_apart(consultation, release))
    return Brief(name, number, shown, len(known) - len(shown), drawing, changed)


def _number(table: SafeTable, code: str) -> str | None:
    """How many chose an option, in words; None where too few did."""
    count = table.cells[table.options.index(code)].count
    return None if count is None else words.number(count)


def _takes_a_line(question: Question) -> bool:
    """Grids and rankings take more."""
    return CHARTS[question.kind] != "rows"


def _chosen(questionnaire: Questionnaire, said: Mapping[str, Said | None], first: str) -> list[str]:
    """The questions that the page has room for, the first one before all.

    They come from the section of the first question on, and a section comes whole or not at all: benefits
    without concerns would take a side. Of one that is too long, or has a question that is not shown here,
    those come that have both sides in their answers.
    """
    chosen = [first] if said.get(first) else []
    for section in _from_the_one_with(first, questionnaire):
        here = [code for code in section if code in said and code not in chosen]
        whole = all(said[code] for code in here) and len(chosen) + len(here) <= MOST_QUESTIONS
        fair = here if whole else [code for code in here if _both_sides(said[code])]
        chosen = [*chosen, *fair][:MOST_QUESTIONS]
    return chosen


def _from_the_one_with(first: str, questionnaire: Questionnaire) -> list[list[str]]:
    """The questions of each section; what stands before the section of the first question comes last."""
    found = [
        [question.code for page in section.pages for question in page.questions]
        for section in questionnaire.sections
    ]
    own = next((place for place, codes in enumerate(found) if first in codes), 0)
    return found[own:] + found[:own]


def _both_sides(said: Said | None) -> bool:
    return said is not None and CHARTS[said.question.kind] in BOTH_SIDES


def _chart(question: Question, here: Sequence[SafeTable], everyone: Sequence[SafeTable], name: str) -> str:
    """A question here and by everyone, as a drawing."""
    found = area_answer(question, here, everyone, name).chart
    if found is None:
        return ""
    looks = ((f"brief__chart brief__chart--{name}", width) for name, width in CHART_WIDTHS)
    return "".join(picture.inline(str(found.figure), width, look=look) for look, width in looks)


def _of(tables: Sequence[SafeTable], code: str) -> list[SafeTable]:
    return [table for table in tables if table.value == code]


def _said(question: Question, here: Sequence[SafeTable], everyone: Sequence[SafeTable]) -> Said | None:
    """None where too few answered it here."""
    if not here[0].shown:
        return None
    return Said(question, _heard(here[0], question), _heard(everyone[0], question))


def _heard(table: SafeTable, question: Question) -> Heard:
    return Heard(_in_words(table, question), in_lines(table, question), base_of(table))


def _in_words(table: SafeTable, question: Question) -> str:
    if not table.shown:
        return say("not shown")
    labels, apart = words.option_labels(question), words.apart_codes(question)
    if CHARTS[question.kind] == "scale":
        return messages.of_scale(table, labels, apart)
    if CHARTS[question.kind] == "points":
        return messages.of_points(table, labels, apart)
    return messages.of_options(table, labels)
