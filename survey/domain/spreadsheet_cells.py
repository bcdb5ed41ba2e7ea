"""Texts in the cells of a spreadsheet: marked where a program would run them as a formula, and bare again."""

from __future__ import annotations

import re

# With the apostrophes before it: otherwise what was marked could not be told from what began so.
_RUN = re.compile(r"'*[=+\-@\t\r\n]")
_MARK = "'"


def safe_cell(text: str) -> str:
    """The text, marked with an apostrophe where a spreadsheet would run it as a formula."""
    return _MARK + text if _RUN.match(text) else text


def bare_cell(text: str) -> str:
    """The text of a safe cell as it was."""
    return text[1:] if text.startswith(_MARK) and _RUN.match(text) else text
