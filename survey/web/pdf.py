"""PDFs, made by a process of its own that is given the page and nothing else: no secret, no network, no time.

Where it cannot run (the extra `pdf` or a library of the system is missing) there is no PDF, and pages say so.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WORKER = (sys.executable, "-m", "survey.web.pdf_worker")
SECONDS = 30
EVERY_LETTER, LETTERS_ARE_MISSING = "--every-letter", 3
# What a program needs to find its libraries and fonts. Our settings hold secrets, and stay here.
PASSED_ON = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "FONTCONFIG_FILE")

logger = logging.getLogger(__name__)


class PdfError(RuntimeError):
    """No PDF came."""


class LettersMissing(PdfError):
    """The fonts of this machine lack letters of the page, which would have come out as empty boxes."""


@cache
def available() -> bool:
    """Whether PDFs can be made here. Asked once a process; the answer changes with what is installed."""
    if find_spec("weasyprint") is None:
        return False
    try:
        _run((), b"")
    except PdfError:
        return False
    return True


def make_pdf(html: str, *, styles: Path, patience: int = 1, every_letter: bool = False) -> bytes:
    """The page as a tagged PDF. Raises PdfError where none came in time, or in so many times that.

    With `every_letter`, raises LettersMissing where some letter cannot be drawn.
    """
    arguments = (str(styles), EVERY_LETTER) if every_letter else (str(styles),)
    return _run(arguments, html.encode(), SECONDS * patience)


def _run(arguments: tuple[str, ...], given: bytes, seconds: int | None = None) -> bytes:
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the page comes by its input
            (*WORKER, *arguments),
            input=given,
            capture_output=True,
            check=True,
            timeout=seconds or SECONDS,
            cwd=ROOT,
            env=environment,
        )
    except (subprocess.SubprocessError, OSError) as error:
        # Not what the program wrote: that may hold the text of the page.
        logger.warning("No PDF was made: %s", type(error).__name__)
        told = isinstance(error, subprocess.CalledProcessError) and error.returncode == LETTERS_ARE_MISSING
        raise (LettersMissing if told else PdfError) from error
    return done.stdout
