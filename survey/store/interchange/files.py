"""Which program a file is from, told from its first bytes and not from its name, and its questionnaire."""

from __future__ import annotations

from pathlib import PurePath

from survey.domain.interchange.assembling import assemble
from survey.domain.interchange.definitions import read_definition
from survey.domain.interchange.limesurvey.reading import read_limesurvey
from survey.domain.interchange.limesurvey.separated import BEGINNING, survey_of_lines
from survey.domain.interchange.limesurvey.tables import survey_of
from survey.domain.interchange.result import WHAT_CAN, Imported, Refused
from survey.domain.interchange.xlsform.ours import is_ours, read_ours
from survey.domain.interchange.xlsform.reading import read_xlsform
from survey.domain.wording import say
from survey.store.interchange.markup import looks_like_markup, tables_in
from survey.store.interchange.workbooks import OLE, ZIP, sheets_in

LARGEST_TEXT = 10 * 1024 * 1024
EMPTY = say("The file is empty.")
TOO_LARGE = say("The file is larger than 10 MB, far more than a questionnaire needs.")
UNKNOWN = say("This kind of file cannot be imported. {what_can}", what_can=WHAT_CAN)
NO_WORKBOOK = say("It cannot be opened as a workbook. Save it again as .xlsx and try once more.")
WORKBOOKS = (".xlsx", ".xls")


def import_file(data: bytes, name: str) -> Imported:
    """The questionnaire of a file, and what is not whole. Raises Refused."""
    stem = PurePath(name).stem or "questionnaire"
    if not data.strip():
        raise Refused(EMPTY)
    if data.startswith((OLE, ZIP)):
        return _from_workbook(data, stem)
    if looks_like_markup(data):
        return assemble(read_limesurvey(survey_of(tables_in(data)), stem))
    unknown = NO_WORKBOOK if name.lower().endswith(WORKBOOKS) else UNKNOWN
    return _from_text(_decoded(data, unknown), stem, unknown)


def _from_workbook(data: bytes, stem: str) -> Imported:
    sheets = sheets_in(data)
    return read_ours(sheets) if is_ours(sheets) else assemble(read_xlsform(sheets, stem))


def _from_text(text: str, stem: str, unknown: str) -> Imported:
    if text.lstrip().startswith(("{", "[")):
        return read_definition(text)
    if text.startswith(BEGINNING):
        return assemble(read_limesurvey(survey_of_lines(text), stem))
    raise Refused(unknown)


def _decoded(data: bytes, unknown: str) -> str:
    if len(data) > LARGEST_TEXT:
        raise Refused(TOO_LARGE)
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(unknown) from error
