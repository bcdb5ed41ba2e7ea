"""A returned file of either kind, told from its first bytes."""

from __future__ import annotations

from survey.domain.interchange.result import Refused
from survey.domain.languages import Language
from survey.domain.translating.files import Returned
from survey.domain.translating.language_names import language_name
from survey.domain.wording import message, say
from survey.store.interchange.markup import looks_like_markup
from survey.store.translating import spreadsheets, xliff

LARGEST = xliff.LARGEST
MOST_LINES = 10_000
EMPTY = say("The file is empty.")
TOO_MANY = say("The file has more than {most} texts.", most=f"{MOST_LINES:,}")
OTHER_LANGUAGE = message(
    "The file is a translation into “{found}”, and this page is for {name} ({code})."
)


def lines_of(data: bytes, wanted: Language) -> list[Returned]:
    """The texts of a file in this language. Raises Refused."""
    if not data.strip():
        raise Refused(EMPTY)
    reader = xliff if looks_like_markup(data) else spreadsheets
    found, lines = reader.lines_in(data)
    if found and not _same(found, wanted.code):
        name = language_name(wanted.code)
        raise Refused(say(OTHER_LANGUAGE, found=found, name=name, code=wanted.code))
    if len(lines) > MOST_LINES:
        raise Refused(TOO_MANY)
    return lines


def _same(found: str, code: str) -> bool:
    """Whether a file's name of its language is this one. Agencies write cy-GB for cy."""
    plain = found.replace("_", "-").lower()
    return plain == code.lower() or (plain.startswith(f"{code.lower()}-") and "-x-" not in plain)
