"""The columns of responses in a file: the same names where responses are written and where they are read."""

from __future__ import annotations

from survey.domain.questionnaires.questions import Choice, MultipleChoice, Question


def column_names(question: Question) -> list[str]:
    """The names of the columns of one question."""
    if question.by_part:
        return [f"{question.code}.{part.code}" for part in question.parts]
    if not question.asks:
        return []
    if isinstance(question, MultipleChoice):
        chosen = [f"{question.code}.{option}" for option in question.option_codes]
        return [*chosen, *(f"{question.code}.{option.code}.text" for option in question.details)]
    if isinstance(question, Choice):
        return [question.code, *(f"{question.code}.{option.code}.text" for option in question.details)]
    return [question.code]
