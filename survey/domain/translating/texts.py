"""Every text of a thing with its place, and the same thing with other texts in these places.

A place is made of codes, such as “age.options.under-18.label”, so that it stays when things are moved. Only
what has no code is numbered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from survey.domain.translating.table import Inside, Kind, told_of

Thing = TypeVar("Thing")
# From the place and the text in its own language to the text that shall stand there.
Lookup = Callable[[str, str], str]


@dataclass(frozen=True)
class Translatable:
    """One text. `note` says what it is, `about` the words of what it belongs to, `part` its group."""

    place: str
    text: str
    kind: Kind
    note: str
    about: str = ""
    part: str = ""


def texts_of(thing: object) -> list[Translatable]:
    """Every text, in reading order. What has no letter, such as “£” or “10”, needs no translation."""
    found: list[Translatable] = []

    def collect(one: Translatable) -> str:
        found.append(one)
        return one.text

    _Walk(collect).thing(thing, _Around())
    return found


def translated(thing: Thing, lookup: Lookup) -> Thing:
    """The same thing with the texts that `lookup` gives. Codes, numbers and addresses stay."""
    found: Thing = _Walk(lambda one: lookup(one.place, one.text)).thing(thing, _Around())
    return found


class Untranslated(str):
    """A text that stayed in its own language because it has no translation, so that a page can say so."""

    __slots__ = ("language",)
    language: str


def left(text: str, language: str) -> Untranslated:
    """The text as it is, marked with its language."""
    marked = Untranslated(text)
    marked.language = language
    return marked


def respelled(text: str, new: str) -> str:
    """The text written otherwise, such as with a small letter: still in the language that it stayed in."""
    return left(new, text.language) if isinstance(text, Untranslated) else new


def language_of(text: str, otherwise: str) -> str:
    """The language that a text stayed in, or the one of everything around it."""
    return text.language if isinstance(text, Untranslated) else otherwise


def marking(texts: Mapping[str, str], language: str) -> Lookup:
    """Looks texts up by their place; what is not there stays as it is, marked with its own language."""
    return lambda place, text: texts.get(place) or left(text, language)


@dataclass(frozen=True)
class _Around:
    """Where a thing stands."""

    at: str = ""
    about: str = ""
    part: str = ""

    def place(self, name: str) -> str:
        return f"{self.at}.{name}" if self.at else name


@dataclass(frozen=True)
class _Walk:
    visit: Callable[[Translatable], str]

    def thing(self, thing: Any, around: _Around) -> Any:  # noqa: ANN401 - any dataclass of the table
        told, changed = told_of(type(thing)), {}
        for name, (kind, note) in told.texts.items():
            own = "" if name == told.name else around.about
            visited = Translatable(around.place(name), "", kind, note, own, around.part)
            changed[name] = self._text(getattr(thing, name), visited)
        about = getattr(thing, told.name) if told.name else around.about
        for name, inside in told.inside.items():
            changed[name] = self._inside(getattr(thing, name), inside, replace(around, about=about))
        changed = {name: value for name, value in changed.items() if value is not getattr(thing, name)}
        return replace(thing, **changed) if changed else thing

    def _text(self, value: Any, at: Translatable) -> Any:  # noqa: ANN401 - a text, or several
        if isinstance(value, str):
            readable = any(letter.isalpha() for letter in value)
            return self.visit(replace(at, text=value)) if readable else value
        numbered = enumerate(value, start=1)
        done = tuple(self._text(one, replace(at, place=f"{at.place}.{place}")) for place, one in numbered)
        return value if _same(done, value) else done

    def _inside(self, value: Any, inside: Inside, around: _Around) -> Any:  # noqa: ANN401 - things, or one, or none
        if isinstance(value, Mapping):
            found = {code: self._one(one, code, inside, around) for code, one in value.items()}
            return value if _same(found.values(), value.values()) else found
        if isinstance(value, tuple):
            done = tuple(self._one(one, code, inside, around) for code, one in _coded(value, inside.key))
            return value if _same(done, value) else done
        return value if value is None else self._one(value, "", inside, around)

    def _one(self, thing: Any, code: str, inside: Inside, around: _Around) -> Any:  # noqa: ANN401 - any dataclass
        at = inside.place.format(at=around.at, code=code)
        part = inside.part.format(code=code) or around.part
        return self.thing(thing, _Around(at, inside.titles.get(code, around.about), part))


def _coded(things: tuple[Any, ...], key: str) -> Iterator[tuple[str, Any]]:
    for number, thing in enumerate(things, start=1):
        yield str(getattr(thing, key, number)), thing


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - two collections of one length
    return all(a is b for a, b in zip(one, other, strict=True))
