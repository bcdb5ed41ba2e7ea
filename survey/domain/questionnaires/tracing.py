"""Whether a question of a file is what it says it is: the words of the block of the bank that it names.

A file can say anything. Only what has the words of a block that is here keeps the name of that block, and its
lock is put on anew; a question that was unlocked says so, and why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from survey.domain.bank import Block
from survey.domain.questionnaires.locking import lock, locked_questions, pipes, wording
from survey.domain.questionnaires.questions import Page, Question, Questionnaire

Find = Callable[[str], Block | None]


@dataclass(frozen=True)
class Traced:
    """The questionnaire with the locks that hold, and the questions that are not what they said."""

    questionnaire: Questionnaire
    untrue: tuple[Question, ...]


def traced(questionnaire: Questionnaire, find: Find) -> Traced:
    """Every question compared with its block. `find` gives the block of a reference, such as “age@1”."""
    untrue: list[Question] = []

    def done(question: Question) -> Question:
        found = _traced(question, find)
        if (question.block or question.locked) and not found.block:
            untrue.append(question)
        return found

    return Traced(_each(questionnaire, done), tuple(untrue))


def _each(questionnaire: Questionnaire, change: Callable[[Question], Question]) -> Questionnaire:
    def page(one: Page) -> Page:
        return replace(one, questions=tuple(map(change, one.questions)))

    sections = (replace(one, pages=tuple(map(page, one.pages))) for one in questionnaire.sections)
    return replace(questionnaire, sections=tuple(sections))


def _traced(question: Question, find: Find) -> Question:
    bare = replace(question, block="", locked="")
    block = find(question.block) if question.block else None
    if block is None:
        return bare
    if question.unlocked:
        return replace(question, locked="")
    if not any(_alike(question, one) for one in block.questions):
        return bare
    return lock(question, block.reference) if block.locked else replace(question, locked="")


def _alike(one: Question, other: Question) -> bool:
    """Whether they have the same words, with the answers to the same earlier questions put in."""
    return wording(one) == wording(other) and pipes(one) == pipes(other)


def worded_otherwise(before: Questionnaire, after: Questionnaire) -> tuple[Question, ...]:
    """The locked questions of a questionnaire whose code another one has with other words."""
    there = {question.code: question for question in after.questions}
    return tuple(
        question
        for question in locked_questions(before)
        if question.code in there and not _has_words_of(question, there[question.code])
    )


def _has_words_of(locked: Question, question: Question) -> bool:
    """Whether it has the words that are locked, with the answers to the same earlier questions put in."""
    return wording(question) == locked.locked and pipes(question) == pipes(locked)


def keeping_locks(before: Questionnaire, after: Questionnaire) -> Questionnaire:
    """The second, with the locks of the first on those questions that are in both in the same words."""
    locked = {question.code: question for question in locked_questions(before)}

    def done(question: Question) -> Question:
        own = locked.get(question.code)
        if own is None or not _has_words_of(own, question):
            return question
        return replace(question, block=own.block, locked=own.locked, unlocked="")

    return _each(after, done)
