"""The resident's journey: which pages these answers lead through, and where to go next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from survey.domain.answering import Draft
from survey.domain.questionnaires.conditions import Facts
from survey.domain.questionnaires.paths import (
    EQUALITY,
    OPINION,
    first_unanswered,
    page_after,
    page_before,
    path,
)
from survey.domain.questionnaires.questions import Page, Questionnaire


@dataclass(frozen=True)
class Journey:
    """One draft on its way through a questionnaire. Equality pages are on the path only when wanted."""

    questionnaire: Questionnaire
    draft: Draft
    facts: Facts = frozenset()

    @cached_property
    def all_pages(self) -> tuple[Page, ...]:
        """The opinion pages and the equality pages on offer, wanted or not."""
        return path(self.questionnaire, self.draft.answers, facts=self.facts)

    @cached_property
    def opinion_pages(self) -> tuple[Page, ...]:
        return self._of(OPINION)

    @cached_property
    def equality_offered(self) -> tuple[Page, ...]:
        """The equality pages that this resident may answer; none for an organisation."""
        return self._of(EQUALITY)

    def _of(self, kind: str) -> tuple[Page, ...]:
        return tuple(p for p in self.all_pages if self.questionnaire.section_of(p).kind == kind)

    @cached_property
    def equality_pages(self) -> tuple[Page, ...]:
        return self.equality_offered if self.draft.equality else ()

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page on the path."""
        return self.opinion_pages + self.equality_pages

    def page(self, code: str) -> Page | None:
        """The page of that code where it is on the path."""
        return next((page for page in self.pages if page.code == code), None)

    def at(self, number: int) -> Page | None:
        """The page of that number on the path, counted from 1."""
        return self.pages[number - 1] if 0 < number <= len(self.pages) else None

    def number_of(self, page: Page) -> int:
        """Which page of the path it is, counted from 1."""
        return self.pages.index(page) + 1

    def kind_of(self, page: Page) -> tuple[Page, ...]:
        """The pages among which this page is one: opinion or equality."""
        return self.opinion_pages if page in self.opinion_pages else self.equality_pages

    def after(self, page: Page) -> Page | None:
        """The next page of the same kind."""
        return page_after(self.kind_of(page), page.code)

    def before(self, page: Page) -> Page | None:
        """The page before of the same kind."""
        return page_before(self.kind_of(page), page.code)

    def unvisited(self) -> Page | None:
        """The first opinion page that was never answered or passed."""
        return next((page for page in self.opinion_pages if page.code not in self.draft.visited), None)

    def missing(self) -> Page | None:
        """The first opinion page whose required question has no answer."""
        return first_unanswered(self.opinion_pages, self.draft.answers)

    def to_continue(self) -> Page | None:
        """Where to go on: what is missing first, then what was never seen."""
        return self.missing() or self.unvisited()

    def with_page(self, page: Page, answers: dict[str, object]) -> Journey:
        """The journey after a page was answered; answers off the new path are dropped."""
        changed = Journey(self.questionnaire, self.draft.with_page(page, answers), self.facts)  # type: ignore[arg-type] # checked answers
        return Journey(self.questionnaire, changed.draft.kept_to(changed.all_pages), self.facts)
