"""The sections of one questionnaire put after those of another, with codes that no other has.

What was renamed is renamed everywhere: in conditions, in places for earlier answers, and in translations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from survey.domain.questionnaires.building import kebab_code
from survey.domain.questionnaires.paths import EQUALITY
from survey.domain.questionnaires.piping import BEGINNING, PIPE, PIPED_TEXTS, Piped
from survey.domain.questionnaires.questions import Condition, Page, Questionnaire, Section
from survey.domain.questionnaires.structure import RESERVED_PAGES, RESERVED_QUESTIONS

Renamed = Mapping[str, str]


@dataclass(frozen=True)
class Joined:
    """Both in one, and which codes of the second are others now: of sections, pages and questions."""

    questionnaire: Questionnaire
    sections: Renamed
    pages: Renamed
    questions: Renamed

    def place(self, place: str) -> str:
        """Where a text of the second stands now, such as “age-2.text”. Its title goes."""
        first, _, rest = place.partition(".")
        for kind, renamed in (("sections", self.sections), ("pages", self.pages)):
            if first == kind:
                code, _, rest = rest.partition(".")
                return f"{kind}.{renamed.get(code, code)}.{rest}"
        return f"{self.questions.get(first, first)}.{rest}" if rest else ""

    def text(self, text: str) -> str:
        """A text of the second as it reads now."""
        return _piped_anew(text, self.questions)


def join(questionnaire: Questionnaire, more: Questionnaire) -> Joined:
    """The sections of `more` after those of the questionnaire, before its equality questions."""
    sections = _renamed([s.code for s in more.sections], [s.code for s in questionnaire.sections])
    pages = _renamed([p.code for p in more.pages], (*RESERVED_PAGES, *(p.code for p in questionnaire.pages)))
    taken = (*RESERVED_QUESTIONS, *(q.code for q in questionnaire.questions))
    questions = _renamed([q.code for q in more.questions], taken)
    added = tuple(
        replace(
            section,
            code=sections.get(section.code, section.code),
            pages=tuple(_page(page, pages, questions) for page in section.pages),
        )
        for section in more.sections
    )
    whole = replace(questionnaire, sections=_in_order(questionnaire.sections, added))
    return Joined(whole, sections, pages, questions)


def _in_order(there: tuple[Section, ...], added: tuple[Section, ...]) -> tuple[Section, ...]:
    every = (*there, *added)
    return (*(s for s in every if s.kind != EQUALITY), *(s for s in every if s.kind == EQUALITY))


def _renamed(codes: Iterable[str], taken: Iterable[str]) -> Renamed:
    """The new codes of those that are taken."""
    own, used = list(codes), set(taken)
    renamed: dict[str, str] = {}
    for code in own:
        if code in used:
            renamed[code] = kebab_code(code, {*used, *own, *renamed.values()})
    return renamed


def _page(page: Page, pages: Renamed, questions: Renamed) -> Page:
    asked = tuple(
        replace(_piped(question, questions), code=questions.get(question.code, question.code))
        for question in page.questions
    )
    when = _condition(page.when, questions) if page.when is not None else None
    return replace(_piped(page, questions), code=pages.get(page.code, page.code), questions=asked, when=when)


def _piped(thing: Piped, questions: Renamed) -> Piped:
    texts = {name: getattr(thing, name) for name in PIPED_TEXTS if BEGINNING in getattr(thing, name, "")}
    if not texts:
        return thing
    done = {name: _piped_anew(text, questions) for name, text in texts.items()}
    return replace(thing, **done)


def _piped_anew(text: str, questions: Renamed) -> str:
    return PIPE.sub(lambda at: f"{BEGINNING}{questions.get(at[1], at[1])}|{at[2]}}}", text)


def _condition(condition: Condition, questions: Renamed) -> Condition:
    changed = dict(condition)
    for name in ("all", "any"):
        if name in condition:
            changed[name] = [_condition(part, questions) for part in condition[name]]
    if "not" in condition:
        changed["not"] = _condition(condition["not"], questions)
    if "question" in condition:
        changed["question"] = questions.get(condition["question"], condition["question"])
    return changed
