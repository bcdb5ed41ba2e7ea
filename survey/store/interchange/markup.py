"""The tables of LimeSurvey's XML files. A document that declares entities is refused before it is built."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from survey.domain.interchange.limesurvey.tables import ROOT, Tables
from survey.domain.interchange.result import Refused
from survey.domain.wording import say

LARGEST = 10 * 1024 * 1024
TOO_LARGE = say("The file is larger than 10 MB, far more than a questionnaire needs.")
ENTITIES = say(
    "The file declares XML entities, which a survey never needs. Export it again from LimeSurvey."
)
BROKEN = say("The file is damaged XML. Export it again from LimeSurvey, and try that file.")
NO_SURVEY = say("This XML file is not a survey of LimeSurvey. Export it as “Survey structure (.lss)”.")


def looks_like_markup(data: bytes) -> bool:
    """Whether it begins as XML does, in any encoding that XML may have."""
    start = data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<")


def tables_in(data: bytes) -> Tables:
    """Every table with its rows, by name. Raises Refused."""
    if len(data) > LARGEST:
        raise Refused(TOO_LARGE)
    try:
        root = fromstring(data, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise Refused(ENTITIES) from error
    # A name of an encoding that does not exist is a LookupError; bytes that it has not are a ValueError.
    except (ParseError, LookupError, ValueError) as error:
        raise Refused(BROKEN) from error
    if root.find(ROOT) is None:
        raise Refused(NO_SURVEY)
    return {_name(table): _rows(table) for table in root if table.find("rows") is not None}


def _name(table: Element) -> str:
    return str(table.tag)


def _rows(table: Element) -> list[dict[str, str]]:
    rows = table.find("rows")
    return [{str(cell.tag): cell.text or "" for cell in row} for row in (rows if rows is not None else ())]
