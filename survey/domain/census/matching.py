"""Which option a census category belongs to: a guess by ages or by words, for a person to check."""

from __future__ import annotations

import re
from collections.abc import Sequence

from survey.domain.census.tables import Category
from survey.domain.questionnaires.questions import Option

OLDEST = 200
SHORTEST_WORD = 4
_UNDER = re.compile(r"\b(?:under|younger than|less than)\s+(\d{1,3})\b")
_TO = re.compile(r"\b(\d{1,3})\s*(?:to|[-–])\s*(\d{1,3})\b")
_AND_UNDER = re.compile(r"\b(\d{1,3})\b[a-z ]*\b(?:and|or) (?:under|younger|less)\b")
_AND_OVER = re.compile(r"\b(\d{1,3})\b(?:[a-z ]*\b(?:and|or) (?:over|older|above|more)\b|\+)")
_ONE = re.compile(r"^(?:aged? )?(\d{1,3})(?: years?)?(?: old)?$")
_WORD = re.compile(r"[^\W\d_]+")


def guess(category: Category, options: Sequence[Option]) -> str:
    """The code of the option that the category seems to belong to; empty where that is not clear."""
    if category.is_total:
        return ""
    return _by_age(category.label, options) or _by_words(category.label, options)


def ages(text: str) -> tuple[int, int] | None:
    """From which age to which a label reaches; None where it names no ages."""
    text = text.lower()
    for pattern, found in (
        (_UNDER, lambda m: (0, int(m[1]) - 1)),
        (_TO, lambda m: (int(m[1]), int(m[2]))),
        (_AND_UNDER, lambda m: (0, int(m[1]))),
        (_AND_OVER, lambda m: (int(m[1]), OLDEST)),
        (_ONE, lambda m: (int(m[1]), int(m[1]))),
    ):
        match = pattern.search(text)
        if match:
            return found(match)
    return None


def _by_age(label: str, options: Sequence[Option]) -> str:
    own = ages(label)
    if own is None:
        return ""
    for option in options:
        wide = ages(option.label)
        if wide and wide[0] <= own[0] and own[1] <= wide[1]:
            return option.code
    return ""


def _by_words(label: str, options: Sequence[Option]) -> str:
    """The option with which the label has the most words in common, what stands before a colon first."""
    for part in (label.partition(":")[0], label):
        words = _words(part)
        scores = {option.code: _score(words, option) for option in options if not option.apart}
        best = max(scores.values(), default=0.0)
        first = [code for code, score in scores.items() if score == best]
        if best > 0 and len(first) == 1:
            return first[0]
    return ""


def _score(words: frozenset[str], option: Option) -> float:
    own = _words(option.label)
    return len(words & own) / len(words | own) if own else 0.0


def _words(text: str) -> frozenset[str]:
    found = (word.lower() for word in _WORD.findall(text))
    # “Females” is “female”, and “Muslims” would be “Muslim”.
    return frozenset(word.rstrip("s") for word in found if len(word) >= SHORTEST_WORD)
