"""From what a form sends to answers, or to problems in plain English that say what to do.

What was typed is never lost: the caller keeps the raw values and shows them again beside the problems.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from survey.domain.questionnaires.kinds import (
    AreaGrid,
    ConstantSum,
    Date,
    Document,
    Likelihood,
    Ranking,
    ReaderText,
)
from survey.domain.questionnaires.questions import (
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
from survey.domain.questionnaires.sent import Checked, Raw, first, keep_line, keep_text, whole_number
from survey.domain.questionnaires.several_fields import check_date, check_ranking, check_sum
from survey.domain.wording import say


def check(question: Question, raw: Raw) -> Checked:
    """Checks what was sent for one question. An empty answer is no answer, and no problem unless required."""
    checked = Checked()
    _CHECKS[question.kind](question, raw, checked)
    if question.required and not checked.answers and not checked.problems:
        checked.problems[question.inputs[0]] = _required_message(question)
    return checked


def _required_message(question: Question) -> str:
    if isinstance(question, Choice | Grid | Ranking):
        return say("Choose an answer to this question. It is needed to show you the right questions.")
    return say("Enter an answer to this question.")


def _check_one(question: Choice, raw: Raw, checked: Checked) -> None:
    code = first(raw, question.code)
    if not code:
        return
    if code not in question.option_codes:
        checked.problems[question.code] = say("Choose one of the answers in the list.")
        return
    checked.answers[question.code] = code
    _check_details(question, [code], raw=raw, checked=checked)


def _check_many(question: MultipleChoice, raw: Raw, checked: Checked) -> None:
    sent = set(raw.get(question.code) or ())
    if not sent.issubset(question.option_codes):
        checked.problems[question.code] = say("Choose only from the answers in the list.")
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
        return say(
            "“{option}” cannot be combined with another answer. Choose it alone, or untick it.",
            option=alone[0],
        )
    if question.at_most and len(chosen) > question.at_most:
        extra = len(chosen) - question.at_most
        return say(
            "Choose up to {most} answers. You chose {number}: untick {extra}.",
            most=question.at_most,
            number=len(chosen),
            extra=extra,
        )
    if question.at_least and chosen and not alone and len(chosen) < question.at_least:
        more = question.at_least - len(chosen)
        return say(
            "Choose at least {least} answers, or none. You chose {number}: tick {more} more.",
            least=question.at_least,
            number=len(chosen),
            more=more,
        )
    return ""


def _check_details(question: Choice, chosen: list[str], *, raw: Raw, checked: Checked) -> None:
    for option in question.details:
        if option.code in chosen:
            _check_detail(f"{question.code}.{option.code}", option, raw=raw, checked=checked)


def _check_detail(key: str, option: Option, *, raw: Raw, checked: Checked) -> None:
    limit = option.detail.max_length if option.detail else 0
    keep_line(key, limit, raw=raw, checked=checked)


def _check_grid(question: Grid, raw: Raw, checked: Checked) -> None:
    for row in question.rows:
        key = f"{question.code}.{row.code}"
        code = first(raw, key)
        if code and code not in question.option_codes:
            checked.problems[key] = say("{row}: choose one of the answers in the list.", row=row.label)
        elif code:
            checked.answers[key] = code
    if checked.answers and not checked.problems:
        checked.problems.update(_problems_with_rows(question, checked))


def _problems_with_rows(question: Grid, checked: Checked) -> dict[str, str]:
    """Too few or too many rows, by the first row where something can be done."""
    answered = len(checked.answers)
    empty = [key for key in question.keys if key not in checked.answers]
    least = len(question.rows) if question.all_rows else question.at_least or 0
    if question.all_rows and empty:
        labels = dict(zip(question.keys, question.rows, strict=True))
        return {
            key: say("{row}: choose an answer, or “No answer” in every row.", row=labels[key].label)
            for key in empty
        }
    if answered < least:
        words = say(
            "Answer at least {least} of these, or none. You answered {number}. Answer {more} more.",
            least=least,
            number=answered,
            more=least - answered,
        )
        return {empty[0]: words}
    if question.at_most and answered > question.at_most:
        words = say(
            "Answer up to {most} of these. You answered {number}. Choose “No answer” for {extra} more.",
            most=question.at_most,
            number=answered,
            extra=answered - question.at_most,
        )
        return {next(iter(checked.answers)): words}
    return {}


def _check_number(question: Number, raw: Raw, checked: Checked) -> None:
    typed = first(raw, question.code)
    if not typed:
        return
    number = whole_number(typed, prefix=question.prefix, suffix=question.suffix)
    if number is None:
        checked.problems[question.code] = say("Enter a whole number in figures, such as 250.")
    elif not question.minimum <= number <= question.maximum:
        checked.problems[question.code] = say(
            "Enter a whole number from {least} to {most}.",
            least=f"{question.minimum:,}",
            most=f"{question.maximum:,}",
        )
    else:
        checked.answers[question.code] = number


def _check_short_text(question: ShortText, raw: Raw, checked: Checked) -> None:
    keep_line(question.code, question.max_length, raw=raw, checked=checked)


def _check_long_text(question: LongText, raw: Raw, checked: Checked) -> None:
    # A browser sends a line break as two characters but counts it as one.
    text = first(raw, question.code).replace("\r\n", "\n").replace("\r", "\n")
    keep_text(question.code, text, limit=question.max_length, checked=checked)


def _nothing_to_check(question: Question, raw: Raw, checked: Checked) -> None:
    """What is only read has no answer."""


_CHECKS: Mapping[str, Callable[..., None]] = {
    SingleChoice.kind: _check_one,
    SupportScale.kind: _check_one,
    Area.kind: _check_one,
    MultipleChoice.kind: _check_many,
    Grid.kind: _check_grid,
    Number.kind: _check_number,
    ShortText.kind: _check_short_text,
    LongText.kind: _check_long_text,
    Ranking.kind: check_ranking,
    Date.kind: check_date,
    AreaGrid.kind: _check_grid,
    Likelihood.kind: _check_one,
    ConstantSum.kind: check_sum,
    ReaderText.kind: _nothing_to_check,
    Document.kind: _nothing_to_check,
}
