"""Which release a reader may see: everyone from the day on which it is public, councillors at once.

It is the newest edition, unless the address names one (results.web.edition_addresses). Nothing else in
`results.web` looks for a release to show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask import abort, current_app

from results import editions, releases
from results.releases import Release
from results.web.edition_addresses import edition_named, newest_address
from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.settings import Settings
from survey.store import consultations
from survey.store.consultations import Consultation, LogEntry
from survey.web.access import permit
from survey.web.answering.visit import consultation_or_404
from survey.web.clock import today
from survey.web.database import db
from survey.web.translating.showing import in_language, log_in_language

EVERYONE, COUNCIL = "results", "council"
NOT_FOUND = 404


@dataclass(frozen=True)
class Read:
    """A release as somebody reads it. `editions`: all that they may see, the newest first."""

    consultation: Consultation
    release: Release
    audience: str
    editions: Sequence[Release]

    @cached_property
    def shown(self) -> Consultation:
        """The consultation in the language of the page."""
        return in_language(self.consultation)

    @property
    def named(self) -> bool:
        """Whether the address names this edition, so that it stays whatever is published later."""
        return edition_named(self.consultation.slug) is not None

    @property
    def newest_address(self) -> str:
        """Where this page stands in the newest edition."""
        return newest_address()

    @property
    def canonical(self) -> str:
        """The same in full, for search engines."""
        settings: Settings = current_app.config["SETTINGS"]
        return settings.base_url + newest_address()

    @property
    def newest(self) -> Release:
        return self.editions[0]

    @property
    def newer(self) -> Release | None:
        """The edition that took the place of this one; None: this is the newest."""
        place = self.editions.index(self.release)
        return self.editions[place - 1] if place else None

    @property
    def replaced_on(self) -> date | None:
        """The day from which the next edition stood in its place."""
        if self.newer is None or self.audience == COUNCIL:
            return self.newer and self.newer.made_on
        return releases.public_from(self.consultation, self.newer)

    @property
    def reasons(self) -> list[LogEntry]:
        """Why there is a newer edition: what the public log said when the count was opened again."""
        found: list[LogEntry] = []
        log = consultations.log_of(db(), self.consultation)
        for entry, shown in zip(log, log_in_language(self.consultation, log), strict=True):
            if self.release.checksum in entry.text:
                found = []
            elif entry.text.startswith(editions.OPENED):
                found.append(shown)
            elif entry.text == editions.LEFT:
                found = found[:-1]
            elif self.newer and self.newer.checksum in entry.text:
                break
        return found

    @property
    def public_from(self) -> date | None:
        """The day from which everyone sees it; None where none was set."""
        return releases.public_from(self.consultation, self.release)

    @property
    def public_now(self) -> bool:
        """Whether everyone may see it already."""
        day = self.public_from
        return self.consultation.phase(today()) is Phase.PUBLISHED and day is not None and day <= today()

    @property
    def file_name(self) -> str:
        """What the names of its files begin with."""
        slug = self.consultation.slug
        return f"{slug}-edition-{self.release.edition}" if self.named else slug

    def page(self) -> dict[str, Any]:
        """What every page of it is shown with."""
        return {
            "read": self,
            "consultation": self.shown,
            "release": self.release,
            "audience": self.audience,
            "public_now": self.public_now,
        }


def everyones(slug: str) -> Read:
    """The release that everyone sees. Answers 404 where there is none yet."""
    return _or_404(read_of(consultation_or_404(slug), EVERYONE))


def councils(slug: str) -> Read:
    """The release that councillors see. Answers 403 before closing, 404 where none was made."""
    return _or_404(read_of(open_to_councillors(slug), COUNCIL))


def open_to_councillors(slug: str) -> Consultation:
    """A consultation whose results councillors may read once they are counted. Answers 403 before closing."""
    found = consultations.find(db(), slug)
    if found is None or found.phase(today()) is Phase.DRAFT:
        abort(NOT_FOUND)
    permit(Act.SEE_RELEASE, found)
    return found


def others(read: Read) -> list[Read]:
    """The releases of all other consultations that the same reader may see now, the oldest first."""
    every = reversed(consultations.every(db()))
    found = [read_of(one, read.audience) for one in every if one.id != read.consultation.id]
    return [one for one in found if one is not None]


def read_of(consultation: Consultation, audience: str) -> Read | None:
    """The release of a consultation that a reader may see now; None where there is none.

    Answers 404 where the address names an edition that they may not see.
    """
    found = _editions(consultation, audience)
    number = edition_named(consultation.slug)
    if number is None:
        return Read(consultation, found[0], audience, found) if found else None
    release = next((one for one in found if one.edition == number), None)
    return _or_404(Read(consultation, release, audience, found) if release else None)


def _editions(consultation: Consultation, audience: str) -> list[Release]:
    if audience == EVERYONE:
        return releases.public_editions(db(), consultation, today=today())
    return releases.every_edition(db(), consultation)


def _or_404(read: Read | None) -> Read:
    if read is None:
        abort(NOT_FOUND)
    return read
