"""The sensitivity check of a release: what if the people who answered had been like the area?

It is a part of a release, made once, for questions over everybody only, and never a headline. It weights by
every characteristic that the rules, fixed before opening, give census figures for. People who preferred not
to say, skipped the question or are in no census category cannot be weighted: they are left out of the
weighted figures, and how many they are is printed.

What it holds (JSON):
  withheld    "" where figures are shown; else why not: "small", "few", "uneven" or "impossible"
  left_out    about how many could not be weighted (protected; None: fewer than 10)
  effective   the effective base, rounded down to ten; None where there are no weights
  effect      the design effect, rounded up to a tenth
  largest     the largest weight in mean weights, rounded up to a tenth
  targets     a list of {"code", "source", "date", "groups": [{"options": [...], "share": whole percent}]}
  unused      codes of characteristics with census figures that could not be weighted by
  questions   by code: a list of {"part", "options", "percents", "base", "step"}; a percentage that is None is
              under `step`

Why this gives nothing away. One person moves a weighted count by at most the largest weight. So a weighted
share is not rounded to whole percent and left at that: in a small consultation one percent is less than one
person, and beside the exact count of the question it would tell in which group the one person is who gave
an answer. It is rounded like every figure about a group, in steps of five people of the largest weight or of
one percent, whichever is more: step x floor(share / step + offset / 5), where the offset comes from the same
keyed hash under a name of its own. Whatever one group answered could then have been answered by at least
four people more or fewer of it. Where a step would be over five percent the question is left out. A group
that is not shown (under 50) is weighted together with others, as is one far short of its share, so that no
weight tells of a small group. The base, the design effect and the largest weight are coarse. The steps follow
from published figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from results.domain.disclosure import SMALLEST_GROUP, SMALLEST_SURVEY, STEP, Disclosure, percent
from results.domain.histograms import Axis
from results.domain.looks import Looks
from results.domain.tables import Breakdown
from results.domain.tabulate import Subject, one_way, subjects
from results.domain.weighing import (
    LEAST_EFFECTIVE,
    Cells,
    Design,
    Floats,
    WeighingError,
    cells_of,
    design,
    merge_small,
    rake,
)
from results.extract import Extract
from results.parts import Ingredients
from survey.domain.questionnaires.codebook import ANSWERED, FIRST_OPTION, Column
from survey.domain.questionnaires.paths import never_asked

NAME = "sensitivity"
SMALL, FEW, UNEVEN, IMPOSSIBLE = "small", "few", "uneven", "impossible"
NO_WEIGHTS = MappingProxyType({"effective": None, "effect": None, "largest": None})
MOST_STEP = 5
OF_TEN = 10
# What somebody is who stands in no census category.
NOWHERE = -1

Groups = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Target:
    """One characteristic to weight by: its column, its groups by the places of their options, the census."""

    column: Column
    groups: Groups
    census: Mapping[str, Any]

    @property
    def counts(self) -> list[int]:
        """What the census counts in each group."""
        known = self.census["counts"]
        return [sum(known[self.column.options[place]] for place in group) for group in self.groups]

    def of(self, codes: NDArray[np.uint8]) -> NDArray[np.intp]:
        """The group of each person; NOWHERE for those who cannot be weighted."""
        group_of = np.full(FIRST_OPTION + len(self.column.options), NOWHERE, np.intp)
        for number, places in enumerate(self.groups):
            group_of[[FIRST_OPTION + place for place in places]] = number
        return group_of[codes]

    def told(self) -> dict[str, Any]:
        """As the release says it."""
        counts = self.counts
        groups = [
            {"options": [self.column.options[place] for place in group], "share": percent(count, sum(counts))}
            for group, count in zip(self.groups, counts, strict=True)
        ]
        about = {name: self.census[name] for name in ("source", "date")}
        return {"code": self.column.question, **about, "groups": groups}


@dataclass(frozen=True)
class Weighted:
    """Everybody who could be weighted: which responses they are, their cells, and the weight of each cell."""

    who: NDArray[np.bool_]
    cells: Cells
    weights: Floats

    @property
    def design(self) -> Design:
        return design(self.weights, self.cells.people)


def sensitivity(of: Ingredients) -> dict[str, Any] | None:
    """The part of a release; None where the rules name no census figures."""
    margins = {code: own for code, own in of.consultation.counting_rules.margins.items() if own}
    if not margins or of.counted.respondents < SMALLEST_SURVEY:
        return None
    targets = list(_targets(of, margins))
    unused = [code for code in margins if code not in {target.column.question for target in targets}]
    told = {"targets": [target.told() for target in targets], "unused": unused, "questions": {}, **NO_WEIGHTS}
    if not targets:
        return {**told, "withheld": SMALL, "left_out": None}
    groups = [target.of(of.counted.columns[target.column.name]) for target in targets]
    who = np.logical_and.reduce([group != NOWHERE for group in groups])
    left_out = of.disclosure.figure(int((~who).sum()), _name(of.disclosure, "*left-out"))
    try:
        weighted = _weighted(targets, [group[who] for group in groups], who)
    except WeighingError:
        return {**told, "withheld": IMPOSSIBLE, "left_out": left_out}
    found = weighted.design
    withheld = "" if found.steady else FEW if found.effective < LEAST_EFFECTIVE else UNEVEN
    return {
        **told,
        "withheld": withheld,
        "left_out": left_out,
        "effective": floor(round(found.effective / OF_TEN, 9)) * OF_TEN,
        "effect": _up_to_a_tenth(found.effect),
        "largest": _up_to_a_tenth(found.largest),
        "questions": {} if withheld else _questions(of, weighted),
    }


def _up_to_a_tenth(number: float) -> float:
    # A number that is whole but for the last bit of a float is not raised.
    return ceil(round(10 * number, 9)) / 10


def _name(disclosure: Disclosure, figure: str) -> str:
    return f"{disclosure.consultation}|weighted|{figure}"


def _targets(of: Ingredients, margins: Mapping[str, Mapping[str, Any]]) -> Iterator[Target]:
    """The characteristics that can be weighted by, with groups that are too small put together."""
    profiles = {*of.consultation.counting_rules.counted_by}
    profiles |= {column.question for column in of.version.equality.columns}
    for column in of.counted.codebook:
        census = margins.get(column.question)
        if census is None or column.question not in profiles or not _fits(column, census):
            continue
        groups = _groups(of, column, census)
        if len(groups) > 1:
            yield Target(column, groups, census)


def _fits(column: Column, census: Mapping[str, Any]) -> bool:
    """Whether each option stands in the census or is said to be apart, as the rules promise."""
    known = {*census["counts"], *census.get("apart", ())}
    return column.kind == "choice" and column.part is None and known == set(column.options)


def _groups(of: Ingredients, column: Column, census: Mapping[str, Any]) -> Groups:
    """The places of the options of each group, by what is published of the profile."""
    (table,) = one_way(of.counted.columns, [column])
    published = of.profiles.get(column.question) or of.disclosure.profile(table)
    places = [place for place, option in enumerate(column.options) if census["counts"].get(option)]
    if not published.shown:
        return ()
    figures = [published.cells[place].count for place in places]
    counts = [census["counts"][column.options[place]] for place in places]
    merged = merge_small(figures, counts, least=SMALLEST_GROUP)
    return tuple(tuple(places[own] for own in group) for group in merged)


def _weighted(
    targets: Sequence[Target], groups: Sequence[NDArray[np.intp]], who: NDArray[np.bool_]
) -> Weighted:
    if not who.any():
        raise WeighingError("Nobody can be weighted.")
    cells = cells_of(groups, [len(target.groups) for target in targets])
    return Weighted(who, cells, rake(cells, [target.counts for target in targets]))


def _questions(of: Ingredients, weighted: Weighted) -> dict[str, list[dict[str, Any]]]:
    """Every question over everybody that may be shown, by its code."""
    never = never_asked(of.version.questionnaire, of.consultation.known_facts)
    left = {*of.consultation.counting_rules.counted_by, *never}
    columns = [column for column in of.version.opinion.columns if column.question not in left]
    bases = _bases(of, weighted, columns)
    found: dict[str, list[dict[str, Any]]] = {}
    for subject in subjects(columns):
        told = _told(of, weighted, subject, bases) if subject.options else None
        if told:
            found.setdefault(subject.question, []).append(told)
    return found


def _bases(of: Ingredients, weighted: Weighted, columns: Sequence[Column]) -> dict[str, int | None]:
    """How many of those with a weight answered each question: they are a group like any other."""
    own = one_way(of.counted.columns, columns, mask=weighted.who)
    tables = [replace(table, group=NAME, value="weighted") for table in own]
    each = (Breakdown(table.question, table.part, NAME, (table,)) for table in tables)
    looks = Looks(one_way(of.counted.columns, columns), each)
    return {table.name: of.disclosure.group(table, looks).base for table in tables}


def _told(
    of: Ingredients, weighted: Weighted, subject: Subject, bases: Mapping[str, int | None]
) -> dict[str, Any] | None:
    """The weighted shares of one question, or of one row of a grid; None where they are withheld."""
    first, *flags = [_by_cell(of.counted, weighted, column) for column in subject.columns]
    axes = [Axis.of(column) for column in subject.columns]
    answered = first[:, ANSWERED] if flags else first[:, FIRST_OPTION:].sum(axis=1)
    chosen = (
        np.hstack([own @ axis.members.T for own, axis in zip(flags, axes[1:], strict=True)])
        if flags
        else first[:, FIRST_OPTION:]
    )
    name = subject.question if subject.part is None else f"{subject.question}.{subject.part}"
    base = bases[name]
    if base is None or not design(weighted.weights, answered).steady:
        return None
    step = _step(base, weighted.design)
    if step > MOST_STEP:
        return None
    shares = 100 * (weighted.weights @ chosen) / float(weighted.weights @ answered)
    percents = [
        rounded(float(share), step, of.disclosure.offset(_name(of.disclosure, f"{name}={option}")))
        for option, share in zip(subject.options, shares, strict=True)
    ]
    options = list(subject.options)
    return {"part": subject.part, "options": options, "percents": percents, "base": base, "step": step}


def _by_cell(extract: Extract, weighted: Weighted, column: Column) -> Floats:
    """How many people of each cell have each code of a column."""
    size = Axis.of(column).size
    codes = extract.columns[column.name][weighted.who]
    cells = len(weighted.weights)
    counts = np.bincount(weighted.cells.place * size + codes, minlength=cells * size)
    return counts.reshape(cells, size).astype(float)


def _step(base: int, found: Design) -> int:
    """The step of a percentage: five people of the largest weight, and one percent or more."""
    fewest = base - (STEP - 1)
    return max(1, ceil(100 * STEP * _up_to_a_tenth(found.largest) / fewest))


def rounded(share: float, step: int, offset: int) -> int | None:
    """A percentage as published: in steps, moved by the offset (0 to 4); None where that is nought."""
    # A share that is a whole number of steps but for the last bit of a float counts as one.
    return min(100, step * floor(round(share / step + offset / STEP, 9))) or None
