"""What an organiser asks of the exact view: a question or all, of those who fit every filter that was chosen.

It stands in the address, so that it can be shared, and is recorded as it stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from werkzeug.datastructures import MultiDict

from results.domain.filtering import (
    ANSWERED_AT_ALL,
    DID_NOT_ANSWER,
    WAS_NOT_ASKED,
    Condition,
    values_of,
)
from results.domain.tabulate import Subject, subjects
from results.drawing import words
from results.extract import Extract
from results.partitions import LANGUAGE, SHOWN
from results.web.view import caption, characteristic
from survey.domain.languages import english_name
from survey.domain.questionnaires.codebook import Column
from survey.domain.questionnaires.questions import Option, Question, SingleChoice
from survey.domain.wording import listed, message, say, say_day
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import Frozen
from survey.web.translating.showing import only_in_english

QUESTION, ONLY, FROM, TO = "question", "only", "from", "to"
MOST_FILTERS = 12
STATES = {
    ANSWERED_AT_ALL: say("Answered"),
    DID_NOT_ANSWER: say("Did not answer"),
    WAS_NOT_ASKED: say("Was not asked"),
}
SENT_FROM, SENT_UNTIL = say("Sent from"), say("Sent until")
NO_QUESTION = message(
    "There is no question “{code}” here. Choose one from the list. Equality questions are not among them: "
    "they are counted only where figures are protected."
)
NO_FILTER = message(
    "There is no filter “{filter}” here. Choose filters from the list. Equality questions are not among "
    "them: they are counted only where figures are protected."
)
TOO_MANY = say("Choose at most {most} filters, and remove the others", most=MOST_FILTERS)
NO_DAY = message("“{typed}” is not a day. Choose the day from the list")
WRONG_ORDER = say("The first day must not be later than the last day. Choose them again")

Asked = Mapping[str, Question]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What stands in the address; nothing of it need exist."""

    question: str = ""
    only: tuple[str, ...] = ()
    first: str = ""
    last: str = ""

    @classmethod
    def read(cls, query: MultiDict[str, str]) -> Wanted:
        """From an address of today, or from one of when there was one filter, in two parts."""
        only = query.getlist(ONLY)
        if query.get("filter"):
            only = [*only, f"{query['filter']}.{query.get('value', '')}"]
        chosen = tuple(dict.fromkeys(filter(None, only)))
        return cls(query.get(QUESTION, ""), chosen, query.get(FROM, ""), query.get(TO, ""))

    @property
    def address(self) -> list[tuple[str, str]]:
        """The one way in which it stands in an address."""
        pairs = ((QUESTION, self.question), *((ONLY, one) for one in self.only), (FROM, self.first))
        return [(name, value) for name, value in (*pairs, (TO, self.last)) if value]

    def without(self, filter_: str) -> Wanted:
        return replace(self, only=tuple(one for one in self.only if one != filter_))

    @property
    def everybody(self) -> bool:
        return not (self.only or self.first or self.last)


@dataclass(frozen=True, slots=True)
class Understood:
    """What was asked for: `problems` say by field what cannot be, and then nothing is counted."""

    conditions: tuple[Condition, ...]
    first: date | None
    last: date | None
    problems: Mapping[str, str]
    missing: bool


def understood(wanted: Wanted, asked: Asked, codebook: Iterable[Column]) -> Understood:
    """What is meant by an address, or in words why nothing is."""
    problems: dict[str, str] = {}
    if wanted.question and wanted.question not in asked:
        problems[QUESTION] = say(NO_QUESTION, code=wanted.question)
    values = {(one.question, one.part): values_of(one) for one in subjects(codebook) if one.question in asked}
    conditions = []
    for text in wanted.only:
        condition = _condition(text, values)
        if condition is None:
            problems[ONLY] = say(NO_FILTER, filter=text)
        else:
            conditions.append(condition)
    missing = bool(problems)
    if len(wanted.only) > MOST_FILTERS:
        problems[ONLY] = TOO_MANY
    first, last = (_day(typed, name, problems) for typed, name in ((wanted.first, FROM), (wanted.last, TO)))
    if first and last and first > last:
        problems[FROM] = WRONG_ORDER
    return Understood(tuple(conditions), first, last, problems, missing)


def _condition(text: str, values: Mapping[tuple[str, str | None], tuple[str, ...]]) -> Condition | None:
    try:
        condition = Condition.read(text)
    except ValueError:
        return None
    known = values.get((condition.question, condition.part), ())
    return condition if condition.value in known else None


def _day(typed: str, name: str, problems: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        problems[name] = say(NO_DAY, typed=typed)
        return None


def asked_in(consultation: Consultation, version: Frozen, extract: Extract) -> dict[str, Question]:
    """What the kept extract holds, by code, in words. It has no equality column."""
    found = {}
    for column in extract.codebook:
        if column.kind == "order" or column.question in found:
            continue
        if column.name not in (LANGUAGE, SHOWN):
            found[column.question] = characteristic(consultation, version, column.question)
        elif len(column.options) > 1:
            found[column.name] = _fact(column)
    return found


def _fact(column: Column) -> Question:
    if column.name == LANGUAGE:
        options = (Option(code, only_in_english(english_name(code))) for code in column.options)
        return SingleChoice(code=LANGUAGE, text=say("Language of the questions"), options=tuple(options))
    revisions = (Option(code, say("Revision {number}", number=code)) for code in column.options)
    return SingleChoice(code=SHOWN, text=say("Revision of the plan that was shown"), options=tuple(revisions))


@dataclass(frozen=True, slots=True)
class Group:
    """The filters that one question, or one row of a grid, offers."""

    label: str
    filters: tuple[tuple[str, str], ...]


def offered(asked: Asked, codebook: Iterable[Column]) -> Iterator[Group]:
    """Every filter that there is, by question."""
    for subject in subjects(codebook):
        question = asked.get(subject.question)
        if question is not None:
            labels = words.option_labels(question) | STATES
            filters = (
                (str(Condition(subject.question, subject.part, value)), words.label(labels, value))
                for value in _values(subject, question)
            )
            yield Group(_about(question, subject.part), tuple(filters))


def _values(subject: Subject, question: Question) -> tuple[str, ...]:
    # What nobody is asked has neither those who did not answer nor those who were not asked.
    return values_of(subject) if question.asks and not _is_fact(question) else subject.options


def _is_fact(question: Question) -> bool:
    return question.code in (LANGUAGE, SHOWN, "channel", "stratum", "revision")


def _about(question: Question, part: str | None) -> str:
    if part is None:
        return question.text
    return listed([question.text, caption(question, part)], " ")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One filter in words, and the address without it. `text`: how it stands in the address, but for days."""

    about: str
    answer: str
    without: list[tuple[str, str]]
    text: str = ""


def chosen(wanted: Wanted, meant: Understood, asked: Asked) -> list[Chosen]:
    """The filters that were chosen, in words."""
    found = []
    for condition in meant.conditions:
        question = asked[condition.question]
        answer = words.label(words.option_labels(question) | STATES, condition.value)
        about, text = _about(question, condition.part), str(condition)
        found.append(Chosen(about, answer, wanted.without(text).address, text))
    if meant.first:
        found.append(Chosen(SENT_FROM, say_day(meant.first), replace(wanted, first="").address))
    if meant.last:
        found.append(Chosen(SENT_UNTIL, say_day(meant.last), replace(wanted, last="").address))
    return found
