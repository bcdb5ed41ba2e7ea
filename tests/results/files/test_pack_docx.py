"""The Word file as an officer and as a screen reader meet it: styles, headings, alternatives, languages."""

import io
from dataclasses import replace

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from results.files.document import Heading, Picture, Points, Style, Table, paragraph, pieces_of, table, way_of
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


# ---- from right to left

TURNED = (
    paragraph("ما هو السبب الرئيسي؟ 1,234"),
    paragraph(left("A text without a translation.", "en")),
    paragraph("1f9a 04", Style.CODE),
    table("جدول", ("ما", "number", "عدد"), (("Yes", "45%", "12"),)),
)


@pytest.fixture(scope="module")
def turned(document):
    made = docx_of(replace(document, code="ar", direction="rtl", blocks=TURNED))
    return docx.Document(io.BytesIO(made))


def way_of_line(line):
    found = line._p.pPr.find(qn("w:bidi"))
    return None if found is None else "ltr" if found.get(qn("w:val")) == "0" else "rtl"


def test_a_page_and_its_styles_run_from_right_to_left(turned, file):
    (section,) = turned.sections
    assert [one.tag for one in section._sectPr if one.tag in (qn("w:bidi"), qn("w:docGrid"))] == [qn("w:bidi"), qn("w:docGrid")]
    assert turned.styles["Normal"].element.pPr.find(qn("w:bidi")) is not None
    assert [way_of_line(line) for line in section.footer.paragraphs] == ["rtl"]
    for name in ("Normal", "Title", "Heading 1", "Main finding", "Table heading", "Checksum"):
        properties = turned.styles[name].element.rPr
        assert properties.find(qn("w:szCs")).get(qn("w:val")) == properties.find(qn("w:sz")).get(qn("w:val"))
        assert (properties.find(qn("w:bCs")) is None) == (properties.find(qn("w:b")) is None)
    # An English file says nothing of all this.
    assert file.sections[0]._sectPr.find(qn("w:bidi")) is None
    assert {way_of_line(line) for line in file.paragraphs} == {None}


def test_each_paragraph_and_each_run_says_which_way_it_runs(turned):
    title, arabic, english, code, caption = turned.paragraphs
    assert [way_of_line(line) for line in (title, arabic, english, code, caption)] == ["ltr", "rtl", "ltr", "ltr", "rtl"]
    assert [[run.font.rtl for run in line.runs] for line in (arabic, english, code, caption)] == [[True], [None], [None], [True]]
    names = [one.tag.partition("}")[2] for one in arabic.runs[0]._r.rPr]
    assert names == ["rtl"]


def test_a_table_begins_at_the_right_and_a_heading_stands_over_its_figures(turned):
    (made,) = turned.tables
    order = [one.tag.partition("}")[2] for one in made._tbl.tblPr]
    assert order[:3] == ["bidiVisual", "tblW", "jc"]
    head, row = ([cell.paragraphs[0] for cell in one.cells] for one in made.rows)
    assert [way_of_line(line) for line in (*head, *row)] == ["rtl", "ltr", "rtl", "ltr", "rtl", "rtl"]
    # In a line from right to left Word means its end by the right, which is where the others have their beginning.
    assert [line.alignment for line in head] == [None, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT]
    assert [line.alignment for line in row] == [WD_ALIGN_PARAGRAPH.RIGHT] * 3
    for line in (*head, *row):
        parts = [one.tag.partition("}")[2] for one in line._p.pPr]
        assert parts == [name for name in ("pStyle", "bidi", "jc") if name in parts]


@pytest.mark.parametrize(
    ("text", "whole", "way"),
    [
        ("نعم", "ltr", "rtl"),
        ("Yes", "rtl", "ltr"),
        ("45% (12)", "rtl", "rtl"),  # figures alone run as everything around them
        ("45%", "ltr", "ltr"),
        ("كاميرات Soho", "rtl", "rtl"),
        ("The sign says كاميرا", "rtl", "ltr"),
        ("3. كاميرات", "ltr", "rtl"),
    ],
)
def test_a_text_runs_as_its_letters_do(text, whole, way):
    assert way_of(text, whole) == way


@pytest.mark.parametrize(
    ("text", "way", "pieces"),
    [
        ("45% (12)", "rtl", [("ltr", "45% (12)")]),
        ("كاميرات في 12 مكان", "rtl", [("rtl", "كاميرات في 12 مكان")]),
        ("from 2 مايو on", "ltr", [("ltr", "from 2 "), ("rtl", "مايو"), ("ltr", " on")]),
        ("كاميرات Soho now.", "rtl", [("rtl", "كاميرات "), ("ltr", "Soho now"), ("rtl", ".")]),
    ],
)
def test_a_text_is_cut_where_its_letters_turn(text, way, pieces):
    assert pieces_of(text, way) == pieces
    assert "".join(piece for _, piece in pieces) == text
