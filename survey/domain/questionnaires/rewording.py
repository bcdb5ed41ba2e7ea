"""What differs between a version that people are answering and the next one: wording, or meaning.

While a consultation is open only wording may change: a slip of the pen, a clearer hint. Whatever decides who
is asked what, or how an answer is counted, is meaning. What two texts may differ in is told in `alike.py`: in
what people choose and are asked, spelling alone; in the texts around it, everything but words that turn
something round, say how much, or name a side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from survey.domain.questionnaires.alike import (
    is_mistakable,
    same_label,
    same_question,
    turns_nothing,
)
from survey.domain.questionnaires.publishing import CHOICES
from survey.domain.questionnaires.questions import Question, Questionnaire
from survey.domain.wording import say

Rule = Callable[[str, str], bool]
# The texts that are read before answering, and what may differ in each. Everything else about a question is
# meaning. Texts that are made of several are compared as they are shown.
RULES: Mapping[str, Rule] = {
    "text": same_question,
    "title": same_question,
    "low": same_label,
    "high": same_label,
    "prefix": same_label,
    "suffix": same_label,
    "hint": turns_nothing,
    "body": turns_nothing,
    "guidance": turns_nothing,
    "definitions": turns_nothing,
}
# What was cited is as it stood when a version was frozen: a new revision of the plan brings new words.
LEFT_OUT = frozenset({"cited", "block"})


class Kind(StrEnum):
    """What a change is."""

    WORDING = "wording"
    MEANING = "meaning"


@dataclass(frozen=True)
class Change:
    """One difference. `what` says where, in words; `question` and `page` are codes, or empty."""

    kind: Kind
    what: str
    before: str
    after: str
    question: str = ""
    page: str = ""


def changes(before: Questionnaire, after: Questionnaire) -> tuple[Change, ...]:
    """Every difference between a version and the next, in the order of the questionnaire."""
    return (*_of_structure(before, after), *_of_pages(before, after), *_of_questions(before, after))


def changes_of_meaning(found: Iterable[Change]) -> tuple[Change, ...]:
    """Those of the changes that a consultation that is open may not make."""
    return tuple(change for change in found if change.kind is Kind.MEANING)


def _of_structure(before: Questionnaire, after: Questionnaire) -> Iterator[Change]:
    for what, one, other in (
        (say("The sections or their order"), _codes(before.sections), _codes(after.sections)),
        (say("The pages or their order"), _codes(before.pages), _codes(after.pages)),
        (say("The questions or their order"), _codes(before.questions), _codes(after.questions)),
    ):
        if one != other:
            yield Change(Kind.MEANING, what, ", ".join(one), ", ".join(other))
            return
    if before.language != after.language:
        what = say("The language of the questions")
        yield Change(Kind.MEANING, what, before.language, after.language)
    yield from _texts(say("The title of the questionnaire"), before.title, after.title)
    for one, other in zip(before.sections, after.sections, strict=True):
        what = say("The title of section “{title}”", title=one.title)
        yield from _texts(what, one.title, other.title)
        if one.kind != other.kind or _codes(one.pages) != _codes(other.pages):
            yield Change(Kind.MEANING, say("Section “{title}”", title=one.title), one.kind, other.kind)


def _codes(things: Iterable[Any]) -> list[str]:
    return [thing.code for thing in things]


def _of_pages(before: Questionnaire, after: Questionnaire) -> Iterator[Change]:
    later = {page.code: page for page in after.pages}
    for page in before.pages:
        other = later.get(page.code)
        if other is None:
            continue
        name = page.title or page.questions[0].text
        what = say("The title of page “{page}”", page=name)
        yield from _texts(what, page.title, other.title, page=page.code)
        if page.when != other.when:
            what = say("When page “{page}” is asked", page=name)
            both = say("one condition"), say("another condition")
            yield Change(Kind.MEANING, what, *both, page=page.code)
        if _codes(page.questions) != _codes(other.questions):
            yield Change(Kind.MEANING, say("The questions of a page"), "", "", page=page.code)


def _of_questions(before: Questionnaire, after: Questionnaire) -> Iterator[Change]:
    later = {question.code: question for question in after.questions}
    for question in before.questions:
        other = later.get(question.code)
        if other is not None and question != other:
            yield from _of_question(question, other)


def _of_question(before: Question, after: Question) -> Iterator[Change]:
    if type(before) is not type(after):
        what = say("Question “{question}”: its type", question=before.text)
        yield Change(Kind.MEANING, what, before.kind, after.kind, question=before.code)
        return
    for field in fields(before):
        if field.name in LEFT_OUT:
            continue
        one, other = getattr(before, field.name), getattr(after, field.name)
        if one != other:
            part = IN_WORDS.get(field.name, field.name)
            what = say("Question “{question}”: {part}", question=before.text, part=part)
            yield from _of_value(field.name, what, one, other=other, question=before.code)


IN_WORDS: Mapping[str, str] = {
    "text": say("the question"),
    "hint": say("the hint"),
    "guidance": say("the guidance"),
    "definitions": say("the definitions"),
    "body": say("the text"),
    "link": say("the link"),
    "options": say("the options"),
    "rows": say("the rows"),
    "required": say("whether it must be answered"),
    "facts": say("the facts beside it"),
    "bands": say("the bands it is counted by"),
    "low": say("the words for 0"),
    "high": say("the words for 10"),
    "at_least": say("the least number"),
    "at_most": say("the largest number"),
    "random_order": say("the order of the options"),
    "max_length": say("the longest answer"),
    "publishing": say("whether what people write may be published"),
    "minimum": say("the smallest answer"),
    "maximum": say("the largest answer"),
    "total": say("the total"),
    "areas": say("the places"),
    "prefix": say("the words before the number"),
    "suffix": say("the words after the number"),
    "locked": say("its lock"),
    "unlocked": say("its lock"),
}
# What an option, a row or a band has besides its words.
OF_PARTS: Mapping[str, str] = {
    "apart": say("apart"),
    "exclusive": say("exclusive"),
    "detail": say("detail"),
    "minimum": say("minimum"),
    "maximum": say("maximum"),
}


def _of_value(name: str, what: str, before: Any, *, other: Any, question: str) -> Iterator[Change]:  # noqa: ANN401 - any field of a question
    if name in RULES:
        yield from _texts(what, _shown(before), _shown(other), rule=RULES[name], question=question)
    elif isinstance(before, tuple) and isinstance(other, tuple) and _same_codes(before, other):
        for one, new in zip(before, other, strict=True):
            others = [part.label for part in (*before, *other) if part.code != one.code]
            yield from _of_part(what, one, new, others=others, question=question)
    else:
        yield Change(Kind.MEANING, what, _shown(before, name), _shown(other, name), question=question)


def _same_codes(before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    codes = [getattr(part, "code", None) for part in before]
    return None not in codes and codes == [getattr(part, "code", None) for part in after]


def _of_part(what: str, before: Any, after: Any, *, others: list[str], question: str) -> Iterator[Change]:  # noqa: ANN401 - an option, a row or a band
    def is_label(one: str, other: str) -> bool:
        return same_label(one, other) and not is_mistakable(other, one, others)

    for field in fields(before):
        one, other = getattr(before, field.name), getattr(after, field.name)
        if one == other:
            continue
        label = say("{what}: “{label}”", what=what, label=before.label)
        if field.name in ("label", "hint"):
            rule = is_label if field.name == "label" else turns_nothing
            yield from _texts(label, one, other, rule=rule, question=question)
        elif field.name == "detail" and one and other and one == replace(other, label=one.label):
            what_of_it = say("{what}: “{label}”, its text", what=what, label=before.label)
            yield from _texts(what_of_it, one.label, other.label, rule=same_label, question=question)
        else:
            part = OF_PARTS.get(field.name, field.name)
            what_of_it = say("{what}: “{label}”: {part}", what=what, label=before.label, part=part)
            yield Change(Kind.MEANING, what_of_it, _shown(one), _shown(other), question=question)


def _shown(value: object, name: str = "") -> str:
    """A value in words; `name` is the field that it is of."""
    if isinstance(value, tuple):
        return "; ".join(_shown(part) for part in value)
    if is_dataclass(value):
        texts = ((field.name, getattr(value, field.name)) for field in fields(value) if field.name != "code")
        return ": ".join(_shown(text, own) for own, text in texts if isinstance(text, str) and text)
    if name == "publishing":
        return CHOICES.get(str(value), "")
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return "" if value is None else str(value)


def _texts(
    what: str, before: str, after: str, *, rule: Rule = same_question, question: str = "", page: str = ""
) -> Iterator[Change]:
    if before != after:
        kind = Kind.WORDING if rule(before, after) else Kind.MEANING
        yield Change(kind, what, before, after, question, page)
