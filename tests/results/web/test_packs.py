"""Who may have which file of a release, and that none of them knows more than what is published."""

import csv
import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from results import extract, releases
from results.domain.tabulate import breakdowns
from results.files import pack_docx
from results.files.document import Paragraph, Picture, paragraph, points
from results.files.pack import pack
from results.files.zips import opened
from results.web import kept_files, packs, view
from survey.domain.translating.texts import left
from survey.domain.wording import SOURCE
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import frozen
from survey.web import pdf
from survey.web.database import db
from tests.demonstration import CROYDON, SOHO
from tests.results.files.made import ENGLISH, material

RESULTS = f"/consultations/{CROYDON}/results/"
COUNCIL = f"/council/consultations/{CROYDON}/"
EVERYONES = ("data-package.zip", "tables.ods", "tables.xlsx", "report.docx", "report.pdf", "report/")
COMMITTEES = ("pack.docx", "pack.pdf", "pack/")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f00010101001bb6ee56"
    "0000000049454e44ae426082"
)
ABOUT_GROUPS = ("Who answered", "Equality", "The main question by group")
HELD_BACK = {"fewer than 10": "[c]", "not shown": "[c]"}


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Drawing forty charts and setting fifty pages cost seconds; other tests look at real ones."""
    monkeypatch.setattr(pack_docx, "png", lambda _chart: PIXEL)
    monkeypatch.setattr(packs, "make_pdf", lambda html, **_: b"%PDF " + html.encode())
    monkeypatch.setattr(packs, "available", lambda: True)
    # Every test makes its pages itself: all have the same release.
    monkeypatch.setattr(view, "_KEPT", {})


def unpublish(store, *, on=None):
    store.scalar(select(Consultation).where(Consultation.slug == CROYDON)).published_on = on
    store.commit()


def test_everyone_has_the_files_from_publication_on(reader, store):
    page = reader.get_page(RESULTS)
    for name in EVERYONES[:-1]:
        assert any(address.endswith(f"/results/{name}") for address in page.links.values()), name
    unpublish(store, on=date(2026, 12, 1))
    for name in EVERYONES:
        assert reader.raw.get(RESULTS + name).status_code == 404, name
    assert reader.raw.get(f"/consultations/{SOHO}/results/report.pdf").status_code == 404


def test_the_pack_is_for_the_council_alone(reader):
    for name in COMMITTEES:
        assert reader.get_page(COUNCIL + name).h1 == "Staff sign-in"


@pytest.mark.parametrize("role", ["councillor", "organiser"])
def test_the_council_has_the_pack_before_publication(signed_in, store, monkeypatch, role):
    # A small one will do: here it only matters who gets it.
    small = pack(material(), ENGLISH, SOURCE)
    monkeypatch.setattr(packs, "pack", lambda *_: small)
    unpublish(store)
    member = signed_in(role)
    assert {address for address in member.get_page(COUNCIL).links.values() if "pack." in address} == {
        f"{COUNCIL}pack.docx",
        f"{COUNCIL}pack.pdf",
    }
    for name in COMMITTEES:
        assert member.raw.get(COUNCIL + name).status_code == 200, name
        # While people answer there is nothing to read, whoever asks.
        assert member.raw.get(f"/council/consultations/{SOHO}/{name}").status_code == 403


@pytest.mark.parametrize(
    ("name", "kind", "start"),
    [
        ("data-package.zip", "application/zip", b"PK"),
        ("tables.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("tables.ods", "application/vnd.oasis.opendocument.spreadsheet", b"PK"),
        ("report.pdf", "application/pdf", b"%PDF"),
    ],
)
def test_each_is_a_file_to_save_and_is_made_once(reader, monkeypatch, name, kind, start):
    found = reader.raw.get(RESULTS + name)
    assert found.headers["Content-Type"] == kind
    assert found.headers["Content-Disposition"] == f'attachment; filename="{CROYDON}-{name}"'
    assert found.data.startswith(start)
    for made in ("package", "book", "pack"):
        monkeypatch.delattr(packs, made)
    assert reader.raw.get(RESULTS + name).data == found.data


def test_councillors_and_residents_hold_the_same_paper(reader, signed_in):
    councillor = signed_in("councillor")
    assert councillor.raw.get(f"{COUNCIL}pack.docx").data == reader.raw.get(f"{RESULTS}report.docx").data
    welsh = councillor.raw.get(f"/cy{COUNCIL}pack.docx")
    assert welsh.headers["Content-Disposition"].endswith(f'{CROYDON}-pack-cy.docx"')
    made = docx.Document(io.BytesIO(welsh.data))
    assert made.core_properties.language == "cy-GB"
    assert "Pwy atebodd" in [line.text for line in made.paragraphs]


def test_without_a_program_for_pdfs_the_page_to_print_is_there(reader, monkeypatch):
    monkeypatch.setattr(packs, "available", lambda: False)
    found = reader.raw.get(f"{RESULTS}report.pdf")
    assert found.status_code == 302
    assert found.headers["Location"] == f"{RESULTS}report/"

    def fail(*_, **__):
        raise pdf.PdfError

    monkeypatch.setattr(packs, "available", lambda: True)
    monkeypatch.setattr(packs, "make_pdf", fail)
    assert reader.raw.get(f"{RESULTS}report.pdf").headers["Location"] == f"{RESULTS}report/"
    page = reader.get_page(f"{RESULTS}report/")
    assert page.h1 == "Results: Fixed facial recognition cameras at North End, Croydon"
    assert len(page.all("img")) > 30
    assert all(image.get("alt") and image.get("src").startswith("data:image/svg+xml") for image in page.all("img"))


@pytest.mark.parametrize(
    ("role", "path", "back"),
    [
        (None, f"{RESULTS}report.docx", RESULTS),
        (None, f"{RESULTS}report.pdf", RESULTS),
        (None, f"{RESULTS}tables.ods", RESULTS),
        (None, f"{RESULTS}data-package.zip", RESULTS),
        ("councillor", f"{COUNCIL}pack.pdf", COUNCIL),
    ],
)
def test_who_asks_while_a_file_is_made_may_come_again(reader, signed_in, role, path, back):
    client = signed_in(role) if role else reader
    with kept_files._MAKING:
        page = client.get_page(path, status=503)
        assert client.raw.get(path).headers["Retry-After"] == "30"
    assert page.h1 == "This file is being made"
    assert "Try again in half a minute." in page.text
    assert page.links["Back to the results"] == back


def test_nothing_is_made_while_the_database_waits(reader, signed_in, monkeypatch):
    """An open transaction keeps SQLite and PostgreSQL from clearing away what is no longer valid."""
    open_ones = []
    small = pack(material(), ENGLISH, SOURCE)
    monkeypatch.setattr(packs, "pack", lambda *_: small)

    def noting(make):
        def noted(*given, **named):
            open_ones.append(db().in_transaction())
            return make(*given, **named)

        return noted

    for name in ("package", "book", "pack", "make_pdf"):
        monkeypatch.setattr(packs, name, noting(getattr(packs, name)))
    for name in EVERYONES:
        assert reader.raw.get(RESULTS + name).status_code == 200, name
    # In Welsh, because they have the English ones of everyone.
    councillor = signed_in("councillor")
    for name in COMMITTEES:
        assert councillor.raw.get(f"/cy{COUNCIL}{name}").status_code == 200, name
    assert open_ones == [False] * 11


def test_the_page_to_print_is_made_once_until_its_words_change(reader, store, signed_in, monkeypatch):
    small, made = pack(material(), ENGLISH, SOURCE), []
    monkeypatch.setattr(packs, "pack", lambda *_: made.append(1) or small)
    councillor = signed_in("councillor")
    for _ in range(2):
        assert f'href="{RESULTS}"' in reader.raw.get(f"{RESULTS}report/").text
        assert f'href="{COUNCIL}"' in councillor.raw.get(f"{COUNCIL}pack/").text
    # Each leads back to a page of its own.
    assert len(made) == 2
    store.scalar(select(Consultation).where(Consultation.slug == CROYDON)).title = "Cameras"
    store.commit()
    reader.get_page(f"{RESULTS}report/")
    assert len(made) == 3


@pytest.mark.skipif(not pdf.available(), reason="PDFs cannot be made here")
def test_the_pdf_is_tagged_and_says_its_language_and_what_charts_show(published):
    document = pack(material(), ENGLISH, SOURCE)
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    left_out = {id(block) for block in pictures[3:]}
    document = replace(document, blocks=tuple(one for one in document.blocks if id(one) not in left_out))
    with published.test_request_context("/"):
        html = packs.html_of(document)
    content = pdf.make_pdf(html, styles=packs.STYLES)
    assert pdf.make_pdf(html, styles=packs.STYLES) == content
    found = PdfReader(io.BytesIO(content))
    root = found.root_object
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert found.metadata.title == "Results: Lamps and cameras"
    assert "45% support and 37% oppose" in found.pages[0].extract_text()
    tags, alternatives = set(), []
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            tags.add(node.get("/S"))
            alternatives += [node["/Alt"]] if "/Alt" in node else []
            waiting += [node["/K"]] if "/K" in node else []
    assert sorted(alternatives) == sorted(block.alt for block in pictures[:3])
    assert {"/H1", "/H2", "/H3", "/H4", "/Table", "/TH", "/TD", "/Caption", "/Figure", "/L", "/LI"} <= tags


def test_from_right_to_left_each_text_keeps_its_own_way_and_charts_are_pictures(published):
    document = pack(material(), ENGLISH, SOURCE)
    chart = next(block for block in document.blocks if isinstance(block, Picture))
    blocks = (paragraph(left("A text.", "en")), Paragraph("نص"), paragraph("Words"), points(["12"]), chart)
    with published.test_request_context("/"):
        html = packs.html_of(replace(document, code="ar", direction="rtl", blocks=blocks))
    assert '<html lang="ar" dir="rtl">' in html
    assert '<p class="body" lang="en" dir="ltr">A text.</p>' in html
    assert '<p class="body">نص</p>' in html
    assert '<p class="body" dir="ltr">Words</p>' in html
    assert "<li>12</li>" in html
    # What makes PDFs does not join the letters of Arabic in an SVG.
    assert "data:image/png;base64" in html
    assert "svg+xml" not in html


def exact_by_group(store):
    """Every figure about a group as it is counted, before anything protects it."""
    consultation = consultations.find(store, CROYDON)
    counted = extract.build(store, consultation).counted()
    version = frozen(store, consultation.version_id)
    plan = releases.plan_of(consultation, version, counted)
    found = breakdowns(
        counted.columns, counted.codebook, characteristics=plan.characteristics, questions=plan.questions
    )
    return {
        (table.question, table.part or "", table.group, table.value, option): count
        for own in found
        for table in own.tables
        for option, count in zip(table.options, table.counts, strict=True)
    }


def test_no_file_holds_an_exact_figure_about_a_group(reader, store):
    files = opened(reader.raw.get(f"{RESULTS}data-package.zip").data)
    rows = list(csv.DictReader(io.StringIO(files["tables.csv"].decode("utf-8-sig"))))
    published = {
        (row["question"], row["row"], row["characteristic"], row["group"], row["option"]): row["count"]
        for row in rows
        if row["group"]
    }
    exact = exact_by_group(store)
    assert published.keys() == exact.keys()
    shown = {name: int(count) for name, count in published.items() if count not in HELD_BACK}
    assert all(count % 5 == 0 and count >= 10 for count in shown.values())
    changed = [name for name, count in shown.items() if count != exact[name]]
    assert len(changed) > len(shown) / 2
    workbook = load_workbook(io.BytesIO(reader.raw.get(f"{RESULTS}tables.xlsx").data), read_only=True)
    assert sorted(map(str, _in_groups(workbook))) == sorted(HELD_BACK.get(count, count) for count in published.values())
    for table in _about_groups(docx.Document(io.BytesIO(reader.raw.get(f"{RESULTS}report.docx").data))):
        for row in table.rows[1:]:
            figures = [cell.text.replace(",", "") for cell in row.cells[1:]]
            assert all(int(figure) % 5 == 0 for figure in figures if figure.isdigit()), figures


def _in_groups(workbook):
    """The counts of the worksheets with every question by one characteristic."""
    for sheet in workbook.worksheets:
        lines = sheet.iter_rows(values_only=True)
        if ": Every question by " in next(lines)[0]:
            body = [line for line in lines if line[1] is not None]
            yield from (line[3] for line in body[1:])


def _about_groups(file):
    """The tables of the parts about groups, without what is missing beside a census: that is worked out."""
    part = ""
    for block in file.iter_inner_content():
        if block.style is not None and block.style.name == "Heading 1":
            part = block.text
        elif hasattr(block, "rows") and part in ABOUT_GROUPS:
            yield from [block] if "Census" not in [cell.text for cell in block.rows[0].cells] else ()
