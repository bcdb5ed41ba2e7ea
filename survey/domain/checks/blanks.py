"""Gaps that an import left: residents would read them as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from survey.domain.checks.findings import Finding, quoted
from survey.domain.checks.texts import every_text, prose
from survey.domain.interchange.piped import BLANK
from survey.domain.questionnaires.questions import Question, Questionnaire
from survey.domain.wording import say


def blank_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Every title and question that has a gap."""
    for title in (questionnaire.title, *(section.title for section in questionnaire.sections)):
        if BLANK in title:
            yield _found(title)
    for page in questionnaire.pages:
        if BLANK in page.title:
            yield _found(page.title, page=page.code)
        for question in page.questions:
            for text in dict.fromkeys(_texts(question)):
                if BLANK in text:
                    yield _found(text, question=question.code)


def _texts(question: Question) -> Iterator[str]:
    yield from every_text(question)
    yield from prose(question)
    if question.guidance:
        yield question.guidance.summary
    for definition in question.definitions:
        yield definition.term
    for option in getattr(question, "options", ()):
        if option.detail:
            yield option.detail.label


def _found(text: str, **place: str) -> Finding:
    said = say("Words are missing at {text}.", text=quoted(text))
    return Finding("missing-words", said, (text,), **place)
