"""Where a new question stands, and putting questions on pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from survey.domain.questionnaires import building
from survey.domain.questionnaires.questions import Page, Question, Questionnaire, Section
from survey.domain.questionnaires.structure import RESERVED_PAGES, RESERVED_QUESTIONS

FIRST_SECTION = Section("part-1", "Part 1", ())


@dataclass(frozen=True)
class Place:
    """On that page, after that page, or at the end of that section. What is not there is passed over."""

    page: str = ""
    after: str = ""
    section: str = ""

    @classmethod
    def sent(cls, values: Mapping[str, str]) -> Place:
        """The place that an address names."""
        return cls(*(values.get(name, "") for name in ("page", "after", "section")))

    @property
    def named(self) -> dict[str, str]:
        """Its names and codes, for an address."""
        return {name: code for name, code in vars(self).items() if code}


def new_code(questionnaire: Questionnaire, question: Question) -> str:
    """A code for a new question, made of its words."""
    taken = {one.code for one in questionnaire.questions} | RESERVED_QUESTIONS
    return building.kebab_code(question.text, taken, "question")


def add(questionnaire: Questionnaire, question: Question, place: Place) -> Questionnaire:
    """With a further question at that place; on a page of its own unless the place is a page."""
    if place.page and questionnaire.page(place.page):
        return building.add_question(questionnaire, place.page, question)
    taken = {page.code for page in questionnaire.pages} | RESERVED_PAGES
    page = Page(building.kebab_code(question.text, taken, "page"), (question,))
    if not questionnaire.sections:
        return building.add_section(questionnaire, replace(FIRST_SECTION, pages=(page,)))
    before = questionnaire.page(place.after) if place.after else None
    if before:
        section = questionnaire.section_of(before)
        return building.add_page(questionnaire, section.code, page, at=section.pages.index(before) + 1)
    codes = [section.code for section in questionnaire.sections]
    return building.add_page(questionnaire, place.section if place.section in codes else codes[-1], page)


def put(questionnaire: Questionnaire, question: Question, place: Place) -> Questionnaire:
    """With that question in its place, or back again where somebody removed it."""
    if any(one.code == question.code for one in questionnaire.questions):
        return building.put_question(questionnaire, question)
    return add(questionnaire, question, place)


def without(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """Without that question; without its page, too, if it was alone there."""
    page = building.page_of(questionnaire, code)
    if len(page.questions) == 1:
        return building.remove_page(questionnaire, page.code)
    return building.remove_question(questionnaire, code)


def elsewhere(questionnaire: Questionnaire, code: str, page: str) -> Questionnaire:
    """With that question at the end of another page, or with "" on a page of its own after its page."""
    home = building.page_of(questionnaire, code)
    if home.code == page or (not page and len(home.questions) == 1):
        return questionnaire
    question = questionnaire.question(code)
    if not page:
        return add(building.remove_question(questionnaire, code), question, Place(after=home.code))
    return building.add_question(without(questionnaire, code), page, question)
