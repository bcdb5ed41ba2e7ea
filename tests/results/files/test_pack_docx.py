"""The Word file as an officer and as a screen reader meet it: styles, headings, alternatives, languages."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from results.files.document import Heading, Picture, Points, Table, paragraph
from results.files.pack import pack
from results.files.pack_docx import docx_of
from results.files.zips import opened
from survey.domain.translating.texts import left
from survey.domain.wording import SOURCE
from tests.results.files.made import DAY, ENGLISH, WELSH, material

ORDER = ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook")


@pytest.fixture(scope="module")
def document():
    whole = pack(material(), ENGLISH, SOURCE)
    # Every kind of block, and few charts: each costs a moment to draw.
    pictures = [block for block in whole.blocks if isinstance(block, Picture)]
    kept = {id(block) for block in pictures[:3]}
    blocks = tuple(block for block in whole.blocks if not isinstance(block, Picture) or id(block) in kept)
    return replace(whole, blocks=blocks)


@pytest.fixture(scope="module")
def content(document):
    return docx_of(document)


@pytest.fixture(scope="module")
def file(content):
    return docx.Document(io.BytesIO(content))


def test_headings_are_headings_and_lists_are_lists(file, document):
    found = [(line.text, line.style.name) for line in file.paragraphs if line.style.name.startswith("Heading")]
    assert found == [(block.text, f"Heading {block.level}") for block in document.blocks if isinstance(block, Heading)]
    points = sum(len(block.texts) for block in document.blocks if isinstance(block, Points))
    assert sum(line.style.name == "List Bullet" for line in file.paragraphs) == points
    assert file.paragraphs[0].style.name == "Title"
    assert any(line.style.name == "Main finding" for line in file.paragraphs)


def test_tables_have_header_rows_and_all_their_cells(file, document):
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len(file.tables) == len(tables) > 5
    for made, block in zip(file.tables, tables, strict=True):
        first, *rest = made.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rest)
        assert [cell.text for cell in first.cells] == list(block.header)
        assert [[cell.text for cell in row.cells] for row in rest] == [list(row) for row in block.rows]
        order = [one.tag.partition("}")[2] for one in made._tbl.tblPr]
        # Word calls a file broken whose parts stand in another order.
        assert order == [name for name in ORDER if name in order]
        assert not made._tbl.findall(f".//{qn('w:gridSpan')}") + made._tbl.findall(f".//{qn('w:vMerge')}")


def test_every_picture_says_what_it_shows(file, document):
    said = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert said == [block.alt for block in document.blocks if isinstance(block, Picture)]
    assert all(said)


def test_there_is_no_text_box_and_no_empty_paragraph(content, file):
    assert b"txbxContent" not in opened(content)["word/document.xml"]
    assert all(line.text or line._p.findall(f".//{qn('w:drawing')}") for line in file.paragraphs)


def test_its_properties_and_its_language(file):
    own = file.core_properties
    assert (own.title, own.author, own.language) == ("Results: Lamps and cameras", "Borsetshire Council", "en-GB")
    assert own.created.date() == own.modified.date() == DAY
    assert file.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"


def test_a_text_in_another_language_is_marked(document):
    made = docx_of(replace(document, code=WELSH.code, blocks=(paragraph(left("In English", "en")),)))
    (line,) = (line for line in docx.Document(io.BytesIO(made)).paragraphs if line.text == "In English")
    assert line.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"


def test_it_is_the_same_file_every_time(document, content):
    assert docx_of(document) == content
