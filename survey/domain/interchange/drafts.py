"""What both readers hand to the assembler: the file's questions in order, each with ours and its notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.domain.interchange.expressions.tree import Tree
from survey.domain.interchange.expressions.variables import Variable
from survey.domain.interchange.result import Outcome
from survey.domain.interchange.texts import Text
from survey.domain.questionnaires.questions import Question
from survey.domain.wording import message

# What residents read where the file gives no title.
UNTITLED = "Questions"
NO_CONDITION = message("A condition is left out, since {why}, so it is asked more often: {condition}")


@dataclass(frozen=True)
class Container:
    """Where a question stands: its section, and what is asked with it at once (empty: it stands alone)."""

    section: str
    title: Text
    page: str = ""
    page_title: Text = field(default_factory=Text)


@dataclass
class Draft:
    """One line of the file: a question, or words for the reader, or something that has no place here.

    `counted` is false for what its own program does not call a question. `part_of` names the draft whose
    question holds this one too, such as the grid of a row. `written` are its conditions as the file has them.
    """

    place: str
    name: str
    container: Container
    counted: bool = True
    questions: list[Question] = field(default_factory=list)
    conditions: list[Tree] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    variables: dict[str, Variable] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    notes: list[tuple[Outcome, str]] = field(default_factory=list)
    title: Text = field(default_factory=Text)
    part_of: Draft | None = None

    def fallback(self, words: str) -> None:
        """Something of it is not as it was."""
        if (Outcome.FALLBACK, words) not in self.notes:
            self.notes.append((Outcome.FALLBACK, words))

    def none(self, words: str) -> None:
        """It is not taken over."""
        self.questions.clear()
        self.notes.append((Outcome.NONE, words))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the questions that stand for it."""
        return (self.part_of or self).own_codes

    @property
    def own_codes(self) -> tuple[str, ...]:
        return tuple(question.code for question in self.questions)

    @property
    def outcome(self) -> Outcome:
        """The worst of its notes; nothing where no question stands for it."""
        if not self.codes:
            return Outcome.NONE
        return Outcome.FALLBACK if self.notes else Outcome.WHOLE


@dataclass(frozen=True)
class Form:
    """Everything that was read of a file. `remarks` are about the whole: where, and in words."""

    format: str
    name: str
    title: Text
    language: str
    languages: tuple[str, ...]
    drafts: list[Draft]
    formulas: Mapping[str, Tree]
    remarks: list[tuple[str, Outcome, str]]
