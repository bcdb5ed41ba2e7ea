"""The lists of options of an XLSForm, from its sheets “choices” and “external_choices”."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from survey.domain.interchange.options import Choices, choices_of
from survey.domain.interchange.texts import Text
from survey.domain.interchange.xlsform.sheets import Line, Sheet, lines, sheet_named

SHEETS = ("choices", "external_choices")
Words = Callable[[Line, str], Text]


def lists_in(sheets: Sequence[Sheet], words: Words) -> Mapping[str, Choices]:
    """The options by the name of their list; its case and spaces do not matter."""
    found: dict[str, list[tuple[str, Text]]] = {}
    for name in SHEETS:
        sheet = sheet_named(sheets, name)
        for line in lines(sheet) if sheet else ():
            listed = list_key(line.get("list_name"))
            value = line.get("name").strip()
            if listed and (value or line.words("label")):
                found.setdefault(listed, []).append((value, words(line, "label")))
    return {name: choices_of(named) for name, named in found.items()}


def list_key(name: str) -> str:
    """A list's name as it is looked up."""
    return " ".join(name.replace("\xa0", " ").split()).lower()


def pictured_lists(sheets: Sequence[Sheet]) -> frozenset[str]:
    """The lists of which some option has a picture, a sound or a film."""
    sheet = sheet_named(sheets, SHEETS[0])
    return frozenset(
        list_key(line.get("list_name"))
        for line in (lines(sheet) if sheet else ())
        if any(column.startswith("media::") for column, _ in line.cells)
    )
