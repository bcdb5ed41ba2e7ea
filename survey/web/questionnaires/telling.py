"""A section, page or question told field by field, for whoever must choose between two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey.domain.questionnaires.questions import Page, Question, Questionnaire, Section
from survey.web.questionnaires.describing import condition_in_words, type_of
from survey.web.questionnaires.typed.fields import Field, fill_field, of_path
from survey.web.questionnaires.typed.rows import Rows
from survey.web.questionnaires.typed.table import FORMS

KINDS = {"opinion": "Questions about the plan", "equality": "Equality questions, kept apart"}
EVERYBODY = "Everybody"


def question_told(question: Question) -> dict[str, str]:
    """Label and words of every field that holds something."""
    found = {"Type": type_of(question)}
    for part in FORMS[question.kind].parts:
        for field in part.fields:
            found[field.label] = _value(field, of_path(question, field.name))
        for rows in part.rows:
            found[rows.title] = _rows(rows, question)
    found["Facts beside it"] = ", ".join(question.facts)
    return {label: words for label, words in found.items() if words}


def _value(field: Field, value: Any) -> str:  # noqa: ANN401 - any value of a field
    if field.kind == "tick":
        return "Yes" if value else ""
    words = " ".join(text for text in fill_field(field, value).values() if text)
    return dict(field.choices).get(words, words)


def _rows(rows: Rows, question: Question) -> str:
    return "\n".join(_row(rows, thing) for thing in filter(rows.only, getattr(question, rows.attribute)))


def _row(rows: Rows, thing: Any) -> str:  # noqa: ANN401 - an option, a line or a band
    first, *others = rows.columns
    told = [(field.label, _value(field, of_path(thing, field.name))) for field in others]
    extra = "; ".join(label if words == "Yes" else f"{label}: {words}" for label, words in told if words)
    words = _value(first, of_path(thing, first.name))
    return f"{words} ({extra})" if extra else words


def page_told(page: Page, asked: Questionnaire) -> dict[str, str]:
    """Title and condition of a page."""
    when = f"Only if {condition_in_words(page.when, asked)}" if page.when else EVERYBODY
    return {"Title of the page": page.title, "Who is asked": when}


def section_told(section: Section) -> Mapping[str, str]:
    """Title and kind of a section."""
    return {"Title of the section": section.title, "What it holds": KINDS[section.kind]}
