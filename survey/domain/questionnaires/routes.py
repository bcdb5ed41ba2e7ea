"""Where to go on paper, in words: before a page whom it is for, and at the answers what can be passed over.

A way is only shown where it is certain: the pages that it passes over are for nobody who ticked that box.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.domain.questionnaires.conditions import Facts
from survey.domain.questionnaires.kinds import Date
from survey.domain.questionnaires.questions import Choice, Condition, Option, Page, Questionnaire
from survey.domain.questionnaires.settling import Known, settled
from survey.domain.wording import listed, say

# More boxes than this with the same way are named in one sentence, not each at its box.
MOST_AT_BOXES = 3


@dataclass(frozen=True)
class Numbered:
    """A questionnaire whose questions have their numbers: what every sentence needs to know."""

    questionnaire: Questionnaire
    numbers: Mapping[str, int]
    facts: Facts

    def question(self, code: str) -> str:
        """A question as it is spoken of."""
        return say("question {number}", number=self.numbers[code])

    def page(self, page: Page) -> str:
        """A page as it is spoken of: by its first question, or by its heading where nothing is asked."""
        asked = next((question.code for question in page.questions if question.asks), None)
        return self.question(asked) if asked else _quoted(page.title or page.questions[0].text)


def _quoted(words: str) -> str:
    return say("“{words}”", words=words)


def one_of(labels: Sequence[str]) -> str:
    """Labels one of which was ticked: “A”, “B” or “C”."""
    *most, last = [_quoted(label) for label in labels]
    return say("{these} or {last}", these=listed(most), last=last) if most else last


# ---- whom a page is for


def whom(condition: Condition, numbered: Numbered) -> str:
    """A condition as the end of the sentence “Answer this only if …”."""
    if "all" in condition:
        return _all(condition["all"], numbered)
    if "any" in condition:
        return _any(condition["any"], numbered)
    if "not" in condition:
        return _without(condition["not"], numbered)
    return _compared(condition, numbered)


def _all(parts: Sequence[Condition], numbered: Numbered) -> str:
    inner = [(part, whom(part, numbered)) for part in parts]
    told, *others = [say("either {words}", words=words) if "any" in part else words for part, words in inner]
    for more in others:
        told = say("{this} and {that}", this=told, that=more)
    return told


def _any(parts: Sequence[Condition], numbered: Numbered) -> str:
    inner = [(part, whom(part, numbered)) for part in parts]
    told, *others = [say("both {words}", words=words) if "all" in part else words for part, words in inner]
    for more in others:
        told = say("{this} or {that}", this=told, that=more)
    return told


def _without(condition: Condition, numbered: Numbered) -> str:
    if "is" in condition and not isinstance(numbered.questionnaire.question(condition["question"]), Date):
        labels, question = _choice(condition, numbered)
        return say("you did not tick {labels} at {question}", labels=labels, question=question)
    if "answered" in condition:
        return _compared({**condition, "answered": not condition["answered"]}, numbered)
    return say("it is not so that {words}", words=whom(condition, numbered))


def _compared(condition: Condition, numbered: Numbered) -> str:
    if "is" in condition:
        labels, question = _choice(condition, numbered)
        if isinstance(numbered.questionnaire.question(condition["question"]), Date):
            return say("your date at {question} is in {labels}", labels=labels, question=question)
        return say("you ticked {labels} at {question}", labels=labels, question=question)
    question = numbered.question(condition["question"])
    if "answered" in condition:
        return _answered(question) if condition["answered"] else _not_answered(question)
    if "at_least" in condition:
        figure = f"{condition['at_least']:,}"
        return say("you wrote {figure} or more at {question}", figure=figure, question=question)
    figure = f"{condition['at_most']:,}"
    return say("you wrote {figure} or less at {question}", figure=figure, question=question)


def _answered(question: str) -> str:
    return say("you answered {question}", question=question)


def _not_answered(question: str) -> str:
    return say("you did not answer {question}", question=question)


def _choice(condition: Condition, numbered: Numbered) -> tuple[str, str]:
    question = numbered.questionnaire.question(condition["question"])
    names = {option.code: option.label for option in question.counted}
    labels = [names.get(code, code) for code in condition["is"]] or ["?"]
    return one_of(labels), numbered.question(question.code)


# ---- where to go on


@dataclass(frozen=True)
class Ways:
    """The ways on from a page: at boxes, by question and option, and as sentences after it."""

    at_boxes: Mapping[tuple[str, str], str]
    after: tuple[str, ...]


def ways_on(page: Page, following: Sequence[Page], numbered: Numbered) -> Ways:
    """Where those who answered this page go on, where that is not the next page."""
    asked = [question for question in page.questions if question.asks]
    known = Known.of_those_who_meet(page.when, numbered.questionnaire)
    usual = _next(following, known, numbered)
    at_boxes: dict[tuple[str, str], str] = {}
    after: list[str] = []
    for question in asked:
        for to, options in _led(question, following, known, numbered=numbered).items():
            place = _place(following, to, numbered)
            if to == usual:
                continue
            if question is asked[-1] and question.kind != "likelihood" and len(options) <= MOST_AT_BOXES:
                told = say("Go to {place}", place=place)
                at_boxes |= {(question.code, option.code): told for option in options}
            else:
                after.append(_sentence(question, options, place, numbered))
    if usual and asked:
        after.append(_otherwise(_place(following, usual, numbered), bool(at_boxes or after)))
    return Ways(at_boxes, tuple(after))


def _led(
    question: object, following: Sequence[Page], known: Known, *, numbered: Numbered
) -> dict[int, list[Option]]:
    """The options of a question by the place to which each leads."""
    led: dict[int, list[Option]] = {}
    if isinstance(question, Choice):
        for option in question.options:
            to = _next(following, known.after(question, option), numbered)
            led.setdefault(to, []).append(option)
    return led


def _next(following: Sequence[Page], known: Known, numbered: Numbered) -> int:
    """The place of the first page that may be for somebody of whom this is known."""
    for place, page in enumerate(following):
        if settled(page.when, numbered.facts, known.judge) is not False:
            return place
    return len(following)


def _place(following: Sequence[Page], place: int, numbered: Numbered) -> str:
    if place < len(following):
        return numbered.page(following[place])
    return say("the end of this part")


def _sentence(question: object, options: Sequence[Option], place: str, numbered: Numbered) -> str:
    if not isinstance(question, Choice):
        return ""
    number = numbered.question(question.code)
    rest = [option.label for option in question.options if option not in options]
    if not rest:
        return say("If you ticked a box at {question}, go to {place}.", question=number, place=place)
    if len(options) > MOST_AT_BOXES >= len(rest):
        return say(
            "If you ticked any box but {labels} at {question}, go to {place}.",
            labels=one_of(rest),
            question=number,
            place=place,
        )
    labels = one_of([option.label for option in options])
    return say(
        "If you ticked {labels} at {question}, go to {place}.", labels=labels, question=number, place=place
    )


def _otherwise(place: str, some_go_elsewhere: bool) -> str:  # noqa: FBT001 - what the sentence depends on
    if some_go_elsewhere:
        return say("Otherwise go to {place}.", place=place)
    return say("Now go to {place}.", place=place)
