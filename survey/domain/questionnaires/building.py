"""Changing a questionnaire in the making: every function gives a new one, and changes nothing in place.

What is named must be there: a code that is not raises LookupError, as somebody may have removed it.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from survey.domain.questionnaires.conditions import comparisons_in
from survey.domain.questionnaires.definition import dump_page, dump_question, dump_section
from survey.domain.questionnaires.piping import codes_in
from survey.domain.questionnaires.questions import Page, Question, Questionnaire, Section

Coded = TypeVar("Coded", Section, Page, Question)
LONGEST_CODE = 40


def kebab_code(words: str, taken: Iterable[str], otherwise: str = "item") -> str:
    """A code made of words, such as "how-safe", that is not taken yet. It never changes again."""
    plain = unicodedata.normalize("NFKD", words.replace("’", "")).encode("ascii", "ignore").decode().lower()
    pieces = re.findall(r"[a-z0-9]+", plain)
    code = ""
    for piece in pieces:
        longer = f"{code}-{piece}" if code else piece[:LONGEST_CODE]
        if len(longer) > LONGEST_CODE:
            break
        code = longer
    code = code or otherwise
    used = set(taken)
    if code not in used:
        return code
    return next(f"{code}-{n}" for n in range(2, len(used) + 3) if f"{code}-{n}" not in used)


def mark(thing: Section | Page | Question) -> str:
    """A short checksum of a section, page or question: a form that carries it knows what it was made from."""
    dumped: dict[str, Any]
    if isinstance(thing, Section):
        dumped = dump_section(thing)
    elif isinstance(thing, Page):
        dumped = dump_page(thing)
    else:
        dumped = dump_question(thing)
    text = json.dumps(dumped, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def section(questionnaire: Questionnaire, code: str) -> Section:
    """The section of that code."""
    return _found(questionnaire.sections, code)


def page(questionnaire: Questionnaire, code: str) -> Page:
    """The page of that code."""
    return _found(questionnaire.pages, code)


def page_of(questionnaire: Questionnaire, question: str) -> Page:
    """The page that asks the question of that code."""
    for one in questionnaire.pages:
        if any(each.code == question for each in one.questions):
            return one
    raise LookupError(question)


def _found(things: Iterable[Coded], code: str) -> Coded:
    for thing in things:
        if thing.code == code:
            return thing
    raise LookupError(code)


# ---- sections


def add_section(questionnaire: Questionnaire, new: Section, *, at: int | None = None) -> Questionnaire:
    """With a further section, at the end or before the one at that place."""
    return replace(questionnaire, sections=_with(questionnaire.sections, new, at))


def put_section(questionnaire: Questionnaire, changed: Section) -> Questionnaire:
    """With that section in place of the one of its code."""
    return replace(questionnaire, sections=_put(questionnaire.sections, changed))


def remove_section(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """Without that section and its pages."""
    return replace(questionnaire, sections=_without(questionnaire.sections, code))


def move_section(questionnaire: Questionnaire, code: str, by: int) -> Questionnaire:
    """With that section moved by so many places; at an end it stays."""
    return replace(questionnaire, sections=_moved(questionnaire.sections, code, by))


# ---- pages


def add_page(questionnaire: Questionnaire, to: str, new: Page, *, at: int | None = None) -> Questionnaire:
    """With a further page in that section."""
    changed = section(questionnaire, to)
    return put_section(questionnaire, replace(changed, pages=_with(changed.pages, new, at)))


def put_page(questionnaire: Questionnaire, changed: Page) -> Questionnaire:
    """With that page in place of the one of its code."""
    return _in_section_of(questionnaire, changed.code, lambda pages: _put(pages, changed))


def remove_page(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """Without that page and its questions."""
    return _in_section_of(questionnaire, code, lambda pages: _without(pages, code))


def move_page(questionnaire: Questionnaire, code: str, by: int) -> Questionnaire:
    """With that page one place up (-1) or down (1). At the edge of its section it goes into the next one."""
    home = _section_of(questionnaire, code)
    place = [one.code for one in home.pages].index(code)
    if 0 <= place + by < len(home.pages):
        return _in_section_of(questionnaire, code, lambda pages: _moved(pages, code, by))
    neighbour = [one.code for one in questionnaire.sections].index(home.code) + by
    if not 0 <= neighbour < len(questionnaire.sections):
        return questionnaire
    moving, to = page(questionnaire, code), questionnaire.sections[neighbour]
    at = len(to.pages) if by < 0 else 0
    return add_page(remove_page(questionnaire, code), to.code, moving, at=at)


def _section_of(questionnaire: Questionnaire, code: str) -> Section:
    for one in questionnaire.sections:
        if any(each.code == code for each in one.pages):
            return one
    raise LookupError(code)


def _in_section_of(
    questionnaire: Questionnaire, code: str, change: Callable[[tuple[Page, ...]], tuple[Page, ...]]
) -> Questionnaire:
    home = _section_of(questionnaire, code)
    return put_section(questionnaire, replace(home, pages=change(home.pages)))


# ---- questions


def add_question(
    questionnaire: Questionnaire, to: str, new: Question, *, at: int | None = None
) -> Questionnaire:
    """With a further question on that page."""
    changed = page(questionnaire, to)
    return put_page(questionnaire, replace(changed, questions=_with(changed.questions, new, at)))


def put_question(questionnaire: Questionnaire, changed: Question) -> Questionnaire:
    """With that question in place of the one of its code."""
    home = page_of(questionnaire, changed.code)
    return put_page(questionnaire, replace(home, questions=_put(home.questions, changed)))


def remove_question(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """Without that question."""
    home = page_of(questionnaire, code)
    return put_page(questionnaire, replace(home, questions=_without(home.questions, code)))


def move_question(questionnaire: Questionnaire, code: str, by: int) -> Questionnaire:
    """With that question moved on its page; at an end it stays."""
    home = page_of(questionnaire, code)
    return put_page(questionnaire, replace(home, questions=_moved(home.questions, code, by)))


def uses_of(questionnaire: Questionnaire, code: str) -> tuple[Page, ...]:
    """The pages whose condition or texts look at the answer to that question."""
    return tuple(
        one
        for one in questionnaire.pages
        if code in codes_in(one) or any(part["question"] == code for part in comparisons_in(one.when))
    )


# ---- places in a list


def _with(things: tuple[Coded, ...], new: Coded, at: int | None) -> tuple[Coded, ...]:
    place = len(things) if at is None else at
    return (*things[:place], new, *things[place:])


def _put(things: tuple[Coded, ...], changed: Coded) -> tuple[Coded, ...]:
    _found(things, changed.code)
    return tuple(changed if thing.code == changed.code else thing for thing in things)


def _without(things: tuple[Coded, ...], code: str) -> tuple[Coded, ...]:
    _found(things, code)
    return tuple(thing for thing in things if thing.code != code)


def _moved(things: Sequence[Coded], code: str, by: int) -> tuple[Coded, ...]:
    moving = _found(things, code)
    rest = [thing for thing in things if thing.code != code]
    place = min(max([thing.code for thing in things].index(code) + by, 0), len(rest))
    return (*rest[:place], moving, *rest[place:])
