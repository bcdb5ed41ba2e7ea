"""One question by one planned characteristic: a chart, its table, and for areas a map.

The longer side of a table goes down the page, so that it is as narrow as it can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from results import charts, releases
from results.charts import CHARTS
from results.domain.disclosure import SafeTable
from results.drawing import words
from results.releases import Release
from results.web.language import version_of
from results.web.places import answer_maps, is_schematic, source_of, where
from results.web.story import planned, written
from results.web.view import (
    Drawn,
    Matrix,
    caption,
    drawn,
    header_of,
    heading_of,
    kept,
    matrix,
    name_of,
    note_on,
)
from survey.domain.deployments.plan import Boundaries, Plan
from survey.domain.questionnaires.paths import never_asked
from survey.domain.questionnaires.questions import Area, Question
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.deployments import register
from survey.store.questionnaires.versions import Frozen

NO_OUTLINES = Boundaries()


@dataclass(frozen=True, slots=True)
class Compared:
    """One question, or one row of a grid, by one characteristic; `across` says that groups are columns."""

    caption: str
    chart: Drawn | None
    maps: tuple[Drawn, ...]
    matrix: Matrix | None
    hidden: tuple[str, ...]
    note: str
    across: bool = False
    schematic: bool = False
    map_source: str = ""


def compared(
    tables: Sequence[SafeTable],
    question: Question,
    group: Question,
    plan: Plan,
    boundaries: Boundaries = NO_OUTLINES,
) -> Compared:
    """The groups of one table beside one another."""
    areas = where(plan, boundaries, group) if isinstance(group, Area) else None
    labels = words.option_labels(group)
    shown = [table for table in tables if table.shown]
    hidden = tuple(words.label(labels, table.value) for table in tables if not table.shown)
    if not shown:
        return Compared(caption(question, tables[0].part), None, (), None, hidden, tables[0].note)
    across = len(shown) < len(shown[0].options)
    chart = drawn(
        charts.breakdown,
        tables,
        question,
        labels,
        characteristic=name_of(group),
        apart=words.apart_codes(group),
    )
    return Compared(
        caption(question, tables[0].part),
        chart,
        answer_maps(tables, question, areas),
        matrix(
            shown,
            question,
            [words.label(labels, table.value) for table in shown],
            names_down=not across,
        ),
        hidden,
        note_on(shown[0]),
        across,
        is_schematic(areas),
        source_of(areas),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, as in the address: a question, a characteristic, and the row of a grid."""

    question: str
    characteristic: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One question by one characteristic: its heading in words, and the rest as HTML."""

    question: str
    heading: str
    html: Markup


def page(
    session: Session, consultation: Consultation, release: Release, *, audience: str, wanted: Wanted
) -> Page | None:
    """A question by a characteristic; None where the release has no such table."""
    # Whether parts of it are in English is said on every page, also where it was drawn before.
    version_of(session, consultation)
    if wanted.characteristic not in release.characteristics:
        return None

    def make() -> Page | None:
        tables = releases.by(session, release, characteristic=wanted.characteristic, question=wanted.question)
        own = _of_row(tables, wanted.row)
        return _drawn_page(session, consultation, release, audience, own) if own else None

    return kept((*written(consultation, release), audience, wanted), make)


def _of_row(tables: Sequence[SafeTable], row: str) -> list[SafeTable]:
    """The tables of one row of a grid, the first row's unless another is asked for."""
    part = row or next((table.part for table in tables), None)
    return [table for table in tables if table.part == part]


def _drawn_page(
    session: Session, consultation: Consultation, release: Release, audience: str, tables: Sequence[SafeTable]
) -> Page:
    version = version_of(session, consultation)
    groups = planned(consultation, version, release)
    question = version.questionnaire.question(tables[0].question)
    group = next(group for group in groups if group.code == tables[0].group)
    revision = register.consulted_on(
        session, consultation.deployment_id, number=consultation.deployment_revision
    )
    text = render_template(
        "results/breakdown.html",
        consultation=consultation,
        audience=audience,
        question=question,
        group=group,
        name=name_of(group),
        header=header_of(group),
        heading=heading_of(group),
        changes=releases.counted_apart(consultation, release),
        compared=compared(tables, question, group, revision.plan, revision.boundaries),
        row=tables[0].part or "",
        choices=choices(consultation, version, release, groups),
    )
    return Page(question.text, heading_of(group), Markup(text))  # noqa: S704 - a template escaped it already


def names(session: Session, consultation: Consultation, release: Release) -> list[str]:
    """What the characteristics of a release are called."""
    version = version_of(session, consultation)
    return [name_of(group) for group in planned(consultation, version, release)]


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen in place of this table: code and words of each question and characteristic."""

    questions: tuple[tuple[str, str], ...]
    characteristics: tuple[tuple[str, str], ...]


def choices(
    consultation: Consultation, version: Frozen, release: Release, groups: Sequence[Question]
) -> Choices:
    """Every question and every characteristic of the plan of tables."""
    without = never_asked(version.questionnaire, consultation.known_facts).union(release.characteristics)
    asked = [
        (question.code, question.text)
        for question in version.questionnaire.questions_of("opinion")
        if CHARTS[question.kind] is not None and question.code not in without
    ]
    return Choices(tuple(asked), tuple((group.code, name_of(group)) for group in groups))
