"""Files of a release, as they are sent: a name to save them under, and never opened inside the site."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response

from results import exports, releases
from results.releases import Release, facts_of
from results.web.view import characteristic, kept
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.questionnaires.versions import frozen


def as_file(content: bytes | Iterable[bytes], name: str, *, kind: str = "text/csv") -> Response:
    """A file to save. What is iterated over is sent as it comes."""
    response = Response(content, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def tables_of(session: Session, consultation: Consultation, release: Release) -> bytes:
    """Every protected table of a release as CSV."""

    def make() -> bytes:
        return exports.tables_csv(releases.all_tables(session, release), consultation)

    return kept((release.id, "tables.csv"), make)


def tables_with_excluded_of(session: Session, consultation: Consultation, release: Release) -> bytes:
    """The questions over everybody and the responses left out, as CSV."""

    def make() -> bytes:
        found = releases.with_excluded(session, release).values()
        return exports.tables_csv((table for tables in found for table in tables), consultation)

    return kept((release.id, "tables-with-left-out.csv"), make)


def code_book_of(session: Session, consultation: Consultation) -> bytes:
    """What every code means, as CSV: of the questions, and of what was noted beside the answers."""
    version = frozen(session, consultation.version_id or "")
    facts = [characteristic(consultation, version, code) for code in facts_of(consultation)]
    return exports.codebook_csv((*version.questionnaire.questions, *facts))
