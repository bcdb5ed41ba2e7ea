"""The part "days" of a release: when and by which way responses came, as counts only.

All that came are counted, those also that were left out: by day nothing tells the two apart.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from results.domain.disclosure import from_json, to_json
from results.domain.timeline import Timeline, timeline
from results.parts import Ingredients
from survey.store.answering.responses import CHANNELS, Response
from survey.store.consultations import Consultation

DAYS = "days"


def make(ingredients: Ingredients) -> dict[str, Any] | None:
    """The part, or None where no form of it may be told."""
    found = _timeline(ingredients.session, ingredients.consultation, today=ingredients.today)
    return None if found is None else _stored(found)


def _timeline(session: Session, consultation: Consultation, *, today: date) -> Timeline | None:
    table = Response.__table__.c
    query = select(table.day, table.channel, func.count()).where(table.consultation_id == consultation.id)
    found = session.execute(query.group_by(table.day, table.channel))
    counts = {(day, channel): number for day, channel, number in found}
    ways = [channel for channel in CHANNELS if any(way == channel for _, way in counts)]
    # One way alone is everybody once more.
    ways = ways if len(ways) > 1 else []
    closed = consultation.closed_on or today
    return timeline(counts, ways, first=consultation.opens_on or closed, last=closed)


def _stored(found: Timeline) -> dict[str, Any]:
    return {
        "days": found.days,
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "received": found.received,
        "everybody": to_json(found.everybody),
        "ways": [to_json(table) for table in found.ways],
    }


def read(stored: Any) -> Timeline | None:  # noqa: ANN401 - the JSON of a part
    """The part again; None where a release has none."""
    if stored is None:
        return None
    return Timeline(
        days=stored["days"],
        first=date.fromisoformat(stored["first"]),
        last=date.fromisoformat(stored["last"]),
        received=stored["received"],
        everybody=from_json(stored["everybody"]),
        ways=tuple(from_json(table) for table in stored["ways"]),
    )
