"""A release gathered from the database for its files, in the language of the page or in its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app

from results import releases
from results.comments.published import PART as THEMES
from results.contents import PARTS
from results.files.material import Census, Group, Material, RuleUsed, Told
from results.releases import Release
from results.web.coding_shown import themes_in
from results.web.language import version_of
from results.web.profiles import margin_of
from results.web.story import planned
from results.web.view import CHANNEL_LABELS, characteristic, name_of
from survey.domain.consultations import STRATUM
from survey.domain.integrity.reviewing import Counts
from survey.domain.wording import say, say_day
from survey.settings import Settings
from survey.store import consultations, integrity, submissions
from survey.store.consultations import Consultation, LogEntry
from survey.store.database import Session
from survey.store.questionnaires.versions import Frozen, frozen
from survey.web.catalogues import path_of
from survey.web.integrity.public import rounded, rules_in_words
from survey.web.languages import current_language
from survey.web.translating.showing import log_in_language


def settings() -> Settings:
    """The settings of this installation."""
    found: Settings = current_app.config["SETTINGS"]
    return found


@dataclass(frozen=True)
class Asked:
    """What a file is made for: a release of a consultation, and the session to read it with.

    `newer`: the edition that took its place; `file_name`: what the name of the file begins with.
    """

    session: Session
    consultation: Consultation
    release: Release
    newer: Release | None = None
    file_name: str = ""

    @property
    def home(self) -> str:
        """The address of the results page: that of its edition, where a newer one took its place."""
        newest = f"{settings().base_url}/consultations/{self.consultation.slug}/results/"
        return f"{newest}editions/{self.release.edition}/" if self.newer else newest


def depends_on(asked: Asked, told: Told) -> tuple[object, ...]:
    """What a file of a release is made of besides the release: its words may be translated later."""
    consultation, language = asked.consultation, current_language()
    catalogue = path_of(language.catalogue)
    return (
        consultation.version_id,
        (consultation.title, consultation.summary, consultation.council),
        consultation.material_changes,
        told,
        asked.home,
        catalogue.stat().st_mtime_ns if catalogue.exists() else 0,
    )


def material(asked: Asked, told: Told, *, own_language: bool = False) -> Material:
    """Everything that a file of a release is made of. `own_language`: in that of the questionnaire."""
    session, consultation, release = asked.session, asked.consultation, asked.release
    version = own_version(session, consultation) if own_language else version_of(session, consultation)
    margins = consultation.counting_rules.margins
    return Material(
        consultation=consultation,
        release=release,
        questionnaire=version.questionnaire,
        alone=releases.alone(session, release),
        by={
            code: releases.everything_by(session, release, characteristic=code)
            for code in release.characteristics
        },
        with_excluded=releases.with_excluded(session, release),
        groups=tuple(Group(one, name_of(one)) for one in planned(consultation, version, release)),
        home=asked.home,
        census={code: _census(code, stored) for code, stored in margins.items() if stored},
        told=told,
    )


def own_version(session: Session, consultation: Consultation) -> Frozen:
    """What was asked, in the language of the questionnaire."""
    return frozen(session, consultation.version_id or "")


def _census(code: str, stored: Mapping[str, Any]) -> Census:
    return Census(margin_of(code, stored), tuple(stored.get("apart", ())))


def told_of(asked: Asked) -> Told:
    """What is told about a release beside its tables, as it stood when the results were counted."""
    session, consultation, release = asked.session, asked.consultation, asked.release
    every = consultations.log_of(session, consultation)
    log = log_in_language(consultation, [one for one in every if _is_told(one, release)])
    return Told(
        log=tuple(_until_counted(asked, log)),
        rules=tuple(_rules(asked)),
        came_besides=tuple(submissions.of_edition(session, consultation, release.edition).lines),
        strata=tuple(_strata(asked)),
        ways=tuple(CHANNEL_LABELS.items()),
        parts=_parts(asked),
        replaced=_replaced(asked),
    )


def _replaced(asked: Asked) -> str:
    if asked.newer is None:
        return ""
    return say(
        "This is edition {number} of the results. Edition {newer}, counted on {day}, has taken its place.",
        number=asked.release.edition,
        newer=asked.newer.edition,
        day=say_day(asked.newer.made_on),
    )


def _parts(asked: Asked) -> Mapping[str, Any]:
    found = {name: releases.part(asked.session, asked.release, name) for name in PARTS}
    found[THEMES] = themes_in(asked.session, asked.consultation, asked.release)
    return {name: content for name, content in found.items() if content is not None}


def _is_told(entry: LogEntry, release: Release) -> bool:
    """Whether a release tells this: not what belongs to another edition for which no day was set."""
    return entry.edition in (None, release.edition) or entry.public_from is not None


def _until_counted(asked: Asked, log: Iterable[LogEntry]) -> Iterable[tuple[date, str]]:
    """The log up to the entry that names the checksum: what came later is not of this release."""
    for entry in log:
        yield entry.day, entry.text
        if asked.release.checksum in entry.text:
            return


def _rules(asked: Asked) -> Iterable[RuleUsed]:
    counts = integrity.counts_of(asked.session, asked.consultation, edition=asked.release.edition)
    for rule in rules_in_words(asked.consultation):
        if rule.code != "bursts":
            own = counts.get(rule.code, Counts())
            yield RuleUsed(rule.name, rule.means, rounded(own.marked), own.left_out)


def _strata(asked: Asked) -> Iterable[tuple[str, str]]:
    """The code and the name of each stratum; none where all answers were open."""
    if STRATUM not in asked.release.characteristics:
        return ()
    version = version_of(asked.session, asked.consultation)
    options = characteristic(asked.consultation, version, STRATUM).counted
    return [(option.code, option.label) for option in options] if len(options) > 1 else ()
