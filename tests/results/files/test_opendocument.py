"""The open format holds the same workbook, cell for cell, and keeps the same rules."""

import io

import pytest
from defusedxml import ElementTree
from python_calamine import CalamineWorkbook

from results.files.opendocument import TYPE, ods
from results.files.sheets import book
from results.files.spreadsheet import xlsx
from results.files.zips import opened
from tests.results.files.made import DAY, material

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@pytest.fixture(scope="module")
def content():
    return ods(book(material()), day=DAY)


@pytest.fixture(scope="module")
def root(content):
    return ElementTree.fromstring(opened(content)["content.xml"])


def cells_of(file):
    """Every cell of every sheet, without the ends of short rows."""
    read = CalamineWorkbook.from_filelike(io.BytesIO(file))
    rows = ((name, row) for name in read.sheet_names for row in read.get_sheet_by_name(name).to_python())
    return [(name, [cell for cell in row if cell != ""]) for name, row in rows]


def test_it_holds_what_the_other_format_holds(content):
    found = cells_of(content)
    assert found == cells_of(xlsx(book(material()), day=DAY))
    assert len(found) > 100


def test_a_program_knows_what_it_is(content):
    files = opened(content)
    assert next(iter(files)) == "mimetype"
    assert files["mimetype"].decode() == TYPE
    # The type stands uncompressed right after the name of the first file, where programs look for it.
    assert content[30:38] == b"mimetype"
    assert content[38 : 38 + len(TYPE)] == TYPE.encode()
    meta = files["meta.xml"].decode()
    assert "<dc:language>en-GB</dc:language>" in meta
    assert "<dc:title>Lamps and cameras: results</dc:title>" in meta
    for name, part in files.items():
        if name.endswith(".xml"):
            ElementTree.fromstring(part)


def test_each_table_has_one_row_of_headings_and_is_marked_as_a_table(root):
    tables = list(root.iter(f"{TABLE}table"))
    headed = [table for table in tables if table.findall(f"{TABLE}table-header-rows")]
    assert len(headed) == len(tables) - 1
    ranges = list(root.iter(f"{TABLE}database-range"))
    assert len({one.get(f"{TABLE}name") for one in ranges}) == len(headed)
    assert all(one.get(f"{TABLE}contains-header") == "true" for one in ranges)
    for table in headed:
        (head,) = table.iterfind(f"{TABLE}table-header-rows/{TABLE}table-row")
        rows = list(table.iterfind(f"{TABLE}table-row"))[-2:]
        assert {len(row) for row in rows} == {len(head)}


def test_nothing_is_a_formula_and_nothing_is_empty_or_merged(root):
    for cell in root.iter(f"{TABLE}table-cell"):
        assert cell.get(f"{TABLE}formula") is None
        assert cell.get(f"{OFFICE}value-type") in ("string", "float")
        assert cell.get(f"{TABLE}number-columns-spanned") is None
        assert "".join(cell.itertext()).strip()


def test_it_is_the_same_file_every_time(content):
    assert ods(book(material()), day=DAY) == content
