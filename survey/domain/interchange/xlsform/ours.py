"""An XLSForm that this program wrote → the same questionnaire, with the words that were changed in it since.

Texts, options, hints and what is required are taken from the cells. Other changes, and lines that were added,
are not taken over; each is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from survey.domain.interchange.definitions import loaded, whole
from survey.domain.interchange.result import Imported, Note, Outcome, Refused, named
from survey.domain.interchange.xlsform.cells import edited, fit, unpacked
from survey.domain.interchange.xlsform.sheets import Line, Sheet, lines, sheet_named
from survey.domain.interchange.xlsform.translated import CODE, PART, read_columns
from survey.domain.interchange.xlsform.writing import MORE, sheets_of
from survey.domain.questionnaires.definition import FORMAT
from survey.domain.questionnaires.kinds import TYPES
from survey.domain.questionnaires.questions import Option, Questionnaire
from survey.domain.questionnaires.translations import translations_in
from survey.domain.wording import message, say

NAME = say("XLSForm of Lamppost")
DAMAGED = say(
    "Columns that begin with “lamppost::” are damaged. Export the questionnaire again, and change only words."
)
COMPARED = ("type", "relevant", "constraint", "appearance", "parameters")
MOST_LINES = 20_000
TOO_LONG = say("The sheet “survey” has more than {most} lines.", most=f"{MOST_LINES:,}")
ADDED = say("This line was added after the export and is not taken over.")
CHANGED = message("“{column}” was changed after the export; it stays as it was: {before}")
_NEEDED = frozenset(("yes", "true", "true()"))
Data = dict[str, Any]


def is_ours(sheets: Sequence[Sheet]) -> bool:
    """Whether this program wrote the workbook."""
    settings = sheet_named(sheets, "settings")
    return any(line.get("lamppost::format") == FORMAT for line in (lines(settings) if settings else ()))


def read_ours(sheets: Sequence[Sheet]) -> Imported:
    """The questionnaire. Raises Refused."""
    survey, settings = sheet_named(sheets, "survey"), sheet_named(sheets, "settings")
    choices = sheet_named(sheets, "choices")
    if survey is None or settings is None:
        raise Refused(DAMAGED)
    written = list(lines(survey))
    if len(written) > MOST_LINES:
        raise Refused(TOO_LONG)
    try:
        definition = _definition(next(lines(settings)), written, _options_in(choices))
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration, RecursionError) as error:
        raise Refused(DAMAGED) from error
    found = loaded(definition)
    texts = found.texts(read_columns(survey, choices, translations_in(definition)))
    notes = (*found.notes, *_changes(written, found.original))
    return replace(whole(NAME, found.questionnaire, texts), notes=notes)


def _more(line: Line) -> Data:
    """The JSON of a line."""
    cells: list[str] = []
    while (MORE_CELL.format(len(cells) + 1), "") in line.cells:
        cells.append(line.cells[MORE_CELL.format(len(cells) + 1), ""])
    return unpacked(cells)


MORE_CELL = MORE + "-{}"


def _options_in(choices: Sheet | None) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for line in lines(choices) if choices else ():
        found.setdefault(line.get("list_name"), []).append((line.get("name"), line.get("label")))
    return found


def _definition(settings: Line, written: list[Line], lists: dict[str, list[tuple[str, str]]]) -> Data:
    definition = _more(settings)
    definition["title"] = edited(definition["title"], settings.get("form_title"), definition["code"])
    definition["sections"] = []
    for line in written:
        part = line.get(PART)
        if part == "section":
            data = _titled(line, otherwise=line.get(CODE)) | {"pages": []}
            definition["sections"].append(data)
        elif part == "page":
            definition["sections"][-1]["pages"].append(_titled(line) | {"questions": []})
        elif part in ("question", "row", "detail"):
            questions = definition["sections"][-1]["pages"][-1]["questions"]
            if part == "question":
                questions.append(_question(line, lists))
            else:
                _in_part(questions[-1], line, lists)
    return definition


def _titled(line: Line, otherwise: str = "") -> Data:
    data = _more(line)
    data["title"] = edited(data.get("title", ""), line.get("label"), otherwise)
    return {name: value for name, value in data.items() if value != ""}


def _question(line: Line, lists: dict[str, list[tuple[str, str]]]) -> Data:
    data = _more(line)
    data["text"] = edited(data["text"], line.get("label"), data["code"])
    is_group = line.get("type").startswith("begin")
    if not is_group:
        # Of a text for the reader the hint in the form is its body.
        name = "body" if "body" in data else "hint"
        data[name] = edited(data.get(name, ""), line.get("hint"))
        if line.get("type") != "note":
            data["required"] = line.get("required").strip().lower() in _NEEDED
    if data.get("guidance") and not is_group:
        data["guidance"]["text"] = edited(data["guidance"]["text"], line.get("guidance_hint"))
    _, _, name = line.get("type").partition(" ")
    if name in lists and not is_group:
        _with_options(data, lists[name])
    return {
        name: value for name, value in data.items() if value not in ("", False) or name in ("text", "body")
    }


def _with_options(data: Data, listed: list[tuple[str, str]]) -> None:
    """The options as the list has them now. What the list cannot say of an option stays with its code."""
    options = data.get("options") or _own_options(data["type"])
    if [(option["code"], fit(option["label"], option["code"])) for option in options] == listed:
        return
    known = {option["code"]: option for option in options}
    data["options"] = [
        _option(known.get(code, {"code": code, "label": label}), label) for code, label in listed
    ]


def _own_options(kind: str) -> list[Data]:
    """The options that a type has where the definition names none, such as the points of a scale."""
    own: tuple[Option, ...] = next((f.default for f in fields(TYPES[kind]) if f.name == "options"), ())
    return [{"code": o.code, "label": o.label} | ({"apart": True} if o.apart else {}) for o in own]


def _option(option: Data, label: str) -> Data:
    return option | {"label": edited(option["label"], label, option["code"])}


def _in_part(question: Data, line: Line, lists: dict[str, list[tuple[str, str]]]) -> None:
    """A row of a grid, a share of a sum, or the text of an option: their words."""
    part, code = line.get(PART), line.get(CODE)
    _, _, name = line.get("type").partition(" ")
    if part == "row" and name in lists:
        _with_options(question, lists[name])
    things = question.get("rows") if part == "row" and "rows" in question else question.get("options")
    for thing in things or ():
        if thing["code"] == code:
            holder = thing["detail"] if part == "detail" else thing
            holder["label"] = edited(holder["label"], line.get("label"), code)


def _changes(written: list[Line], questionnaire: Questionnaire) -> Iterator[Note]:
    """What was changed since and is not taken over."""
    as_exported = {line.get("name"): line for line in lines(sheets_of(questionnaire)[0])}
    for line in written:
        place = say("survey, row {number}", number=line.number)
        if not line.get(PART):
            if not line.get("type").startswith("end"):
                yield Note(place, "", Outcome.NONE, named(line.get("name"), ADDED))
            continue
        before = as_exported.get(line.get("name"))
        compared = (*COMPARED, "label") if line.get(PART) == "note" else COMPARED
        for column in compared if before and line.get("name") else ():
            if before is not None and fit(line.get(column)) != fit(before.get(column)):
                words = say(CHANGED, column=column, before=before.get(column))
                yield Note(place, line.get(CODE), Outcome.FALLBACK, named(line.get(CODE), words))
