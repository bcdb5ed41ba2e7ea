"""The export of responses, for the council only, and audited; with scripts that read it in R and SPSS."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, stream_with_context
from werkzeug.wrappers import Response as BaseResponse

from results import exports
from results.files.scripts import r_script, spss_script
from results.files.variables import Variable, variables
from results.web.audited import audit, consultation_for, unavailable
from results.web.downloads import as_file
from survey.domain.accounts import Act
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import frozen
from survey.web.access import staff
from survey.web.database import db, new_session

bp = Blueprint("responses", __name__, url_prefix="/consultations/<slug>")


@bp.get("/responses.csv")
@staff(Act.EXPORT_RESPONSES)
def every(slug: str) -> Response | tuple[str, int] | BaseResponse:
    """Every response, without equality answers, as it is read from the database."""
    return _file(slug, f"{slug}-responses.csv", in_one_line=False)


@bp.get("/responses-in-one-line.csv")
@staff(Act.EXPORT_RESPONSES)
def in_one_line(slug: str) -> Response | tuple[str, int] | BaseResponse:
    """The same with each response in one line, as programs for statistics need it."""
    return _file(slug, _data_of(slug), in_one_line=True)


def _data_of(slug: str) -> str:
    return f"{slug}-responses-in-one-line.csv"


def _file(slug: str, name: str, *, in_one_line: bool) -> Response | tuple[str, int] | BaseResponse:
    consultation = consultation_for(slug, Act.EXPORT_RESPONSES)
    instead = unavailable(consultation)
    if instead:
        return instead
    audit(Act.EXPORT_RESPONSES, slug)
    chunks = _chunks(consultation.id, in_one_line=in_one_line)
    response = as_file(stream_with_context(chunks), name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _chunks(number: int, *, in_one_line: bool) -> Iterator[bytes]:
    # The request's own session has ended by the time the last piece is sent.
    session = new_session()
    try:
        consultation = consultations.by_id(session, number)
        if consultation is not None:
            for chunk, _rows in exports.response_chunks(session, consultation, in_one_line=in_one_line):
                yield chunk
    finally:
        session.close()


@bp.get("/read-responses.r")
@staff(Act.EXPORT_RESPONSES)
def for_r(slug: str) -> Response:
    """A script that reads the file in R. It holds questions and no answers."""
    consultation = consultation_for(slug, Act.EXPORT_RESPONSES)
    script = r_script(_variables(consultation), file=_data_of(slug), title=consultation.title)
    return as_file(script.encode(), "read-responses.r", kind="text/plain")


@bp.get("/read-responses.sps")
@staff(Act.EXPORT_RESPONSES)
def for_spss(slug: str) -> Response:
    """A script that reads the file in SPSS. It holds questions and no answers."""
    consultation = consultation_for(slug, Act.EXPORT_RESPONSES)
    script = spss_script(_variables(consultation), file=_data_of(slug), title=consultation.title)
    return as_file(script.encode(), "read-responses.sps", kind="text/plain")


def _variables(consultation: Consultation) -> tuple[Variable, ...]:
    return variables(consultation, frozen(db(), consultation.version_id or "").opinion)
