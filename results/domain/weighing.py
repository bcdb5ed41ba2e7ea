"""Weights that give the people who answered the make-up of the area: raking, and what it costs.

Weighting repairs the profile of those who answered and nothing else: whoever chose to answer may still think
differently from a neighbour of the same age who did not. So weighted figures are a check beside the real
ones, and are withheld where they would rest on too few people.

Everybody with the same categories has the same weight, so the work is done over cells, which are few, and
not over responses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

CAP = 5.0
MOST_SHORT = 3
LEAST_EFFECTIVE = 100
MOST_DESIGN = 3.0
TOLERANCE = 1e-12
MOST_TURNS = 2000
MOST_CYCLES = 200
# A weight this little above the cap is at the cap: the last raking moved it, and no reader could see it.
ABOVE_CAP = 1e-9
MOST_CELLS = 1 << 20


class WeighingError(ValueError):
    """These people cannot be weighted to these targets. The text says why, in plain words."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Who is to be weighted. People of one cell are alike in every margin.

    `categories` holds, for each margin, the category of each cell; `people` says how many are in each cell,
    and `place` in which cell each person is.
    """

    categories: tuple[Places, ...]
    people: Floats
    place: Places


@dataclass(frozen=True, slots=True)
class Design:
    """What weights cost: people, how many an unweighted sample would need to be as steady, and the spread.

    `effective` and `effect` are Kish's: (sum of weights) squared over the sum of squared weights, and people
    over that (L. Kish, Survey Sampling, 1965, section 11.7; Weighting for unequal P_i, Journal of Official
    Statistics 8, 1992). `largest` is in mean weights.
    """

    people: float
    effective: float
    effect: float
    largest: float

    @property
    def steady(self) -> bool:
        """Whether weighted figures may be shown."""
        return self.effective >= LEAST_EFFECTIVE and self.effect <= MOST_DESIGN


def cells_of(codes: Sequence[NDArray[np.integer]], sizes: Sequence[int]) -> Cells:
    """The cells of people, given the category (0 to size - 1) of each person in each margin.

    Raises WeighingError where the margins have so many categories that nobody could be compared.
    """
    many = prod(sizes)
    if many > MOST_CELLS:
        raise WeighingError("There are too many groups to weight by all of these at once.")
    combined = np.zeros(len(codes[0]), np.intp)
    for own, size in zip(codes, sizes, strict=True):
        combined *= size
        combined += own
    counts = np.bincount(combined, minlength=many)
    there = np.flatnonzero(counts)
    numbered = np.zeros(many, np.intp)
    numbered[there] = np.arange(len(there))
    categories = np.unravel_index(there, tuple(sizes))
    return Cells(tuple(categories), counts[there].astype(float), numbered[combined])


def merge_small(
    figures: Sequence[int | None], census: Sequence[int], *, least: int
) -> tuple[tuple[int, ...], ...]:
    """The places of categories, put together so that each group can be weighted.

    A category is too small with fewer than `least` people, or with so few that its census share is more than
    MOST_SHORT times its share of answers: no steady weights could make that up. Those too small are put
    together, and take the next smallest with them until they are large enough. `figures` are published ones,
    None under 10, so every step follows from what is published anyway.
    """
    known = [figure or 0 for figure in figures]
    everybody, answered = sum(census), sum(known)

    def small(places: Sequence[int]) -> bool:
        people, wanted = sum(known[place] for place in places), sum(census[place] for place in places)
        return people < least or wanted * answered > MOST_SHORT * everybody * people

    smallest_first = sorted(range(len(known)), key=lambda place: (known[place], place))
    together = [place for place in smallest_first if small([place])]
    rest = [place for place in smallest_first if place not in together]
    while together and rest and small(together):
        together.append(rest.pop(0))
    groups = [(place,) for place in rest] + ([tuple(sorted(together))] if together else [])
    return tuple(sorted(groups))


def rake(
    cells: Cells, targets: Sequence[Sequence[float]], *, base: Floats | None = None, cap: float | None = CAP
) -> Floats:
    """The weight of each cell, so that every margin has the shares of its target; the mean weight is 1.

    `targets` are counts or shares, which are made shares. `base` holds the sum of the weights that the people
    of each cell had before; the result is then by how much to multiply these, and there is no cap. Without
    it, no weight is above `cap`: those above are cut and everything is raked again, until both hold.
    Iterative proportional fitting: W. E. Deming, F. F. Stephan, Annals of Mathematical Statistics 11, 1940.
    Raises WeighingError where a target has nobody, somebody has no target, or no weights can meet them.
    """
    shares = [_shares(cells, margin, target) for margin, target in enumerate(targets)]
    before = cells.people if base is None else base
    total = float(before.sum())
    mass = _fitted(cells, shares, before / total)
    if cap is None or base is not None:
        return mass * total / before
    for _ in range(MOST_CYCLES):
        weights = mass * total / cells.people
        if weights.max() <= cap * (1 + ABOVE_CAP):
            return weights
        mass = _fitted(cells, shares, np.minimum(weights, cap) * cells.people / total)
    raise WeighingError(
        f"No weights of at most {cap:g} give every group its share. The people who answered are too unlike "
        "the targets."
    )


def _shares(cells: Cells, margin: int, target: Sequence[float]) -> Floats:
    """A target as shares. Raises WeighingError where it and the people do not fit one another."""
    wanted = np.asarray(target, float)
    if not len(wanted) or not np.isfinite(wanted).all() or wanted.min() < 0 or wanted.sum() <= 0:
        raise WeighingError("A target counts nobody.")
    there = np.bincount(cells.categories[margin], weights=cells.people, minlength=len(wanted))
    if len(there) > len(wanted) or (wanted[there > 0] == 0).any():
        raise WeighingError("Some people who answered are in a group without a target. Merge it first.")
    if (there[wanted > 0] == 0).any():
        raise WeighingError("A group of the target has nobody who answered. Merge it with another first.")
    return wanted / wanted.sum()


def _fitted(cells: Cells, shares: Sequence[Floats], mass: Floats) -> Floats:
    """The mass of each cell after fitting one margin after the other until none moves any more."""
    for _ in range(MOST_TURNS):
        worst = 0.0
        for categories, wanted in zip(cells.categories, shares, strict=True):
            found = np.bincount(categories, weights=mass, minlength=len(wanted))
            factors = np.divide(wanted, found, out=np.ones_like(wanted), where=found > 0)
            worst = max(worst, float(np.abs(factors - 1).max()))
            mass = mass * factors[categories]
        if worst < TOLERANCE:
            return mass
    raise WeighingError("No weights give every group its share: the targets contradict what was answered.")


def design(weights: Floats, people: Floats | None = None) -> Design:
    """What these weights cost. `people` says how many have each weight; without it, one each."""
    each = np.ones(len(weights)) if people is None else people
    number, total = float(each.sum()), float((weights * each).sum())
    if total <= 0:
        return Design(number, 0.0, float("inf"), 0.0)
    effective = total**2 / float((weights**2 * each).sum())
    largest = float(weights[each > 0].max()) * number / total
    return Design(number, effective, number / effective, largest)
