"""Intervals for an invited random sample, and for nothing else.

Self-selected answers have none: they say what those people answered who chose to, and no formula says how
far that is from everybody (AAPOR's guidance on opt-in samples).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from statistics import NormalDist

from results.domain.disclosure import STEP, SafeCell, SafeTable

LEVEL = 0.95
LEAST_EFFECTIVE = 30
# Above this share of the population the figures are noticeably steadier than its size would make them.
MUCH_SAMPLED = 0.05
# By how many people a published figure about a group may be off.
OFF_BY = STEP - 1
# A household of the most people who may ask for codes of their own, with the one who had the letter.
LARGEST_HOUSEHOLD = 7


def wilson(share: float, base: float, *, level: float = LEVEL) -> tuple[float, float]:
    """The interval around a share from 0 to 1, of `base` people, who need not be a whole number.

    E. B. Wilson, Journal of the American Statistical Association 22, 1927. With an effective base, of people
    divided by the design effect, as for complex samples. Raises ValueError where nobody was asked.
    """
    if base <= 0:
        raise ValueError("an interval needs somebody who answered")
    z = NormalDist().inv_cdf(0.5 + level / 2)
    spread = 1 + z * z / base
    middle = (share + z * z / (2 * base)) / spread
    half = z * (share * (1 - share) / base + z * z / (4 * base * base)) ** 0.5 / spread
    return max(0.0, middle - half), min(1.0, middle + half)


def of_finite(base: float, answered: float, population: int) -> float:
    """The effective base where much of the population answered: base x (N - 1) / (N - n).

    W. G. Cochran, Sampling Techniques, 1977, section 2.6. `answered` is n and `population` is N.
    """
    return base * (population - 1) / max(population - answered, 1)


def household_effect(answered: int, addresses: int) -> float:
    """The most that answering together can cost: the design effect if a household always answers alike.

    Kish's 1 + (m - 1) x rho for clusters of one size; for several, the sum of squared sizes over their sum,
    at rho = 1 (Survey Sampling, 1965, section 5.4). Sizes are not known, so the extra people are taken to be
    in as few and as large households as there can be.
    """
    if answered <= max(addresses, 1):
        return 1.0
    addresses = max(addresses, ceil(answered / LARGEST_HOUSEHOLD))
    extra = answered - addresses
    full, rest = divmod(extra, LARGEST_HOUSEHOLD - 1)
    alone = max(addresses - full - (1 if rest else 0), 0)
    squares = full * LARGEST_HOUSEHOLD**2 + ((1 + rest) ** 2 if rest else 0) + alone
    return max(1.0, squares / answered)


@dataclass(frozen=True, slots=True)
class Interval:
    """From which whole percentage to which one, both rounded outwards."""

    low: int
    high: int


def interval(
    cell: SafeCell, table: SafeTable, *, effect: float = 1.0, population: int = 0
) -> Interval | None:
    """The interval of one published figure of a random sample; None where none may be given.

    It is worked out from published figures alone, so it tells nothing more than these, and it is as much
    wider as they may be off. `population` is of how many the sample was drawn, or 0 where nobody knows.
    """
    if cell.count is None or table.base is None:
        return None
    people = max(table.base - OFF_BY, 1)
    base = people / max(effect, 1.0)
    if base < LEAST_EFFECTIVE:
        return None
    much = population > 1 and people / population > MUCH_SAMPLED
    steady = of_finite(base, people, population) if much else base
    least = max(0, cell.count - OFF_BY) / (table.base + OFF_BY)
    most = min(1.0, (cell.count + OFF_BY) / people)
    low, high = wilson(least, steady)[0], wilson(most, steady)[1]
    return Interval(int(100 * low), min(100, ceil(100 * high)))
