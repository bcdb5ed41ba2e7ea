"""The questions on paper and as files: what everyone may take once a consultation is announced.

Organisers' pages of the same form, before it is opened, use `paper_page` and `paper_pdf` as well.
"""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for

from survey.domain.interchange.definitions import written
from survey.domain.questionnaires.plain_text import plain_text
from survey.domain.questionnaires.printing import PrintedForm, printed
from survey.store.consultations import Consultation
from survey.store.questionnaires import versions
from survey.web.access import public
from survey.web.answering.visit import consultation_or_404, frozen_of
from survey.web.database import db
from survey.web.forms import View
from survey.web.pdf import ROOT, PdfError, available, make_pdf
from survey.web.translating.showing import in_language

bp = Blueprint("paper", __name__, url_prefix="/consultations/<slug>/questions")

UNAVAILABLE = 503
LARGE = "large"
STYLES = ROOT / "static" / "printed.css"
MOST_KEPT = 24


@bp.get("/print/")
@public
def form(slug: str) -> str:
    """The paper form, to print from the browser."""
    consultation = consultation_or_404(slug)
    return paper_page(
        consultation,
        form_of(consultation),
        version=frozen_of(consultation).number,
        back=url_for("consultations.questions", slug=slug),
        views=("paper.form", "paper.pdf"),
    )


@bp.get("/paper.pdf")
@public
def pdf(slug: str) -> View:
    """The paper form as a tagged PDF."""
    consultation = consultation_or_404(slug)
    back = url_for("paper.form", slug=slug, size=request.args.get("size"))
    version = frozen_of(consultation).number
    return paper_pdf(consultation, form_of(consultation), version=version, back=back)


@bp.get("/questions.txt")
@public
def text(slug: str) -> Response:
    """All questions as plain text."""
    consultation = consultation_or_404(slug)
    asked = frozen_of(consultation).asked
    return as_file(plain_text(asked, facts=consultation.known_facts), "text/plain", f"{slug}.txt")


@bp.get("/definition.json")
@public
def definition(slug: str) -> Response:
    """The definition of the version that is asked, for other programs."""
    found = versions.frozen(db(), consultation_or_404(slug).version_id or "")
    return as_file(written(found.asked, found.translations), "application/json", f"{slug}.json")


def form_of(consultation: Consultation) -> PrintedForm:
    """The paper form of the version that a consultation asks."""
    return printed(frozen_of(consultation).asked, facts=consultation.known_facts)


def as_file(content: str | bytes, kind: str, name: str) -> Response:
    """A file to take away; a text is shown in the browser."""
    how = "inline" if kind == "text/plain" else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}"'}
    return Response(content, mimetype=kind, headers=headers)


def is_large() -> bool:
    """Whether large print is asked for."""
    return request.args.get("size") == LARGE


def paper_page(
    consultation: Consultation, form: PrintedForm, *, version: int | None, back: str, views: tuple[str, str]
) -> str:
    """The form as a page to print. `views` are those of this page and of the PDF."""
    page, pdf = views
    slug, large = consultation.slug, is_large()
    addresses = {
        "back": back,
        "other": url_for(page, slug=slug, size=None if large else LARGE),
        "pdf": url_for(pdf, slug=slug, size=LARGE if large else None) if available() else "",
    }
    shown = _shown(consultation, form, version)
    return render_template("questionnaires/printed.html", **shown, addresses=addresses)


def paper_pdf(consultation: Consultation, form: PrintedForm, *, version: int | None, back: str) -> View:
    """The form as a PDF; where none can be made, a page that leads back to the form."""
    html = render_template("questionnaires/printed_pdf.html", **_shown(consultation, form, version))
    try:
        made = _one_at_a_time(html)
    except PdfError:
        shown = {"consultation": consultation, "back": back}
        return render_template("questionnaires/no_pdf.html", **shown), UNAVAILABLE
    size = f"-{LARGE}-print" if is_large() else ""
    return as_file(made, "application/pdf", f"{consultation.slug}{size}.pdf")


def _shown(consultation: Consultation, form: PrintedForm, version: int | None) -> dict[str, Any]:
    site = str(current_app.config["SETTINGS"].base_url)
    return {
        "consultation": in_language(consultation),
        "form": form,
        "large": is_large(),
        "version": version,
        "site": site,
    }


_ONE_AT_A_TIME = Lock()
LONGEST_WAIT = 1.0


def _one_at_a_time(html: str) -> bytes:
    """Waits a moment for a PDF that somebody else is having made, which may be this one, and no longer.

    Whoever waits keeps a worker from those who answer. Raises PdfError.
    """
    if not _ONE_AT_A_TIME.acquire(timeout=LONGEST_WAIT):
        raise PdfError("another PDF is being made")
    try:
        return _document(html)
    finally:
        _ONE_AT_A_TIME.release()


@lru_cache(maxsize=MOST_KEPT)
def _document(html: str) -> bytes:
    """The PDF of a page. It costs seconds, and everyone may ask for it; the same page gives the same one."""
    return make_pdf(html, styles=STYLES)
