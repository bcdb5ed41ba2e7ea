"""Entries of a public log that are written alike each time, so that they can be said in another language.

The log is kept as it was written on its day, in English. An entry is said in another language only where the
whole of it is one of these sentences: its days and numbers are read back, and said again they must give the
entry to the letter. What names somebody, or gives a reason, is left to be translated by the council.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from survey.domain.wording import Words, message, say, say_day

ENTRIES = (
    message("The consultation opened with version 1 of its questions and its rules for counting."),
    message(
        "The council fixed version 1 of the questions, the dates and the rules for counting. "
        "Anyone can answer from {opens_day} to the end of {closes_day}."
    ),
    message("The rules that were published before opening marked responses for people to look at."),
    message("The consultation closed on the day that was announced."),
    message("The results were counted: {counted} responses. Checksum {checksum}."),
    message(
        "The results were counted: {counted} responses; {excluded} were left out by the published rules. "
        "Checksum {checksum}."
    ),
    message(
        "Edition {edition} of the results was counted: {counted} responses; {excluded} were left out by the "
        "published rules. Since edition {earlier} {added} were added, {left_out} left out and {taken_back} "
        "taken back in. {kept} tables stay as they were, since too little of them changed. "
        "Checksum {checksum}."
    ),
    message("The correction ended without a new edition: the results stay as they were counted."),
    message("The results are public from {public_day}."),
    message("Edition {edition} of the results is public from {public_day}."),
    message("The {deleted} individual responses were deleted, as announced. The results stay."),
)

_PLACE = re.compile(r"\{(\w+)\}")
_DAY, _NUMBER, _CHECKSUM = r"\d{1,2} [A-Z][a-z]+ \d{4}", r"\d[\d,]*", r"[0-9a-f]+"


def _pattern(entry: str) -> re.Pattern[str]:
    pieces = _PLACE.split(entry)
    found = [re.escape(piece) if place % 2 == 0 else _group(piece) for place, piece in enumerate(pieces)]
    return re.compile("".join(found))


def _group(name: str) -> str:
    kind = _CHECKSUM if name == "checksum" else _DAY if name.endswith("_day") else _NUMBER
    return f"(?P<{name}>{kind})"


_PATTERNS = {entry: _pattern(entry) for entry in ENTRIES}


def entry_in_words(text: str) -> Words | None:
    """The entry as a message, where it is one of ours from its first letter to its last."""
    for entry, pattern in _PATTERNS.items():
        found = pattern.fullmatch(text)
        values = _values(found.groupdict()) if found else None
        if values is not None and (words := say(entry, **values)) == text:
            return words
    return None


def _values(found: Mapping[str, str]) -> dict[str, object] | None:
    """What stands in the places; None where a day is none."""
    values: dict[str, object] = {}
    for name, text in found.items():
        day = _day(text) if name.endswith("_day") else None
        if day is None and name.endswith("_day"):
            return None
        values[name] = say_day(day) if day else text
    return values


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007 - a day, without a time
    except ValueError:
        return None
