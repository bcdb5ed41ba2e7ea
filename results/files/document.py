"""A document as blocks: what the committee pack says, before it is a Word file, a PDF or a page to print.

Words are said in the language of the document when a block is made. A text that has no translation keeps the
mark of its own language, so that it is read aloud in that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
