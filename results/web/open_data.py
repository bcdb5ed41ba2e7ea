"""Results as JSON, for programs: what a release says, in the shape of results/content/results.json.

Only safe tables come in. Where a figure is held back, its count is null and `text` says what stands in its
place, so that a program shows the same words as the pages. Texts are in the questionnaire's own language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from results import exports, releases, timeline
from results.domain.disclosure import SafeTable
from results.domain.timeline import Timeline
from results.drawing import words
from results.releases import Release
from results.web.view import characteristic
from survey.domain.consultations import Phase
from survey.domain.questionnaires.questions import Question
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.questionnaires.versions import frozen

Json = dict[str, Any]
EVERY_WAY = "all"
LIMITS = (
    "Anyone could answer. These figures describe the people who did, not everyone in the borough; no margin "
    "of error can be given. Figures about a group may be up to four away from the real ones, so totals may "
    "not add up; anything under ten, nobody included, reads “fewer than 10”."
)


def summary(consultation: Consultation, phase: Phase, *, base_url: str) -> Json:
    """One consultation, as the list has it. `results` is null until everyone may see them."""
    page = f"{base_url}/consultations/{consultation.slug}/"
    own = f"{base_url}/api/v1/consultations/{consultation.slug}"
    public = phase is Phase.PUBLISHED
    return {
        "slug": consultation.slug,
        "title": consultation.title,
        "summary": consultation.summary,
        "council": consultation.council,
        "phase": phase.value,
        "opens_on": _day(consultation.opens_on),
        "closes_on": _day(consultation.closes_on),
        "published_on": _day(consultation.published_on) if public else None,
        "deployment_revision": consultation.deployment_revision,
        "synthetic": bool(consultation.synthetic),
        "links": {
            "self": own,
            "page": page,
            "questions": f"{page}questions/",
            "results": f"{own}/results" if public else None,
            "outcome": f"{own}/outcome",
        },
    }


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a release stands, as JSON and as a page, and where each edition does, the newest first."""

    own: str
    page: str
    editions: Sequence[tuple[Release, str]]


def whole(session: Session, consultation: Consultation, release: Release, addresses: Addresses) -> Json:
    """A release: every question over everybody, who answered, and what questions are broken down by."""
    version = frozen(session, consultation.version_id or "")
    tables = releases.alone(session, release)
    groups = [characteristic(consultation, version, code) for code in release.characteristics]
    found = [
        _question(characteristic(consultation, version, code), own) for code, own in tables.items()
    ]
    return {
        "consultation": consultation.slug,
        "edition": release.edition,
        "made_on": _day(release.made_on),
        "counted": release.counted,
        "left_out": release.excluded,
        "receipts": release.receipts,
        "checksum": release.checksum,
        "synthetic": bool(consultation.synthetic),
        "limits": LIMITS,
        "characteristics": [{"code": group.code, "text": group.text} for group in groups],
        "questions": found,
        "received": _received(timeline.read(releases.part(session, release, timeline.DAYS))),
        "editions": [
            {"edition": one.edition, "made_on": _day(one.made_on), "counted": one.counted, "results": address}
            for one, address in addresses.editions
        ],
        "links": {
            "self": addresses.own,
            "page": addresses.page,
            "by": f"{addresses.own}/{{question}}/by/{{characteristic}}",
        },
    }


def _received(found: Timeline | None) -> Json | None:
    """When responses came, rounded down to ten; null where even that could tell of somebody."""
    if found is None:
        return None
    tables = {EVERY_WAY: found.everybody} | {table.value or "": table for table in found.ways}
    return {
        "note": str(found.everybody.note),
        "periods": [
            {
                "first": first.isoformat(),
                "last": last.isoformat(),
                "at_least": {way: table.cells[place].count or 0 for way, table in tables.items()},
            }
            for place, (first, last) in enumerate(found.periods)
        ],
    }


def by(session: Session, consultation: Consultation, release: Release, pair: tuple[str, str]) -> Json | None:
    """One question by one characteristic; None where the release has no such table."""
    question, code = pair
    found = releases.by(session, release, characteristic=code, question=question) if code else ()
    if code not in release.characteristics or not found:
        return None
    version = frozen(session, consultation.version_id or "")
    group = characteristic(consultation, version, code)
    labels = words.option_labels(group)
    named = {table.value or "": words.label(labels, table.value) for table in found}
    return {
        "consultation": consultation.slug,
        "edition": release.edition,
        "limits": LIMITS,
        "characteristic": {"code": code, "text": group.text},
        **_question(version.questionnaire.question(question), found, named),
    }


def _question(
    question: Question, tables: Iterable[SafeTable], groups: Mapping[str, str] | None = None
) -> Json:
    return {
        "question": question.code,
        "text": question.text,
        "type": question.kind,
        "tables": [_table(question, table, groups or {}) for table in tables],
    }


def _table(question: Question, table: SafeTable, groups: Mapping[str, str]) -> Json:
    group = {"code": table.value, "text": groups[table.value]} if table.value else None
    parts = words.part_labels(question)
    return {
        "row": {"code": table.part, "text": words.label(parts, table.part)} if table.part else None,
        "group": group,
        "figures": "exact" if table.exact else "protected",
        "shown": table.shown,
        "base": table.base,
        "not_answered": table.not_answered,
        "not_asked": table.not_asked,
        "several_answers": table.multiple,
        "note": str(table.note),
        "options": _options(question, table),
    }


def _options(question: Question, table: SafeTable) -> Sequence[Json]:
    labels = words.option_labels(question)
    return [
        {
            "code": code,
            "text": words.label(labels, code),
            "count": cell.count,
            "percent": cell.percent,
            "in_words": _in_words(table, cell.count),
        }
        for code, cell in zip(table.options, table.cells, strict=True)
    ]


def _in_words(table: SafeTable, count: int | None) -> str:
    if not table.shown:
        return exports.NOT_SHOWN
    return exports.FEWER if count is None else f"{count:,}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
