"""Published figures beside one another, as a page shows them: two groups, or several consultations.

What may be compared, and by how much figures differ, stands in results.domain.comparing; here it gets words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from results import charts, releases
from results.charts import CHARTS
from results.domain import comparing
from results.domain.comparing import Between, Compared, ComparisonError, Over, Points
from results.domain.disclosure import SafeTable
from results.drawing import words
from results.web.language import version_of
from results.web.reading import Read
from results.web.view import Cell, Drawn, caption, characteristic, counted, drawn, kept, residue, tones
from survey.domain.questionnaires.questions import Question, Questionnaire
from survey.domain.wording import say
from survey.store.database import Session
from survey.store.questionnaires.versions import frozen


@dataclass(frozen=True, slots=True)
class Difference:
    """From one side to the next; `small`: rounding and protection alone may account for it."""

    words: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One option on every side, and the differences from one side to the next."""

    label: str
    cells: tuple[Cell, ...]
    differences: tuple[Difference, ...]
    apart: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question, or one row of a grid, on every side. `hidden` names sides that are too small to show."""

    question: Question
    caption: str
    sides: tuple[str, ...]
    lines: tuple[Line, ...]
    bases: tuple[str, ...]
    chart: Drawn | None
    hidden: tuple[str, ...]

    @property
    def has_small(self) -> bool:
        """Whether rounding and protection alone may account for any of its differences."""
        return any(one.small for line in self.lines for one in line.differences)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page that compares: its sheets, what must be said beside them, what is left out and why.

    `sampled`: a random sample was drawn, so it cannot be said that nobody was drawn at random.
    """

    sheets: tuple[Sheet, ...]
    cautions: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    sampled: bool = False


def of_groups(
    tables: Sequence[SafeTable],
    question: Question,
    group: Question,
    values: tuple[str, str],
    *,
    sampled: bool = False,
) -> Comparison | None:
    """Two groups of one characteristic; None where there is no such pair of groups."""
    labels = words.option_labels(group)
    try:
        found = comparing.groups(tables, values)
    except ComparisonError:
        return None
    if values[0] == values[1]:
        return None
    sides = tuple(words.label(labels, value) for value in values)
    overlapping = group.kind == "multiple_choice"
    said = comparing.cautions(found[0], Between.GROUPS, overlapping=overlapping)
    return Comparison(tuple(_sheet(one, question, sides) for one in found), said, sampled=sampled)


def over_time(session: Session, reads: Sequence[Read]) -> Comparison:
    """Questions asked alike in several consultations, the oldest first; the last one leads."""
    shown = version_of(session, reads[-1].consultation)
    made_of = ((one.release.id, one.consultation.version_id, one.shown.title) for one in reversed(reads))
    key = (reads[-1].release.id, "over time", *made_of)
    return kept(key, lambda: _over_time(session, reads, shown.questionnaire))


def _over_time(session: Session, reads: Sequence[Read], shown: Questionnaire) -> Comparison:
    versions = [frozen(session, read.consultation.version_id or "") for read in reads]
    tables = [releases.alone(session, read.release) for read in reads]
    names = tuple(read.shown.title for read in reads)
    sheets: list[Sheet] = []
    left_out: list[tuple[str, str]] = []
    for one in comparing.over([version.asked for version in versions]):
        code = one.question.code
        places = [place for place in one.waves if _over_everybody(tables[place], code)]
        if not _over_everybody(tables[-1], code):
            continue
        question = shown.question(code)
        if len(places) > 1:
            found = comparing.beside(*(tables[place][code] for place in places))
            sheets += [_sheet(row, question, tuple(names[place] for place in places)) for row in found]
        else:
            left_out.append((question.text, _why(one)))
    said = (comparing.CAUTION[Between.CONSULTATIONS],)
    sampled = any(releases.drawn_at_random(read.consultation, read.release) for read in reads)
    return Comparison(tuple(sheets), said, tuple(left_out), sampled)


def with_any_alike(session: Session, read: Read, others: Sequence[Read]) -> list[Read]:
    """Those of the others that asked any question like this consultation, which both count."""
    versions = tuple(one.consultation.version_id or "" for one in (read, *others))

    def make() -> tuple[bool, ...]:
        new, *old = (frozen(session, version).asked for version in versions)
        return tuple(any(pair.same for pair in comparing.comparable(asked, new)) for asked in old)

    # All in one, so that many consultations do not push out what else is kept.
    found = kept((read.release.id, "alike", versions), make)
    return [other for other, alike in zip(others, found, strict=True) if alike]


def _over_everybody(tables: Mapping[str, Sequence[SafeTable]], code: str) -> bool:
    """Whether the question is counted over everybody: neither a text nor a profile."""
    found = tables.get(code, ())
    return bool(found) and bool(found[0].options) and found[0].kind != "profile"


def _why(one: Over) -> str:
    return next((why.words for why in reversed(one.whys) if why is not None), say("It was not asked before."))


def _sheet(compared: Compared, question: Question, sides: tuple[str, ...]) -> Sheet:
    labels, colours = words.option_labels(question), tones(question, compared.sides[0])
    named = list(zip(sides, compared.sides, strict=True))
    lines = tuple(
        Line(
            label=words.label(labels, row.option),
            cells=tuple(
                Cell(counted(count), percent, colours[row.option])
                for count, percent in zip(row.counts, row.percents, strict=True)
            ),
            differences=tuple(_difference(points) for points in row.points),
            apart=colours[row.option] == "apart",
        )
        for row in compared.rows
    )
    return Sheet(
        question=question,
        caption=caption(question, compared.part),
        sides=sides,
        lines=lines,
        bases=tuple(residue(side) for side in compared.sides),
        chart=_chart(named, question),
        hidden=tuple(name for name, side in named if not side.shown),
    )


def _chart(named: Sequence[tuple[str, SafeTable]], question: Question) -> Drawn | None:
    if CHARTS[question.kind] is None or not all(table.shown for _name, table in named):
        return None
    return drawn(charts.side_by_side, named, question)


def _difference(points: Points | None) -> Difference:
    if points is None:
        return Difference(say("not shown"))
    return Difference(points.words, small=bool(points.points) and not points.tells)


def group_of(session: Session, read: Read, code: str) -> Question:
    """The characteristic as a question whose options name its groups."""
    return characteristic(read.consultation, version_of(session, read.consultation), code)
