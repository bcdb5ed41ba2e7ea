"""Where extracts are kept for the organiser's exact view: a cache on disk that can be built again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from results.partitions import Kept, Refreshed, is_current, refresh
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.database import Session

# What this process has open. A whole extract takes as many bytes as it has answers.
_OPEN: dict[Path, Kept] = {}
MOST_OPEN = 4


def _folder(instance: Path, consultation: Consultation) -> Path:
    return instance / "extracts" / consultation.slug


def keep_extract(
    session: Session,
    instance: Path,
    consultation: Consultation,
    *,
    full: bool = False,
    watch: Callable[[Sequence[date]], Iterable[date]] = iter,
) -> Refreshed:
    """Brings the kept extract up to date: see `results.partitions.refresh`."""
    folder = _folder(instance, consultation)
    before = _OPEN.pop(folder, None)
    made = refresh(session, consultation, folder, before=before, full=full, watch=watch)
    while len(_OPEN) >= MOST_OPEN:
        _OPEN.pop(next(iter(_OPEN)), None)
    _OPEN[folder] = made.kept
    return made


def kept_extract(session: Session, instance: Path, consultation: Consultation) -> Kept:
    """The kept extract, memory-mapped; what changed since, or is not there, is read again."""
    folder = _folder(instance, consultation)
    kept = _OPEN.get(folder)
    # Another process may have kept a newer one, or deleted it with the responses.
    if kept is None or not is_current(session, consultation, folder, kept):
        kept = keep_extract(session, instance, consultation).kept
    return kept


def answers_deleted(session: Session, consultation: Consultation) -> bool:
    """Whether the individual responses are gone, as announced. The secret of the offsets goes with them."""
    try:
        consultations.secret_of(session, consultation)
    except LookupError:
        return True
    return False


def forget_extract(instance: Path, consultation: Consultation) -> None:
    """Deletes the kept extract: it goes with the responses that it was made of."""
    folder = _folder(instance, consultation)
    _OPEN.pop(folder, None)
    shutil.rmtree(folder, ignore_errors=True)
