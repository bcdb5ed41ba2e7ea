"""Totals and rates of records. A rate is never shown with one denominator alone.

1 false alert in 335 alerts sounds frequent, 1 in 472,352 faces sounds rare, and both are true. So rates come
as `Rates`, which has every denominator or none, each counted over the records that publish both figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from survey.domain.records.record import FIGURES, Record
from survey.domain.wording import Words, listed, say, say_many

# What is divided by what. A use of the cameras counts as one wherever the numerator is published.
USES = "uses"
PARTS = ("false_alerts", "arrests")
DENOMINATORS = ("alerts", "faces", USES)
PAIRS = tuple((part, whole) for part in PARTS for whole in DENOMINATORS)
_IN_A_SENTENCE: Mapping[str, str] = {"false_alerts": say("false alerts"), "arrests": say("arrests")}
_PERCENT = 100
_FEW = 10


@dataclass(frozen=True)
class Total:
    """The sum of one figure, and how many records publish it."""

    count: int = 0
    published_in: int = 0

    def __add__(self, other: Total) -> Total:
        return Total(self.count + other.count, self.published_in + other.published_in)


@dataclass(frozen=True)
class Pair:
    """Two figures added up over the records that publish both."""

    part: int = 0
    whole: int = 0
    records: int = 0

    def __add__(self, other: Pair) -> Pair:
        return Pair(self.part + other.part, self.whole + other.whole, self.records + other.records)


@dataclass(frozen=True)
class Totals:
    """Records added up: each figure alone, and each pair of which a rate is made."""

    uses: int = 0
    figures: Mapping[str, Total] = field(default_factory=lambda: dict.fromkeys(FIGURES, Total()))
    pairs: Mapping[tuple[str, str], Pair] = field(default_factory=lambda: dict.fromkeys(PAIRS, Pair()))

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.uses + other.uses,
            {name: total + other.figures[name] for name, total in self.figures.items()},
            {names: pair + other.pairs[names] for names, pair in self.pairs.items()},
        )


@dataclass(frozen=True)
class Rate:
    """So many of one thing in so many of another, with how many records it is counted over."""

    part_name: str
    whole_name: str
    pair: Pair

    @property
    def text(self) -> str:
        """In whole numbers: 1 false alert in 335 alerts; none in 71 alerts."""
        whole = counted(self.pair.whole, self.whole_name)
        if not self.pair.part:
            return say("none in {whole}", whole=whole)
        return say("{part} in {whole}", part=counted(self.pair.part, self.part_name), whole=whole)

    @property
    def about(self) -> str:
        """The same made easier to compare; empty where the text says it already."""
        part, whole = self.pair.part, self.pair.whole
        if part == 0:
            return ""
        if self.whole_name == USES:
            each = say("about {number} a use", number=f"{part / whole:.1f}")
            return each if part > 1 and whole > 1 and part >= whole else ""
        if part > whole:
            return ""
        share = percent(part, whole)
        alone = part == 1 or _PERCENT * part >= _FEW * whole
        return share if alone else listed([share, one_in(part, whole)])


@dataclass(frozen=True)
class Rates:
    """Every rate of one figure. It cannot be made with a denominator left out."""

    name: str
    rates: tuple[Rate, ...]

    def __post_init__(self) -> None:
        if {rate.whole_name for rate in self.rates} != set(DENOMINATORS):
            raise ValueError(f"{self.name} needs every denominator: {DENOMINATORS}")

    @property
    def people(self) -> str:
        """How many people a false alert may have concerned; empty for other figures."""
        count = self.rates[0].pair.part if self.name == "false_alerts" else 0
        if not count:
            return ""
        return say_many(
            "{count} person was wrongly taken for somebody on the watchlist",
            "up to {count} people were wrongly taken for somebody on the watchlist",
            count,
        )


def counted(count: int, name: str) -> Words:
    """A count with its noun: 1 alert; 2,077 alerts."""
    nouns: Mapping[str, Words] = {
        "faces": say_many("{count} face", "{count} faces", count),
        "alerts": say_many("{count} alert", "{count} alerts", count),
        "false_alerts": say_many("{count} false alert", "{count} false alerts", count),
        "arrests": say_many("{count} arrest", "{count} arrests", count),
        USES: say_many("{count} use of the cameras", "{count} uses of the cameras", count),
    }
    return nouns[name]


def totals(records: Iterable[Record]) -> Totals:
    """Everything added up, whatever the order."""
    found = list(records)
    return Totals(
        len(found),
        {name: _total(found, name) for name in FIGURES},
        {(part, whole): _pair(found, part, whole=whole) for part, whole in PAIRS},
    )


def _total(records: list[Record], name: str) -> Total:
    published = [count for record in records if (count := record.figure(name)) is not None]
    return Total(sum(published), len(published))


def _pair(records: list[Record], part: str, *, whole: str) -> Pair:
    both = [
        (first, second)
        for record in records
        if (first := record.figure(part)) is not None
        and (second := 1 if whole == USES else record.figure(whole)) is not None
    ]
    return Pair(sum(first for first, _ in both), sum(second for _, second in both), len(both))


def rates(total: Totals) -> tuple[Rates, ...]:
    """Every rate that can be given: none of a figure of which one denominator is missing or nought."""
    found = []
    for name in PARTS:
        each = tuple(Rate(name, whole, total.pairs[name, whole]) for whole in DENOMINATORS)
        if all(rate.pair.whole for rate in each):
            found.append(Rates(name, each))
    return tuple(found)


def without_rates(total: Totals) -> tuple[str, ...]:
    """The figures for which no rate can be given, in words."""
    given = {one.name for one in rates(total)}
    return tuple(_IN_A_SENTENCE[name] for name in PARTS if name not in given)


def percent(part: int, whole: int) -> str:
    """A percentage without false precision: whole from 1% on, below that as exact as the count allows.

    A share that is not nought or everything is never rounded to either.
    """
    share = _PERCENT * part / whole
    if part == whole or share == 0:
        return f"{share:.0f}%"
    if share > _PERCENT - 1:
        return say("over 99%")
    if share >= 1:
        return f"{share:.0f}%"
    digits = 1 if part < _FEW else 2
    return f"{_decimal(share, digits)}%"


def _decimal(value: float, digits: int) -> str:
    """A number below 1 with so many digits after its leading noughts, never in powers of ten."""
    exponent = int(f"{value:e}".rpartition("e")[2])
    return f"{value:.{digits - 1 - exponent}f}"


def one_in(part: int, whole: int) -> str:
    """1 in so many, in whole numbers."""
    many = f"{(2 * whole + part) // (2 * part):,}"
    if whole % part == 0:
        return say("1 in {number}", number=many)
    return say("about 1 in {number}", number=many)
