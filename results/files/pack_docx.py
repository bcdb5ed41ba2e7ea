"""The pack as a Word file that officers edit: real headings, lists and tables, and no text box.

Every look hangs on a named style, so that an officer changes a style once, not each paragraph.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from results.drawing.palette import INK, LINE, MUTED
from results.files.document import (
    Document,
    Heading,
    Paragraph,
    Picture,
    Points,
    Style,
    Table,
    language_of,
    pieces_of,
    way_of,
)
from results.files.pictures import png
from results.files.right_to_left import lay, size_of_both, turn_file, turn_table
from results.files.zips import archive, opened

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.text.paragraph import Paragraph as Words

    from survey.domain.languages import Direction

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Arial"
PICTURE_WIDTH = Cm(15.5)
MANY_COLUMNS = 5
# Word means the end and the beginning of a line by the right and the left, as its direction has them.
_BEGINNING, _END = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
# Centimetres: the width of a table, of a name, of a figure, and of all figures of a table at most.
TEXT_WIDTH, NAME_WIDTH, FIGURE_WIDTH, FIGURES_AT_MOST = 16.0, 4.0, 2.8, 13.0


@dataclass(frozen=True)
class Look:
    """How a style looks; what is None stays as it is in the style that it is based on."""

    bold: bool | None = None
    italic: bool | None = None
    colour: str = ""
    keep: bool = False
    font: str = FONT


# The name of each style in Word, its size in points, and how it looks.
STYLES: Mapping[Style, tuple[str, float, Look]] = MappingProxyType(
    {
        Style.LEAD: ("Main finding", 16, Look(bold=True, colour=INK, keep=True)),
        Style.MESSAGE: ("Chart message", 12, Look(bold=True, colour=INK, keep=True)),
        Style.NOTE: ("Note", 9.5, Look(colour=MUTED)),
        Style.QUOTE: ("Quoted comment", 11, Look(italic=True)),
        Style.CODE: ("Checksum", 9.5, Look(font="Courier New")),
    }
)
HEADINGS = ((1, 18), (2, 14), (3, 12))
CELL, HEAD_CELL, CAPTION = "Table text", "Table heading", "Table caption"
SMALL_CELL, SMALL_HEAD = "Table text small", "Table heading small"


@dataclass(frozen=True)
class _Writing:
    """A file under construction, and the id of each style: the library would search for it each time."""

    file: File
    ids: Mapping[str, str]
    direction: Direction = "ltr"

    def line(self, style: str) -> Words:
        """A new paragraph of that style at the end."""
        line = self.file.add_paragraph()
        self.style(line, style)
        return line

    def style(self, line: Words, style: str) -> None:
        line._p.style = self.ids[style]  # noqa: SLF001 - as above

    def say(self, line: Words, text: str) -> Direction:
        """The text, marked with its own language where that is another one. Gives the way it runs."""
        code, way = language_of(text), way_of(text, self.direction)
        lay(line, way, self.direction)
        for of_piece, piece in pieces_of(text, way):
            run = line.add_run(piece)
            if code:
                _language(run._r, code)  # noqa: SLF001 - as above
            if of_piece == "rtl":
                run.font.rtl = True
        return way

    def align(self, line: Words, way: Direction, *, at_end: bool = False) -> None:
        """Puts a line of a table where its column begins or ends, also one that runs the other way."""
        if at_end or way != self.direction:
            line.alignment = _END if at_end == (way == self.direction) else _BEGINNING


def docx_of(document: Document) -> bytes:
    """The file. The same document gives the same bytes."""
    file = docx.Document()
    _page(file)
    _styles(file, document)
    _properties(file, document)
    if document.direction == "rtl":
        turn_file(file)
    ids = {style.name: style.style_id for style in file.styles}
    writing = _Writing(file, ids, document.direction)
    writing.say(writing.line("Title"), document.title)
    for block in document.blocks:
        _WRITERS[type(block)](writing, block)
    buffer = io.BytesIO()
    file.save(buffer)
    return archive(opened(buffer.getvalue()), day=document.day)


def _page(file: File) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2)
    _page_number(section.footer.paragraphs[0])


def _page_number(line: Words) -> None:
    """A field that Word fills in on each page."""
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)  # noqa: SLF001 - the library has no fields; this is its documented way in


def _styles(file: File, document: Document) -> None:
    _look(file.styles["Normal"], 11)
    file.styles["Normal"].paragraph_format.space_after = Pt(6)
    _language(file.styles["Normal"].element, document.code)
    _look(file.styles["Title"], 24, Look(bold=True, colour=INK))
    for level, size in HEADINGS:
        style = file.styles[f"Heading {level}"]
        _look(style, size, Look(bold=True, colour=INK, keep=True))
        style.paragraph_format.space_before = Pt(size)
        style.paragraph_format.space_after = Pt(4)
    for name, size, look in STYLES.values():
        _new(file, name, size, look).paragraph_format.space_before = Pt(3)
    for name, size, look in (
        (CELL, 10, Look()),
        (SMALL_CELL, 8, Look()),
        (HEAD_CELL, 10, Look(bold=True)),
        (SMALL_HEAD, 8, Look(bold=True)),
        (CAPTION, 9.5, Look(bold=True, keep=True)),
    ):
        style = _new(file, name, size, look)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2)


def _new(file: File, name: str, size: float, look: Look) -> Any:  # noqa: ANN401 - the library's own
    style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = file.styles["Normal"]
    style.quick_style = True
    _look(style, size, look)
    return style


def _look(style: Any, size: float, look: Look = Look()) -> None:  # noqa: ANN401 - the library's own
    style.font.name, style.font.size, style.font.bold, style.font.italic = (
        look.font,
        Pt(size),
        look.bold,
        look.italic,
    )
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), look.font)
    if look.colour:
        style.font.color.rgb = RGBColor.from_string(look.colour.lstrip("#").upper())
    size_of_both(style)
    style.paragraph_format.keep_with_next = look.keep or None


def _language(element: Any, code: str) -> None:  # noqa: ANN401 - the library's own
    """Says in which language the words of a style, or of one run, are."""
    found = OxmlElement("w:lang")
    full = {"en": "en-GB", "cy": "cy-GB"}.get(code, code)
    for script in ("val", "eastAsia", "bidi"):
        found.set(qn(f"w:{script}"), full)
    properties = element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(found)


def _properties(file: File, document: Document) -> None:
    own, day = file.core_properties, document.day
    own.title, own.author, own.last_modified_by = document.title, document.author, document.author
    own.language = {"en": "en-GB", "cy": "cy-GB"}.get(document.code, document.code)
    own.comments, own.revision = "", 1
    own.created = own.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, which is in no zone


def _heading(writing: _Writing, block: Heading) -> None:
    line = writing.line(f"Heading {block.level}")
    line.paragraph_format.page_break_before = block.new_page or None
    writing.say(line, block.text)


def _paragraph(writing: _Writing, block: Paragraph) -> None:
    style = STYLES[block.style][0] if block.style in STYLES else "Normal"
    writing.say(writing.line(style), block.text)


def _points(writing: _Writing, block: Points) -> None:
    for text in block.texts:
        writing.say(writing.line("List Bullet"), text)


def _picture(writing: _Writing, block: Picture) -> None:
    run = writing.line("Normal").add_run()
    shape = run.add_picture(io.BytesIO(png(block.chart)), width=PICTURE_WIDTH)
    shape._inline.docPr.set("descr", block.alt)  # noqa: SLF001 - as above


def _table(writing: _Writing, block: Table) -> None:
    line = writing.line(CAPTION)
    writing.align(line, writing.say(line, block.caption))
    made = writing.file.add_table(rows=0, cols=len(block.header))
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    if writing.direction == "rtl":
        turn_table(made)
    # New cells take their width from their column.
    _widths(made, len(block.header), block.text)
    _ruled(made)
    small = len(block.header) > MANY_COLUMNS
    _row(writing, made, block.header, style=SMALL_HEAD if small else HEAD_CELL, text=block.text)
    _repeated(made.rows[0])
    for row in block.rows:
        _row(writing, made, row, style=SMALL_CELL if small else CELL, text=block.text)


def _widths(made: Any, columns: int, text: int) -> None:  # noqa: ANN401 - the library's own
    """Figures have what they need, and words the rest."""
    made.autofit = False
    figures = columns - text
    narrow = min(FIGURE_WIDTH, FIGURES_AT_MOST / figures) if figures else 0
    # Of two columns of words the first is a name or a day, and the second says more of it.
    first = NAME_WIDTH * (text > 1)
    wide = TEXT_WIDTH - narrow * figures - first
    widths = [*([first] if first else []), wide, *([narrow] * figures)]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)


def _row(writing: _Writing, made: Any, row: Sequence[str], *, style: str, text: int) -> None:  # noqa: ANN401 - the library's own
    added = made.add_row()
    _whole(added)
    for place, (cell, words) in enumerate(zip(added.cells, row, strict=True)):
        line = cell.paragraphs[0]
        writing.style(line, style)
        way = writing.say(line, words)
        writing.align(line, way, at_end=place >= text)


def _ruled(made: Any) -> None:  # noqa: ANN401 - the library's own
    """Thin lines between the rows, and that the first row and the first column are headings."""
    properties = made._tbl.tblPr  # noqa: SLF001 - as above
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE.lstrip("#"))):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    look = properties.find(qn("w:tblLook"))
    # Where the format wants them: after the place of the table, before how it is laid out.
    properties.insert(list(properties).index(properties.find(qn("w:tblLayout"))), borders)
    for name, value in (("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1"), ("noVBand", "1")):
        look.set(qn(f"w:{name}"), value)


def _repeated(row: Any) -> None:  # noqa: ANN401 - the library's own
    """The row is the heading, and stands again at the top of each page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - as above
    properties.append(OxmlElement("w:tblHeader"))


def _whole(row: Any) -> None:  # noqa: ANN401 - the library's own
    """No row is torn apart by the end of a page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - as above
    properties.insert(0, OxmlElement("w:cantSplit"))


_WRITERS: Mapping[type, Callable[[Any, Any], None]] = MappingProxyType(
    {Heading: _heading, Paragraph: _paragraph, Points: _points, Picture: _picture, Table: _table}
)
