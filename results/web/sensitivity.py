"""The sensitivity check of a release as a page shows it: weighted shares beside those that people gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from results import releases
from results.domain.disclosure import SafeTable
from results.drawing import words
from results.releases import Release
from results.sensitivity import FEW, IMPOSSIBLE, NAME, SMALL, UNEVEN
from results.web.view import caption, counted, name_of
from survey.domain.questionnaires.questions import Question
from survey.domain.wording import say
from survey.store.database import Session
from survey.store.questionnaires.versions import Frozen
from survey.web.translating.showing import only_in_english

Tables = Mapping[str, Sequence[SafeTable]]
WITHHELD = MappingProxyType(
    {
        SMALL: say("Too few people said who they are, or too few of some groups answered, to weight by it."),
        FEW: say("The weighted figures would be no steadier than those of fewer than 100 people."),
        UNEVEN: say(
            "The people who answered are so unlike the census that the weighted figures would be less than a "
            "third as steady as the real ones."
        ),
        IMPOSSIBLE: say(
            "The people who answered are so unlike the census that no weights of at most five put it right."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class WeightedLine:
    """One answer: its share as given, and as it would be."""

    label: str
    percent: str
    weighted: str


@dataclass(frozen=True, slots=True)
class WeightedTable:
    """One question, or one row of a grid."""

    caption: str
    lines: tuple[WeightedLine, ...]
    base: str
    weighted_base: str
    step: int


@dataclass(frozen=True, slots=True)
class WeightedTo:
    """One characteristic that was weighted by: its name, each group with its share, and the source."""

    name: str
    groups: tuple[tuple[tuple[str, ...], int], ...]
    source: str


@dataclass(frozen=True, slots=True)
class Check:
    """The check as shown; `withheld` says why there are no figures, and is empty where there are."""

    withheld: str
    left_out: str
    effective: str
    effect: str
    largest: str
    targets: tuple[WeightedTo, ...]
    unused: tuple[str, ...]
    first: tuple[WeightedTable, ...]
    others: tuple[tuple[Question, tuple[WeightedTable, ...]], ...]


def check_of(
    session: Session, release: Release, version: Frozen, tables: Tables, *, first: str
) -> Check | None:
    """The check of a release, with the question `first` in front; None where the release has none."""
    told = releases.part(session, release, NAME)
    if told is None:
        return None
    made = {
        code: _tables(version.questionnaire.question(code), own, tables[code])
        for code, own in told["questions"].items()
        if code in tables
    }
    others = [(version.questionnaire.question(code), own) for code, own in made.items() if code != first]
    return Check(
        withheld=WITHHELD.get(told["withheld"], ""),
        left_out=_about(told["left_out"]),
        effective=words.number(told["effective"] or 0),
        effect=f"{told['effect'] or 0:.1f}",
        largest=f"{told['largest'] or 0:.1f}",
        targets=tuple(_target(version, target) for target in told["targets"]),
        unused=tuple(name_of(version.questionnaire.question(code)) for code in told["unused"]),
        first=made.get(first, ()),
        others=tuple(others),
    )


def _about(people: int | None) -> str:
    return counted(None) if people is None else say("about {number}", number=words.number(people))


def _tables(
    question: Question, own: Sequence[Mapping[str, Any]], tables: Sequence[SafeTable]
) -> tuple[WeightedTable, ...]:
    by_part = {table.part: table for table in tables if table.exact}
    return tuple(_table(question, one, by_part[one["part"]]) for one in own if one["part"] in by_part)


def _table(question: Question, one: Mapping[str, Any], table: SafeTable) -> WeightedTable:
    labels, step = words.option_labels(question), one["step"]
    lines = zip(table.options, table.cells, one["percents"], strict=True)
    return WeightedTable(
        caption=caption(question, table.part),
        lines=tuple(
            WeightedLine(words.label(labels, code), _percent(cell.percent), _weighted(percent, step))
            for code, cell, percent in lines
        ),
        base=words.number(table.base or 0),
        weighted_base=words.number(one["base"]),
        step=step,
    )


def _percent(percent: int | None) -> str:
    return "–" if percent is None else f"{percent}%"


def _weighted(percent: int | None, step: int) -> str:
    return say("under {step}%", step=step) if percent is None else f"{percent}%"


def _target(version: Frozen, target: Mapping[str, Any]) -> WeightedTo:
    question = version.questionnaire.question(target["code"])
    labels = words.option_labels(question)
    groups = (
        (tuple(words.label(labels, code) for code in group["options"]), group["share"])
        for group in target["groups"]
    )
    return WeightedTo(name_of(question), tuple(groups), only_in_english(target["source"]))
