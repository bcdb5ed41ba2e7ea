"""What must hold of a whole questionnaire: codes, options, scales, and conditions that look back only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from survey.domain.questionnaires import problems_of_types as types
from survey.domain.questionnaires.answer_sorts import readable_comparisons
from survey.domain.questionnaires.conditions import OPERATORS, comparisons_in, problems_in
from survey.domain.questionnaires.kept_apart import kept_from, why_kept_from
from survey.domain.questionnaires.kinds import Date
from survey.domain.questionnaires.ordering import ORDER, has_random_order
from survey.domain.questionnaires.piping import problems_in_piping
from survey.domain.questionnaires.problems import Problem, found_in
from survey.domain.questionnaires.problems_of_types import bad_codes
from survey.domain.questionnaires.publishing import NEVER, TOLD
from survey.domain.questionnaires.questions import Choice, Condition, Number, Page, Question, Questionnaire
from survey.domain.wording import Words, message, say

RESERVED_PAGES = frozenset(
    {"check", "equality", "send", "sent", "start", "finish", "lost", "changed", "language"}
)
# What is counted beside the answers has these codes, and each is a column.
RESERVED_QUESTIONS = frozenset({"channel", "stratum", "revision", ORDER})


def problems_in_structure(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Every structural problem, in plain words. Nothing where the questionnaire is sound."""
    yield from map(Problem, _codes(questionnaire))
    yield from _empty(questionnaire)
    yield from _conditions(questionnaire)
    yield from problems_in_piping(questionnaire)
    for page in questionnaire.pages:
        if len(page.questions) > 1 and not page.title:
            yield from found_in([say("It asks several questions, so it needs a title.")], page=page.code)
    for question in questionnaire.questions:
        yield from found_in(_PROBLEMS[question.kind](question), question=question.code)
        yield from found_in(_publishing(question), question=question.code)
    for question in questionnaire.questions_of("equality"):
        yield from found_in(_in_equality(question), question=question.code)


def _empty(questionnaire: Questionnaire) -> Iterator[Problem]:
    if not questionnaire.sections:
        yield Problem(say("The questionnaire needs at least one section."))
    for section in questionnaire.sections:
        if not section.pages:
            yield from found_in([say("It needs at least one page.")], section=section.code)
    for page in questionnaire.pages:
        if not page.questions:
            yield from found_in([say("It needs at least one question.")], page=page.code)


def _in_equality(question: Question) -> Iterator[Words]:
    if question.by_part:
        yield say(
            "An equality question needs one table, so it cannot be of the type “{kind}”.", kind=question.kind
        )
    if has_random_order(question):
        yield say("The answers to an equality question keep the order of the standard.")
    if set(question.texts.values()) - {NEVER}:
        yield say("What people write at an equality question is never published.")


def _publishing(question: Question) -> Iterator[Words]:
    if not TOLD.keys() >= set(question.texts.values()):
        yield say("“{name}” must be one of {choices}.", name="publishing", choices=", ".join(TOLD))


def _codes(questionnaire: Questionnaire) -> Iterator[Words]:
    named = {
        "section": [section.code for section in questionnaire.sections],
        "page": [page.code for page in questionnaire.pages],
        "question": [question.code for question in questionnaire.questions],
    }
    for what, codes in named.items():
        yield from bad_codes(what, codes)
    for what, (reserved, words) in _RESERVED.items():
        yield from (say(words, code=code) for code in reserved.intersection(named[what]))


_RESERVED = {
    "page": (RESERVED_PAGES, message("Page code “{code}” is reserved. Choose another.")),
    "question": (RESERVED_QUESTIONS, message("Question code “{code}” is reserved. Choose another.")),
}


def _conditions(questionnaire: Questionnaire) -> Iterator[Problem]:
    earlier: set[str] = set()
    every = {question.code: question for question in questionnaire.questions}
    for section in questionnaire.sections:
        apart = kept_from(questionnaire, section.kind)
        for page in section.pages:
            if page.when is not None:
                found = [*_in_condition(page.when, earlier, every=every)]
                found += _looking_across(page, apart, section.kind)
                yield from found_in(found, page=page.code)
            earlier.update(question.code for question in page.questions)


def _looking_across(page: Page, apart: frozenset[str], kind: str) -> Iterator[Words]:
    for code in dict.fromkeys(part["question"] for part in readable_comparisons(page.when)):
        if code in apart:
            yield why_kept_from(code, kind)


def _in_condition(
    condition: Condition, earlier: set[str], *, every: Mapping[str, Question]
) -> Iterator[Words]:
    faults = list(problems_in(condition))
    yield from faults
    for comparison in () if faults else comparisons_in(condition):
        yield from _in_comparison(comparison, earlier=earlier, every=every)


def _in_comparison(
    comparison: Condition, *, earlier: set[str], every: Mapping[str, Question]
) -> Iterator[Words]:
    code = comparison["question"]
    if code not in every:
        yield say("Its condition names a question “{code}” that is not there.", code=code)
    elif code not in earlier:
        yield say("Its condition names question “{code}”, which is not asked earlier.", code=code)
    elif not every[code].asks:
        yield say("Its condition names “{code}”, which is only read and has no answer.", code=code)
    else:
        operator = next(name for name in OPERATORS if name in comparison)
        known = _COMPARED[operator]
        if known is not None and not isinstance(every[code], known):
            yield say(
                "“{operator}” cannot be used with question “{code}”, of the type “{kind}”.",
                operator=operator,
                code=code,
                kind=every[code].kind,
            )


# Which types each operator can look at; None for all.
_COMPARED: Mapping[str, tuple[type[Question], ...] | None] = {
    "is": (Choice, Date),
    "answered": None,
    "at_least": (Number,),
    "at_most": (Number,),
}


_PROBLEMS: Mapping[str, Callable[..., Iterator[Words]]] = {
    "single_choice": types.choice,
    "area": types.area,
    "support_scale": types.scale,
    "multiple_choice": types.multiple,
    "grid": types.grid,
    "number": types.number,
    "short_text": types.text,
    "long_text": types.text,
    "ranking": types.ranking,
    "date": types.date_between,
    "area_grid": types.area_grid,
    "likelihood": types.likelihood,
    "constant_sum": types.constant_sum,
    "reader_text": types.reading,
    "document": types.document,
}
