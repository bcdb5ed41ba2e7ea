"""Evidence about a deployment: statements with their source, and documents asked for.

Nothing is shown without who says it, when, where it was read, how sure we are, and what each figure is out
of. False alerts are never shown against one denominator alone. Arguments for and against come in equal number
and about equal length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import zip_longest

from survey.domain.faults import Fault
from survey.domain.wording import Words, message, say


class Stance(StrEnum):
    """Which side a statement argues for, if any."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


class Sureness(StrEnum):
    """How sure we are of a statement. The values are what residents read."""

    OFFICIAL = message("Official text seen")
    REPORTED = message("Reported by others")
    WORKED_OUT = message("Worked out by us from the figures cited")

    @property
    def words(self) -> Words:
        return say(self.value)


class DocumentState(StrEnum):
    """Where a document stands. The values are what residents read."""

    NOT_ASKED = message("Not yet asked for")
    ASKED = message("Asked for")
    PROVIDED = message("Provided")
    REFUSED = message("Refused")

    @property
    def words(self) -> Words:
        return say(self.value)


class Measure(StrEnum):
    """What a denominator counts."""

    FACES = "faces"
    ALERTS = "alerts"
    PEOPLE = "people"
    OTHER = "other"


# One rate of false alerts flatters and another alarms, so all three are shown together or none.
FALSE_ALERT_MEASURES = frozenset({Measure.FACES, Measure.ALERTS, Measure.PEOPLE})

# The longer side may be at most a tenth longer than the shorter, in characters of title, text and note.
TOLERANCE = 0.10

_MONTH = "(January|February|March|April|May|June|July|August|September|October|November|December)"
# Days, and times of day such as 3am, 10.30pm or 22:00, are figures that are not out of anything.
_TIME = r"\b\d{1,2}([.:]\d{2})? ?(am|pm)\b|\b\d{1,2}:\d{2}\b"
_DATES = re.compile(rf"\b(\d{{1,2}} (to \d{{1,2}} )?)?{_MONTH}( \d{{4}})?\b|\b(19|20)\d\d\b|{_TIME}")
_FALSE_ALERT = re.compile(r"\bfalse alerts?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """Where a statement was read. The address is empty where only a name is known."""

    name: str
    address: str = ""


@dataclass(frozen=True)
class Denominator:
    """What a figure is out of, or compared with, in words."""

    measure: Measure
    text: str


@dataclass(frozen=True)
class Citation:
    """Who says something, when, where we read it, and how sure we are."""

    speaker: str = ""
    said: str = ""
    sources: tuple[Source, ...] = ()
    sureness: Sureness = Sureness.REPORTED


@dataclass(frozen=True)
class Statement:
    """One sourced statement about a deployment."""

    code: str
    stance: Stance
    title: str
    text: str
    citation: Citation
    denominators: tuple[Denominator, ...] = ()
    note: str = ""
    period: str = ""

    @property
    def length(self) -> int:
        """The characters that a reader reads."""
        return len(self.title) + len(self.text) + len(self.note)


@dataclass(frozen=True)
class Document:
    """A document that a council needs in order to judge a deployment, and where it stands since `day`."""

    code: str
    title: str
    why: str
    state: DocumentState = DocumentState.NOT_ASKED
    day: date | None = None
    address: str = ""

    @property
    def provided(self) -> bool:
        return self.state is DocumentState.PROVIDED


@dataclass(frozen=True)
class Figure:
    """A figure in words, with who gives it and what it is out of."""

    text: str
    citation: Citation
    denominators: tuple[Denominator, ...] = ()


@dataclass(frozen=True)
class Promise:
    """A figure promised before go-live, and the same figure as it was reported afterwards, if it was."""

    code: str
    title: str
    promised: Figure
    reported: Figure | None = None


@dataclass(frozen=True)
class Evidence:
    """Everything said about one revision of a deployment, in order."""

    statements: tuple[Statement, ...] = ()
    documents: tuple[Document, ...] = ()
    promises: tuple[Promise, ...] = ()

    def of(self, stance: Stance) -> tuple[Statement, ...]:
        """The statements of one stance."""
        return tuple(statement for statement in self.statements if statement.stance is stance)

    @property
    def pairs(self) -> tuple[tuple[Statement, ...], ...]:
        """Arguments in pairs. The sides take turns to come first, so that the order favours neither."""
        sides = self.of(Stance.FOR), self.of(Stance.AGAINST)
        paired = ([s for s in pair if s is not None] for pair in zip_longest(*sides))
        return tuple(tuple(reversed(pair) if row % 2 else pair) for row, pair in enumerate(paired))

    @property
    def neither(self) -> tuple[Statement, ...]:
        return self.of(Stance.NEITHER)


def has_figure(text: str) -> bool:
    """Whether a text holds a number other than a date."""
    return bool(re.search(r"\d", _DATES.sub("", text)))


def problems_in_evidence(evidence: Evidence) -> Iterator[str]:
    """Every problem in plain English. Nothing where the evidence may be shown."""
    yield from repeated_codes(evidence)
    for statement in evidence.statements:
        name = say("Statement “{code}”", code=statement.code)
        yield from (fault.of(name) for fault in faults_in_statement(statement))
    for document in evidence.documents:
        name = say("Document “{code}”", code=document.code)
        yield from (fault.of(name) for fault in faults_in_document(document))
    for promise in evidence.promises:
        name = say("The promised figure “{code}”", code=promise.code)
        yield from (fault.of(name) for fault in faults_in_promise(promise))
    yield from balance_problems(evidence)


def repeated_codes(evidence: Evidence) -> Iterator[str]:
    """Statements, documents and promised figures share their codes."""
    codes = [item.code for item in (*evidence.statements, *evidence.documents, *evidence.promises)]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield say("The code “{code}” is used twice.", code=code)


_NEEDS_THE_DAY = {
    DocumentState.ASKED: message("{name} is “asked for”, so it needs the day."),
    DocumentState.PROVIDED: message("{name} is “provided”, so it needs the day."),
    DocumentState.REFUSED: message("{name} is “refused”, so it needs the day."),
}


def faults_in_document(document: Document) -> Iterator[Fault]:
    """What a document lacks."""
    if not document.title or not document.why:
        words = message("{name} needs a title and why it is asked for.")
        yield Fault("why" if document.title else "title", words)
    if document.state in _NEEDS_THE_DAY and document.day is None:
        yield Fault("day", _NEEDS_THE_DAY[document.state])
    if not _on_the_web(document.address):
        yield Fault("address", _ADDRESS)


def faults_in_promise(promise: Promise) -> Iterator[Fault]:
    """What a promised figure lacks; its two figures stand under “promised-” and “reported-”."""
    if not promise.title:
        yield Fault("title", message("{name} needs a title."))
    for prefix, figure in (("promised-", promise.promised), ("reported-", promise.reported)):
        if figure is not None:
            yield from (fault.under(prefix) for fault in _faults_in_figure(figure, promise.title))


def _faults_in_figure(figure: Figure, title: str) -> Iterator[Fault]:
    if not figure.text:
        yield Fault("text", message("{name} needs a text."))
    yield from faults_in_citation(figure.citation)
    # “False alerts: at most 1 in 1,000” counts false alerts, though only the title says so.
    yield from faults_in_figures(f"{title} {figure.text}", figure.denominators)


def faults_in_statement(statement: Statement) -> Iterator[Fault]:
    """What a statement lacks."""
    if not statement.title or not statement.text:
        words = message("{name} needs a title and a text.")
        yield Fault("text" if statement.title else "title", words)
    yield from faults_in_citation(statement.citation)
    yield from faults_in_figures(f"{statement.title} {statement.text}", statement.denominators)


_ADDRESS = message("{name} has an address that does not begin with https:// or http://.")


def _on_the_web(address: str) -> bool:
    """Whether a link to it is a link to a page, and nothing that runs in the reader's browser."""
    return not address or address.startswith(("https://", "http://"))


def faults_in_citation(citation: Citation) -> Iterator[Fault]:
    """What a citation lacks."""
    if not citation.speaker:
        yield Fault("speaker", message("{name} does not say who says it."))
    if not citation.said:
        yield Fault("said", message("{name} does not say when it was said."))
    if not citation.sources or not all(source.name for source in citation.sources):
        yield Fault("sources", message("{name} does not name its source."))
    if not all(_on_the_web(source.address) for source in citation.sources):
        yield Fault("sources", _ADDRESS)


def faults_in_figures(text: str, denominators: Sequence[Denominator]) -> Iterator[Fault]:
    """Whether every figure in the text has its denominators."""
    measures = {denominator.measure for denominator in denominators}
    if has_figure(text) and not denominators:
        words = message("{name} gives a figure but not what it is out of.")
        yield Fault("denominators", words)
    if has_figure(text) and _FALSE_ALERT.search(text) and not measures >= FALSE_ALERT_MEASURES:
        words = message(
            "{name} counts false alerts, so it must give the faces, the alerts and the people together."
        )
        yield Fault("denominators", words)
    if not all(denominator.text for denominator in denominators):
        yield Fault("denominators", message("{name} has an empty denominator."))


@dataclass(frozen=True)
class Balance:
    """How many arguments each side has, and their characters of title, text and note."""

    number_for: int
    number_against: int
    length_for: int
    length_against: int

    @property
    def as_many(self) -> bool:
        return self.number_for == self.number_against

    @property
    def as_long(self) -> bool:
        """Whether the longer side is at most a tenth longer than the shorter."""
        shorter, longer = sorted((self.length_for, self.length_against))
        return longer <= shorter * (1 + TOLERANCE)


def balance_of(evidence: Evidence) -> Balance:
    """The two sides, counted and measured."""
    sides = [evidence.of(stance) for stance in (Stance.FOR, Stance.AGAINST)]
    lengths = [sum(statement.length for statement in side) for side in sides]
    return Balance(len(sides[0]), len(sides[1]), lengths[0], lengths[1])


def balance_problems(evidence: Evidence) -> Iterator[str]:
    """Whether one side has more or longer arguments than the other."""
    found = balance_of(evidence)
    if not found.as_many:
        yield say(
            "Arguments for: {number_for}, against: {number_against}; there must be as many on each side.",
            number_for=found.number_for,
            number_against=found.number_against,
        )
    if not found.as_long:
        yield say(
            "Arguments for have {length_for} characters, those against {length_against}: "
            "more than 10% apart.",
            length_for=found.length_for,
            length_against=found.length_against,
        )
