"""An answer as somebody reads it again: lines of text, none where a question was not answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from survey.domain.questionnaires.kinds import ConstantSum, Date, Likelihood, Ranking
from survey.domain.questionnaires.questions import Answers, Choice, Grid, Number, Question

Lines = list[str]


def in_words(question: Question, answers: Answers) -> Lines:
    """The answer to a question as lines of text; none where it was not answered."""
    return IN_WORDS[question.kind](question, answers)


def _choices(question: Choice, answers: Answers) -> Lines:
    value = answers.get(question.code)
    if value is None:
        return []
    lines = []
    for code in value if isinstance(value, list) else [str(value)]:
        detail = answers.get(f"{question.code}.{code}")
        label = question.option(code).label
        lines.append(f"{label}: {detail}" if detail else label)
    return lines


def _likelihood(question: Likelihood, answers: Answers) -> Lines:
    point = str(answers.get(question.code, ""))
    end = f" ({question.ends[point]})" if point in question.ends else ""
    return [f"{point}{end}"] if point.isdigit() else _choices(question, answers)


def _rows(question: Grid, answers: Answers) -> Lines:
    names = {option.code: option.label for option in question.options}
    rows = ((row.label, answers.get(f"{question.code}.{row.code}")) for row in question.rows)
    return [f"{label}: {names[str(code)]}" for label, code in rows if code]


def _ranking(question: Ranking, answers: Answers) -> Lines:
    names = {option.code: option.label for option in question.options}
    places = (str(answers[key]) for key in question.keys if key in answers)
    return [f"{number}. {names[code]}" for number, code in enumerate(places, start=1)]


def _date(question: Date, answers: Answers) -> Lines:
    typed, band = answers.get(question.typed_key), answers.get(question.code)
    if typed:
        day = str(typed) if question.asks_day else f"{typed}-01"
        return [question.in_words(date.fromisoformat(day))]
    return [option.label for option in question.counted if option.code == band]


def _sum(question: ConstantSum, answers: Answers) -> Lines:
    shares = ((option.label, answers.get(f"{question.code}.{option.code}")) for option in question.options)
    return [f"{label}: {question.in_words(share)}" for label, share in shares if isinstance(share, int)]


def _number(question: Number, answers: Answers) -> Lines:
    number = answers.get(question.code)
    return [] if number is None else [f"{question.prefix}{number:,}{question.suffix}"]


def _text(question: Question, answers: Answers) -> Lines:
    return [str(answers[question.code])] if question.code in answers else []


def _nothing(question: Question, answers: Answers) -> Lines:  # noqa: ARG001 - one signature for all
    return []


IN_WORDS: Mapping[str, Callable[..., Lines]] = {
    "single_choice": _choices,
    "support_scale": _choices,
    "multiple_choice": _choices,
    "area": _choices,
    "likelihood": _likelihood,
    "grid": _rows,
    "area_grid": _rows,
    "ranking": _ranking,
    "date": _date,
    "constant_sum": _sum,
    "number": _number,
    "short_text": _text,
    "long_text": _text,
    "reader_text": _nothing,
    "document": _nothing,
}
