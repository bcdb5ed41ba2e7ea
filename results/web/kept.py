"""Where extracts are kept for the organiser's exact view: a cache on disk that can be built again."""

from __future__ import annotations

import shutil
from pathlib import Path

from results.extract import DESCRIPTION, REVISION, Extract, build, open_saved, revision_column, save
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.database import Session

Mark = tuple[int, int]
_OPEN: dict[Path, tuple[Mark, Extract]] = {}


def _folder(instance: Path, consultation: Consultation) -> Path:
    return instance / "extracts" / consultation.slug


def keep_extract(instance: Path, consultation: Consultation, extract: Extract) -> None:
    """Keeps an extract, without its equality columns and without the responses left out."""
    folder, extract = _folder(instance, consultation), extract.counted()
    _OPEN.pop(folder, None)
    save(extract, folder, without_equality(extract))


def without_equality(extract: Extract) -> tuple[str, ...]:
    """The names of the columns that the exact view may use."""
    return tuple(column.name for column in extract.codebook if column.name not in extract.equality)


def kept_extract(session: Session, instance: Path, consultation: Consultation) -> Extract:
    """The kept extract, memory-mapped; built again where this machine has none."""
    folder = _folder(instance, consultation)
    mark, (opened, extract) = _mark(folder), _OPEN.get(folder, (None, None))
    # Another process may have kept a newer one, or deleted it with the responses.
    if extract is None or opened != mark:
        extract = open_saved(folder)
    if extract is None or not _splits_as_decided(extract, consultation):
        keep_extract(instance, consultation, build(session, consultation))
        mark, extract = _mark(folder), open_saved(folder)
    if extract is None or mark is None:
        raise LookupError(consultation.slug)
    _OPEN[folder] = mark, extract
    return extract


def _splits_as_decided(extract: Extract, consultation: Consultation) -> bool:
    """Whether it tells before from after the changes of the plan: it may be older than the decision."""
    kept = next((column for column in extract.codebook if column.name == REVISION), None)
    return kept == revision_column(consultation)


def _mark(folder: Path) -> Mark | None:
    """What changes whenever the kept extract is replaced; None where there is none."""
    try:
        found = (folder / DESCRIPTION).stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


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
