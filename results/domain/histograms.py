"""Joint histograms of coded columns: the one place that walks over every response.

Several columns are packed into one 16-bit number, and the numbers are counted once; each pair of columns is
then read off the small result. A walk goes in chunks that stay in the processor's cache.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from survey.domain.questionnaires.codebook import FIRST_OPTION, Column

Columns = Mapping[str, NDArray[np.uint8]]
Matrix = NDArray[np.int64]

CHUNK = 1 << 18
BINS = 1 << 16
HALF = 1 << 8
STATES = 3


class ColumnError(ValueError):
    """A column is missing, too short, or holds a code that its code book does not know."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One column as counted: how many codes it may hold, and which codes belong to each of its values."""

    name: str
    size: int
    members: Matrix

    @classmethod
    def of(cls, column: Column) -> "Axis":
        """The axis of a column, with a value for each option, or for each state."""
        if column.kind == "flags":
            bits = np.arange(len(column.options))[:, None]
            return cls(column.name, 1 << len(bits), np.arange(1 << len(bits)) >> bits & 1)
        if column.kind == "state":
            return cls(column.name, STATES, np.eye(STATES, dtype=np.int64))
        size = FIRST_OPTION + len(column.options)
        return cls(column.name, size, np.eye(size, dtype=np.int64))


Pack = tuple[Axis, ...]


def packs(axes: Sequence[Axis], limit: int) -> tuple[Pack, ...]:
    """The axes put together, in order, so that no pack has more than `limit` combinations."""
    made: list[list[Axis]] = []
    for axis in axes:
        if made and prod(a.size for a in made[-1]) * axis.size <= limit:
            made[-1].append(axis)
        else:
            made.append([axis])
    return tuple(tuple(pack) for pack in made)


def crossed(columns: Columns, left: Sequence[Axis], right: Sequence[Axis]) -> dict[tuple[str, str], Matrix]:
    """For every left and right axis: the counts of each left value by each right value."""
    lefts = packs(left, HALF)
    rights = packs(right, (BINS - 1) // max(prod(a.size for a in pack) for pack in lefts))
    totals = {(i, j): np.zeros(0, np.int64) for i in range(len(lefts)) for j in range(len(rights))}
    for chunk in _chunks(columns, (*left, *right)):
        left_codes = [_codes(chunk, pack) for pack in lefts]
        right_codes = [_codes(chunk, pack) for pack in rights]
        for (i, j), total in totals.items():
            size = np.uint16(prod(a.size for a in rights[j]))
            counts = np.bincount(left_codes[i] * size + right_codes[j], minlength=_bins(lefts[i], rights[j]))
            totals[i, j] = counts + total if total.size else counts
    return {
        pair: counts
        for (i, j), total in totals.items()
        for pair, counts in _pairs(total, lefts[i], rights[j])
    }


def _bins(left: Pack, right: Pack) -> int:
    return prod(axis.size for axis in (*left, *right))


def length(columns: Columns, axes: Sequence[Axis]) -> int:
    """How many responses these columns hold, if they all are there and hold as many."""
    missing = [axis.name for axis in axes if axis.name not in columns]
    lengths = {len(columns[axis.name]) for axis in axes if axis.name in columns}
    if missing or len(lengths) > 1:
        raise ColumnError(f"columns missing: {missing}" if missing else "columns differ in length")
    return max(lengths, default=0)


def _chunks(columns: Columns, axes: Sequence[Axis]) -> Iterator[dict[str, NDArray[np.uint8]]]:
    # One turn also where there are no responses, so that every histogram exists, with noughts.
    for start in range(0, max(1, length(columns, axes)), CHUNK):
        yield {axis.name: _checked(columns[axis.name][start : start + CHUNK], axis) for axis in axes}


def _checked(values: NDArray[np.uint8], axis: Axis) -> NDArray[np.uint8]:
    # An unknown code would spill into the figures of another answer, so it stops the count instead.
    if axis.size < HALF and values.max(initial=0) >= axis.size:
        raise ColumnError(f"{axis.name} holds code {values.max()}, its code book ends at {axis.size - 1}")
    return values


def _codes(chunk: Columns, pack: Pack) -> NDArray[np.uint16]:
    codes = chunk[pack[0].name].astype(np.uint16)
    for axis in pack[1:]:
        codes *= np.uint16(axis.size)
        codes += chunk[axis.name]
    return codes


def _pairs(total: Matrix, left: Pack, right: Pack) -> Iterator[tuple[tuple[str, str], Matrix]]:
    whole = total.reshape([axis.size for axis in (*left, *right)])
    for i, one in enumerate(left):
        others = tuple(k for k in range(len(left)) if k != i)
        margin = whole.sum(axis=others) if others else whole
        for j, two in enumerate(right):
            rest = tuple(1 + k for k in range(len(right)) if k != j)
            pair = margin.sum(axis=rest) if rest else margin
            yield (one.name, two.name), one.members @ pair @ two.members.T
