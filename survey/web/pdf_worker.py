"""A process of its own that makes one tagged PDF: HTML on its input, PDF on its output.

WeasyPrint takes seconds to import and needs libraries of the system, so the web process never loads it. The
worker fetches nothing, whatever the HTML names: only pictures that stand in the page itself are drawn.

    python -m survey.web.pdf_worker notice.css <notice.html >notice.pdf
    python -m survey.web.pdf_worker notice.css --every-letter <notice.html >notice.pdf
    python -m survey.web.pdf_worker            (only says, by its exit code, whether it can run)
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pydyf
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

from survey.web.pdf import EVERY_LETTER, LETTERS_ARE_MISSING

LARGEST_MEMORY = 1024**3
SECONDS = 30


def _limit() -> None:
    """Ends this process, not the machine, when a page is too much. Some systems have no such limits."""
    for kind, limit in ((resource.RLIMIT_AS, LARGEST_MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))


def _languages_of_parts(page: HTML) -> Callable[[object, pydyf.PDF], None]:
    """What says of each article in which language it is: WeasyPrint says it of the whole file only."""
    languages = [article.get("lang") for article in page.etree_element.iter("article")]

    def finish(_document: object, pdf: pydyf.PDF) -> None:
        parts = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("S") == "/Art"]
        # An article that goes over two pages has two parts, and nothing tells which is which.
        if len(parts) == len(languages):
            for part, language in zip(parts, languages, strict=True):
                part.update({"Lang": pydyf.String(language)} if language else {})

    return finish


def main(arguments: list[str]) -> None:
    """Turns the page on the standard input into a PDF on the standard output."""
    if not arguments:
        return
    _limit()
    paths = (argument for argument in arguments if argument != EVERY_LETTER)
    styles = [CSS(string=Path(path).read_text(encoding="utf-8")) for path in paths]
    html = sys.stdin.buffer.read().decode("utf-8")
    page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    told = _languages_of_parts(page)
    document = page.render(stylesheets=styles, pdf_variant="pdf/ua-1")
    document.write_pdf(sys.stdout.buffer, finisher=told, pdf_variant="pdf/ua-1")
    if EVERY_LETTER in arguments and any(font.missing for font in document.fonts.values()):
        sys.exit(LETTERS_ARE_MISSING)


if __name__ == "__main__":
    main(sys.argv[1:])
