"""Workbooks of responses: a formula is found by its sheet and cell, however the workbook is written."""

import io
import zipfile

import pytest
import xlsxwriter

from survey.domain.interchange.result import Refused
from survey.store.answering.spreadsheets import read
from tests.survey.domain.imported.test_reading import ABOUT

BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def workbook(name, *rows):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def with_changed(data, part, old, new):
    """The workbook with other words in one of its parts, or in all."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            assert old in text or name != part
            after.writestr(name, text.replace(old, new) if part in (name, "") else text)
    return buffer.getvalue()


PLAIN = workbook("Town & hall", ["capacity"], ["individual"])
FORMULA = workbook("Town & hall", ["capacity", "", "support"], ["individual", "", "=A1"])
COMMENT = b"<!-- <sheet " + b'name="" ' * 20_000 + b"--><sheets>"
OF_SHEETS = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OF_RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_a_long_comment_hinders_nothing():
    reading = read(with_changed(PLAIN, BOOK, b"<sheets>", COMMENT), ABOUT)
    assert (len(reading.rows), reading.faults) == (1, ())


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [(BOOK, b"<sheets>", COMMENT)],
        [(BOOK, b"<sheets>", b"<!--sheets--><sheets >")],
        [(BOOK, b' sheetId="1" r:id="rId1"', b"\n r:id='rId1'\n sheetId='1' ")],
        [(BOOK, b"<sheet ", b"<x:sheet "), (BOOK, b"<workbook ", b'<workbook xmlns:x="' + OF_SHEETS + b'" ')],
        [(RELATIONS, b'Target="worksheets/', b'Target="/xl/worksheets/')],
        # As Excel saves a “strict” workbook.
        [("", OF_SHEETS, b"http://purl.oclc.org/ooxml/spreadsheetml/main"), ("", OF_RELATIONS, b"http://purl.oclc.org/ooxml/officeDocument/relationships")],
    ],
)  # fmt: skip
def test_a_formula_is_found_by_its_sheet_and_cell(changes):
    data = FORMULA
    for part, old, new in changes:
        data = with_changed(data, part, old, new)
    assert [(fault.sheet, fault.cell) for fault in read(data, ABOUT).faults] == [("Town & hall", "C2")]


def test_a_formula_in_another_sheet_is_told_with_what_is_wrong_in_this_one():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        responses, other = book.add_worksheet("responses"), book.add_worksheet("sums")
        responses.write_column(0, 0, ["capacity", "somebody", "=A2"])
        other.write(0, 0, "=1+1")
    faults = read(buffer.getvalue(), ABOUT).faults
    assert [(one.sheet, one.cell) for one in faults] == [("responses", "A2"), ("responses", "A3"), ("sums", "A1")]


def test_where_formulas_have_no_cell_nothing_else_is_said():
    data = with_changed(workbook("S", ["capacity"], ["=A1"], ["x"]), "xl/worksheets/sheet1.xml", b' r="A', b' x="A')
    assert {one.cell for one in read(data, ABOUT).faults} == {""}


@pytest.mark.parametrize("damage", [b"<sheets><x:nowhere/>", b'<sheets><a b="1" b="2"/>', b"<sheets>&nothing;"])
def test_what_is_damaged_is_refused_even_where_its_cells_can_be_read(damage):
    with pytest.raises(Refused, match="damaged or incomplete"):
        read(with_changed(PLAIN, BOOK, b"<sheets>", damage), ABOUT)
