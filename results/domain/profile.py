"""Who answered, beside the census: published figures only, as counts of people and never as scores.

People who preferred not to say, or who belong to no census category, are shown apart: nobody knows where
they would be counted. The census is data with a source, a date and a note, like any other statement.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil

from results.domain.disclosure import HIDE_BELOW, PROFILE, SafeTable, percent


class ProfileError(ValueError):
    """The census margin and the question cannot be put side by side."""


@dataclass(frozen=True, slots=True)
class Margin:
    """Census counts of one characteristic, category by category, in the codes of the question's options."""

    group: str
    counts: tuple[tuple[str, int], ...]
    source: str
    date: str
    note: str = ""

    def __post_init__(self) -> None:
        if len(dict(self.counts)) != len(self.counts):
            raise ProfileError(f"{self.group}: the census names a category twice")
        if self.total <= 0 or min(count for _, count in self.counts) < 0:
            raise ProfileError(f"{self.group}: the census counts nobody")

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One category. `responses` None reads "fewer than 10", and then `missing` is the least it can be."""

    category: str
    responses: int | None
    share: int | None
    census: int
    census_share: int
    missing: int


@dataclass(frozen=True, slots=True)
class ApartRow:
    """People who answered the question and are in no census category."""

    category: str
    responses: int | None


@dataclass(frozen=True, slots=True)
class Profile:
    """One characteristic: its rows, those apart, and the base of the shares."""

    group: str
    rows: tuple[ProfileRow, ...]
    apart: tuple[ApartRow, ...]
    base: int
    not_answered: int | None
    not_asked: int | None
    margin: Margin


def is_due(now: int, *, counted: int, least: int) -> bool:
    """Whether a profile shown while open is to be counted anew: after `least` more responses.

    `now` is how many there are, `counted` how many it was counted from: 0 before the
    first one. Responses that were withdrawn since make it later, never sooner.
    A new profile after every response would show who had just answered; among so many nobody can be told
    (in experiments, two dates with 50 new responses between them gave nothing away, and one new one did).
    """
    return now - counted >= least


def compare(table: SafeTable, margin: Margin, *, apart: Collection[str] = ()) -> Profile:
    """The profile of one characteristic. `apart` holds the options that no census category stands for."""
    _refuse_mismatch(table, margin, apart)
    figures = {option: cell.count for option, cell in zip(table.options, table.cells, strict=True)}
    if table.base is None:
        raise ProfileError(f"{table.question}: too few people answered for a profile")
    base = max(0, table.base - sum(figures[option] or 0 for option in apart))
    return Profile(
        group=table.question,
        rows=tuple(_row(category, figures[category], base, margin) for category, _ in margin.counts),
        apart=tuple(ApartRow(option, figures[option]) for option in table.options if option in apart),
        base=base,
        not_answered=table.not_answered,
        not_asked=table.not_asked,
        margin=margin,
    )


def _row(category: str, responses: int | None, base: int, margin: Margin) -> ProfileRow:
    census = dict(margin.counts)[category]
    census_share = percent(census, margin.total)
    return ProfileRow(
        category=category,
        responses=responses,
        share=percent(responses, base),
        census=census,
        census_share=census_share or 0,
        missing=_missing(HIDE_BELOW - 1 if responses is None else responses, base, census, margin.total),
    )


def _missing(responses: int, base: int, census: int, total: int) -> int:
    """How many more responses, all from this group, would give it its census share.

    (responses + m) / (base + m) = census / total, solved for m.
    """
    if census == total:
        return 0
    return max(0, ceil((census * base - total * responses) / (total - census)))


def _refuse_mismatch(table: SafeTable, margin: Margin, apart: Collection[str]) -> None:
    if table.kind != PROFILE or table.question != margin.group:
        raise ProfileError(f"{table.name} is not the profile of {margin.group}")
    categories = {category for category, _ in margin.counts}
    strangers = sorted((categories | set(apart)) - set(table.options))
    if strangers:
        raise ProfileError(f"{margin.group}: no option called {', '.join(strangers)}")
    if categories & set(apart):
        raise ProfileError(f"{margin.group}: {', '.join(sorted(categories & set(apart)))} is in the census")
    without = sorted(set(table.options) - categories - set(apart))
    if without:
        raise ProfileError(f"{margin.group}: the census has no category for {', '.join(without)}")
