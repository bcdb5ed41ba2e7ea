"""Answers of one question stay apart in every language: no two are translated alike, none trade places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from survey.domain.questionnaires.alike import words_of

Texts = Mapping[str, str]
_ONE_OF = re.compile(r"(?P<options>.+\.(?:options|rows|bands))\.[^.]+\.label|(?P<ends>.+)\.(?:low|high)")


def question_of(place: str) -> str:
    """What a place shares with the other answers, rows or ends of its question; empty for other texts."""
    found = _ONE_OF.fullmatch(place)
    return (found["options"] or found["ends"]) if found else ""


def alike(sources: Texts, found: Texts) -> set[str]:
    """The places whose translation is that of another answer of the same question, too."""
    said: dict[tuple[str, str], list[str]] = {}
    for place, text in found.items():
        if question_of(place) and place in sources and text:
            said.setdefault((question_of(place), _bare(text)), []).append(place)
    return {
        place
        for places in said.values()
        if len({_bare(sources[place]) for place in places}) > 1
        for place in places
    }


def traded(before: Texts, found: Texts) -> set[str]:
    """The places whose translation is what another answer of the same question was called until now."""
    earlier = {(question_of(place), _bare(text)): place for place, text in before.items()}
    return {place for place in _changed(before, found) if _whose(earlier, place, found[place]) != place}


def _changed(before: Texts, found: Texts) -> Iterator[str]:
    return (
        place
        for place, text in found.items()
        if question_of(place) and place in before and _bare(before[place]) != _bare(text)
    )


def _whose(earlier: Mapping[tuple[str, str], str], place: str, text: str) -> str:
    return earlier.get((question_of(place), _bare(text)), place)


def _bare(text: str) -> str:
    return " ".join(words_of(text)) or text.strip()
