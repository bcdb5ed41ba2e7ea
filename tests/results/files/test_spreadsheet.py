"""The workbook keeps the rules for government statistics in spreadsheets, and shows only published figures."""

import io

import pytest
from openpyxl import load_workbook

from results.files.sheets import book
from results.files.spreadsheet import xlsx
from results.files.zips import opened
from tests.results.files.made import BY_SEX, DAY, material


@pytest.fixture(scope="module")
def content():
    return xlsx(book(material()), day=DAY)


@pytest.fixture(scope="module")
def workbook(content):
    return load_workbook(io.BytesIO(content))


def rows_of(sheet):
    """The rows of the one table of a sheet."""
    (table,) = sheet.tables.values()
    return [[cell.value for cell in row] for row in sheet[table.ref]]


def test_cover_contents_and_notes_come_first(workbook):
    assert workbook.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert [name for name, _ in rows_of(workbook["Contents"])[1:]] == workbook.sheetnames[2:]
    assert all(cell.hyperlink for (cell, *_) in workbook["Contents"].iter_rows(min_row=4))
    cover = [cell.value for cell in workbook["Cover"]["A"]]
    assert cover[0] == "Lamps and cameras: results"
    assert "What may not be concluded" in cover
    assert not any("ynthetic" in text for text in cover)
    synthetic = load_workbook(io.BytesIO(xlsx(book(material(synthetic=True)), day=DAY)))
    assert synthetic["Cover"]["A2"].value.startswith("Synthetic demonstration data.")


def test_every_table_keeps_the_rules(workbook):
    names = []
    for sheet in workbook.worksheets[1:]:
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes
        assert sheet["A1"].value
        assert sheet["A1"].font.bold
        header, *lines = rows_of(sheet)
        assert len(set(header)) == len(header)
        assert lines
        assert all(cell not in (None, "") for row in lines for cell in row), sheet.title
        # One table a sheet, which goes down to the last row: nothing stands below or beside it.
        (table,) = sheet.tables.values()
        assert table.ref.endswith(sheet.dimensions.partition(":")[2])
        assert table.headerRowCount
        names.append(table.name)
    assert len(set(names)) == len(names)


def test_figures_are_numbers_and_what_is_held_back_is_explained(workbook):
    marks = {mark for mark, _ in rows_of(workbook["Notes"])}
    shown = {
        cell
        for sheet in workbook.worksheets[3:]
        for row in rows_of(sheet)[1:]
        for cell in row
        if isinstance(cell, str) and cell.startswith("[")
    }
    assert shown == {"[c]", "[z]", "[x]"} <= marks
    noted = {word for sheet in workbook.worksheets[3:] for text in rows_of(sheet)[0] for word in [text[-8:]] if "note" in word}
    assert noted <= marks
    few = next(sheet for sheet in workbook if sheet["A1"].value.endswith("Did you see the sign?"))
    assert all(row[1:] == ["[c]"] * 3 for row in rows_of(few)[1:])


def test_group_figures_are_the_published_ones(workbook):
    sheet = next(sheet for sheet in workbook if sheet["A1"].value.endswith("Every question by sex"))
    found = {tuple(row[:3]): row[3] for row in rows_of(sheet)[1:]}
    for table, group in zip(BY_SEX["support"], ("Female", "Male", "Prefer not to say"), strict=True):
        own = [count for (asked, name, _), count in found.items() if name == group and asked.startswith("Do you")]
        assert own == ["[c]" if cell.count is None else cell.count for cell in table.cells]
    # The exact figures were 23, 37, 17, 19 and so on: none is there.
    assert all(count == "[c]" or (count % 5 == 0 and count >= 10) for count in found.values())


def test_no_text_is_a_formula(content, workbook):
    assert not any(b"<f>" in part for name, part in opened(content).items() if "worksheets" in name)
    texts = [cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    assert {"@A lot", "-Some"} <= set(texts)
    assert any(text.endswith("=1+1 How much had you heard?") for text in texts)


def test_its_properties_name_it_and_its_language(content, workbook):
    assert workbook.properties.title == "Lamps and cameras: results"
    assert workbook.properties.creator == "Borsetshire Council"
    assert workbook.properties.language == "en-GB"
    assert workbook.properties.created.date() == DAY


def test_it_is_the_same_file_every_time(content):
    assert xlsx(book(material()), day=DAY) == content
