"""Spreadsheets of responses: bytes → sheets, with every formula refused; the template; and rows → responses.

A formula is refused even where the file holds its value: what it shows on another machine may be another.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import String

from survey.domain.imported.cells import FORMULA, columns_of
from survey.domain.imported.reading import DAY, LANGUAGE, About, Fault, Reading, Row, read_sheet
from survey.domain.interchange.result import Refused
from survey.domain.interchange.xlsform.sheets import Sheet
from survey.domain.submissions import Kind, State
from survey.store import submissions
from survey.store.answering import entering
from survey.store.answering.entering import PAPER, Taken
from survey.store.answering.mixing import Shuffle
from survey.store.consultations import Consultation
from survey.store.database import Base
from survey.store.deployments.spreadsheets import FileRefused, read_file
from survey.store.interchange.calamine import BROKEN
from survey.store.interchange.workbooks import ZIP, sheets_in
from survey.store.interchange.writing import workbook
from survey.store.submissions import Arrived

RESPONSES, CODES = "responses", "codes"
MOST_FORMULAS = 200
# A cell, or the formula of the cell before it.
_CELL = re.compile(
    rb"<(?:\w{1,20}:)?(?:c\b[^<>]*?\sr\s*=\s*[\"']([A-Z]{1,3}\d{1,7})[\"']|(?P<formula>f)[\s/>])"
)
# In whichever namespace: those of Excel's “strict” workbooks are others.
_SHEETS, _RELATION = ".//{*}sheet", "}id"


class SpreadsheetImport(Base):
    """A spreadsheet whose rows became responses, so that the same one is not imported twice."""

    __tablename__ = "spreadsheet_imports"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    checksum: Mapped[str] = mapped_column(String(64), primary_key=True, doc="SHA-256 of the file")
    day: Mapped[date] = mapped_column(doc="Day on which it was imported")
    first: Mapped[int] = mapped_column(doc="The first number in the log that its rows got")
    last: Mapped[int] = mapped_column(doc="The last number in the log that its rows got")


def read(data: bytes, about: About) -> Reading:
    """The responses of a file, or all that is wrong with it. Raises Refused where it cannot be read."""
    sheets = _sheets(data)
    # Only now: what is too much to unpack was refused above.
    formulas = tuple(_formulas(data, sheets)) if data.startswith(ZIP) else ()
    if any(not one.cell for one in formulas):
        # Which cells they are is not known, and what these show could be taken for answers.
        return Reading(faults=formulas[:MOST_FORMULAS], more=len(formulas[MOST_FORMULAS:]))
    sheet = _sheet_of(sheets)
    own = [one.cell for one in formulas if one.sheet == sheet.name]
    found = read_sheet(sheet.name, sheet.rows, about, formulas=own)
    others = tuple(one for one in formulas if one.sheet != sheet.name)
    if not others:
        return found
    more = found.more + len(others[MOST_FORMULAS:])
    return Reading(faults=(*found.faults, *others[:MOST_FORMULAS]), more=more)


def _sheets(data: bytes) -> list[Sheet]:
    if data.startswith(ZIP) and _is_excel(data):
        return sheets_in(data)
    try:
        return [Sheet(found.name, found.rows) for found in read_file(data)]
    except FileRefused as refused:
        raise Refused(str(refused)) from refused


def _is_excel(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "xl/workbook.xml" in package.namelist()
    except zipfile.BadZipFile:
        return False


def _sheet_of(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet of the template; else the first. Of a text, the separator that makes most columns."""
    named = next((sheet for sheet in sheets if sheet.name.strip().lower() == RESPONSES), None)
    if named is None and sheets and not sheets[0].name:
        return max(sheets, key=lambda sheet: len(sheet.rows[0]) if sheet.rows else 0)
    return named or sheets[0]


def _formulas(data: bytes, sheets: Sequence[Sheet]) -> Iterator[Fault]:
    """Every formula of an Excel workbook; of an ODS file, that it has any."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        if "content.xml" in names and b"table:formula=" in package.read("content.xml"):
            every = ", ".join(sheet.name for sheet in sheets)
            yield Fault(every, "", "it holds formulas. Save it with values in their place")
        if "xl/workbook.xml" in names:
            yield from _of_excel(package, names)


def _of_excel(package: zipfile.ZipFile, names: set[str]) -> Iterator[Fault]:
    rels = "xl/_rels/workbook.xml.rels"
    related = _markup(package.read(rels)) if rels in names else ()
    targets = {one.get("Id", ""): one.get("Target", "") for one in related}
    for sheet in _markup(package.read("xl/workbook.xml")).iterfind(_SHEETS):
        relation = next((value for name, value in sheet.items() if name.endswith(_RELATION)), "")
        part = "xl/" + targets.get(relation, "").removeprefix("/xl/")
        if part in names:
            cells = _with_formula(package.read(part))
            yield from (Fault(sheet.get("name", ""), cell, FORMULA) for cell in cells)


def _markup(part: bytes) -> Element:
    """A part of a workbook. Raises Refused where it is damaged, though its cells could be read."""
    try:
        return fromstring(part)  # type: ignore[no-any-return] # an element
    # Entities that it declares are a ValueError; a name of an encoding that does not exist is a LookupError.
    except (ParseError, LookupError, ValueError) as error:
        raise Refused(BROKEN) from error


def _with_formula(part: bytes) -> Iterator[str]:
    cell = ""
    for found in _CELL.finditer(part):
        if found["formula"]:
            yield cell
        else:
            cell = found[1].decode()


def template(about: About) -> bytes:
    """A workbook to fill in: a column for each thing to answer, and a sheet of the codes that each takes."""
    columns = [column for question in about.questions for column in columns_of(question)]
    heads = [*(column.heading for column in columns), DAY, LANGUAGE]
    told: list[list[str]] = [["column", "question", "what to write", "what it means"]]
    for column in columns:
        allowed = column.allowed or (("", "a number or words, as the question asks"),)
        told += [[column.heading, column.question.text, code, meaning] for code, meaning in allowed]
    told.append([DAY, "Day on which it was answered", str(about.first_day or ""), "may be left empty"])
    told += [[LANGUAGE, "Language of the questions", code, "may be left empty"] for code in about.languages]
    return workbook([Sheet(RESPONSES, [heads]), Sheet(CODES, told)])


class Imported(Exception):
    """The same file was imported before."""


@dataclass(frozen=True)
class File:
    """What is imported: the rows, the checksum of their file, and the day on which that is done."""

    rows: Sequence[Row]
    checksum: str
    day: date


def import_rows(
    session: Session,
    consultation: Consultation,
    file: File,
    *,
    shuffle: Shuffle,
    progress: Callable[[int], object] = lambda _done: None,
) -> SpreadsheetImport:
    """Gives each row a number and makes it a response, in random order. Raises TooLate, Imported, Settled."""
    entering.take_turn(session, consultation)
    if session.get(SpreadsheetImport, (consultation.id, file.checksum)):
        raise Imported
    came = Arrived(Kind.SPREADSHEET, file.day, State.ENTERED)
    numbers = submissions.log(session, consultation, came, number=len(file.rows))
    rows = list(file.rows)
    shuffle(rows)
    for row in rows:
        taken = Taken(
            channel=PAPER,
            day=row.day or file.day,
            revision=consultation.revision_on(row.day or file.day),
            language=row.language or "en",
        )
        entering.enter(session, consultation, row.answered, taken)
        progress(1)
    made = SpreadsheetImport(
        consultation_id=consultation.id,
        checksum=file.checksum,
        day=file.day,
        first=numbers[0],
        last=numbers[-1],
    )
    session.add(made)
    session.flush()
    return made


def imports_of(session: Session, consultation: Consultation) -> list[SpreadsheetImport]:
    """The spreadsheets that were imported, the first one first."""
    mine = SpreadsheetImport.consultation_id == consultation.id
    return list(session.scalars(select(SpreadsheetImport).where(mine).order_by(SpreadsheetImport.first)))
