"""The bank: blocks of questions that are ready to be asked, each with its source and when to use it.

A block has a code and a number. Its wording never changes under a number: what is worded anew is the next
number, and the earlier one can still be used, so that a second wave can ask what the first one did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from survey.domain.questionnaires.definition import (
    FORMAT,
    FORMAT_VERSION,
    DefinitionError,
    dump_page,
    read,
)
from survey.domain.questionnaires.paths import EQUALITY
from survey.domain.questionnaires.questions import Page, Question, Questionnaire

BLOCK_FORMAT = "lamppost-block"
BLOCK_FORMAT_VERSION = 1
_NEEDED = frozenset(("code", "number", "title", "about", "sources", "pages"))
_NAMES = _NEEDED | {"format", "format_version", "kind", "locked", "from"}


@dataclass(frozen=True)
class Source:
    """Where the words of a block come from."""

    name: str
    address: str = ""


@dataclass(frozen=True)
class Block:
    """Pages of questions with a title, when to use them, and where they come from."""

    code: str
    number: int
    title: str
    about: str
    pages: tuple[Page, ...]
    kind: str = "opinion"
    sources: tuple[Source, ...] = ()
    locked: bool = False

    @property
    def reference(self) -> str:
        """Its code and number, such as “age@1”."""
        return f"{self.code}@{self.number}"

    @property
    def is_equality(self) -> bool:
        """Whether it goes into a section of equality questions."""
        return self.kind == EQUALITY

    @property
    def keeps_codes(self) -> bool:
        """Whether its codes must stay: by them results of two surveys are known to belong together."""
        return self.is_equality or self.locked

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for page in self.pages for question in page.questions)


def read_block(data: Mapping[str, Any], questionnaires: Mapping[str, Questionnaire]) -> Block:
    """A block from its JSON. Pages that are only named come from the questionnaire named under “from”.

    Raises DefinitionError.
    """
    problems = list(_problems_of_form(data))
    if problems:
        raise DefinitionError(problems)
    kind = data.get("kind", "opinion")
    return Block(
        code=data["code"],
        number=data["number"],
        title=data["title"],
        about=data["about"],
        pages=tuple(_pages(data, kind, questionnaires)),
        kind=kind,
        sources=tuple(Source(one["name"], one.get("address", "")) for one in data["sources"]),
        locked=data.get("locked", False),
    )


def _problems_of_form(data: Mapping[str, Any]) -> Iterator[str]:
    if (data.get("format"), data.get("format_version")) != (BLOCK_FORMAT, BLOCK_FORMAT_VERSION):
        yield f"This is not a block: “format” must be “{BLOCK_FORMAT}”, version {BLOCK_FORMAT_VERSION}."
    unknown = sorted(set(data) - _NAMES)
    missing = sorted(_NEEDED - set(data))
    yield from (f"“{name}” is not known here." for name in unknown)
    yield from (f"“{name}” is missing." for name in missing)


def _pages(data: Mapping[str, Any], kind: str, questionnaires: Mapping[str, Questionnaire]) -> Iterator[Page]:
    for page in data["pages"]:
        if isinstance(page, str):
            yield _named(page, questionnaires.get(data.get("from", "")))
        else:
            yield from pages_of([page], kind)


def _named(code: str, questionnaire: Questionnaire | None) -> Page:
    page = questionnaire.page(code) if questionnaire else None
    if page is None:
        raise DefinitionError([f"There is no page “{code}” in the questionnaire named under “from”."])
    return page


def pages_of(definitions: Sequence[Mapping[str, Any]], kind: str) -> tuple[Page, ...]:
    """Pages from their definitions. Raises DefinitionError."""
    section = {"code": "block", "title": "Block", "kind": kind, "pages": list(definitions)}
    whole = {"format": FORMAT, "format_version": FORMAT_VERSION, "code": "block", "title": "Block"}
    return read(whole | {"sections": [section]}).pages


def kept_pages(pages: Iterable[Page]) -> list[dict[str, Any]]:
    """Pages as a block keeps them: without where they came from, and what the register said."""
    return [dump_page(replace(page, questions=tuple(map(_bare, page.questions)))) for page in pages]


def _bare(question: Question) -> Question:
    return replace(question, block="", locked="", unlocked="", cited=())
