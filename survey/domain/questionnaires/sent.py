"""What a form sent, and what became of it: answers and problems by key. The checks of all types use this."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.domain.questionnaires.questions import Answer
from survey.domain.wording import say

Raw = Mapping[str, list[str]]

# Control characters and unpaired surrogates cannot be stored or printed; U+FFFD is what a browser's
# bytes become when they are not UTF-8. A line break and a tab are fine.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ud800-\udfff]")
LONGEST_NUMBER = 20
_GROUPED_NUMBER = re.compile(r"-?[0-9]{1,3}([ ,][0-9]{3})*|-?[0-9]+")


def readable(text: str) -> str:
    """The text as it can be shown again: what could not be read is marked, so that it can be found."""
    return _UNREADABLE.sub("\ufffd", text)


@dataclass
class Checked:
    """The outcome for one question: answers by key, and problems by the field they belong to."""

    answers: dict[str, Answer] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def first(raw: Raw, key: str) -> str:
    """The first value that was sent under a key, without spaces around it."""
    values = raw.get(key) or [""]
    return values[0].strip()


def whole_number(typed: str, *, prefix: str = "", suffix: str = "") -> int | None:
    """The number that somebody typed, with or without its unit and its commas; None where it is none."""
    bare = typed.removeprefix(prefix).removesuffix(suffix).strip()
    if not _GROUPED_NUMBER.fullmatch(bare) or len(bare) > LONGEST_NUMBER:
        return None
    return int(re.sub("[ ,]", "", bare))


def keep_line(key: str, limit: int, *, raw: Raw, checked: Checked) -> None:
    """Keeps a line of text, its spaces made single."""
    text = first(raw, key)
    keep_text(key, text if _UNREADABLE.search(text) else " ".join(text.split()), limit=limit, checked=checked)


def keep_text(key: str, text: str, *, limit: int, checked: Checked) -> None:
    """Keeps a text that can be read and is not too long."""
    if _UNREADABLE.search(text):
        checked.problems[key] = say("Some characters could not be read. Delete them, or type them again.")
    elif len(text) > limit:
        checked.problems[key] = say(
            "Your answer must be {limit} characters or fewer. It is {length} now: shorten it by {extra}.",
            limit=f"{limit:,}",
            length=f"{len(text):,}",
            extra=f"{len(text) - limit:,}",
        )
    elif text:
        checked.answers[key] = text
