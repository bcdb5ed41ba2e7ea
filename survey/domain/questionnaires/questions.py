"""What a questionnaire is made of, and the plain types of question. `kinds.py` has the others, and the table.

Every question and option has a stable code: answers and counts know codes, never labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from survey.domain.questionnaires.publishing import NEVER, told

Answer = str | list[str] | int
Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class Detail:
    """The text that goes with an option, such as "other". `publishing`: see `publishing.py`."""

    label: str
    max_length: int = 200
    publishing: str = NEVER

    @property
    def on_publishing(self) -> str:
        """What people are told: whether it may be published."""
        return told(self.publishing)


@dataclass(frozen=True)
class Option:
    """One thing to choose. `exclusive` clears the others; `apart` is drawn and counted apart from a scale."""

    code: str
    label: str
    hint: str = ""
    exclusive: bool = False
    apart: bool = False
    detail: Detail | None = None


@dataclass(frozen=True)
class Guidance:
    """Words that open under a question."""

    summary: str
    text: str


@dataclass(frozen=True)
class Definition:
    """What a word in the question means. It opens under the question."""

    term: str
    text: str


@dataclass(frozen=True)
class CitedSource:
    """Where a cited fact was read."""

    name: str
    address: str = ""


@dataclass(frozen=True)
class CitedFact:
    """A fact beside a question, as it stood in the register when the version was frozen."""

    code: str
    title: str
    text: str
    side: str = ""
    note: str = ""
    said: str = ""
    out_of: tuple[str, ...] = ()
    sources: tuple[CitedSource, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line of a grid, or one thing of a question that is counted thing by thing."""

    code: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every type has. `code` is stable for ever; `text` may be worded anew.

    `facts` are codes of facts or statements in the register; `cited` is what they said when the version was
    frozen, and the same for everyone who is asked. `block`, `locked` and `unlocked`: see `locking.py`.
    """

    kind: ClassVar[str] = ""
    # Whether there is anything to answer. What only is read has no column, table, export or answer.
    asks: ClassVar[bool] = True
    # Whether it is counted for several things one by one (its `parts`), such as the rows of a grid.
    by_part: ClassVar[bool] = False

    code: str
    text: str
    hint: str = ""
    required: bool = False
    guidance: Guidance | None = None
    definitions: tuple[Definition, ...] = ()
    facts: tuple[str, ...] = ()
    cited: tuple[CitedFact, ...] = ()
    block: str = ""
    locked: str = ""
    unlocked: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key under which an answer to this question may be stored."""
        return (self.code,)

    @property
    def draft_only(self) -> tuple[str, ...]:
        """Those of its keys that are kept in the draft and never sent: more precise than is counted."""
        return ()

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of its fields in a form: its keys, unless it says otherwise."""
        return self.keys

    @property
    def parts(self) -> tuple[Row, ...]:
        """What it is counted for one by one. None where there is one table."""
        return ()

    @property
    def counted(self) -> tuple[Option, ...]:
        """What is counted: options, or the bands or places that stand for them. None for texts."""
        return ()

    @property
    def texts(self) -> Mapping[str, str]:
        """Under which keys people may write, and whether that may be published (see `publishing.py`)."""
        return {}

    def refill(self, answers: Answers) -> dict[str, Any]:
        """What its form shows again: a value by the name of each field."""
        return {name: answers[name] for name in self.inputs if name in answers}


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """What the types with options have in common."""

    options: tuple[Option, ...] = ()

    @cached_property
    def option_codes(self) -> tuple[str, ...]:
        return tuple(option.code for option in self.options)

    @cached_property
    def details(self) -> tuple[Option, ...]:
        """The options that ask for a text of their own."""
        return tuple(option for option in self.options if option.detail)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return (self.code, *(f"{self.code}.{option.code}" for option in self.details))

    @property
    def counted(self) -> tuple[Option, ...]:
        return self.options

    @property
    def texts(self) -> Mapping[str, str]:
        details = ((option.code, option.detail) for option in self.options)
        return {f"{self.code}.{code}": detail.publishing for code, detail in details if detail}

    def option(self, code: str) -> Option:
        """The option of that code. Raises KeyError where there is none."""
        for option in self.options:
            if option.code == code:
                return option
        raise KeyError(code)


@dataclass(frozen=True, kw_only=True)
class SingleChoice(Choice):
    """One of several options. `random_order`: see `ordering.py`."""

    kind: ClassVar[str] = "single_choice"

    random_order: bool = False


SUPPORT_POINTS = (
    Option("strongly-support", "Strongly support"),
    Option("somewhat-support", "Somewhat support"),
    Option("neither", "Neither support nor oppose"),
    Option("somewhat-oppose", "Somewhat oppose"),
    Option("strongly-oppose", "Strongly oppose"),
    Option("dont-know", "Don’t know", apart=True),
)


@dataclass(frozen=True, kw_only=True)
class SupportScale(Choice):
    """Five points from one side to the other, in that order, with "don't know" apart."""

    kind: ClassVar[str] = "support_scale"

    options: tuple[Option, ...] = SUPPORT_POINTS


@dataclass(frozen=True, kw_only=True)
class MultipleChoice(Choice):
    """Any number of options, or from `at_least` to `at_most`; an exclusive option stands alone."""

    kind: ClassVar[str] = "multiple_choice"

    at_least: int | None = None
    at_most: int | None = None
    random_order: bool = False


@dataclass(frozen=True, kw_only=True)
class Area(Choice):
    """One ward or one zone of the deployment. The options are filled in when a version is frozen."""

    kind: ClassVar[str] = "area"

    areas: str = "wards"


@dataclass(frozen=True, kw_only=True)
class Grid(Question):
    """The same scale asked of several things. Each row is answered on its own key, `code.row`.

    Somebody who answers it answers from `at_least` to `at_most` rows, or with `all_rows` every one.
    """

    kind: ClassVar[str] = "grid"
    by_part: ClassVar[bool] = True

    rows: tuple[Row, ...] = ()
    options: tuple[Option, ...] = SUPPORT_POINTS
    at_least: int | None = None
    at_most: int | None = None
    all_rows: bool = False
    random_order: bool = False

    @property
    def limited(self) -> bool:
        """Whether it matters how many rows are answered, so that an answer must be easy to take back."""
        return self.all_rows or bool(self.at_least or self.at_most)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(f"{self.code}.{row.code}" for row in self.rows)

    @property
    def parts(self) -> tuple[Row, ...]:
        return self.rows

    @property
    def counted(self) -> tuple[Option, ...]:
        return self.options

    @cached_property
    def option_codes(self) -> tuple[str, ...]:
        return tuple(option.code for option in self.options)


@dataclass(frozen=True)
class Band:
    """A range of numbers, both ends included, that is counted as one option."""

    code: str
    label: str
    minimum: int
    maximum: int


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A whole number. It is counted by `bands`; the number itself stays with the response."""

    kind: ClassVar[str] = "number"

    minimum: int = 0
    maximum: int = 1_000_000_000
    prefix: str = ""
    suffix: str = ""
    bands: tuple[Band, ...] = ()

    @cached_property
    def counted(self) -> tuple[Option, ...]:
        return tuple(Option(band.code, band.label) for band in self.bands)


@dataclass(frozen=True, kw_only=True)
class Text(Question):
    """What both types of text have in common. `publishing`: see `publishing.py`."""

    publishing: str = NEVER

    @property
    def texts(self) -> Mapping[str, str]:
        return {self.code: self.publishing}

    @property
    def on_publishing(self) -> str:
        """What people are told: whether it may be published."""
        return told(self.publishing)


@dataclass(frozen=True, kw_only=True)
class ShortText(Text):
    """A line of text."""

    kind: ClassVar[str] = "short_text"

    max_length: int = 200


@dataclass(frozen=True, kw_only=True)
class LongText(Text):
    """Some sentences of text, with the length that is left shown while writing."""

    kind: ClassVar[str] = "long_text"

    max_length: int = 2000


Condition = Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """What is asked at once. `when` is the condition under which it is on the path."""

    code: str
    questions: tuple[Question, ...]
    title: str = ""
    when: Condition | None = None


@dataclass(frozen=True)
class Section:
    """Pages that belong together. `kind` is "opinion" or "equality"; equality answers are kept apart."""

    code: str
    title: str
    pages: tuple[Page, ...]
    kind: str = "opinion"


@dataclass(frozen=True)
class Questionnaire:
    """A whole questionnaire. Immutable, so that what is derived from it can be kept."""

    code: str
    title: str
    sections: tuple[Section, ...]
    language: str = "en"

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return tuple(page for section in self.sections for page in section.pages)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for page in self.pages for question in page.questions)

    @cached_property
    def _pages_by_code(self) -> dict[str, Page]:
        return {page.code: page for page in self.pages}

    @cached_property
    def _questions_by_code(self) -> dict[str, Question]:
        return {question.code: question for question in self.questions}

    @cached_property
    def _sections_by_page(self) -> dict[str, Section]:
        return {page.code: section for section in self.sections for page in section.pages}

    def page(self, code: str) -> Page | None:
        return self._pages_by_code.get(code)

    def question(self, code: str) -> Question:
        """The question of that code. Raises KeyError where there is none."""
        return self._questions_by_code[code]

    def section_of(self, page: Page) -> Section:
        return self._sections_by_page[page.code]

    def questions_of(self, kind: str) -> tuple[Question, ...]:
        """The questions of the sections of that kind ("opinion" or "equality"), in order."""
        return tuple(q for s in self.sections if s.kind == kind for p in s.pages for q in p.questions)
