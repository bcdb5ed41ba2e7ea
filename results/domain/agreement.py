"""How far people who coded the same answers independently agree, beyond what chance alone would give.

A theme is given to an answer or not, so each answer and theme is one decision of each coder. Two measures are
worked out, because each is known to some readers: Cohen's kappa for two named coders, and Krippendorff's
alpha for any number of them. Both are 1 where they always agree, about 0 where they agree as often as by
chance, and below 0 where they agree less often than that. Neither is a share of answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

# K. Krippendorff, Content Analysis, 2nd ed. (2004), section 11.4.2: rely on what reaches .800, draw only
# tentative conclusions from .667 on, and none below.
RELIABLE, TENTATIVE = 0.8, 2 / 3
# Below this many answers coded twice, one decision more or less moves the figures too much to say anything.
FEWEST = 20


class Level(StrEnum):
    """What a figure says."""

    HIGH = "high"
    FAIR = "fair"
    LOW = "low"
    UNKNOWN = "unknown"


def level(figure: float | None) -> Level:
    """What kappa or alpha says, by Krippendorff's limits (2004, section 11.4.2)."""
    if figure is None:
        return Level.UNKNOWN
    if figure >= RELIABLE:
        return Level.HIGH
    return Level.FAIR if figure >= TENTATIVE else Level.LOW


def kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two coders; None where nothing was coded, or both always said the same one thing.

    J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20
    (1960), 37-46: (p_o - p_e) / (1 - p_e), where p_e is the agreement by chance of each coder's own shares.
    """
    pairs = tuple(pairs)
    if not pairs:
        return None
    number = len(pairs)
    observed = sum(one == other for one, other in pairs) / number
    first, second = (Counter(side) for side in zip(*pairs, strict=True))
    expected = sum(count * second[value] for value, count in first.items()) / number**2
    return None if expected >= 1 else (observed - expected) / (1 - expected)


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal data; None where nothing can be compared, or there is one value only.

    `units` holds, for each unit, the values that its coders gave; one that fewer than two coded is left out.
    K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: 1 - D_o / D_e, from the
    matrix of coincidences, in which each pair of values of a unit of m values weighs 1 / (m - 1).
    """
    agreed = 0.0
    totals: Counter[Hashable] = Counter()
    for unit in units:
        values = Counter(unit)
        size = values.total()
        if size < 2:  # noqa: PLR2004 - it takes two to agree
            continue
        totals += values
        agreed += sum(count * (count - 1) for count in values.values()) / (size - 1)
    number = totals.total()
    expected = number**2 - sum(count**2 for count in totals.values())
    if not expected:
        return None
    return 1 - (number - 1) * (number - agreed) / expected


Themes = frozenset[str]


@dataclass(frozen=True)
class OfTheme:
    """Agreement on one theme: alpha, and of how many answers both coders, or only one, said it is there."""

    code: str
    alpha: float | None
    both: int
    one: int

    @property
    def level(self) -> Level:
        return level(self.alpha)


@dataclass(frozen=True)
class OfPair:
    """How far two coders agree, over every theme of every answer that both coded."""

    coders: tuple[int, int]
    answers: int
    same: int
    kappa: float | None

    @property
    def level(self) -> Level:
        return level(self.kappa)


@dataclass(frozen=True)
class Agreement:
    """How far those agree who coded the same answers. `same` counts answers with exactly the same themes."""

    answers: int
    same: int
    alpha: float | None
    themes: tuple[OfTheme, ...]
    pairs: tuple[OfPair, ...]

    @property
    def level(self) -> Level:
        return level(self.alpha) if self.answers >= FEWEST else Level.UNKNOWN


def measure(codings: Iterable[Mapping[int, Themes]], themes: Collection[str]) -> Agreement:
    """Agreement on these themes. `codings` holds, for each answer, the themes that each coder gave to it.

    Answers that one person coded are passed over. In all, each answer and theme is one unit, so that an
    answer with one theme of two in common counts as half agreed on those two.
    """
    double = [coding for coding in codings if len(coding) > 1]
    return Agreement(
        answers=len(double),
        same=sum(len(set(coding.values())) == 1 for coding in double),
        alpha=alpha([code in own for own in coding.values()] for coding in double for code in themes),
        themes=tuple(_of_theme(code, double) for code in themes),
        pairs=_pairs(double, themes),
    )


def _of_theme(code: str, codings: Sequence[Mapping[int, Themes]]) -> OfTheme:
    said = [[code in own for own in coding.values()] for coding in codings]
    both = sum(all(one) for one in said)
    return OfTheme(code, alpha(said), both, sum(any(one) for one in said) - both)


def _pairs(codings: Sequence[Mapping[int, Themes]], themes: Collection[str]) -> tuple[OfPair, ...]:
    found: dict[tuple[int, int], list[tuple[Themes, Themes]]] = {}
    for coding in codings:
        for one, other in combinations(sorted(coding), 2):
            found.setdefault((one, other), []).append((coding[one], coding[other]))
    return tuple(_of_pair(coders, given, themes) for coders, given in sorted(found.items()))


def _of_pair(
    coders: tuple[int, int], given: Sequence[tuple[Themes, Themes]], themes: Collection[str]
) -> OfPair:
    figure = kappa((code in one, code in other) for one, other in given for code in themes)
    return OfPair(coders, len(given), sum(one == other for one, other in given), figure)
