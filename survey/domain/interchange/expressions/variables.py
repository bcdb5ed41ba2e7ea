"""What an expression may name: questions that are asked earlier, and their values in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from survey.domain.interchange.expressions.tree import Tree
from survey.domain.questionnaires.questions import (
    Choice,
    MultipleChoice,
    Number,
    Question,
)


class Kind(Enum):
    """How an answer can be looked at."""

    ONE = "one of its options"
    MANY = "any of its options"
    NUMBER = "a number"
    ANSWERED = "whether there is an answer"
    FLAG = "whether one option is chosen"
    UNSEEN = "not at all"


@dataclass(frozen=True)
class Variable:
    """A name as expressions use it: the question's code here, and its options' codes by their old values."""

    question: str
    kind: Kind
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Scope:
    """What may be named at one place of the questionnaire. `later` holds what is only asked further on.

    `formulas` are values that the file works out from answers; they are read as if written out in full.
    `steps` counts what was looked at in all conditions so far.
    """

    variables: dict[str, Variable] = field(default_factory=dict)
    later: set[str] = field(default_factory=set)
    formulas: dict[str, Tree] = field(default_factory=dict)
    steps: int = 0


def kind_of(question: Question) -> Kind:
    """How conditions of ours can look at a question."""
    if isinstance(question, MultipleChoice):
        return Kind.MANY
    if isinstance(question, Choice):
        return Kind.ONE
    if isinstance(question, Number):
        return Kind.NUMBER
    return Kind.ANSWERED if question.asks else Kind.UNSEEN
