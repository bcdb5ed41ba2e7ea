"""What a text has that another has not, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\s*\S+|\s+$")


class How(StrEnum):
    """Whether a piece stands in both texts, only in the first, or only in the second."""

    SAME = "same"
    LEFT_OUT = "left-out"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that follow one another and differ in the same way, with the space before them."""

    how: How
    text: str


def differences(one: str, other: str) -> list[Piece]:
    """The pieces of both, in order. Those that are not LEFT_OUT make up the second text to the letter.

    White space alone makes no difference: what stands in both is shown as it is in the second.
    """
    first, second = _WORD.findall(one), _WORD.findall(other)
    bare = ([word.strip() for word in words] for words in (first, second))
    match = SequenceMatcher(None, *bare, autojunk=False)
    found: list[Piece] = []
    for tag, start, end, begin, stop in match.get_opcodes():
        if tag == "equal":
            found.append(Piece(How.SAME, "".join(second[begin:stop])))
            continue
        if end > start:
            found.append(Piece(How.LEFT_OUT, "".join(first[start:end])))
        if stop > begin:
            found.append(Piece(How.ADDED, "".join(second[begin:stop])))
    return found

