"""Who answered, by one characteristic, beside the census where the consultation's rules name one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from results import charts
from results.charts import CHARTS
from results.domain.disclosure import SafeTable
from results.domain.profile import Margin, Profile, ProfileRow, compare
from results.drawing import words
from results.extract import REVISION
from results.web.view import Drawn, Figures, counted, drawn, figures, header_of, name_of, residue
from survey.domain.questionnaires.questions import Area, Question
from survey.domain.wording import say
from survey.web.translating.showing import only_in_english


@dataclass(frozen=True, slots=True)
class CensusLine:
    """One group beside the census. `missing`: how many more responses would give it its share there."""

    label: str
    count: str
    percent: int | None
    census: int
    missing: str


@dataclass(frozen=True, slots=True)
class CensusTable:
    """One characteristic beside the census; `apart` are those in none of its categories."""

    lines: tuple[CensusLine, ...]
    apart: tuple[tuple[str, str], ...]
    about: str
    margin: Margin


@dataclass(frozen=True, slots=True)
class WhoAnswered:
    """One characteristic: its name, and its figures with or without the census."""

    question: Question
    name: str
    header: str
    chart: Drawn | None
    figures: Figures
    census: CensusTable | None


def who_answered(question: Question, table: SafeTable, stored: Mapping[str, Any]) -> WhoAnswered:
    """The profile of one characteristic. `stored` is the census as the rules hold it, or empty."""
    name, header, plain = name_of(question), header_of(question), figures(table, question)
    if not table.shown:
        return WhoAnswered(question, name, header, None, plain, None)
    if not stored:
        return WhoAnswered(question, name, header, _plain_chart(question, table), plain, None)
    margin = margin_of(question.code, stored)
    apart = tuple(stored.get("apart", ()))
    labels = words.option_labels(question)
    chart = drawn(charts.profile, table, margin, labels, apart=apart, about=name)
    census = census_table(compare(table, margin, apart=apart), labels, table)
    return WhoAnswered(question, name, header, chart, plain, census)


def _plain_chart(question: Question, table: SafeTable) -> Drawn | None:
    # A ward has a line and a bar in the table already; thirty of them drawn once more would say nothing new.
    # Nor would before and after a change: nobody chose to answer then, so there is no most frequent answer.
    if isinstance(question, Area) or question.code == REVISION or CHARTS[question.kind] is None:
        return None
    return drawn(charts.topline, table, question)


def margin_of(code: str, stored: Mapping[str, Any]) -> Margin:
    """The census as the consultation's rules hold it."""
    return Margin(
        group=code,
        counts=tuple(stored["counts"].items()),
        source=only_in_english(stored["source"]),
        date=stored["date"],
        note=only_in_english(stored.get("note", "")),
    )


def census_table(profile: Profile, labels: Mapping[str, str], table: SafeTable) -> CensusTable:
    """A profile in words, a line a group."""
    lines = tuple(_line(row, labels) for row in profile.rows)
    apart = tuple((words.label(labels, row.category), counted(row.responses)) for row in profile.apart)
    return CensusTable(lines, apart, residue(table), profile.margin)


def _line(row: ProfileRow, labels: Mapping[str, str]) -> CensusLine:
    missing = words.number(row.missing) if row.missing else say("none")
    if row.responses is None and row.missing:
        missing = say("at least {number}", number=missing)
    return CensusLine(
        words.label(labels, row.category), counted(row.responses), row.share, row.census_share, missing
    )
