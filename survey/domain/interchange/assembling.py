"""Drafts → sections and pages whose conditions look back only, and the list of what is not whole.

A page is what is asked at once. It ends where the file says so, and where another condition begins: a
condition belongs to a page, so what is asked under another one stands on its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from survey.domain.interchange.codes import Codes
from survey.domain.interchange.drafts import UNTITLED, Container, Draft, Form
from survey.domain.interchange.expressions.routing import route
from survey.domain.interchange.expressions.variables import Scope, Variable
from survey.domain.interchange.piped import settle, unpiped
from survey.domain.interchange.result import Imported, Note, Outcome, Source, named
from survey.domain.interchange.texts import Text, Translations
from survey.domain.questionnaires.questions import Condition, Page, Question, Questionnaire, Section
from survey.domain.questionnaires.structure import RESERVED_PAGES
from survey.domain.wording import listed, say

NO_COUNTERPART = say("it has no counterpart here.")


@dataclass
class _Page:
    """A page while questions are still put on it."""

    container: Container
    when: Condition | None
    title: Text
    questions: list[Question] = field(default_factory=list)


def assemble(form: Form) -> Imported:
    """The questionnaire, and what is to be told about it."""
    return _Assembler(form).imported()


class _Assembler:
    """Takes the drafts in order, so that a condition only sees what stands before it."""

    def __init__(self, form: Form) -> None:
        self._form = form
        later = {name for draft in form.drafts for name in draft.variables}
        self._scope = Scope(later=later, formulas=dict(form.formulas))
        self._pages: list[_Page] = []
        self._translations = Translations()

    def imported(self) -> Imported:
        for draft in self._form.drafts:
            self._take(draft)
        return Imported(
            format=self._form.format,
            questionnaire=self._questionnaire() if self._pages else None,
            sources=tuple(_source(draft) for draft in self._form.drafts if draft.counted),
            notes=(*_remarks(self._form), *(note for draft in self._form.drafts for note in _notes(draft))),
            languages=self._form.languages,
            translations=self._translations.by_language,
        )

    def _take(self, draft: Draft) -> None:
        if draft.questions:
            when = self._routed(draft)
        if draft.questions:
            page = self._page_for(draft, when)
            settle(draft, lambda name: self._earlier(name, page))
            page.questions.extend(draft.questions)
            for place, text in draft.texts.items():
                self._translations.add(place, text)
            self._scope.variables.update(draft.variables)
        self._scope.later.difference_update(draft.variables)

    def _earlier(self, name: str, page: _Page) -> Variable | None:
        """What is asked on an earlier page: only that can be put into a text."""
        known = self._scope.variables.get(name)
        here = {question.code for question in page.questions}
        return known if known and known.question not in here else None

    def _routed(self, draft: Draft) -> Condition | None:
        routed = route(draft.conditions, self._scope)
        if routed.never:
            draft.none(say("It is never asked: its condition cannot be fulfilled."))
        elif routed.left_out:
            words = say(
                "A part of its condition is left out, so it is asked more often: {why}. "
                "The condition: {written}",
                why=listed(routed.left_out, "; "),
                written=" and ".join(f"({condition})" for condition in draft.written),
            )
            draft.fallback(words)
        return routed.condition

    def _page_for(self, draft: Draft, when: Condition | None) -> _Page:
        last = self._pages[-1] if self._pages else None
        container = draft.container
        together = last is not None and container.page and last.container == container and last.when == when
        if last is not None and together:
            return last
        title = container.page_title or (draft.title if len(draft.questions) > 1 else Text()).changed(unpiped)
        self._pages.append(_Page(container, when, title))
        return self._pages[-1]

    def _questionnaire(self) -> Questionnaire:
        title = self._form.title or Text(UNTITLED)
        sections = tuple(self._sections())
        own = self._translations.add("title", title)
        code = Codes().give(self._form.name, otherwise="questionnaire")
        return Questionnaire(code=code, title=own, sections=sections, language=self._form.language)

    def _sections(self) -> list[Section]:
        runs: list[list[_Page]] = []
        for page in self._pages:
            if runs and runs[-1][0].container.section == page.container.section:
                runs[-1].append(page)
            else:
                runs.append([page])
        section_codes, page_codes = Codes(), Codes(RESERVED_PAGES)
        return [self._section(run, section_codes, page_codes) for run in runs]

    def _section(self, pages: list[_Page], section_codes: Codes, page_codes: Codes) -> Section:
        container = pages[0].container
        title = container.title or self._form.title or Text(UNTITLED)
        code = section_codes.give(container.section, otherwise="section")
        done = tuple(self._page(page, title, page_codes) for page in pages)
        return Section(code, self._translations.add(f"sections.{code}.title", title), done)

    def _page(self, page: _Page, section_title: Text, codes: Codes) -> Page:
        several = len(page.questions) > 1
        title = page.title or (section_title if several else Text())
        if title.own == section_title.own and not several:
            title = Text()
        name = page.container.page if several and page.container.page else page.questions[0].code
        code = codes.give(name, otherwise="page")
        own = self._translations.add(f"pages.{code}.title", title)
        return Page(code, tuple(page.questions), own, page.when)


def _source(draft: Draft) -> Source:
    return Source(draft.place, draft.name, draft.codes, draft.outcome)


def _notes(draft: Draft) -> list[Note]:
    code = draft.codes[0] if draft.codes else ""
    outcome = draft.outcome
    notes = [Note(draft.place, code, outcome, named(draft.name, words)) for _own, words in draft.notes]
    if not notes and outcome is Outcome.NONE:
        notes = [Note(draft.place, "", outcome, named(draft.name, NO_COUNTERPART))]
    return notes


def _remarks(form: Form) -> list[Note]:
    return [Note(place, "", outcome, words) for place, outcome, words in form.remarks]
