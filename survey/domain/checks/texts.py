"""The texts of a question as somebody reads them, cut into sentences and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from survey.domain.questionnaires.questions import Option, Page, Question, Questionnaire

WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_NO_END = re.compile(r"\b(e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|St|No|approx|vs)\.", re.IGNORECASE)
_END = re.compile(r"(?<=[.?!])[”’\")]*\s+|\n+|\s*[•;]\s+")


def words(text: str) -> list[str]:
    """The words of a text; a number and a word with a hyphen are one."""
    return WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text. A line, a semicolon and a bullet end one too."""
    plain = _NO_END.sub(lambda at: at[0].replace(".", ""), text)
    return [part.strip() for part in _END.split(plain) if words(part)]


def options_of(question: Question) -> tuple[Option, ...]:
    """What can be chosen, where something can."""
    found: Any = getattr(question, "options", ())
    return tuple(found)


def labels(question: Question) -> tuple[str, ...]:
    """The labels of the options."""
    return tuple(option.label for option in options_of(question))


def rows(question: Question) -> tuple[str, ...]:
    """The labels of the rows of a grid."""
    return tuple(row.label for row in getattr(question, "rows", ()))


def prose(question: Question) -> tuple[str, ...]:
    """What is written in sentences: the question, its hint, its body, and what opens under it."""
    texts = [question.text, question.hint, getattr(question, "body", "")]
    if question.guidance:
        texts.append(question.guidance.text)
    texts += [definition.text for definition in question.definitions]
    return tuple(text for text in texts if text.strip())


def asked_in(question: Question) -> str:
    """The question with its hint, as one text."""
    return f"{question.text} {question.hint}".strip()


def every_text(question: Question) -> tuple[str, ...]:
    """Every text that is shown without opening anything, in order."""
    hints = tuple(option.hint for option in options_of(question))
    shown = (question.text, question.hint, getattr(question, "body", ""), *rows(question))
    ends = (getattr(question, "low", ""), getattr(question, "high", ""))
    cited = tuple(f"{fact.title} {fact.text} {fact.note}" for fact in question.cited)
    return tuple(text for text in (*shown, *labels(question), *hints, *ends, *cited) if text.strip())


def opinion_questions(questionnaire: Questionnaire) -> Iterator[tuple[Page, Question]]:
    """Each question that is not an equality question, with its page."""
    for section in questionnaire.sections:
        if section.kind == "opinion":
            for page in section.pages:
                yield from ((page, question) for question in page.questions)


def in_english(questionnaire: Questionnaire) -> bool:
    """Whether its own words are English, which the checks of wording know."""
    return questionnaire.language.lower().split("-")[0] == "en"
