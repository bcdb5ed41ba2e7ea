"""One area of a release: every question for it, beside everybody who answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from results import charts, releases
from results.charts import CHARTS
from results.domain.disclosure import SafeTable
from results.drawing import messages, words
from results.releases import Release
from results.web.headline import asked_first
from results.web.language import version_of
from results.web.story import Tables, areas, written
from results.web.view import Drawn, caption, counted, drawn, kept, residue, tones
from survey.domain.questionnaires.questions import Area, Question
from survey.domain.wording import say
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.questionnaires.versions import Frozen

EVERYBODY = say("Everyone who answered")


@dataclass(frozen=True, slots=True)
class BesideLine:
    """One option: the area's figure, and everybody's percentage."""

    label: str
    count: str
    percent: int | None
    all_percent: int | None
    tone: str


@dataclass(frozen=True, slots=True)
class Beside:
    """One table of the area beside the same of everybody."""

    caption: str
    lines: tuple[BesideLine, ...]
    about: str
    shown: bool


@dataclass(frozen=True, slots=True)
class AreaAnswer:
    """One question for the area."""

    question: Question
    message: str
    chart: Drawn | None
    tables: tuple[Beside, ...]

    @property
    def shown(self) -> bool:
        return any(table.shown for table in self.tables)


def area_answer(
    question: Question, tables: Sequence[SafeTable], everybody: Sequence[SafeTable], name: str
) -> AreaAnswer:
    """One question for one area. `tables` has one table, or one for each row of a grid."""
    pairs = list(zip(tables, everybody, strict=True))
    beside = tuple(_beside(own, whole, question) for own, whole in pairs)
    if not any(table.shown for table in tables):
        return AreaAnswer(question, "", None, beside)
    if CHARTS[question.kind] == "rows":
        rows = drawn(charts.grid, tables, question)
        return AreaAnswer(question, rows.message, rows, beside)
    labels = {"": EVERYBODY, tables[0].value or "": name}
    both = [own for own in (tables[0], everybody[0]) if own.shown]
    chart = drawn(charts.breakdown, both, question, labels, characteristic=say("area"))
    return AreaAnswer(question, _message(tables[0], question), chart, beside)


def _message(table: SafeTable, question: Question) -> str:
    """What the area answered; the chart beside it shows everybody too."""
    labels = words.option_labels(question)
    if CHARTS[question.kind] == "scale":
        return messages.of_scale(table, labels, words.apart_codes(question))
    return messages.of_options(table, labels)


def _beside(own: SafeTable, whole: SafeTable, question: Question) -> Beside:
    labels, colours = words.option_labels(question), tones(question, own)
    lines = tuple(
        BesideLine(
            words.label(labels, code), counted(cell.count), cell.percent, all_cell.percent, colours[code]
        )
        for code, cell, all_cell in zip(own.options, own.cells, whole.cells, strict=True)
    )
    return Beside(caption(question, own.part), lines, residue(own), own.shown)


@dataclass(frozen=True, slots=True)
class Page:
    """One area: its name, and the answers as HTML."""

    name: str
    html: Markup


def page(session: Session, consultation: Consultation, release: Release, *, code: str) -> Page | None:
    """The answers of one area; None where the release has no such area."""
    version = version_of(session, consultation)
    area = areas(consultation, version, release)
    if area is None or code not in {option.code for option in area.options if not option.apart}:
        return None

    def make() -> Page:
        by_area = releases.everything_by(session, release, characteristic=area.code)
        alone, changed = releases.alone(session, release), bool(releases.counted_apart(consultation, release))
        first = asked_first(version, alone, without=release.characteristics)
        ordered = sorted(by_area.items(), key=lambda found: first is None or found[0] != first.code)
        return _render(version, area, code, dict(ordered), alone, changed=changed)

    return kept((*written(consultation, release), "area", code), make)


def _render(version: Frozen, area: Area, code: str, by_area: Tables, alone: Tables, *, changed: bool) -> Page:
    name = area.option(code).label
    answers = [
        area_answer(
            version.questionnaire.question(question),
            [table for table in tables if table.value == code],
            alone[question],
            name,
        )
        for question, tables in by_area.items()
    ]
    text = render_template(
        "council/area_answers.html",
        name=name,
        answers=[answer for answer in answers if answer.shown],
        held_back=[answer for answer in answers if not answer.shown],
        note=next((tables[0].note for tables in by_area.values() if tables[0].shown), ""),
        changed=changed,
    )
    return Page(name, Markup(text))  # noqa: S704 - what a template wrote is escaped already
