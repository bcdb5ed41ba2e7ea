"""The words of a line in all languages, plain, with marks where an earlier answer is put in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from survey.domain.interchange.languages import language_code
from survey.domain.interchange.piped import marked, without_marks
from survey.domain.interchange.plain_text import without_markdown
from survey.domain.interchange.texts import Text, chosen
from survey.domain.interchange.xlsform.sheets import Line, Sheet, columns_of, lines, sheet_named

TEXTS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
_PIPE = re.compile(r"\$\{\s*([^{}]{1,200}?)\s*\}")


class Words:
    """Knows the languages of one form. `own` is the one that the questionnaire is written in."""

    def __init__(self, sheets: Sequence[Sheet], settings: Line | None) -> None:
        self.languages = _languages(sheets)
        wanted = settings.get("default_language").strip() if settings else ""
        known = {name.lower(): name for name in self.languages}
        survey = sheet_named(sheets, "survey")
        unnamed = survey is not None and ("label", "") in columns_of(survey)
        first = "" if unnamed or not self.languages else self.languages[0]
        self._own = known.get(wanted.lower(), first)
        self.own = language_code(self._own or wanted)
        # Texts that are there in other languages only, one of which stands in for the form's own.
        self.borrowed: set[tuple[int, str]] = set()

    def __call__(self, line: Line, column: str) -> Text:
        """The words of one column."""
        words = line.words(column)
        own = self._own if self._own in words else ""
        named = {self._code(language, own): plain(cell) for language, cell in words.items()}
        if self.own not in named and any(text.strip() for text in named.values()):
            self.borrowed.add((line.number, column))
        return chosen(named, self.own)

    def _code(self, language: str, own: str) -> str:
        return self.own if language == own else language_code(language, otherwise="other")


def plain(cell: str) -> str:
    """A cell's words without marks of HTML or Markdown."""
    return without_markdown(_PIPE.sub(lambda found: marked(found[1]), without_marks(cell)))


def _languages(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """The languages in which anything is said, by the heads of the columns."""
    found: dict[str, None] = {}
    for name in ("survey", "choices"):
        sheet = sheet_named(sheets, name)
        for line in lines(sheet) if sheet else ():
            for column, language in line.cells:
                if language and (column in TEXTS or column.startswith("media::")):
                    found[language] = None
    return tuple(found)
