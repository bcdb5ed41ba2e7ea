"""The same workbook as an OpenDocument spreadsheet (.ods), which government asks for: ODF 1.2.

Written by hand: the format is a ZIP of a few XML files, and nothing of it is needed but tables and styles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from types import MappingProxyType

from results.files.sheets import Book, Cell, Row, Sheet, widths
from results.files.zips import archive

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
CENTIMETRES = 0.24
PROSE_WIDTH = 90
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("number", "datastyle"),
        ("meta", "meta"),
        ("config", "config"),
    )
)
_MORE = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FONT = 'fo:font-family="Arial"'
# How cells look, by name. Nothing is said by a look alone.
_LOOKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "title": (f'{_FONT} fo:font-size="16pt" fo:font-weight="bold"', ""),
        "heading": (
            f'{_FONT} fo:font-size="12pt" fo:font-weight="bold"',
            'fo:wrap-option="wrap" fo:border-bottom="0.5pt solid #14213d"',
        ),
        "line": (f'{_FONT} fo:font-size="12pt"', ""),
        "words": (f'{_FONT} fo:font-size="12pt"', 'fo:wrap-option="wrap" style:vertical-align="top"'),
        "figure": (f'{_FONT} fo:font-size="12pt"', 'style:vertical-align="top"'),
    }
)


def ods(book: Book, *, day: date, language: tuple[str, str] = ("en", "GB")) -> bytes:
    """The workbook. Its properties name the day of the release as the one on which it was made."""
    files = {
        "mimetype": TYPE,
        "META-INF/manifest.xml": _manifest(),
        "meta.xml": _meta(book, day, "-".join(language)),
        "settings.xml": _settings(book),
        "styles.xml": _styles(*language),
        "content.xml": _content(book),
    }
    return archive({name: text.encode() for name, text in files.items()}, day=day)


def _manifest() -> str:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    parts = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", TYPE),
            *((f"{name}.xml", "text/xml") for name in ("meta", "settings", "styles", "content")),
        )
    )
    opening = f'<manifest:manifest xmlns:manifest="{space}" manifest:version="1.2">'
    return f"{_HEAD}{opening}{parts}</manifest:manifest>"


def _document(kind: str, inside: str) -> str:
    name = f"office:document-{kind}"
    return f'{_HEAD}<{name} {_SPACES} {_MORE} office:version="1.2">{inside}</{name}>'


def _meta(book: Book, day: date, language: str) -> str:
    title, publisher, made = escape(book.title), escape(book.publisher), f"{day.isoformat()}T00:00:00"
    return _document(
        "meta",
        f"<office:meta><meta:creation-date>{made}</meta:creation-date><dc:date>{made}</dc:date>"
        f"<dc:title>{title}</dc:title><dc:creator>{publisher}</dc:creator>"
        f"<dc:language>{language}</dc:language></office:meta>",
    )


def _settings(book: Book) -> str:
    """The heading of each table stays in sight while one scrolls down."""
    views = "".join(_frozen(sheet) for sheet in book.sheets if sheet.header)
    return _document(
        "settings",
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item-map-named config:name="Tables">{views}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings>",
    )


def _frozen(sheet: Sheet) -> str:
    rows = len(sheet.about) + 2
    places = [(name, "int", rows) for name in ("VerticalSplitPosition", "PositionBottom")]
    items = (("VerticalSplitMode", "short", 2), *places)
    inside = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, kind, value in items
    )
    name = escape(sheet.name)
    return f'<config:config-item-map-entry config:name="{name}">{inside}</config:config-item-map-entry>'


def _styles(language: str, country: str) -> str:
    return _document(
        "styles",
        '<office:styles><style:default-style style:family="table-cell"><style:text-properties '
        f'{_FONT} fo:font-size="12pt" fo:language="{language}" fo:country="{country}"/>'
        "</style:default-style></office:styles><office:automatic-styles>"
        '<style:page-layout style:name="across"><style:page-layout-properties fo:page-width="29.7cm" '
        'fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1" '
        'style:scale-to-Y="0"/>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Across" style:page-layout-name="across"/></office:master-styles>',
    )


def _content(book: Book) -> str:
    sheets = "".join(_sheet(sheet) for sheet in book.sheets)
    ranges = "".join(_range(sheet, number) for number, sheet in enumerate(book.sheets) if sheet.header)
    return _document(
        "content",
        f"<office:automatic-styles>{''.join(_automatic(book))}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{sheets}<table:database-ranges>{ranges}</table:database-ranges>"
        "</office:spreadsheet></office:body>",
    )


def _automatic(book: Book) -> Iterator[str]:
    look = 'number:grouping="true" number:decimal-places="0" number:min-integer-digits="1"'
    yield f'<number:number-style style:name="whole"><number:number {look}/></number:number-style>'
    for name, (text, cell) in _LOOKS.items():
        whole = ' style:data-style-name="whole"' if name == "figure" else ""
        right = '<style:paragraph-properties fo:text-align="end"/>' if name == "figure" else ""
        yield (
            f'<style:style style:name="{name}" style:family="table-cell"{whole}>'
            f"<style:table-cell-properties {cell}/>{right}<style:text-properties {text}/></style:style>"
        )
    yield (
        '<style:style style:name="sheet" style:family="table" style:master-page-name="Across">'
        '<style:table-properties table:display="true"/></style:style>'
    )
    for width in sorted({width for sheet in book.sheets for width in _widths(sheet)}):
        yield (
            f'<style:style style:name="wide{width}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width * CENTIMETRES:.2f}cm"/></style:style>'
        )


def _widths(sheet: Sheet) -> list[int]:
    return widths(sheet, sheet.rows) if sheet.header else [PROSE_WIDTH]


def _sheet(sheet: Sheet) -> str:
    columns = "".join(f'<table:table-column table:style-name="wide{width}"/>' for width in _widths(sheet))
    prose = "line" if sheet.header else "words"
    above = _row([_text(sheet.title, "title")])
    above += "".join(_row([_text(text, prose)]) for text in sheet.about)
    if sheet.header:
        head = _row(_text(text, "heading") for text in sheet.header)
        above += f"<table:table-header-rows>{head}</table:table-header-rows>"
    body = "".join(_row(_cells(sheet, row)) for row in sheet.rows)
    name = f'table:name="{escape(sheet.name)}" table:style-name="sheet"'
    return f"<table:table {name}>{columns}{above}{body}</table:table>"


def _row(cells: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cells(sheet: Sheet, row: Row) -> Iterator[str]:
    for column, cell in enumerate(row):
        leads = sheet.name == "Contents" and column == 0
        yield _link(str(cell)) if leads else _cell(cell, "words" if column < sheet.text else "figure")


def _cell(cell: Cell, look: str) -> str:
    if isinstance(cell, int):
        place = f'table:style-name="{look}" office:value-type="float" office:value="{cell}"'
        return f"<table:table-cell {place}><text:p>{cell:,}</text:p></table:table-cell>"
    return _text(cell, look)


def _text(text: str, look: str, inside: str = "") -> str:
    """A cell of text: whatever it begins with, no program runs it."""
    place = f'table:style-name="{look}" office:value-type="string"'
    return f"<table:table-cell {place}><text:p>{inside or escape(text)}</text:p></table:table-cell>"


def _link(name: str) -> str:
    leads = f'<text:a xlink:type="simple" xlink:href="#\'{escape(name)}\'.A1">{escape(name)}</text:a>'
    return _text(name, "words", leads)


def _range(sheet: Sheet, number: int) -> str:
    """What marks the cells as a table with a row of headings."""
    first, last = len(sheet.about) + 2, len(sheet.about) + 2 + len(sheet.rows)
    end = chr(ord("A") + len(sheet.header) - 1)
    name = escape(f"'{sheet.name}'")
    place = f"{name}.A{first}:{name}.{end}{last}"
    return (
        f'<table:database-range table:name="table_{number}" table:target-range-address="{place}" '
        'table:contains-header="true"/>'
    )
