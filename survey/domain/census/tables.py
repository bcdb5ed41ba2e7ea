"""Census tables as statistics offices publish them: rows of cells in, categories with counts out.

Three forms are common. A wide table has a row for each area and a column for each category; a tall one has a
row for each category; a long one has a row for each area and category. Titles and notes around the table are
passed over: the table is the largest block of rows that hold numbers under a row of headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from survey.domain.wording import listed, say

FEWEST, MOST_CATEGORIES = 2, 150
MOST_NAMED = 12
LONGEST_LABEL = 200

NO_TABLE = say(
    "No census table was found in the file. It needs a row of headings, and below it rows with a name and "
    "numbers of people."
)
NOT_WHOLE = say(
    "The table holds numbers that are not whole. Use the table with numbers of people, not shares."
)
TOO_MANY = say(
    "The table has more than {most} categories. Use one with fewer, or add them up first.",
    most=MOST_CATEGORIES,
)
ONE_CATEGORY = say("The table has only one category. It needs one for each group of people.")

_AREA_CODE = re.compile(r"[A-Z]\d{8}")
_AREA_HEADING = re.compile(
    r"area|ward|authorit|borough|district|region|geograph|mnemonic|parish|countr|place"
    r"|\b(?:ltla|utla|lad|wd|msoa|lsoa|oa)\d*(?:cd|nm)?\b|_(?:code|name)$",
    re.IGNORECASE,
)
_CODE_HEADING = re.compile(r"code$|cd$", re.IGNORECASE)
_PERCENT = re.compile(r"%|per ?cent", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_TOTAL = re.compile(r"^(?:total|all)\b|: ?total\b|does not apply|\btotal[ _]population\b", re.IGNORECASE)


class TableRefused(ValueError):
    """The table cannot be used. The text says why and what to do."""


class AreaNeeded(TableRefused):
    """The table is about several areas, and which one is meant was not said, or is not among them."""


@dataclass(frozen=True)
class Category:
    """A category as the table names it, and how many people are in it."""

    label: str
    count: int

    @property
    def is_total(self) -> bool:
        """Whether it looks like everybody, or like nobody in particular, rather than a group."""
        return bool(_TOTAL.search(self.label))


@dataclass(frozen=True)
class Found:
    """What a table says of one area: its categories, and of how many rows their counts are the sum."""

    categories: tuple[Category, ...]
    area: str = ""
    added_up: int = 1


@dataclass(frozen=True)
class _Block:
    """Headings and the rows under them, as texts; which columns hold numbers, areas and other words."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, place: int) -> list[str]:
        return [row[place] for row in self.rows]

    @property
    def size(self) -> int:
        return sum(_number(cell) is not None for row in self.rows for cell in row)

    @property
    def numbers(self) -> list[int]:
        """The columns that hold numbers of people: no codes, no shares."""
        return [place for place in range(len(self.headings)) if self._is_number(place)]

    def _is_number(self, place: int) -> bool:
        heading, cells = self.headings[place], [cell for cell in self.column(place) if cell]
        if not cells or _CODE_HEADING.search(heading) or _PERCENT.search(heading):
            return False
        return all(_number(cell) is not None for cell in cells)

    @property
    def words(self) -> list[int]:
        """The columns of names, without codes of categories."""
        numbers = self.numbers
        return [
            place
            for place, heading in enumerate(self.headings)
            if place not in numbers and any(self.column(place)) and not _PERCENT.search(heading)
        ]

    @property
    def areas(self) -> list[int]:
        """The columns that say which area a row is about."""
        return [place for place in self.words if self._is_area(place)]

    def _is_area(self, place: int) -> bool:
        cells = self.column(place)
        coded = sum(bool(_AREA_CODE.match(cell)) for cell in cells)
        return 2 * coded > len(cells) or bool(_AREA_HEADING.search(self.headings[place]))


def read(sheets: Iterable[Sequence[Sequence[Any]]], area: str = "") -> Found:
    """The categories of the table in these sheets, for one area: its name or its code as the table has it.

    Where several rows are about that area (the wards of a borough), they are added up. Without `area`, the
    table must be about one. Raises TableRefused, and AreaNeeded where it is about several.
    """
    blocks = [block for sheet in sheets for block in _blocks(sheet)]
    block = max(blocks, key=lambda one: one.size, default=None)
    if block is None or not block.words:
        raise TableRefused(NO_TABLE)
    found = _of_areas(block, area) if block.areas else _tall(block, area)
    return _checked(found)


def _checked(found: Found) -> Found:
    categories = tuple(one for one in found.categories if not _PERCENT.search(one.label))
    if len(categories) < FEWEST:
        raise TableRefused(ONE_CATEGORY)
    if len(categories) > MOST_CATEGORIES:
        raise TableRefused(TOO_MANY)
    return Found(categories, found.area, found.added_up)


def _blocks(rows: Sequence[Sequence[Any]]) -> Iterator[_Block]:
    """Every run of rows with numbers that has headings above it."""
    texts = [tuple(_text(cell) for cell in row) for row in rows]
    heading: tuple[str, ...] = ()
    under: list[tuple[str, ...]] = []
    for row in (*texts, ()):
        if _is_data(row) and heading:
            under.append(row)
            continue
        if under:
            yield _block(heading, under)
        above = () if under else heading
        heading, under = (_headings(above, row), []) if sum(map(bool, row)) > 1 else ((), [])


def _headings(above: Sequence[str], row: tuple[str, ...]) -> tuple[str, ...]:
    """The headings of a row, each after the one above it where that spans several, as areas do."""
    if not above or row[0]:
        return row
    spans, made = "", []
    for place, own in enumerate(row):
        spans = (above[place] if place < len(above) else "") or spans
        made.append(f"{spans} {own}".strip())
    return tuple(made)


def _block(heading: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> _Block:
    width = len(heading)
    return _Block(heading, tuple((*row, *[""] * width)[:width] for row in rows))


def _is_data(row: Sequence[str]) -> bool:
    """A row with a name and at least one number."""
    numbers = sum(_number(cell) is not None for cell in row)
    return numbers > 0 and sum(map(bool, row)) > numbers


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str("" if cell is None else cell).split())[:LONGEST_LABEL]


def _number(text: str) -> float | None:
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def _people(texts: Iterable[str]) -> int:
    numbers = [_number(text) or 0.0 for text in texts]
    if not all(number.is_integer() for number in numbers):
        raise TableRefused(NOT_WHOLE)
    return int(sum(numbers))


def _of_areas(block: _Block, area: str) -> Found:
    """A wide table, or a long one: each row is about an area."""
    rows, name = _rows_of(block, area)
    numbers = block.numbers
    others = [p for p in block.words if p not in block.areas and not _CODE_HEADING.search(block.headings[p])]
    if not numbers:
        raise TableRefused(NO_TABLE)
    if len(numbers) == 1 and others:
        labels = dict.fromkeys(row[others[0]] for row in rows if not _PERCENT.search(row[others[0]]))
        own = ((label, [row for row in rows if row[others[0]] == label]) for label in labels if label)
        made = [(Category(label, _people(r[numbers[0]] for r in mine)), len(mine)) for label, mine in own]
        return Found(tuple(one for one, _ in made), name, max((many for _, many in made), default=1))
    categories = (Category(block.headings[p] or "–", _people(row[p] for row in rows)) for p in numbers)
    return Found(tuple(categories), name, len(rows))


def _rows_of(block: _Block, area: str) -> tuple[list[tuple[str, ...]], str]:
    """The rows about an area, and its name as the table has it."""
    if not area:
        named = _names(block)
        if len(named) > 1:
            raise AreaNeeded(_which(named))
        return list(block.rows), next(iter(named), "")
    for place in block.areas:
        rows = [row for row in block.rows if row[place].casefold() == area.casefold()]
        if rows:
            return rows, rows[0][place]
    raise AreaNeeded(_not_there(area, _names(block)))


def _names(block: _Block) -> list[str]:
    """The areas, by the column with the fewest of them that has names rather than codes."""
    named = [list(dict.fromkeys(filter(None, block.column(place)))) for place in block.areas]
    plain = [names for names in named if names and not _AREA_CODE.match(names[0])]
    return min(plain or named, key=len, default=[])


def _tall(block: _Block, area: str) -> Found:
    """A row for each category; a column of numbers for each area."""
    numbers = _whole_columns(block)
    headings = [block.headings[place] for place in numbers]
    if not numbers:
        raise TableRefused(NOT_WHOLE if block.numbers else NO_TABLE)
    chosen = numbers[0]
    if area or len(numbers) > 1:
        match = [p for p in numbers if f"{block.headings[p]} ".casefold().startswith(f"{area} ".casefold())]
        match = match if area else []
        if not match and len(numbers) > 1:
            raise AreaNeeded(_not_there(area, headings) if area else _which(headings))
        chosen = match[0] if match else chosen
    labels = block.column(block.words[0])
    cells = zip(labels, block.column(chosen), strict=True)
    categories = (Category(label, _people([cell])) for label, cell in cells if label)
    return Found(tuple(categories), block.headings[chosen])


def _whole_columns(block: _Block) -> list[int]:
    return [p for p in block.numbers if all((_number(cell) or 0.0).is_integer() for cell in block.column(p))]


def _which(names: Sequence[str]) -> str:
    return say("The table is about several areas. Enter which one is meant: {names}", names=_some(names))


def _not_there(area: str, names: Sequence[str]) -> str:
    return say(
        "The table has no area called “{area}”. Enter one as it stands there: {names}",
        area=area,
        names=_some(names),
    )


def _some(names: Sequence[str]) -> str:
    shown = list(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        shown.append(say("and {number} more", number=len(names) - MOST_NAMED))
    return listed(shown) if shown else say("none was found")
