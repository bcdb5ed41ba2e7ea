"""A questionnaire → the sheets of an XLSForm that ODK and KoboToolbox take, and that reads back the same.

What XLSForm has a column for stands there, for other programs. The exact definition of each line is JSON in
columns that begin with “lamppost::”, which other programs pass over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from survey.domain.interchange.xlsform.cells import fit, packed
from survey.domain.interchange.xlsform.conditions import XPaths, constraint_of, parts_of
from survey.domain.interchange.xlsform.sheets import Sheet
from survey.domain.interchange.xlsform.translated import CODE, PART, with_columns
from survey.domain.questionnaires.definition import FORMAT, dump
from survey.domain.questionnaires.kinds import ConstantSum
from survey.domain.questionnaires.questions import Grid, LongText, Option, Question, Questionnaire
from survey.domain.questionnaires.translations import NO_TRANSLATIONS, Translations, with_translations

MORE = "lamppost::more"
COLUMNS = (
    *("type", "name", "label", "hint", "guidance_hint", "required", "relevant", "constraint", "appearance"),
    *("parameters", PART, CODE),
)
SETTINGS = ("form_title", "form_id", "default_language", "lamppost::format")
TEXT = "text"
# A group with a line for each part.
GROUP = "begin group"
LINES: Mapping[str, str] = {
    "single_choice": "select_one",
    "support_scale": "select_one",
    "area": "select_one",
    "likelihood": "select_one",
    "multiple_choice": "select_multiple",
    "ranking": "rank",
    "number": "integer",
    "date": "date",
    "short_text": TEXT,
    "long_text": TEXT,
    "grid": GROUP,
    "area_grid": GROUP,
    "constant_sum": GROUP,
    "reader_text": "note",
    "document": "note",
}
Line = dict[str, str]


def sheets_of(questionnaire: Questionnaire, translations: Translations = NO_TRANSLATIONS) -> list[Sheet]:
    """The sheets “survey”, “choices” and “settings”, in the language of the questionnaire and in others."""
    return with_columns(_Writer(questionnaire).sheets(translations), translations)


class Names:
    """Names of a form: each once, whatever its case, and none begins with a figure."""

    def __init__(self) -> None:
        self._by_key: dict[str, str] = {}
        self._taken = {"meta", "instanceid", "instancename"}

    def __call__(self, key: str) -> str:
        """The name of what has this key: made at first, the same ever after."""
        if key not in self._by_key:
            stem = key.replace(".", "_")
            stem = stem if stem[:1].isalpha() else f"_{stem}"
            name, number = stem, 1
            while name.lower() in self._taken:
                number += 1
                name = f"{stem}_{number}"
            self._taken.add(name.lower())
            self._by_key[key] = name
        return self._by_key[key]


class _Writer:
    """Collects the lines of the form."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._whole = questionnaire
        self._names = Names()
        for question in questionnaire.questions:
            for part in (question.code, *parts_of(question)):
                self._names(part)
        self._xpaths = XPaths({q.code: q for q in questionnaire.questions}, self._names)
        self._lines: list[tuple[Line, list[str]]] = []
        self._choices: list[list[str]] = [["list_name", "name", "label"]]

    def sheets(self, translations: Translations) -> list[Sheet]:
        definition = with_translations(dump(self._whole), translations)
        for place, data in enumerate(definition.pop("sections")):
            self._section(place, data)
        rows = [[line.get(column, "") for column in COLUMNS] + more for line, more in self._lines]
        whole = self._whole
        cells = [fit(whole.title, whole.code), whole.code, fit(whole.language, "en"), FORMAT]
        return [
            Sheet("survey", _with_more(COLUMNS, rows)),
            Sheet("choices", self._choices),
            Sheet("settings", _with_more(SETTINGS, [[*cells, *packed(definition)]])),
        ]

    def _add(self, line: Line, data: Mapping[str, Any] | None = None) -> None:
        self._lines.append((line, packed(data) if data is not None else []))

    def _section(self, place: int, data: dict[str, Any]) -> None:
        pages = data.pop("pages")
        self._add(self._group("section", data, fit(data["title"], data["code"])), data)
        for page, page_data in zip(self._whole.sections[place].pages, pages, strict=True):
            questions = page_data.pop("questions")
            line = self._group("page", page_data, fit(page.title)) | {"appearance": "field-list"}
            line["relevant"] = self._xpaths.of(page.when) if page.when is not None else ""
            self._add(line, page_data)
            for question, question_data in zip(page.questions, questions, strict=True):
                self._question(question, question_data)
            self._add({"type": "end group", PART: "end"})
        self._add({"type": "end group", PART: "end"})

    def _group(self, part: str, data: Mapping[str, Any], label: str) -> Line:
        # A point is in no code of a question, so the key is nobody else's.
        name = self._names(f"{part}.{data['code']}.group")
        return {"type": GROUP, "name": name, "label": label, PART: part, CODE: data["code"]}

    def _question(self, question: Question, data: Mapping[str, Any]) -> None:
        line = {
            "type": self._type(question),
            "name": self._names(question.code),
            "label": fit(question.text, question.code),
            "hint": fit(question.hint),
            "guidance_hint": fit(question.guidance.text) if question.guidance else "",
            "required": "yes" if question.required else "",
            "constraint": constraint_of(question),
            "appearance": "multiline" if isinstance(question, LongText) else "",
            "parameters": _parameters(question),
            PART: "question",
            CODE: question.code,
        }
        if line["type"] == "note":
            line["hint"] = fit(getattr(question, "body", ""))
        if line["type"] == GROUP:
            self._with_parts(question, line, data)
        else:
            self._add(line, data)
        self._details(question)

    def _type(self, question: Question) -> str:
        """Its type in the form; what has no options or rows yet, such as wards that come later, is a text."""
        kind = LINES[question.kind]
        if kind == GROUP:
            return GROUP if parts_of(question) else TEXT
        options = getattr(question, "options", ())
        if not kind.startswith(("select", "rank")):
            return kind
        if not options:
            return TEXT
        return f"{kind} {self._list(question.code, options)}"

    def _list(self, code: str, options: Sequence[Option]) -> str:
        name = self._names(code)
        self._choices.extend([name, option.code, fit(option.label, option.code)] for option in options)
        return name

    def _with_parts(self, question: Question, line: Line, data: Mapping[str, Any]) -> None:
        """A grid, or a sum that is shared out: a group with a line for each part."""
        options: Sequence[Option] = getattr(question, "options", ())
        is_grid = isinstance(question, Grid)
        kind = f"select_one {self._list(question.code, options)}" if is_grid else "integer"
        look = "table-list" if is_grid else "field-list"
        group = {name: line[name] for name in ("name", "label", PART, CODE)}
        self._add(group | {"type": GROUP, "appearance": look}, data)
        # A group has no hint in a form, so its hint and guidance are read on a line of their own.
        words = "\n\n".join(text for text in (line["hint"], line["guidance_hint"]) if text)
        if words:
            note = {"type": "note", "name": self._names(f"{question.code}..note"), "label": words}
            self._add(note | {PART: "note", CODE: question.code})
        every = isinstance(question, ConstantSum) or getattr(question, "all_rows", False)
        for part in question.rows if isinstance(question, Grid) else options:
            row = {"type": kind, "name": self._names(f"{question.code}.{part.code}"), PART: "row"}
            row |= {"label": fit(part.label, part.code), CODE: part.code}
            row["required"] = "yes" if question.required and every else ""
            if isinstance(question, ConstantSum):
                row["constraint"] = f". >= 0 and . <= {question.total}"
            self._add(row)
        self._add({"type": "end group", PART: "end"})

    def _details(self, question: Question) -> None:
        """The text of an option, such as “other”: a line that is asked when it is chosen."""
        for option in getattr(question, "details", ()):
            line = {
                "type": "text",
                "name": self._names(f"{question.code}.{option.code}"),
                "label": fit(option.detail.label, option.code),
                "relevant": f"selected(${{{self._names(question.code)}}}, '{option.code}')",
                "constraint": f"string-length(.) <= {option.detail.max_length}",
                PART: "detail",
                CODE: option.code,
            }
            self._add(line)


def _parameters(question: Question) -> str:
    selects = LINES[question.kind].startswith(("select", "rank"))
    return "randomize=true" if selects and getattr(question, "random_order", False) else ""


def _with_more(columns: Sequence[str], rows: list[list[str]]) -> list[list[str]]:
    """A sheet with as many columns for JSON as its longest line needs."""
    width = max((len(row) for row in rows), default=len(columns))
    more = [f"{MORE}-{place}" for place in range(1, width - len(columns) + 1)]
    return [[*columns, *more], *([*row, *[""] * (width - len(row))] for row in rows)]
