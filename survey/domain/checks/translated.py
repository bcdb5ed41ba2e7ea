"""Texts of a language that are not translated and checked, and wording that no program here can judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from survey.domain.checks.findings import Finding, number, quoted
from survey.domain.checks.texts import in_english
from survey.domain.questionnaires.questions import Questionnaire

SHOWN = 3


def language_findings(untranslated: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """`untranslated` holds, by the name of each language, the texts without a checked translation."""
    for language, texts in untranslated.items():
        if texts:
            first = ", ".join(quoted(text, 50) for text in texts[:SHOWN])
            more = f" and {len(texts) - SHOWN} more" if len(texts) > SHOWN else ""
            said = f"{language}: {number(len(texts), 'text')} not translated or not checked: {first}{more}."
            yield Finding("untranslated", said, (language, *texts), topic=language)


def unread_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Of a questionnaire whose own words are not English: that a person has to read them."""
    if not in_english(questionnaire):
        said = f"The questionnaire is written in the language “{questionnaire.language}”."
        texts = tuple(question.text for question in questionnaire.questions)
        yield Finding("wording-not-read", said, texts)
