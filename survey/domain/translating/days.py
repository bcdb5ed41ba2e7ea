"""A day as a language writes it for which there is no catalogue here: by the tables that Unicode keeps."""

from __future__ import annotations

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from survey.domain.wording import say_day

# Dari is kept there as the Persian of Afghanistan.
OTHERWISE_CALLED = {"prs": "fa-AF"}


def day_in(code: str, day: date) -> str:
    """The day in the language of that code; in English where it is not known."""
    try:
        found = Locale.parse(OTHERWISE_CALLED.get(code, code), sep="-")
    except (UnknownLocaleError, ValueError):
        return str(say_day(day))
    return format_date(day, "long", locale=found)
