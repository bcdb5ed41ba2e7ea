"""From what a form sends to answers, or to problems in plain English that say what to do.

What was typed is never lost: the caller keeps the raw values and shows them again beside the problems.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from survey.domain.questionnaires.questions import (
    Answer,
    Area,
    Choice,
    Grid,
    LongText,
    MultipleChoice,
    Number,
    Option,
    Question,
    ShortText,
    SingleChoice,
    SupportScale,
)

Raw = Mapping[str, list[str]]

# Control characters and unpaired surrogates cannot be stored or printed; U+FFFD is what a browser's
# bytes become when they are not UTF-8. A line break and a tab are fine.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ud800-\udfff]")
LONGEST_NUMBER = 20
_GROUPED_NUMBER = re.compile(r"-?\d{1,3}([ ,]\d{3})*|-?\d+")


def readable(text: str) -> str:
    """The text as it can be shown again: what could not be read is marked, so that it can be found."""
    return _UNREADABLE.sub("\ufffd", text)


@dataclass
class Checked:
    """The outcome for one question: answers by key, and problems by the key they belong to."""

    answers: dict[str, Answer] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def check(question: Question, raw: Raw) -> Checked:
    """Checks what was sent for one question. An empty answer is no answer, and no problem unless required."""
    checked = Checked()
    _CHECKS[question.kind](question, raw, checked)
    if question.required and not checked.answers and not checked.problems:
        checked.problems[question.keys[0]] = _required_message(question)
    return checked


def _required_message(question: Question) -> str:
    if isinstance(question, Choice | Grid):
        return "Choose an answer to this question. It is needed to show you the right questions."
    return "Enter an answer to this question."


def _first(raw: Raw, key: str) -> str:
    values = raw.get(key) or [""]
    return values[0].strip()


def _check_one(question: Choice, raw: Raw, checked: Checked) -> None:
    code = _first(raw, question.code)
    if not code:
        return
    if code not in question.option_codes:
        checked.problems[question.code] = "Choose one of the answers in the list."
        return
    checked.answers[question.code] = code
    _check_details(question, [code], raw=raw, checked=checked)


def _check_many(question: MultipleChoice, raw: Raw, checked: Checked) -> None:
    sent = set(raw.get(question.code) or ())
    if not sent.issubset(question.option_codes):
        checked.problems[question.code] = "Choose only from the answers in the list."
        return
    chosen = [code for code in question.option_codes if code in sent]
    problem = _problem_with_choice(question, chosen)
    if problem:
        checked.problems[question.code] = problem
    elif chosen:
        checked.answers[question.code] = chosen
        _check_details(question, chosen, raw=raw, checked=checked)


def _problem_with_choice(question: MultipleChoice, chosen: list[str]) -> str:
    alone = [option.label for option in question.options if option.exclusive and option.code in chosen]
    if alone and len(chosen) > 1:
        return f"“{alone[0]}” cannot be combined with another answer. Choose it alone, or untick it."
    if question.at_most and len(chosen) > question.at_most:
        extra = len(chosen) - question.at_most
        return f"Choose up to {question.at_most} answers. You chose {len(chosen)}: untick {extra}."
    return ""


def _check_details(question: Choice, chosen: list[str], *, raw: Raw, checked: Checked) -> None:
    for option in question.details:
        if option.code in chosen:
            _check_detail(f"{question.code}.{option.code}", option, raw=raw, checked=checked)


def _check_detail(key: str, option: Option, *, raw: Raw, checked: Checked) -> None:
    limit = option.detail.max_length if option.detail else 0
    _check_line(key, limit, raw=raw, checked=checked)


def _check_grid(question: Grid, raw: Raw, checked: Checked) -> None:
    for row in question.rows:
        key = f"{question.code}.{row.code}"
        code = _first(raw, key)
        if code and code not in question.option_codes:
            checked.problems[key] = f"{row.label}: choose one of the answers in the list."
        elif code:
            checked.answers[key] = code


def _check_number(question: Number, raw: Raw, checked: Checked) -> None:
    typed = _first(raw, question.code)
    bare = typed.removeprefix(question.prefix).removesuffix(question.suffix).strip()
    if not typed:
        return
    if not _GROUPED_NUMBER.fullmatch(bare) or len(bare) > LONGEST_NUMBER:
        checked.problems[question.code] = "Enter a whole number in figures, such as 250."
        return
    number = int(re.sub("[ ,]", "", bare))
    if not question.minimum <= number <= question.maximum:
        checked.problems[question.code] = (
            f"Enter a whole number from {question.minimum:,} to {question.maximum:,}."
        )
        return
    checked.answers[question.code] = number


def _check_line(key: str, limit: int, *, raw: Raw, checked: Checked) -> None:
    text = (
        " ".join(_first(raw, key).split()) if not _UNREADABLE.search(_first(raw, key)) else _first(raw, key)
    )
    _keep_text(key, text, limit=limit, checked=checked)


def _check_short_text(question: ShortText, raw: Raw, checked: Checked) -> None:
    _check_line(question.code, question.max_length, raw=raw, checked=checked)


def _check_long_text(question: LongText, raw: Raw, checked: Checked) -> None:
    # A browser sends a line break as two characters but counts it as one.
    text = _first(raw, question.code).replace("\r\n", "\n").replace("\r", "\n")
    _keep_text(question.code, text, limit=question.max_length, checked=checked)


def _keep_text(key: str, text: str, *, limit: int, checked: Checked) -> None:
    if _UNREADABLE.search(text):
        checked.problems[key] = "Some characters could not be read. Delete them, or type them again."
    elif len(text) > limit:
        checked.problems[key] = (
            f"Your answer must be {limit:,} characters or fewer. "
            f"It is {len(text):,} now: shorten it by {len(text) - limit:,}."
        )
    elif text:
        checked.answers[key] = text


_CHECKS: Mapping[str, Callable[..., None]] = {
    SingleChoice.kind: _check_one,
    SupportScale.kind: _check_one,
    Area.kind: _check_one,
    MultipleChoice.kind: _check_many,
    Grid.kind: _check_grid,
    Number.kind: _check_number,
    ShortText.kind: _check_short_text,
    LongText.kind: _check_long_text,
}
