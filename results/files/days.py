"""When responses came: the part "days" of a release as a file and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from results import charts
from results.domain.disclosure import SafeTable
from results.domain.timeline import Timeline
from results.drawing import words
from results.exports import FEWER
from results.files.document import Block, Style, heading, paragraph, picture, table
from results.files.figures import message as sentence
from results.files.material import Material
from results.timeline import DAYS, read
from survey.domain.wording import say, say_day

HEADER = ("first-day", "last-day", "channel", "responses")
EVERY_WAY = "all"


def days_csv(stored: Any) -> bytes | None:  # noqa: ANN401 - the JSON of the part
    """A line for each period and way of answering; None where the release tells nothing of it."""
    found = read(stored)
    if found is None:
        return None
    file = io.StringIO()
    lines = csv.writer(file, lineterminator="\r\n")
    lines.writerow(HEADER)
    for own in (found.everybody, *found.ways):
        for (first, last), cell in zip(found.periods, own.cells, strict=True):
            count = FEWER if cell.count is None else cell.count
            lines.writerow((first.isoformat(), last.isoformat(), own.value or EVERY_WAY, count))
    return file.getvalue().encode()


def chart(material: Material) -> Iterator[Block]:
    """When responses came, as a chart of the pack."""
    found = read(material.told.parts.get(DAYS))
    if found is None:
        return
    names = {option: say_day(first) for option, (first, _) in _named(found)}
    made = charts.responses_by_day(found.everybody, names)
    yield heading(say("When responses came"), 2)
    yield paragraph(sentence(made.message), Style.MESSAGE)
    yield picture(made)
    yield paragraph(
        say(
            "Responses received, rounded down to ten, those included that were left out later. The table is "
            "at the end."
        ),
        Style.NOTE,
    )


def _named(found: Timeline) -> Iterator[tuple[str, tuple[date, date]]]:
    return zip(found.everybody.options, found.periods, strict=True)


def blocks(material: Material) -> Iterator[Block]:
    """The same as a table of the pack, a period a line."""
    found = read(material.told.parts.get(DAYS))
    if found is None:
        return
    yield heading(say("When responses came, in figures"), 1)
    named = dict(material.told.ways)
    ways = [named.get(own.value or "", own.value or "") for own in found.ways]
    header = (say("Day") if found.days == 1 else say("From"), say("All together"), *ways)
    lines = zip(found.periods, *(_column(own) for own in (found.everybody, *found.ways)), strict=True)
    rows = ((_period(period), *counts) for period, *counts in lines)
    yield table(say("Responses received"), header, rows)


def _period(period: tuple[date, date]) -> str:
    first, last = map(say_day, period)
    return first if first == last else say("{first} to {last}", first=first, last=last)


def _column(own: SafeTable) -> list[str]:
    return [words.FEWER if cell.count is None else words.number(cell.count) for cell in own.cells]
