"""What the files of a release are made of: its tables, what was asked, and what is told about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from results.domain.disclosure import SafeTable
from results.domain.profile import Margin
from results.releases import FACTS, Release
from survey.domain.questionnaires.questions import Area, Question, Questionnaire
from survey.store.consultations import Consultation

HEADLINE = "support"
OPINION, EQUALITY = "opinion", "equality"

Tables = Mapping[str, tuple[SafeTable, ...]]


@dataclass(frozen=True)
class Group:
    """A characteristic that questions are counted by: its options, and what it is called in a sentence."""

    question: Question
    name: str


@dataclass(frozen=True)
class RuleUsed:
    """A rule of integrity: how many responses it marked (rounded), and how many of them were left out."""

    name: str
    means: str
    marked: str
    left_out: int


@dataclass(frozen=True)
class Census:
    """What the census says of a characteristic, and which of its options stand in none of its categories."""

    margin: Margin
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """What is told about a release beside its tables. `parts` are its parts by name, where it has them.

    `strata` and `ways` (of answering) are codes with their names. `replaced`: that a newer edition took its
    place, in words; empty where none did.
    """

    log: tuple[tuple[date, str], ...] = ()
    rules: tuple[RuleUsed, ...] = ()
    came_besides: tuple[str, ...] = ()
    strata: tuple[tuple[str, str], ...] = ()
    ways: tuple[tuple[str, str], ...] = ()
    parts: Mapping[str, Any] = field(default_factory=dict)
    replaced: str = ""


@dataclass(frozen=True)
class Material:
    """A release, ready to be written into a file. Texts are in the language of the file."""

    consultation: Consultation
    release: Release
    questionnaire: Questionnaire
    alone: Tables
    by: Mapping[str, Tables]
    with_excluded: Tables
    groups: tuple[Group, ...]
    home: str
    census: Mapping[str, Census] = field(default_factory=dict)
    told: Told = Told()

    @property
    def sections(self) -> Iterator[tuple[str, tuple[Question, ...]]]:
        """The questions over everybody, section by section, under the section's title."""
        profiles = {group.question.code for group in self.groups}
        for section in self.questionnaire.sections:
            asked = (question for page in section.pages for question in page.questions)
            chosen = tuple(q for q in asked if q.code in self.alone and q.code not in profiles)
            if section.kind == OPINION and chosen:
                yield section.title, chosen

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question over everybody, in the order in which they were asked."""
        return tuple(question for _, asked in self.sections for question in asked)

    @property
    def profiles(self) -> tuple[Group, ...]:
        """Who answered: people before the way in which they came, the long list of areas last."""
        known = [group for group in self.groups if group.question.code in self.alone]
        known.sort(key=lambda group: (isinstance(group.question, Area), group.question.code in FACTS))
        return (*known, *(Group(question, question.text) for question in self._only_profiled()))

    def _only_profiled(self) -> Iterator[Question]:
        """The equality questions that nothing is broken down by."""
        counted_by = {group.question.code for group in self.groups}
        for question in self.questionnaire.questions_of(EQUALITY):
            if question.code in self.alone and question.code not in counted_by:
                yield question

    @property
    def equality(self) -> tuple[Group, ...]:
        """Who answered by each characteristic that equality law is about."""
        own = {question.code for question in self.questionnaire.questions_of(EQUALITY)}
        return tuple(group for group in self.profiles if group.question.code in own)

    @property
    def headline(self) -> Question | None:
        """The question that the consultation is about, if it was asked and anyone may see its answers."""
        return next((q for q in self.questions if q.code == HEADLINE and self.shown(q)), None)

    def shown(self, question: Question) -> bool:
        """Whether there are figures of this question to see."""
        return any(table.shown for table in self.alone.get(question.code, ()))
