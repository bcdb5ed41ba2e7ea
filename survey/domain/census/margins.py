"""Census figures of one characteristic: typed, checked, and kept in the rules of a consultation."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from survey.domain.planning import possible_characteristics
from survey.domain.questionnaires.conditions import comparisons_in
from survey.domain.questionnaires.questions import MultipleChoice, Option, Question, Questionnaire
from survey.domain.typed_numbers import whole
from survey.domain.wording import listed, say

FEWEST = 2
LONGEST = {"source": 300, "date": 60, "note": 500}
ASKED = {
    "source": say("Enter who published the figures, and in which table"),
    "date": say("Enter which date the figures are for, such as “Census 2021”"),
}
NO_NUMBER = say("Enter how many people, as a whole number, or tick that no census category stands for it")
BOTH = say("Either enter a number or tick that no census category stands for it, not both")
NOBODY = say("Enter more than 0, or tick that no census category stands for it")
TWO_AT_LEAST = say("At least two options need a number: there is nothing to compare with otherwise")


@dataclass(frozen=True)
class Typed:
    """The form: a number for each option as it was typed, options in no census category, and the source."""

    numbers: Mapping[str, str]
    apart: frozenset[str]
    texts: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(LONGEST, ""))


def offered(asked: Questionnaire, characteristics: Sequence[str]) -> tuple[Question, ...]:
    """The questions that census figures can stand beside: one answer, about groups, and counted as a profile.

    Equality questions always are; others only where answers are counted by them. What only those of one group
    are asked is left out: the census counts all the others as well.
    """
    equality = {question.code for question in asked.questions_of("equality")}
    return tuple(
        question
        for question in possible_characteristics(asked)
        if not isinstance(question, MultipleChoice)
        and question.code in {*equality, *characteristics} - set(_asked_of_one_group(asked, equality))
    )


def _asked_of_one_group(asked: Questionnaire, equality: Collection[str]) -> Iterator[str]:
    for page in asked.pages:
        if any(one.get("question") in equality for one in comparisons_in(page.when)):
            yield from (question.code for question in page.questions)


def as_typed(question: Question, stored: Mapping[str, Any]) -> Typed:
    """What stands in the form: what was kept or, before anything was, only what is apart anyway."""
    counts = stored.get("counts", {})
    usual = [option.code for option in question.counted if option.apart]
    apart = stored.get("apart", usual)
    numbers = {code: f"{count:,}" for code, count in counts.items()}
    return Typed(
        {option.code: numbers.get(option.code, "") for option in question.counted},
        frozenset(apart),
        {name: stored.get(name, "") for name in LONGEST},
    )


def problems_in(typed: Typed, question: Question) -> dict[str, str]:
    """What must be put right, by field: "number-CODE", "source", "date", "note"."""
    found = {}
    for option in question.counted:
        problem = _problem_with(typed.numbers.get(option.code, ""), apart=option.code in typed.apart)
        if problem:
            found[f"number-{option.code}"] = say("{option}: {message}", option=option.label, message=problem)
    known = [option for option in question.counted if option.code not in typed.apart]
    if not found and len(known) < FEWEST and question.counted:
        found[f"number-{question.counted[0].code}"] = TWO_AT_LEAST
    return found | _problems_in_texts(typed.texts)


def _problem_with(text: str, *, apart: bool) -> str:
    if apart:
        return BOTH if text else ""
    number = whole(text) if text else None
    if number is None:
        return NO_NUMBER
    return "" if number else NOBODY


def _problems_in_texts(texts: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name, longest in LONGEST.items():
        text = texts.get(name, "")
        if not text and name in ASKED:
            found[name] = ASKED[name]
        elif len(text) > longest:
            found[name] = say(
                "This must be {most} characters or less; it has {number}", most=longest, number=len(text)
            )
    return found


def margin(typed: Typed, question: Question) -> dict[str, Any]:
    """What the rules keep of a form without problems."""
    numbers = {option.code: whole(typed.numbers[option.code]) or 0 for option in _counted(typed, question)}
    apart = [option.code for option in question.counted if option.code in typed.apart]
    return {"counts": numbers, "apart": apart, **{name: typed.texts[name] for name in LONGEST}}


def _counted(typed: Typed, question: Question) -> list[Option]:
    return [option for option in question.counted if option.code not in typed.apart]


def added_up(parts: Sequence[tuple[int, str]]) -> dict[str, int]:
    """The sum of the census categories of each option, given (people, option); "" stands for none."""
    sums: dict[str, int] = {}
    for people, option in parts:
        if option:
            sums[option] = sums.get(option, 0) + people
    return sums


def no_longer_fits(margins: Mapping[str, Any], asked: Questionnaire, characteristics: Sequence[str]) -> str:
    """Why census figures do not fit the questions any more; nothing where all do."""
    by_code = {question.code: question for question in offered(asked, characteristics)}
    wrong = [code for code, stored in margins.items() if stored and not _fits(by_code.get(code), stored)]
    if not wrong:
        return ""
    names = listed([by_code[code].text if code in by_code else code for code in wrong], "; ")
    return say(
        "The census figures do not fit what is asked any more: {names}. Correct or remove them.", names=names
    )


def _fits(question: Question | None, stored: Mapping[str, Any]) -> bool:
    known = {*stored.get("counts", {}), *stored.get("apart", ())}
    return question is not None and known == {option.code for option in question.counted}
