"""What came of reading somebody else's questionnaire: ours, and row by row what is not as it was.

Nothing is dropped silently. Every question of the file has one outcome, and whatever is not whole has a note
in words that an organiser can read before accepting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, cast

from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.wording import Words, message, say

WHAT_CAN = say(
    "What can: an XLSForm of KoboToolbox or ODK (.xlsx or .xls), a survey, group or question of LimeSurvey "
    "(.lss, .lsg, .lsq, or tab-separated .txt), and a questionnaire of Lamppost (.json)."
)


_NAMED = message("{name}: {words}")


def named(name: str, words: str) -> Words:
    """What is to be told of one question of the file, with its name there."""
    return say(_NAMED, name=name, words=words)


def without_name(words: str, name: str) -> str:
    """The same without the name, for where that is read beside it."""
    if isinstance(words, Words) and words.message == _NAMED and words.params["name"] == name:
        return cast("str", words.params["words"])
    return words.removeprefix(f"{name}: ")


class Outcome(StrEnum):
    """How much of a question came over."""

    WHOLE = "whole"
    FALLBACK = "fallback"
    NONE = "none"


class Refused(Exception):
    """The file cannot be used at all. The text says why and what to do."""

    def __str__(self) -> str:
        """The text itself, which can be said in the language of a page."""
        words: str = self.args[0]
        return words


@dataclass(frozen=True)
class Note:
    """One thing that is not as it was. `question` is its code here; empty for what concerns the whole."""

    place: str
    question: str
    outcome: Outcome
    words: str


@dataclass(frozen=True)
class Source:
    """One question of the file and what became of it: the codes of the questions that stand for it here."""

    place: str
    name: str
    codes: tuple[str, ...]
    outcome: Outcome


@dataclass(frozen=True)
class Imported:
    """A questionnaire that was read. `questionnaire` is None where nothing in the file can be asked here.

    `languages` are named as in the file. `translations` hold, by language, the text of each place in the
    questionnaire, such as “age.text” or “colour.options.red.label”.
    """

    format: str
    questionnaire: Questionnaire | None
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    languages: tuple[str, ...] = ()
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many questions the file has, and how many of each outcome."""
        outcomes = [source.outcome for source in self.sources]
        return {"questions": len(outcomes)} | {outcome.value: outcomes.count(outcome) for outcome in Outcome}

    def report(self, file: str) -> dict[str, Any]:
        """One line of a report, as JSON."""
        notes = [asdict(note) for note in self.notes]
        return {"file": file, "format": self.format, **self.counts, "notes": notes}
