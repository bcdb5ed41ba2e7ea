"""Synthetic answers of the types whose parts hang together: an order of preference, a total shared out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from survey.domain.questionnaires.codebook import FIRST_OPTION, NOT_ANSWERED
from survey.domain.questionnaires.kinds import ConstantSum, Ranking

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]
Drawn = tuple[dict[str, Bytes], dict[str, Numbers]]

# How many of those who rank go on to each next place.
GO_ON = 0.85


def draw_parts(
    question: Ranking | ConstantSum,
    weights: Sequence[float] | None,
    *,
    skipped: NDArray[np.bool_],
    rng: np.random.Generator,
) -> Drawn:
    """The coded columns by name, and for a total the shares themselves. `weights`: one for each option."""
    odds = np.asarray(weights or [1.0] * len(question.options), float)
    if isinstance(question, Ranking):
        return _ranking(question, odds, skipped, rng=rng), {}
    return _sums(question, odds, skipped, rng=rng)


def _ranking(
    question: Ranking, odds: NDArray[np.float64], skipped: NDArray[np.bool_], *, rng: np.random.Generator
) -> dict[str, Bytes]:
    size, last = len(skipped), len(question.places)
    # Adding this noise to the logarithm of the odds and sorting draws one after the other by their odds.
    order = np.argsort(np.argsort(-(np.log(odds) + rng.gumbel(size=(size, len(odds)))), axis=1), axis=1)
    reached = 1 + (np.cumprod(rng.random((size, last)) < GO_ON, axis=1)[:, : last - 1]).sum(axis=1)
    places = np.where(order < reached[:, None], order, last)
    codes = np.where(skipped[:, None], NOT_ANSWERED, FIRST_OPTION + places).astype(np.uint8)
    return {f"{question.code}.{code}": codes[:, i].copy() for i, code in enumerate(question.option_codes)}


def _sums(
    question: ConstantSum, odds: NDArray[np.float64], skipped: NDArray[np.bool_], *, rng: np.random.Generator
) -> Drawn:
    # People share out round figures: tenths of the total, and what is left over to the first.
    tenth = question.total // 10
    shares = rng.multinomial(10, rng.dirichlet(odds, size=len(skipped))).astype(np.int64) * tenth
    shares[:, 0] += question.total - shares.sum(axis=1)
    edges = np.array([band.maximum for band in question.counted_bands])
    codes = FIRST_OPTION + np.searchsorted(edges, shares)
    codes = np.where(skipped[:, None], NOT_ANSWERED, codes).astype(np.uint8)
    return (
        {key: codes[:, i].copy() for i, key in enumerate(question.keys)},
        {key: shares[:, i].copy() for i, key in enumerate(question.keys)},
    )


def part_fragments(
    question: Ranking | ConstantSum, columns: Mapping[str, Bytes], shares: Mapping[str, Numbers]
) -> list[str]:
    """The answers of each response as the inside of a JSON object."""
    names = [f"{question.code}.{part.code}" for part in question.parts]
    rows = zip(*(columns[name].tolist() for name in names), strict=True)
    if isinstance(question, Ranking):
        return [_places(question, row) for row in rows]
    numbers = zip(*(shares[name].tolist() for name in names), strict=True)
    return [
        _pairs(zip(names, given, strict=True)) if row[0] >= FIRST_OPTION else ""
        for row, given in zip(rows, numbers, strict=True)
    ]


def _places(question: Ranking, row: Sequence[int]) -> str:
    placed = {code - FIRST_OPTION: option for code, option in zip(row, question.option_codes, strict=True)}
    return _pairs((key, placed[place]) for place, key in enumerate(question.keys) if place in placed)


def _pairs(pairs: Any) -> str:  # noqa: ANN401 - any keys with their values
    return ",".join(f"{json.dumps(key)}:{json.dumps(value)}" for key, value in pairs)
