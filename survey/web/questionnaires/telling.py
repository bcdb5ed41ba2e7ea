"""A section, page or question told field by field, for whoever must choose between two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey.domain.questionnaires.questions import Page, Question, Questionnaire, Section
from survey.domain.wording import listed, say
from survey.web.questionnaires.describing import condition_in_words, type_of
from survey.web.questionnaires.typed.fields import Field, fill_field, of_path
from survey.web.questionnaires.typed.rows import Rows
from survey.web.questionnaires.typed.table import FORMS

KINDS = {"opinion": say("Questions about the plan"), "equality": say("Equality questions, kept apart")}
EVERYBODY, YES = say("Everybody"), say("Yes")


def question_told(question: Question) -> dict[str, str]:
    """Label and words of every field that holds something."""
    found: dict[str, str] = {say("Type"): type_of(question)}
    for part in FORMS[question.kind].parts:
        for field in part.fields:
            found[field.label] = _value(field, of_path(question, field.name))
        for rows in part.rows:
            found[rows.title] = _rows(rows, question)
    found[say("Facts beside it")] = ", ".join(question.facts)
    return {label: words for label, words in found.items() if words}


def _value(field: Field, value: Any) -> str:  # noqa: ANN401 - any value of a field
    if field.kind == "tick":
        return YES if value else ""
    words = " ".join(text for text in fill_field(field, value).values() if text)
    return dict(field.choices).get(words, words)


def _rows(rows: Rows, question: Question) -> str:
    told = [_row(rows, thing) for thing in filter(rows.only, getattr(question, rows.attribute))]
    return listed(told, "\n") if told else ""


def _row(rows: Rows, thing: Any) -> str:  # noqa: ANN401 - an option, a line or a band
    first, *others = rows.columns
    told = [(field.label, _value(field, of_path(thing, field.name))) for field in others]
    extra = [
        label if words is YES else say("{label}: {words}", label=label, words=words)
        for label, words in told
        if words
    ]
    words = _value(first, of_path(thing, first.name))
    return say("{words} ({more})", words=words, more=listed(extra, "; ")) if extra else words


def page_told(page: Page, asked: Questionnaire) -> dict[str, str]:
    """Title and condition of a page."""
    condition = condition_in_words(page.when, asked) if page.when else ""
    when = say("Only if {condition}", condition=condition) if condition else EVERYBODY
    return {say("Title of the page"): page.title, say("Who is asked"): when}


def section_told(section: Section) -> Mapping[str, str]:
    """Title and kind of a section."""
    return {say("Title of the section"): section.title, say("What it holds"): KINDS[section.kind]}
