"""The JSON Schema of our definition, worked out from the types of question, so that it cannot fall behind.

It says what a definition may hold. What must fit together, such as a condition and the question that it
names, is checked when a definition is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from typing import Any

from survey.domain.questionnaires import kinds, questions
from survey.domain.questionnaires.definition import FORMAT, FORMAT_VERSION, SECTION_KINDS, SHORTHAND
from survey.domain.questionnaires.kinds import TYPES
from survey.domain.questionnaires.problems_of_types import CODE
from survey.domain.questionnaires.translations import LANGUAGE
from survey.domain.questionnaires.translations import NAME as TRANSLATIONS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MANY = re.compile(r"tuple\[(\w+), \.\.\.\]")
_PLAIN: dict[str, dict[str, Any]] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "bool": {"type": "boolean"},
}
Schema = dict[str, Any]


def schema() -> Schema:
    """The whole schema."""
    return {
        "$schema": DIALECT,
        "title": "Questionnaire of Lamppost",
        "description": "Sections, pages and questions. Codes are stable; texts may be worded anew.",
        **_object(
            {
                "format": {"const": FORMAT},
                "format_version": {"const": FORMAT_VERSION},
                "code": {"type": "string", "minLength": 1},
                "title": {"type": "string", "minLength": 1},
                "language": {"type": "string"},
                "sections": _list_of({"$ref": "#/$defs/Section"}, at_least=1),
                TRANSLATIONS: _translations(),
            },
            required=["format", "format_version", "code", "title", "sections"],
        ),
        "$defs": _definitions(),
    }


def _translations() -> Schema:
    """By language, the text of each place."""
    texts: Schema = {"type": "object", "additionalProperties": {"type": "string"}}
    names: Schema = {"pattern": f"^{LANGUAGE.pattern}$"}
    return {"type": "object", "propertyNames": names, "additionalProperties": texts}


def _definitions() -> dict[str, Schema]:
    found: dict[str, Schema] = {"Section": _section(), "Page": _page(), "Condition": _condition()}
    found["Question"] = {"oneOf": [{"$ref": f"#/$defs/{cls.__name__}"} for cls in TYPES.values()]}
    waiting: list[type[Any]] = list(TYPES.values())
    while waiting:
        cls = waiting.pop()
        if cls.__name__ not in found:
            found[cls.__name__] = _dataclass(cls)
            waiting.extend(_classes_in(cls))
    return found


def _section() -> Schema:
    return _object(
        {
            "code": _code(),
            "title": {"type": "string", "minLength": 1},
            "kind": {"enum": list(SECTION_KINDS)},
            "pages": _list_of({"$ref": "#/$defs/Page"}, at_least=1),
        },
        required=["code", "title", "pages"],
    )


def _page() -> Schema:
    return _object(
        {
            "code": _code(),
            "title": {"type": "string"},
            "when": {"$ref": "#/$defs/Condition"},
            "questions": _list_of({"$ref": "#/$defs/Question"}, at_least=1),
        },
        required=["code", "questions"],
    )


def _condition() -> Schema:
    """One of the forms that a condition has."""
    itself: Schema = {"$ref": "#/$defs/Condition"}
    values: dict[str, Schema] = {
        "is": _list_of({"type": "string"}),
        "answered": {"type": "boolean"},
        "at_least": {"type": "integer"},
        "at_most": {"type": "integer"},
    }
    comparisons = [
        _object({"question": _code(), name: value}, required=["question", name])
        for name, value in values.items()
    ]
    groups = [_object({name: _list_of(itself, at_least=1)}, required=[name]) for name in ("all", "any")]
    others = [
        _object({"not": itself}, required=["not"]),
        _object({"fact": {"type": "string"}}, required=["fact"]),
    ]
    return {"oneOf": [*comparisons, *groups, *others]}


def _dataclass(cls: type[Any]) -> Schema:
    known = fields(cls)
    properties = {field.name: _field(field) for field in known}
    required = [field.name for field in known if field.default is MISSING]
    if cls in TYPES.values():
        properties = {"type": {"const": cls.kind}} | properties
        required = ["type", *required]
        if "options" in properties:
            properties[SHORTHAND] = {"const": True}
    return {"description": (cls.__doc__ or "").split("\n", 1)[0]} | _object(properties, required=required)


def _field(field: Field[Any]) -> Schema:
    if field.name == "code":
        return _code()
    written = str(field.type).removesuffix(" | None")
    many = _MANY.fullmatch(written)
    return _list_of(_named(many[1])) if many else _named(written)


def _named(name: str) -> Schema:
    return _PLAIN.get(name) or {"$ref": f"#/$defs/{name}"}


def _classes_in(cls: type[Any]) -> Iterator[type[Any]]:
    """The dataclasses that the fields of one are made of."""
    for field in fields(cls):
        written = str(field.type).removesuffix(" | None")
        many = _MANY.fullmatch(written)
        name = many[1] if many else written
        found = getattr(kinds, name, None) or getattr(questions, name, None)
        if name not in _PLAIN and isinstance(found, type):
            yield found


def _object(properties: dict[str, Schema], *, required: list[str]) -> Schema:
    """An object with these names and no others."""
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list_of(items: Schema, *, at_least: int = 0) -> Schema:
    found: Schema = {"type": "array", "items": items}
    return found | ({"minItems": at_least} if at_least else {})


def _code() -> Schema:
    return {"type": "string", "pattern": f"^{CODE.pattern}$"}
