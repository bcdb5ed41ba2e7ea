"""Coding by themes: who codes which answer, what counts when it is coded, what may be published of a text.

Pure rules. The order in which a coder meets answers, and which of them two people code, come from a seed that
is an argument: they tell nothing of what anybody wrote or when, and are the same when asked again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from survey.domain.wording import Words, say

Themes = frozenset[str]
NONE: Themes = frozenset()
# Stands in tables for "no theme, or no answer to the question". No theme has this code: see `code_of`.
NO_THEME = "no-theme"
# Whoever coded an answer, two are enough.
TWICE = 2
LONGEST_NAME, LONGEST_DEFINITION = 80, 500
_HUNDRED = 100


class NotAllowed(ValueError):
    """Something that may not be done. Its argument says why, in words for a page."""


def drawn(seed: str, *names: object) -> float:
    """A number from 0 up to 1, the same for ever for these names under this seed."""
    told = "|".join((seed, *map(str, names))).encode()
    return int.from_bytes(hashlib.sha256(told).digest()[:8], "big") / 2**64


def is_coded_twice(seed: str, number: int, share: int) -> bool:
    """Whether two people code the answer of that number, where `share` percent are coded twice.

    Where the share grows, every answer that was coded twice stays so.
    """
    return drawn(seed, "twice", number) * _HUNDRED < share


def in_order(seed: str, coder: int, numbers: Iterable[int]) -> list[int]:
    """The answers in the order in which this coder meets them: another one for everybody, always the same."""
    return sorted(numbers, key=lambda number: drawn(seed, "order", coder, number))


class State(StrEnum):
    """Where the coding of an answer stands."""

    UNCODED = "uncoded"
    HALF = "half"
    DISAGREED = "disagreed"
    CODED = "coded"


@dataclass(frozen=True)
class Standing:
    """Where one answer stands: the themes that each coder gave, and those of a third look."""

    number: int
    twice: bool
    by: Mapping[int, Themes]
    third: Themes | None = None

    @property
    def state(self) -> State:
        if self.third is not None or self.agreed:
            return State.CODED
        if len(self.by) >= TWICE:
            return State.DISAGREED
        if not self.by:
            return State.UNCODED
        return State.HALF if self.twice else State.CODED

    @property
    def agreed(self) -> bool:
        """Whether two people gave it exactly the same themes."""
        return len(self.by) >= TWICE and len(set(self.by.values())) == 1

    @property
    def themes(self) -> Themes | None:
        """What counts: those of the third look, or what all agreed on. None while it is not coded."""
        if self.state is not State.CODED:
            return None
        return self.third if self.third is not None else next(iter(self.by.values()))

    def waits_for(self, coder: int) -> bool:
        """Whether this coder may still code it."""
        return self.third is None and coder not in self.by and len(self.by) < (TWICE if self.twice else 1)

    def may_change(self, coder: int) -> bool:
        """Whether this coder may still change what they gave: until two have coded it, or a third looked."""
        return self.third is None and coder in self.by and len(self.by) < TWICE


@dataclass(frozen=True)
class Progress:
    """How far coding is. Two people code `twice` of the answers; `disagreed` wait for a third look."""

    answers: int = 0
    coded: int = 0
    twice: int = 0
    coded_twice: int = 0
    agreed: int = 0
    disagreed: int = 0

    @property
    def left(self) -> int:
        return self.answers - self.coded

    @property
    def percent(self) -> int:
        """Whole percent that are coded, rounded down, so that 100 means all."""
        return _HUNDRED * self.coded // self.answers if self.answers else _HUNDRED


def progress(standings: Iterable[Standing]) -> Progress:
    """How far these answers are."""
    every = list(standings)
    both = [one for one in every if len(one.by) >= TWICE]
    return Progress(
        answers=len(every),
        coded=sum(one.state is State.CODED for one in every),
        twice=sum(one.twice for one in every),
        coded_twice=len(both),
        agreed=sum(one.agreed for one in both),
        disagreed=sum(one.state is State.DISAGREED for one in every),
    )


def code_of(name: str, taken: Collection[str]) -> str:
    """A code for a new theme of that name: short, and unlike the others."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:30].strip("-") or "theme"
    used = {*taken, NO_THEME}
    if plain not in used:
        return plain
    return next(f"{plain}-{number}" for number in range(2, len(used) + 3) if f"{plain}-{number}" not in used)


def final(code: str, merged: Mapping[str, str]) -> str:
    """The theme that a code counts as, where themes were merged one into another."""
    seen = {code}
    while code in merged and merged[code] not in seen:
        code = merged[code]
        seen.add(code)
    return code


def settled(codes: Iterable[str], merged: Mapping[str, str]) -> Themes:
    """The themes that these codes count as."""
    return frozenset(final(code, merged) for code in codes)


class Side(StrEnum):
    """On which side of the headline question the writer of a quote stands. Never shown beside a quote."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


def side_of(points: Sequence[str], answer: object) -> Side:
    """The side of an answer on a scale whose points run from for to against; neither for anything else."""
    if answer not in points:
        return Side.NEITHER
    place, middle = list(points).index(str(answer)), (len(points) - 1) / 2
    if place == middle:
        return Side.NEITHER
    return Side.FOR if place < middle else Side.AGAINST


def is_unbalanced(supporting: int, opposing: int) -> bool:
    """Whether one side has more than one quote more than the other, and more than half as many again."""
    fewer, more = sorted((supporting, opposing))
    return more - fewer > 1 and more * 2 > fewer * 3


# Why a passage is taken out of a quote. `shortened` is no secret: it says that there was more.
SHORTENED = "shortened"
REASONS: Mapping[str, Words] = MappingProxyType(
    {
        "name": say("a name"),
        "address": say("an address or place of work"),
        "contact": say("contact details"),
        "health": say("health or private life"),
        "family": say("somebody close"),
        "event": say("an event that others would recognise"),
        "accusation": say("an accusation against somebody"),
        "offensive": say("offensive words"),
        "other": say("anything else that tells who it is"),
        SHORTENED: say("left out to shorten it"),
    }
)
_MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True, order=True)
class Passage:
    """A passage that is taken out of a text: from where to where (places of characters), and why."""

    start: int
    end: int
    reason: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a passage from {self.start} to {self.end}")


def plain(text: str) -> str:
    """A text as it is edited and published: its places are those of passages."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def marked(text: str, passages: Iterable[Passage]) -> str:
    """The text with double square brackets round each passage, as it is edited."""
    parts, last = [], 0
    for passage in sorted(passages):
        parts += [text[last : passage.start], "[[", text[passage.start : passage.end], "]]"]
        last = passage.end
    return "".join((*parts, text[last:]))


def read_marks(original: str, edited: str) -> tuple[tuple[int, int], ...]:
    """Where passages were marked with double square brackets, as places in the original, which is `plain`.

    Raises NotAllowed where anything but brackets was added or changed: nobody's words are altered.
    """
    parts = _MARK.split(edited)
    if "".join(parts) != original:
        raise NotAllowed(
            say(
                "Only add double square brackets; leave every word as it was written. Each [[ needs its ]], "
                "and none can stand inside another"
            )
        )
    spots, place = [], 0
    for turn, part in enumerate(parts):
        if turn % 2 and part:
            spots.append((place, place + len(part)))
        place += len(part)
    return tuple(spots)


@dataclass(frozen=True)
class Piece:
    """A piece of a text as it would be published: words, or the reason why something was taken out."""

    text: str
    reason: str = ""


def pieces(text: str, passages: Iterable[Passage]) -> Iterator[Piece]:
    """The text in pieces, each passage replaced by its reason. Nothing of a passage is left."""
    last = 0
    for passage in sorted(passages):
        if text[last : passage.start]:
            yield Piece(text[last : passage.start])
        yield Piece("", passage.reason)
        last = max(last, passage.end)
    if text[last:]:
        yield Piece(text[last:])


def says_something(text: str, passages: Iterable[Passage]) -> bool:
    """Whether anything is left to read."""
    return any(re.search(r"\w", piece.text) for piece in pieces(text, passages))
