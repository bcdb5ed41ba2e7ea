"""Invented comments for the demonstration: sentences put together, each with the themes that it is about.

The same content gives the same comments in the same order, whatever else is drawn. No two of a side are
alike, as far as the sentences last. Nothing is anybody's words: the content says so, and so does each page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

import numpy as np

SIDES = ("for", "against", "either")
# More than anybody who tries the demonstration asks for. Whoever asks for more meets some twice.
EACH_SIDE = 1200
SEED = 6
# How many sentences a comment has, and how often it begins or ends with one that says nothing of the matter.
SENTENCES, SHARES = (1, 2, 3), (0.3, 0.5, 0.2)
OPENS, ENDS = 0.2, 0.15
# Comments in which no theme is found, among those of neither side.
SAYS_NOTHING = 0.08
# One of a campaign comes after so many others of its side.
BETWEEN = 2
_TRIES = 20
_TAKEN_OUT = re.compile(r"\[\[(.*?)\|(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Comment:
    """An invented comment: its words, the codes of its themes, and what is to be taken out of a quote of it.

    `taken_out`: from where to where, and why. `quotable`: written as a whole, fit to be read by itself.
    `advert`: no answer at all, but an advertisement, always the same.
    """

    text: str
    themes: tuple[str, ...]
    taken_out: tuple[tuple[int, int, str], ...] = ()
    quotable: bool = False
    advert: bool = False


def comments(content: Mapping[str, Any]) -> dict[str, list[Comment]]:
    """The comments of each side, in the order in which people send them."""
    rng = np.random.default_rng(SEED)
    return {side: _of_side(content, side, rng) for side in SIDES}


def _of_side(content: Mapping[str, Any], side: str, rng: np.random.Generator) -> list[Comment]:
    written = [_written(one) for one in content["written"][side]]
    sent = [text for one in content["campaigns"] if one["side"] == side for text in _campaign(content, one)]
    rest = _put_together(content, side, rng)
    between = (one for text in sent for one in (*islice(rest, BETWEEN), text))
    return [*written, *_adverts(content, side), *between, *islice(rest, EACH_SIDE)]


def _adverts(content: Mapping[str, Any], side: str) -> list[Comment]:
    """Those who advertise take no side."""
    advert = content["advert"]
    return [Comment(advert["text"], (), advert=True)] * (advert["number"] if side == "either" else 0)


def _written(one: Mapping[str, Any]) -> Comment:
    text, taken_out = "", []
    parts = _TAKEN_OUT.split(one["text"])
    for before, words, reason in zip(parts[::3], [*parts[1::3], ""], [*parts[2::3], ""], strict=True):
        text += before
        if words:
            taken_out.append((len(text), len(text) + len(words), reason))
        text += words
    return Comment(text, tuple(one["themes"]), tuple(taken_out), quotable=True)


def _campaign(content: Mapping[str, Any], one: Mapping[str, Any]) -> Iterator[Comment]:
    """The text as so many people sent it: most add a sentence of their own before or behind it."""
    openings, endings = ["", *content["openings"]], ["", *content["endings"]]
    # Steps without a common divisor go through every pair before one comes again.
    for number in range(one["number"]):
        words = (openings[number % len(openings)], one["text"], endings[number % len(endings)])
        yield Comment(" ".join(filter(None, words)), tuple(one["themes"]))


def _put_together(content: Mapping[str, Any], side: str, rng: np.random.Generator) -> Iterator[Comment]:
    silent = cycle(content["sentences"]["none"])
    known: set[str] = set()
    while True:
        if side == "either" and rng.random() < SAYS_NOTHING:
            yield Comment(next(silent), ())
        else:
            found = _new(content, side, rng, known)
            known.add(found.text)
            yield found


def _new(content: Mapping[str, Any], side: str, rng: np.random.Generator, known: set[str]) -> Comment:
    """One that is not there yet, unless many tries find none."""
    tried = (_drawn(content, side, rng) for _ in range(_TRIES))
    found = next(tried)
    while found.text in known:
        found = next(tried, Comment("", ()))
    return found if found.text else _drawn(content, side, rng)


def _drawn(content: Mapping[str, Any], side: str, rng: np.random.Generator) -> Comment:
    by_theme: Mapping[str, Sequence[str]] = content["sentences"][side]
    wanted = int(rng.choice(SENTENCES, p=SHARES))
    themes = [str(one) for one in rng.permutation(list(by_theme))[:wanted]]
    sentences = [_one_of(by_theme[theme], rng) for theme in themes]
    opening = _one_of(content["openings"], rng) if rng.random() < OPENS else ""
    ending = _one_of(content["endings"], rng) if rng.random() < ENDS else ""
    return Comment(" ".join(filter(None, (opening, *sentences, ending))), tuple(sorted(themes)))


def _one_of(sentences: Sequence[str], rng: np.random.Generator) -> str:
    return sentences[int(rng.integers(len(sentences)))]
