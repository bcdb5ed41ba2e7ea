"""What organisers answered before opening: to warnings, and to the questions of fairness.

Both are JSON in one column. Whoever writes takes a turn at the consultation first, so that two who save at
once do not undo each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from survey.store.consultations import Consultation

ANSWERS, FAIRNESS, PUBLISHED = "answers", "gunning", "published"
Entries = Mapping[str, Mapping[str, str]]


def part(consultation: Consultation, name: str) -> dict[str, dict[str, str]]:
    """The written answers of one kind, by key."""
    return dict((consultation.checks or {}).get(name, {}))


def keep(session: Session, consultation: Consultation, name: str, entries: Entries) -> None:
    """Adds or replaces entries of one kind. An empty one takes the entry away. Take a turn first."""
    kept = part(consultation, name) | {key: dict(entry) for key, entry in entries.items()}
    kept = {key: entry for key, entry in kept.items() if entry}
    consultation.checks = {**(consultation.checks or {}), name: kept}
    session.flush()


def publish(session: Session, consultation: Consultation, record: Mapping[str, Any]) -> None:
    """Fixes what is printed on the consultation's page from the day on which it is announced."""
    consultation.checks = {**(consultation.checks or {}), PUBLISHED: dict(record)}
    session.flush()
