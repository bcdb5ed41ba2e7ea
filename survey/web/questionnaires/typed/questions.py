"""A question as flat text, and back. Which fields there are stands in `table.py`.

A code is made from words when a thing is first saved, and carried along unseen from then on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from survey.domain.questionnaires.kinds import TYPES, Document, Link
from survey.domain.questionnaires.problems_of_types import document as problems_in_document
from survey.domain.questionnaires.questions import Guidance, Question
from survey.domain.wording import Words, say
from survey.web.questionnaires.typed.fields import (
    KINDS,
    Field,
    Problems,
    Typed,
    fill_fields,
    nested,
    read_fields,
)
from survey.web.questionnaires.typed.rows import (
    Rows,
    acted,
    fill_rows,
    pasted,
    read_rows,
    with_codes,
)
from survey.web.questionnaires.typed.table import FORMS, UNSEEN, TypeForm

FACT = "fact-"
NESTED: Mapping[str, type[Any]] = {"guidance": Guidance, "link": Link}
HALF_OF_HELP = say("Write both the words that open the help and the help itself, or neither")
BAD_ADDRESS = say("The address must begin with https://, or with / for a page of this site")
# What a new question of these types needs before anything is written.
_EMPTY: Mapping[str, Mapping[str, Any]] = {
    "likelihood": {"low": "", "high": ""},
    "date": {"minimum": "", "maximum": ""},
    "reader_text": {"body": ""},
    "document": {"body": "", "link": Link("", "")},
}


@dataclass(frozen=True)
class Read:
    """What was typed: the question, or none with what is wrong by name of the field."""

    question: Question | None
    problems: Problems


def new_question(kind: str) -> Question:
    """A question of that type with nothing written yet. It has no code."""
    return TYPES[kind](code="", text="", **_EMPTY.get(kind, {}))


def fill_question(question: Question) -> dict[str, str]:
    """The fields of its form."""
    found = {"kind": question.kind}
    for part in FORMS[question.kind].parts:
        found |= fill_fields(part.fields, question)
        for rows in part.rows:
            found |= fill_rows(rows, question)
    return found | {f"{FACT}{code}": "on" for code in question.facts}


def kind_typed(typed: Typed, before: Question) -> str:
    """The type that the form is of: the one that the question has, or one that it may become."""
    kind = typed.get("kind", "")
    return kind if kind in FORMS[before.kind].becomes else before.kind


def rows_of(form: TypeForm) -> Iterable[Rows]:
    """The kinds of rows of a type's form."""
    return (rows for part in form.parts for rows in part.rows)


def label_of(name: str, kind: str) -> Words | None:
    """What the form of a type of question calls a field; None for one that it does not have."""
    for part in FORMS[kind].parts if kind in FORMS else ():
        found = _label(part.fields, name)
        if found is not None:
            return found
        for rows in part.rows:
            row = re.fullmatch(rf"{rows.name}-(\d+)-(.+)", name)
            column = _label(rows.columns, row[2]) if row else None
            if row and column is not None:
                title = rows.one.named(int(row[1])).title
                return say("{label}: {words}", label=title, words=column)
    return None


def _label(listed: Iterable[Field], name: str) -> Words | None:
    for field in listed:
        if name in [field.key + ending for ending in KINDS[field.kind].endings]:
            return field.label
    return None


def tidied(typed: Typed, before: Question) -> dict[str, str]:
    """The form with pasted lines as rows."""
    done = dict(typed)
    for rows in rows_of(FORMS[kind_typed(typed, before)]):
        done = pasted(done, rows)
    return done


def coded(typed: Typed, before: Question) -> dict[str, str]:
    """The form with a code for every row."""
    done = dict(typed)
    for rows in rows_of(FORMS[kind_typed(typed, before)]):
        fixed = [thing.code for thing in rows.others] if rows.coded else []
        done = with_codes(done, rows, fixed)
    return done


def after_act(typed: Typed, before: Question) -> dict[str, str]:
    """The form after a button that saves nothing: of a row, of the type, or one that puts in an answer."""
    name, _space, act = typed.get("do", "").partition(" ")
    done = {key: text for key, text in typed.items() if key != "do"}
    if name == "kind":
        return done | {"kind": act}
    if name == "pipe":
        return _with_pipe(done)
    for rows in rows_of(FORMS[kind_typed(done, before)]):
        if rows.name == name:
            done = acted(done, rows, act)
    return done


def _with_pipe(typed: dict[str, str]) -> dict[str, str]:
    """The question's words with a place for an earlier answer at their end."""
    code, instead = typed.pop("pipe-question", ""), typed.pop("pipe-instead", "")
    plain = instead.translate(str.maketrans("", "", "{}|")).strip()
    if not code or not plain:
        return typed
    return typed | {"text": f"{typed.get('text', '')} {{answer:{code}|{plain}}}".strip()}


def read_question(typed: Typed, before: Question) -> Read:
    """The question as it was typed. What its form does not ask for is as before."""
    kind = kind_typed(typed, before)
    values: dict[str, Any] = {name: getattr(before, name) for name in UNSEEN}
    problems: Problems = {}
    for part in FORMS[kind].parts:
        found, wrong = read_fields(part.fields, typed)
        values |= nested(found, NESTED)
        problems |= wrong
        for rows in part.rows:
            values[rows.attribute], wrong = read_rows(rows, typed, before)
            problems |= wrong
    values["facts"] = _read_facts(typed, before)
    problems |= _half_of_help(values)
    if problems:
        return Read(None, problems)
    known = {field.name for field in fields(TYPES[kind])}
    question = TYPES[kind](**{name: value for name, value in values.items() if name in known})
    wrong = _bad_address(question)
    return Read(None if wrong else question, wrong)


def _read_facts(typed: Typed, before: Question) -> tuple[str, ...]:
    """The facts that are ticked: those that were there in their order, then the others."""
    ticked = [name.removeprefix(FACT) for name, text in typed.items() if name.startswith(FACT) and text]
    return (*(code for code in before.facts if code in ticked), *(c for c in ticked if c not in before.facts))


def _half_of_help(values: Mapping[str, Any]) -> Problems:
    help_ = values.get("guidance")
    half = help_ and not (help_.summary and help_.text)
    return {"guidance-summary": HALF_OF_HELP} if half else {}


def _bad_address(question: Question) -> Problems:
    bad = isinstance(question, Document) and list(problems_in_document(replace(question, required=False)))
    return {"link-address": BAD_ADDRESS} if bad else {}
