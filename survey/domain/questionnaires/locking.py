"""Wording that may not change, so that answers of two waves, or of other surveys, can be compared.

A question that came from the bank says from which block and version (`block`, such as “age@1”). Where the
block has locked wording, `locked` is a checksum of everything that may sway an answer. Giving the lock up is
possible, with a reason: `unlocked` keeps it, and it goes with the questionnaire wherever that goes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

from survey.domain.questionnaires.definition import dump_question
from survey.domain.questionnaires.kinds import AreaGrid
from survey.domain.questionnaires.piping import BEGINNING, PIPE, PIPED_TEXTS
from survey.domain.questionnaires.problems import Problem, found_in
from survey.domain.questionnaires.questions import Area, Question, Questionnaire
from survey.domain.wording import say

# What may differ between two waves: where a question comes from, and what the register says beside it.
FREE = frozenset({"code", "block", "locked", "unlocked", "cited"})
LENGTH = 16
_NAMELESS = rf"{BEGINNING}|\2}}"


def wording(question: Question) -> str:
    """A checksum of everything that may sway an answer: words, options and their order, limits.

    What is called otherwise where the question stands, an earlier question whose answer is put in, is no
    wording of it; see `pipes`.
    """
    told = {name: value for name, value in dump_question(question).items() if name not in FREE}
    told |= {name: PIPE.sub(_NAMELESS, told[name]) for name in PIPED_TEXTS if name in told}
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def pipes(question: Question) -> list[str]:
    """The codes of the earlier questions whose answers are put in."""
    return [at[1] for name in PIPED_TEXTS for at in PIPE.finditer(getattr(question, name, ""))]


def lock(question: Question, block: str) -> Question:
    """The question with its wording locked as that block and version have it.

    One by areas only says where it came from: its places are those of the deployment.
    """
    by_area = isinstance(question, Area | AreaGrid)
    return replace(question, block=block, locked="" if by_area else wording(question), unlocked="")


def unlock(question: Question, reason: str) -> Question:
    """The question with its lock given up for that reason. It still says where it came from."""
    return replace(question, locked="", unlocked=reason)


def is_changed(question: Question) -> bool:
    """Whether the question is locked and no longer worded as it was then."""
    return bool(question.locked) and question.locked != wording(question)


def breaks_lock(before: Question, after: Question) -> bool:
    """Whether an edit changes the wording of a locked question, or takes its lock away without a reason."""
    return bool(before.locked) and (
        wording(after) != before.locked
        or pipes(after) != pipes(before)
        or (after.locked != before.locked and not after.unlocked)
    )


def locked_questions(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions whose wording is locked, in order."""
    return tuple(question for question in questionnaire.questions if question.locked)


def problems_with_locks(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Locked questions whose words were changed all the same, such as in a spreadsheet."""
    for page in questionnaire.pages:
        for question in page.questions:
            if is_changed(question):
                fault = say(
                    "Its wording is locked, and was changed. Put the words of the block back, or unlock it "
                    "and say why: its answers can then not be compared."
                )
                yield from found_in([fault], page=page.code, question=question.code)


def refusal(before: Questionnaire, after: Questionnaire) -> str:
    """Why a change may not be saved: it words a locked question anew. Empty where it does not."""
    there = {question.code: question for question in after.questions}
    for question in locked_questions(before):
        new = there.get(question.code, question)
        if new != question and breaks_lock(question, new):
            return say(
                "The wording of “{question}” is locked, so that its answers can be compared with those of "
                "another survey. Unlock it first, and say why.",
                question=question.text,
            )
    return ""
