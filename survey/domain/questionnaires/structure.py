"""What must hold of a whole questionnaire: codes, options, scales, and conditions that look back only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from survey.domain.questionnaires.codebook import MOST_OPTIONS
from survey.domain.questionnaires.conditions import problems_in, questions_named
from survey.domain.questionnaires.questions import (
    Area,
    Choice,
    Grid,
    LongText,
    MultipleChoice,
    Number,
    Question,
    Questionnaire,
    ShortText,
    SupportScale,
)

CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
SCALE_POINTS = 5
LONGEST_TEXT = 10_000
RESERVED_PAGES = frozenset({"check", "equality", "send", "sent", "start", "finish", "lost"})


def problems_in_structure(questionnaire: Questionnaire) -> Iterator[str]:
    """Every structural problem, in plain English. Nothing where the questionnaire is sound."""
    yield from _codes(questionnaire)
    yield from _conditions(questionnaire)
    for page in questionnaire.pages:
        if len(page.questions) > 1 and not page.title:
            yield f"Page “{page.code}” asks several questions, so it needs a title."
    for question in questionnaire.questions:
        yield from _PROBLEMS.get(question.kind, _no_problems)(question)


def _codes(questionnaire: Questionnaire) -> Iterator[str]:
    named = {
        "Section": [section.code for section in questionnaire.sections],
        "Page": [page.code for page in questionnaire.pages],
        "Question": [question.code for question in questionnaire.questions],
    }
    for what, codes in named.items():
        yield from _bad_codes(what, codes)
    for code in RESERVED_PAGES.intersection(named["Page"]):
        yield f"Page code “{code}” is reserved. Choose another."


def _bad_codes(what: str, codes: list[str]) -> Iterator[str]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield f"{what} code “{code}” is used {times} times. Codes must be unique."
        if not CODE.fullmatch(code):
            yield f"{what} code “{code}” may hold only letters, figures and single hyphens."


def _conditions(questionnaire: Questionnaire) -> Iterator[str]:
    earlier: set[str] = set()
    every = {question.code for question in questionnaire.questions}
    for page in questionnaire.pages:
        if page.when is not None:
            faults = list(problems_in(page.when))
            yield from (f"Page “{page.code}”: {fault}." for fault in faults)
            named = () if faults else questions_named(page.when)
            yield from _looks_ahead(page.code, named, earlier=earlier, every=every)
        earlier.update(question.code for question in page.questions)


def _looks_ahead(
    page: str, named: Iterator[str] | tuple[()], *, earlier: set[str], every: set[str]
) -> Iterator[str]:
    for code in named:
        if code not in every:
            yield f"Page “{page}”: its condition names a question “{code}” that is not there."
        elif code not in earlier:
            yield f"Page “{page}”: its condition names question “{code}”, which is not asked earlier."


def _no_problems(_question: Question) -> Iterator[str]:
    yield from ()


def _choice(question: Choice) -> Iterator[str]:
    fewest = 0 if isinstance(question, Area) else 2
    if not fewest <= len(question.options) <= MOST_OPTIONS:
        yield f"Question “{question.code}” needs from {fewest} to {MOST_OPTIONS} options."
    yield from _bad_codes(f"Question “{question.code}”: option", [option.code for option in question.options])
    if isinstance(question, Area) and question.areas not in ("wards", "zones"):
        yield f"Question “{question.code}”: “areas” must be “wards” or “zones”."


def _multiple(question: MultipleChoice) -> Iterator[str]:
    yield from _choice(question)
    if question.at_most is not None and not 1 <= question.at_most <= len(question.options):
        yield f"Question “{question.code}”: “at_most” must lie between 1 and the number of options."


def _scale(question: SupportScale) -> Iterator[str]:
    yield from _choice(question)
    if sum(not option.apart for option in question.options) != SCALE_POINTS:
        yield f"Question “{question.code}” needs exactly {SCALE_POINTS} points besides those set apart."


def _grid(question: Grid) -> Iterator[str]:
    place = f"Question “{question.code}”"
    if not question.rows:
        yield f"{place} needs at least one row."
    yield from _bad_codes(f"{place}: row", [row.code for row in question.rows])
    yield from _bad_codes(f"{place}: option", [option.code for option in question.options])


def _number(question: Number) -> Iterator[str]:
    if question.minimum > question.maximum:
        yield f"Question “{question.code}”: “minimum” is above “maximum”."
    expected = question.minimum
    for band in question.bands:
        if band.minimum != expected or band.maximum < band.minimum:
            yield f"Question “{question.code}”: band “{band.code}” leaves a gap or overlaps."
        expected = band.maximum + 1
    if question.bands and expected != question.maximum + 1:
        yield f"Question “{question.code}”: the bands must reach from “minimum” to “maximum”."


def _text(question: ShortText | LongText) -> Iterator[str]:
    if not 1 <= question.max_length <= LONGEST_TEXT:
        yield f"Question “{question.code}”: “max_length” must lie between 1 and {LONGEST_TEXT:,}."


_PROBLEMS: Mapping[str, Callable[..., Iterator[str]]] = {
    "single_choice": _choice,
    "area": _choice,
    "support_scale": _scale,
    "multiple_choice": _multiple,
    "grid": _grid,
    "number": _number,
    "short_text": _text,
    "long_text": _text,
}
