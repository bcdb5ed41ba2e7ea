"""CSV, ODS and XLSX become cells; what is too large, protected, damaged or something else is refused in words."""

import struct
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.domain.records.reading import read_sheets
from survey.store.deployments import spreadsheets
from survey.store.deployments.spreadsheets import FileRefused, read_file
from tests.survey.domain.records.samples import WEST_END, WEST_END_HEADINGS
from tests.survey.store.deployments.workbooks import ods, ods_body, ods_cell, package, xlsx, xlsx_body

TODAY = date(2026, 11, 2)
ROWS = [list(WEST_END_HEADINGS), *(list(row) for row in WEST_END)]


def text(separator=","):
    return "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in ROWS)


FILES = {
    "CSV": text().encode(),
    "CSV with a byte order mark": text().encode("utf-8-sig"),
    "CSV with semicolons": text(";").encode(),
    "CSV with tabs": text("\t").encode(),
    "CSV in UTF-16, as a spreadsheet exports “Unicode text”": text("\t").encode("utf-16"),
    "ODS": ods({"2026": ROWS}),
    "XLSX": xlsx(ROWS),
}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_same_records(name):
    reading = read_sheets(read_file(FILES[name]), TODAY)
    assert not reading.problems
    assert sum(record.faces for record in reading.records) == 409_359


def test_windows_1252():
    [sheet, *_] = read_file("Date,Place\r\n09/01/2026,St James’s – north".encode("cp1252"))
    assert sheet.rows[1][1] == "St James’s – north"


def test_spreadsheets_keep_dates_numbers_and_the_numbers_of_their_rows():
    file = ods(
        {
            "About": [["Read me"]],
            "2026": [[], ["Date", "Place", "Alerts"], [date(2026, 1, 9), "x", "about 7"]],
        }
    )
    sheets = read_file(file)
    assert [sheet.name for sheet in sheets] == ["About", "2026"]
    assert sheets[1].rows[2][0] == date(2026, 1, 9)
    assert "Row 3, column “Alerts”" in read_sheets(sheets, TODAY).problems[0]


def with_wrong_size(data: bytes) -> bytes:
    """The first file of the archive says that it is shorter than it is, so that a bomb would look harmless."""
    place = data.index(b"PK\x01\x02") + 24
    return data[:place] + struct.pack("<I", 3) + data[place + 4 :]


ROW = f"<table:table-row{{}}>{ods_cell('x')}</table:table-row>"
ENCRYPTED = (
    "<manifest:file-entry manifest:full-path='content.xml'><manifest:encryption-data/></manifest:file-entry>"
)
REFUSED = {
    "nothing": (b" \n", spreadsheets.EMPTY),
    "too large": (b"x" * (spreadsheets.LARGEST + 1), spreadsheets.TOO_LARGE),
    "an archive of something else": (package({"a.txt": "x"}), spreadsheets.OTHER),
    "a text document": (package({"mimetype": "x", "word/document.xml": "x", "[Content_Types].xml": "x"}), spreadsheets.OTHER),
    "half a file": (FILES["ODS"][: len(FILES["ODS"]) // 2], spreadsheets.BROKEN),
    "no sheets inside": (package({"[Content_Types].xml": "x", "xl/workbook.xml": "<a"}), spreadsheets.BROKEN),
    "a bomb": (package({"content.xml": "0" * (spreadsheets.LARGEST_UNPACKED + 1)}), spreadsheets.BOMB),
    "a bomb that lies": (with_wrong_size(package({"content.xml": "0" * 10**7})), spreadsheets.BROKEN),
    "very many parts": (package({f"{n}.xml": "" for n in range(600)}), spreadsheets.BOMB),
    "a protected ODS": (ods_body({"A": ""}, manifest=ENCRYPTED), spreadsheets.PASSWORD),
    "a protected XLSX": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), spreadsheets.PASSWORD),
    "an old Excel file": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, spreadsheets.OLD_EXCEL),
    "rows without end": (ods_body({"A": ROW.format(' table:number-rows-repeated="1048576"')}), spreadsheets.FAR),
    "columns without end": (
        ods_body({"A": ROW.format("").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16384"')}),
        spreadsheets.FAR,
    ),
    "a cell far below": (xlsx_body('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), spreadsheets.FAR),
    "a cell far right": (xlsx_body('<row r="1"><c r="XFD1"><v>1</v></c></row>'), spreadsheets.FAR),
    "one long text shown everywhere": (
        xlsx_body("".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, 20_000)), shared=f"<si>{'x' * 10**6}</si>"),
        spreadsheets.BOMB,
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0\x81" * 50, spreadsheets.NOT_TEXT),
    "a cell without end": (b'"' + b"x" * 200_000, spreadsheets.BROKEN),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_words(name):
    data, said = REFUSED[name]
    with pytest.raises(FileRefused) as refused:
        read_file(data)
    assert str(refused.value) == said


def test_what_is_repeated_without_holding_anything_does_no_harm():
    empty = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    assert len(read_file(ods_body({"A": ROW.format("") + empty}))[0].rows) == 1


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_damaged_copies_are_read_or_refused_and_nothing_else(name, data):
    damaged = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(damaged)))
    with suppress(FileRefused):
        read_sheets(read_file(bytes(damaged[cut:] if data.draw(st.booleans()) else damaged)), TODAY)
