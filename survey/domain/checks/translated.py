"""Texts of a language that are not translated and checked, and wording that no program here can judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from survey.domain.checks.findings import Finding, quoted
from survey.domain.checks.texts import in_english
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.wording import say, say_many

SHOWN = 3


def language_findings(untranslated: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """`untranslated` holds, by the name of each language, the texts without a checked translation."""
    for language, texts in untranslated.items():
        if texts:
            said = say_many(
                "{language}: {count} text not translated or not checked: {texts}.",
                "{language}: {count} texts not translated or not checked: {texts}.",
                len(texts),
                language=language,
                texts=_first(texts),
            )
            yield Finding("untranslated", said, (language, *texts), topic=language)


def _first(texts: Sequence[str]) -> str:
    """The first texts, and how many more."""
    first = ", ".join(quoted(text, 50) for text in texts[:SHOWN])
    if len(texts) <= SHOWN:
        return first
    return say("{texts} and {number} more", texts=first, number=len(texts) - SHOWN)


def unread_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Of a questionnaire whose own words are not English: that a person has to read them."""
    if not in_english(questionnaire):
        said = say(
            "The questionnaire is written in the language “{language}”.", language=questionnaire.language
        )
        texts = tuple(question.text for question in questionnaire.questions)
        yield Finding("wording-not-read", said, texts)
