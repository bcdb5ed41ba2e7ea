"""Columns of an XLSForm in other languages, such as “label::Welsh (cy)”, written and read back.

The exact translations are in the JSON of the sheet “settings”, with those texts that XLSForm has no column
for. A text without a translation is repeated in its own language: a form shows it rather than nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from survey.domain.interchange.languages import language_code
from survey.domain.interchange.xlsform.cells import edited, fit
from survey.domain.interchange.xlsform.sheets import Line, Sheet, lines
from survey.domain.languages import language
from survey.domain.questionnaires.translations import Translations

PART, CODE = "lamppost::part", "lamppost::code"
COLUMNS = ("label", "hint", "guidance_hint")
_TITLES = {"section": "sections.{}.title", "page": "pages.{}.title"}


@dataclass(frozen=True)
class Cell:
    """Where a text stands in a sheet: the row, the column, and the place of the text in the questionnaire."""

    row: int
    column: str
    place: str


def cells_of(survey: Iterable[Line], choices: Iterable[Line]) -> tuple[list[Cell], list[Cell]]:
    """The cells of both sheets that hold a text with a place of its own."""
    found, lists, question = [], {}, ""
    for line in survey:
        part, code = line.get(PART), line.get(CODE)
        question = code if part == "question" else question
        _, _, name = line.get("type").partition(" ")
        lists.setdefault(name, question)
        found += [Cell(line.number, column, place) for column, place in _places(line, part, code, question)]
    listed = [(line, lists[name]) for line in choices if (name := line.get("list_name")) in lists]
    options = [
        Cell(line.number, "label", f"{owner}.options.{line.get('name')}.label") for line, owner in listed
    ]
    return found, options


def _places(line: Line, part: str, code: str, question: str) -> Iterator[tuple[str, str]]:
    if part in _TITLES:
        yield "label", _TITLES[part].format(code)
    elif part == "question":
        yield "label", f"{code}.text"
        if not line.get("type").startswith("begin"):
            yield "hint", f"{code}.body" if line.get("type") == "note" else f"{code}.hint"
            yield "guidance_hint", f"{code}.guidance.text"
    elif part == "row":
        of = "rows" if line.get("type").startswith("select") else "options"
        yield "label", f"{question}.{of}.{code}.label"
    elif part == "detail":
        yield "label", f"{question}.options.{code}.detail.label"


def with_columns(sheets: list[Sheet], translations: Translations) -> list[Sheet]:
    """The sheets of a form with the columns of these languages after those of its own."""
    survey, choices, *others = sheets
    found = cells_of(lines(survey), lines(choices))
    for code, texts in translations.items():
        known = language(code)
        name = f"{known.english if known else code} ({code})"
        survey, choices = (
            _with_language(sheet, name, texts, cells)
            for sheet, cells in zip((survey, choices), found, strict=True)
        )
    return [survey, choices, *others]


def _with_language(sheet: Sheet, name: str, texts: Mapping[str, str], cells: list[Cell]) -> Sheet:
    head, *rows = [[str(cell) for cell in row] for row in sheet.rows]
    places = {(cell.row, cell.column): cell.place for cell in cells}
    for column in (one for one in COLUMNS if one in head):
        own = head.index(column)
        after = max(at for at, heading in enumerate(head) if heading.partition("::")[0] == column) + 1
        head.insert(after, f"{column}::{name}")
        for number, row in enumerate(rows, start=2):
            place = places.get((number, column), "")
            # Beside an empty cell it would be read as the words of the form's own language.
            row.insert(after, row[own] and (fit(texts.get(place, "")) or row[own]))
    return Sheet(sheet.name, [head, *rows])


def read_columns(survey: Sheet, choices: Sheet | None, kept: Translations) -> dict[str, dict[str, str]]:
    """The translations: those that were kept, with what the cells say by now."""
    found = {code: dict(texts) for code, texts in kept.items()}
    written = (list(lines(survey)), list(lines(choices)) if choices else [])
    for by_number, cells in zip(written, cells_of(*written), strict=True):
        of = {line.number: line for line in by_number}
        for cell in cells:
            _read(of[cell.row], cell, found)
    return {code: texts for code, texts in found.items() if texts}


def _read(line: Line, cell: Cell, found: dict[str, dict[str, str]]) -> None:
    words = line.words(cell.column)
    for name in (name for name in words if name):
        texts = found.setdefault(language_code(name), {})
        before = texts.get(cell.place, "")
        if before or words[name].strip() != words.get("", "").strip():
            texts[cell.place] = edited(before, words[name])
