"""What each column of the file of responses holds, and what its codes mean, for programs for statistics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from results.exports import IN_FULL, NOT_ANSWERED, own_columns, response_columns
from survey.domain.questionnaires.codebook import Codebook
from survey.domain.questionnaires.columns import column_names
from survey.domain.questionnaires.definition import labels
from survey.domain.questionnaires.ordering import ORDER
from survey.domain.questionnaires.questions import Option, Question
from survey.store.consultations import Consultation

Values = tuple[tuple[str, str], ...]

DID_NOT_ANSWER = (NOT_ANSWERED, "Did not answer")
CHOSEN: Values = (("1", "Chosen"), ("0", "Not chosen"), DID_NOT_ANSWER)
OWN = {
    "data": "What made these responses",
    "day": "Day on which it was sent",
    "channel": "How it was sent",
    "stratum": "Invited group",
    "language": "Language in which it was answered",
    "deployment_revision": "Edition of the plan that was shown",
    "left_out": "Whether it was left out of the results",
}
LAST = "Order in which options were shown"


class Kind(Enum):
    """What a column holds: one of some codes, a whole number, or a text. An empty cell: was not asked."""

    CODES = "codes"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Variable:
    """One column: its name in the file, what it is about, and of codes what each means, in order."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    values: Values = ()
    most: int = 100
    """The most characters that a text may have."""


def variables(consultation: Consultation, codebook: Codebook) -> tuple[Variable, ...]:
    """The columns of `exports.response_columns`, in order, in the language of the questionnaire."""
    found = [Variable(name, OWN[name]) for name in own_columns(consultation)]
    found += (variable for question in codebook.questions for variable in _of(question))
    found += [Variable(ORDER, LAST)] if codebook.ordered else []
    names = response_columns(consultation, codebook)
    return tuple(replace(variable, name=name) for variable, name in zip(found, names, strict=True))


def _of(question: Question) -> Iterator[Variable]:
    if question.kind in IN_FULL:
        yield from _in_full(question)
    elif question.kind == "multiple_choice":
        for option in getattr(question, "options", ()):
            label = f"{question.text} {option.label}"
            yield Variable(f"{question.code}.{option.code}", label, Kind.CODES, CHOSEN)
    else:
        values = (*labels(question).items(), DID_NOT_ANSWER)
        for name, about in zip(_names(question), _abouts(question), strict=True):
            yield Variable(name, about, Kind.CODES, values)
    yield from (_in_words(question, option) for option in getattr(question, "details", ()))


def _in_full(question: Question) -> Iterator[Variable]:
    text = question.kind.endswith("_text")
    most = getattr(question, "max_length", 0)
    for name, about in zip(_names(question), _abouts(question), strict=True):
        yield Variable(name, about, Kind.TEXT if text else Kind.NUMBER, most=most)


def _in_words(question: Question, option: Option) -> Variable:
    most = option.detail.max_length if option.detail else 0
    name, label = f"{question.code}.{option.code}.text", f"{question.text} {option.label}, in words"
    return Variable(name, label, most=most)


def _names(question: Question) -> list[str]:
    """The columns of a question, without those for details in words."""
    return [name for name in column_names(question) if not name.endswith(".text")]


def _abouts(question: Question) -> list[str]:
    if question.by_part:
        return [f"{question.text} {part.label}" for part in question.parts]
    return [question.text]
