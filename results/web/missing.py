"""Who is missing so far, beside the census, for organisers while there is still time to reach them.

Figures are protected as in a release, with offsets of their own, and kept. They are counted anew only when
there are 50 more mixed responses, of days that are over, than they were counted from: neither one that is
mixed late nor one that is withdrawn moves a figure. Nobody is shown what people answered about the cameras.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from results.domain.disclosure import SMALLEST_SURVEY, Disclosure, SafeTable, from_json, to_json
from results.domain.profile import ProfileRow, compare, is_due
from results.domain.tables import Table
from results.drawing import words
from results.web.profiles import CensusTable, census_table, margin_of
from results.web.view import name_of
from survey.domain.consultations import Phase
from survey.domain.questionnaires.codebook import FIRST_OPTION, NOT_ANSWERED, Column
from survey.domain.questionnaires.questions import Area, Question
from survey.domain.wording import say
from survey.store import consultations
from survey.store.answering import so_far
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.questionnaires.versions import frozen

# A group this many percentage points short of its share in the census is named.
SHORT = 3
REACHING: Mapping[str, str] = MappingProxyType(
    {
        "age": say(
            "For younger people: schools, colleges, youth services and places of work. For older people: "
            "paper forms, help by phone, day centres and housing schemes."
        ),
        "ethnic-group": say(
            "Ask community groups and places of worship to tell everybody they reach, and offer the "
            "questions in the languages that are spoken there."
        ),
        "religion": say("Ask places of worship and community groups to tell everybody they reach."),
        "health-condition": say(
            "Ask organisations of disabled people to tell everybody they reach, and offer help by phone, "
            "large print and visits."
        ),
        "sex": say("Ask at places where more of them come: schools, clubs, places of work, events."),
    }
)
PLACES = say(
    "Put up notices there, hold a session where people pass, and ask local groups to tell everybody."
)
ANYBODY = say("Ask organisations that reach them to tell everybody they reach.")


@dataclass(frozen=True, slots=True)
class MissingGroup:
    """A group that is short of its share: its name, and how many more responses would give it that."""

    label: str
    missing: str


@dataclass(frozen=True, slots=True)
class MissingBy:
    """One characteristic so far. Without a census table too few people have said."""

    question: Question
    name: str
    census: CensusTable | None
    groups: tuple[MissingGroup, ...]
    reaching: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Who is missing, up to which day (None before there are 50 responses), and how many days are left."""

    until: date | None
    days_left: int
    characteristics: tuple[MissingBy, ...]

    @property
    def short(self) -> tuple[MissingBy, ...]:
        """The characteristics of which some groups are short."""
        return tuple(one for one in self.characteristics if one.groups)


def missing_so_far(session: Session, consultation: Consultation, *, today: date) -> Missing | None:
    """Who is missing while a consultation is open; None in other phases and without census figures."""
    margins = {code: own for code, own in consultation.counting_rules.margins.items() if own}
    if consultation.phase(today) is not Phase.OPEN or not margins or consultation.closes_on is None:
        return None
    days_left = (consultation.closes_on - today).days + 1
    kept = _kept(session, consultation, before=today)
    if kept is None:
        return Missing(None, days_left, ())
    questionnaire = frozen(session, consultation.version_id or "").questionnaire
    tables = [from_json(stored) for stored in kept.tables]
    found = (_by(questionnaire.question(own.question), margins[own.question], own) for own in tables)
    return Missing(kept.until, days_left, tuple(found))


def _kept(session: Session, consultation: Consultation, *, before: date) -> so_far.SoFar | None:
    """What was counted last; counted anew where that is due. Of two who look at once, one counts."""
    if not _due(session, consultation, before=before):
        return so_far.kept(session, consultation)
    still_open = consultations.take_turn(session, consultation.id)
    if not still_open or not _due(session, consultation, before=before):
        return so_far.kept(session, consultation)
    days = so_far.by_day(session, consultation, before=before)
    until, counted = days[-1][0], sum(number for _, number in days)
    tables = [to_json(table) for table in _protected(session, consultation, until=until, counted=counted)]
    return so_far.keep(session, consultation, until=until, counted=counted, tables=tables)


def _due(session: Session, consultation: Consultation, *, before: date) -> bool:
    kept = so_far.kept(session, consultation)
    now = sum(number for _, number in so_far.by_day(session, consultation, before=before))
    return is_due(now, counted=kept.counted if kept else 0, least=SMALLEST_SURVEY)


def _protected(
    session: Session, consultation: Consultation, *, until: date, counted: int
) -> Iterator[SafeTable]:
    version = frozen(session, consultation.version_id or "")
    disclosure = Disclosure(consultation.slug, consultations.secret_of(session, consultation))
    for column in (*version.opinion.columns, *version.equality.columns):
        if column.kind == "choice" and consultation.counting_rules.margins.get(column.name):
            codes = so_far.codes_of(session, consultation, version, column.name, until=until)
            yield disclosure.so_far(_counted(column, codes, counted))


def _counted(column: Column, codes: Mapping[int, int], total: int) -> Table:
    """The exact table of a characteristic. As in a release, who gave no equality answers was not asked."""
    counts = tuple(codes.get(FIRST_OPTION + place, 0) for place in range(len(column.options)))
    return Table(
        question=column.question,
        part=None,
        options=column.options,
        group=None,
        value=None,
        counts=counts,
        base=sum(counts),
        not_answered=codes.get(NOT_ANSWERED, 0),
        not_asked=total - sum(counts) - codes.get(NOT_ANSWERED, 0),
    )


def _by(question: Question, stored: Mapping[str, Any], table: SafeTable) -> MissingBy:
    name = name_of(question)
    reaching = PLACES if isinstance(question, Area) else REACHING.get(question.code, ANYBODY)
    if not table.shown:
        return MissingBy(question, name, None, (), reaching)
    profile = compare(table, margin_of(question.code, stored), apart=tuple(stored.get("apart", ())))
    labels = words.option_labels(question)
    census = census_table(profile, labels, table)
    short = {words.label(labels, row.category) for row in profile.rows if _is_short(row)}
    groups = (MissingGroup(line.label, line.missing) for line in census.lines if line.label in short)
    return MissingBy(question, name, census, tuple(groups), reaching)


def _is_short(row: ProfileRow) -> bool:
    return row.missing > 0 and row.census_share - (row.share or 0) >= SHORT
