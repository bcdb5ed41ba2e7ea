"""The JSON definition of a questionnaire: reading it, writing it, and filling in the deployment's areas.

Reading never half-succeeds: either a whole `Questionnaire` comes back, or a `DefinitionError` that lists
every problem found, each with its place and in words that an organiser can act on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from functools import cache
from typing import Any

from survey.domain.questionnaires.kinds import TYPES, AreaGrid, DateBand, Link
from survey.domain.questionnaires.questions import (
    Area,
    Band,
    CitedFact,
    CitedSource,
    Definition,
    Detail,
    Guidance,
    MultipleChoice,
    Option,
    Page,
    Question,
    Questionnaire,
    Row,
    Section,
)
from survey.domain.questionnaires.structure import problems_in_structure
from survey.domain.questionnaires.translations import problems_in_translations
from survey.domain.wording import Words, message, say

FORMAT = "lamppost-questionnaire"
FORMAT_VERSION = 1
SECTION_KINDS = ("opinion", "equality")
# In a definition "prefer_not_to_say": true puts that option last.
SHORTHAND = "prefer_not_to_say"
PREFER_NOT_TO_SAY = "prefer-not-to-say"
WHOLE = say("the questionnaire")


class DefinitionError(ValueError):
    """A definition that cannot be used. `problems` lists what is wrong, one sentence each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


def load(definition: Mapping[str, Any]) -> Questionnaire:
    """Reads a definition that can be asked. Raises DefinitionError with every problem found."""
    questionnaire = read(definition)
    problems = list(problems_in_structure(questionnaire))
    if problems:
        raise DefinitionError(problems)
    return questionnaire


def read(definition: Mapping[str, Any]) -> Questionnaire:
    """Reads a definition that may still be in the making, such as a page without a question.

    Raises DefinitionError where it is not right in form; `problems_in_structure` says what else it needs.
    """
    if definition.get("format") != FORMAT:
        words = say("This is not a questionnaire definition: “format” must be “{format}”.", format=FORMAT)
        raise DefinitionError([words])
    if definition.get("format_version") != FORMAT_VERSION:
        words = message("This program reads format version {known}, not {given}.")
        given = repr(definition.get("format_version"))
        raise DefinitionError([say(words, known=FORMAT_VERSION, given=given)])
    reader = _Reader()
    questionnaire = reader.questionnaire(definition)
    if reader.problems:
        raise DefinitionError(reader.problems)
    return questionnaire


class _Reader:
    """Builds the objects and collects problems of form on the way."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def questionnaire(self, data: Mapping[str, Any]) -> Questionnaire:
        self.problems.extend(problems_in_translations(data))
        sections = tuple(
            self.section(part, say("section {number}", number=number))
            for number, part in enumerate(self.parts(data, "sections"), 1)
        )
        return Questionnaire(
            code=self.text(data, "code", WHOLE),
            title=self.text(data, "title", WHOLE),
            sections=sections,
            language=str(data.get("language", "en")),
        )

    def section(self, data: Mapping[str, Any], place: str) -> Section:
        place = say("section “{code}”", code=data.get("code", place))
        kind = data.get("kind", "opinion")
        if kind not in SECTION_KINDS:
            words = message("In {place}: “kind” must be one of {kinds}, not “{kind}”.")
            self.problems.append(say(words, place=place, kinds=", ".join(SECTION_KINDS), kind=kind))
        return Section(
            code=self.text(data, "code", place),
            title=self.text(data, "title", place),
            pages=tuple(self.page(p, place) for p in self.parts(data, "pages", place)),
            kind=str(kind),
        )

    def page(self, data: Mapping[str, Any], place: str) -> Page:
        place = say("page “{code}” of {place}", code=data.get("code", "?"), place=place)
        questions = (self.question(q, place) for q in self.parts(data, "questions", place))
        return Page(
            code=self.text(data, "code", place),
            questions=tuple(question for question in questions if question),
            title=str(data.get("title", "")),
            when=data.get("when"),
        )

    def question(self, data: Mapping[str, Any], place: str) -> Question | None:
        place = say("question “{code}”", code=data.get("code", "?"))
        cls = TYPES.get(str(data.get("type")))
        if cls is None:
            words = say(
                "In {place}: “{kind}” is not a type of question. Use one of {kinds}.",
                place=place,
                kind=data.get("type"),
                kinds=", ".join(TYPES),
            )
            self.problems.append(words)
            return None
        given = {name: value for name, value in data.items() if name not in ("type", SHORTHAND)}
        question: Question | None = self.build(cls, given, place)
        return self.with_prefer_not(question, data[SHORTHAND], place) if SHORTHAND in data else question

    def with_prefer_not(self, question: Question | None, wanted: object, place: str) -> Question | None:
        """The question with "prefer not to say" as its last option, where the definition asks for that."""
        options = getattr(question, "options", None)
        if wanted is not True or (question and not options):
            words = say(
                "In {place}: “{name}” must be true, and the question needs options.",
                place=place,
                name=SHORTHAND,
            )
            self.problems.append(words)
        elif question and options is not None and all(o.code != PREFER_NOT_TO_SAY for o in options):
            alone = isinstance(question, MultipleChoice)
            last = Option(PREFER_NOT_TO_SAY, "Prefer not to say", apart=True, exclusive=alone)
            return replace(question, options=(*options, last))
        return question

    def build(self, cls: type[Any], data: Mapping[str, Any], place: str) -> Any:  # noqa: ANN401 - any dataclass
        """One dataclass from one JSON object: unknown and missing names are problems, never ignored."""
        known = _fields(cls)
        unknown = [name for name in data if name not in known]
        missing = [n for n, f in known.items() if n not in data and f.default is MISSING]
        self.problems.extend(
            say("In {place}: “{name}” is not known here.", place=place, name=name) for name in unknown
        )
        self.problems.extend(_missing(name, place) for name in missing)
        if unknown or missing:
            return None
        return cls(**{name: self.value(known[name], value, place) for name, value in data.items()})

    def value(self, field: Field[Any], value: object, place: str) -> object:
        """The value of one field, built or checked by the type that the dataclass gives it."""
        many = _MANY.fullmatch(str(field.type))
        single = _CLASSES.get(str(field.type).removesuffix(" | None"))
        if many or (single and isinstance(value, Mapping)):
            inside = say("“{name}” of {place}", name=field.name, place=place)
            return self.list_of(many[1], value, inside) if many else self.build(single, value, inside)
        if single is None and type(value) is _PLAIN.get(str(field.type)):
            return value
        words = _AN_OBJECT if single else _IN_WORDS.get(str(field.type), _LEFT_OUT)
        self.problems.append(say(words, place=place, name=field.name))
        return value

    def list_of(self, name: str, value: object, place: str) -> tuple[Any, ...]:
        """A list of objects, or of texts."""
        wanted = str if name == "str" else Mapping
        if not isinstance(value, list) or not all(isinstance(item, wanted) for item in value):
            words = _TEXTS if wanted is str else _OBJECTS
            self.problems.append(say(words, place=place))
            return ()
        if name == "str":
            return tuple(value)
        built = (self.build(_CLASSES[name], item, place) for item in value)
        return tuple(part for part in built if part)

    def text(self, data: Mapping[str, Any], name: str, place: str) -> str:
        value = data.get(name)
        if not isinstance(value, str) or not value.strip():
            self.problems.append(_missing(name, place))
            return "?"
        return value

    def parts(self, data: Mapping[str, Any], name: str, place: str = WHOLE) -> list[Any]:
        value = data.get(name)
        if not isinstance(value, list) or not all(isinstance(v, Mapping) for v in value):
            self.problems.append(say("In {place}: “{name}” must be a list.", place=place, name=name))
            return []
        return value


_MANY = re.compile(r"tuple\[(\w+), \.\.\.\]")
_CLASSES: Mapping[str, type[Any]] = {
    cls.__name__: cls
    for cls in (Option, Row, Band, DateBand, Guidance, Detail, Definition, CitedFact, CitedSource, Link)
}
_PLAIN: Mapping[str, type[Any]] = {"int": int, "int | None": int, "bool": bool, "str": str}
_NUMBER = message("In {place}: “{name}” must be a whole number.")
_IN_WORDS = {
    "int": _NUMBER,
    "int | None": _NUMBER,
    "bool": message("In {place}: “{name}” must be true or false."),
    "str": message("In {place}: “{name}” must be a text."),
}
_AN_OBJECT = message("In {place}: “{name}” must be an object.")
_LEFT_OUT = message("In {place}: “{name}” must be left out.")
_TEXTS = message("In {place}: this must be a list of texts.")
_OBJECTS = message("In {place}: this must be a list of objects.")


@cache
def _fields(cls: type[Any]) -> dict[str, Field[Any]]:
    """The fields of a dataclass by their names."""
    return {field.name: field for field in fields(cls)}


def _missing(name: str, place: str) -> Words:
    return say("In {place}: “{name}” is missing.", place=place, name=name)


def dump(questionnaire: Questionnaire) -> dict[str, Any]:
    """The definition of a questionnaire; `load(dump(q)) == q`. What has its default value is left out."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "code": questionnaire.code,
        "title": questionnaire.title,
        "language": questionnaire.language,
        "sections": [dump_section(section) for section in questionnaire.sections],
    }


def dump_section(section: Section) -> dict[str, Any]:
    """A section of a definition."""
    pages = [dump_page(page) for page in section.pages]
    return {"code": section.code, "title": section.title, "kind": section.kind, "pages": pages}


def dump_page(page: Page) -> dict[str, Any]:
    """A page of a definition."""
    return _plain(page, without=("questions",)) | {"questions": [dump_question(q) for q in page.questions]}


def dump_question(question: Question) -> dict[str, Any]:
    """A question of a definition."""
    return {"type": question.kind, **_plain(question)}


def _plain(thing: Any, without: tuple[str, ...] = ()) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
    values = {f.name: (getattr(thing, f.name), f.default) for f in fields(thing) if f.name not in without}
    return {name: _plain_value(value) for name, (value, default) in values.items() if value != default}


def _plain_value(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain_value(part) for part in value]
    return _plain(value) if is_dataclass(value) else value


def with_areas(questionnaire: Questionnaire, areas: Mapping[str, Iterable[Option]]) -> Questionnaire:
    """The questionnaire with the deployment's wards or zones put before each area question's own options.

    Where several areas are rated they are rows, before the rows of its own.
    """
    sections = tuple(
        replace(section, pages=tuple(_page_with_areas(page, areas) for page in section.pages))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)


def _page_with_areas(page: Page, areas: Mapping[str, Iterable[Option]]) -> Page:
    return replace(page, questions=tuple(_question_with_areas(q, areas) for q in page.questions))


def _question_with_areas(question: Question, areas: Mapping[str, Iterable[Option]]) -> Question:
    if isinstance(question, AreaGrid):
        own = {row.code for row in question.rows}
        found = (Row(area.code, area.label) for area in areas.get(question.areas, ()) if area.code not in own)
        return replace(question, rows=(*found, *question.rows))
    if not isinstance(question, Area):
        return question
    own = {option.code for option in question.options}
    options = (option for option in areas.get(question.areas, ()) if option.code not in own)
    return replace(question, options=(*options, *question.options))


def labels(question: Question) -> dict[str, str]:
    """Code to label of what is counted: options, bands or places."""
    return {option.code: option.label for option in question.counted}
