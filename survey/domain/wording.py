"""Sentences of the interface that know how to be said in another language.

`say("Choose up to {count} answers.", count=3)` is a `Words`: a string that reads “Choose up to 3 answers.”,
so that logs, tests and exports need to know nothing; and that remembers its message and its parameters, so
that a page in another language says it from that language's catalogue. Every message is written where it is
said, and collected from there (docs/translating.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


class Words(str):
    """English text with the message and the parameters it was made of."""

    __slots__ = ("message", "number", "params", "plural")

    message: str
    plural: str
    number: int
    params: Mapping[str, object]

    def reading(self, text: str) -> Words:
        """The same message, which reads as `text` in English."""
        words = Words(text)
        words.message, words.plural = self.message, self.plural
        words.number, words.params = self.number, self.params
        return words

    def __str__(self) -> str:
        """Itself: `str(error)` of a message stays a message."""
        return self

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """A copy that travels to another process is plain text."""
        return (str, (str.__str__(self),))


def say(message: str, /, **params: object) -> Words:
    """A message with its parameters put in. A parameter may be `Words` itself."""
    words = Words(message.format_map(params) if params else message)
    words.message, words.plural, words.number, words.params = message, "", 1, params
    return words


def say_many(one: str, many: str, /, count: int, **params: object) -> Words:
    """A message that depends on a number, which it may name as `{count}`."""
    params["count"] = params.get("figure", f"{count:,}")
    words = Words((one if count == 1 else many).format_map(params))
    words.message, words.plural, words.number, words.params = one, many, count, params
    return words


def packed_words(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """For JSON: a text, or words with their message, so that a later page still says them in its language."""
    if not isinstance(value, Words):
        return value
    params = {name: packed_words(param) for name, param in value.params.items()}
    return [value.message, value.plural, value.number, params]


def unpacked_words(data: Any) -> Any:  # noqa: ANN401 - what `packed_words` made, or a text
    """What `packed_words` was given."""
    if not isinstance(data, list):
        return data
    one, many, number, kept = data
    params = {name: unpacked_words(param) for name, param in kept.items()}
    return say_many(one, many, **(params | {"count": number})) if many else say(one, **params)


def message(text: str) -> str:
    """A message that stands where it cannot be said yet, such as the value of an enumeration."""
    return text


MONTHS = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)


def say_day(day: date) -> Words:
    """A day as it is written in a sentence: 3 June 2026."""
    return say("{day} {month} {year}", day=day.day, month=MONTHS[day.month - 1], year=day.year)


def say_month(day: date) -> Words:
    """The month of a day: June 2026."""
    return say("{month} {year}", month=MONTHS[day.month - 1], year=day.year)


def say_and(parts: Sequence[str]) -> str:
    """“a, b and c”."""
    if len(parts) == 1:
        return parts[0]
    return say("{first} and {last}", first=listed(parts[:-1]), last=parts[-1])


def listed(parts: Sequence[str], separator: str = ", ") -> str:
    """The parts in one line, each of which is still said in the language of the page."""
    if len(parts) == 1:
        return parts[0]
    message = separator.join(f"{{p{number}}}" for number in range(len(parts)))
    return say(message, **{f"p{number}": part for number, part in enumerate(parts)})


@dataclass(frozen=True)
class Catalogue:
    """The messages of one language. One that is missing, or not yet sure, is said in English."""

    code: str
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[int], int] = lambda number: int(number != 1)

    def text(self, message: str) -> str:
        """A message without a number."""
        found = self.texts.get(message)
        return found[0] if found else message

    def text_of(self, one: str, many: str, count: int) -> str:
        """A message in the form that this language has for that number."""
        found = self.texts.get(one)
        if found is None or len(found) == 1:
            return one if count == 1 else many
        return found[self.form(count)]

    def said(self, value: object) -> object:
        """The value as this language says it: words are translated, and everything else is left as it is."""
        if not isinstance(value, Words):
            return value
        params = {name: self.said(param) for name, param in value.params.items()}
        text = self.message_of(value)
        return text.format_map(params) if params else text

    def message_of(self, value: Words) -> str:
        """The message of these words as this language has it, still without its parameters."""
        if value.plural:
            return self.text_of(value.message, value.plural, value.number)
        return self.text(value.message)


SOURCE = Catalogue("en")
