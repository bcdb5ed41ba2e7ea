"""Words about publishing that say another thing than is set, and passages that nobody can allow.

What may be published is the setting; these only read what was written by hand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.domain.checks.findings import Finding, quoted
from survey.domain.checks.texts import opinion_questions, sentences
from survey.domain.questionnaires.publishing import NEVER, PERMISSION, PERMITTED, told
from survey.domain.questionnaires.questions import Choice, Question, Questionnaire
from survey.domain.wording import message, say

# In English and Welsh: “They are not shown with the results”, “Ni fydd eich geiriau yn cael eu cyhoeddi”.
_NOT_PUBLISHED = re.compile(
    r"\b(?:not|never|cannot|won[’']t|isn[’']t|aren[’']t)\s+(?:(?:to|be|being|ever)\s+)*"
    r"(?:shown|publish(?:ed)?|printed|quoted?|made\s+public)\b"
    r"|\b(?:ni|nid|ddim|heb)\b[^.]{0,40}\b(?:dd?angos|ch?yhoeddi|gyhoeddi|dd?yfynnu)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:may|will|can|could)\b[^.]{0,30}\b(?:publish|published|quote|quoted)\b", re.IGNORECASE
)
DIFFERS = message("Beside {question} stands {sentence}. What is set there tells people: “{told}”")


def publishing_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Of every question with a text: words that its setting does not keep."""
    asked = [question for _page, question in opinion_questions(questionnaire)]
    for question in asked:
        for key, publishing in question.texts.items():
            for sentence in _against(_beside(question, key), publishing):
                words = say(
                    DIFFERS, question=quoted(question.text), sentence=quoted(sentence), told=told(publishing)
                )
                yield Finding("publishing-differs", words, (sentence, publishing), question=question.code)
    yield from _permission(asked)


def _against(texts: list[str], publishing: str) -> Iterator[str]:
    for sentence in (one for text in texts for one in sentences(text)):
        silent = bool(_NOT_PUBLISHED.search(sentence))
        if silent if publishing != NEVER else (not silent and _PUBLISHED.search(sentence)):
            yield sentence


def promises_silence(question: Question, key: str) -> bool:
    """Whether words beside a text say, in English or Welsh, that what is written there is not published."""
    return any(_NOT_PUBLISHED.search(words) for words in _beside(question, key))


def _beside(question: Question, key: str) -> list[str]:
    """The words that are read with a text, which stands under that key."""
    found = [question.text, question.hint]
    if question.guidance:
        found += [question.guidance.summary, question.guidance.text]
    for option in question.details if isinstance(question, Choice) else ():
        if option.detail and key == f"{question.code}.{option.code}":
            found += [option.label, option.hint, option.detail.label]
    return found


def _permission(asked: list[Question]) -> Iterator[Finding]:
    """Permission that nobody is asked for, or that nothing can be done with."""
    permitted = [question for question in asked if PERMITTED in question.texts.values()]
    asks = next((question for question in asked if question.code == PERMISSION), None)
    if permitted and asks is None:
        first = permitted[0]
        words = say("Nobody is asked whether they allow passages of {question}.", question=quoted(first.text))
        yield Finding("permission", words, (first.text,), question=first.code)
    if asks and all(set(question.texts.values()) <= {NEVER} for question in asked):
        words = say(
            "{question} is asked, and every text is set never to be published.", question=quoted(asks.text)
        )
        yield Finding("permission", words, (asks.text,), question=asks.code)
