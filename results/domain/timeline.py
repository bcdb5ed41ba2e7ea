"""When responses came: counts by day or week and by way of answering, rounded down to ten, and nothing else.

No answer is ever counted by day. The exact number of all responses is public too, so by subtraction
everybody knows how many rounding took off altogether. Where ways are told apart, the figure of all ways
together tells more of theirs: 10 on the web, 10 on paper and 30 together are not 10 and 10 exactly. A form is
published only where all of its figures and the total, taken together, leave open for every figure each of the
ten numbers that it may stand for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from results.domain.disclosure import PROGRESS_STEP, SafeTable, progress
from results.domain.tables import Table

DAY, WEEK = 1, 7
NAME = "received"
WAY = "channel"
MOST_TAKEN = PROGRESS_STEP - 1

# Responses by day and by way of answering: exact, for `timeline` to round.
Counts = Mapping[tuple[date, str], int]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Responses received by period: of all ways together, and of each way where these may be told apart.

    `days` is how many days a period has; the last may have fewer. Options of the tables are first days.
    """

    days: int
    first: date
    last: date
    received: int
    everybody: SafeTable
    ways: tuple[SafeTable, ...] = ()

    @property
    def periods(self) -> tuple[tuple[date, date], ...]:
        """First and last day of each period."""
        starts = [date.fromisoformat(option) for option in self.everybody.options]
        return tuple((day, min(day + timedelta(days=self.days - 1), self.last)) for day in starts)


def timeline(counts: Counts, ways: Sequence[str], *, first: date, last: date) -> Timeline | None:
    """By days where at least half of them had ten responses, else by weeks; None where neither may be told.

    Days before `first` or after `last` on which something came are in it too.
    """
    came = [day for (day, _way), count in counts.items() if count]
    first, last = min([first, *came]), max([last, *came])
    for days in (DAY, WEEK):
        for apart in (True, False):
            made = _made(counts, ways if apart else (), days=days, first=first, last=last)
            if made is not None:
                return made
    return None


def _made(counts: Counts, ways: Sequence[str], *, days: int, first: date, last: date) -> Timeline | None:
    starts = list(_starts(first, last, days))
    place = {start + timedelta(days=more): start for start in starts for more in range(days)}
    by_period = {(start, way): 0 for start in starts for way in {way for _, way in counts}}
    for (day, way), count in counts.items():
        by_period[place[day], way] += count
    totals = [sum(n for (start, _), n in by_period.items() if start == own) for own in starts]
    if 2 * sum(total >= PROGRESS_STEP for total in totals) < len(starts):
        return None
    everybody = _rounded(starts, totals)
    own = [[by_period.get((start, way), 0) for start in starts] for way in ways]
    by_way = tuple(_rounded(starts, each, way) for way, each in zip(ways, own, strict=True))
    received = sum(totals)
    if not leaves_open(everybody, by_way, total=received):
        return None
    return Timeline(days, first, last, received, everybody, by_way)


def _starts(first: date, last: date, days: int) -> Iterator[date]:
    for number in range(((last - first).days + days) // days):
        yield first + timedelta(days=number * days)


def _rounded(starts: Sequence[date], counts: Sequence[int], way: str | None = None) -> SafeTable:
    return progress(
        Table(
            question=NAME,
            part=None,
            options=tuple(start.isoformat() for start in starts),
            group=None if way is None else WAY,
            value=way,
            counts=tuple(counts),
            base=sum(counts),
            not_answered=0,
            not_asked=0,
        )
    )


def leaves_open(everybody: SafeTable, ways: Sequence[SafeTable] = (), *, total: int) -> bool:
    """Whether both tables and the exact total together leave every figure each of its ten numbers.

    Rounding took 0 to 9 off each figure. Off the k figures of everybody it took r together, which is known;
    each may have lost any of these where 9 <= r <= 9(k - 1). The n ways of a period lost together what
    everybody's figure of it lost, and d more, by which that figure is above the sum of theirs. Each of them
    may have lost any, whatever the total, where all of them but one can lose d: where d <= 9(n - 1).
    """
    figures = _figures(everybody)
    if not MOST_TAKEN <= total - sum(figures) <= MOST_TAKEN * (len(figures) - 1):
        return False
    # Without ways there is nothing apart, and so nothing to compare.
    apart = [sum(own) for own in zip(*map(_figures, ways), strict=True)]
    most = MOST_TAKEN * (len(ways) - 1)
    return all(whole - parts <= most for whole, parts in zip(figures, apart, strict=bool(ways)))


def _figures(table: SafeTable) -> list[int]:
    return [cell.count or 0 for cell in table.cells]
