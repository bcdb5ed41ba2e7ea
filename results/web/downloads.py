"""Files of a release, as they are sent: a name to save them under, and never opened inside the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response

from results import exports, releases
from results.releases import Release, facts_of
from results.web.reading import Read
from results.web.view import characteristic, kept
from survey.domain.wording import say
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.questionnaires.versions import frozen

# A SHA-256 in hexadecimal digits, and the end of its line.
MARK_BYTES = 65
KILO, DECIMALS_BELOW = 1000, 10


@dataclass(frozen=True, slots=True)
class File:
    """One file of the list on the page: what it is, its format, its size in bytes if known, its address.

    `endpoint` is the view that gives it; it takes the slug of the consultation.
    """

    name: str
    about: str
    format: str
    endpoint: str
    size: int | None = None

    @property
    def kind(self) -> str:
        """Its format, with its size as people read it."""
        return self.format if self.size is None else f"{self.format}, {in_words(self.size)}"


def in_words(size: int) -> str:
    """A number of bytes as kilobytes or megabytes."""
    number, unit = (size / KILO**2, "MB") if size >= KILO**2 else (max(1, size / KILO), "kB")
    return f"{number:.1f} {unit}" if unit == "MB" and number < DECIMALS_BELOW else f"{number:.0f} {unit}"


def files_of(session: Session, read: Read) -> tuple[File, ...]:
    """Everything that can be taken away from a public release, in the order of the page.

    Receipts are listed with the newest edition only, which has those of all earlier ones.
    """
    release = read.release
    tables, book = _sizes(session, read.consultation, release)
    found = [
        File(
            say("All published tables"), say("every figure on these pages"), "CSV", "results.tables", tables
        ),
        File(
            say("Code book"),
            say("what each code in the tables means"),
            "CSV",
            "results.code_book",
            book,
        ),
    ]
    if read.newer is None:
        found.append(_receipts(release))
    if release.has_second_line:
        name = say("The questions counted with those left out")
        left_out = File(name, say("the second line of every question"), "CSV", "results.tables_with_excluded")
        found.insert(1, left_out)
    return (*_to_read(), *found, *_to_work_with())


def _receipts(release: Release) -> File:
    return File(
        say("Marks of all counted receipts"),
        say("one line for each, to check that your response was counted"),
        say("text"),
        "results.receipt_hashes",
        release.receipts * MARK_BYTES,
    )


def _to_read() -> tuple[File, ...]:
    """The whole report, which is made when somebody first asks for it (results.web.packs)."""
    about = say("summary, method, who answered, and every question with its chart")
    return (
        File(say("The report"), about, "PDF", "packs.report_pdf"),
        File(say("The report, to edit"), say("the same as a Word file"), "DOCX", "packs.report_docx"),
    )


def _to_work_with() -> tuple[File, ...]:
    """The same figures for people who work with them, likewise."""
    workbook = say("every published table, one a worksheet, with notes")
    data = say("all of these data files with a description that programs read")
    return (
        File(say("Accessible spreadsheet"), workbook, "ODS", "packs.tables_ods"),
        File(say("Accessible spreadsheet for Excel"), say("the same"), "XLSX", "packs.tables_xlsx"),
        File(say("Open data package"), data, "ZIP", "packs.data_package"),
    )


def _sizes(session: Session, consultation: Consultation, release: Release) -> tuple[int, int]:
    def make() -> tuple[int, int]:
        return len(tables_of(session, consultation, release)), len(code_book_of(session, consultation))

    return kept((release.id, consultation.version_id, "sizes"), make)


def as_file(content: bytes | Iterable[bytes], name: str, *, kind: str = "text/csv") -> Response:
    """A file to save. What is iterated over is sent as it comes."""
    response = Response(content, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def tables_of(session: Session, consultation: Consultation, release: Release) -> bytes:
    """Every protected table of a release as CSV."""

    def make() -> bytes:
        return exports.tables_csv(releases.all_tables(session, release), consultation)

    return kept((release.id, "tables.csv"), make)


def tables_with_excluded_of(session: Session, consultation: Consultation, release: Release) -> bytes:
    """The questions over everybody and the responses left out, as CSV."""

    def make() -> bytes:
        found = releases.with_excluded(session, release).values()
        return exports.tables_csv((table for tables in found for table in tables), consultation)

    return kept((release.id, "tables-with-left-out.csv"), make)


def code_book_of(session: Session, consultation: Consultation) -> bytes:
    """What every code means, as CSV: of the questions, and of what was noted beside the answers."""
    version = frozen(session, consultation.version_id or "")
    facts = [characteristic(consultation, version, code) for code in facts_of(consultation)]
    return exports.codebook_csv((*version.questionnaire.questions, *facts))
