"""Files that somebody made to do harm, each small."""

import io
import zipfile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def archive(parts):
    """A zip file of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def xlsx(rows, *, before="", shared="", name="survey"):
    """An .xlsx file whose first sheet has this XML for its rows."""
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{before}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{shared}</sst>',
        }
    )


def cell(reference, text):
    """One cell with a text of its own."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def form(*, more="", before="", shared=""):
    """A form of one question, and whatever else."""
    head = f'<row r="1">{cell("A1", "type")}{cell("B1", "name")}{cell("C1", "label")}</row>'
    line = f'<row r="2">{cell("A2", "text")}{cell("B2", "q")}{cell("C2", "Question?")}</row>'
    return xlsx(head + line + more, before=before, shared=shared)


LSS = '<?xml version="1.0"?>{before}<document><LimeSurveyDocType>Survey</LimeSurveyDocType><questions><rows><row><qid>1</qid><parent_qid>0</parent_qid><type>T</type><title>Q1</title><question>{text}</question><language>en</language></row></rows></questions></document>'
LAUGHS = "<!DOCTYPE lolz [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY a{n} '{'&a' + str(n - 1) + ';' if n else '&a;'}'>" for n in range(9)) + "]>"
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
