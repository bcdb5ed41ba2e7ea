"""A Word file that runs from right to left: its section, its styles, its tables, each paragraph and each run.

A text that runs the other way, such as one without a translation, keeps its own direction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.text.paragraph import Paragraph as Words

    from survey.domain.languages import Direction

# What stands after the direction in the properties of a paragraph, and after that of a section.
_AFTER_IN_PARAGRAPH = (
    *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents"),
    *("w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap"),
    *("w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
)
_AFTER_IN_SECTION = ("w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")


def turn_file(file: File) -> None:
    """The whole file from right to left: its pages, and every paragraph that an officer adds."""
    for section in file.sections:
        found = OxmlElement("w:bidi")
        section._sectPr.insert_element_before(found, *_AFTER_IN_SECTION)  # noqa: SLF001 - the library has no direction
        for line in section.footer.paragraphs:
            _direct(line._p, "rtl")  # noqa: SLF001 - as above
    _direct(file.styles["Normal"].element, "rtl")


def turn_table(made: Any) -> None:  # noqa: ANN401 - the library's own
    """The first column of the table stands at the right."""
    made.table_direction = WD_TABLE_DIRECTION.RTL


def lay(line: Words, way: Direction, whole: Direction) -> None:
    """Says which way the paragraph runs, where that is not plain."""
    if "rtl" in (way, whole):
        _direct(line._p, way)  # noqa: SLF001 - as above


def _direct(element: Any, way: Direction) -> None:  # noqa: ANN401 - the library's own
    properties = element.get_or_add_pPr()
    for old in properties.findall(qn("w:bidi")):
        properties.remove(old)
    found = OxmlElement("w:bidi")
    if way == "ltr":
        found.set(qn("w:val"), "0")
    properties.insert_element_before(found, *_AFTER_IN_PARAGRAPH)


def size_of_both(style: Any) -> None:  # noqa: ANN401 - the library's own
    """Letters from right to left have the size and the weight of all others: Word keeps them apart."""
    style.font.cs_bold, style.font.cs_italic = style.font.bold, style.font.italic
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    size = properties.find(qn("w:sz"))
    both = OxmlElement("w:szCs")
    both.set(qn("w:val"), size.get(qn("w:val")))
    size.addnext(both)
