"""Answers like a given one: suggestions for people who code texts. Nothing leaves the machine.

    likeness = Likeness.of(texts)                      # once for a question; half a second for 20,000 texts
    likeness.most_similar(place, number=10)            # [Similar(place=17, similarity=0.62), ...], 20 ms
    likeness.most_similar_to("any text", number=10)    # the same for words that are not among them
    likeness.most_similar(place, number=10, among=mask)  # only where the mask (one truth value a text) holds

Likeness is the cosine between two texts as weighted sets of shingles (tf-idf: Spärck Jones 1972, Salton and
Buckley 1988): what few texts share weighs more than what many do. It is from 0, nothing shared, to 1, the
same. It knows no language and no meaning; it suggests, and people decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from results.domain.shingles import Shingles, plain, shingles

SIZE = 4
BITS = 18
TEXTS_AT_ONCE = 2_000
LEAST = 0.05

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Similar:
    """A text, by its place in the list, and how similar it is: above 0, and 1 for the same words."""

    place: int
    similarity: float


@dataclass(frozen=True)
class Likeness:
    """Texts ready to be compared. About 12 bytes a character of the texts; the texts are not in it."""

    shingles: NDArray[np.int32]
    weights: Floats
    starts: NDArray[np.int64]
    rarity: Floats

    @classmethod
    def of(cls, texts: Sequence[str]) -> Likeness:
        """Prepares the texts. The same texts in the same order give the same answers for ever."""
        parts = list(_distinct(texts))
        kinds = np.concatenate([part[0] for part in parts]) if parts else np.zeros(0, np.int32)
        times = np.concatenate([part[1] for part in parts]) if parts else np.zeros(0, np.float32)
        counts = np.concatenate([part[2] for part in parts]) if parts else np.zeros(0, np.int64)
        starts = np.cumsum(counts) - counts
        within = np.bincount(kinds, minlength=1 << BITS)
        # Smoothed, so that what stands in every text still weighs a little: two texts are then never nothing.
        rarity = (np.log((1 + len(texts)) / (1 + within)) + 1).astype(np.float32)
        weights = times * rarity[kinds]
        if len(texts):
            lengths = np.sqrt(np.add.reduceat(weights * weights, starts))
            weights /= np.repeat(lengths, counts)
        return cls(kinds, weights, starts, rarity)

    def most_similar(
        self, place: int, *, number: int = 10, least: float = LEAST, among: NDArray[np.bool_] | None = None
    ) -> list[Similar]:
        """The most similar other texts, the most similar first; texts alike in the order of their places.

        Raises IndexError where there is no text at that place.
        """
        if not 0 <= place < len(self.starts):
            raise IndexError(place)
        ends = np.append(self.starts[1:], len(self.shingles))
        own = slice(self.starts[place], ends[place])
        found = self._cosines(self.shingles[own], self.weights[own])
        found[place] = 0
        return _best(found, number=number, least=least, among=among)

    def most_similar_to(
        self, text: str, *, number: int = 10, least: float = LEAST, among: NDArray[np.bool_] | None = None
    ) -> list[Similar]:
        """The texts most similar to these words."""
        ((kinds, times, _counts),) = _distinct([text])
        weights = times * self.rarity[kinds]
        found = self._cosines(kinds, weights / np.sqrt(np.sum(weights * weights)))
        return _best(found, number=number, least=least, among=among)

    def _cosines(self, kinds: NDArray[np.int32], weights: Floats) -> Floats:
        """The cosine of every text with the one of these shingles and weights (of length 1)."""
        if not len(self.starts):
            return np.zeros(0, np.float32)
        wanted = np.zeros(len(self.rarity), np.float32)
        wanted[kinds] = weights
        return np.add.reduceat(wanted[self.shingles] * self.weights, self.starts)


def _distinct(
    texts: Sequence[str],
) -> Iterator[tuple[NDArray[np.int32], Floats, NDArray[np.int64]]]:
    """Of some texts at a time: the kinds of shingle in each, how much each counts there, and how many kinds.

    What comes n times counts 1 + log n: a word said ten times says little more than one said twice.
    """
    for first in range(0, len(texts), TEXTS_AT_ONCE):
        found = shingles([plain(text) for text in texts[first : first + TEXTS_AT_ONCE]], size=SIZE)
        pairs, times = np.unique(_pairs(found), return_counts=True)
        kinds = (pairs & ((1 << BITS) - 1)).astype(np.int32)
        counts = np.bincount(pairs >> BITS, minlength=len(found.starts))
        yield kinds, (1 + np.log(times)).astype(np.float32), counts


def _pairs(found: Shingles) -> NDArray[np.int64]:
    """Each shingle with its text before it, as one number."""
    owner = np.repeat(np.arange(len(found.starts)), found.counts)
    return (owner << BITS) | (found.hashes >> np.uint32(32 - BITS)).astype(np.int64)


def _best(
    found: Floats, *, number: int, least: float, among: NDArray[np.bool_] | None
) -> list[Similar]:
    if among is not None:
        found = np.where(among, found, 0)
    # Rounded first: sums of the same numbers in another order differ in the last place.
    found = np.round(np.minimum(found, 1), 4)
    order = np.lexsort((np.arange(len(found)), -found))[:number]
    return [Similar(int(place), float(found[place])) for place in order if found[place] >= max(least, 1e-4)]
