"""Counting: coded columns in, exact tables out.

Every question alone, every question by one characteristic, and both for a chosen part of the responses. A
characteristic is a question (or a fact such as the channel) whose column is in the code book; where several
options may be chosen, its groups overlap.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from results.domain.histograms import Axis, ColumnError, Columns, Matrix, crossed, length
from results.domain.tables import Breakdown, Table
from survey.domain.questionnaires.codebook import (
    ANSWERED,
    FIRST_OPTION,
    NOT_ANSWERED,
    NOT_ASKED,
    Column,
)

Mask = NDArray[np.bool_]

EVERYBODY = "*"
# Under this share it is cheaper to pick the chosen rows out than to walk over all of them.
FEW = 0.25


@dataclass(frozen=True, slots=True)
class Subject:
    """What one table is about: a question, or one row of a grid, and the columns that hold it."""

    question: str
    part: str | None
    columns: tuple[Column, ...]

    @property
    def multiple(self) -> bool:
        """Whether several options may be chosen."""
        return any(column.kind == "flags" for column in self.columns)

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(option for column in self.columns for option in column.options)


def subjects(codebook: Iterable[Column]) -> tuple[Subject, ...]:
    """What can be counted in these columns, in their order. In which order options stood is not."""
    found: dict[tuple[str, str | None], list[Column]] = {}
    for column in codebook:
        if column.kind == "order":
            continue
        found.setdefault((column.question, column.part), []).append(column)
    return tuple(Subject(question, part, tuple(own)) for (question, part), own in found.items())


def one_way(
    columns: Columns,
    codebook: Iterable[Column],
    *,
    questions: Collection[str] | None = None,
    mask: Mask | None = None,
) -> tuple[Table, ...]:
    """Every question alone (or those named), over everybody or over the responses of `mask`."""
    chosen = [s for s in subjects(codebook) if questions is None or s.question in questions]
    axes = [Axis.of(column) for subject in chosen for column in subject.columns]
    if mask is not None and len(mask) != length(columns, axes):
        raise ColumnError("the filter and the columns differ in length")
    if mask is not None and mask.size and mask.mean() < FEW:
        rows = np.flatnonzero(mask)
        columns, mask = {axis.name: columns[axis.name][rows] for axis in axes}, None
    columns, everybody = _with_everybody(columns, axes, mask)
    counts = crossed(columns, [everybody], axes)
    return tuple(_tables(subject, counts, everybody.name, values=(None,))[0] for subject in chosen)


def breakdowns(
    columns: Columns,
    codebook: Iterable[Column],
    *,
    characteristics: Collection[str],
    questions: Collection[str] | None = None,
) -> tuple[Breakdown, ...]:
    """Every question by each characteristic. A characteristic is never broken down itself."""
    all_subjects = subjects(codebook)
    groups = [s for s in all_subjects if s.question in characteristics]
    chosen = [
        s
        for s in all_subjects
        if s.question not in characteristics and (questions is None or s.question in questions)
    ]
    if not groups or not chosen:
        return ()
    lefts = [Axis.of(c) for s in groups for c in _grouping(s)]
    counts = crossed(columns, lefts, [Axis.of(c) for s in chosen for c in s.columns])
    return tuple(_breakdown(subject, group, counts) for subject in chosen for group in groups)


def who_chose(columns: Columns, codebook: Iterable[Column], question: str, options: Collection[str]) -> Mask:
    """The responses in which any of these options of the question was chosen: the organiser's one filter."""
    subject = next((s for s in subjects(codebook) if s.question == question and s.options), None)
    unknown = set(options) - set(subject.options if subject else ())
    if subject is None or unknown:
        raise KeyError(f"{question} has no option {', '.join(sorted(unknown))}")
    chosen = [_chose(columns, column, options) for column in _grouping(subject)]
    return np.logical_or.reduce(chosen)


def _chose(columns: Columns, column: Column, options: Collection[str]) -> Mask:
    places = [place for place, option in enumerate(column.options) if option in options]
    if column.kind == "flags":
        return (columns[column.name] & np.uint8(sum(1 << place for place in places))) != 0
    codes = np.array([FIRST_OPTION + place for place in places], np.uint8)
    return columns[column.name] == codes[0] if len(codes) == 1 else np.isin(columns[column.name], codes)


def _with_everybody(columns: Columns, axes: Sequence[Axis], mask: Mask | None) -> tuple[Columns, Axis]:
    chosen = np.zeros(length(columns, axes), np.uint8) if mask is None else mask.view(np.uint8)
    members = np.array([[1]] if mask is None else [[0, 1]], np.int64)
    return {**columns, EVERYBODY: chosen}, Axis(EVERYBODY, members.shape[1], members)


def _grouping(subject: Subject) -> tuple[Column, ...]:
    """The columns that say which groups a response belongs to."""
    return tuple(column for column in subject.columns if column.kind != "state")


def _breakdown(subject: Subject, group: Subject, counts: dict[tuple[str, str], Matrix]) -> Breakdown:
    tables: list[Table] = []
    for column in _grouping(group):
        skipped = 0 if column.kind == "flags" else FIRST_OPTION
        values = (None,) * skipped + column.options
        tables += _tables(subject, counts, column.name, values=values, group=group.question)[skipped:]
    return Breakdown(subject.question, subject.part, group.question, tuple(tables), group.multiple)


def _tables(
    subject: Subject,
    counts: dict[tuple[str, str], Matrix],
    left: str,
    *,
    values: Sequence[str | None],
    group: str | None = None,
) -> list[Table]:
    """A table for each value on the left. The first column holds the states; flags follow in their own."""
    first, *flags = (counts[left, column.name] for column in subject.columns)
    chosen = np.hstack(flags) if flags else first[:, FIRST_OPTION:][:, : len(subject.options)]
    answered = first[:, ANSWERED] if flags or not subject.options else first[:, FIRST_OPTION:].sum(axis=1)
    return [
        Table(
            question=subject.question,
            part=subject.part,
            options=subject.options,
            group=group if value is not None else None,
            value=value,
            counts=tuple(chosen[row].tolist()),
            base=int(answered[row]),
            not_answered=int(first[row, NOT_ANSWERED]),
            not_asked=int(first[row, NOT_ASKED]),
            multiple=subject.multiple,
        )
        for row, value in enumerate(values)
    ]
