"""Putting a block of the bank into a questionnaire.

Codes by which results of two surveys are known to belong together stay; all others are made unique. A
condition that looks at a question which is not asked before is left out, and that is said: rather ask too
many people than nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from survey.domain.bank import Block
from survey.domain.questionnaires.building import add_section, kebab_code, put_question, put_section, section
from survey.domain.questionnaires.conditions import comparisons_in
from survey.domain.questionnaires.kept_apart import kept_from
from survey.domain.questionnaires.kinds import Date
from survey.domain.questionnaires.locking import lock, wording
from survey.domain.questionnaires.paths import EQUALITY
from survey.domain.questionnaires.piping import BEGINNING, PIPE, PIPED_TEXTS, Piped
from survey.domain.questionnaires.questions import (
    Choice,
    Condition,
    Number,
    Page,
    Question,
    Questionnaire,
    Section,
)
from survey.domain.questionnaires.structure import RESERVED_PAGES, RESERVED_QUESTIONS
from survey.domain.wording import Words, message, say

NEW_EQUALITY = "Equality questions"
_ELSEWHERE = {
    True: message("“{title}” goes into a section of equality questions. Choose another section."),
    False: message(
        "“{title}” goes into a section of questions that are not about equality. Choose another section."
    ),
}


class CannotInsert(ValueError):
    """Why a block cannot go into a questionnaire, in words."""

    def __init__(self, why: Words) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        """The words themselves, which can be said in other languages."""
        return self.why


@dataclass(frozen=True)
class Standing:
    """How a block and a questionnaire stand to one another, question by question."""

    asked: tuple[Question, ...]
    to_lock: tuple[Question, ...]
    worded_otherwise: tuple[Question, ...]
    missing: tuple[Question, ...]

    @property
    def is_new(self) -> bool:
        """Whether nothing of it is asked yet."""
        return not (self.asked or self.worded_otherwise)

    @property
    def is_complete(self) -> bool:
        """Whether all of it is asked, and locked where it should be."""
        return not (self.missing or self.worded_otherwise or self.to_lock)


@dataclass(frozen=True)
class Inserted:
    """The questionnaire with the block, the questions that were added or locked, and what was left out."""

    questionnaire: Questionnaire
    added: tuple[str, ...]
    locked: tuple[str, ...]
    left_out: tuple[str, ...]


def standing(questionnaire: Questionnaire, block: Block) -> Standing:
    """What of a block is asked already, by the codes of its questions."""
    there = {question.code: question for question in questionnaire.questions}
    asked, to_lock, otherwise, missing = [], [], [], []
    for question in block.questions:
        found = there.get(question.code)
        if found is None:
            missing.append(question)
        elif wording(found) != wording(question):
            otherwise.append(found)
        else:
            asked.append(found)
            if block.locked and lock(question, block.reference).locked != found.locked:
                to_lock.append(found)
    return Standing(tuple(asked), tuple(to_lock), tuple(otherwise), tuple(missing))


def sections_for(questionnaire: Questionnaire, block: Block) -> tuple[Section, ...]:
    """The sections into which a block may go."""
    return tuple(one for one in questionnaire.sections if (one.kind == EQUALITY) == block.is_equality)


def insert(questionnaire: Questionnaire, block: Block, *, into: str = "") -> Inserted:
    """The questionnaire with the block at the end of a section, or in a new one. Raises CannotInsert."""
    to_add = block.pages
    locked: tuple[Question, ...] = ()
    if block.keeps_codes:
        found = standing(questionnaire, block)
        _refuse(block, found)
        locked = found.to_lock
        for question in locked:
            questionnaire = put_question(questionnaire, lock(question, block.reference))
        to_add = _only(block.pages, {question.code for question in found.missing})
    if not to_add:
        return Inserted(questionnaire, (), tuple(question.code for question in locked), ())
    questionnaire, place = _place(questionnaire, block, into)
    fitted = _Fitting(questionnaire, block, place.code)
    pages = tuple(fitted.page(page) for page in to_add)
    questionnaire = put_section(questionnaire, replace(place, pages=(*place.pages, *pages)))
    added = tuple(question.code for page in pages for question in page.questions)
    return Inserted(questionnaire, added, tuple(question.code for question in locked), tuple(fitted.left_out))


def _refuse(block: Block, found: Standing) -> None:
    if found.is_complete:
        raise CannotInsert(
            say("“{title}” is in the questionnaire already. It can be asked only once.", title=block.title)
        )
    if found.worded_otherwise:
        raise CannotInsert(
            say(
                "The questionnaire asks this already in other words: {names} (code {codes}). Remove that "
                "question first, or give it the words of the block.",
                names=_all_of([f"“{question.text}”" for question in found.worded_otherwise]),
                codes=", ".join(question.code for question in found.worded_otherwise),
            )
        )


def _all_of(names: Sequence[str]) -> str:
    return reduce(lambda one, other: say("{first} and {second}", first=one, second=other), names)


def _only(pages: Sequence[Page], codes: set[str]) -> tuple[Page, ...]:
    kept = (replace(page, questions=tuple(q for q in page.questions if q.code in codes)) for page in pages)
    return tuple(page for page in kept if page.questions)


def _place(questionnaire: Questionnaire, block: Block, into: str) -> tuple[Questionnaire, Section]:
    if into:
        found = section(questionnaire, into)
        if (found.kind == EQUALITY) != block.is_equality:
            raise CannotInsert(say(_ELSEWHERE[block.is_equality], title=block.title))
        return questionnaire, found
    title = NEW_EQUALITY if block.is_equality else block.title
    taken = [one.code for one in questionnaire.sections]
    new = Section(kebab_code(title, taken, "section"), title, (), block.kind)
    equality = [place for place, one in enumerate(questionnaire.sections) if one.kind == EQUALITY]
    at = equality[0] if equality and not block.is_equality else None
    return add_section(questionnaire, new, at=at), new


class _Fitting:
    """Makes pages of a block fit: their codes, what conditions look at, and earlier answers in texts."""

    def __init__(self, questionnaire: Questionnaire, block: Block, place: str) -> None:
        self.left_out: list[str] = []
        self._block = block
        self._pages = {page.code for page in questionnaire.pages} | RESERVED_PAGES
        self._taken = {question.code for question in questionnaire.questions} | RESERVED_QUESTIONS
        self._own = {question.code for question in block.questions}
        # By the code that the block uses for it: what is asked before, and what it is called there.
        self._earlier: dict[str, Question] = {}
        apart = kept_from(questionnaire, block.kind)
        for one in questionnaire.sections:
            asked = (question for page in one.pages for question in page.questions)
            self._earlier |= {question.code: question for question in asked if question.code not in apart}
            if one.code == place:
                break

    def page(self, page: Page) -> Page:
        """The page as it goes in. Pages must come in the order of the block."""
        code = kebab_code(page.code, self._pages)
        self._pages.add(code)
        when = self._condition(page)
        questions = tuple(self._question(question) for question in page.questions)
        fitted = replace(self._piped(page), code=code, when=when, questions=questions)
        self._earlier |= {old.code: new for old, new in zip(page.questions, questions, strict=True)}
        return fitted

    def _question(self, question: Question) -> Question:
        code = question.code if self._block.keeps_codes else kebab_code(question.code, self._taken)
        self._taken.add(code)
        fitted = replace(self._piped(question), code=code, block=self._block.reference)
        # Where words stand in place of an earlier answer, it is not the question of the block any more.
        to_lock = self._block.locked and wording(fitted) == wording(question)
        return lock(fitted, self._block.reference) if to_lock else fitted

    def _condition(self, page: Page) -> Condition | None:
        before = list(comparisons_in(page.when))
        fitted = self._fit(page.when)
        if len(list(comparisons_in(fitted))) < len(before):
            gone = {part["question"] for part in before if not self._fit(part)}
            words = say(
                "Page “{page}”: the part of its condition on {names} is left out, as the questionnaire does "
                "not ask that before, or not with those answers",
                page=page.title or page.questions[0].text,
                names=_all_of([f"“{code}”" for code in sorted(gone)]),
            )
            self.left_out.append(words)
        return fitted

    def _fit(self, condition: Condition | None) -> Condition | None:
        """The condition as far as it can be kept. What cannot be told narrows nothing."""
        if condition is None or "fact" in condition:
            return condition
        if "question" in condition:
            return self._compared(condition)
        if "all" in condition:
            kept = [part for part in map(self._fit, condition["all"]) if part is not None]
            return {"all": kept} if len(kept) > 1 else next(iter(kept), None)
        if not self._whole(condition):
            return None
        if "any" in condition:
            return {"any": [self._fit(part) for part in condition["any"]]}
        return {"not": self._fit(condition["not"])}

    def _whole(self, condition: Condition) -> bool:
        return all(self._compared(part) for part in comparisons_in(condition))

    def _compared(self, comparison: Condition) -> Condition | None:
        question = self._earlier.get(comparison["question"])
        if question is None or not _can_look_at(question, comparison):
            return None
        return {**comparison, "question": question.code}

    def _piped(self, thing: Piped) -> Piped:
        """With earlier answers under their codes here; words for everyone where there are none."""
        texts = {name: getattr(thing, name) for name in PIPED_TEXTS if BEGINNING in getattr(thing, name, "")}
        done = {name: PIPE.sub(lambda at: self._pipe(at[1], at[2]), text) for name, text in texts.items()}
        return replace(thing, **done) if done else thing

    def _pipe(self, code: str, otherwise: str) -> str:
        found = self._earlier.get(code)
        return f"{BEGINNING}{found.code}|{otherwise}}}" if isinstance(found, Choice) else otherwise


def _can_look_at(question: Question, comparison: Mapping[str, object]) -> bool:
    """Whether a condition may look at the question so: it has such answers."""
    if "is" in comparison:
        known = {option.code for option in question.counted}
        wanted = comparison["is"]
        by_area = question.kind == "area"
        return isinstance(question, Choice | Date) and (
            by_area or (isinstance(wanted, list) and not known.isdisjoint(wanted))
        )
    if "at_least" in comparison or "at_most" in comparison:
        return isinstance(question, Number)
    return question.asks
