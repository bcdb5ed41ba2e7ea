"""Texts as sets of short runs of letters ("shingles"), which is what likeness of texts is measured by.

Nothing here knows a language: no list of words, no endings. Capitals, the form of characters (é in one piece
or two) and white space make no difference.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]
Places = NDArray[np.int64]

# The multiplier of the rolling sum, and the two of the mixing after it (MurmurHash3's 64-bit finaliser).
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)


@dataclass(frozen=True)
class Shingles:
    """The hashed shingles of some texts, one text after another; those of text i begin at `starts[i]`.

    A text has at least one, so that no two starts are equal. One that comes twice stands there twice.
    """

    hashes: Hashes
    starts: Places

    @property
    def counts(self) -> Places:
        """How many there are of each text."""
        return np.diff(self.starts, append=len(self.hashes))


def plain(text: str) -> str:
    """The text without what makes no difference."""
    return " ".join(unicodedata.normalize("NFKD", text).casefold().split())


def shingles(texts: Sequence[str], *, size: int) -> Shingles:
    """The shingles of `size` characters of texts that went through `plain`. A shorter text is padded."""
    padded = [text.ljust(size) for text in texts]
    # What is no character (half of a surrogate pair) is a shingle like any other.
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.array([len(text) for text in padded], np.int64)
    ends = np.cumsum(lengths)
    whole = np.ones(len(codes), bool)
    for back in range(1, size):
        whole[ends - back] = False
    counts = lengths - size + 1
    return Shingles(_hashed(codes, size)[whole[: len(codes) - size + 1]], np.cumsum(counts) - counts)


def _hashed(codes: NDArray[np.uint32], size: int) -> Hashes:
    """A hash of every run of `size` codes, in 32 bits. Sums wrap, which is what they are for."""
    windows = len(codes) - size + 1
    total = np.zeros(max(windows, 0), np.uint64)
    for place in range(size):
        total *= _BASE
        total += codes[place : place + windows]
    for factor in _MIX:
        total ^= total >> np.uint64(33)
        total *= factor
    return (total >> np.uint64(32)).astype(np.uint32)
