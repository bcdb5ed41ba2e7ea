"""How far a translation is: what is translated, out of date, checked, or still missing.

A translation belongs to exactly the text that it was made from. If that is worded anew, the old pair is out
of date and stays beside it; what was not changed keeps its translation, wherever it is moved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from survey.domain.translating.table import Kind
from survey.domain.translating.texts import Translatable


class State(StrEnum):
    """Where one text stands. The values are what organisers read."""

    MISSING = "not translated"
    OUT_OF_DATE = "out of date"
    TRANSLATED = "translated"
    CHECKED = "checked"


@dataclass(frozen=True)
class Translation:
    """One text in another language, the text that it was made from, and who answers for it."""

    place: str
    source: str
    text: str
    translated_by: str
    translated_on: date
    checked_by: str = ""
    checked_on: date | None = None

    @property
    def checked(self) -> bool:
        return self.checked_on is not None

    @property
    def checked_by_another(self) -> bool:
        """Whether somebody else than the translator checked it."""
        return self.checked and self.checked_by.casefold() != self.translated_by.casefold()


@dataclass(frozen=True)
class Pair:
    """A text as it is now, its translation if there is one, and the newest of an earlier wording if not.

    `elsewhere` is how the same words were translated at another place, for whoever translates.
    """

    text: Translatable
    now: Translation | None = None
    earlier: Translation | None = None
    elsewhere: str = ""

    @property
    def state(self) -> State:
        if self.now:
            return State.CHECKED if self.now.checked else State.TRANSLATED
        return State.OUT_OF_DATE if self.earlier else State.MISSING

    @property
    def needed(self) -> bool:
        """Whether readers miss something. A name may stay as it is."""
        return self.text.kind is not Kind.NAME or self.state is State.OUT_OF_DATE

    @property
    def open(self) -> bool:
        """Whether somebody has to translate it."""
        return self.needed and self.now is None


def hash_of(text: str) -> str:
    """SHA-256 of a text: the name under which its translation is kept."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def pairs(
    texts: Iterable[Translatable], kept: Iterable[Translation], others: Iterable[Translation] = ()
) -> list[Pair]:
    """Each text beside what is kept for it. `others` are kept of other things that have the same words."""
    exact: dict[tuple[str, str], Translation] = {}
    newest: dict[str, Translation] = {}
    elsewhere: dict[str, Translation] = {}
    mine = _by_day(kept)
    for one in mine:
        exact[one.place, one.source] = newest[one.place] = one
    for one in (*_by_day(others), *mine):
        if one.checked or not (one.source in elsewhere and elsewhere[one.source].checked):
            elsewhere[one.source] = one
    return [_pair(text, exact, newest, elsewhere) for text in texts]


def _by_day(found: Iterable[Translation]) -> list[Translation]:
    return sorted(found, key=lambda one: (one.translated_on, one.place, one.source))


def _pair(
    text: Translatable,
    exact: Mapping[tuple[str, str], Translation],
    newest: Mapping[str, Translation],
    elsewhere: Mapping[str, Translation],
) -> Pair:
    now = exact.get((text.place, text.text))
    if now:
        return Pair(text, now)
    same = elsewhere.get(text.text)
    return Pair(text, None, newest.get(text.place), same.text if same else "")


@dataclass(frozen=True)
class Progress:
    """How many texts there are that need a translation, and how many stand where."""

    all: int = 0
    translated: int = 0
    out_of_date: int = 0
    checked: int = 0

    @property
    def missing(self) -> int:
        return self.all - self.translated

    @property
    def done(self) -> bool:
        return self.all == self.checked


def progress(found: Iterable[Pair]) -> Progress:
    """Counts. A name that may stay as it is counts only where it has a translation."""
    counted = [pair for pair in found if pair.needed or pair.now]
    states = [pair.state for pair in counted]
    return Progress(
        all=len(states),
        translated=sum(state in (State.TRANSLATED, State.CHECKED) for state in states),
        out_of_date=states.count(State.OUT_OF_DATE),
        checked=states.count(State.CHECKED),
    )
