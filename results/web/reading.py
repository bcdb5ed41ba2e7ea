"""Which release a reader may see: everyone from the day on which it is public, councillors at once."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort

from results import releases
from results.releases import Release
from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.web.access import permit
from survey.web.answering.visit import consultation_or_404
from survey.web.clock import today
from survey.web.database import db
from survey.web.translating.showing import in_language

EVERYONE, COUNCIL = "results", "council"
NOT_FOUND = 404


@dataclass(frozen=True)
class Read:
    """A release as somebody reads it: `consultation` as it is stored, `shown` in the language of the page."""

    consultation: Consultation
    shown: Consultation
    release: Release
    audience: str

    @property
    def public_now(self) -> bool:
        """Whether everyone sees it already."""
        return self.consultation.phase(today()) is Phase.PUBLISHED


def everyones(slug: str) -> Read:
    """The release that everyone sees. Answers 404 where there is none yet."""
    consultation = consultation_or_404(slug)
    return _read(consultation, EVERYONE, _newest(consultation, EVERYONE))


def councils(slug: str) -> Read:
    """The release that councillors see. Answers 403 before closing, 404 where none was made."""
    found = consultations.find(db(), slug)
    if found is None or found.phase(today()) is Phase.DRAFT:
        abort(NOT_FOUND)
    permit(Act.SEE_RELEASE, found)
    return _read(found, COUNCIL, _newest(found, COUNCIL))


def others(read: Read) -> list[Read]:
    """The releases of all other consultations that the same reader may see now, the oldest first."""
    every = reversed(consultations.every(db()))
    found = [(one, _newest(one, read.audience)) for one in every if one.id != read.consultation.id]
    return [Read(one, in_language(one), made, read.audience) for one, made in found if made is not None]


def _newest(consultation: Consultation, audience: str) -> Release | None:
    if audience == EVERYONE:
        return releases.newest_public(db(), consultation, today=today())
    return releases.newest(db(), consultation)


def _read(consultation: Consultation, audience: str, release: Release | None) -> Read:
    if release is None:
        abort(NOT_FOUND)
    return Read(consultation, in_language(consultation), release, audience)
