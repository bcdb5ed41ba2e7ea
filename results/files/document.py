"""A document as blocks: what the committee pack says, before it is a Word file, a PDF or a page to print.

Words are said in the language of the document when a block is made. A text that has no translation keeps the
mark of its own language, so that it is read aloud in that.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate, groupby
from operator import itemgetter

from results.drawing import words
from results.drawing.canvas import Chart
from survey.domain.languages import Direction
from survey.domain.translating.texts import Untranslated


class Style(StrEnum):
    """What a paragraph is, not how it looks."""

    BODY = "body"
    LEAD = "lead"
    MESSAGE = "message"
    NOTE = "note"
    QUOTE = "quote"
    CODE = "code"


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3. `new_page`: it begins a page."""

    text: str
    level: int
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: str
    style: Style = Style.BODY


@dataclass(frozen=True)
class Points:
    """A list with bullets."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table with a row of headings; the first cell of each row is a heading too. `text`: text columns."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text: int = 1


@dataclass(frozen=True)
class Picture:
    """A chart, and what it is for those who cannot see it."""

    chart: Chart
    alt: str


# Which way the letters of each class of Unicode run; figures and signs run as what stands around them.
_WAYS: Mapping[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}

Block = Heading | Paragraph | Points | Table | Picture


@dataclass(frozen=True)
class Document:
    """A whole document. `code` is its language."""

    title: str
    author: str
    code: str
    direction: Direction
    day: date
    blocks: tuple[Block, ...]


def told(text: str) -> str:
    """The text in the language of the document."""
    return text if isinstance(text, Untranslated) else words.spoken(text)


def language_of(text: str) -> str | None:
    """The language of a text that is not in that of the document."""
    return text.language if isinstance(text, Untranslated) else None


def way_of(text: str, whole: Direction) -> Direction:
    """Which way a text runs, by its first letter; as the whole document does where it has none."""
    return next((way for way in map(_way, text) if way), whole)


def pieces_of(text: str, way: Direction) -> list[tuple[Direction, str]]:
    """A text in pieces that run one way each. What is no letter goes with the letters on both sides of it.

    Where these differ it goes with `way`, that of the paragraph. Without a letter from the right it is whole.
    """
    found = [_way(letter) for letter in text]
    if "rtl" not in found:
        return [("ltr", text)]
    before = [one or way for one in accumulate(found, _last)]
    after = [one or way for one in accumulate(reversed(found), _last)][::-1]
    ways = (one if one == other else way for one, other in zip(before, after, strict=True))
    grouped = groupby(zip(ways, text, strict=True), key=itemgetter(0))
    return [(one, "".join(letter for _, letter in group)) for one, group in grouped]


def _last(before: Direction | None, now: Direction | None) -> Direction | None:
    return now or before


def _way(letter: str) -> Direction | None:
    return _WAYS.get(unicodedata.bidirectional(letter))


def heading(text: str, level: int, *, new_page: bool = False) -> Heading:
    return Heading(told(text), level, new_page)


def paragraph(text: str, style: Style = Style.BODY) -> Paragraph:
    return Paragraph(told(text), style)


def points(texts: Iterable[str]) -> Points:
    return Points(tuple(told(text) for text in texts))


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], *, text: int = 1) -> Table:
    """A table whose first `text` columns are words; figures stand to the right in the others."""
    said = tuple(tuple(told(cell) for cell in row) for row in rows)
    return Table(told(caption), tuple(told(cell) for cell in header), said, text)


def picture(chart: Chart) -> Picture:
    return Picture(chart, words.spoken(chart.alt))
