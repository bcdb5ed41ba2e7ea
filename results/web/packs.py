"""Files of a release to take away: open data, a spreadsheet and the committee pack.

Everyone has them from publication; councillors have the pack from the moment the results are counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from results import releases
from results.files import opendocument, spreadsheet
from results.files.days import days_csv
from results.files.document import Document, language_of, way_of
from results.files.material import Told
from results.files.pack import pack
from results.files.pack_docx import TYPE as DOCX_TYPE
from results.files.pack_docx import docx_of
from results.files.package import Contents, package
from results.files.pictures import png_address, svg_address
from results.files.sheets import Book, book
from results.timeline import DAYS
from results.web.downloads import as_file, code_book_of, tables_of, tables_with_excluded_of
from results.web.kept_files import BeingMade, Name, kept_file, mark_of
from results.web.packed import Asked, depends_on, material, settings, told_of
from results.web.reading import Read, councils, everyones
from results.web.view import kept
from survey.domain.accounts import Act
from survey.domain.languages import ENGLISH, Direction
from survey.store.answering import responses
from survey.web.access import public, staff
from survey.web.catalogues import catalogue_of
from survey.web.database import db, let_go
from survey.web.languages import current_language
from survey.web.pdf import PdfError, available, make_pdf
from survey.web.translating.showing import in_language

bp = Blueprint("packs", __name__)

ROOT = Path(__file__).resolve().parent.parent.parent
STYLES = ROOT / "static" / "pack.css"
# A pack is longer than a notice: it may take longer.
PATIENCE = 3
UNAVAILABLE = 503
# Seconds after which whoever asked for a file while one was being made may ask again.
AGAIN = 30
ZIP_TYPE, PDF_TYPE = "application/zip", "application/pdf"


class Writer(Protocol):
    """What writes a workbook in one format."""

    def __call__(self, book: Book, *, day: date) -> bytes: ...


PUBLIC, COUNCIL = "/consultations/<slug>/results", "/council/consultations/<slug>"


def _public(slug: str) -> Asked:
    """The release, if everyone may see it today. Answers 404 before that."""
    return _asked(everyones(slug))


def _council(slug: str) -> Asked:
    """The release, if councillors may see it. Answers 403 before closing, and 404 where there is none."""
    return _asked(councils(slug))


def _asked(read: Read) -> Asked:
    return Asked(db(), read.consultation, read.release, read.newer, read.file_name)


@bp.errorhandler(BeingMade)
def being_made(_error: BeingMade) -> tuple[str, int, dict[str, str]]:
    """Nobody waits in line for a file: residents who answer need the threads."""
    rule, slug = request.url_rule, (request.view_args or {}).get("slug")
    councils = rule is not None and rule.rule.startswith(COUNCIL)
    back = url_for("council.show" if councils else "results.show", slug=slug)
    page = render_template("packs/being_made.html", back=back)
    return page, UNAVAILABLE, {"Retry-After": str(AGAIN)}


@bp.get(f"{PUBLIC}/data-package.zip")
@public
def data_package(slug: str) -> Response:
    """Everything that is published as data, with a description that programs read."""
    asked = _public(slug)
    listed = responses.lists_receipts(asked.session, asked.consultation.id, number=asked.release.receipts)
    name = Name(asked.release.id, "data-package", "zip", (*depends_on(asked, Told()), listed))
    content = kept_file(settings().instance, name, lambda: _package(asked))
    return _binary(content, f"{asked.file_name}-data-package.zip", ZIP_TYPE)


def _package(asked: Asked) -> bytes:
    session, consultation, release = asked.session, asked.consultation, asked.release
    files = {
        "tables.csv": tables_of(session, consultation, release),
        "code-book.csv": code_book_of(session, consultation),
    }
    if release.has_second_line:
        files["tables-with-left-out.csv"] = tables_with_excluded_of(session, consultation, release)
    days = days_csv(releases.part(session, release, DAYS))
    if days is not None:
        files["days.csv"] = days
    hashes = responses.receipt_hashes(session, consultation.id, number=release.receipts)
    contents = Contents(consultation, release, files, hashes or (), asked.home)
    let_go()
    return package(contents)


@bp.get(f"{PUBLIC}/tables.ods")
@public
def tables_ods(slug: str) -> Response:
    """Every published table as an accessible workbook in the open format."""
    return _workbook(_public(slug), "ods", opendocument.ods, opendocument.TYPE)


@bp.get(f"{PUBLIC}/tables.xlsx")
@public
def tables_xlsx(slug: str) -> Response:
    """The same for Excel."""
    return _workbook(_public(slug), "xlsx", spreadsheet.xlsx, spreadsheet.TYPE)


def _workbook(asked: Asked, ending: str, make: Writer, kind: str) -> Response:
    """In the language of the questionnaire, like every file of figures."""

    def made() -> bytes:
        found = material(asked, Told(), own_language=True)
        let_go()
        return make(book(found), day=asked.release.made_on)

    name = Name(asked.release.id, "tables", ending, depends_on(asked, Told()))
    content = kept_file(settings().instance, name, made)
    return _binary(content, f"{asked.file_name}-tables.{ending}", kind)


@bp.get(f"{PUBLIC}/report.docx")
@public
def report_docx(slug: str) -> Response:
    """The report as everyone may read it, to edit."""
    return _docx(_public(slug), "report")


@bp.get(f"{PUBLIC}/report.pdf")
@public
def report_pdf(slug: str) -> BaseResponse:
    """The report as everyone may read it, as a tagged PDF; where none can be made, the page to print."""
    return _pdf(_public(slug), "report", "packs.report_page")


@bp.get(f"{PUBLIC}/report/")
@public
def report_page(slug: str) -> str:
    """The report as one page, to print or to save."""
    return _printed(_public(slug), url_for("results.show", slug=slug))


@bp.get(f"{COUNCIL}/pack.docx")
@staff(Act.SEE_RELEASE)
def pack_docx(slug: str) -> Response:
    """The pack for committee, which officers edit."""
    return _docx(_council(slug), "pack")


@bp.get(f"{COUNCIL}/pack.pdf")
@staff(Act.SEE_RELEASE)
def pack_pdf(slug: str) -> BaseResponse:
    """The pack for committee as a tagged PDF; where none can be made, the page to print."""
    return _pdf(_council(slug), "pack", "packs.pack_page")


@bp.get(f"{COUNCIL}/pack/")
@staff(Act.SEE_RELEASE)
def pack_page(slug: str) -> str:
    """The pack as one page, to print or to save."""
    return _printed(_council(slug), url_for("council.show", slug=slug))


def _binary(content: bytes, name: str, kind: str) -> Response:
    """A file to save that is no text."""
    response = as_file(content, name, kind=kind)
    response.headers["Content-Type"] = kind
    return response


def _docx(asked: Asked, name: str) -> Response:
    return _kept(asked, name, "docx", docx_of, DOCX_TYPE)


def _pdf(asked: Asked, name: str, page: str) -> BaseResponse:
    slug = asked.consultation.slug
    if not available():
        return redirect(url_for(page, slug=slug))
    try:
        return _kept(asked, name, "pdf", _pdf_of, PDF_TYPE)
    except PdfError:
        return redirect(url_for(page, slug=slug))


def _pdf_of(document: Document) -> bytes:
    html = html_of(document)
    let_go()
    return make_pdf(html, styles=STYLES, patience=PATIENCE)


def _kept(asked: Asked, name: str, ending: str, make: Callable[[Document], bytes], kind: str) -> Response:
    """The file in the language of the page: the same for everyone who may have it."""
    shown, told = _in_language(asked)
    code = current_language().code
    file = Name(asked.release.id, f"pack-{code}", ending, depends_on(shown, told))
    content = kept_file(settings().instance, file, lambda: make(_document(shown, told)))
    parts = (asked.file_name, name, *([] if code == ENGLISH.code else [code]))
    return _binary(content, f"{'-'.join(parts)}.{ending}", kind)


def _in_language(asked: Asked) -> tuple[Asked, Told]:
    shown = replace(asked, consultation=in_language(asked.consultation))
    return shown, told_of(shown)


def _document(asked: Asked, told: Told) -> Document:
    """Read whole before it is drawn: drawing takes seconds."""
    language, found = current_language(), material(asked, told)
    let_go()
    return pack(found, language, catalogue_of(language))


def _printed(asked: Asked, back: str) -> str:
    """The page is kept in memory, made again when what it says has changed."""
    shown, told = _in_language(asked)
    key = (asked.release.id, "report", back, mark_of(depends_on(shown, told)))
    return kept(key, lambda: html_of(_document(shown, told), back=back))


def html_of(document: Document, *, back: str = "") -> str:
    """The report as a page: to make a PDF from, or to show with a way back."""
    def way(text: str) -> Markup:
        return _attributes(text, document.direction)

    address = svg_address if back or document.direction == "ltr" else png_address
    return render_template("packs/report.html", document=document, back=back, address=address, way=way)


def _attributes(text: str, whole: Direction) -> Markup:
    """The language and the direction of a text, where they are not those of the document."""
    code, way = language_of(text), way_of(text, whole)
    found = Markup(' lang="{}"').format(code) if code else Markup()
    return found + Markup(' dir="{}"').format(way) if code or way != whole else found
