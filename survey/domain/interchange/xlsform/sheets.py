"""The sheets of an XLSForm as lines with named columns, whatever their spelling and language.

Cells are values as a spreadsheet keeps them; a whole number has no decimals here, and a formula is its value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Cell = object
Column = tuple[str, str]
# Old and other spellings of columns. What comes before “::” is dropped where it only says how ODK binds it.
_SPELLINGS = {
    "list name": "list_name",
    "list": "list_name",
    "caption": "label",
    "relevance": "relevant",
    "readonly": "read_only",
    "read only": "read_only",
    "calculate": "calculation",
    "constraint-msg": "constraint_message",
    "constraintmsg": "constraint_message",
    "constraint message": "constraint_message",
    "requiredmsg": "required_message",
    "required message": "required_message",
    "command": "type",
    "value": "name",
    "image": "media::image",
    "audio": "media::audio",
    "video": "media::video",
    "big-image": "media::big-image",
}
_BOUND = ("bind", "jr")
_TRANSLATED = ("label", "hint", "guidance_hint", "constraint_message", "required_message")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, and its cells row by row."""

    name: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Line:
    """One row that is not empty: its number in the sheet, and its cells by column and language."""

    number: int
    cells: Mapping[Column, str]

    def get(self, column: str) -> str:
        """The cell of a column without a language; of its first language where there is no other."""
        found = self.cells.get((column, ""))
        if found is not None:
            return found
        return next((cell for (name, _), cell in self.cells.items() if name == column), "")

    def words(self, column: str) -> dict[str, str]:
        """The cells of a column by language; "" where the column names none."""
        return {language: cell for (name, language), cell in self.cells.items() if name == column}


def sheet_named(sheets: Sequence[Sheet], name: str) -> Sheet | None:
    """The sheet of that name, whatever its case."""
    return next((sheet for sheet in sheets if sheet.name.strip().lower() == name), None)


def as_text(cell: Cell) -> str:
    """A cell as somebody reads it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 - exact until there
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def lines(sheet: Sheet) -> Iterator[Line]:
    """The lines below the headings, which are the first line that is not empty."""
    columns: list[Column] | None = None
    for number, row in enumerate(sheet.rows, start=1):
        texts = [as_text(cell) for cell in row]
        if not any(text.strip() for text in texts):
            continue
        if columns is None:
            columns = [_column(text) for text in texts]
            continue
        cells = {
            column: text for column, text in zip(columns, texts, strict=False) if column[0] and text.strip()
        }
        yield Line(number, cells)


def columns_of(sheet: Sheet) -> list[Column]:
    """The headings of a sheet."""
    for row in sheet.rows:
        texts = [as_text(cell) for cell in row]
        if any(text.strip() for text in texts):
            return [_column(text) for text in texts]
    return []


def _column(heading: str) -> Column:
    """“label::French (fr)” is the column label in French (fr)."""
    parts = [part.strip() for part in heading.replace("::", ":").split(":")]
    name = " ".join(parts[0].lower().split())
    if name in _BOUND and len(parts) > 1:
        name, parts = parts[1].lower(), parts[1:]
    if name in ("media", "body", "bind", "instance", "control", "lamppost") and len(parts) > 1:
        name, parts = f"{name}::{parts[1].lower()}", parts[1:]
    name = _SPELLINGS.get(name, name)
    language = parts[1] if len(parts) > 1 and (name in _TRANSLATED or name.startswith("media::")) else ""
    return name, language
