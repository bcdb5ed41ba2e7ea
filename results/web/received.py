"""When responses came, for a page: the chart and its table, from the part "days" of a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from results import charts, releases
from results import timeline as parts
from results.domain.disclosure import SafeTable
from results.domain.timeline import DAY, Timeline
from results.releases import Release
from results.web.view import CHANNEL_LABELS, Drawn, counted, drawn
from survey.domain.wording import MONTHS, say, say_day
from survey.store.database import Session

EVERY = say("All")


@dataclass(frozen=True, slots=True)
class Received:
    """Responses by day or week: the chart, and the table as its head and its rows."""

    chart: Drawn
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    by_day: bool
    received: int


def timeline_of(session: Session, release: Release) -> Timeline | None:
    """The part of a release; None where it has none."""
    return parts.read(releases.part(session, release, parts.DAYS))


def received(session: Session, release: Release) -> Received | None:
    """When the responses of a release came; None where that is not told."""
    found = timeline_of(session, release)
    if found is None:
        return None
    names = periods(found)
    tables = (found.everybody, *found.ways)
    cells = zip(*(table.cells for table in tables), strict=True)
    counts = [tuple(counted(cell.count) for cell in row) for row in cells]
    rows = tuple(zip(names, counts, strict=True))
    chart = drawn(charts.received, found, CHANNEL_LABELS, names, ends(found))
    return Received(
        chart, tuple(way_name(table) for table in tables), rows, found.days == DAY, found.received
    )


def way_name(table: SafeTable, labels: Mapping[str, str] = CHANNEL_LABELS) -> str:
    """What a table of a timeline counts: all, or one way."""
    return labels.get(table.value, table.value) if table.value else EVERY


def periods(found: Timeline) -> tuple[str, ...]:
    """Each day or week in words."""
    return tuple(_in_words(first, last) for first, last in found.periods)


def ends(found: Timeline) -> tuple[str, str]:
    """The first and the last day in words."""
    return say_day(found.first), say_day(found.last)


def _in_words(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    if first.month == last.month:
        return say(
            "{first} to {last} {month}", first=first.day, last=last.day, month=MONTHS[first.month - 1]
        )
    return say("{start} to {end}", start=_day(first), end=_day(last))


def _day(day: date) -> str:
    return say("{day} {month}", day=day.day, month=MONTHS[day.month - 1])
