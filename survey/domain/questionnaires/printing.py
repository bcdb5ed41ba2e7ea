"""A questionnaire as a paper form: numbered questions, ways on in words, and codes with which it is typed in.

Numbers and codes follow from the questionnaire and the facts about the deployment alone, so whoever types a
form in finds the same ones. The code of the form is their checksum: it stays where only words change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from survey.domain.answering import ALPHABET
from survey.domain.questionnaires.conditions import Facts, in_words
from survey.domain.questionnaires.layouts import LAYOUTS, Layout
from survey.domain.questionnaires.paths import EQUALITY, OPINION, never_asked
from survey.domain.questionnaires.piping import without_pipes
from survey.domain.questionnaires.questions import Condition, Page, Question, Questionnaire, Section
from survey.domain.questionnaires.routes import Numbered, ways_on, whom
from survey.domain.questionnaires.settling import never_answered, settled
from survey.domain.wording import say

FORM_CODE_LENGTH = 6
# The name and the value with which a browser sends the same; no value where it is what was written.
Meaning = tuple[str, str | None]


@dataclass(frozen=True)
class PrintedQuestion:
    """A question, its number (none where it is only read, or asked of nobody), and how it is answered."""

    question: Question
    number: int | None
    layout: Layout
    leads: Mapping[str, str]

    def lead(self, option: str) -> str:
        """Where whoever ticks that option goes; empty where it is the next question."""
        return self.leads.get(option, "")


@dataclass(frozen=True)
class PrintedPage:
    """Questions that belong together: whom they are for, in words, and where to go after them.

    What is asked of nobody, as a fact does not hold, has no number. It is for review, and not on paper.
    """

    code: str
    title: str
    when: str
    questions: tuple[PrintedQuestion, ...]
    after: tuple[str, ...] = ()
    is_asked: bool = True


@dataclass(frozen=True)
class PrintedSection:
    """A section. Equality questions stand on a sheet of their own."""

    code: str
    title: str
    is_equality: bool
    when: str
    pages: tuple[PrintedPage, ...]

    @property
    def on_paper(self) -> tuple[PrintedPage, ...]:
        """The pages that are printed."""
        return tuple(page for page in self.pages if page.is_asked)


@dataclass(frozen=True)
class PrintedForm:
    """The whole form: first the questions of opinion, then those for equality."""

    title: str
    language: str
    sections: tuple[PrintedSection, ...]

    @property
    def questions(self) -> Iterator[PrintedQuestion]:
        """Every question with a number, in order."""
        for section in self.sections:
            for page in section.on_paper:
                yield from (question for question in page.questions if question.number)

    @property
    def has_arrows(self) -> bool:
        """Whether any question or page says where to go on."""
        pages = [page for section in self.sections for page in section.on_paper]
        return any(page.after or any(one.leads for one in page.questions) for page in pages)

    @property
    def opinion(self) -> tuple[PrintedSection, ...]:
        return tuple(section for section in self.sections if not section.is_equality and section.on_paper)

    @property
    def equality(self) -> tuple[PrintedSection, ...]:
        return tuple(section for section in self.sections if section.is_equality and section.on_paper)

    @property
    def needed(self) -> tuple[int, ...]:
        """The numbers of the questions that must be answered."""
        return tuple(one.number for one in self.questions if one.number and one.question.required)

    @cached_property
    def code(self) -> str:
        """A checksum of all codes: forms with the same one are typed in in the same way."""
        told = "\n".join(f"{code}\t{name}\t{value}" for code, (name, value) in codes_of(self).items())
        number = int.from_bytes(hashlib.sha256(told.encode()).digest()[:FORM_CODE_LENGTH], "big")
        letters = "".join(ALPHABET[(number >> (8 * place)) & 31] for place in range(FORM_CODE_LENGTH))
        return f"{letters[:3]}-{letters[3:]}"


def codes_of(form: PrintedForm) -> dict[str, Meaning]:
    """What every printed code means. Whoever types a form in sends these names and values to be checked."""
    return {code: (name, value) for one in form.questions for code, name, value in one.layout.codes()}


def printed(questionnaire: Questionnaire, *, facts: Facts = frozenset()) -> PrintedForm:
    """The form of a questionnaire that is sound and has its areas, where these facts hold."""
    whole = without_pipes(questionnaire)
    sections = [
        section for kind in (OPINION, EQUALITY) for section in whole.sections if section.kind == kind
    ]
    never = never_asked(whole, facts)
    numbers: dict[str, int] = {}
    for section in sections:
        for page in section.pages:
            for question in page.questions:
                if question.asks and question.code not in never:
                    numbers[question.code] = len(numbers) + 1
    return _Printer(Numbered(whole, numbers, facts), never).form(sections)


def common(pages: Sequence[Page]) -> Condition | None:
    """The condition that all these pages have, so that it need be said only once; None where they have none.

    A page after a certain answer within them has it too: only who was asked can have answered.
    """
    shared = pages[0].when if len(pages) > 1 else None
    inside = {question.code for page in pages for question in page.questions}
    implied = all(page.when == shared or _within(page.when, inside) for page in pages)
    return shared if implied else None


def _within(condition: Condition | None, codes: set[str]) -> bool:
    wants_answers = condition is not None and not {"all", "any", "not"}.intersection(condition)
    return wants_answers and condition["question"] in codes and condition.get("answered") is not False


@dataclass(frozen=True)
class _Printer:
    """Sets page after page."""

    numbered: Numbered
    never: frozenset[str]

    def form(self, sections: Sequence[Section]) -> PrintedForm:
        whole = self.numbered.questionnaire
        return PrintedForm(whole.title, whole.language, tuple(self._section(s, sections) for s in sections))

    def _section(self, section: Section, sections: Sequence[Section]) -> PrintedSection:
        same = [page for one in sections if one.kind == section.kind for page in one.pages]
        shared = common([found for page in section.pages if (found := self._settled(page))])
        words = say("Answer this part only if {words}.", words=whom(shared, self.numbered)) if shared else ""
        pages = tuple(self._page(page, same[same.index(page) + 1 :], shared) for page in section.pages)
        return PrintedSection(section.code, section.title, section.kind == EQUALITY, words, pages)

    def _page(self, page: Page, following: Sequence[Page], shared: Condition | None) -> PrintedPage:
        found = self._settled(page)
        if found is None:
            return self._not_asked(page)
        later = [one for one in map(self._settled, following) if one is not None]
        ways = ways_on(found, later, self.numbered)
        questions = tuple(self._question(q, ways.at_boxes) for q in page.questions)
        when = self._when(found) if found.when != shared else ""
        return PrintedPage(page.code, page.title, when, questions, ways.after)

    def _settled(self, page: Page) -> Page | None:
        """The page with what is left of its condition; None where it is for nobody."""
        left = settled(page.when, self.numbered.facts, never_answered(self.never))
        if isinstance(left, bool):
            return replace(page, when=None) if left else None
        return replace(page, when=left)

    def _when(self, page: Page) -> str:
        if page.when is None:
            return ""
        words = whom(page.when, self.numbered)
        if len(page.questions) > 1:
            number = len(page.questions)
            return say("Answer the next {number} questions only if {words}.", number=number, words=words)
        if page.questions[0].asks:
            return say("Answer this question only if {words}.", words=words)
        return say("Read this only if {words}.", words=words)

    def _not_asked(self, page: Page) -> PrintedPage:
        words = in_words(page.when or {}, self.numbered.questionnaire)
        told = say("Nobody is asked this now. It is asked only if {words}.", words=words)
        questions = tuple(PrintedQuestion(q, None, LAYOUTS[q.kind](q, ""), {}) for q in page.questions)
        return PrintedPage(page.code, page.title, told, questions, is_asked=False)

    def _question(self, question: Question, leads: Mapping[tuple[str, str], str]) -> PrintedQuestion:
        number = self.numbered.numbers.get(question.code)
        layout = LAYOUTS[question.kind](question, str(number or ""))
        mine = {option: told for (code, option), told in leads.items() if code == question.code}
        return PrintedQuestion(question, number, layout, mine)
