"""Spreadsheet files made by hand, small and large, sound and damaged, without a program that writes them."""

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

ODS = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(f'xmlns:{short}="{_OASIS}:{short}:1.0"' for short in ("office", "table", "text"))
_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>{{}}</manifest:manifest>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(files: dict[str, str]) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return file.getvalue()


def ods_cell(cell) -> str:
    """One cell with its type."""
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, (int, float)):
        kind = f'office:value-type="float" office:value="{cell}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def ods_body(body: dict[str, str], *, manifest: str = "") -> bytes:
    """An ODS file of sheets whose rows are written out."""
    sheets = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in body.items())
    return package({
        "mimetype": ODS,
        "META-INF/manifest.xml": _MANIFEST.format(manifest),
        "content.xml": f"<office:document-content {_NAMES}><office:body><office:spreadsheet>{sheets}"
        "</office:spreadsheet></office:body></office:document-content>",
    })  # fmt: skip


def ods(sheets: dict[str, list]) -> bytes:
    """An ODS file of sheets of rows."""
    return ods_body({
        name: "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
        for name, rows in sheets.items()
    })  # fmt: skip


def xlsx_body(rows: str, *, shared: str = "") -> bytes:
    """An XLSX file of one sheet whose rows are written out."""
    shared_file = {"xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{shared}</sst>'} if shared else {}
    return package({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Records" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        **shared_file,
    })  # fmt: skip


def xlsx(rows: list) -> bytes:
    """An XLSX file of texts and numbers."""
    written = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(_xlsx_cell(f"{'ABCDEFGH'[index]}{number}", cell) for index, cell in enumerate(row))
        written.append(f'<row r="{number}">{cells}</row>')
    return xlsx_body("".join(written))


def _xlsx_cell(place: str, cell) -> str:
    if isinstance(cell, (int, float)):
        return f'<c r="{place}"><v>{cell}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(cell))}</t></is></c>'
