"""Earlier answers in later texts: `{answer:area|the area}` becomes what was chosen, or the words after it.

Only labels of options are put in, never what somebody wrote. A label was read and approved before opening,
so every question that anybody can be asked is known beforehand and can be seen again from the codes. What
somebody writes could hold a name, or words that turn the question into another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from survey.domain.questionnaires.kept_apart import kept_from, why_kept_from
from survey.domain.questionnaires.problems import Problem, found_in
from survey.domain.questionnaires.questions import Answers, Choice, Page, Question, Questionnaire
from survey.domain.translating.texts import respelled
from survey.domain.wording import Words, say

PIPE = re.compile(r"\{answer:([^{}|]*)\|([^{}|]*)\}")
BEGINNING = "{answer:"
# The texts in which an answer may stand. Labels and the words for print are the same for everyone.
PIPED_TEXTS = ("text", "hint", "body", "title")

Piped = TypeVar("Piped", Question, Page)


def filled(piped: Piped, words: Mapping[str, str]) -> Piped:
    """A question or page with its places filled: by code of the earlier question, else with the default."""
    texts = {name: getattr(piped, name) for name in PIPED_TEXTS if BEGINNING in getattr(piped, name, "")}
    if not texts:
        return piped
    done = {name: PIPE.sub(lambda at: words.get(at[1], at[2]), text) for name, text in texts.items()}
    return replace(piped, **{name: respelled(texts[name], text) for name, text in done.items()})


def words_of(questionnaire: Questionnaire, answers: Answers) -> dict[str, str]:
    """What is put in for these answers by code of their questions; "don't know" and the like are not."""
    found = {}
    for code, chosen in answers.items():
        question = questionnaire.question(code)
        if isinstance(question, Choice):
            codes = chosen if isinstance(chosen, list) else [chosen]
            labels = [o.label for o in question.options if o.code in codes and not (o.apart or o.exclusive)]
            if labels:
                found[code] = _listed(labels)
    return found


def _listed(labels: list[str]) -> str:
    *most, last = labels
    return f"{', '.join(most)} and {last}" if most else last


def without_pipes(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire with the default words in every place: what is printed, and what results show."""
    if not any(codes_in(page) for page in questionnaire.pages):
        return questionnaire
    sections = tuple(
        replace(section, pages=tuple(filled_page(page, {}) for page in section.pages))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)


def filled_page(page: Page, words: Mapping[str, str]) -> Page:
    """A page and its questions with their places filled."""
    questions = tuple(filled(question, words) for question in page.questions)
    page = filled(page, words)
    return page if questions == page.questions else replace(page, questions=questions)


def codes_in(page: Page) -> frozenset[str]:
    """The codes of the questions whose answers stand in the texts of a page."""
    texts = [getattr(thing, name, "") for thing in (page, *page.questions) for name in PIPED_TEXTS]
    return frozenset(at[1] for text in texts if BEGINNING in text for at in PIPE.finditer(text))


def problems_in_piping(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Places that cannot be filled: from later questions, from texts, or written in no readable way."""
    earlier: set[str] = set()
    choices = {q.code for q in questionnaire.questions_of("opinion") if isinstance(q, Choice)}
    for section in questionnaire.sections:
        apart = kept_from(questionnaire, section.kind)
        for page in section.pages:
            for thing in (page, *page.questions):
                piped = [(name, text) for name, text in _texts(thing) if BEGINNING in text]
                found = [*_in_texts(piped, earlier, choices=choices)]
                found += _across(piped, choices & apart, section.kind)
                at = {"page": page.code} if thing is page else {"question": thing.code}
                yield from found_in(found, **at)
            earlier.update(question.code for question in page.questions)


def _across(piped: list[tuple[str, str]], apart: set[str], kind: str) -> Iterator[Words]:
    """What is put in from opinions into equality questions. The other way round is no opinion."""
    codes = dict.fromkeys(at[0] for _, text in piped for at in PIPE.findall(text))
    yield from (why_kept_from(code, kind) for code in codes if code in apart)


def _in_texts(piped: list[tuple[str, str]], earlier: set[str], *, choices: set[str]) -> Iterator[Words]:
    for name, text in piped:
        found = PIPE.findall(text)
        if text.count(BEGINNING) != len(found):
            yield say("Write an earlier answer as {answer:question-code|words without one}.")
        elif found and name not in PIPED_TEXTS:
            yield say("An earlier answer can stand in its text, hint or body, not in “{name}”.", name=name)
        for code, default in found:
            yield from _in_pipe(code, default, earlier=earlier, choices=choices)


def _in_pipe(code: str, default: str, *, earlier: set[str], choices: set[str]) -> Iterator[Words]:
    if not default.strip():
        yield say("“{code}” needs words for those who did not answer it, after the bar.", code=code)
    if code not in choices:
        yield say(
            "“{code}” is no opinion question with options, so its answer cannot be put in.", code=code
        )
    elif code not in earlier:
        yield say("“{code}” is not asked on an earlier page, so its answer cannot be put in.", code=code)


def _texts(thing: Any, name: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any part of a questionnaire
    """Every text of a page or question with the name of its field; of a page without its questions."""
    if isinstance(thing, str):
        yield name, thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _texts(part, name)
    elif is_dataclass(thing):
        for field in _fields(type(thing)):
            yield from _texts(getattr(thing, field), f"{name} {field}" if name else field)


@cache
def _fields(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a kind of thing, but for the questions of a page."""
    return tuple(field.name for field in fields(kind) if field.name != "questions")
