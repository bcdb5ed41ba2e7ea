"""What was done to a questionnaire, in words: kept in English, and said in the language of the page.

A step keeps its words alone. Those that are one of these sentences are known again by it; others, such as
what was left out of a block, are shown as they are kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from survey.domain.wording import Words, message, say

ADDED = message("Added “{name}”")
CHANGED = message("Changed “{name}”")
REMOVED = message("Removed “{name}”")
MOVED = message("Moved “{name}”")
MOVED_UP = message("Moved “{name}” up")
MOVED_DOWN = message("Moved “{name}” down")
UNLOCKED = message("Unlocked “{name}”: {reason}")
BEGAN_MODEL = message("Began from the model questionnaire")
BEGAN_EMPTY = message("Began with an empty questionnaire")
BEGAN_ASKED = message("Began from the questions that are asked now")

_SENTENCES = (
    ADDED,
    CHANGED,
    REMOVED,
    MOVED_UP,
    MOVED_DOWN,
    MOVED,
    UNLOCKED,
    BEGAN_MODEL,
    BEGAN_EMPTY,
    BEGAN_ASKED,
    # What other pages keep.
    message("Began from the version that is asked"),
    message("Added “{name}” from the bank"),
    message("Imported {file}"),
)
_PLACE = re.compile(r"\\\{(\w+)\\\}")


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub(r"(?P<\1>.*)", re.escape(sentence)), re.DOTALL)


_PATTERNS: Mapping[str, re.Pattern[str]] = {sentence: _pattern(sentence) for sentence in _SENTENCES}


def step_said(kept: str) -> Words:
    """The words of a step, which can be said in another language if they are one of the sentences above."""
    for sentence, pattern in _PATTERNS.items():
        found = pattern.fullmatch(kept)
        if found:
            return say(sentence, **found.groupdict())
    return say(kept)
