"""Responses so far, as organisers see them: by day, channel and stratum, rounded down, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from results import charts
from results.domain.disclosure import SafeTable
from results.domain.disclosure import progress as rounded
from results.domain.tables import Table
from results.drawing import words
from results.web.view import CHANNEL_LABELS, Drawn, drawn
from survey.domain.wording import MONTHS, say
from survey.store.answering import responses
from survey.store.consultations import Consultation
from survey.store.database import Session

Lines = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many responses there are, each count rounded down to ten; 0 where there are fewer."""

    total: int
    days: Lines
    channels: Lines
    strata: Lines
    chart: Drawn | None


def progress_of(session: Session, consultation: Consultation, *, today: date) -> Progress:
    """The counts of a consultation that has opened."""
    days = _table(session, consultation, "day", _days(consultation, today))
    channels = _table(session, consultation, "channel", tuple(CHANNEL_LABELS))
    known = dict(consultation.counting_rules.strata)
    strata = _table(session, consultation, "stratum", tuple(known))
    names = {option: _in_words(date.fromisoformat(option)) for option in days.options}
    return Progress(
        total=days.base or 0,
        days=_lines(days, names),
        channels=_lines(channels, CHANNEL_LABELS),
        strata=_lines(strata, known),
        chart=drawn(charts.responses_by_day, days, names) if days.base else None,
    )


def _days(consultation: Consultation, today: date) -> tuple[str, ...]:
    """Every day from opening to closing or today, those without a response too."""
    first = consultation.opens_on or today
    last = min(filter(None, (consultation.closes_on, consultation.closed_on, today)))
    return tuple((first + timedelta(days=place)).isoformat() for place in range((last - first).days + 1))


def _table(session: Session, consultation: Consultation, name: str, options: tuple[str, ...]) -> SafeTable:
    counts: dict[Any, int] = responses.counts_by(session, consultation.id, name)
    found = {key.isoformat() if isinstance(key, date) else str(key): n for key, n in counts.items()}
    # A stratum that the rules do not name, or a day outside the dates, is counted all the same.
    every = (*options, *(key for key in found if key not in options))
    own = tuple(found.get(option, 0) for option in every)
    return rounded(
        Table(
            question=name,
            part=None,
            options=every,
            group=None,
            value=None,
            counts=own,
            base=sum(own),
            not_answered=0,
            not_asked=0,
        )
    )


def _lines(table: SafeTable, labels: Mapping[str, str]) -> Lines:
    cells = zip(table.options, table.cells, strict=True)
    return tuple((words.label(labels, code), cell.count or 0) for code, cell in cells)


def _in_words(day: date) -> str:
    return say("{day} {month}", day=day.day, month=MONTHS[day.month - 1])
