"""Options and rows from the values and labels of a file: codes that are unique, and what each was called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from survey.domain.interchange.codes import Codes
from survey.domain.interchange.texts import Text
from survey.domain.questionnaires.codebook import MOST_OPTIONS
from survey.domain.questionnaires.questions import Detail, Option, Row
from survey.domain.wording import say

NONE_OF_THESE = "None of these"
OTHER = "Other"
FEWEST_OPTIONS = 2


@dataclass(frozen=True)
class Choices:
    """The options of one question, their codes by old value, and their texts in every language."""

    options: tuple[Option, ...]
    codes: Mapping[str, str]
    texts: Mapping[str, Text]

    @property
    def too_many(self) -> bool:
        return len(self.options) > MOST_OPTIONS


def choices_of(named: Iterable[tuple[str, Text]], *, word: str = "option") -> Choices:
    """From value and label, in order. A label that is missing is the value."""
    given, options, codes, texts = Codes(), [], {}, {}
    for place, (value, label) in enumerate(named, start=1):
        code = given.give(value, otherwise=f"{word}-{place}")
        codes.setdefault(value, code)
        texts[code] = label
        options.append(Option(code, label.own or value or f"{word.capitalize()} {place}"))
    return Choices(tuple(options), codes, texts)


def rows_of(choices: Choices) -> tuple[Row, ...]:
    """The same as the rows of a grid."""
    return tuple(Row(option.code, option.label) for option in choices.options)


def with_other(choices: Choices, value: str, label: Text, *, only_words: bool = False) -> Choices:
    """One option more, which asks for words of its own."""
    given = Codes(option.code for option in choices.options)
    code = given.give("other", otherwise="other")
    words = label.own or OTHER
    detail = None if only_words else Detail(words)
    option = Option(code, words, detail=detail)
    return Choices((*choices.options, option), {**choices.codes, value: code}, {**choices.texts, code: label})


def at_least_two(choices: Choices) -> tuple[Choices, str]:
    """A question here has two options at least. The words say what was added; empty where nothing was."""
    if len(choices.options) >= FEWEST_OPTIONS or not choices.options:
        return choices, ""
    given = Codes(option.code for option in choices.options)
    added = Option(given.give("none", otherwise="none"), NONE_OF_THESE, exclusive=True)
    done = Choices((*choices.options, added), choices.codes, choices.texts)
    return done, say("A question needs two options, so “{option}” was added.", option=NONE_OF_THESE)


def texts_of(question: str, part: str, choices: Choices) -> dict[str, Text]:
    """Where the labels stand: “colour.options.red.label”."""
    return {f"{question}.{part}.{code}.label": text for code, text in choices.texts.items()}
